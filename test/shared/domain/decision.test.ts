import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusinessHours } from '../../../nodes/shared/domain/businessHours';
import {
	BARRED_BUSINESS_COUNTRIES,
	decideBy,
	decideCall,
	decideManualCall,
	REASONS,
	type CallFacts,
	type GuardFact,
	type Decision,
	type PermissionFact,
	type Reason,
	type WishFact,
} from '../../../nodes/shared/domain/decision';
import { CHECKS } from '../../../nodes/shared/domain/decisionChecks';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';

/** A Monday, 17:30 in India. */
const NOW = '2026-10-12T12:00:00.000Z';
const HOUR_MS = 3_600_000;

const later = (ms: number): string => new Date(Date.parse(NOW) + ms).toISOString();

const GRANTED: PermissionFact = {
	status: 'temporary',
	expiresAt: later(24 * HOUR_MS),
	canCall: true,
	callLimitResetsAt: null,
	canRequest: true,
	requestLimitResetsAt: null,
};

const WISH: WishFact = {
	id: 'yes:wamid.1',
	scope: 'now',
	startsAt: null,
	expiresAt: later(20 * 60_000),
};

/** 09:00 to 18:00 in India, every day of the week. */
const TEAM: BusinessHours = {
	zone: 'Asia/Kolkata',
	weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '09:00', to: '18:00' })),
	holidays: [],
};

const quietIn = (...zones: string[]) => ({
	zones,
	quiet: { zones, from: '21:00', to: '09:00' },
});

/** M2: as many as a red number may place; the team's day ends in 6 h 30. */
const RED: GuardFact = {
	level: 'red',
	reasons: ['answer_rate'],
	measures: [
		{
			measure: 'answer_rate',
			level: 'red',
			count: 12,
			sample: 40,
			interval: { low: 0.1807, high: 0.4543 },
		},
		{ measure: 'repeated_calls', level: 'green', count: 0, sample: 40, interval: null },
	],
	redSince: later(-HOUR_MS),
	redEndsAt: later(31 * 24 * HOUR_MS),
	attemptsToday: 999,
	attemptsPerDay: 1000,
	nextDayAt: later(6.5 * HOUR_MS),
};

/** Every check passes. */
const CLEAR: CallFacts = {
	isTest: false,
	callOptOut: false,
	restrictions: [],
	guard: null,
	businessCountry: 'IN',
	callInProgress: false,
	strikes: 0,
	lastCallAttemptAt: null,
	wish: WISH,
	permission: GRANTED,
	customerHours: quietIn('Asia/Kolkata'),
	teamHours: TEAM,
	representatives: { kept: 2, ready: 1 },
	brief: 'ready',
};

type Change = Partial<Omit<CallFacts, 'permission'>> & {
	permission?: Partial<PermissionFact> | null | 'deferred';
};

function facts(...changes: Change[]): CallFacts {
	return changes.reduce<CallFacts>((all, { permission, ...rest }) => {
		const next = { ...all, ...rest };
		if (permission === undefined) return next;
		if (permission === null || permission === 'deferred') return { ...next, permission };
		const known = all.permission === 'deferred' ? null : all.permission;
		return { ...next, permission: { ...GRANTED, ...known, ...permission } };
	}, CLEAR);
}

const decide = (...changes: Change[]): Decision =>
	decideCall(facts(...changes), DEFAULT_POLICY, NOW);

interface Row {
	check: string;
	reason: Exclude<Reason, 'allowed'>;
	outcome: Decision['outcome'];
	needs: Decision['needs'];
	retryAt: string | null;
	change: Change;
}

/** The order of design.md §4; each row fails its own check and no other. */
const ROWS: Row[] = [
	{
		check: 'opted_out',
		reason: 'opted_out',
		outcome: 'deny',
		needs: null,
		retryAt: null,
		change: { callOptOut: true },
	},
	{
		check: 'restricted',
		reason: 'restricted',
		outcome: 'deny',
		needs: null,
		retryAt: later(HOUR_MS),
		change: { restrictions: [{ kind: 'business_initiated', expiresAt: later(HOUR_MS) }] },
	},
	{
		check: 'country',
		reason: 'country_barred',
		outcome: 'deny',
		needs: null,
		retryAt: null,
		change: { businessCountry: 'US' },
	},
	{
		check: 'call_in_progress',
		reason: 'call_in_progress',
		outcome: 'schedule',
		needs: null,
		retryAt: later(5 * 60_000),
		change: { callInProgress: true },
	},
	{
		check: 'strikes',
		reason: 'unanswered_twice',
		outcome: 'deny',
		needs: null,
		retryAt: null,
		change: { strikes: 2 },
	},
	{
		check: 'cool_down',
		reason: 'cool_down',
		outcome: 'schedule',
		needs: null,
		retryAt: later(3 * HOUR_MS),
		change: { lastCallAttemptAt: later(-HOUR_MS) },
	},
	{
		check: 'daily_cap',
		reason: 'daily_cap',
		outcome: 'schedule',
		needs: null,
		retryAt: later(9 * HOUR_MS),
		change: { permission: { canCall: false, callLimitResetsAt: later(9 * HOUR_MS) } },
	},
	{
		check: 'yes_in_scope',
		reason: 'no_yes',
		outcome: 'ask',
		needs: 'yes',
		retryAt: null,
		change: { wish: null },
	},
	{
		check: 'meta_permission',
		reason: 'no_permission',
		outcome: 'ask',
		needs: 'permission',
		retryAt: null,
		change: { permission: { status: 'none', expiresAt: null } },
	},
	{
		check: 'customer_hours',
		reason: 'quiet_hours',
		outcome: 'schedule',
		needs: null,
		// 09:00 in Auckland is 01:30 in India; both are awake from 09:00 in India on.
		retryAt: '2026-10-13T09:00:00+05:30',
		change: { customerHours: quietIn('Pacific/Auckland') },
	},
	{
		check: 'team_hours',
		reason: 'team_closed',
		outcome: 'schedule',
		needs: null,
		retryAt: '2026-10-13T09:00:00+05:30',
		change: {
			teamHours: { ...TEAM, weekly: TEAM.weekly.map((each) => ({ ...each, to: '17:00' })) },
		},
	},
	{
		check: 'representative',
		reason: 'no_representative_ready',
		outcome: 'schedule',
		needs: null,
		retryAt: null,
		change: { representatives: { kept: 1, ready: 0 } },
	},
	{
		check: 'brief',
		reason: 'brief_missing',
		outcome: 'schedule',
		needs: null,
		retryAt: null,
		change: { brief: 'missing' },
	},
];

describe('decideCall', () => {
	it('C3, P1: allows when every check passes, with the evidence of every one', () => {
		const decision = decide();
		expect(decision).toMatchObject({
			outcome: 'allow',
			reason: 'allowed',
			needs: null,
			retryAt: null,
			operatorText: REASONS.allowed,
		});
		expect(decision.evidence.map(({ check }) => check)).toEqual(ROWS.map(({ check }) => check));
		expect(decision.evidence.every(({ passed }) => passed === true)).toBe(true);
	});

	it('names the policy by its version, and the instant it was asked', () => {
		const decision = decideCall(CLEAR, { ...DEFAULT_POLICY, name: 'vip', version: 7 }, NOW);
		expect(decision).toMatchObject({ policy: 'vip@7', checkedAt: NOW });
	});

	it.each(ROWS)('$check alone: $outcome because of $reason', (row) => {
		const decision = decide(row.change);
		expect(decision).toMatchObject({
			outcome: row.outcome,
			reason: row.reason,
			needs: row.needs,
			retryAt: row.retryAt,
			operatorText: REASONS[row.reason],
		});
		const failed = decision.evidence.filter(({ passed }) => passed !== true);
		expect(failed.map(({ check }) => check)).toEqual([row.check]);
	});

	const pairs = ROWS.flatMap((first, index) =>
		ROWS.slice(index + 1).map((second) => ({ first, second })),
	);
	it.each(pairs)('$first.check comes before $second.check', ({ first, second }) => {
		const decision = decide(second.change, first.change);
		expect(decision.reason).toBe(first.reason);
		const failed = decision.evidence.filter(({ passed }) => passed === false);
		expect(failed.map(({ check }) => check)).toEqual([first.check, second.check]);
	});

	it.each(ROWS)('without the check $check, its facts give another answer', ({ check, change }) => {
		const others = CHECKS.filter(({ name }) => name !== check);
		expect(others).toHaveLength(CHECKS.length - 1);
		expect(decideBy(others, facts(change), DEFAULT_POLICY, NOW).outcome).toBe('allow');
		expect(decide(change).outcome).not.toBe('allow');
	});

	it('every reason has words, and every failing reason is reached by some facts', () => {
		const more: Change[] = [
			{ permission: null },
			{ wish: { ...WISH, scope: 'slot' } },
			{ wish: { ...WISH, scope: 'slot', startsAt: later(1) } },
			{ customerHours: quietIn() },
			{ teamHours: null },
			{ teamHours: { ...TEAM, holidays: ['2026-10-12'] } },
			{ guard: { ...RED, attemptsToday: 1000 } },
			{},
		];
		const reached = [...ROWS.map(({ change }) => change), ...more].map(
			(change) => decide(change).reason,
		);
		// The brake is Consent Gate's own, over many customers (domain/permissionLimits).
		reached.push('request_brake');
		expect(new Set(reached)).toEqual(new Set(Object.keys(REASONS)));
		for (const words of Object.values(REASONS)) expect(words).toMatch(/^[A-Z].*\.$/);
	});
});

describe('S1: the brief', () => {
	it.each([
		['ready', 'allow'],
		['not_required', 'allow'],
		['missing', 'schedule'],
		['needs_review', 'schedule'],
	] as const)('%s: %s, and the evidence says which', (brief, outcome) => {
		const decision = decide({ brief });
		expect(decision.outcome).toBe(outcome);
		expect(decision.evidence.at(-1)).toEqual({
			check: 'brief',
			passed: outcome === 'allow',
			found: brief,
		});
	});
});

describe('M2: the quality guard', () => {
	const AMBER: GuardFact = { ...RED, level: 'amber', redSince: null, redEndsAt: null };
	const USED_UP: GuardFact = { ...RED, attemptsToday: 1000 };
	const found = (...changes: Change[]) =>
		decide(...changes).evidence.find(({ check }) => check === 'restricted');
	const WORDS = 'quality guard red: 12 of 40 calls answered (95 %: 18.1–45.4 %)';

	it.each([
		['never judged', null, null],
		['green', { ...AMBER, level: 'green' as const, reasons: [] }, null],
		['amber', AMBER, 'quality guard amber: 12 of 40 calls answered (95 %: 18.1–45.4 %)'],
		['red, with attempts left', RED, `${WORDS}; 999 of 1000 attempts of today`],
	])('%s: calls, and the evidence says why it is watched', (_what, guard, words) => {
		expect(decide({ guard }).outcome).toBe('allow');
		expect(found({ guard })).toEqual({ check: 'restricted', passed: true, found: words });
	});

	it.each([1000, 1001])(
		'red, after %i attempts of the day: none until the next',
		(attemptsToday) => {
			const guard = { ...RED, attemptsToday };
			expect(decide({ guard })).toMatchObject({
				outcome: 'deny',
				reason: 'quality_guard',
				retryAt: RED.nextDayAt,
			});
			expect(found({ guard })).toMatchObject({
				passed: false,
				found: `${WORDS}; ${attemptsToday} of 1000 attempts of today`,
			});
		},
	);

	it('an operator who allows none while red gets none', () => {
		const guard = { ...RED, attemptsToday: 0, attemptsPerDay: 0 };
		expect(decide({ guard }).reason).toBe('quality_guard');
	});

	it.each([
		['one ms before the team’s next day', -1, 'quality_guard'],
		['at its start', 0, 'no_yes'],
	])('a later time is judged by its own day: %s', (_when, ms, reason) => {
		const at = new Date(Date.parse(RED.nextDayAt) + ms).toISOString();
		expect(decideCall(facts({ guard: USED_UP }), DEFAULT_POLICY, at).reason).toBe(reason);
	});

	it('Meta’s own restriction is named first', () => {
		const restrictions = [{ kind: 'both' as const, expiresAt: null }];
		expect(decide({ guard: USED_UP, restrictions }).reason).toBe('restricted');
	});

	it('red by Meta alone holds no call once Meta has lifted it', () => {
		const guard: GuardFact = {
			...USED_UP,
			reasons: ['meta_restriction'],
			redSince: null,
			redEndsAt: null,
		};
		expect(decide({ guard }).outcome).toBe('allow');
		expect(found({ guard })?.found).toBe('quality guard red: restricted by Meta');
	});

	it('a test contact is exempt from the house rule, and not from Meta’s restriction', () => {
		expect(decide({ guard: USED_UP, isTest: true }).outcome).toBe('allow');
		expect(found({ guard: USED_UP, isTest: true })?.found).toContain('no limit for a test contact');
		const restrictions = [{ kind: 'both' as const, expiresAt: null }];
		expect(decide({ guard: USED_UP, isTest: true, restrictions }).reason).toBe('restricted');
	});

	it('V5: does not apply to a call by hand, which goes over another network', () => {
		expect(decideManualCall(facts({ guard: USED_UP }), DEFAULT_POLICY, NOW).outcome).toBe('allow');
	});
});

describe('V5: a call by hand', () => {
	const META = ['restricted', 'country', 'daily_cap', 'meta_permission'];
	const byHand = (...changes: Change[]) => decideManualCall(facts(...changes), DEFAULT_POLICY, NOW);

	it.each(ROWS)('$check: $reason', ({ check, reason, change, outcome, needs, retryAt }) => {
		const decision = byHand(change);
		const evidence = decision.evidence.find((each) => each.check === check);
		if (META.includes(check)) {
			expect(decision).toMatchObject({ outcome: 'allow', reason: 'allowed' });
			expect(evidence).toEqual({ check, passed: 'not_applicable', found: null });
		} else {
			expect(decision).toMatchObject({ outcome, reason, needs, retryAt });
			expect(evidence?.passed).toBe(false);
		}
	});

	it('the facts about Meta need not be known', () => {
		const { outcome, evidence } = byHand({ permission: 'deferred', businessCountry: null });
		expect(outcome).toBe('allow');
		expect(evidence.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
		const applied = evidence.filter(({ passed }) => passed !== 'not_applicable');
		expect(applied.map(({ check }) => check)).toEqual(
			CHECKS.map(({ name }) => name).filter((name) => !META.includes(name)),
		);
	});

	it('what a call over WhatsApp is refused for, beside Meta, it is refused for too', () => {
		fc.assert(
			fc.property(anyChange, (change) => {
				const own = decide(change).evidence.filter(({ check }) => !META.includes(check));
				const first = own.find(({ passed }) => passed === false);
				const decision = byHand(change);
				expect(decision.evidence.filter(({ check }) => !META.includes(check))).toEqual(own);
				const row = ROWS.find(({ check }) => check === first?.check);
				expect(decision.reason).toBe(row?.reason ?? 'allowed');
			}),
			{ numRuns: 300 },
		);
	});
});

/** Facts that each of the checks may find, allowed ones among them. */
const anyChange: fc.Arbitrary<Change> = fc
	.subarray(ROWS.map(({ change }) => change))
	.map((changes) => changes.reduce((all, change) => mergeChange(all, change), {}));

const mergeChange = (a: Change, b: Change): Change =>
	typeof a.permission === 'object' && typeof b.permission === 'object'
		? { ...a, ...b, permission: { ...a.permission, ...b.permission } }
		: { ...a, ...b };

describe('decideCall, over any set of refusals', () => {
	it('more refusals never turn a no into a yes, nor move the reason further down', () => {
		fc.assert(
			fc.property(anyChange, fc.constantFrom(...ROWS), (change, row) => {
				const fewer = decide(change);
				const more = decide(mergeChange(change, row.change));
				const place = ({ evidence }: Decision) => {
					const first = evidence.findIndex(({ passed }) => passed === false);
					return first === -1 ? evidence.length : first;
				};
				expect(more.outcome).not.toBe('allow');
				expect(place(more)).toBeLessThanOrEqual(place(fewer));
			}),
			{ numRuns: 500 },
		);
	});

	it('the first check that fails gives the reason, and all leave evidence', () => {
		fc.assert(
			fc.property(anyChange, (change) => {
				const decision = decide(change);
				const failed = decision.evidence.find(({ passed }) => passed === false);
				const row = ROWS.find(({ check }) => check === failed?.check);
				expect(decision.reason).toBe(row?.reason ?? 'allowed');
				expect(decision.evidence.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
			}),
			{ numRuns: 500 },
		);
	});

	it('what another node judges neither passes nor refuses', () => {
		const deferred: Change = {
			callInProgress: 'deferred',
			permission: 'deferred',
			customerHours: 'deferred',
			teamHours: 'deferred',
			representatives: 'deferred',
			brief: 'deferred',
		};
		fc.assert(
			fc.property(fc.subarray(Object.keys(deferred)), (names) => {
				const change = Object.fromEntries(
					Object.entries(deferred).filter(([name]) => names.includes(name)),
				);
				const { outcome, evidence } = decide(change);
				expect(outcome).toBe('allow');
				// Meta's answer is behind two checks, the cap and the permission.
				const expected = names.length + (names.includes('permission') ? 1 : 0);
				expect(evidence.filter(({ passed }) => passed === 'deferred')).toHaveLength(expected);
			}),
		);
	});
});

describe('decideCall at the edges of time', () => {
	const until = (ms: number) => later(ms);

	it.each([
		['one ms before its end', 1, 'allowed'],
		['at its end', 0, 'no_yes'],
		['one ms after its end', -1, 'no_yes'],
	])('P1: a yes %s', (_when, ms, reason) => {
		expect(decide({ wish: { ...WISH, expiresAt: until(ms) } }).reason).toBe(reason);
	});

	it('P1: a standing yes has no end', () => {
		const wish: WishFact = { ...WISH, scope: 'standing', expiresAt: null };
		expect(decide({ wish }).reason).toBe('allowed');
	});

	it.each([
		['one ms before its start', 1, 'slot_not_due', later(1)],
		['at its start', 0, 'allowed', null],
		['one ms after its start', -1, 'allowed', null],
	])('P1: a yes to a slot %s', (_when, ms, reason, retryAt) => {
		const wish: WishFact = { ...WISH, scope: 'slot', startsAt: later(ms) };
		expect(decide({ wish })).toMatchObject({ reason, retryAt });
	});

	it('P1: a slot that has passed is no yes, whether it was booked or not', () => {
		const wish: WishFact = { ...WISH, scope: 'slot', expiresAt: NOW };
		expect(decide({ wish }).reason).toBe('no_yes');
		expect(decide({ wish: { ...wish, startsAt: later(-HOUR_MS) } }).reason).toBe('no_yes');
	});

	it.each([
		['one ms before its end', 1, 'allowed'],
		['at its end', 0, 'no_permission'],
		['one ms after its end', -1, 'no_permission'],
	])('P1: a temporary permission %s', (_when, ms, reason) => {
		expect(decide({ permission: { expiresAt: until(ms) } }).reason).toBe(reason);
	});

	it.each([
		['one ms before its end', -1, 'cool_down'],
		['at its end', 0, 'allowed'],
		['one ms after its end', 1, 'allowed'],
	])('P5: a cool-down of four hours %s', (_when, ms, reason) => {
		const lastCallAttemptAt = later(-4 * HOUR_MS - ms);
		expect(decide({ lastCallAttemptAt }).reason).toBe(reason);
	});

	it.each([
		['one ms before its end', 1, 'restricted'],
		['at its end', 0, 'allowed'],
	])('a restriction %s', (_when, ms, reason) => {
		const restrictions = [{ kind: 'both' as const, expiresAt: until(ms) }];
		expect(decide({ restrictions }).reason).toBe(reason);
	});

	it('a restriction without an end holds until Meta lifts it', () => {
		const restrictions = [{ kind: 'business_initiated' as const, expiresAt: null }];
		expect(decide({ restrictions })).toMatchObject({ reason: 'restricted', retryAt: null });
	});
});

describe('decideCall and the hours', () => {
	const decideAt = (now: string, ...changes: Change[]) => {
		const open = { ...WISH, scope: 'standing' as const, expiresAt: null };
		const permission = { status: 'permanent' as const, expiresAt: null };
		return decideCall(facts({ wish: open, permission }, ...changes), DEFAULT_POLICY, now);
	};

	it.each([
		['one ms before the team opens', '2026-10-12T08:59:59.999+05:30', 'quiet_hours'],
		['when it opens', '2026-10-12T09:00:00.000+05:30', 'allowed'],
		['one ms before it closes', '2026-10-12T17:59:59.999+05:30', 'allowed'],
		['when it closes', '2026-10-12T18:00:00.000+05:30', 'team_closed'],
		['one ms before the quiet hours', '2026-10-12T20:59:59.999+05:30', 'team_closed'],
		['at the quiet hours', '2026-10-12T21:00:00.000+05:30', 'quiet_hours'],
	])('H1, H2: %s', (_when, now, reason) => {
		expect(decideAt(now).reason).toBe(reason);
	});

	it('H2: of several zones the customer must be awake in all', () => {
		const customerHours = quietIn('America/New_York', 'America/Los_Angeles');
		const teamHours = { ...TEAM, zone: 'America/New_York' };
		const decision = decideAt('2026-10-12T10:00:00-04:00', { customerHours, teamHours });
		// 10:00 in New York is 07:00 in Los Angeles, which wakes at 12:00 of New York.
		expect(decision).toMatchObject({
			reason: 'quiet_hours',
			retryAt: '2026-10-12T12:00:00-04:00',
		});
	});

	it('H2: nobody awake while the team is there: no retry is promised', () => {
		const customerHours = { zones: ['UTC'], quiet: { zones: ['UTC'], from: '00:00', to: '00:00' } };
		expect(decideAt(NOW, { customerHours })).toMatchObject({
			reason: 'quiet_hours',
			retryAt: null,
		});
	});

	it('H1: a holiday is told from a closed evening, with the next opening', () => {
		const teamHours = { ...TEAM, holidays: ['2026-10-12', '2026-10-13'] };
		expect(decideAt(NOW, { teamHours })).toMatchObject({
			reason: 'holiday',
			retryAt: '2026-10-14T09:00:00+05:30',
		});
	});

	it('H2: an unknown zone is asked for, and is never the team’s', () => {
		expect(decideAt(NOW, { customerHours: quietIn() })).toMatchObject({
			outcome: 'ask',
			reason: 'zone_unknown',
			needs: 'time_zone',
		});
		expect(decideAt(NOW, { customerHours: { zones: [], quiet: null } }).reason).toBe(
			'zone_unknown',
		);
	});

	it('H2: without quiet hours a known zone restricts nothing', () => {
		const customerHours = { zones: ['Pacific/Auckland'], quiet: null };
		expect(decideAt(NOW, { customerHours }).reason).toBe('allowed');
	});

	it('V3: where no representative is kept, nobody has to be ready', () => {
		expect(decideAt(NOW, { representatives: { kept: 0, ready: 0 } }).reason).toBe('allowed');
	});

	it.each([
		['nobody is kept', { kept: 0, ready: 0 }, {}],
		['nobody is ready', { kept: 2, ready: 0 }, {}],
		['nobody is ready, for a test contact', { kept: 2, ready: 0 }, { isTest: true }],
	])('V4: a call that only the desk can take is not placed if %s', (_what, readiness, more) => {
		const representatives = { ...readiness, isRequired: true };
		expect(decideAt(NOW, { representatives, ...more })).toMatchObject({
			outcome: 'schedule',
			reason: 'no_representative_ready',
		});
		const one = { ...representatives, ready: 1 };
		expect(decideAt(NOW, { representatives: one, ...more }).reason).toBe('allowed');
	});

	it('H4: the team’s hours do not matter to when a deferred customer may be called', () => {
		const now = '2026-10-12T18:00:00+05:30';
		expect(decideAt(now, { customerHours: 'deferred' })).toMatchObject({
			reason: 'team_closed',
			retryAt: '2026-10-13T09:00:00+05:30',
		});
		expect(decideAt('2026-10-12T22:00:00+05:30', { teamHours: 'deferred' })).toMatchObject({
			reason: 'quiet_hours',
			retryAt: '2026-10-13T09:00:00+05:30',
		});
	});
});

describe('decideCall for a test contact', () => {
	const test: Change = { isTest: true };
	const alone = { ...CLEAR, isTest: true };

	it.each(ROWS)('$check: the house rules are relaxed, all others hold', ({ check, change }) => {
		const relaxed = ['strikes', 'cool_down', 'team_hours', 'representative'];
		const allowed = decide(test, change).outcome === 'allow';
		expect(allowed).toBe(relaxed.includes(check));
	});

	it('what the law of a country asks for holds; without it the zone does not matter', () => {
		expect(decide(test, { customerHours: quietIn('Pacific/Auckland') }).reason).toBe('quiet_hours');
		expect(decide(test, { customerHours: quietIn() }).reason).toBe('zone_unknown');
		const customerHours = { zones: [], quiet: null };
		expect(decide(test, { customerHours }).reason).toBe('allowed');
	});

	it('at a quiet hour the retry waits for the customer alone', () => {
		const customerHours = quietIn('Pacific/Auckland');
		expect(decideCall({ ...alone, customerHours }, DEFAULT_POLICY, NOW).retryAt).toBe(
			'2026-10-13T09:00:00+13:00',
		);
	});

	it('a team whose hours nobody has set does not hold it up', () => {
		expect(decide(test, { teamHours: null }).reason).toBe('allowed');
	});

	it('a live call is looked at again soon: no cool-down follows it', () => {
		const changes = { callInProgress: true, lastCallAttemptAt: later(-60_000) };
		expect(decide(test, changes).retryAt).toBe(later(5 * 60_000));
	});
});

describe('decideCall and what Meta says', () => {
	it.each([
		['business_initiated', 'restricted'],
		['both', 'restricted'],
		['unknown', 'restricted'],
		['user_initiated', 'allowed'],
		['call_button_hidden', 'allowed'],
	] as const)('a restriction of kind %s: %s', (kind, reason) => {
		expect(decide({ restrictions: [{ kind, expiresAt: null }] }).reason).toBe(reason);
	});

	it.each(BARRED_BUSINESS_COUNTRIES)('a business number of %s may not call out', (country) => {
		expect(decide({ businessCountry: country }).reason).toBe('country_barred');
	});

	it.each(['IN', 'GB', 'BR', 'MX', 'TR', null])(
		'a business number of %s may call out',
		(country) => {
			expect(decide({ businessCountry: country }).reason).toBe('allowed');
		},
	);

	it.each([
		['permanent', 'allowed'],
		['temporary', 'allowed'],
		['none', 'no_permission'],
		['unknown', 'no_permission'],
	] as const)('P3: permission %s: %s', (status, reason) => {
		expect(decide({ permission: { status } }).reason).toBe(reason);
	});

	it('P3: a granted permission with which Meta still lets nobody call is none', () => {
		expect(decide({ permission: { canCall: false } }).reason).toBe('no_permission');
	});

	it('P3: a limit that is not used up to the last call allows it', () => {
		const permission = { canCall: true, callLimitResetsAt: later(HOUR_MS) };
		expect(decide({ permission }).reason).toBe('allowed');
	});

	it('P3: Meta cannot be asked: no call, and nothing to ask the customer for', () => {
		expect(decide({ permission: null })).toMatchObject({
			outcome: 'schedule',
			reason: 'permission_unavailable',
			needs: null,
			retryAt: later(5 * 60_000),
		});
	});

	it('a call in progress is looked at again after the cool-down of its own attempt', () => {
		const lastCallAttemptAt = later(-60_000);
		expect(decide({ callInProgress: true, lastCallAttemptAt })).toMatchObject({
			reason: 'call_in_progress',
			retryAt: later(4 * HOUR_MS - 60_000),
		});
	});

	it.each([
		[0, 'allowed'],
		[1, 'allowed'],
		[2, 'unanswered_twice'],
		[3, 'unanswered_twice'],
	])('P6: %i unanswered calls in a row: %s', (strikes, reason) => {
		expect(decide({ strikes }).reason).toBe(reason);
	});

	it('the policy sets strikes and cool-down', () => {
		const policy = { ...DEFAULT_POLICY, strikes: 3, coolDownHours: 0.5 };
		const changed = facts({ strikes: 2, lastCallAttemptAt: later(-HOUR_MS) });
		expect(decideCall(changed, policy, NOW).reason).toBe('allowed');
	});

	it('is a function of its arguments alone', () => {
		const before = structuredClone(CLEAR);
		expect(decideCall(CLEAR, DEFAULT_POLICY, NOW)).toEqual(decideCall(CLEAR, DEFAULT_POLICY, NOW));
		expect(CLEAR).toEqual(before);
	});
});
