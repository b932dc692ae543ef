import type { Attempt } from '../ledger/ledger';
import { cleanOffer } from '../wire/sdp';
import { claimAndDecide, loseClaim, type LegRequest } from './claimAndDecide';
import { held, type DialRequest, type DialResult, type WonClaim } from './dialResult';
import { holdClaim } from './holdClaim';
import type { MediaSession } from './mediaServer';
import { placeCall } from './placeCall';
import type { DialPorts } from './ports';
import type { RecordedDecision } from './recordDecision';
import { startDialling } from './startDialling';

/**
 * Claims the wish, decides again and dials by the media server: the one place where a call over
 * WhatsApp starts (P5, P10, C3). Asked twice for one wish it gives the first result. Dies anywhere:
 * before `startDialling` the claim is taken over or released, after it the call is never placed again
 * by itself.
 */
export async function dialLeg(dialRequest: DialRequest, ports: DialPorts): Promise<DialResult> {
	const request: LegRequest = { ...dialRequest, leg: 'media_server' };
	const step = await claimAndDecide(request, ports);
	if (!step.allowed) return step.result;
	const { claim, decision } = step;
	const { attempt } = claim;
	const session = await ownOffer(attempt, ports);
	if (typeof session !== 'string') return await dial(claim, request, session, decision, ports);
	await holdClaim(claim, { reason: session, retryAt: null }, null, ports);
	return held(session, { attempt, decision });
}

async function dial(
	claim: WonClaim,
	request: LegRequest,
	session: MediaSession,
	decision: RecordedDecision,
	ports: DialPorts,
): Promise<DialResult> {
	const { attempt } = claim;
	const { ledger, mediaServer } = ports;
	const { sessionId } = session;
	const endSession = async (reason: string) =>
		await mediaServer.end({ attemptId: attempt.id, sessionId, reason });
	if (!(await startDialling(claim, sessionId, ports))) {
		const lost = await loseClaim(claim, request, decision, ports);
		// A later run of this event, if there is one, uses the same session of the media server.
		if (lost.heldReason !== 'superseded') await endSession('wish_not_open');
		return lost;
	}
	const outcome = await placeCall(attempt, request.contact, session.sdp, ports);
	const current = await ledger.transaction(
		async ({ attempts }) => (await attempts.get(attempt.id)) ?? attempt,
	);
	if (outcome.placed) return { started: true, attempt: current, decision };
	if (!outcome.ended) return held('unknown_if_ringing', { attempt: current, decision });
	await endSession(outcome.code);
	return held(outcome.code, { attempt: current, decision });
}

async function ownOffer(
	attempt: Attempt,
	ports: DialPorts,
): Promise<MediaSession | 'media_server_unavailable' | 'media_server_offer_invalid'> {
	const { mediaServer } = ports;
	const session = await mediaServer.offer({ attemptId: attempt.id, direction: 'outbound' });
	if (!session) return 'media_server_unavailable';
	try {
		return { ...session, sdp: cleanOffer(session.sdp) };
	} catch {
		const { sessionId } = session;
		await mediaServer.end({ attemptId: attempt.id, sessionId, reason: 'offer_invalid' });
		return 'media_server_offer_invalid';
	}
}
