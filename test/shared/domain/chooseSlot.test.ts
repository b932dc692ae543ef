import { describe, expect, it } from 'vitest';
import type { BusinessHours } from '../../../nodes/shared/domain/businessHours';
import { chooseSlot, nextSlots, type SlotCalendar } from '../../../nodes/shared/domain/chooseSlot';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';

/** Asia/Kolkata has one offset: every instant here is written on that clock. */
const HOURS: BusinessHours = {
	zone: 'Asia/Kolkata',
	weekly: [1, 2, 3, 4, 5, 6].map((day) => ({ day, from: '10:00', to: '19:00' })),
	holidays: [],
};

/** Monday to Wednesday. */
const at = (time: string, day = 12) => `2026-10-${day}T${time}:00+05:30`;
const NOW = at('12:10');

const calendar = (own: Partial<SlotCalendar> = {}): SlotCalendar => ({
	hours: HOURS,
	slots: DEFAULT_POLICY.slots,
	booked: [],
	...own,
});

const ask = (startAt: string, endAt: string | null = null) => ({ startAt, endAt });

const shorten = (instant: string) => instant.slice(8, 16);

function outcome(requests: ReturnType<typeof ask>[], own: Partial<SlotCalendar> = {}, now = NOW) {
	const choice = chooseSlot(requests, calendar(own), now);
	return choice.slot
		? shorten(choice.slot.startAt)
		: [choice.because, ...choice.near.map(({ startAt }) => shorten(startAt))];
}

const quietIn = (...zones: string[]) => ({
	hours: { ...HOURS, quiet: { zones, from: '21:00', to: '09:00' } },
});

describe('chooseSlot', () => {
	it.each([
		['a time that is open and free', [ask(at('15:00'))], {}, '12T15:00'],
		['any minute', [ask(at('15:10'))], {}, '12T15:10'],
		['a time without the notice that offers need', [ask(at('12:30'))], {}, '12T12:30'],
		[
			'of two readings the one that is open',
			[ask(at('04:00', 13)), ask(at('16:00', 13))],
			{},
			'13T16:00',
		],
		[
			'of two open readings the nearer one',
			[ask(at('11:00', 13)), ask(at('18:00', 13))],
			{},
			'13T11:00',
		],
		['the start of a range', [ask(at('10:00', 13), at('11:00', 13))], {}, '13T10:00'],
		[
			'the first free time of a range',
			[ask(at('10:00', 13), at('11:00', 13))],
			{ booked: [at('10:00', 13)] },
			'13T10:30',
		],
		['the rest of a part of day that has begun', [ask(at('12:00'), at('17:00'))], {}, '12T12:30'],
		['the open part of a range', [ask(at('09:00', 13), at('12:00', 13))], {}, '13T10:00'],
		[
			'a taken time while there is room for two',
			[ask(at('15:00'))],
			{ booked: [at('15:00')], slots: { ...DEFAULT_POLICY.slots, capacity: 2 } },
			'12T15:00',
		],
		['a time right after a booking', [ask(at('15:30'))], { booked: [at('15:00')] }, '12T15:30'],
	])('H3: takes %s', (_what, requests, own, expected) => {
		expect(outcome(requests, own)).toBe(expected);
	});

	it.each([
		['one that is over', [ask(at('11:00'))], {}, ['past', '12T13:30', '12T14:30', '12T15:30']],
		['one that begins now', [ask(NOW)], {}, ['past', '12T13:30', '12T14:30', '12T15:30']],
		[
			'one on a day off',
			[ask(at('12:00', 18))],
			{},
			['closed', '17T16:00', '17T17:00', '17T18:00'],
		],
		[
			'one after closing',
			[ask(at('20:00', 13))],
			{},
			['closed', '13T16:00', '13T17:00', '13T18:00'],
		],
		[
			'one that would end after closing',
			[ask(at('18:45'))],
			{},
			['closed', '12T16:30', '12T17:30', '12T18:30'],
		],
		[
			'a taken one',
			[ask(at('15:00', 13))],
			{ booked: [at('15:00', 13)] },
			['taken', '13T14:00', '13T15:30', '13T16:30'],
		],
		[
			'one that a booking reaches into',
			[ask(at('15:00', 13))],
			{ booked: [at('14:45', 13)] },
			['taken', '13T14:00', '13T15:30', '13T16:30'],
		],
		[
			'a range without room',
			[ask(at('10:00', 13), at('11:00', 13))],
			{ booked: [at('10:00', 13), at('10:30', 13)] },
			['taken', '13T11:00', '13T12:00', '13T13:00'],
		],
		[
			'one in the customer’s night, told on the customer’s clock',
			[ask(at('18:00', 13))],
			quietIn('Asia/Tokyo'),
			['closed', '13T18:30', '13T19:30', '13T20:30'],
		],
		[
			'one that is night in one of several zones',
			[ask(at('11:00', 13))],
			quietIn('Asia/Kolkata', 'Europe/London'),
			['closed', '13T13:30', '13T14:30', '13T15:30'],
		],
	])('H3: refuses %s and offers what is near', (_what, requests, own, expected) => {
		expect(outcome(requests, own)).toEqual(expected);
	});

	it('judges what is taken by the reading that is open', () => {
		const requests = [ask(at('04:00', 13)), ask(at('16:00', 13))];
		expect(outcome(requests, { booked: [at('16:00', 13)] })).toEqual([
			'taken',
			'13T15:00',
			'13T16:30',
			'13T17:30',
		]);
	});

	it('offers as many as the policy says, at the policy’s distance', () => {
		const slots = { ...DEFAULT_POLICY.slots, count: 2, spacingMinutes: 120 };
		expect(outcome([ask(at('20:00', 13))], { slots })).toEqual(['closed', '13T16:00', '13T18:00']);
	});

	it.each([
		['in the notice that offers need', at('12:30'), '12T13:30'],
		['after the notice', at('15:00'), '12T15:00'],
		['in the night', at('23:00'), '13T10:00'],
		['that is over', at('09:00'), '12T13:30'],
	])('P5: offers nothing before an instant %s', (_what, notBefore, expected) => {
		const [first] = nextSlots(calendar(), NOW, notBefore);
		expect(shorten(first?.startAt ?? '')).toBe(expected);
	});

	it('offers nothing if nothing is ever free', () => {
		const hours = { ...HOURS, weekly: [] };
		expect(outcome([ask(at('15:00'))], { hours })).toEqual(['closed']);
		expect(nextSlots(calendar({ hours }), NOW)).toEqual([]);
	});
});

describe('a slot over a clock change', () => {
	// Sunday 25 October 2026, 02:00 CEST → 01:00 GMT: 01:30 comes twice in London.
	const night = {
		hours: {
			zone: 'Europe/London',
			weekly: [{ day: 6, from: '22:00', to: '06:00' }],
			holidays: [],
		},
	};
	const now = '2026-10-24T20:00:00Z';

	it('DST: 01:30 the first time and 01:30 the second time are two slots', () => {
		for (const startAt of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
			const choice = chooseSlot([ask(startAt)], calendar(night), now);
			expect(Date.parse(choice.slot?.startAt ?? '')).toBe(Date.parse(startAt));
		}
	});

	it('DST: an overnight window closes by the clock on the wall, an hour later than usual', () => {
		const last = chooseSlot([ask('2026-10-25T05:30:00Z')], calendar(night), now);
		expect(last.slot?.endAt).toBe('2026-10-25T06:00:00+00:00');
		expect(chooseSlot([ask('2026-10-25T05:31:00Z')], calendar(night), now).slot).toBeNull();
	});
});
