import { describe, expect, it, vi } from 'vitest';
import * as qualityGuard from '../../../nodes/shared/domain/qualityGuard';
import { GuardDays, LINE, type GuardDay } from './guardDays';

/** Clocks there go back from 24:00 to 23:00 on 2018-02-17, ten days after the start. */
const START = '2018-02-07';
const days = new GuardDays(START, 'America/Sao_Paulo');

/** `['red', 'red', 'green']` → `R2 G1`, as the pure rules' tests write it. */
const inRuns = (levels: string[]) =>
	[
		...levels
			.map((level) => level[0]?.toUpperCase())
			.join('')
			.matchAll(/(.)\1*/g),
	]
		.map(([run]) => `${run[0]}${run.length}`)
		.join(' ');

type Plan = Record<number, GuardDay>;

/** The level at 20:00 of every day; n8n is down on `downDays`, and starts anew every week. */
async function levels(plan: Plan, count: number, isDown = (_day: number) => false) {
	const seen: string[] = [];
	for (let day = 0; day < count; day++) {
		if (day % 7 === 3) await days.restart();
		if (isDown(day)) seen.push('down');
		else seen.push(await days.live(day, plan[day]));
	}
	return inRuns(seen);
}

describe('M2: a number over many days of the team, judged from the ledger', () => {
	it.each<[string, Plan, string]>([
		['half of 30 calls answered: green', { 0: { calls: 30, answered: 15 } }, 'G40'],
		[
			'14 of 30 calls answered: amber for the seven days that they count',
			{ 0: { calls: 30, answered: 14 } },
			'A7 G33',
		],
		[
			'9 of 30 calls answered: red, then 30 whole days without amber after the seven',
			{ 0: { calls: 30, answered: 9 } },
			'R38 G2',
		],
		['29 calls, none answered, prove nothing', { 0: { calls: 29 } }, 'G40'],
		[
			'five calls, unanswered and all of them refused, never turn it red',
			{ 0: { calls: 5, optOuts: 5 } },
			'A7 G33',
		],
		[
			'five calls, two of them repeats and one refused, never turn it red',
			{ 0: { calls: 3, optOuts: 1, repeats: 2 } },
			'A7 G33',
		],
		[
			'one opt-out of 30 calls is over 0.8 %, and amber',
			{ 3: { calls: 30, answered: 30, optOuts: 1 } },
			'G3 A7 G30',
		],
		['three opt-outs of 30 calls: red', { 3: { calls: 30, answered: 30, optOuts: 3 } }, 'G3 R37'],
		[
			'calls repeated within 10 s: amber at the first, red at the third',
			{ 0: { calls: 9, answered: 9, repeats: 1 }, 2: { calls: 9, answered: 9, repeats: 2 } },
			'A2 R38',
		],
	])('%s', async (_what, plan, expected) => {
		expect(await levels(plan, 40)).toBe(expected);
	});

	it('red ends at midnight of the team’s zone, one ms before it is red still', async () => {
		await days.live(0, { calls: 30, answered: 9 });
		const endsAt = '2018-03-17T03:00:00.000Z';
		expect((await days.record())?.redEndsAt).toBe('2018-03-10T03:00:00.000Z');
		// The calls stop to count in the middle of day 7; thirty whole days follow.
		days.goTo(38, '00:00');
		expect(days.now).toBe(endsAt);
		days.pass(-0.001);
		expect(await days.level()).toBe('red');
		expect((await days.record())?.redEndsAt).toBe(endsAt);
		days.pass(60);
		expect(await days.level()).toBe('green');
	});

	it('n8n down for three weeks: the days that passed are judged when it is back', async () => {
		const plan: Plan = { 0: { calls: 30, answered: 9 } };
		expect(await levels(plan, 40, (day) => day > 0 && day < 22)).toBe('R1 D21 R16 G2');
	});

	it('down from before the judgement of a bad day: it is found red all the same', async () => {
		await days.live(0, { calls: 30, answered: 30 });
		for (let index = 0; index < 80; index++) {
			days.pass(60);
			await days.call(await days.customer(), 'no_answer');
		}
		await days.restart();
		days.goTo(20, '09:00');
		expect(await days.level()).toBe('red');
		expect(await days.record()).toMatchObject({
			reasons: ['recovering'],
			redSince: expect.stringContaining('2018-02-07T'),
		});
	});

	it('a number that was never judged is judged by all that the ledger has', async () => {
		const judged = vi.spyOn(qualityGuard, 'judgeQuality');
		await days.live(0, { calls: 30, answered: 30 });
		expect(judged).toHaveBeenCalledTimes(1);
		expect(judged.mock.calls[0]?.[0].records.calls).toHaveLength(30);
		judged.mockRestore();
	});

	it('keeps sample sizes and reasons for whoever asks', async () => {
		await days.live(0, { calls: 40, answered: 12 });
		expect(await days.record()).toMatchObject({
			level: 'red',
			reasons: ['answer_rate'],
			mayRequestPermission: false,
			attemptsPerDay: 1000,
			judgedAt: days.now,
			phoneNumberId: LINE,
		});
		expect((await days.record())?.measures[0]).toMatchObject({ count: 12, sample: 40 });
	});
});

describe('M2: Meta’s own word', () => {
	const warn = async (about: 'business_initiated' | 'user_initiated', key: string) =>
		await days.do(async ({ guards }) => await guards.warn(LINE, { about, at: days.now }, key));

	it('a warning turns it red without a call, once however often it comes', async () => {
		days.goTo(1, '12:00');
		await warn('business_initiated', 'e1');
		await warn('business_initiated', 'e1');
		expect(await days.level()).toBe('red');
		expect((await days.record())?.reasons).toEqual(['meta_warnings']);
		expect((await days.record())?.measures[3]?.count).toBe(1);
		days.goTo(9, '12:00');
		expect(await days.level()).toBe('red');
		expect((await days.record())?.reasons).toEqual(['recovering']);
	});

	it('a warning about calls of customers is amber', async () => {
		await warn('user_initiated', 'e1');
		expect(await days.level()).toBe('amber');
	});

	it('a restriction is red for as long as Meta says, and leaves nothing behind', async () => {
		await days.live(0, { calls: 30, answered: 30 });
		const until = new Date(Date.parse(days.now) + 3_600_000).toISOString();
		const restriction = { kind: 'business_initiated' as const, expiresAt: until };
		await days.do(async ({ lines }) => await lines.restrict(LINE, restriction, days.now, days.now));
		days.pass(60);
		expect(await days.level()).toBe('red');
		expect(await days.record()).toMatchObject({ redSince: null, attemptsPerDay: 0 });
		days.pass(3600);
		expect(await days.level()).toBe('green');
	});
});

describe('M2: one record a number', () => {
	it('is judged once a minute, however many ask', async () => {
		await days.live(0, { calls: 30, answered: 9 });
		const first = await days.record();
		days.pass(59.999);
		await days.judge();
		expect(await days.record()).toEqual(first);
		days.pass(0.001);
		await days.judge();
		expect((await days.record())?.judgedAt).toBe(days.now);
	});

	it('two processes that judge at once keep one record, of one judgement', async () => {
		await days.live(0, { calls: 30, answered: 9 });
		days.pass(60);
		const other = await days.open();
		const put = vi.spyOn(qualityGuard, 'judgeQuality');
		await Promise.all([days.judge(), days.judge(other), days.judge(), days.judge(other)]);
		expect(put).toHaveBeenCalledTimes(1);
		put.mockRestore();
		expect(await other.transaction(async ({ guards }) => await guards.get(LINE))).toEqual(
			await days.record(),
		);
		expect((await days.record())?.level).toBe('red');
	});

	it('a clock that was set back does not stop it', async () => {
		await days.live(5, { calls: 30, answered: 30 });
		days.goTo(4, '20:00');
		await days.judge();
		expect((await days.record())?.judgedAt).toBe(days.now);
	});

	it('goes by the settings of the number', async () => {
		const stricter = { team: { zone: 'America/Sao_Paulo' }, guard: { leastAnswered: 0.9 } };
		await days.do(async ({ policies }) => await policies.put('default', LINE, stricter, days.now));
		expect(await days.live(0, { calls: 30, answered: 20 })).toBe('red');
	});

	it('counts no test contacts', async () => {
		days.goTo(0, '10:00');
		for (let index = 0; index < 40; index++) {
			days.pass(60);
			const contact = await days.customer();
			await days.do(async ({ contacts }) => await contacts.setTest(contact.id, true, days.now));
			await days.call(contact, 'no_answer');
		}
		await days.judge();
		expect((await days.record())?.level ?? 'green').toBe('green');
	});
});
