import type { WonClaim } from './dialResult';
import type { DialPorts } from './ports';

/**
 * The point of no return: from here on the call counts, and its escalation is being called. False if
 * the claim is not the caller's any more, or what it rests on has gone since the decision.
 */
export async function startDialling(
	{ attempt, token }: WonClaim,
	sessionId: string | null,
	{ ledger, now }: Pick<DialPorts, 'ledger' | 'now'>,
): Promise<boolean> {
	return await ledger.transaction(async (tx) => {
		const at = now();
		if (!(await tx.attempts.startDialling(attempt.id, token, sessionId, at))) return false;
		const live = await tx.escalations.live(attempt.contactId, attempt.phoneNumberId, at);
		if (live) await tx.escalations.advance(live.id, 'calling', at);
		return true;
	});
}
