import { beforeEach, describe, expect, it } from 'vitest';
import {
	CALLBACK_KINDS,
	callbackAppKey,
	fireDue,
	peekNext,
	registerCallbacks,
	unregisterCallbacks,
	type CallbackPorts,
} from '../../../nodes/shared/ingress/callbackRows';
import type { CallItem } from '../../../nodes/shared/domain/callItem';
import type {
	Callback,
	Contact,
	Ledger,
	LedgerTx,
	Route,
} from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import { route as routeOf } from './harness';

const LINE = '106540352242922';
const OTHER_LINE = '106540352242933';
const APP = callbackAppKey('app-1');

const at = (time: string) => `2026-10-13T${time}:00.000Z`;

let ledger: Ledger;
let asha: Contact;

beforeEach(async () => {
	ledger = await openMemoryLedger();
	asha = await contact('919812345678');
});

const tx = async <T>(work: (stores: LedgerTx) => Promise<T>) => await ledger.transaction(work);

async function contact(waId: string): Promise<Contact> {
	const person = { waId, userId: null, parentUserId: null, name: 'Asha' };
	const found = await tx(async ({ contacts }) => await contacts.resolve(person, at('08:00')));
	if (!found) throw new Error('no contact');
	return found;
}

const route = (own: Partial<Route> = {}): Route =>
	routeOf('wf-1:n-1', {
		nodeName: 'Callback Trigger',
		appKey: APP,
		url: '',
		groups: [...CALLBACK_KINDS],
		mode: 'manual',
		kind: 'callbacks',
		...own,
	});

const SECOND: Partial<Route> = { id: 'wf-2:n-1', workflowId: 'wf-2' };

const ports = (own: Partial<Route>, now: string, more: Partial<CallbackPorts> = {}) => ({
	ledger,
	route: route(own),
	isOurs: async () => true,
	writeItem: (item: Partial<CallItem>) => JSON.stringify(item),
	now,
	...more,
});

const fire = async (now: string, own: Partial<Route> = {}, more: Partial<CallbackPorts> = {}) =>
	await fireDue(ports(own, now, more));

/** A slot at 10:00 UTC, as Business Hours books it. */
async function bookSlot(
	{ id: contactId } = asha,
	phoneNumberId = LINE,
	escalationId: string | null = null,
): Promise<Callback> {
	const wish = {
		id: `yes:${contactId}${phoneNumberId}`,
		contactId,
		phoneNumberId,
		kind: 'yes' as const,
		scope: 'slot' as const,
		expiresAt: at('23:00'),
	};
	return await tx(async ({ wishes, callbacks }) => {
		const { id: wishId } = await wishes.open(wish, at('08:00'));
		const slot = { contactId, phoneNumberId, wishId, escalationId, zone: 'Europe/London' };
		const times = {
			startAt: at('10:00'),
			endAt: at('10:30'),
			earlyMs: 120_000,
			lateMs: 900_000,
			remindMs: 0,
		};
		const booking = await callbacks.book({ ...slot, ...times, capacity: 9 }, at('08:00'));
		if (!booking.booked) throw new Error(booking.because);
		return booking.callback;
	});
}

const park = async () =>
	await tx(
		async ({ callbacks }) =>
			await callbacks.park(
				{
					contactId: asha.id,
					phoneNumberId: LINE,
					wishId: null,
					escalationId: null,
					dueAt: null,
					wokenBy: 'representative',
				},
				at('08:00'),
			),
	);

async function rowsOf(routeId: string): Promise<{ key: string; item: CallItem; lane: string }[]> {
	const claim = { routeId, holder: 'test', limit: 99, leaseSeconds: 60 };
	return await tx(async ({ inbox }) => {
		const call = await inbox.lease({ ...claim, lane: 'call' }, at('23:00'));
		const chat = await inbox.lease({ ...claim, lane: 'chat' }, at('23:00'));
		return [...call, ...chat].map(({ eventKey, body, lane }) => ({
			key: eventKey,
			item: JSON.parse(body) as CallItem,
			lane,
		}));
	});
}

const statusOf = async ({ id }: Callback) =>
	(await tx(async ({ callbacks }) => await callbacks.get(id)))?.status;

describe('fireDue', () => {
	it('H4: a slot waits until its time, then becomes a row of the call lane', async () => {
		const callback = await bookSlot();
		expect(await fire('2026-10-13T09:59:59.999Z')).toEqual([]);
		expect(await statusOf(callback)).toBe('waiting');
		expect(await fire(at('10:00'))).toEqual(['wf-1:n-1']);
		expect(await statusOf(callback)).toBe('fired');
		expect(await rowsOf('wf-1:n-1')).toMatchObject([
			{
				key: `callback:${callback.id}`,
				lane: 'call',
				item: {
					schema: 'whatsapp-calling/1',
					event: {
						type: 'callback_due',
						key: `callback:${callback.id}`,
						at: at('10:00'),
						origin: 'ledger',
						isTest: false,
					},
					line: { phoneNumberId: LINE },
					contact: { id: asha.id, waId: '919812345678' },
					wish: { id: callback.wishId, scope: 'slot', expiresAt: at('10:15') },
					callback: {
						id: callback.id,
						wokenBy: 'slot',
						dueAt: at('10:00'),
						endAt: at('10:30'),
						lateSeconds: 0,
					},
				},
			},
		]);
	});

	it('H4: says how late it is', async () => {
		await bookSlot();
		await fire('2026-10-13T10:40:01.500Z');
		const [row] = await rowsOf('wf-1:n-1');
		expect(row?.item.callback).toMatchObject({ lateSeconds: 2401 });
	});

	it('P10: fires once, however often it is looked at', async () => {
		await bookSlot();
		const fired = await Promise.all(
			[1, 2, 3, 4].map(async (n) => await fire(at('10:00'), { id: `wf-${n}:n-1` })),
		);
		expect(fired.flat()).toHaveLength(1);
		expect(await fire(at('11:00'))).toEqual([]);
	});

	it('every Callback Trigger gets the row, whichever notices it', async () => {
		const callback = await bookSlot();
		await registerCallbacks(ports({}, at('08:00')));
		await registerCallbacks(ports(SECOND, at('08:00')));
		expect((await fire(at('10:00'), SECOND)).sort()).toEqual(['wf-1:n-1', 'wf-2:n-1']);
		for (const id of ['wf-1:n-1', 'wf-2:n-1'])
			expect(await rowsOf(id)).toMatchObject([{ key: `callback:${callback.id}` }]);
	});

	it('a trigger that was taken down gets nothing more', async () => {
		await bookSlot();
		await registerCallbacks(ports(SECOND, at('08:00')));
		await unregisterCallbacks(ports(SECOND, at('09:00')));
		expect(await fire(at('10:00'))).toEqual(['wf-1:n-1']);
		expect(await rowsOf('wf-2:n-1')).toEqual([]);
	});

	it('a trigger that lost its route still gets its own', async () => {
		await bookSlot();
		expect(await fire(at('10:00'))).toEqual(['wf-1:n-1']);
	});

	it.each<[string, Partial<Route>, Partial<CallbackPorts>]>([
		['of another number', { phoneNumberIds: [OTHER_LINE] }, {}],
		['of another credential', {}, { isOurs: async (id) => id !== LINE }],
		['of another kind', { groups: ['wokenRequests'] }, {}],
	])('H4: a slot %s goes on waiting', async (_what, own, more) => {
		const callback = await bookSlot();
		expect(await fire(at('10:00'), own, more)).toEqual([]);
		expect(await statusOf(callback)).toBe('waiting');
	});

	it('another trigger’s number is not its business, but gets its row from anybody who takes it', async () => {
		await bookSlot();
		await bookSlot(await contact('919800000001'), OTHER_LINE);
		await registerCallbacks(ports({ ...SECOND, phoneNumberIds: [OTHER_LINE] }, at('08:00')));
		await fire(at('10:00'));
		expect(await rowsOf('wf-1:n-1')).toHaveLength(2);
		expect(await rowsOf('wf-2:n-1')).toHaveLength(1);
	});

	it('H4: a request that is woken becomes due at once', async () => {
		const parked = await park();
		expect(await fire(at('09:00'))).toEqual([]);
		const where = { phoneNumberId: LINE };
		await tx(async ({ callbacks }) => await callbacks.wake('representative', where, at('09:30')));
		expect(await fire(at('09:30'))).toEqual(['wf-1:n-1']);
		const [row] = await rowsOf('wf-1:n-1');
		expect(row?.item).toMatchObject({
			event: { type: 'request_woken', key: `callback:${parked.id}` },
			callback: { wokenBy: 'representative', lateSeconds: 0, endAt: null },
		});
		expect(row?.item.wish).toBeUndefined();
	});

	it('P4: a slot given up by a refusal never fires', async () => {
		await bookSlot();
		const change = { calls: true, at: at('09:00'), messageId: 'wamid.no' };
		await tx(async ({ contacts }) => await contacts.setOptOut(asha.id, change, at('09:00')));
		expect(await fire(at('10:00'))).toEqual([]);
	});

	it('carries the escalation, with the offer that is open', async () => {
		const { escalation } = await tx(
			async ({ escalations }) =>
				await escalations.open(
					{
						contactId: asha.id,
						phoneNumberId: LINE,
						triggers: ['complex_config', 'frustration'],
						action: 'offer_specialist',
						evidence: [],
					},
					at('08:00'),
				),
		);
		const offer = { messageId: 'wamid.offer', phoneNumberId: LINE, contactId: asha.id };
		const times = { escalationId: escalation.id, sentAt: at('09:30'), expiresAt: at('10:30') };
		await tx(async ({ offers }) => await offers.put({ ...offer, ...times }, at('09:30')));
		await bookSlot(asha, LINE, escalation.id);
		await fire(at('10:00'));
		expect((await rowsOf('wf-1:n-1'))[0]?.item).toMatchObject({
			escalationTrigger: 'complex_config',
			escalation: {
				id: escalation.id,
				action: 'offer_specialist',
				offer: { messageId: 'wamid.offer', expiresAt: at('10:30') },
			},
		});
	});

	it('P10: if the rows cannot be stored, nothing has fired', async () => {
		const callback = await bookSlot();
		const broken = { writeItem: () => JSON.stringify(null, null) && thrown('no room on disk') };
		await expect(fire(at('10:00'), {}, broken)).rejects.toThrow('no room on disk');
		expect(await statusOf(callback)).toBe('waiting');
		expect(await fire(at('10:01'))).toEqual(['wf-1:n-1']);
	});

	it('asks whose number it is only while something is due', async () => {
		await bookSlot();
		const asked: string[] = [];
		const more = { isOurs: async (id: string) => asked.push(id) > 0 };
		await fire(at('09:00'), {}, more);
		expect(asked).toEqual([]);
		await fire(at('10:00'), {}, more);
		expect(asked).toEqual([LINE]);
	});
});

const thrown = (message: string): never => {
	throw new Error(message);
};

describe('peekNext', () => {
	it('shows the next one, due or not, and leaves it waiting', async () => {
		const callback = await bookSlot();
		const item = await peekNext(ports({}, at('08:30')));
		expect(item).toMatchObject({
			event: { type: 'callback_due' },
			callback: { id: callback.id, dueAt: at('10:00'), lateSeconds: 0 },
		});
		expect(await statusOf(callback)).toBe('waiting');
		expect(await rowsOf('wf-1:n-1')).toEqual([]);
	});

	it('shows nothing if nothing waits', async () => {
		expect(await peekNext(ports({}, at('08:30')))).toBeNull();
	});
});
