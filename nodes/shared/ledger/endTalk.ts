import { VOICE_LEG, type LedgerTx } from './ledger';

interface Talk {
	contactId: string;
	phoneNumberId: string;
	/** Who carried the call; null: none of our attempts. */
	leg: string | null;
	/** What was opened after it is another matter; null where only events tell, in Meta's times. */
	begunAt: string | null;
}

/**
 * The talk that was wanted has been had, or tried: its escalation is over. An automated reminder is no
 * talk; the one that it is of is still to come (V6).
 */
export async function endTalk(
	{ contactId, phoneNumberId, leg, begunAt }: Talk,
	now: string,
	{ escalations }: Pick<LedgerTx, 'escalations'>,
): Promise<void> {
	if (leg === VOICE_LEG) return;
	const live = await escalations.live(contactId, phoneNumberId, now);
	if (!live || (begunAt !== null && live.openedAt > begunAt)) return;
	await escalations.close(live.id, 'called', now);
}
