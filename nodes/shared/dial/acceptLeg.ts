import type { AttemptClaim } from '../ledger/ledger';
import { acceptWith, keepAnswer, type AcceptResult } from './acceptWith';
import { claimInbound, MEDIA_LEG, ownAnswer, releaseInbound } from './inboundClaim';
import type { AcceptPorts, AcceptRequest } from './inboundClaim';

export type { AcceptResult } from './acceptWith';

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
	const { ledger, now } = ports;
	const kept = await ledger.transaction(
		async (tx) => await keepAnswer(request.callId, claim, prepared, now(), tx),
	);
	if (kept === null) return { accepted: false, code: 'superseded', attempt };
	return await acceptWith(request, attempt, kept, ports);
}

/** A run that died while answering is finished with the same bytes; Meta refuses a second accept. */
async function resume(
	request: AcceptRequest,
	{ reason, attempt }: AttemptClaim & { won: false },
	ports: AcceptPorts,
): Promise<AcceptResult> {
	if (attempt?.status === 'accepted') return { accepted: true, attempt };
	const { ledger, now } = ports;
	// What a representative answers is accepted by their page, once its audio is connected.
	const sdp =
		attempt?.status === 'dialling' && attempt.leg === MEDIA_LEG
			? await ledger.transaction(
					async ({ calls }) => await calls.getSdp(request.callId, 'answer', now()),
				)
			: null;
	if (!attempt || sdp === null) return { accepted: false, code: reason, attempt };
	return await acceptWith(request, attempt, { sdp, preAccepted: false }, ports);
}
