import type { DeskTaken } from '../domain/deskProtocol';
import { DESK_LEG, type DeskRing, type LedgerTx } from '../ledger/ledger';
import type { DeskActor, DeskPorts } from './deskPorts';
import { claimIncoming } from './inboundClaim';
import { endRing, tellRingOver } from './ringOver';
import { CALL_OVER, notTaken, RING_OVER, whyNotTake } from './ringRefusals';
import { takeOutboundRing } from './takeOutboundRing';

/**
 * A representative takes a ring (V4): of ten at once one gets it, and the others are told. A call of ours
 * is dialled with the page's offer; a customer's call waits for the page's answer. Asked again by the
 * same page it gives the same answer.
 */
export async function takeRing(
	actor: DeskActor,
	{ ring: id, sdp }: { ring: string; sdp?: string },
	ports: DeskPorts,
): Promise<DeskTaken> {
	const { ledger, now } = ports;
	const { ring, before } = await ledger.transaction(async (tx) => {
		const found = await tx.deskRings.get(id);
		return { ring: found, before: found && (await takenBefore(actor, found, now(), tx)) };
	});
	if (before) return before;
	if (!ring) return notTaken(RING_OVER);
	return ring.direction === 'outbound'
		? await takeOutboundRing(actor, ring, sdp ?? '', ports)
		: await takeInboundRing(actor, ring, ports);
}

/** The answer to its first request may have been lost on the way. */
async function takenBefore(
	{ page }: DeskActor,
	{ direction, over, takenPage, attemptId, callId }: DeskRing,
	at: string,
	tx: LedgerTx,
): Promise<DeskTaken | null> {
	if (over?.because !== 'taken' || takenPage !== page.id || attemptId === null) return null;
	const attempt = await tx.attempts.get(attemptId);
	if (!attempt || attempt.status === 'released' || attempt.status === 'ended')
		return notTaken(CALL_OVER);
	const isInbound = direction === 'inbound' && callId !== null;
	const offer = isInbound ? await tx.calls.getSdp(callId, 'offer', at) : null;
	return { taken: true, attempt: attemptId, offer };
}

/** Nothing goes to Meta before there is an answer: a page that dies now leaves the call to the others. */
async function takeInboundRing(
	actor: DeskActor,
	ring: DeskRing,
	{ ledger, now, tellPages }: DeskPorts,
): Promise<DeskTaken> {
	const told: string[] = [];
	const taken = await ledger.transaction(async (tx): Promise<DeskTaken> => {
		const at = now();
		const refused = await whyNotTake(actor, ring.id, at, tx);
		if (refused) return notTaken(refused);
		const offer = await tx.calls.getSdp(ring.callId ?? '', 'offer', at);
		const attempt = offer === null ? null : await claim(actor, ring, at, tx);
		if (attempt === null) {
			told.push(...(await endRing(ring, { because: 'customer_gone' }, at, tx)));
			return notTaken(RING_OVER);
		}
		const { representative } = actor;
		const over = { because: 'taken', by: representative.name } as const;
		told.push(...(await tellRingOver(ring.id, over, at, tx, representative.id)));
		return { taken: true, attempt, offer };
	});
	if (told.length > 0) tellPages(told);
	return taken;
}

/** The id of the attempt; null: the call is somebody else's, or its time is over. */
async function claim(
	{ representative, page }: DeskActor,
	{ id, callId, phoneNumberId }: DeskRing,
	at: string,
	tx: LedgerTx,
): Promise<string | null> {
	const request = { callId: callId ?? '', phoneNumberId, claimant: page.id };
	const won = await claimIncoming(request, DESK_LEG, at, tx);
	if (!won?.won) return null;
	const by = { representativeId: representative.id, pageId: page.id, attemptId: won.attempt.id };
	if (await tx.deskRings.take(id, by, at)) {
		await tx.attempts.noteRepresentative(won.attempt.id, representative.id);
		return won.attempt.id;
	}
	await tx.attempts.release(won.attempt.id, won.token, 'ring_over', at);
	return null;
}
