import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { beforeAll, describe, expect, it } from 'vitest';
import { correctBrief } from '../stack/correctBrief';
import { ledgerRows } from '../stack/ledgerRows';
import type { StoredWorkflow, WorkflowJson } from '../stack/n8nApi';
import { repositoryRoot } from '../stack/repositoryRoot';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { messagesTo, tapsOf, wordsOf } from './support/chat';
import { Clock } from './support/clock';
import { publishTemplate, withParameters } from './support/flows';
import { heardBy, untilHeard } from './support/heardBy';
import {
	attemptsOf,
	callbacksOf,
	contactIdOf,
	untilAttemptEnds,
	untilQuiet,
} from './support/inLedger';
import { operate, publishOperation } from './support/operations';
import { Phone, type Habits } from './support/phone';
import { callsOf, connectsTo } from './support/seenByMeta';
import { SOON_BACK, startAgain } from './support/startAgain';

const ZONE = 'Europe/London';

/**
 * What the customer hears after a call, with the templates as they are shipped (V2, V6, V7, P6): the
 * right thing once, whatever became of the call, of n8n and of Meta's events meanwhile. Everybody
 * lives in London, and so does the team.
 */
const stack = useStack({
	templates: [],
	policy: {
		team: {
			zone: ZONE,
			weekly: [1, 2, 3, 4, 5, 6].map((day) => ({ day, from: '09:00', to: '19:00' })),
			holidays: [],
		},
		quietHours: { from: '21:00', to: '09:00' },
	},
	simulatorArgs: ['--no-media'],
	env: SOON_BACK,
	// While it starts, n8n takes no delivery.
	preloads: [join(repositoryRoot(), 'test', 'e2e', 'support', 'killPreload.cjs')],
});
const clock = new Clock(stack);

const MINUTE_MS = 60_000;

/** How long a busy machine may take for what happens to everybody at once. */
const CATCH_UP_MS = 240_000;
const WEDNESDAY = 3;

/** What the shop knows of everybody, so that there is something to recap; too small for an offer. */
const CART = { value: 120, currency: 'GBP', items: 'Gotland cushion' };

const switches = (changes: object) => stack().simulator.post('/sim/switches', changes);

/** In seconds of the simulator's clock: long enough to be a talk and no early hang-up (P6). */
const TALK_MS = 6500;

const TALKS: Habits = { on_ring: 'answer', answer_after_ms: 200, talk_ms: TALK_MS };
const IGNORES: Habits = { on_ring: 'ignore' };

/** Rings before nobody is thought to answer; for ever where a test says so. */
const RING_MS = 8000;

beforeAll(async () => {
	await operate(stack(), 'whatsAppCalling', {
		resource: 'template',
		operation: 'createStarterSet',
	});
	const triage = await publishTemplate(stack(), '22-triage.json');
	await publishTemplate(stack(), '01-messages.json', {
		setUp: (template) =>
			withTriage(withParameters(template, 'Escalation Check', { cart: CART }), triage),
	});
	for (const file of ['02-calls', '04-callbacks', '20-recap-and-rating', '21-reminders'])
		await publishTemplate(stack(), `${file}.json`);
	await switches({ ring_timeout_ms: RING_MS, accept_deadline_ms: 2000 });
	await clock.moveTo('10:30', { weekday: WEDNESDAY });
});

/** What the set-up of 22 says: who comes while nobody is there is asked what it is about. */
function withTriage(template: WorkflowJson, { id }: StoredWorkflow): WorkflowJson {
	const name = 'Triage';
	const workflowId = { __rl: true, mode: 'id', value: id };
	const ask = {
		name,
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		position: [0, 0] as [number, number],
		parameters: { workflowId, options: {} },
	};
	// Its outputs are Open, Closed and Slot Booked.
	const { main } = template.connections['Business Hours'] as { main: unknown[] };
	const closed = [{ node: name, type: 'main', index: 0 }];
	const connections = {
		...template.connections,
		'Business Hours': { main: [main[0], closed, main[2]] },
	};
	return { ...template, nodes: [...template.nodes, ask], connections };
}

async function permitted(habits: Habits): Promise<Phone> {
	const phone = await Phone.create(stack(), habits);
	await phone.allowInProfile();
	return phone;
}

/** Somebody who asked to be called, as soon as Meta was asked for the call. */
async function called(habits: Habits): Promise<Phone> {
	const phone = await permitted(habits);
	await phone.write('call me now please');
	await until(
		'the call to be placed',
		CATCH_UP_MS,
		async () => (await callsOf(stack(), phone)).length > 0 || undefined,
	);
	return phone;
}

const untilCallIs = async (phone: Phone, state: string) =>
	await until(`the call to be ${state}`, CATCH_UP_MS, async () => {
		const call = (await callsOf(stack(), phone)).at(-1);
		return call?.state === state ? call : undefined;
	});

/** A button of the newest message that has one like it. */
async function buttonOf(phone: Phone, prefix: string, index = 0): Promise<string> {
	const taps = (await messagesTo(stack(), phone)).toReversed().map(tapsOf);
	const fitting = taps.map((each) => each.filter(({ id }) => id.startsWith(prefix)));
	return fitting.find((each) => each.length > 0)?.[index]?.id ?? `no ${prefix}`;
}

const rows = <T>(sql: string, ...values: string[]): T[] =>
	ledgerRows<T>(stack().dir, sql, ...values);

/** All that the customers of this file are to hear from first to last, and how often they are rung. */
const expected = new Map<Phone, { heard: string[]; connects: number }>();

async function expectHeard(phone: Phone, heard: string[], connects = 1): Promise<void> {
	expected.set(phone, { heard, connects });
	expect(await untilHeard(stack(), phone, heard.length, CATCH_UP_MS)).toEqual(heard);
	expect(await connectsTo(stack(), phone)).toHaveLength(connects);
}

/** Talks while no event of the call comes through. */
let talksUnheard: Phone;
/** Nobody knows of the call that rings there, not even its id. */
let ringsUnheard: Phone;

describe('V2: no event of a call comes for an hour', () => {
	beforeAll(async () => {
		await switches({ hold_call_events: true, ring_timeout_ms: null });
		await fault({ match: { action: 'connect' }, times: 1, drop_response: true });
		ringsUnheard = await called(IGNORES);
		talksUnheard = await called({ ...TALKS, talk_ms: 2000 });
		await untilCallIs(talksUnheard, 'accepted');
		await clock.jump(20_000);
		await untilCallIs(talksUnheard, 'ended');
		await untilCallIs(ringsUnheard, 'ringing');
	});

	it('after the sweep’s 2 and 10 minutes both count as failed, and another time is offered', async () => {
		const both = [talksUnheard, ringsUnheard];
		const statuses = (wanted: string) =>
			both.every((phone) => attemptsOf(stack(), phone)[0]?.status === wanted) || undefined;
		await clock.jump(2 * MINUTE_MS + 1000);
		await until('both attempts to be unknown', 30_000, () => statuses('unknown'));
		await clock.jump(10 * MINUTE_MS + 1000);
		await until('both attempts to end', 30_000, () => statuses('ended'));
		for (const phone of both) {
			expect(attemptsOf(stack(), phone)).toMatchObject([{ outcome: 'failed', provisional: 1 }]);
			await expectHeard(phone, ['call_failed']);
		}
	});

	it('an hour later all events come at once: they put right, once, what had been told of the talk', async () => {
		await clock.jump(47 * MINUTE_MS);
		await switches({ hold_call_events: false, ring_timeout_ms: RING_MS });
		await until(
			'the events to come in',
			30_000,
			() => attemptsOf(stack(), talksUnheard)[0]?.provisional === 0 || undefined,
		);
		await expectHeard(talksUnheard, ['call_failed', 'recap', 'rating']);
		expect(attemptsOf(stack(), talksUnheard)).toMatchObject([{ ...COMPLETED, verdict: 'failed' }]);
	});

	it('they show a phone that rings with nobody to talk to: it is ended, and nothing more is said', async () => {
		expect(await untilCallIs(ringsUnheard, 'ended')).toMatchObject({ ended_by: 'business' });
		await untilAttemptEnds(stack(), ringsUnheard, CATCH_UP_MS);
		await untilQuiet(stack(), CATCH_UP_MS);
		expect(attemptsOf(stack(), ringsUnheard)).toMatchObject([
			{ status: 'ended', outcome: 'failed' },
		]);
		await expectHeard(ringsUnheard, ['call_failed']);
	});
});

const fault = (body: object) => stack().simulator.post('/sim/faults', body);

interface Story {
	customer: string;
	play: () => Promise<Phone>;
	/** Of the attempt, as the ledger has it in the end; null: nobody of ours took part in the call. */
	attempt: object | null;
	/** Right after the call. */
	hears: string[];
}

const people = new Map<string, Promise<Phone>>();

/** Plays the stories side by side; what goes wrong in one of them shows when its customer is asked for. */
async function playAll(stories: Story[]): Promise<void> {
	for (const { customer, play } of stories) people.set(customer, play());
	await Promise.allSettled(people.values());
}

async function person(customer: string): Promise<Phone> {
	const phone = await people.get(customer);
	if (!phone) throw new Error(`Nobody ${customer}.`);
	return phone;
}

async function refuses(words: string): Promise<Phone> {
	const phone = await called(IGNORES);
	await untilCallIs(phone, 'ringing');
	await phone.write(words);
	return phone;
}

const COMPLETED = { status: 'ended', outcome: 'completed', error_code: null, provisional: 0 };
const NO_ANSWER = { ...COMPLETED, outcome: 'no_answer' };

/** Each has Meta or the line to itself until the call is placed. */
const ALONE: Story[] = [
	{
		customer: 'talks until the media fail',
		play: async () => {
			await switches({ fail_calls_with: 138021 });
			const phone = await called(TALKS);
			await untilCallIs(phone, 'ended');
			await switches({ fail_calls_with: null });
			return phone;
		},
		attempt: { ...COMPLETED, outcome: 'failed', error_code: 'media_receive_timeout' },
		hears: ['call_failed'],
	},
	{
		customer: 'talks, although Meta’s answer to connect was lost',
		play: async () => {
			await fault({ match: { action: 'connect' }, times: 1, drop_response: true });
			return await called(TALKS);
		},
		attempt: COMPLETED,
		hears: [],
	},
];

/** A talk waits for its brief: the customer hears nothing yet (V7). */
const TOGETHER: Story[] = [
	{
		customer: 'talks',
		play: async () => await called(TALKS),
		attempt: COMPLETED,
		hears: [],
	},
	{
		customer: 'talks, and the brief is confirmed later',
		play: async () => await called(TALKS),
		attempt: COMPLETED,
		hears: [],
	},
	{
		customer: 'talks until the representative hangs up',
		play: async () => {
			const phone = await called({ ...TALKS, talk_ms: undefined });
			const { id } = await untilCallIs(phone, 'accepted');
			await delay(TALK_MS);
			await hangUp({ line: LINE(), call: { id } });
			return phone;
		},
		attempt: COMPLETED,
		hears: [],
	},
	{
		customer: 'hangs up after 3 s',
		play: async () => await called({ ...TALKS, talk_ms: 3000 }),
		attempt: COMPLETED,
		hears: ['back_to_chat'],
	},
	{
		customer: 'does not answer',
		play: async () => await called(IGNORES),
		attempt: NO_ANSWER,
		hears: ['call_not_answered'],
	},
	{
		customer: 'declines',
		play: async () => await called({ on_ring: 'decline', answer_after_ms: 200 }),
		attempt: { ...COMPLETED, outcome: 'declined' },
		hears: ['call_not_answered'],
	},
	{
		customer: 'declines, takes a time, and refuses calls later',
		play: async () => await called({ on_ring: 'decline', answer_after_ms: 200 }),
		attempt: { ...COMPLETED, outcome: 'declined' },
		hears: ['call_not_answered'],
	},
	{
		customer: 'calls, and nobody answers',
		play: async () => {
			const phone = await Phone.create(stack());
			await phone.call();
			await untilCallIs(phone, 'ended');
			return phone;
		},
		attempt: null,
		hears: ['call_missed'],
	},
	{
		customer: 'refuses calls while it rings',
		play: async () => await refuses("please don't call me"),
		attempt: NO_ANSWER,
		hears: ['opt_out_confirmed'],
	},
	{
		customer: 'refuses everything while it rings',
		play: async () => await refuses('STOP, no calls and no messages please'),
		attempt: NO_ANSWER,
		hears: ['stop_confirmed'],
	},
	{
		customer: 'talks, and refuses everything before the recap',
		play: async () => {
			const phone = await called(TALKS);
			await untilCallIs(phone, 'ended');
			await phone.write('STOP, no calls and no messages please');
			return phone;
		},
		attempt: COMPLETED,
		hears: ['stop_confirmed'],
	},
];

const OFFERED_SLOTS = [
	'talks until the media fail',
	'does not answer',
	'declines',
	'calls, and nobody answers',
];

/** The times of the newest offer, as the customer's clock shows them. */
async function slotsOf(phone: Phone): Promise<DateTime[]> {
	const offer = (await messagesTo(stack(), phone)).at(-1);
	return (offer ? tapsOf(offer) : [])
		.filter(({ id }) => id.startsWith('wac:slot:'))
		.map(({ id }) => DateTime.fromSeconds(Number(id.split(':').at(-1)), { zone: ZONE }));
}

const ratingsOf = (phone: Phone) =>
	rows<{ attempt_id: string; rating: string; led_by: string | null }>(
		'SELECT * FROM ratings WHERE contact_id = ?',
		contactIdOf(stack(), phone) ?? '',
	);

let hangUp: (item: Record<string, unknown>) => Promise<unknown>;

const LINE = () => ({ phone_number_id: stack().config.phone_number_id });

describe('V7, P6: after a call, the customer hears what fits, and nothing dials again', () => {
	beforeAll(async () => {
		const endCall = { resource: 'call', operation: 'terminate' };
		hangUp = await publishOperation(stack(), 'whatsAppCalling', endCall);
		for (const story of ALONE) await playAll([story]);
		await playAll(TOGETHER);
		await untilQuiet(stack(), CATCH_UP_MS);
	});

	it.each([...ALONE, ...TOGETHER])('who $customer', async ({ customer, attempt, hears }) => {
		const phone = await person(customer);
		if (attempt) await untilAttemptEnds(stack(), phone, CATCH_UP_MS);
		await untilQuiet(stack(), CATCH_UP_MS);
		expect(attemptsOf(stack(), phone)).toMatchObject(attempt ? [attempt] : []);
		await expectHeard(phone, hears, attempt ? 1 : 0);
	});

	it.each(OFFERED_SLOTS)(
		'H3, P5: who %s is offered two or three times of the team, after the cool-down',
		async (customer) => {
			const slots = await slotsOf(await person(customer));
			expect(slots.length).toBeGreaterThanOrEqual(2);
			expect(slots.length).toBeLessThanOrEqual(3);
			for (const slot of slots) {
				expect(slot.hour).toBeGreaterThanOrEqual(9);
				expect(slot.hour).toBeLessThan(19);
				const [call] = await callsOf(stack(), await person(customer));
				if (call?.direction === 'USER_INITIATED') continue;
				const rangAt = DateTime.fromISO(call?.rang_at ?? '');
				expect(slot.diff(rangAt).as('hours')).toBeGreaterThanOrEqual(4);
			}
		},
	);

	it('V7: the recap goes out as soon as the brief is confirmed, and asks how the call was', async () => {
		const phone = await person('talks, and the brief is confirmed later');
		await correctBrief(stack(), { waId: phone.waId, fields: {}, by: 'Meera' });
		await expectHeard(phone, ['recap', 'rating']);
		const [recap] = (await messagesTo(stack(), phone)).slice(-2);
		expect(recap && wordsOf(recap)).toContain(CART.items);
	});

	it('C5, V7: a tap on “Good” is kept against the call and its trigger; thanks go out once', async () => {
		const phone = await person('talks, and the brief is confirmed later');
		const good = await buttonOf(phone, 'wac:rating:');
		await phone.tap(good);
		await expectHeard(phone, ['recap', 'rating', 'rating_thanks']);
		await phone.tap(good);
		await untilQuiet(stack(), CATCH_UP_MS);
		await expectHeard(phone, ['recap', 'rating', 'rating_thanks']);
		const [attempt] = attemptsOf(stack(), phone);
		expect(ratingsOf(phone)).toMatchObject([
			{ attempt_id: attempt?.id, rating: 'good', led_by: 'explicit_request' },
		]);
	});
});

const KILLED: Story[] = [
	{
		customer: 'hangs up while n8n is dead',
		play: async () => {
			const phone = await called({ ...TALKS, talk_ms: undefined });
			await untilCallIs(phone, 'accepted');
			await delay(TALK_MS);
			return phone;
		},
		attempt: COMPLETED,
		hears: [],
	},
	{
		customer: 'rings until it stops while n8n is dead',
		play: async () => {
			await delay(TALK_MS);
			const phone = await called(IGNORES);
			await untilCallIs(phone, 'ringing');
			return phone;
		},
		attempt: NO_ANSWER,
		hears: ['call_not_answered'],
	},
	{
		customer: 'still talks when n8n is back',
		play: async () => {
			const phone = await called({ ...TALKS, talk_ms: undefined });
			await untilCallIs(phone, 'accepted');
			return phone;
		},
		attempt: COMPLETED,
		hears: [],
	},
];

describe('P10: n8n is killed during calls', () => {
	beforeAll(async () => {
		const gaps_ms = Array.from({ length: 100 }, () => 1000);
		await stack().simulator.post('/sim/retries', { gaps_ms });
		await playAll(KILLED);
		await stack().n8n.kill();
		await (await person('hangs up while n8n is dead')).hangUp();
		await untilCallIs(await person('rings until it stops while n8n is dead'), 'ended');
		await startAgain(stack());
	});

	it('right after the restart it is as it was, and the talk goes on', async () => {
		const [attempt] = attemptsOf(stack(), await person('still talks when n8n is back'));
		expect(attempt).toMatchObject({ status: 'accepted' });
		expect(
			await untilCallIs(await person('still talks when n8n is back'), 'accepted'),
		).toBeDefined();
		await (await person('still talks when n8n is back')).hangUp();
	});

	it.each(KILLED)('who $customer', async ({ customer, attempt, hears }) => {
		const phone = await person(customer);
		await untilAttemptEnds(stack(), phone, CATCH_UP_MS);
		await untilQuiet(stack(), CATCH_UP_MS);
		expect(attemptsOf(stack(), phone)).toMatchObject([attempt]);
		await expectHeard(phone, hears);
	});
});

const TALKED = [
	'talks',
	'talks until the representative hangs up',
	'talks, although Meta’s answer to connect was lost',
	'hangs up while n8n is dead',
	'still talks when n8n is back',
];

describe('V7: 30 minutes after the talk, with no word of the representative', () => {
	it('the recap is sent to everybody who talked', async () => {
		await clock.pass(31 * MINUTE_MS);
		for (const customer of TALKED) await expectHeard(await person(customer), ['recap', 'rating']);
	});

	it('P4: to nobody who has refused messages meanwhile', async () => {
		await untilQuiet(stack(), CATCH_UP_MS);
		const phone = await person('talks, and refuses everything before the recap');
		await expectHeard(phone, ['stop_confirmed']);
	});

	it('V7: a tap on “Not good” is answered with regret', async () => {
		const phone = await person('talks');
		await phone.tap(await buttonOf(phone, 'wac:rating:', 2));
		await expectHeard(phone, ['recap', 'rating', 'rating_sorry']);
		expect(ratingsOf(phone)).toMatchObject([{ rating: 'poor' }]);
	});
});

describe('H4: who taps one of the offered times', () => {
	let phone: Phone;
	let refuser: Phone;
	let slot: DateTime;

	beforeAll(async () => {
		phone = await person('does not answer');
		refuser = await person('declines, takes a time, and refuses calls later');
		slot = (await slotsOf(phone))[1] ?? DateTime.invalid('no slot');
		await phone.tap(await buttonOf(phone, 'wac:slot:', 1));
		await refuser.tap(await buttonOf(refuser, 'wac:slot:', 0));
		await untilQuiet(stack(), CATCH_UP_MS);
	});

	it('has it booked', async () => {
		await expectHeard(phone, ['call_not_answered', 'slot_confirmed']);
		const booked = callbacksOf(stack(), phone).filter(({ woken_by }) => woken_by === 'slot');
		expect(booked).toMatchObject([{ status: 'waiting', due_at: slot.toMillis() }]);
	});

	it('P4: has nothing booked any more after “please don’t call me”', async () => {
		await refuser.write("please don't call me");
		await expectHeard(refuser, ['call_not_answered', 'slot_confirmed', 'opt_out_confirmed']);
	});

	it('is reminded 30 minutes before it, once', async () => {
		await passUntil(slot.minus({ minutes: 31 }));
		await delay(3000);
		await expectHeard(phone, ['call_not_answered', 'slot_confirmed']);
		await passUntil(slot.minus({ minutes: 30 }));
		await expectHeard(phone, ['call_not_answered', 'slot_confirmed', 'reminder']);
	});

	it('is called then, once; P6: not answered again, it goes on in the chat, with no more times', async () => {
		await passUntil(slot);
		const said = ['call_not_answered', 'slot_confirmed', 'reminder', 'back_to_chat'];
		await expectHeard(phone, said, 2);
		await untilQuiet(stack(), CATCH_UP_MS);
		expect(attemptsOf(stack(), phone)).toMatchObject([NO_ANSWER, NO_ANSWER]);
		expect(callbacksOf(stack(), phone).map(({ status }) => status)).not.toContain('waiting');
	});

	it('P4: who has refused meanwhile is neither reminded nor called', async () => {
		await expectHeard(refuser, ['call_not_answered', 'slot_confirmed', 'opt_out_confirmed']);
	});
});

/** Nothing that is due is passed over: it moves in one step, as a clock does not, but reads the same. */
async function passUntil(time: DateTime): Promise<void> {
	await clock.pass(time.diff(clock.now()).toMillis());
}

describe('H3: who wants a call after hours', () => {
	let phone: Phone;

	beforeAll(async () => {
		await clock.moveTo('22:30');
		phone = await permitted(TALKS);
		await phone.write('call me now please');
	});

	it('is asked what it is about', async () => {
		await expectHeard(phone, ['triage'], 0);
	});

	it('taps a topic: it is kept for whoever calls, and times of the next day are offered', async () => {
		await phone.tap(await buttonOf(phone, 'wac:triage:', 2));
		await expectHeard(phone, ['triage', 'triage_thanks', 'offer_slots'], 0);
		const [raised] = rows<{ evidence: string }>(
			'SELECT evidence FROM escalations WHERE contact_id = ?',
			contactIdOf(stack(), phone) ?? '',
		);
		expect(raised?.evidence).toContain('problem');
		const tomorrow = clock.now().setZone(ZONE).plus({ days: 1 });
		const slots = await slotsOf(phone);
		expect(slots.length).toBeGreaterThanOrEqual(2);
		for (const slot of slots) expect(slot.hasSame(tomorrow, 'day')).toBe(true);
	});
});

describe('P10: everything that Meta has ever delivered', () => {
	it('delivered twice more, in any order: nothing more is sent, and nobody is called', async () => {
		const told = (await stack().simulator.log()).filter(({ kind }) => kind === 'webhook');
		// Envelopes as the simulator made them.
		const entries = told.flatMap(({ request }) => (request as { entry: unknown[] }).entry);
		const batches = Array.from({ length: Math.ceil(entries.length / BATCH) }, (_, index) => ({
			object: 'whatsapp_business_account',
			entry: entries.slice(index * BATCH, (index + 1) * BATCH),
		}));
		const again = { body: batches, repeat: 2, shuffle: true, retry: false };
		const { statuses } = await stack().simulator.post<{ statuses: number[] }>(
			'/sim/webhooks',
			again,
		);
		expect(new Set(statuses)).toEqual(new Set([200]));
		await untilQuiet(stack(), CATCH_UP_MS);
		for (const [phone, { heard, connects }] of expected) {
			expect(await heardBy(stack(), phone)).toEqual(heard);
			expect(await connectsTo(stack(), phone)).toHaveLength(connects);
		}
	});
});

/** Meta puts several events into one delivery. */
const BATCH = 20;
