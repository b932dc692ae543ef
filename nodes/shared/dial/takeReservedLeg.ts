import type { Attempt, Contact, LedgerTx } from '../ledger/ledger';
import { CLAIM_LEASE_SECONDS, decideClaimed, loseClaim, type LegRequest } from './claimAndDecide';
import { held, type DialResult, type Held, type WonClaim } from './dialResult';
import type { DialPorts } from './ports';
import type { RecordedDecision } from './recordDecision';
import { startDialling } from './startDialling';

/**
 * Somebody takes a call that `reserveLeg` offered, to make it by hand: for the first one only (V5, P5,
 * P10). Null if it is not there to be taken any more.
 */
export async function takeReservedLeg(
	attempt: Attempt,
	ports: DialPorts,
): Promise<DialResult | null> {
	const token = await ports.ledger.transaction(
		async (tx) => await takeReserved(attempt, ports.now(), tx),
	);
	return token === null ? null : await startTaken({ won: true, attempt, token }, null, ports);
}

/** The claim of whoever takes a reserved attempt first; null: it is not there to be taken any more. */
export const takeReserved = async (
	{ id }: Pick<Attempt, 'id'>,
	at: string,
	{ attempts }: LedgerTx,
): Promise<string | null> => await attempts.takeReserved(id, CLAIM_LEASE_SECONDS, at);

/** It counts from now on; a leg that carries it over WhatsApp has still to place it. */
export type StartedLeg =
	{ started: true; attempt: Attempt; decision: RecordedDecision; contact: Contact } | Held;

/**
 * Whoever has taken a reserved attempt decides once more and starts dialling. Dies before
 * `startDialling`: nothing was dialled and the claim frees itself; after it: never dialled again.
 *
 * The brief was judged when the call was offered, with what is in it.
 *
 * @param also As in `startDialling`.
 */
export async function startTaken(
	claim: WonClaim,
	sessionId: string | null,
	ports: DialPorts,
	also?: Parameters<typeof startDialling>[3],
): Promise<StartedLeg> {
	const { ledger, now } = ports;
	const { attempt, token } = claim;
	const request = await requestOf(attempt, ports);
	if (!request) {
		await ledger.transaction(
			async ({ attempts }) => await attempts.release(attempt.id, token, 'wish_not_open', now()),
		);
		return held('wish_not_open', { attempt, decision: null });
	}
	const step = await decideClaimed(claim, request, ports);
	if (!step.allowed) return heldOf(step.result);
	// Another claim than before, if Meta's permission came in while it was decided.
	const { decision, claim: own } = step;
	if (!(await startDialling(own, sessionId, ports, also)))
		return await loseClaim(own, request, decision, ports);
	const current = await ledger.transaction(
		async ({ attempts }) => (await attempts.get(attempt.id)) ?? attempt,
	);
	return { started: true, attempt: current, decision, contact: request.contact };
}

/** Whoever else has dialled it meanwhile carries it too. */
const heldOf = (result: DialResult): Held =>
	result.started ? held('already_claimed', { attempt: result.attempt, decision: null }) : result;

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
