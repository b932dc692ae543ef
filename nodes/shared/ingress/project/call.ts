import { isFinalCallState, reduceCall, type CallState } from '../../domain/callState';
import { isBefore } from '../../domain/instant';
import type { CallEvent, Person } from '../../domain/webhookEvent';
import { endTalk } from '../../ledger/endTalk';
import type { Attempt, Contact, StoredRecording, Wish } from '../../ledger/ledger';
import { explainGraphCode } from '../../wire/graphErrorTable';
import { NOTHING, type Projected, type ProjectionContext } from './context';
import { noticeRecording } from './recording';

export interface ProjectedCall extends Projected {
	call: CallState;
	attempt: Attempt | null;
	/** The file that the event tells of, if it is kept. */
	recording?: StoredRecording | null;
}

/** Meta's number as the stable code that nodes, Explain and docs use. */
export const callErrorCode = ({ errorCode }: CallState): string | null =>
	errorCode === null ? null : explainGraphCode(errorCode).code;

/** One event of a call: stored, reduced with all earlier ones, bound to the attempt that placed it. */
export async function projectCall(
	event: CallEvent,
	context: ProjectionContext,
): Promise<ProjectedCall> {
	const { tx, now } = context;
	// P4: what is heard of it must not bring back whoever was erased while it rang.
	const isErased = await tx.erasures.isOfErased(event);
	if (isErased) return { ...NOTHING, call: reduceCall([event]), attempt: null };
	const matched = await attemptOf(event, context);
	const contact = await customerOf(event, matched, context);
	await tx.calls.addEvent(event, contact?.id ?? null, now);
	await storeSdp(event, context);
	const call = reduceCall(await tx.calls.events(event.callId));
	if (matched) await moveAttempt(matched, event, call, context);
	const attempt = matched && (await tx.attempts.get(matched.id));
	const recording = await noticeRecording(event, attempt, context);
	if (!contact) return { ...NOTHING, call, attempt, recording };
	// Whoever takes our call may be written to, as if they had written (Meta, calling, window).
	const tookOurs = call.direction === 'outbound' ? call.answeredAt : null;
	if (tookOurs !== null) await tx.contacts.noteInbound(contact.id, tookOurs, now);
	await closeEscalation(event, call, contact, attempt, context);
	const wish = await openInboundWish(event, contact, context);
	return { contact: await tx.contacts.get(contact.id), wish, call, attempt, recording };
}

/**
 * The attempt of this call: id or opaque value, number, direction and recipient must all agree
 * (design.md §4), because every app that is subscribed to the number can read the opaque value.
 */
async function attemptOf(event: CallEvent, { tx }: ProjectionContext): Promise<Attempt | null> {
	const attempt = await tx.attempts.match(event);
	const contact = attempt && (await tx.contacts.get(attempt.contactId));
	return contact && mayBe(event.customer, contact) ? attempt : null;
}

/** Phone numbers of Brazil, Mexico and Argentina come with or without a digit after the country. */
const LOCAL_DIGITS = 8;

/** Whether the event can speak of this contact: BSUIDs decide, else phone numbers, as far as known. */
function mayBe({ waId, userId }: Person, contact: Contact): boolean {
	if (userId !== null && contact.userId !== null) return userId === contact.userId;
	if (waId === null || contact.waId === null) return true;
	return waId.slice(-LOCAL_DIGITS) === contact.waId.slice(-LOCAL_DIGITS);
}

/** Whose call it is. The one we dialled keeps the number we dialled and learns what is new. */
async function customerOf(
	{ customer, callId }: CallEvent,
	attempt: Attempt | null,
	{ tx, now }: ProjectionContext,
): Promise<Contact | null> {
	if (attempt) {
		const dialled = await tx.contacts.get(attempt.contactId);
		const waId = dialled?.waId ?? customer.waId;
		const userId = dialled?.userId ?? customer.userId;
		return await tx.contacts.resolve({ ...customer, waId, userId }, now);
	}
	const named = await tx.contacts.resolve(customer, now);
	if (named) return named;
	// Recordings and transcripts name nobody.
	const known = await tx.calls.contactOf(callId);
	return known === null ? null : await tx.contacts.get(known);
}

/** A call from the customer is itself a wish; it is claimed, never refused by a gate (§4). */
async function openInboundWish(
	event: CallEvent,
	contact: Contact,
	{ tx, now }: ProjectionContext,
): Promise<Wish | null> {
	if (event.type !== 'call_offered' || event.phoneNumberId === null) return null;
	await tx.contacts.noteInbound(contact.id, event.at, now);
	return await tx.wishes.open(
		{
			id: `inbound:${event.callId}`,
			phoneNumberId: event.phoneNumberId,
			contactId: contact.id,
			kind: 'inbound',
			scope: 'now',
			expiresAt: null,
		},
		now,
	);
}

/** The talk that was wanted has been had, or tried; a customer's call that we missed is neither. */
async function closeEscalation(
	{ phoneNumberId }: CallEvent,
	{ state }: CallState,
	{ id: contactId }: Contact,
	attempt: Attempt | null,
	{ tx, now }: ProjectionContext,
): Promise<void> {
	if (phoneNumberId === null || !isFinalCallState(state) || state === 'missed') return;
	const leg = attempt?.leg ?? null;
	await endTalk({ contactId, phoneNumberId, leg, begunAt: null }, now, tx);
}

async function storeSdp(event: CallEvent, { tx, now }: ProjectionContext): Promise<void> {
	if (event.type === 'call_offered' && event.sdp !== null)
		await tx.calls.putSdp(event.callId, 'offer', event.sdp, now);
	if (event.type === 'call_answer_sdp' && event.sdp !== null)
		await tx.calls.putSdp(event.callId, 'answer', event.sdp, now);
}

/** The attempt follows what the events add up to, whatever their order (V2). */
async function moveAttempt(
	attempt: Attempt,
	event: CallEvent,
	call: CallState,
	{ tx, now }: ProjectionContext,
): Promise<void> {
	const { callId } = event;
	if (attempt.callId === null) await tx.attempts.placed(attempt.id, callId, now);
	const { state } = call;
	if (state === 'offered') return;
	const final = isFinalCallState(state);
	const happenedAt = (final ? call.endedAt : null) ?? event.at;
	// An event without a readable time, or from a clock behind ours, is dated when it was heard.
	const at = isBefore(happenedAt, attempt.diallingAt ?? happenedAt) ? now : happenedAt;
	await tx.attempts.applyCall(
		attempt.id,
		{
			status: final ? 'ended' : state,
			outcome: final ? state : null,
			callId,
			errorCode: callErrorCode(call),
			at,
			answeredAt: call.answeredAt,
		},
		now,
	);
}
