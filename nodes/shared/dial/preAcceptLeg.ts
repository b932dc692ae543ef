import type { GraphResult } from '../graph/graphClient';
import { postPreAccept } from './acceptWith';
import { claimInbound, ownAnswer, releaseInbound } from './inboundClaim';
import type { AcceptPorts, AcceptRequest } from './inboundClaim';

/** Meta's answer, or the code of why it was not asked. */
export type PreAcceptResult =
	{ posted: true; result: GraphResult } | { posted: false; code: string };

/**
 * Connects the audio of a customer's call before it is accepted. The bytes of the answer are kept:
 * a repeat, and the accept that follows, must carry the same ones.
 */
export async function preAcceptInboundCall(
	request: AcceptRequest,
	ports: AcceptPorts,
): Promise<PreAcceptResult> {
	const { callId } = request;
	const claim = await claimInbound(request, ports);
	if (claim === null) return { posted: false, code: 'call_unknown' };
	if (!claim.won) return { posted: false, code: claim.reason };
	const { ledger, now } = ports;
	const kept = await ledger.transaction(
		async ({ calls }) => await calls.getSdp(callId, 'answer', now()),
	);
	const prepared = kept === null ? await ownAnswer(callId, claim.attempt, ports) : { sdp: kept };
	if (typeof prepared === 'string') {
		await releaseInbound(claim, prepared, ports);
		return { posted: false, code: prepared };
	}
	const { sdp } = prepared;
	await ledger.transaction(async ({ calls }) => {
		await calls.putSdp(callId, 'answer', sdp, now());
		// It goes to Meta; no leg waits for it.
		await calls.markDelivered(callId, now());
	});
	return { posted: true, result: await postPreAccept(request, sdp, ports) };
}
