import type { CallFacts } from './decision';
import type { Failure, Judge } from './decisionChecks';
import { addMs, HOUR_MS, isBefore } from './instant';
import type { Policy } from './policy';

/** What the customer wants, and how often was tried (P1, P4–P6). */

/** P4: global, until the customer takes it back. */
export const optedOut: Judge = ({ callOptOut }) => ({
	found: callOptOut ? 'opted out of calls' : null,
	failure: callOptOut ? { outcome: 'deny', reason: 'opted_out' } : undefined,
});

/** P6: house rule. */
export const strikes: Judge = ({ strikes: count, isTest }, policy) => {
	const found = `${count} in a row`;
	if (isTest) return { found: `${found}, not counted for a test contact` };
	const tooMany = count >= policy.strikes;
	return { found, failure: tooMany ? { outcome: 'deny', reason: 'unanswered_twice' } : undefined };
};

/** P5: house rule, over all numbers. */
export const coolDown: Judge = (facts, policy, now) => {
	const retryAt = coolDownEnd(facts, policy);
	if (retryAt === null) return { found: null };
	const found = `last attempt ${facts.lastCallAttemptAt}`;
	if (facts.isTest) return { found: `${found}, no cool-down for a test contact` };
	return {
		found,
		failure: isBefore(now, retryAt)
			? { outcome: 'schedule', reason: 'cool_down', retryAt }
			: undefined,
	};
};

/** `[last attempt, last attempt + cool-down)`; null before the first attempt. */
export const coolDownEnd = (
	{ lastCallAttemptAt }: Pick<CallFacts, 'lastCallAttemptAt'>,
	{ coolDownHours }: Pick<Policy, 'coolDownHours'>,
): string | null =>
	lastCallAttemptAt === null ? null : addMs(lastCallAttemptAt, coolDownHours * HOUR_MS);

/** P1: a yes holds in its scope only; a slot that is not booked is none. */
export const yesInScope: Judge = ({ wish }, _policy, now) => {
	if (wish === null) return { found: null, failure: NO_YES };
	const { scope, startsAt, expiresAt } = wish;
	const from = startsAt === null ? '' : ` from ${startsAt}`;
	const found = `${scope}${from} until ${expiresAt ?? 'withdrawn'}`;
	if (!isBefore(now, expiresAt)) return { found, failure: NO_YES };
	if (scope === 'slot' && startsAt === null)
		return { found, failure: { outcome: 'schedule', reason: 'slot_not_booked' } };
	if (startsAt !== null && isBefore(now, startsAt))
		return { found, failure: { outcome: 'schedule', reason: 'slot_not_due', retryAt: startsAt } };
	return { found };
};

const NO_YES: Failure = { outcome: 'ask', reason: 'no_yes', needs: 'yes' };
