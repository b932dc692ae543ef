import type { BusinessHours, QuietHours } from './businessHours';
import { CHECKS, MANUAL_CHECKS, type Check } from './decisionChecks';
import { REASONS, type Reason } from './decisionReasons';
import { policyLabel, type Policy } from './policy';
import type { GuardVerdict } from './qualityGuard';
import type { Restriction } from './webhookEvent';

export { BARRED_BUSINESS_COUNTRIES, barsOutbound } from './decisionChecksMeta';
export { REASONS, type Reason } from './decisionReasons';

/** Another node judges this, or it cannot be known yet. */
export type Deferred = 'deferred';

/** Meta's live answer about calling this customer (P3). */
export interface PermissionFact {
	status: 'none' | 'temporary' | 'permanent' | 'unknown';
	expiresAt: string | null;
	/** Meta's own verdict on `start_call`. */
	canCall: boolean;
	/** When a used-up call limit opens again. */
	callLimitResetsAt: string | null;
	/** Meta's own verdict on `send_call_permission_request`. */
	canRequest: boolean;
	/** When a used-up limit of requests opens again. */
	requestLimitResetsAt: string | null;
}

/** The yes that a call rests on (P1). */
export interface WishFact {
	id: string;
	scope: 'now' | 'slot' | 'standing';
	/** A yes to a slot holds from then on; null: from the start, or no slot is booked yet. */
	startsAt: string | null;
	expiresAt: string | null;
}

/** When the customer may be called (H2). */
export interface CustomerHours {
	/** Every zone that the customer may live in; empty: unknown. */
	zones: string[];
	/** Null: no quiet hours hold for this customer. */
	quiet: QuietHours | null;
}

/** How calls of the number are received (M2), as it was judged last. */
export interface GuardFact extends Pick<
	GuardVerdict,
	'level' | 'reasons' | 'measures' | 'redSince' | 'redEndsAt'
> {
	/** Dialled since the team's day began, or about to be; counted while it is red by house rules. */
	attemptsToday: number;
	/** So many a day while it is. */
	attemptsPerDay: number;
	/** When the team's next day begins. */
	nextDayAt: string;
}

/** How many representatives there are, and how many of them are ready. */
export interface Readiness {
	kept: number;
	ready: number;
	/** Nobody else could take this call (V4): one must be ready, whoever is called. */
	isRequired?: boolean;
}

/** Everything a decision rests on; gathered at dial time, never taken from an item. */
export interface CallFacts {
	/** The house rules are relaxed for test contacts; the customer's word, Meta's rules and the law hold. */
	isTest: boolean;
	callOptOut: boolean;
	restrictions: Restriction[];
	/** Null: the number was never judged. */
	guard: GuardFact | null;
	/** ISO 3166 country of the *business* number; null if unknown. */
	businessCountry: string | null;
	/** Another attempt of this contact is live, on any number. */
	callInProgress: boolean | Deferred;
	/** Unanswered or declined calls in a row. */
	strikes: number;
	lastCallAttemptAt: string | null;
	wish: WishFact | null;
	/** Null: Meta could not be asked, which means no call. */
	permission: PermissionFact | null | Deferred;
	customerHours: CustomerHours | Deferred;
	/** Without the customer's quiet hours; null: the team's zone is not known, which means no call. */
	teamHours: BusinessHours | null | Deferred;
	/** Of those who answer for this number (V3). */
	representatives: Readiness | Deferred;
	/** What the representative reads before the ring; one that needs review is as good as none. */
	brief: 'not_required' | 'ready' | 'needs_review' | 'missing' | Deferred;
}

export type DecisionOutcome = 'allow' | 'ask' | 'schedule' | 'deny';

/** `not_applicable`: the check is about Meta's calls, and this one is made by hand (V5). */
export type Passed = boolean | Deferred | 'not_applicable';

export interface Evidence {
	check: string;
	passed: Passed;
	found: string | null;
}

export interface Decision {
	outcome: DecisionOutcome;
	reason: Reason;
	needs: 'yes' | 'permission' | 'time_zone' | null;
	retryAt: string | null;
	evidence: Evidence[];
	operatorText: string;
	/** `name@version` of the policy that judged. */
	policy: string;
	checkedAt: string;
}

/**
 * Whether to call at `now` (C3, P1, P3–P6, H1, H2, V3). Pure; the same facts give the same answer.
 *
 * `deny` is for people to sort out, `schedule` names `retryAt` where it is known, `ask` names what it
 * `needs`. Times are half-open: a yes or a permission is over at the instant it expires, a cool-down
 * at its end. A check whose fact is deferred neither passes nor fails.
 */
export const decideCall = (facts: CallFacts, policy: Policy, now: string): Decision =>
	decideBy(CHECKS, facts, policy, now);

/**
 * The same for a call that a person makes by hand, over the ordinary telephone network (V5): what Meta
 * allows of its own calls is `not_applicable`; the customer's word and the house rules hold.
 */
export const decideManualCall = (facts: CallFacts, policy: Policy, now: string): Decision =>
	decideBy(MANUAL_CHECKS, facts, policy, now);

/** The first check that fails gives the reason; every one leaves evidence. */
export function decideBy(
	checks: readonly Check[],
	facts: CallFacts,
	policy: Policy,
	now: string,
): Decision {
	const judged = checks.map(({ name, judge }) => ({ name, verdict: judge(facts, policy, now) }));
	const failure = judged
		.map(({ verdict }) => (typeof verdict === 'string' ? undefined : verdict.failure))
		.find((each) => each !== undefined);
	const reason: Reason = failure?.reason ?? 'allowed';
	return {
		outcome: failure?.outcome ?? 'allow',
		reason,
		needs: failure?.needs ?? null,
		retryAt: failure?.retryAt ?? null,
		evidence: judged.map(({ name, verdict }) =>
			typeof verdict === 'string'
				? { check: name, passed: verdict, found: null }
				: { check: name, passed: verdict.failure === undefined, found: verdict.found },
		),
		operatorText: REASONS[reason],
		policy: policyLabel(policy),
		checkedAt: now,
	};
}
