import type { Reason } from '../domain/decision';
import {
	DESK_LEG,
	MANUAL_LEG,
	VOICE_LEG,
	type Attempt,
	type AttemptClaim,
	type Wish,
} from '../ledger/ledger';
import type { CallTarget } from './callFacts';
import {
	held,
	type DialRequest,
	type DialResult,
	type Held,
	type HeldReason,
	type WonClaim,
} from './dialResult';
import { holdClaim, knownPermission } from './holdClaim';
import type { DialPorts } from './ports';
import { recordDecision, type RecordedDecision } from './recordDecision';
import { inReminderTerms, unfitLeg } from './reminderCall';

/** A call that is wanted, with who is to carry it. */
export interface LegRequest extends DialRequest {
	/** As the attempt names it: `media_server`, {@link DESK_LEG}, {@link MANUAL_LEG}, {@link VOICE_LEG} */
	leg: string;
}

/** Claimed and allowed: the caller goes on to `startDialling`. Otherwise `result` says why not. */
export type ClaimStep =
	| { allowed: true; claim: WonClaim; decision: RecordedDecision }
	| { allowed: false; result: DialResult };

/** Longer than the slowest way to `startDialling`: Meta's answer, then the media server's. */
export const CLAIM_LEASE_SECONDS = 60;

/**
 * Claims the wish and decides again, whoever carries the call (P5, P10, C3). Asked twice for one wish
 * it gives the first result.
 */
export async function claimAndDecide(request: LegRequest, ports: DialPorts): Promise<ClaimStep> {
	const { wish, contact, claimant, leg } = request;
	// Nothing is claimed: the leg that the wish is for may come a moment later.
	const unfit = unfitLeg(leg, wish);
	if (unfit !== null)
		return { allowed: false, result: held(unfit, { attempt: null, decision: null }) };
	const claim = await ports.ledger.claimAttempt({
		wishId: wish.id,
		contactId: contact.id,
		phoneNumberId: wish.phoneNumberId,
		direction: 'outbound',
		leg,
		claimant,
		leaseSeconds: CLAIM_LEASE_SECONDS,
		now: ports.now(),
	});
	if (claim.won) return await decideClaimed(claim, request, ports);
	return { allowed: false, result: await explainLost(claim, request, ports) };
}

/** Decides on a claim that is the caller's; what stands in the way gives it back. */
export async function decideClaimed(
	claim: WonClaim,
	request: LegRequest,
	ports: DialPorts,
): Promise<ClaimStep> {
	const { attempt } = claim;
	const known = await knownPermission(attempt, ports);
	const decision = await recordDecision(targetOf(request), attempt.id, false, ports);
	const reason = await obstacle(decision, request, ports);
	if (reason === null) return { allowed: true, claim, decision };
	const { retryAt } = decision;
	const { released, granted } = await holdClaim(claim, { reason, retryAt }, known, ports);
	// A later run of this event has taken over, and what it does stood in the way of this one.
	if (!released) return { allowed: false, result: held('superseded', { attempt, decision: null }) };
	if (granted) return await claimAndDecide(request, ports);
	return { allowed: false, result: held(reason, { attempt, decision, retryAt }) };
}

/** What stands in the way of the call; null: nothing. */
export async function obstacle(
	decision: RecordedDecision,
	request: Pick<LegRequest, 'leg' | 'contact'> & { wish: Wish | null },
	ports: Pick<DialPorts, 'ledger' | 'now'>,
): Promise<HeldReason | null> {
	const { leg, contact } = request;
	if (decision.outcome !== 'allow')
		return await inReminderTerms(reasonOf(decision), request, ports);
	if (leg === MANUAL_LEG && contact.waId === null) return 'no_phone_number';
	return await inReminderTerms(null, request, ports);
}

/**
 * Gives back a claim that `startDialling` or `reserve` refused, and says why: what changed since the
 * decision, or that a later run of this event has taken over.
 */
export async function loseClaim(
	claim: WonClaim,
	request: LegRequest,
	decision: RecordedDecision,
	ports: DialPorts,
): Promise<Held> {
	const { attempt } = claim;
	const reason = await inReminderTerms('wish_not_open', request, ports);
	const { released } = await holdClaim(claim, { reason, retryAt: null }, null, ports);
	if (!released) return held('superseded', { attempt, decision });
	return await explainRefusal({ reason, attempt }, request, ports);
}

type Lost = Omit<AttemptClaim & { won: false }, 'won'>;

/** A wish that was dialled already answers with its first result; other refusals are explained. */
async function explainLost(lost: Lost, request: LegRequest, ports: DialPorts): Promise<DialResult> {
	const { reason, attempt } = lost;
	if (reason !== 'already_claimed') return await explainRefusal(lost, request, ports);
	const dialled = attempt !== null && attempt.diallingAt !== null;
	return dialled
		? { started: true, attempt, decision: null }
		: held(reason, { attempt, decision: null });
}

async function explainRefusal(
	{ reason, attempt }: { reason: HeldReason; attempt: Attempt | null },
	request: LegRequest,
	ports: DialPorts,
): Promise<Held> {
	const decision = await recordDecision(targetOf(request), null, false, ports);
	// The suppression list knows refusals that the contact's own record may not.
	const stands = decision.outcome === 'allow' || reason === 'opted_out';
	const why = await inReminderTerms(stands ? reason : reasonOf(decision), request, ports);
	return held(why, { attempt, decision, retryAt: decision.retryAt });
}

const targetOf = ({ wish, contact, leg, briefRequired }: LegRequest): CallTarget => ({
	phoneNumberId: wish.phoneNumberId,
	contact,
	wish,
	byHand: leg === MANUAL_LEG,
	isAutomated: leg === VOICE_LEG,
	atDesk: leg === DESK_LEG,
	briefRequired,
});

function reasonOf({ reason }: RecordedDecision): Exclude<Reason, 'allowed'> {
	// Asked of decisions that did not allow the call, whose reason is another one.
	return reason as Exclude<Reason, 'allowed'>;
}
