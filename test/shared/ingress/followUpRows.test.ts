import { beforeEach, describe, expect, it } from 'vitest';
import type { CallItem } from '../../../nodes/shared/domain/callItem';
import type { CallEvent } from '../../../nodes/shared/domain/webhookEvent';
import {
	callbackAppKey,
	fireDue,
	peekNext,
	type CallbackPorts,
} from '../../../nodes/shared/ingress/callbackRows';
import {
	MANUAL_LEG,
	type Attempt,
	type Callback,
	type Contact,
	type Ledger,
	type LedgerTx,
} from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import { route } from './harness';

const LINE = '106540352242922';
const CALL = 'wacid.HBgLOTE5ODEy';

const at = (time: string, day = 13) => `2026-10-${day}T${time}:00.000Z`;
/** The slot begins at 10:00, its reminder is due half an hour before. */
const SLOT = at('10:00');

let ledger: Ledger;
let asha: Contact;

beforeEach(async () => {
	ledger = await openMemoryLedger();
	const person = { waId: '919812345678', userId: null, parentUserId: null, name: 'Asha' };
	const found = await tx(async ({ contacts }) => await contacts.resolve(person, at('06:00')));
	if (!found) throw new Error('no contact');
	asha = found;
});

const tx = async <T>(work: (stores: LedgerTx) => Promise<T>) => await ledger.transaction(work);

const ports = (now: string, groups = ['recaps', 'reminders']): CallbackPorts => ({
	ledger,
	route: route('wf-1:n-1', { appKey: callbackAppKey('app-1'), groups, kind: 'callbacks' }),
	isOurs: async () => true,
	writeItem: (item) => JSON.stringify(item),
	now,
});

/** What fires now, as items. */
async function fire(now: string, groups?: string[]): Promise<Partial<CallItem>[]> {
	await fireDue(ports(now, groups));
	const claim = { routeId: 'wf-1:n-1', holder: 'test', limit: 9, leaseSeconds: 60 };
	const rows = await tx(
		async ({ inbox }) => await inbox.lease({ ...claim, lane: 'call' }, at('23:00', 30)),
	);
	return rows.map(({ body }) => JSON.parse(body) as Partial<CallItem>);
}

async function bookSlot(): Promise<void> {
	await tx(async ({ wishes, callbacks }) => {
		const party = { contactId: asha.id, phoneNumberId: LINE };
		const yes = { id: 'yes:1', kind: 'yes' as const, scope: 'slot' as const };
		await wishes.open({ ...yes, ...party, expiresAt: at('23:00') }, at('08:00'));
		const booking = await callbacks.book(
			{
				...party,
				wishId: 'yes:1',
				escalationId: null,
				startAt: SLOT,
				endAt: at('10:30'),
				zone: 'Europe/London',
				capacity: 9,
				earlyMs: 120_000,
				lateMs: 900_000,
				remindMs: 1_800_000,
			},
			at('08:00'),
		);
		if (!booking.booked) throw new Error(booking.because);
	});
}

const agreesToAutomatedCalls = async () =>
	await tx(
		async ({ consents }) =>
			await consents.record(
				{
					contactId: asha.id,
					phoneNumberId: LINE,
					key: 'automated_call',
					scope: 'standing',
					channel: 'whatsapp',
					messageId: 'wamid.auto',
					wording: 'Yes',
					offerMessageId: null,
					givenAt: at('08:30'),
					expiresAt: null,
				},
				at('08:30'),
			),
	);

const callbacks = async (): Promise<Callback[]> =>
	await tx(async (stores) => await stores.callbacks.list(asha.id, 9));

const reminder = async (): Promise<Callback> => {
	const found = (await callbacks()).find(({ wokenBy }) => wokenBy === 'reminder');
	if (!found) throw new Error('no reminder');
	return found;
};

const reminderWish = async () => {
	const { id } = await reminder();
	return await tx(async ({ wishes }) => await wishes.get(`reminder:${id}`));
};

describe('V7: a reminder of a booked slot', () => {
	it('is due when the policy says, and names the start of the slot', async () => {
		await bookSlot();
		expect(await fire(at('09:29'))).toEqual([]);
		const [item, ...more] = await fire(at('09:30'));
		const { id } = await reminder();
		expect(more).toEqual([]);
		expect(item).toMatchObject({
			event: { type: 'reminder_due', key: `callback:${id}`, origin: 'ledger', at: at('09:30') },
			contact: { id: asha.id },
			callback: { id, wokenBy: 'reminder', dueAt: at('09:30'), endAt: SLOT, lateSeconds: 0 },
		});
	});

	it('P10: is told once, and the slot itself fires all the same', async () => {
		await bookSlot();
		await fire(at('09:30'));
		expect(await fire(at('09:31'))).toEqual([]);
		const [slot] = await fire(SLOT, ['slots']);
		expect(slot).toMatchObject({ event: { type: 'callback_due' }, wish: { id: 'yes:1' } });
	});

	it('waits if nobody takes reminders', async () => {
		await bookSlot();
		expect(await fire(at('09:30'), ['slots', 'wokenRequests', 'recaps'])).toEqual([]);
		expect((await reminder()).status).toBe('waiting');
	});

	it('of a slot that has begun is dropped, and the slot stays booked', async () => {
		await bookSlot();
		expect(await fire(SLOT)).toEqual([]);
		expect((await reminder()).status).toBe('cancelled');
		const wish = await tx(async ({ wishes }) => await wishes.get('yes:1'));
		expect(wish).toMatchObject({ scope: 'slot', startsAt: at('09:58') });
		expect(await fire(SLOT, ['slots'])).toHaveLength(1);
	});

	it('a minute before the slot is still told, late as it is', async () => {
		await bookSlot();
		const [item] = await fire(at('09:59'));
		expect(item?.callback).toMatchObject({ lateSeconds: 29 * 60 });
	});

	it('of a slot that was given up is none', async () => {
		await bookSlot();
		const change = { calls: true, at: at('09:00'), messageId: 'wamid.no' };
		await tx(async ({ contacts }) => await contacts.setOptOut(asha.id, change, at('09:00')));
		expect(await fire(at('09:30'))).toEqual([]);
	});
});

describe('V6: a reminder by an automated call', () => {
	it('is wished for by whoever agreed to such calls, until five minutes before the slot', async () => {
		await bookSlot();
		await agreesToAutomatedCalls();
		const [item] = await fire(at('09:30'));
		const { id } = await reminder();
		const wish = { id: `reminder:${id}`, kind: 'reminder', scope: 'slot', expiresAt: at('09:55') };
		expect(item?.wish).toEqual(wish);
		expect(await reminderWish()).toMatchObject({
			...wish,
			contactId: asha.id,
			phoneNumberId: LINE,
			status: 'open',
			startsAt: at('09:30'),
		});
	});

	it('H4: leaves the yes to the slot alone', async () => {
		await bookSlot();
		await agreesToAutomatedCalls();
		await fire(at('09:30'));
		const wish = await tx(async ({ wishes }) => await wishes.get('yes:1'));
		expect(wish).toMatchObject({ status: 'open', startsAt: at('09:58'), expiresAt: at('10:15') });
		const booked = await tx(async (stores) => await stores.callbacks.booked(asha.id, LINE));
		expect(booked?.dueAt).toBe(SLOT);
	});

	it.each<[string, () => Promise<unknown>, string]>([
		['without that agreement', async () => {}, at('09:30')],
		['once it is taken back', takeBack, at('09:30')],
		['five minutes before the slot', agreesToAutomatedCalls, at('09:55')],
	])('is none %s: it is written only', async (_what, prepare, now) => {
		await bookSlot();
		await prepare();
		const [item] = await fire(now);
		expect(item?.event?.type).toBe('reminder_due');
		expect(item?.wish).toBeUndefined();
		expect(await reminderWish()).toBeNull();
	});

	async function takeBack(): Promise<void> {
		await agreesToAutomatedCalls();
		await tx(
			async ({ consents }) =>
				await consents.revoke(asha.id, 'automated_call', at('09:00'), at('09:00')),
		);
	}

	it('W1: a test run shows it and opens no wish', async () => {
		await bookSlot();
		await agreesToAutomatedCalls();
		const { id } = await reminder();
		const item = await peekNext(ports(at('09:10')));
		expect(item).toMatchObject({
			event: { type: 'reminder_due' },
			wish: { id: `reminder:${id}`, kind: 'reminder' },
		});
		expect(await reminderWish()).toBeNull();
		expect((await reminder()).status).toBe('waiting');
	});
});

const BASE = {
	phoneNumberId: LINE,
	displayPhoneNumber: null,
	wabaId: null,
	raw: null,
	callId: CALL,
	direction: 'outbound' as const,
	customer: { waId: '919812345678', userId: null, parentUserId: null, name: null },
	opaque: 'x',
};

/** A call of four minutes, as Meta tells it. */
const EVENTS: CallEvent[] = [
	{ ...BASE, type: 'ringing', eventKey: 'r', at: at('09:00') },
	{ ...BASE, type: 'accepted', eventKey: 'a', at: at('09:01') },
	{
		...BASE,
		type: 'terminated',
		eventKey: 't',
		at: at('09:05'),
		status: 'completed',
		rawStatus: 'COMPLETED',
		startAt: at('09:01'),
		endAt: at('09:05'),
		durationSeconds: 240,
		errors: [],
	},
];

const heard = async (events = EVENTS) =>
	await tx(async ({ calls }) => {
		for (const event of events) await calls.addEvent(event, asha.id, event.at);
	});

const plan = async (callId: string, escalationId: string | null = null) =>
	await tx(
		async (stores) =>
			await stores.callbacks.planRecap(
				{ contactId: asha.id, phoneNumberId: LINE, escalationId, callId, dueAt: at('09:35') },
				at('09:05'),
			),
	);

/** A call that a person made by hand, and told of. */
async function manualCall(): Promise<Attempt> {
	const party = { contactId: asha.id, phoneNumberId: LINE };
	await tx(
		async ({ wishes }) =>
			await wishes.open(
				{ ...party, id: 'yes:2', kind: 'yes', scope: 'now', expiresAt: at('23:00') },
				at('09:00'),
			),
	);
	const claim = await ledger.claimAttempt({
		...party,
		wishId: 'yes:2',
		direction: 'outbound',
		leg: MANUAL_LEG,
		claimant: 'somebody',
		leaseSeconds: 60,
		now: at('09:00'),
	});
	if (!claim.won) throw new Error(claim.reason);
	await tx(async ({ attempts }) => {
		await attempts.startDialling(claim.attempt.id, claim.token, null, at('09:00'));
		await attempts.settleManual(claim.attempt.id, 'completed', at('09:05'));
	});
	return claim.attempt;
}

describe('V7: a recap that waited for its brief', () => {
	it('comes with its call, as the events tell it', async () => {
		await heard();
		const { id } = await plan(CALL);
		expect(await fire(at('09:34'))).toEqual([]);
		expect(await fire(at('09:35'))).toMatchObject([
			{
				event: { type: 'recap_due', key: `callback:${id}`, origin: 'ledger' },
				callback: { id, wokenBy: 'recap', dueAt: at('09:35'), endAt: null },
				call: { id: CALL, state: 'completed', talkSeconds: 240, direction: 'outbound' },
			},
		]);
	});

	it('comes with its escalation', async () => {
		const { escalation } = await tx(
			async ({ escalations }) =>
				await escalations.open(
					{
						contactId: asha.id,
						phoneNumberId: LINE,
						triggers: ['complex_config'],
						action: 'offer_call',
						evidence: [],
					},
					at('08:00'),
				),
		);
		await heard();
		await plan(CALL, escalation.id);
		await tx(
			async ({ escalations }) => await escalations.close(escalation.id, 'called', at('09:05')),
		);
		expect(await fire(at('09:35'))).toMatchObject([
			{ escalationTrigger: 'complex_config', escalation: { id: escalation.id, status: 'closed' } },
		]);
	});

	it('V5: of a call by hand comes with what the person told', async () => {
		const attempt = await manualCall();
		await plan(attempt.id);
		const [item] = await fire(at('09:35'));
		expect(item?.call).toMatchObject({
			id: attempt.id,
			state: 'completed',
			direction: 'outbound',
			talkSeconds: null,
			errorCode: null,
		});
	});

	it('comes at once when the brief is there', async () => {
		await heard();
		await plan(CALL);
		const where = { phoneNumberId: LINE, contactId: asha.id };
		await tx(async (stores) => await stores.callbacks.wake('recap', where, at('09:10')));
		expect(await fire(at('09:10'))).toMatchObject([{ callback: { lateSeconds: 0 } }]);
		expect(await fire(at('09:35'))).toEqual([]);
	});

	it('of which nothing is known any more comes without a call', async () => {
		await plan('wacid.forgotten');
		const [item] = await fire(at('09:35'));
		expect(item?.event?.type).toBe('recap_due');
		expect(item?.call).toBeUndefined();
	});

	it.each([
		[at('09:35', 14), 1],
		['2026-10-14T09:35:00.001Z', 0],
	])('older than a day is dropped: at %s %i', async (now, count) => {
		await heard();
		const { id } = await plan(CALL);
		expect(await fire(now)).toHaveLength(count);
		const kept = await tx(async (stores) => await stores.callbacks.get(id));
		expect(kept?.status).toBe(count === 1 ? 'fired' : 'cancelled');
	});

	it('W1: a test run shows the next that is not too late, and drops nothing', async () => {
		await heard();
		const { id } = await plan(CALL);
		expect(await peekNext(ports(at('09:10')))).toMatchObject({ call: { id: CALL } });
		expect(await peekNext(ports(at('09:36', 14)))).toBeNull();
		const kept = await tx(async (stores) => await stores.callbacks.get(id));
		expect(kept?.status).toBe('waiting');
	});
});
