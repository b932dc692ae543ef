import type { CallItem, ItemBrief } from '../shared/domain/callItem';
import type { CorrectableBrief } from '../shared/domain/correctBrief';
import type { BriefView } from '../shared/domain/renderBriefRows';
import { CallingError } from '../shared/n8n/callingError';

/**
 * The item's brief with what is shown around it. Items pass through other nodes, so every value is
 * checked: whatever is not plainly ready needs review.
 *
 * @throws {CallingError} `no_brief`.
 */
export function readBriefView(item: Partial<CallItem>, labels: Record<string, string>): BriefView {
	const { brief, contact, cart, escalationTrigger } = item;
	return {
		brief: readBrief(brief),
		waId: textOf(contact?.waId),
		currency: textOf(cart?.currency),
		trigger: textOf(escalationTrigger),
		threadUrl: textOf(brief?.threadUrl),
		labels,
	};
}

/** The item's own brief, as data; see {@link readBriefView}. */
export function readBrief(brief: ItemBrief | undefined): CorrectableBrief {
	if (!brief || !isRecord(brief.fields) || String(brief.status) === 'missing') throw noBrief();
	const sources = Object.entries(isRecord(brief.sources) ? brief.sources : {});
	const errors = Array.isArray(brief.errors) ? brief.errors : [];
	return {
		status: brief.status === 'ready' ? 'ready' : 'needs_review',
		fields: brief.fields,
		sources: Object.fromEntries(sources.flatMap(([at, id]) => (textOf(id) ? [[at, id]] : []))),
		errors: errors.map(({ path, message }) => ({
			path: textOf(path) ?? '$',
			message: textOf(message) ?? 'does not fit',
		})),
	};
}

/** There is nothing to show or to correct. */
export const noBrief = (): CallingError =>
	new CallingError(
		'no_brief',
		'There is no brief of this customer',
		'Put Summary Builder with the operation Build before this node, and keep the field brief on the item.',
	);

const textOf = (value: unknown): string | null =>
	typeof value === 'string' && value !== '' ? value : null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
