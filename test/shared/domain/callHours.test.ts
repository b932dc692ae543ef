import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenAt, type BusinessHours } from '../../../nodes/shared/domain/businessHours';
import { callHoursOf, MOST_CLOSED } from '../../../nodes/shared/domain/callHours';
import { overlapping } from '../../../nodes/shared/domain/weekMinutes';
import { settingsRequest } from '../../../nodes/shared/wire/requests';
import { isWithinHours } from '../../simulator/calls/callHours';
import type { Json } from '../../simulator/readValue';

const NOW = '2026-11-23T08:00:00Z'; // a Monday

const hours = (rest: Partial<BusinessHours>): BusinessHours => ({
	zone: 'UTC',
	weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
	holidays: [],
	...rest,
});

describe('callHoursOf (V3)', () => {
	it.each<[string, BusinessHours['weekly'], BusinessHours['weekly']]>([
		[
			'keeps windows of one day',
			[{ day: 1, from: '09:00', to: '18:00' }],
			[{ day: 1, from: '09:00', to: '18:00' }],
		],
		[
			'splits an overnight window at midnight',
			[{ day: 5, from: '22:00', to: '02:00' }],
			[
				{ day: 5, from: '22:00', to: '23:59' },
				{ day: 6, from: '00:00', to: '02:00' },
			],
		],
		[
			'takes Sunday night into Monday',
			[{ day: 7, from: '22:00', to: '02:00' }],
			[
				{ day: 1, from: '00:00', to: '02:00' },
				{ day: 7, from: '22:00', to: '23:59' },
			],
		],
		[
			'knows a window that ends at midnight',
			[{ day: 2, from: '12:00', to: '00:00' }],
			[{ day: 2, from: '12:00', to: '23:59' }],
		],
		[
			'holds a whole day in one window',
			[{ day: 2, from: '00:00', to: '00:00' }],
			[{ day: 2, from: '00:00', to: '23:59' }],
		],
		[
			'joins windows that touch, so that two a day suffice',
			[
				{ day: 3, from: '13:00', to: '18:00' },
				{ day: 3, from: '09:00', to: '13:00' },
			],
			[{ day: 3, from: '09:00', to: '18:00' }],
		],
	])('%s', (_, weekly, expected) => {
		expect(callHoursOf(hours({ weekly }), NOW).weekly).toEqual(expected);
	});

	const NIGHTS = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '22:00', to: '02:00' }));

	it.each<[string, Partial<BusinessHours>, object[]]>([
		[
			'closes a day off',
			{ holidays: ['2026-12-25'] },
			[{ date: '2026-12-25', from: '00:00', to: '23:59' }],
		],
		['leaves out a day off that is over', { holidays: ['2026-11-20'] }, []],
		[
			'keeps a day off that is today',
			{ holidays: ['2026-11-23'] },
			[{ date: '2026-11-23', from: '00:00', to: '23:59' }],
		],
		[
			'lets the night before run on into a day off, and closes the night of the day off to its end',
			{ weekly: NIGHTS, holidays: ['2026-12-25'] },
			[
				{ date: '2026-12-25', from: '02:00', to: '23:59' },
				{ date: '2026-12-26', from: '00:00', to: '02:00' },
			],
		],
		[
			'closes two days off in a row without a gap',
			{ weekly: NIGHTS, holidays: ['2026-12-26', '2026-12-25'] },
			[
				{ date: '2026-12-25', from: '02:00', to: '23:59' },
				{ date: '2026-12-26', from: '00:00', to: '23:59' },
				{ date: '2026-12-27', from: '00:00', to: '02:00' },
			],
		],
	])('%s', (_, rest, closed) => {
		expect(callHoursOf(hours(rest), NOW).closed).toEqual(closed);
	});

	it('holds the next 20 days off, and says how many are left', () => {
		const holidays = Array.from(
			{ length: 23 },
			(_, index) => `2027-01-${String(index + 1).padStart(2, '0')}`,
		);
		const { closed, left } = callHoursOf(hours({ holidays: [...holidays].reverse() }), NOW);
		expect(closed.map(({ date }) => date)).toEqual(holidays.slice(0, MOST_CLOSED));
		expect(left).toBe(3);
	});

	const time = fc
		.integer({ min: 0, max: 47 })
		.map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
	const window = fc.record({ day: fc.integer({ min: 1, max: 7 }), from: time, to: time });
	const dayOff = fc
		.integer({ min: 0, max: 13 })
		.map((days) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString().slice(0, 10));

	it('opens and closes as the team does, in the words of Meta’s request, but for the minute before midnight', () => {
		const zones = ['UTC', 'Asia/Kolkata', 'America/Sao_Paulo'];
		fc.assert(
			fc.property(
				fc.constantFrom(...zones),
				fc
					.array(window, { minLength: 1, maxLength: 5 })
					.filter((weekly) => overlapping(weekly).length === 0),
				fc.uniqueArray(dayOff, { maxLength: 3 }),
				fc.integer({ min: 24 * 60, max: 14 * 24 * 60 }),
				(zone, weekly, holidays, minutes) => {
					const team = hours({ zone, weekly, holidays });
					const { closed, left: _, ...rest } = callHoursOf(team, NOW);
					let body: Json;
					try {
						body = settingsRequest({ callHours: { ...rest, holidays: closed } }) as Json;
					} catch {
						return; // More windows a day than WhatsApp holds; refused by day.
					}
					const at = Date.parse(NOW) + minutes * 60_000;
					const clock = new Intl.DateTimeFormat('en-GB', {
						timeZone: zone,
						timeStyle: 'short',
					}).format(at);
					if (clock === '23:59') return;
					const hoursSent = (body.calling as Json).call_hours as Json;
					expect(isWithinHours(hoursSent, at)).toBe(isOpenAt(team, new Date(at).toISOString()));
				},
			),
			{ numRuns: 400 },
		);
	});
});
