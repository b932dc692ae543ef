import { addMs, isBefore, SECOND_MS } from '../domain/instant';
import { INBOUND_RING_MS, OUTBOUND_RING_MS } from '../domain/ringPlan';
import type { Attempt, LedgerTx } from '../ledger/ledger';
import { advanceRing, type RingPorts } from './advanceRing';
import { deskDoor } from './deskDoor';
import type { DeskActor, DeskDone, DeskPorts } from './deskPorts';
import { answersByItself } from './findLeftCalls';
import { settleTakers } from './giveUpIncoming';
import { reservedUntil } from './reserveLeg';
import { RING_OVER } from './ringRefusals';

/** How long somebody may take an outbound call; never beyond the yes. */
export const DESK_TAKE_SECONDS = OUTBOUND_RING_MS / SECOND_MS;

/** Rings for a reserved attempt (V4); once for one claim, however often it is asked. */
export async function startOutboundRing(attempt: Attempt, ports: RingPorts): Promise<void> {
	const { id: attemptId, wishId, contactId, phoneNumberId } = attempt;
	const ring = await ports.ledger.transaction(async ({ wishes, deskRings }) => {
		const wish = await wishes.get(wishId);
		const endsAt = reservedUntil(attempt, wish ?? { expiresAt: null }, DESK_TAKE_SECONDS);
		const call = { attemptId, callId: null, contactId, phoneNumberId, endsAt };
		return await deskRings.start({ direction: 'outbound', ...call }, ports.now());
	});
	if (ring) await advanceRing(ring.id, ports);
}

/** A customer's call, as it was offered. */
export interface IncomingCall {
	callId: string;
	contactId: string;
	phoneNumberId: string;
	/** When we heard of it; absent: just now. */
	receivedAt?: string;
}

/** Rings for a customer's call; once for one call, however often it is asked. */
export async function startInboundRing(call: IncomingCall, ports: RingPorts): Promise<void> {
	const { receivedAt = ports.now(), ...incoming } = call;
	const endsAt = addMs(receivedAt, INBOUND_RING_MS);
	if (!isBefore(ports.now(), endsAt)) return;
	const ring = await ports.ledger.transaction(
		async ({ deskRings }) =>
			await deskRings.start(
				{ direction: 'inbound', attemptId: null, ...incoming, endsAt },
				ports.now(),
			),
	);
	if (ring) await advanceRing(ring.id, ports);
}

/**
 * What has to be looked at each second: rings that go on, customers' calls that the process which heard of
 * them did not live to ring for, and those whose taker is gone.
 *
 * @throws the first error, after everything else was done.
 */
export async function advanceRings(ports: RingPorts & Pick<DeskPorts, 'isOurs'>): Promise<void> {
	const at = ports.now();
	const { told, left, rings } = await ports.ledger.transaction(async (tx) => ({
		told: await settleTakers(at, tx),
		left: await leftCalls(at, ports, tx),
		rings: await tx.deskRings.live(),
	}));
	if (told.length > 0) ports.tellPages(told);
	const ifOurs = async (phoneNumberId: string, look: () => Promise<void>) => {
		if (await ports.isOurs(phoneNumberId)) await look();
	};
	const work = [
		...left.map(
			async (call) =>
				await ifOurs(call.phoneNumberId, async () => await startInboundRing(call, ports)),
		),
		...rings.map(
			async ({ id, phoneNumberId }) =>
				await ifOurs(phoneNumberId, async () => await advanceRing(id, ports)),
		),
	];
	const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}

async function leftCalls(at: string, { appKey }: RingPorts, tx: LedgerTx): Promise<IncomingCall[]> {
	const left: IncomingCall[] = [];
	for (const { callId, phoneNumberId, receivedAt } of await tx.calls.unansweredOffers(at, at)) {
		if (phoneNumberId === null || (await tx.deskRings.ofCall(callId))) continue;
		const contactId = await tx.calls.contactOf(callId);
		if (contactId !== null && (await ringsAtDesk(phoneNumberId, appKey, at, tx)))
			left.push({ callId, contactId, phoneNumberId, receivedAt });
	}
	return left;
}

/** Whether customers' calls on a number ring at the desk: it is published, and nobody else answers. */
export async function ringsAtDesk(
	phoneNumberId: string,
	appKey: string,
	at: string,
	tx: LedgerTx,
): Promise<boolean> {
	if (!(await deskDoor(phoneNumberId, appKey, tx))) return false;
	return !answersByItself(await tx.routes.list(appKey, at), phoneNumberId);
}

/** The brief is on the page's screen: from then on it may take the ring. */
export async function ringShown(
	{ page }: DeskActor,
	ring: string,
	{ ledger, now }: RingPorts,
): Promise<DeskDone> {
	const isShown = await ledger.transaction(
		async ({ deskRings }) => await deskRings.shown(ring, page.id, now()),
	);
	return isShown ? { done: true } : RING_OVER;
}

/** It goes on ringing elsewhere. */
export async function declineRing(
	{ representative: { id }, page }: DeskActor,
	ring: string,
	ports: RingPorts,
): Promise<DeskDone> {
	const { ledger, now } = ports;
	const isDeclined = await ledger.transaction(async ({ deskRings, deskEvents }) => {
		const offers = await deskRings.offers(ring);
		const isHere = offers.some(
			({ representativeId, pageId }) => representativeId === id && pageId === page.id,
		);
		if (!isHere || !(await deskRings.close(ring, id, now()))) return false;
		const body = { kind: 'ring_over', ring, because: 'declined', by: null } as const;
		await deskEvents.add(id, { pageId: page.id, body }, now());
		return true;
	});
	if (!isDeclined) return RING_OVER;
	ports.tellPages([id]);
	await advanceRing(ring, ports);
	return { done: true };
}
