import type { GraphResult } from '../graph/graphClient';
import type { Attempt, LedgerTx } from '../ledger/ledger';
import { acceptRequest, preAcceptRequest } from '../wire/requests';
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
export interface Answer {
	sdp: string;
	/** The same bytes were kept before, by a `pre_accept` that probably got through. */
	preAccepted: boolean;
}

/**
 * The point of no return: from here on a run that dies is finished with the same bytes, and Meta's
 * events find the attempt by its call id. Gives the bytes to answer with: those that `pre_accept` has
 * carried, if it went out before. Null if the claim is not the caller's any more.
 */
export async function keepAnswer(
	callId: string,
	{ attempt, token }: WonClaim,
	{ sessionId, sdp }: { sessionId: string; sdp: string },
	at: string,
	{ attempts, calls }: LedgerTx,
): Promise<Answer | null> {
	if (!(await attempts.startDialling(attempt.id, token, sessionId, at))) return null;
	await attempts.placed(attempt.id, callId, at);
	const kept = await calls.getSdp(callId, 'answer', at);
	await calls.putSdp(callId, 'answer', sdp, at);
	// It goes to Meta; no leg waits for it.
	await calls.markDelivered(callId, at);
	return { sdp: kept ?? sdp, preAccepted: kept !== null };
}

/**
 * Accepts a customer's call with bytes that were kept before.
 *
 * @param also What is true once Meta has taken them, in the same transaction.
 */
export async function acceptWith(
	request: AcceptRequest,
	attempt: Attempt,
	kept: Answer,
	ports: AcceptPorts,
	also: (at: string, tx: LedgerTx) => Promise<void> = async () => {},
): Promise<AcceptResult> {
	const { ledger, now } = ports;
	const result = await postAccept(request, attempt, kept, ports);
	const at = now();
	const current = await ledger.transaction(async (tx) => {
		// A refusal does not end the attempt: an earlier run may have got through, and Meta's
		// terminate event or the sweep tells.
		if (result.ok) {
			await noteAccepted(request.callId, attempt, at, tx);
			await also(at, tx);
		}
		return (await tx.attempts.get(attempt.id)) ?? attempt;
	});
	return result.ok
		? { accepted: true, attempt: current }
		: { accepted: false, code: result.failure.code, attempt: current };
}

/** Accepted by us: Meta's own events tell only of its end. */
export async function noteAccepted(
	callId: string,
	{ id, contactId }: Attempt,
	at: string,
	{ calls, attempts }: LedgerTx,
): Promise<void> {
	await calls.addEvent({ type: 'own_accept', callId, at }, contactId, at);
	const accepted = { outcome: null, callId, errorCode: null, at, answeredAt: at };
	await attempts.applyCall(id, { status: 'accepted', ...accepted }, at);
}

/** Without an earlier `pre_accept` the audio would be cut for a second or two (calling-api §1.1). */
async function postAccept(
	request: AcceptRequest,
	attempt: Attempt,
	{ sdp, preAccepted }: Answer,
	ports: AcceptPorts,
): Promise<GraphResult> {
	const terms = await termsOf(attempt, ports);
	const accept = async () => await acceptOn(terms, { ...request, sdp }, attempt, ports);
	if (preAccepted) {
		const result = await accept();
		// The earlier one may have died before it was sent.
		if (result.ok || result.failure.afterConnect === 'unknown') return result;
	}
	const prepared = await postPreAccept(request, sdp, ports);
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

/** Connects the audio before the call is accepted. */
export const postPreAccept = async (
	request: AcceptRequest,
	sdp: string,
	ports: Pick<AcceptPorts, 'graph'>,
): Promise<GraphResult> =>
	await post(request, preAcceptRequest({ callId: request.callId, sdp }), ports);

const post = async (
	{ phoneNumberId }: AcceptRequest,
	body: object,
	{ graph }: Pick<AcceptPorts, 'graph'>,
): Promise<GraphResult> =>
	await graph.call({ method: 'POST', path: `/${phoneNumberId}/calls`, body });
