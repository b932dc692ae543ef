import type { GuardFact, PermissionFact } from './decision';
import type { Failure, Judge } from './decisionChecks';
import { coolDownEnd } from './decisionChecksCustomer';
import { addMs, isBefore, later, MINUTE_MS } from './instant';
import { describeGuard } from './qualityGuardWords';
import type { Restriction } from './webhookEvent';

/** What Meta allows (P3), by its alerts, its list of countries and its live answer. */

/** Business numbers of these countries cannot place calls (Meta, "Availability"). */
export const BARRED_BUSINESS_COUNTRIES: readonly string[] = ['US', 'CA', 'EG', 'VN', 'NG'];

/** House rule: when to look again at what passes by itself but has no known end. */
const LOOK_AGAIN_MS = 5 * MINUTE_MS;

export /** A kind that nobody knows may bar everything. */
const barsOutbound = ({ kind }: Restriction): boolean =>
	kind === 'business_initiated' || kind === 'both' || kind === 'unknown';

/** Meta's own restriction, then our quality guard (M2). */
export const restricted: Judge = ({ restrictions, guard, isTest }, _policy, now) => {
	const active = restrictions.find((each) => barsOutbound(each) && isBefore(now, each.expiresAt));
	if (active) {
		const { kind, expiresAt } = active;
		return {
			found: `${kind} until ${expiresAt ?? 'lifted'}`,
			failure: { outcome: 'deny', reason: 'restricted', retryAt: expiresAt },
		};
	}
	if (guard === null || guard.level === 'green') return { found: null };
	const found = `quality guard ${describeGuard(guard)}`;
	if (guard.redSince === null) return { found };
	if (isTest) return { found: `${found}; no limit for a test contact` };
	const { attemptsToday, attemptsPerDay } = guard;
	return {
		found: `${found}; ${attemptsToday} of ${attemptsPerDay} attempts of today`,
		failure: usedUp(guard, now),
	};
};

/** A later time that is judged now may be on another day. */
function usedUp(
	{ attemptsToday, attemptsPerDay, nextDayAt }: GuardFact,
	now: string,
): Failure | undefined {
	if (attemptsToday < attemptsPerDay || !isBefore(now, nextDayAt)) return undefined;
	return { outcome: 'deny', reason: 'quality_guard', retryAt: nextDayAt };
}

export const country: Judge = ({ businessCountry }) => ({
	found: businessCountry,
	failure: BARRED_BUSINESS_COUNTRIES.includes(businessCountry ?? '')
		? { outcome: 'deny', reason: 'country_barred' }
		: undefined,
});

export const callInProgress: Judge = (facts, policy, now) => {
	if (facts.callInProgress === 'deferred') return 'deferred';
	if (!facts.callInProgress) return { found: null };
	const soon = addMs(now, LOOK_AGAIN_MS);
	const coolDown = facts.isTest ? null : coolDownEnd(facts, policy);
	const retryAt = later(soon, coolDown ?? soon);
	return {
		found: 'a live attempt',
		failure: { outcome: 'schedule', reason: 'call_in_progress', retryAt },
	};
};

/** Meta forbids the call for its daily limit only, which leaves the permission as it is. */
const isCapped = ({ canCall, callLimitResetsAt }: PermissionFact): boolean =>
	!canCall && callLimitResetsAt !== null;

export const dailyCap: Judge = ({ permission }) => {
	if (permission === 'deferred') return 'deferred';
	return {
		found: permission?.callLimitResetsAt ?? null,
		failure:
			permission && isCapped(permission)
				? { outcome: 'schedule', reason: 'daily_cap', retryAt: permission.callLimitResetsAt }
				: undefined,
	};
};

export const metaPermission: Judge = ({ permission }, _policy, now) => {
	if (permission === 'deferred') return 'deferred';
	if (permission === null) {
		const retryAt = addMs(now, LOOK_AGAIN_MS);
		// Nothing to ask the customer for: Meta itself did not answer.
		return {
			found: null,
			failure: { outcome: 'schedule', reason: 'permission_unavailable', retryAt },
		};
	}
	const { status, expiresAt, canCall } = permission;
	const valid =
		(status === 'permanent' || status === 'temporary') &&
		isBefore(now, expiresAt) &&
		(canCall || isCapped(permission));
	return {
		found: `${status}${expiresAt ? ` until ${expiresAt}` : ''}`,
		failure: valid ? undefined : { outcome: 'ask', reason: 'no_permission', needs: 'permission' },
	};
};
