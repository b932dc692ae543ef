import { isFinalCallState, reduceCall } from '../domain/callState';
import { DESK_LEG, type Attempt, type LedgerTx } from '../ledger/ledger';
import { cleanAnswer } from '../wire/sdp';
import { acceptWith, keepAnswer, noteAccepted, postPreAccept } from './acceptWith';
import { beginCall } from './deskBusy';
import type { DeskActor, DeskDone, DeskPorts } from './deskPorts';
import { NOT_YOURS } from './deskTalk';
import { endOverdue } from './endOverdue';
import { claimIncoming } from './inboundClaim';
import { noteOnce } from './noteDeed';
import { ownCall } from './ownCall';
import { ANSWER_INVALID, CALL_OVER, NOT_ANSWERED } from './ringRefusals';

/** The kept bytes, and whose call they answer. */
interface KeptAnswer {
	attempt: Attempt;
	callId: string;
	sdp: string;
}

/**
 * The page's answer to a customer's call: kept, and sent as `pre_accept`, so that audio connects before
 * the call is accepted (calling-api §1.1). The same bytes again are no second answer. Dies before they
 * are kept: the call rings at the others again; after it: it is accepted with these bytes or ends.
 */
export async function answerAtDesk(
	actor: DeskActor,
	{ attempt: attemptId, sdp }: { attempt: string; sdp: string },
	ports: DeskPorts,
): Promise<DeskDone> {
	const clean = cleanOrNull(sdp);
	if (clean === null) return ANSWER_INVALID;
	const { ledger, now, tellPages } = ports;
	const kept = await ledger.transaction(async (tx) => {
		const attempt = await ownCall(actor, attemptId, tx);
		if (attempt?.direction !== 'inbound') return NOT_YOURS;
		return (await keptBefore(attempt, now(), tx)) ?? (await keep(actor, attempt, clean, now(), tx));
	});
	if ('done' in kept) return kept;
	tellPages([actor.representative.id]);
	const { attempt, callId } = kept;
	const request = { callId, phoneNumberId: attempt.phoneNumberId, claimant: actor.page.id };
	const result = await postPreAccept(request, kept.sdp, ports);
	if (result.ok) return { done: true };
	// No answer of Meta's: what follows shows whether it has the bytes.
	if (result.failure.afterConnect === 'unknown') return { done: true };
	await endOverdue(attempt, { reason: 'leg_did_not_answer', outcome: 'failed' }, ports);
	return NOT_ANSWERED;
}

function cleanOrNull(sdp: string): string | null {
	try {
		return cleanAnswer(sdp);
	} catch {
		return null;
	}
}

/** Null: nothing is kept yet. */
async function keptBefore(
	attempt: Attempt,
	at: string,
	{ calls }: LedgerTx,
): Promise<KeptAnswer | DeskDone | null> {
	const { status, callId } = attempt;
	if (status === 'claimed') return null;
	if (status !== 'dialling' || callId === null) return CALL_OVER;
	const sdp = await calls.getSdp(callId, 'answer', at);
	return sdp === null ? CALL_OVER : { attempt, callId, sdp };
}

async function keep(
	actor: DeskActor,
	{ id, phoneNumberId }: Attempt,
	answer: string,
	at: string,
	tx: LedgerTx,
): Promise<KeptAnswer | DeskDone> {
	const callId = (await tx.deskRings.ofAttempt(id))?.callId ?? null;
	if (callId === null) return CALL_OVER;
	const claim = await claimIncoming(
		{ callId, phoneNumberId, claimant: actor.page.id },
		DESK_LEG,
		at,
		tx,
	);
	// A call that has ended meanwhile is not answered: it was missed.
	if (!claim?.won || (await isOver(callId, tx))) return CALL_OVER;
	const session = { sessionId: actor.page.id, sdp: answer };
	const kept = await keepAnswer(callId, claim, session, at, tx);
	const attempt = kept && (await tx.attempts.get(id));
	if (!kept || !attempt) return CALL_OVER;
	await beginCall(actor, attempt, at, tx);
	return { attempt, callId, sdp: kept.sdp };
}

/**
 * Media is connected: the call is accepted with the very bytes of `pre_accept`, and from then on the
 * customer hears the representative. Asked again after a loss, it does no harm: of a call that goes on
 * Meta refuses a second accept.
 */
export async function connectedAtDesk(
	actor: DeskActor,
	{ attempt: attemptId }: { attempt: string },
	ports: DeskPorts,
): Promise<DeskDone> {
	const { ledger, now, tellPages } = ports;
	const known = await ledger.transaction(async (tx): Promise<Begun | DeskDone> => {
		const attempt = await ownCall(actor, attemptId, tx);
		if (attempt?.direction !== 'inbound') return NOT_YOURS;
		if (attempt.status === 'accepted') return { done: true };
		const kept = await keptBefore(attempt, now(), tx);
		if (kept === null || 'done' in kept) return CALL_OVER;
		return { ...kept, isFirst: await isFirst(kept, now(), tx) };
	});
	if ('done' in known) return known;
	const { attempt, callId, sdp, isFirst: isNew } = known;
	const request = { callId, phoneNumberId: attempt.phoneNumberId, claimant: actor.page.id };
	const also = async (at: string, tx: LedgerTx) => await tellAccepted(actor, attempt, at, tx);
	const result = await acceptWith(request, attempt, { sdp, preAccepted: true }, ports, also);
	const isAccepted = result.accepted || (!isNew && (await wasAccepted(known, ports, also)));
	tellPages([actor.representative.id]);
	if (isAccepted) return { done: true };
	await endOverdue(attempt, { reason: 'leg_did_not_answer', outcome: 'failed' }, ports);
	return NOT_ANSWERED;
}

/** About to be accepted. */
interface Begun extends KeptAnswer {
	isFirst: boolean;
}

/** Whether nobody has tried to accept this call before. */
async function isFirst(
	{ attempt: { id, contactId, phoneNumberId } }: KeptAnswer,
	now: string,
	{ sends }: LedgerTx,
): Promise<boolean> {
	const key = `desk_accept:${id}`;
	const mark = { key, kind: 'accept', contact: contactId, phoneNumberId, now };
	const { first } = await sends.claim({ ...mark, evenIfOptedOut: true });
	if (first) await sends.settle(key, { status: 'sent', messageId: key }, now);
	return first;
}

/** A repeat that Meta refuses, of a call that has not ended: the first one got through. */
async function wasAccepted(
	{ attempt, callId }: KeptAnswer,
	{ ledger, now }: DeskPorts,
	also: (at: string, tx: LedgerTx) => Promise<void>,
): Promise<boolean> {
	return await ledger.transaction(async (tx) => {
		if (await isOver(callId, tx)) return false;
		await noteAccepted(callId, attempt, now(), tx);
		await also(now(), tx);
		return true;
	});
}

async function tellAccepted(
	actor: DeskActor,
	attempt: Attempt,
	at: string,
	tx: LedgerTx,
): Promise<void> {
	const body = { kind: 'progress', attempt: attempt.id, state: 'accepted', at } as const;
	await tx.deskEvents.add(actor.representative.id, { pageId: null, body }, at);
	await noteOnce(actor, attempt, 'took_call', at, tx);
}

const isOver = async (callId: string, { calls }: LedgerTx): Promise<boolean> =>
	isFinalCallState(reduceCall(await calls.events(callId)).state);
