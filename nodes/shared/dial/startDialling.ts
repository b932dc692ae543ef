import { VOICE_LEG, type LedgerTx } from '../ledger/ledger';
import type { WonClaim } from './dialResult';
import type { DialPorts } from './ports';
import { reminderObstacle } from './reminderCall';

/**
 * The point of no return: from here on the call counts, and its escalation is being called; not by an
 * automated reminder, whose talk is still to come. False if the claim is not the caller's any more, or
 * what it rests on has gone since the decision.
 *
 * @param also What is true from then on, in the same transaction.
 */
export async function startDialling(
	{ attempt, token }: WonClaim,
	sessionId: string | null,
	{ ledger, now }: Pick<DialPorts, 'ledger' | 'now'>,
	also: (at: string, tx: LedgerTx) => Promise<void> = async () => {},
): Promise<boolean> {
	return await ledger.transaction(async (tx) => {
		const at = now();
		const isReminder = attempt.leg === VOICE_LEG;
		const wish = { ...attempt, id: attempt.wishId };
		if (isReminder && (await reminderObstacle(wish, at, tx)) !== null) return false;
		if (!(await tx.attempts.startDialling(attempt.id, token, sessionId, at))) return false;
		await also(at, tx);
		if (isReminder) return true;
		const live = await tx.escalations.live(attempt.contactId, attempt.phoneNumberId, at);
		if (live) await tx.escalations.advance(live.id, 'calling', at);
		return true;
	});
}
