import { maskPhone } from './redact';
import { webAddress } from './renderBriefEscape';
import { type BriefRow, type BriefView, renderBriefRows, triggerOf } from './renderBriefRows';

/** The brief for the desk's page (S4): data, which the page puts in as text and never as HTML. */
export interface BriefCard {
	status: 'ready' | 'needs_review';
	headline: string;
	phone: string | null;
	trigger: string | null;
	rows: BriefRow[];
	/** What concerns the brief as a whole. */
	problems: string[];
	threadUrl: string | null;
}

/** What stands above a brief: one that needs review is never shown as if it were true (S1). */
export const headlineOf = (status: BriefCard['status']): string =>
	status === 'ready' ? 'Call brief' : 'Call brief: needs review, not confirmed';

/**
 * The card that a representative sees before the ring. Never throws.
 *
 * @param isShared The page is not one person's: phone numbers are masked.
 */
export function renderBriefCard(view: BriefView, isShared = false): BriefCard {
	const { brief, waId, threadUrl } = view;
	const general = brief.errors?.filter(({ path }) => path === '$' || path.startsWith('schema'));
	return {
		status: brief.status,
		headline: headlineOf(brief.status),
		phone: waId === null ? null : isShared ? maskPhone(waId) : `+${waId}`,
		trigger: triggerOf(view, isShared),
		rows: renderBriefRows(view, isShared),
		problems: general?.map(({ message }) => message) ?? [],
		threadUrl: webAddress(threadUrl),
	};
}
