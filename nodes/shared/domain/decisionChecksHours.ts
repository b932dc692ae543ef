import { closedBecause, nextOpening, type BusinessHours, type WeeklyWindow } from './businessHours';
import type { CallFacts, CustomerHours } from './decision';
import type { Judge } from './decisionChecks';

/** Whether it is a decent hour, and somebody is there (H1, H2, V3). */

const WHOLE_WEEK: WeeklyWindow[] = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
	day,
	from: '00:00',
	to: '00:00',
}));

/** The customer's hours alone, as if the team never slept. */
export const sleepless = ({ zones, quiet }: CustomerHours): BusinessHours => ({
	zone: zones[0] ?? 'UTC',
	weekly: WHOLE_WEEK,
	holidays: [],
	...(quiet && { quiet }),
});

/** H2: outside quiet hours in every zone that the customer may live in. */
export const customerHours: Judge = (facts, _policy, now) => {
	const { customerHours: hours, isTest } = facts;
	if (hours === 'deferred') return 'deferred';
	const { zones, quiet } = hours;
	// The team's zone is no substitute; a test contact is held to what the law asks for alone.
	if (zones.length === 0 && (quiet !== null || !isTest))
		return {
			found: 'no time zone known',
			failure: { outcome: 'ask', reason: 'zone_unknown', needs: 'time_zone' },
		};
	const found = quiet ? `quiet ${quiet.from}–${quiet.to} in ${zones.join(', ')}` : 'no quiet hours';
	if (closedBecause(sleepless(hours), now) === null) return { found };
	const retryAt = whenBothAllow(facts, hours, now);
	return { found, failure: { outcome: 'schedule', reason: 'quiet_hours', retryAt } };
};

/** H1: in the team's own zone. */
export const teamHours: Judge = (facts, _policy, now) => {
	const { teamHours: hours, customerHours: customer, isTest } = facts;
	if (hours === 'deferred') return 'deferred';
	if (isTest) return { found: 'a test contact may be called at any hour of the team' };
	if (hours === null)
		return {
			found: 'no time zone set',
			failure: { outcome: 'schedule', reason: 'team_hours_not_set' },
		};
	const found = `team in ${hours.zone}`;
	const closed = closedBecause(hours, now);
	if (closed === null) return { found };
	const retryAt =
		customer === 'deferred' ? nextOpening(hours, now) : whenBothAllow(facts, customer, now);
	// Quiet hours are not among the team's own.
	const reason = closed === 'holiday' ? 'holiday' : 'team_closed';
	return { found, failure: { outcome: 'schedule', reason, retryAt } };
};

/** The next instant at which both the customer's and the team's hours allow a call; null if none comes. */
function whenBothAllow(
	{ teamHours: team, isTest }: CallFacts,
	customer: CustomerHours,
	now: string,
): string | null {
	const base = isTest || team === 'deferred' || team === null ? sleepless(customer) : team;
	return nextOpening(customer.quiet ? { ...base, quiet: customer.quiet } : base, now);
}

/** V3: where representatives are kept, one of them is ready; at the desk there is nobody else (V4). */
export const representative: Judge = ({ representatives, isTest }) => {
	if (representatives === 'deferred') return 'deferred';
	const { kept, ready, isRequired = false } = representatives;
	const found = kept === 0 ? 'none kept' : `${ready} of ${kept} ready`;
	if (isTest && !isRequired) return { found: `${found}, not asked for a test contact` };
	return {
		found,
		failure:
			(kept > 0 || isRequired) && ready === 0
				? { outcome: 'schedule', reason: 'no_representative_ready' }
				: undefined,
	};
};
