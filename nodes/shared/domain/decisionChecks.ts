import { coolDown, optedOut, strikes, yesInScope } from './decisionChecksCustomer';
import { customerHours, representative, teamHours } from './decisionChecksHours';
import {
	callInProgress,
	country,
	dailyCap,
	metaPermission,
	restricted,
} from './decisionChecksMeta';
import type { CallFacts, DecisionOutcome, Passed } from './decision';
import type { Reason } from './decisionReasons';
import type { Policy } from './policy';

export interface Failure {
	outcome: Exclude<DecisionOutcome, 'allow'>;
	reason: Exclude<Reason, 'allowed'>;
	needs?: 'yes' | 'permission' | 'time_zone';
	/** ISO 8601; when it is worth another look, if that is known. */
	retryAt?: string | null;
}

/** What a check found, in words for operators, and its refusal if it refuses. */
export type Verdict = { found: string | null; failure?: Failure } | Exclude<Passed, boolean>;

export type Judge = (facts: CallFacts, policy: Policy, now: string) => Verdict;

export interface Check {
	name: string;
	judge: Judge;
}

/** S1: what needs review is never shown as if it were true. */
const brief: Judge = ({ brief: found }) => {
	if (found === 'deferred') return 'deferred';
	const isMissing = found === 'missing' || found === 'needs_review';
	return {
		found,
		failure: isMissing ? { outcome: 'schedule', reason: 'brief_missing' } : undefined,
	};
};

/** In the order of design.md §4: the first failure gives the reason. */
export const CHECKS: readonly Check[] = [
	{ name: 'opted_out', judge: optedOut },
	{ name: 'restricted', judge: restricted },
	{ name: 'country', judge: country },
	{ name: 'call_in_progress', judge: callInProgress },
	{ name: 'strikes', judge: strikes },
	{ name: 'cool_down', judge: coolDown },
	{ name: 'daily_cap', judge: dailyCap },
	{ name: 'yes_in_scope', judge: yesInScope },
	{ name: 'meta_permission', judge: metaPermission },
	{ name: 'customer_hours', judge: customerHours },
	{ name: 'team_hours', judge: teamHours },
	{ name: 'representative', judge: representative },
	{ name: 'brief', judge: brief },
];

/** What Meta allows or forbids of calls over WhatsApp, and of no others. */
const META_CHECKS: readonly string[] = ['restricted', 'country', 'daily_cap', 'meta_permission'];

/** Of a call by hand (V5). */
export const MANUAL_CHECKS: readonly Check[] = CHECKS.map((check) =>
	META_CHECKS.includes(check.name) ? { ...check, judge: () => 'not_applicable' } : check,
);
