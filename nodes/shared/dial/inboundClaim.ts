import type { Attempt, AttemptClaim, LedgerTx } from '../ledger/ledger';
import { cleanAnswer } from '../wire/sdp';
import type { DialPorts } from './ports';

export interface AcceptRequest {
	callId: string;
	phoneNumberId: string;
	/** As in `dialLeg`. */
	claimant: string;
}

export type AcceptPorts = Omit<DialPorts, 'policy' | 'newId' | 'sleep'>;
export type WonClaim = AttemptClaim & { won: true };

/** Meta gives 30 to 60 s from the offer; a claim that is older than that has no call to answer. */
const CLAIM_LEASE_SECONDS = 20;

/** The leg that answers without a person at a page. */
export const MEDIA_LEG = 'media_server';

/** Who answers a customer's call by the media server; null if the ledger does not know the call. */
export const claimInbound = async (
	request: AcceptRequest,
	{ ledger, now }: Pick<AcceptPorts, 'ledger' | 'now'>,
): Promise<AttemptClaim | null> =>
	await ledger.transaction(async (tx) => await claimIncoming(request, MEDIA_LEG, now(), tx));

/** The same for any leg. */
export async function claimIncoming(
	{ callId, phoneNumberId, claimant }: AcceptRequest,
	leg: string,
	now: string,
	{ calls, attempts }: LedgerTx,
): Promise<AttemptClaim | null> {
	const contactId = await calls.contactOf(callId);
	if (contactId === null) return null;
	return await attempts.claim({
		wishId: incomingWish(callId),
		contactId,
		phoneNumberId,
		direction: 'inbound',
		leg,
		claimant,
		leaseSeconds: CLAIM_LEASE_SECONDS,
		now,
	});
}

/** A customer's call is a wish of its own. */
export const incomingWish = (callId: string): string => `inbound:${callId}`;

/** Gives a claim back, so that somebody else can answer. */
export async function releaseInbound(
	{ attempt, token }: WonClaim,
	code: string,
	{ ledger, now }: AcceptPorts,
): Promise<void> {
	await ledger.transaction(
		async ({ attempts }) => await attempts.release(attempt.id, token, code, now()),
	);
}

/** The media server's answer to Meta's offer, or the code of why there is none. */
export async function ownAnswer(
	callId: string,
	attempt: Attempt,
	{ ledger, mediaServer, now }: AcceptPorts,
): Promise<{ sessionId: string; sdp: string } | string> {
	const offer = await ledger.transaction(
		async ({ calls }) => await calls.getSdp(callId, 'offer', now()),
	);
	if (offer === null) return 'offer_expired';
	const session = await mediaServer.offer({
		attemptId: attempt.id,
		direction: 'inbound',
		sdp: offer,
	});
	if (!session) return 'media_server_unavailable';
	try {
		return { ...session, sdp: cleanAnswer(session.sdp) };
	} catch {
		return 'media_server_answer_invalid';
	}
}
