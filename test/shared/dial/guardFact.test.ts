import { describe, expect, it } from 'vitest';
import { guardFact } from '../../../nodes/shared/dial/guardFact';
import { upkeep } from '../../../nodes/shared/dial/upkeep';
import type { DialResult } from '../../../nodes/shared/dial/dialResult';
import { at, Dialling, heldReason, LINE } from './harness';
import { redVerdict } from './redVerdict';
import { ok } from './scriptedGraph';

/** It is 17:30 in the team's zone: 6 h 30 to the next day. */
const story = new Dialling();
const NEXT_DAY = at(6.5 * 3600);

let people = 0;

/** Somebody else every time: nothing but the guard stands in the way. */
async function call(isTest = false): Promise<DialResult> {
	const person = ++people;
	const contact = await story.customer({ waId: `9198${String(person).padStart(8, '0')}` });
	if (isTest) {
		await story.do(async ({ contacts }) => await contacts.setTest(contact.id, true, story.now));
	}
	const wish = await story.yes(contact, `wamid.${person}`);
	story.answers = [ok({ calls: [{ id: `wacid.${person}` }] })];
	return await story.dial(wish, contact, `run-${person}`);
}

const turnRed = async (attemptsPerDay: number) =>
	await story.do(async ({ guards, policies }) => {
		const body = { team: { zone: 'Asia/Kolkata' }, guard: { attemptsPerDay } };
		await policies.put('default', LINE, body, story.now);
		await guards.put(LINE, redVerdict(story.now), story.now);
	});

const fact = async () => await story.do(async (tx) => await guardFact(LINE, null, story.now, tx));

describe('M2: calls of a red number, at dial time', () => {
	it('so many a day go out, counted live; the next is held until the team’s next day', async () => {
		await turnRed(2);
		expect((await call()).started).toBe(true);
		story.seconds = 10;
		expect((await call()).started).toBe(true);
		story.seconds = 20;
		const third = await call();
		expect(heldReason(third)).toBe('quality_guard');
		expect(third.decision).toMatchObject({ outcome: 'deny', retryAt: NEXT_DAY });
		expect(story.posted('connect')).toHaveLength(2);
	});

	it('P10: many at once stay within the limit', async () => {
		await turnRed(3);
		const results = await Promise.all(Array.from({ length: 8 }, async () => await call()));
		expect(results.filter(({ started }) => started)).toHaveLength(3);
		expect(new Set(results.map(heldReason))).toEqual(new Set([null, 'quality_guard']));
		expect(story.posted('connect')).toHaveLength(3);
	});

	it('one ms before that day it is held still, at its start it goes', async () => {
		await turnRed(1);
		expect((await call()).started).toBe(true);
		story.seconds = 6.5 * 3600 - 0.001;
		expect(heldReason(await call())).toBe('quality_guard');
		story.seconds = 6.5 * 3600;
		expect((await call()).started).toBe(true);
	});

	it('calls of the day before it turned red count too, and those of yesterday do not', async () => {
		expect((await call()).started).toBe(true);
		await turnRed(5);
		expect(await fact()).toMatchObject({
			attemptsToday: 1,
			attemptsPerDay: 5,
			nextDayAt: NEXT_DAY,
		});
		story.seconds = 6.5 * 3600;
		expect(await fact()).toMatchObject({ attemptsToday: 0, nextDayAt: at(30.5 * 3600) });
	});

	it('a call that was held is no attempt', async () => {
		await turnRed(0);
		expect(heldReason(await call())).toBe('quality_guard');
		expect((await fact())?.attemptsToday).toBe(0);
	});

	it('a test contact is called, and does not use the day up', async () => {
		await turnRed(1);
		expect((await call(true)).started).toBe(true);
		expect((await fact())?.attemptsToday).toBe(0);
		expect((await call()).started).toBe(true);
	});

	it('a number that was never judged is not watched', async () => {
		expect(await fact()).toBeNull();
		expect((await call()).started).toBe(true);
	});

	it('upkeep judges the number without anybody asking', async () => {
		await call();
		const attempt = await story.attempt(`yes:wamid.${people}`);
		const ended = { status: 'ended' as const, outcome: 'no_answer' as const, errorCode: null };
		const event = { ...ended, callId: attempt.callId ?? '', at: story.now };
		await story.do(async ({ attempts }) => await attempts.applyCall(attempt.id, event, story.now));
		await upkeep({ ...story.ports(), appKey: 'app', isOurs: async () => false });
		const record = await story.do(async ({ guards }) => await guards.get(LINE));
		expect(record).toMatchObject({ level: 'green', judgedAt: story.now });
		expect(record?.measures[0]).toMatchObject({ count: 0, sample: 1 });
	});

	it('without a zone of the team its days are those of UTC', async () => {
		await story.do(async ({ guards, lines }) => {
			// A number of Brazil, whose country has several zones.
			const line = { phoneNumberId: LINE, displayPhoneNumber: '5511999990000', wabaId: '1' };
			await lines.learn(line, story.now);
			await guards.put(LINE, redVerdict(story.now), story.now);
		});
		expect((await fact())?.nextDayAt).toBe('2026-10-11T00:00:00.000Z');
	});
});
