import type { LedgerTx } from './ledger';

interface Talk {
	contactId: string;
	phoneNumberId: string;
	/** What was opened after it is another matter; null where only events tell, in Meta's times. */
	begunAt: string | null;
}

/** The talk that was wanted has been had, or tried: its escalation is over. */
export async function endTalk(
	{ contactId, phoneNumberId, begunAt }: Talk,
	now: string,
	{ escalations }: Pick<LedgerTx, 'escalations'>,
): Promise<void> {
	const live = await escalations.live(contactId, phoneNumberId, now);
	if (!live || (begunAt !== null && live.openedAt > begunAt)) return;
	await escalations.close(live.id, 'called', now);
}
