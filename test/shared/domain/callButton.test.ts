import { describe, expect, it } from 'vitest';
import { callButtonMinutes, callButtonTerms } from '../../../nodes/shared/domain/callButton';

/** A Monday; the team goes home an hour later. */
const NOW = '2026-10-12T12:00:00.000Z';
const HOME = '2026-10-12T13:00:00.000Z';
const at = (time: string): string => `2026-10-12T${time}Z`;

const TEAM = {
	zone: 'UTC',
	weekly: [{ day: 1, from: '09:00', to: '13:00' }],
	holidays: [] as string[],
};
const there = {
	teamHours: TEAM,
	representatives: { kept: 1, ready: 1 },
	restrictions: [],
	isTest: false,
};

describe('callButtonTerms: the button ends with the shift (V3)', () => {
	const ALWAYS = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));

	it.each([
		['in the middle of the day', {}, NOW, HOME],
		['ten minutes before the team goes home', {}, at('12:50:00.000'), HOME],
		[
			'in the morning, with a break',
			{
				teamHours: {
					...TEAM,
					weekly: [
						{ day: 1, from: '09:00', to: '12:30' },
						{ day: 1, from: '14:00', to: '18:00' },
					],
				},
			},
			NOW,
			at('12:30:00.000'),
		],
		[
			'with a team that never closes: looked at for a day',
			{ teamHours: { ...TEAM, weekly: ALWAYS } },
			NOW,
			'2026-10-13T12:00:00.000Z',
		],
		['where no representative is kept', { representatives: { kept: 0, ready: 0 } }, NOW, HOME],
		['for a test contact, whoever is there: no end', { isTest: true, teamHours: null }, NOW, null],
		['where others judge the hours: no end', { teamHours: 'deferred' as const }, NOW, null],
	])('%s', (_when, change, now, until) => {
		expect(callButtonTerms({ ...there, ...change }, now)).toEqual({ until });
	});

	it.each([
		['a millisecond too late for ten minutes', {}, at('12:50:00.001'), /not there/],
		['after hours', {}, HOME, /not there/],
		['on a day off', { teamHours: { ...TEAM, holidays: ['2026-10-12'] } }, NOW, /not there/],
		['with hours that nobody set', { teamHours: null }, NOW, /not set/],
		['with nobody ready', { representatives: { kept: 2, ready: 0 } }, NOW, /no representative/],
	])('none %s', (_when, change, now, because) => {
		expect(callButtonTerms({ ...there, ...change }, now)).toEqual({
			because: expect.stringMatching(because),
		});
	});

	it.each([
		['business_initiated', false],
		['user_initiated', true],
		['call_button_hidden', true],
		['both', true],
	] as const)('Meta’s restriction of kind %s, as long as it lasts', (kind, hides) => {
		const restrictions = [{ kind, expiresAt: '2026-10-12T12:00:00.001Z' }];
		const terms = callButtonTerms({ ...there, restrictions }, NOW);
		expect(terms).toEqual(hides ? { because: `Meta restricts it (${kind})` } : { until: HOME });
		const over = [{ kind, expiresAt: NOW }];
		expect(callButtonTerms({ ...there, restrictions: over }, NOW)).toEqual({ until: HOME });
	});
});

describe('callButtonMinutes', () => {
	it.each([
		['whole minutes up to the end of the shift', at('12:20:59.999'), 39],
		['never longer than was wanted', NOW, 60],
		['ten at least', at('12:50:00.000'), 10],
		['none for less', at('12:50:00.001'), null],
		['none after the shift', at('13:00:01.000'), null],
	])('%s', (_what, now, expected) => {
		expect(callButtonMinutes(HOME, now, 60)).toBe(expected);
	});

	it('fewer minutes than ten, if they are wanted', () => {
		expect(callButtonMinutes(HOME, NOW, 5)).toBe(5);
	});

	it('none by an end that is no time', () => {
		expect(callButtonMinutes('soon', NOW, 60)).toBeNull();
	});
});
