import type { DeskTaken } from '../domain/deskProtocol';
import { wordsFor } from '../domain/explainFindings';
import type { DeskRing, LedgerTx } from '../ledger/ledger';
import { GRAPH_ERROR_FIXES } from '../wire/graphErrorFixes';
import { cleanOffer } from '../wire/sdp';
import { beginCall, freeAgain } from './deskBusy';
import type { DeskActor, DeskPorts } from './deskPorts';
import type { HeldReason, WonClaim } from './dialResult';
import { endMarked } from './hangUpCall';
import { noteDeed } from './noteDeed';
import { placeCall } from './placeCall';
import { tellRingOver, type RingOver } from './ringOver';
import { notTaken, OFFER_INVALID, RING_OVER, whyNotTake, type NotTaken } from './ringRefusals';
import { startTaken, takeReserved } from './takeReservedLeg';

/**
 * A call of ours: taken, decided once more, dialled with the page's own offer. Dies before it dials: the
 * claim runs out, and the request waits for the next who is ready; after it: never dialled again.
 */
export async function takeOutboundRing(
	actor: DeskActor,
	ring: DeskRing,
	sdp: string,
	ports: DeskPorts,
): Promise<DeskTaken> {
	const offer = cleanOrNull(sdp);
	// Nothing is taken: it goes on ringing, here and elsewhere.
	if (offer === null) return notTaken(OFFER_INVALID);
	const claim = await claimRing(actor, ring, ports);
	return 'taken' in claim ? claim : await dial(actor, claim, ring, offer, ports);
}

function cleanOrNull(sdp: string): string | null {
	try {
		return cleanOffer(sdp);
	} catch {
		return null;
	}
}

/** The ring and the reserved attempt go together to the first one who takes them. */
async function claimRing(
	actor: DeskActor,
	{ id: ringId }: DeskRing,
	{ ledger, now, tellPages }: DeskPorts,
): Promise<WonClaim | NotTaken> {
	const told: string[] = [];
	const { representative, page } = actor;
	const tell = async (over: RingOver, at: string, tx: LedgerTx) =>
		void told.push(...(await tellRingOver(ringId, over, at, tx, representative.id)));
	const claim = await ledger.transaction(async (tx) => {
		const at = now();
		const refused = await whyNotTake(actor, ringId, at, tx);
		if (refused) return notTaken(refused);
		const by = { representativeId: representative.id, pageId: page.id };
		const isMine = await tx.deskRings.take(ringId, by, at);
		const ring = isMine ? await tx.deskRings.get(ringId) : null;
		const attempt = ring && (await tx.attempts.get(ring.attemptId ?? ''));
		const token = attempt && (await takeReserved(attempt, at, tx));
		if (!attempt || !token) {
			await tell({ because: 'failed' }, at, tx);
			return notTaken(RING_OVER);
		}
		await tx.attempts.noteRepresentative(attempt.id, representative.id);
		await tell({ because: 'taken', by: representative.name }, at, tx);
		return { won: true as const, attempt, token };
	});
	if (told.length > 0) tellPages(told);
	return claim;
}

async function dial(
	actor: DeskActor,
	claim: WonClaim,
	{ id: ringId }: DeskRing,
	sdp: string,
	ports: DeskPorts,
): Promise<DeskTaken> {
	const { id: attemptId } = claim.attempt;
	const started = await startTaken(claim, actor.page.id, ports, async (at, tx) => {
		await beginCall(actor, claim.attempt, at, tx);
		await noteDeed(actor, claim.attempt, { kind: 'took_call' }, at, tx);
	});
	ports.tellPages([actor.representative.id]);
	if (!started.started) return await notCalled(actor, ringId, started.heldReason, ports);
	const { attempt, contact } = started;
	const outcome = await placeCall({ attempt, contact, sdp }, ports);
	if (!outcome.placed && outcome.ended) {
		await freeAgain(actor, ports);
		return await notCalled(actor, ringId, outcome.code, ports);
	}
	// Hung up before Meta answered: it may ring by now.
	await endMarked(attemptId, ports);
	return { taken: true, attempt: attemptId, offer: null };
}

/** Every page of theirs forgets the call, and the one that took it hears why. */
async function notCalled(
	{ representative: { id } }: DeskActor,
	ring: string,
	reason: HeldReason,
	{ ledger, now, tellPages }: DeskPorts,
): Promise<DeskTaken> {
	const because = reason === 'opted_out' ? 'opted_out' : 'held';
	const body = { kind: 'ring_over', ring, because, by: null } as const;
	await ledger.transaction(
		async ({ deskEvents }) => await deskEvents.add(id, { pageId: null, body }, now()),
	);
	tellPages([id]);
	return notTaken({ code: reason, text: wordsFor(reason, GRAPH_ERROR_FIXES).cause });
}
