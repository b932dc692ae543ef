import { beforeAll, describe, expect, it } from 'vitest';
import { PACKAGE_NAME } from '../stack/repositoryRoot';
import type { NodeJson, StoredWorkflow } from '../stack/n8nApi';
import { itemsOf, manualStart, runByHand } from '../stack/runByHand';
import { seedPolicy } from '../stack/seedPolicy';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { messagesTo, tapsOf, untilWritten, wordsOf } from './support/chat';
import { Clock } from './support/clock';
import {
	heldItems,
	INITIATE_CALL,
	publishChain,
	publishTemplate,
	untilHeld,
	withoutCheck,
} from './support/flows';
import { followedUp } from './support/followUps';
import {
	attemptsOf,
	bookingsOf,
	escalationsOf,
	remindersOf,
	untilAttemptEnds,
	untilQuiet,
	wishesOf,
} from './support/inLedger';
import { Phone, WILLING } from './support/phone';
import { connectsTo, graphPosts, permissionRequestsTo } from './support/seenByMeta';
import { SOON_BACK, startAgain } from './support/startAgain';

/** The house's own, except that the team also works on Saturdays. */
const POLICY = {
	team: {
		zone: 'Europe/London',
		weekly: [1, 2, 3, 4, 5, 6].map((day) => ({ day, from: '09:00', to: '19:00' })),
		holidays: [],
	},
	quietHours: { from: '21:00', to: '09:00' },
};

/**
 * Whether, when and why to call, as the templates ship it, with the clock moved on (C2–C5, H1–H4,
 * P1, P7). Everybody lives in London, and so does the team.
 */
const stack = useStack({
	templates: [],
	policy: POLICY,
	simulatorArgs: ['--no-media'],
	env: SOON_BACK,
});
const clock = new Clock(stack);

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEDNESDAY = 3;

beforeAll(async () => {
	await operate({ resource: 'template', operation: 'createStarterSet' });
	for (const file of ['01-messages.json', '02-calls.json', '04-callbacks.json'])
		await publishTemplate(stack(), file);
	await clock.moveTo('10:30', { weekday: WEDNESDAY });
});

async function permitted(habits: object = {}): Promise<Phone> {
	const phone = await Phone.create(stack(), { ...WILLING, ...habits });
	await phone.allowInProfile();
	await untilQuiet(stack());
	return phone;
}

/** A buyer who has read about everything and cannot decide; half a minute from one message to the next. */
async function buyFurniture(phone: Phone): Promise<void> {
	const messages = [
		async () => await phone.write('Hi! I am looking at the Gotland corner sofa'),
		async () => await phone.show('this is our living room'),
		async () =>
			await phone.write('the room is only 3.2 m wide, would the chaise fit beside the door?'),
		async () =>
			await phone.write(
				'we have a dog and a toddler, velvet or linen? does it match an oak floor?',
			),
		async () => await phone.order('gotland-corner-sofa', 1890, 'GBP'),
		async () =>
			await phone.write('a big splurge for us, but I want to order the Gotland this week'),
	];
	for (const send of messages) {
		await send();
		await clock.pass(30_000);
	}
}

const offerYes = (taps: { id: string }[]) => taps.find(({ id }) => id.startsWith('wac:offer_yes:'));

describe('C2, C4, C5: a furniture buyer', () => {
	let phone: Phone;

	it('is offered a call that says why it helps, once', async () => {
		phone = await Phone.create(stack(), WILLING);
		await buyFurniture(phone);
		await untilQuiet(stack());
		const messages = await messagesTo(stack(), phone);
		expect(messages.map((message) => tapsOf(message).length)).toEqual([3]);
		const [escalation] = escalationsOf(stack(), phone);
		expect(escalation).toMatchObject({ status: 'offered' });
		expect(JSON.parse(escalation?.triggers ?? '[]')).toEqual(
			expect.arrayContaining(['complex_config', 'high_intent_value']),
		);
		expect(await connectsTo(stack(), phone)).toEqual([]);
	});

	it('H3, H4: says “tomorrow 10-11am”: booked, confirmed, and asked for permission now', async () => {
		await phone.write('tomorrow 10-11am');
		await untilQuiet(stack());
		const [callback] = bookingsOf(stack(), phone);
		expect(callback).toMatchObject({ status: 'waiting' });
		const tomorrow = clock.now().setZone('Europe/London').plus({ days: 1 });
		const ten = tomorrow.set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
		expect(callback?.due_at).toBe(ten.toMillis());
		const halfAnHourBefore = ten.toMillis() - 30 * MINUTE_MS;
		expect(remindersOf(stack(), phone)).toMatchObject([
			{ status: 'waiting', due_at: halfAnHourBefore },
		]);
		const words = (await messagesTo(stack(), phone)).map(wordsOf).join('\n');
		expect(words).toContain('10:00');
		expect(await permissionRequestsTo(stack(), phone)).toHaveLength(1);
		expect(await connectsTo(stack(), phone)).toEqual([]);
	});

	it('H4: is called once, at 10:00 of her clock', async () => {
		await clock.moveTo('09:57');
		await untilQuiet(stack());
		expect(await connectsTo(stack(), phone)).toEqual([]);
		await clock.moveTo('10:00');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
		expect(escalationsOf(stack(), phone)).toMatchObject([{ status: 'closed' }]);
	});
});

describe('the same buyer', () => {
	it('P1: taps “call me now” and is called', async () => {
		const phone = await permitted();
		await buyFurniture(phone);
		const offer = await untilWritten(stack(), phone, 1);
		await phone.tap(offerYes(tapsOf(offer))?.id ?? '');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('P4: says “text only please” half-way, and nothing calls or offers again', async () => {
		const phone = await permitted();
		await phone.write('text only please, no calls');
		await buyFurniture(phone);
		await phone.write('call me now');
		await untilQuiet(stack());
		expect(await connectsTo(stack(), phone)).toEqual([]);
		const taps = (await messagesTo(stack(), phone)).flatMap(tapsOf);
		expect(offerYes(taps)).toBeUndefined();
	});

	it('H3: taps a slot twice, then another: one booking and one reminder, of the last one', async () => {
		const phone = await permitted();
		await buyFurniture(phone);
		await phone.write('later please');
		const offer = await untilWritten(stack(), phone, 2);
		const [first, second] = tapsOf(offer);
		for (const tap of [first, first, second]) {
			await phone.tap(tap?.id ?? '');
			await untilQuiet(stack());
		}
		const start = Number(second?.id.split(':').at(-1)) * 1000;
		const waiting = (all: { status: string; due_at: number | null }[]) =>
			all.filter(({ status }) => status === 'waiting').map(({ due_at }) => due_at);
		expect(waiting(bookingsOf(stack(), phone))).toEqual([start]);
		expect(waiting(remindersOf(stack(), phone))).toEqual([start - 30 * MINUTE_MS]);
	});

	it('H4, P10: n8n is killed as the slot is due, and she is called once', async () => {
		const phone = await permitted();
		await buyFurniture(phone);
		await phone.write('today at 3pm please');
		await untilQuiet(stack());
		const [booked] = bookingsOf(stack(), phone);
		expect(booked).toMatchObject({ status: 'waiting' });
		await clock.moveTo('15:00');
		await until('the callback to fire', 30_000, () => {
			return bookingsOf(stack(), phone)[0]?.status === 'fired' || undefined;
		});
		await stack().n8n.kill();
		await startAgain(stack());
		expect(await untilAttemptEnds(stack(), phone, 60_000)).toMatchObject({ outcome: 'completed' });
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('H4: 40 minutes late, the booked call asks again and does not dial', async () => {
		const phone = await permitted();
		await buyFurniture(phone);
		await phone.write('tomorrow at 11am');
		await untilQuiet(stack());
		const before = (await messagesTo(stack(), phone)).length;
		await stack().n8n.stop();
		await clock.pass(DAY_MS);
		await clock.moveTo('11:40');
		await stack().n8n.start();
		// More than a day after her last message only a template may be sent.
		const again = await untilWritten(stack(), phone, before + 1);
		expect(again.type).toBe('template');
		expect(wordsOf(again)).toContain('Shall we call you');
		await untilQuiet(stack());
		expect(await connectsTo(stack(), phone)).toEqual([]);
	});
});

describe('P4: an old yes delivered again after “stop”', () => {
	it('is still no', async () => {
		const phone = await permitted();
		const timestamp = Math.floor(clock.now().toSeconds()) - 60;
		await phone.write('stop, no calls and no messages please');
		await untilQuiet(stack());
		await phone.write('call me now', { timestamp });
		await untilQuiet(stack());
		expect(await connectsTo(stack(), phone)).toEqual([]);
		expect(wishesOf(stack(), phone)).toEqual([]);
	});
});

describe('H2: with no hours node wired', () => {
	let dialling: StoredWorkflow;

	beforeAll(async () => {
		dialling = await publishChain(stack(), 'dialling', [
			INITIATE_CALL,
			{ type: 'n8n-nodes-base.noOp' },
		]);
	});

	it('P3: a permission that ended a second ago is none', async () => {
		const phone = await Phone.create(stack(), WILLING);
		await phone.write('call me now');
		await untilAttemptEnds(stack(), phone);
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		await clock.pass(7 * DAY_MS);
		await phone.change({ on_permission_request: 'ignore' });
		await untilQuiet(stack());
		const before = (await heldItems(stack(), dialling, phone)).length;
		await phone.write('please call me now');
		const held = await untilHeld(stack(), dialling, phone, before + 1);
		expect(held.attempt).toMatchObject({ held_reason: 'no_permission' });
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('H1: on a day off nobody is called, and real slots are offered', async () => {
		const today = clock.now().setZone('Europe/London').toISODate();
		await seedPolicy(stack(), { ...POLICY, team: { ...POLICY.team, holidays: [today] } });
		const phone = await permitted();
		await phone.write('call me now');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'holiday' });
		const slots = await untilWritten(stack(), phone, 1);
		expect(tapsOf(slots).length).toBeGreaterThanOrEqual(2);
		await seedPolicy(stack(), POLICY);
		expect(await connectsTo(stack(), phone)).toEqual([]);
	});

	it('V3: nobody is ready: held; ready after the yes has lapsed: asked again, not dialled', async () => {
		const meera = await representative('create', { representativeName: 'Meera' });
		const phone = await permitted();
		await phone.write('call me now');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'no_representative_ready' });
		await clock.pass(25 * MINUTE_MS);
		const before = (await messagesTo(stack(), phone)).length;
		await representative('setStatus', { representative: byId(meera.id), status: 'ready' });
		const again = await untilWritten(stack(), phone, before + 1);
		expect(offerYes(tapsOf(again))).toBeDefined();
		expect(await connectsTo(stack(), phone)).toEqual([]);
		await representative('revoke', { representative: byId(meera.id) });
	});

	it('H2: at 22:30 of the customer’s clock nobody is called; slots of the next day are offered', async () => {
		const phone = await permitted();
		await clock.moveTo('22:30');
		await phone.write('call me now');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'quiet_hours' });
		const nine = clock.now().setZone('Europe/London').plus({ days: 1 }).startOf('day');
		expect(Date.parse(held.attempt.retry_at ?? '')).toBeGreaterThanOrEqual(
			nine.plus({ hours: 9 }).toMillis(),
		);
		const slots = await untilWritten(stack(), phone, 1);
		expect(tapsOf(slots).length).toBeGreaterThanOrEqual(2);
		expect(await connectsTo(stack(), phone)).toEqual([]);
		const explained = await operate(
			{ resource: 'contact', operation: 'explain', customer: phone.waId },
			'callLedger',
		);
		expect(explained).toMatchObject({ answer: 'quiet_hours' });
		expect(explained.fix).toEqual(expect.any(String));
	});
});

describe('P7: 200 permission requests to people who never wrote', () => {
	it('are not sent, and each says why', async () => {
		const code = `return Array.from({ length: 200 }, (_, index) => ({ json: { phone: '4477009' + (40000 + index) } }));`;
		const cold = { name: 'Cold', type: 'n8n-nodes-base.code', typeVersion: 2 };
		const nodes: NodeJson[] = [
			manualStart(),
			{ ...cold, position: [200, 0], parameters: { jsCode: code } },
			{
				...operationNode({
					resource: 'permission',
					operation: 'request',
					phoneNumber: { __rl: true, mode: 'id', value: stack().config.phone_number_id },
					customer: '={{ $json.phone }}',
					text: 'May we call you?',
				}),
				onError: 'continueRegularOutput',
			},
		];
		const before = (await graphPosts(stack())).length;
		const items = itemsOf(await runByHand(stack().api, nodes), 'Operation');
		expect(items).toHaveLength(200);
		const said = items.map((item) => JSON.stringify(item));
		expect(said.filter((text) => !/not_escalated|request_brake/.test(text))).toEqual([]);
		expect(await graphPosts(stack())).toHaveLength(before);
	});
});

describe('ten yeses at once', () => {
	it('P5: in three workflows are one attempt', async () => {
		for (const _copy of [1, 2])
			await publishTemplate(stack(), '01-messages.json', { setUp: withoutCheck });
		await clock.moveTo('11:00', { weekday: WEDNESDAY });
		const phone = await permitted();
		await Promise.all(Array.from({ length: 10 }, async () => await phone.write('call me now')));
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(attemptsOf(stack(), phone)).toHaveLength(1);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});
});

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

function operationNode(parameters: Record<string, unknown>, type = 'whatsAppCalling'): NodeJson {
	return {
		name: 'Operation',
		type: `${PACKAGE_NAME}.${type}`,
		typeVersion: 1,
		position: [400, 0],
		parameters: { actForReal: true, ...parameters },
		credentials: { whatsAppCallingApi: stack().credential },
	};
}

/** Runs one operation, as a person in the editor would. */
async function operate(
	parameters: Record<string, unknown>,
	type?: string,
): Promise<Record<string, unknown>> {
	const execution = await runByHand(stack().api, [manualStart(), operationNode(parameters, type)]);
	return itemsOf(execution, 'Operation')[0] ?? {};
}

async function representative(operation: string, parameters: object) {
	const { id } = await operate({ resource: 'representative', operation, ...parameters });
	return { id: String(id) };
}
