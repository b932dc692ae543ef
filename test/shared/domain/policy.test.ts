import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, policyLabel, readPolicy } from '../../../nodes/shared/domain/policy';

const read = (body: unknown) => readPolicy({ name: 'default', version: 3, body });

describe('readPolicy', () => {
	it('without a stored policy gives the house rules', () => {
		expect(readPolicy(null)).toEqual(DEFAULT_POLICY);
		expect(DEFAULT_POLICY).toMatchObject({
			coolDownHours: 4,
			strikes: 2,
			offerLifetimeMinutes: 60,
			yesNowMinutes: 20,
			yesWaitsForPermissionMinutes: 20,
			ringLimitSeconds: 45,
			requestsPerHour: 30,
		});
	});

	it('takes what is stored and fills in the rest', () => {
		expect(read({ coolDownHours: 1, testContacts: ['+91 98123 45678'] })).toEqual({
			...DEFAULT_POLICY,
			version: 3,
			coolDownHours: 1,
			testContacts: ['919812345678'],
		});
	});

	it.each([
		['a text', 'four'],
		['a negative number', -1],
		['no number', Number.NaN],
		['infinity', Number.POSITIVE_INFINITY],
		['null', null],
	])('ignores %s where a number belongs', (_what, value) => {
		expect(read({ coolDownHours: value }).coolDownHours).toBe(4);
	});

	it.each([
		['strikes', 0, 2],
		['strikes', 1, 1],
		['strikes', 4, 2],
		['strikes', 1.5, 2],
		['ringLimitSeconds', 1, 45],
		['ringLimitSeconds', 5, 5],
		['coolDownHours', 0, 0],
		['coolDownHours', 0.5, 0.5],
		['coolDownHours', 721, 4],
	] as const)('%s of %i is read as %i', (key, stored, expected) => {
		expect(read({ [key]: stored })[key]).toBe(expected);
	});

	it.each([[null], ['text'], [7], [[1, 2]]])('a body that is %j is no policy', (body) => {
		expect(read(body)).toEqual({ ...DEFAULT_POLICY, version: 3 });
	});

	it.each([
		['team', 'always', DEFAULT_POLICY.team],
		['team', { zone: 'Mars/Olympus' }, DEFAULT_POLICY.team],
		['team', { zone: 'Asia/Kolkata' }, { ...DEFAULT_POLICY.team, zone: 'Asia/Kolkata' }],
		['team', { weekly: 'never' }, DEFAULT_POLICY.team],
		['team', { weekly: [] }, { ...DEFAULT_POLICY.team, weekly: [] }],
		['quietHours', { from: '21:00' }, DEFAULT_POLICY.quietHours],
		['quietHours', 'none', DEFAULT_POLICY.quietHours],
		['quietHours', null, null],
		['slots', { count: 2, capacity: 0 }, { ...DEFAULT_POLICY.slots, count: 2 }],
		['guard', { fewCalls: 1, cleanDays: 10 }, { ...DEFAULT_POLICY.guard, cleanDays: 10 }],
		['recording', 'yes', DEFAULT_POLICY.recording],
		['recording', { calls: true, keepDays: 0 }, { ...DEFAULT_POLICY.recording, calls: true }],
		['recapFields', ['plan', 'sentiment', 5], ['plan']],
		['thresholds', [500], DEFAULT_POLICY.thresholds],
		['thresholds', { INR: 1, XYZ: 2, USD: -3 }, { INR: 1 }],
		['language', 5, 'en'],
		['texts', { not_now: { en: 'Later.' }, made_up: {} }, { not_now: { en: 'Later.' } }],
	])('%s stored as %j is read as %j', (key, stored, expected) => {
		expect(read({ [key]: stored })).toEqual({ ...DEFAULT_POLICY, version: 3, [key]: expected });
	});

	it('of a week with a broken window keeps the others: a team is never taken to be there longer', () => {
		const good = { day: 2, from: '09:00', to: '18:00' };
		const weekly = [
			good,
			{ day: 9, from: '09:00', to: '18:00' },
			{ day: 3, from: 'x', to: '18:00' },
		];
		expect(read({ team: { weekly } }).team.weekly).toEqual([good]);
	});

	it('keeps only test contacts that are phone numbers', () => {
		expect(read({ testContacts: ['', 'x', 5, null, '49 30 1'] }).testContacts).toEqual(['49301']);
	});

	it('is named by its version', () => {
		expect(policyLabel(read({}))).toBe('default@3');
		expect(policyLabel(readPolicy(null))).toBe('default@0');
	});
});
