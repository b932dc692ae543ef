import { isFinalCallState, reduceCall } from '../domain/callState';
import { addMs, isBefore, SECOND_MS, toMs } from '../domain/instant';
import { ringPlan } from '../domain/ringPlan';
import type { DeskDoor, DeskRing, LedgerTx } from '../ledger/ledger';
import { rejectRequest } from '../wire/requests';
import { deskDoor } from './deskDoor';
import type { DeskPorts } from './deskPorts';
import { goAway } from './deskStatus';
import { incomingWish } from './inboundClaim';
import { ringTargets } from './ringCandidates';
import { endRing, type RingOver } from './ringOver';
import { ringView } from './ringView';

/** House rule: a page that does not show a ring within this is not really there. */
const SHOW_WITHIN_MS = 3 * SECOND_MS;

/** What a ring needs from outside. */
export type RingPorts = Pick<DeskPorts, 'ledger' | 'graph' | 'now' | 'appKey' | 'tellPages'>;

/**
 * Looks after one ring (V4): over, if the customer is gone or its time is; else passed on from pages that
 * do not show it, and offered to whoever is next. Safe to run twice, and at any time.
 */
export async function advanceRing(id: string, ports: RingPorts): Promise<void> {
	const at = ports.now();
	const { told, rejects } = await ports.ledger.transaction(async (tx) => {
		const ring = await tx.deskRings.get(id);
		if (!ring || ring.over) return { told: [], rejects: null };
		const door = await deskDoor(ring.phoneNumberId, ports.appKey, tx);
		const over = await whyOver(ring, at, tx);
		if (!over) return { told: await ringOn(ring, door, at, tx), rejects: null };
		const told = await endRing(ring, over, at, tx);
		if (over.because !== 'nobody') await giveBack(ring, over.because, at, tx);
		const isRejected = over.because === 'nobody' && door?.whenNobody === 'reject';
		return { told, rejects: isRejected ? ring : null };
	});
	if (told.length > 0) ports.tellPages([...new Set(told)]);
	if (rejects) await rejectCall(rejects, ports);
}

async function whyOver(ring: DeskRing, at: string, tx: LedgerTx): Promise<RingOver | null> {
	const gone =
		ring.direction === 'inbound' ? await callGone(ring, tx) : await requestGone(ring, tx);
	if (gone) return gone;
	return isBefore(at, ring.endsAt) ? null : { because: 'nobody' };
}

/** Somebody else answers it, or nobody can any more. */
async function callGone({ callId }: DeskRing, tx: LedgerTx): Promise<RingOver | null> {
	const { state } = reduceCall(await tx.calls.events(callId ?? ''));
	if (isFinalCallState(state)) return { because: 'customer_gone' };
	const attempt = await tx.attempts.getByWish(incomingWish(callId ?? ''));
	return attempt && attempt.status !== 'released' ? { because: 'taken' } : null;
}

/** The customer wants no call any more, or the claim that it rings for is not there. */
async function requestGone(ring: DeskRing, tx: LedgerTx): Promise<RingOver | null> {
	const contact = await tx.contacts.get(ring.contactId);
	const attempt = await tx.attempts.get(ring.attemptId ?? '');
	// The sweep may have been first to see that the time is over.
	if (attempt?.heldReason === 'ring_not_taken') return { because: 'nobody' };
	if (!contact || attempt?.status !== 'reserved') return { because: 'failed' };
	if (contact.callOptOut) return { because: 'opted_out' };
	const wish = await tx.wishes.get(attempt.wishId);
	return wish?.status === 'open' ? null : { because: 'customer_gone' };
}

/** Nobody is to be called for it: the claim need not wait for its time to run out. */
async function giveBack(
	{ direction, attemptId }: DeskRing,
	reason: string,
	at: string,
	{ attempts }: LedgerTx,
): Promise<void> {
	if (direction === 'inbound' || attemptId === null) return;
	const token = await attempts.takeReserved(attemptId, 1, at);
	if (token !== null) await attempts.release(attemptId, token, reason, at);
}

async function ringOn(
	ring: DeskRing,
	door: DeskDoor | null,
	at: string,
	tx: LedgerTx,
): Promise<string[]> {
	return [...(await passOn(ring, at, tx)), ...(await offerNext(ring, door, at, tx))];
}

/** From pages that do not show it; they are not ready for calls either. */
async function passOn({ id }: DeskRing, at: string, tx: LedgerTx): Promise<string[]> {
	const late = (await tx.deskRings.offers(id)).filter(
		({ shownAt, closedAt, offeredAt }) =>
			shownAt === null && closedAt === null && !isBefore(at, addMs(offeredAt, SHOW_WITHIN_MS)),
	);
	for (const { representativeId, pageId } of late) {
		await tx.deskRings.close(id, representativeId, at);
		const body = { kind: 'ring_over', ring: id, because: 'passed_on', by: null } as const;
		await tx.deskEvents.add(representativeId, { pageId, body }, at);
		const ready = await tx.deskPages.readyPage(representativeId, at);
		if (ready?.id !== pageId) continue;
		await tx.deskPages.stand(pageId, at);
		await goAway(representativeId, 'probe_missed', at, tx);
	}
	return late.map(({ representativeId }) => representativeId);
}

async function offerNext(
	ring: DeskRing,
	door: DeskDoor | null,
	at: string,
	tx: LedgerTx,
): Promise<string[]> {
	const targets = await ringTargets(ring, at, tx);
	const offers = await tx.deskRings.offers(ring.id);
	const idsOf = (isClosed: boolean) =>
		offers
			.filter(({ closedAt }) => (closedAt !== null) === isClosed)
			.map(({ representativeId }) => representativeId);
	const next = ringPlan({
		order: door?.ringOrder ?? 'last_then_idle',
		elapsedMs: toMs(at) - toMs(ring.startedAt),
		totalMs: toMs(ring.endsAt) - toMs(ring.startedAt),
		candidates: targets,
		ringing: idsOf(false),
		closed: idsOf(true),
	});
	const chosen = targets.filter(({ id }) => next.includes(id));
	if (chosen.length === 0) return [];
	const body = { kind: 'ring', ring: await ringView(ring, tx) } as const;
	for (const { id: representativeId, pageId } of chosen) {
		if (await tx.deskRings.offer(ring.id, { representativeId, pageId }, at))
			await tx.deskEvents.add(representativeId, { pageId, body }, at);
	}
	return chosen.map(({ id }) => id);
}

/** The last resort (V4), counted, and remembered once Meta has done it. */
async function rejectCall(
	{ callId, contactId, phoneNumberId }: DeskRing,
	{ ledger, graph, now }: RingPorts,
): Promise<void> {
	if (callId === null) return;
	const at = now();
	const path = `/${phoneNumberId}/calls`;
	const result = await graph.call({ method: 'POST', path, body: rejectRequest({ callId }) });
	await ledger.transaction(async ({ calls, drops }) => {
		await drops.add({ at, reason: 'call_rejected', phoneNumberId, detail: null });
		// Dated before Meta's own event, which may be here already.
		if (result.ok) await calls.addEvent({ type: 'own_reject', callId, at }, contactId, now());
	});
}
