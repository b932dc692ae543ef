import type { GraphResult } from '../graph/graphClient';
import type { Attempt, AttemptClaim } from '../ledger/ledger';
import { acceptRequest, preAcceptRequest } from '../wire/requests';
import { claimInbound, ownAnswer, releaseInbound } from './inboundClaim';
import type { AcceptPorts, AcceptRequest, WonClaim } from './inboundClaim';
import {
	noteTerms,
	recordingTerms,
	REFUSED_TERMS,
	refusesBlocks,
	type RecordingTerms,
} from './recordingTerms';

export type AcceptResult =
	{ accepted: true; attempt: Attempt } | { accepted: false; code: string; attempt: Attempt | null };

/** What goes to Meta. */
interface Answer {
	sdp: string;
	/** The same bytes were kept before, by a `pre_accept` that probably got through. */
	preAccepted: boolean;
}

/**
 * Answers a customer's call with the media server: its answer goes out in `pre_accept` and, with
 * the same bytes, in `accept` (calling-api §1.1). An inbound call is claimed, never refused by
 * consent or opt-out; the claim only decides who answers.
 */
export async function acceptInboundCall(
	request: AcceptRequest,
	ports: AcceptPorts,
): Promise<AcceptResult> {
	const claim = await claimInbound(request, ports);
	if (claim === null) return { accepted: false, code: 'call_unknown', attempt: null };
	if (!claim.won) return await resume(request, claim, ports);
	const { attempt } = claim;
	const prepared = await ownAnswer(request.callId, attempt, ports);
	if (typeof prepared === 'string') {
		await releaseInbound(claim, prepared, ports);
		return { accepted: false, code: prepared, attempt };
	}
	const kept = await keepAnswer(request.callId, claim, prepared, ports);
	if (kept === null) return { accepted: false, code: 'superseded', attempt };
	return await answer(request, attempt, kept, ports);
}

/**
 * The point of no return: from here on a run that dies is finished with the same bytes, and Meta's
 * events find the attempt by its call id. Gives the bytes to answer with: those that `pre_accept` has
 * carried, if it went out before. Null if another run has taken over.
 */
async function keepAnswer(
	callId: string,
	{ attempt, token }: WonClaim,
	{ sessionId, sdp }: { sessionId: string; sdp: string },
	{ ledger, now }: AcceptPorts,
): Promise<Answer | null> {
	return await ledger.transaction(async ({ attempts, calls }) => {
		const at = now();
		if (!(await attempts.startDialling(attempt.id, token, sessionId, at))) return null;
		await attempts.placed(attempt.id, callId, at);
		const kept = await calls.getSdp(callId, 'answer', at);
		await calls.putSdp(callId, 'answer', sdp, at);
		// It goes to Meta; no leg waits for it.
		await calls.markDelivered(callId, at);
		return { sdp: kept ?? sdp, preAccepted: kept !== null };
	});
}

/** A run that died while answering is finished with the same bytes; Meta refuses a second accept. */
async function resume(
	request: AcceptRequest,
	{ reason, attempt }: AttemptClaim & { won: false },
	ports: AcceptPorts,
): Promise<AcceptResult> {
	if (attempt?.status === 'accepted') return { accepted: true, attempt };
	const { ledger, now } = ports;
	const sdp =
		attempt?.status === 'dialling'
			? await ledger.transaction(
					async ({ calls }) => await calls.getSdp(request.callId, 'answer', now()),
				)
			: null;
	if (!attempt || sdp === null) return { accepted: false, code: reason, attempt };
	return await answer(request, attempt, { sdp, preAccepted: false }, ports);
}

async function answer(
	request: AcceptRequest,
	attempt: Attempt,
	kept: Answer,
	ports: AcceptPorts,
): Promise<AcceptResult> {
	const { callId } = request;
	const { ledger, now } = ports;
	const result = await postAccept(request, attempt, kept, ports);
	const at = now();
	const current = await ledger.transaction(async ({ attempts, calls }) => {
		// A refusal does not end the attempt: an earlier run may have got through, and Meta's
		// terminate event or the sweep tells.
		if (result.ok) {
			await calls.addEvent({ type: 'own_accept', callId, at }, attempt.contactId, at);
			await attempts.applyCall(
				attempt.id,
				{ status: 'accepted', outcome: null, callId, errorCode: null, at },
				at,
			);
		}
		return (await attempts.get(attempt.id)) ?? attempt;
	});
	return result.ok
		? { accepted: true, attempt: current }
		: { accepted: false, code: result.failure.code, attempt: current };
}

/** Without an earlier `pre_accept` the audio would be cut for a second or two (calling-api §1.1). */
async function postAccept(
	request: AcceptRequest,
	attempt: Attempt,
	{ sdp, preAccepted }: Answer,
	ports: AcceptPorts,
): Promise<GraphResult> {
	const { callId } = request;
	const terms = await termsOf(attempt, ports);
	const accept = async () => await acceptOn(terms, { ...request, sdp }, attempt, ports);
	if (preAccepted) {
		const result = await accept();
		// The earlier one may have died before it was sent.
		if (result.ok || result.failure.afterConnect === 'unknown') return result;
	}
	const prepared = await post(request, preAcceptRequest({ callId, sdp }), ports);
	return prepared.ok ? await accept() : prepared;
}

/** A call is never refused because of its recording: if Meta refuses the blocks, it goes without. */
async function acceptOn(
	terms: RecordingTerms,
	{ sdp, ...request }: AcceptRequest & { sdp: string },
	attempt: Attempt,
	ports: AcceptPorts,
): Promise<GraphResult> {
	const { callId } = request;
	const result = await post(request, acceptRequest({ callId, sdp, blocks: terms.blocks }), ports);
	if (!refusesBlocks(result, terms)) return result;
	await ports.ledger.transaction(async (tx) => await noteTerms(attempt, REFUSED_TERMS, tx));
	return await post(request, acceptRequest({ callId, sdp }), ports);
}

async function termsOf(attempt: Attempt, { ledger, now }: AcceptPorts): Promise<RecordingTerms> {
	return await ledger.transaction(async (tx) => {
		const terms = await recordingTerms(attempt, now(), tx);
		await noteTerms(attempt, terms, tx);
		return terms;
	});
}

const post = async (
	{ phoneNumberId }: AcceptRequest,
	body: object,
	{ graph }: AcceptPorts,
): Promise<GraphResult> =>
	await graph.call({ method: 'POST', path: `/${phoneNumberId}/calls`, body });
