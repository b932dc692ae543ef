import { VOICE_LEG, type Attempt } from '../ledger/ledger';
import { cleanOffer } from '../wire/sdp';
import { claimAndDecide, loseClaim, type LegRequest } from './claimAndDecide';
import {
	held,
	type DialRequest,
	type DialResult,
	type HeldReason,
	type WonClaim,
} from './dialResult';
import { holdClaim } from './holdClaim';
import { legServer } from './legServer';
import type { MediaSession } from './mediaServer';
import { placeCall } from './placeCall';
import type { DialPorts } from './ports';
import type { RecordedDecision } from './recordDecision';
import { reminderScript } from './reminderCall';
import { startDialling } from './startDialling';

/** The legs that carry a call over WhatsApp. */
export type CarriedLeg = 'media_server' | typeof VOICE_LEG;

/**
 * Claims the wish, decides again and dials by the media server or the voice agent: the one place where
 * a call over WhatsApp starts (P5, P10, C3). Asked twice for one wish it gives the first result. Dies
 * anywhere: before `startDialling` the claim is taken over or released, after it the call is never
 * placed again by itself.
 */
export async function dialLeg(
	dialRequest: DialRequest,
	ports: DialPorts,
	leg: CarriedLeg = 'media_server',
): Promise<DialResult> {
	const request: LegRequest = { ...dialRequest, leg };
	const step = await claimAndDecide(request, ports);
	if (!step.allowed) return step.result;
	const { claim, decision } = step;
	const { attempt } = claim;
	const session = await ownOffer(attempt, request, ports);
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
	const { ledger } = ports;
	const { sessionId } = session;
	const endSession = async (reason: string) =>
		await legServer(request.leg, ports).end({ attemptId: attempt.id, sessionId, reason });
	if (!(await startDialling(claim, sessionId, ports))) {
		const lost = await loseClaim(claim, request, decision, ports);
		// A later run of this event, if there is one, uses the same session of the media server.
		if (lost.heldReason !== 'superseded') await endSession('wish_not_open');
		return lost;
	}
	const { contact, leg } = request;
	const call = { attempt, contact, sdp: session.sdp, neverRecorded: leg === VOICE_LEG };
	const outcome = await placeCall(call, ports);
	const current = await ledger.transaction(
		async ({ attempts }) => (await attempts.get(attempt.id)) ?? attempt,
	);
	if (outcome.placed) return { started: true, attempt: current, decision };
	if (!outcome.ended) return held('unknown_if_ringing', { attempt: current, decision });
	await endSession(outcome.code);
	return held(outcome.code, { attempt: current, decision });
}

/** What is told of an offer that never came, and of one that nobody could use. */
const NO_OFFER = {
	media_server: { late: 'media_server_unavailable', unusable: 'media_server_offer_invalid' },
	voice_agent: { late: 'voice_agent_unavailable', unusable: 'voice_agent_offer_invalid' },
} as const satisfies Record<CarriedLeg, Record<string, HeldReason>>;

async function ownOffer(
	{ id: attemptId }: Attempt,
	request: LegRequest,
	ports: DialPorts,
): Promise<MediaSession | HeldReason> {
	const { leg } = request;
	const isReminder = leg === VOICE_LEG;
	const { late, unusable } = NO_OFFER[isReminder ? VOICE_LEG : 'media_server'];
	const reminder = isReminder ? await reminderScript(request, ports) : undefined;
	if (reminder === null) return 'slot_changed';
	const server = legServer(leg, ports);
	const offered = { attemptId, direction: 'outbound' as const, ...(reminder && { reminder }) };
	const session = await server.offer(offered);
	if (!session) return late;
	try {
		return { ...session, sdp: cleanOffer(session.sdp) };
	} catch {
		const { sessionId } = session;
		await server.end({ attemptId, sessionId, reason: 'offer_invalid' });
		return unusable;
	}
}
