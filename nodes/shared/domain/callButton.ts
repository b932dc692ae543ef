import { openUntilMs, type BusinessHours } from './businessHours';
import type { CallFacts } from './decision';
import { addMs, DAY_MS, fromMs, isBefore, MINUTE_MS, toMs } from './instant';

/** House rules: a call button works for an hour, and none is sent that works for less than ten minutes. */
export const CALL_BUTTON_MINUTES = 60;
export const CALL_BUTTON_LEAST_MINUTES = 10;

/** When the shift ends, with which a call button does too (null: nobody knows), or why there is none. */
export type CallButtonTerms = { until: string | null } | { because: string };

/**
 * A button with which the customer calls us, as far as somebody would answer and Meta does not hide it
 * (V3): it ends with the shift.
 */
export function callButtonTerms(
	{
		teamHours,
		representatives,
		restrictions,
		isTest,
	}: Pick<CallFacts, 'teamHours' | 'representatives' | 'restrictions' | 'isTest'>,
	now: string,
): CallButtonTerms {
	const hides = restrictions.find(
		({ kind, expiresAt }) => kind !== 'business_initiated' && isBefore(now, expiresAt),
	);
	if (hides) return { because: `Meta restricts it (${hides.kind})` };
	if (isTest) return { until: null };
	if (teamHours === null) return { because: 'the team’s hours are not set' };
	const until = teamHours === 'deferred' ? null : endOfShift(teamHours, now);
	if (until !== null && callButtonMinutes(until, now, CALL_BUTTON_MINUTES) === null)
		return { because: `the team is not there for the next ${CALL_BUTTON_LEAST_MINUTES} minutes` };
	if (representatives !== 'deferred' && representatives.kept > 0 && representatives.ready === 0)
		return { because: 'no representative is ready' };
	return { until };
}

/** `now` while the team is away; a day later at the latest. */
export const endOfShift = (hours: BusinessHours, now: string): string =>
	fromMs(openUntilMs(hours, toMs(now), toMs(addMs(now, DAY_MS))));

/** Whole minutes, as Meta counts a button's life; null: the shift leaves too few for a message. */
export function callButtonMinutes(until: string, now: string, longest: number): number | null {
	const left = Math.floor((toMs(until) - toMs(now)) / MINUTE_MS);
	return left >= CALL_BUTTON_LEAST_MINUTES ? Math.min(left, longest) : null;
}
