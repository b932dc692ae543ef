import type { Attempt } from '../ledger/ledger';
import { CLAIM_LEASE_SECONDS, decideClaimed, loseClaim, type LegRequest } from './claimAndDecide';
import { held, type DialResult, type WonClaim } from './dialResult';
import type { DialPorts } from './ports';
import { startDialling } from './startDialling';

/**
 * Somebody takes a call that `reserveLeg` offered: decides once more and starts dialling, for the
 * first one only (V5, P5, P10). Null if it is not there to be taken any more. Dies before
 * `startDialling`: nothing was dialled and the claim frees itself; after it: never dialled again.
 *
 * The brief was judged when the call was offered, with what is in it.
 */
export async function takeReservedLeg(
	attempt: Attempt,
	ports: DialPorts,
): Promise<DialResult | null> {
	const { ledger, now } = ports;
	const token = await ledger.transaction(
		async ({ attempts }) => await attempts.takeReserved(attempt.id, CLAIM_LEASE_SECONDS, now()),
	);
	if (token === null) return null;
	const claim: WonClaim = { won: true, attempt, token };
	const request = await requestOf(attempt, ports);
	if (!request) {
		await ledger.transaction(
			async ({ attempts }) => await attempts.release(attempt.id, token, 'wish_not_open', now()),
		);
		return held('wish_not_open', { attempt, decision: null });
	}
	const step = await decideClaimed(claim, request, ports);
	if (!step.allowed) return step.result;
	const { decision } = step;
	if (!(await startDialling(claim, null, ports)))
		return await loseClaim(claim, request, decision, ports);
	const current = await ledger.transaction(
		async ({ attempts }) => (await attempts.get(attempt.id)) ?? attempt,
	);
	return { started: true, attempt: current, decision };
}

/** Null if customer or yes were erased since. */
async function requestOf(
	{ id, contactId, wishId, leg }: Attempt,
	{ ledger }: DialPorts,
): Promise<LegRequest | null> {
	return await ledger.transaction(async ({ contacts, wishes }) => {
		const contact = await contacts.get(contactId);
		const wish = await wishes.get(wishId);
		return contact && wish && { wish, contact, claimant: `taken:${id}`, leg };
	});
}
