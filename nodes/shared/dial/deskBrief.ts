import { renderBriefCard, type BriefCard } from '../domain/renderBriefCard';
import type { LedgerTx, StoredBrief } from '../ledger/ledger';

/**
 * A brief as the desk shows it (S4): to the representative alone, so its words are whole. The customer's
 * number is not in it, nor where its fields come from: Meta's ids of messages hold that number.
 */
export async function deskBrief(
	{ status, fields, errors, threadUrl, escalationId }: StoredBrief,
	{ escalations }: Pick<LedgerTx, 'escalations'>,
): Promise<BriefCard> {
	const escalation = escalationId === null ? null : await escalations.get(escalationId);
	return renderBriefCard({
		brief: { status, fields, errors },
		waId: null,
		// The brief keeps no currency: an amount stands as it was said.
		currency: null,
		trigger: escalation?.triggers[0] ?? null,
		threadUrl,
	});
}
