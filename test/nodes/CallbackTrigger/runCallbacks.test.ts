import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import { CallbackTrigger } from '../../../nodes/CallbackTrigger/CallbackTrigger.node';
import { runCallbacks } from '../../../nodes/CallbackTrigger/runCallbacks';
import { readSettings } from '../../../nodes/CallbackTrigger/settings';
import { callbackAppKey } from '../../../nodes/shared/ingress/callbackRows';
import type { Callback, LedgerTx } from '../../../nodes/shared/ledger/ledger';
import { SAMPLE_ITEMS } from '../../../nodes/shared/n8n/sampleItems';
import { Host, LINE, type Node } from '../WhatsAppCallingTrigger/triggerStub';

const host = new Host();

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

const tx = async <T>(work: (stores: LedgerTx) => Promise<T>) =>
	await (await host.ledger()).transaction(work);

interface Emitted {
	json: IDataObject;
	finish(status: string): void;
}

/** As n8n makes them. */
function deferred() {
	const settle: { resolve?: (run: unknown) => void } = {};
	const promise = new Promise((resolve) => Object.assign(settle, { resolve }));
	return { promise, ...settle };
}

function trigger(node: Node = {}, more: { mode?: string; activation?: string } = {}) {
	const emitted: Emitted[] = [];
	const memory: IDataObject = {};
	const context = {
		...host.context({
			...node,
			parameters: { events: ['slots', 'wokenRequests'], ...node.parameters },
		}),
		getMode: () => more.mode ?? 'trigger',
		getActivationMode: () => more.activation ?? 'activate',
		getWorkflowStaticData: () => memory,
		emit: (
			[[item]]: [[{ json: IDataObject }]],
			_response: unknown,
			done?: { resolve(run: unknown): void },
		) => emitted.push({ json: item.json, finish: (status) => done?.resolve({ status }) }),
	};
	const helpers = { ...(context as unknown as { helpers: object }).helpers };
	// Only what the trigger calls is there; anything else fails the test loudly.
	const ctx = {
		...context,
		helpers: { ...helpers, createDeferredPromise: deferred },
	} as unknown as ITriggerFunctions;
	return { ctx, emitted, memory };
}

/** A slot that starts in some seconds. */
async function bookSlot(seconds: number, remindMs = 0, waId = '919812345678'): Promise<Callback> {
	return await tx(async ({ contacts, wishes, callbacks }) => {
		const person = { waId, userId: null, parentUserId: null, name: 'Asha' };
		const contact = await contacts.resolve(person, soon(-60));
		const contactId = contact?.id ?? '';
		const yes = { id: `yes:${waId}`, phoneNumberId: LINE, contactId, kind: 'yes' as const };
		const wish = await wishes.open({ ...yes, scope: 'slot', expiresAt: soon(9999) }, soon(-60));
		const booking = await callbacks.book(
			{
				contactId,
				phoneNumberId: LINE,
				wishId: wish.id,
				escalationId: null,
				startAt: soon(seconds),
				endAt: soon(seconds + 1800),
				zone: 'Asia/Kolkata',
				capacity: 9,
				earlyMs: 120_000,
				lateMs: 900_000,
				remindMs,
			},
			soon(-60),
		);
		if (!booking.booked) throw new Error(booking.because);
		return booking.callback;
	});
}

/** Another process fired a callback, leased its row and died. */
async function dieOver({ id }: Callback): Promise<void> {
	const row = { eventKey: `callback:${id}`, routeId: 'wf-1:node-1', lane: 'call' as const };
	const body = JSON.stringify({ event: { type: 'callback_due', key: row.eventKey } });
	await tx(async ({ callbacks, inbox }) => {
		await callbacks.fire(id, soon(0));
		await inbox.add({ ...row, body }, soon(0));
		await inbox.lease({ ...row, holder: 'process_dead', limit: 1, leaseSeconds: 60 }, soon(0));
	});
}

const statusOf = async ({ id }: Callback) =>
	(await tx(async ({ callbacks }) => await callbacks.get(id)))?.status;

const routes = async () => {
	const { ledger, appKey } = await host.connection();
	const now = new Date().toISOString();
	return await ledger.transaction(
		async (stores) => await stores.routes.list(callbackAppKey(appKey), now),
	);
};

describe('Callback Trigger', () => {
	it('H4: emits a due slot once and marks its row done', async () => {
		const callback = await bookSlot(-1);
		const { ctx, emitted } = trigger();
		const { closeFunction } = await runCallbacks(ctx);
		await vi.waitFor(() => expect(emitted).toHaveLength(1), 5000);
		expect(emitted[0]?.json).toMatchObject({
			event: { type: 'callback_due', key: `callback:${callback.id}`, origin: 'ledger' },
			contact: { wa_id: '919812345678' },
			callback: { id: callback.id, woken_by: 'slot' },
		});
		emitted[0]?.finish('success');
		const counts = async () => await tx(async ({ inbox }) => await inbox.counts('wf-1:node-1'));
		await vi.waitFor(async () => expect(await counts()).toMatchObject({ done: 1 }), 5000);
		await new Promise((resolve) => setTimeout(resolve, 1200));
		expect(emitted).toHaveLength(1);
		await closeFunction?.();
	});

	it('H4: what a process that died had fired and not finished is emitted by the next, once', async () => {
		const callback = await bookSlot(-1);
		await dieOver(callback);
		expect(await statusOf(callback)).toBe('fired');
		const { ctx, emitted } = trigger({}, { activation: 'init' });
		const { closeFunction } = await runCallbacks(ctx);
		await vi.waitFor(() => expect(emitted).toHaveLength(1), 5000);
		expect(emitted[0]?.json.event).toMatchObject({ key: `callback:${callback.id}` });
		emitted[0]?.finish('success');
		const counts = async () => await tx(async ({ inbox }) => await inbox.counts('wf-1:node-1'));
		await vi.waitFor(
			async () => expect(await counts()).toMatchObject({ done: 1, leased: 0 }),
			5000,
		);
		await closeFunction?.();
		expect(emitted).toHaveLength(1);
	});

	it('V7: emits the reminder of a slot, and the slot goes on waiting', async () => {
		const callback = await bookSlot(1000, 1_000_000);
		const { ctx, emitted } = trigger({ parameters: { events: ['reminders'] } });
		const { closeFunction } = await runCallbacks(ctx);
		await vi.waitFor(() => expect(emitted).toHaveLength(1), 5000);
		await closeFunction?.();
		expect(emitted[0]?.json).toMatchObject({
			event: { type: 'reminder_due', origin: 'ledger' },
			callback: { woken_by: 'reminder', end_at: callback.dueAt },
		});
		expect(await statusOf(callback)).toBe('waiting');
	});

	it('H4: what is not due waits', async () => {
		const callback = await bookSlot(3600);
		const { ctx, emitted } = trigger();
		const { closeFunction } = await runCallbacks(ctx);
		await new Promise((resolve) => setTimeout(resolve, 1300));
		await closeFunction?.();
		expect(emitted).toEqual([]);
		expect(await statusOf(callback)).toBe('waiting');
	});

	it('is a route while it is published, apart from those that deliveries go to', async () => {
		const parameters = { events: ['slots'], options: { phoneNumberIds: [LINE] } };
		const { closeFunction } = await runCallbacks(trigger({ parameters }).ctx);
		await vi.waitFor(async () => expect(await routes()).toHaveLength(1), 5000);
		expect(await routes()).toMatchObject([
			{ id: 'wf-1:node-1', kind: 'callbacks', groups: ['slots'], phoneNumberIds: [LINE] },
		]);
		expect(await host.routes()).toEqual([]);
		await closeFunction?.();
		expect(await routes()).toEqual([]);
	});

	it('asks Meta nothing while nothing is due', async () => {
		const { closeFunction } = await runCallbacks(trigger().ctx);
		await new Promise((resolve) => setTimeout(resolve, 100));
		await closeFunction?.();
		expect(host.meta.requests).toEqual([]);
		expect(host.log).toEqual([]);
	});

	it('H4: leaves the callbacks of a number that its credential does not reach', async () => {
		const callback = await bookSlot(-1);
		vi.spyOn(host.meta, 'answer').mockImplementation(async () => ({
			statusCode: 200,
			body: { data: [{ id: '106540352242999' }] },
		}));
		const credential = { ...CREDENTIAL_OF_OTHERS };
		const { ctx, emitted } = trigger({ credential });
		const { closeFunction } = await runCallbacks(ctx);
		await new Promise((resolve) => setTimeout(resolve, 300));
		await closeFunction?.();
		expect(emitted).toEqual([]);
		expect(await statusOf(callback)).toBe('waiting');
	});

	it('remembers its ledger and refuses another one', async () => {
		const { ctx, memory } = trigger();
		const { closeFunction } = await runCallbacks(ctx);
		await closeFunction?.();
		expect(memory.ledgerId).toBe((await host.ledger()).id);
		memory.ledgerId = 'another';
		await expect(runCallbacks(ctx)).rejects.toMatchObject({
			description: expect.stringContaining('Ledger Was Replaced'),
		});
	});
});

/** A token of its own: the numbers of a credential are remembered for ten minutes. */
const CREDENTIAL_OF_OTHERS = {
	accessToken: 'token-of-others',
	appSecret: 'app-secret-2',
	appId: '900000000000002',
	wabaId: '102290129340399',
};

describe('a test run', () => {
	it('W1: shows the next callback and leaves it waiting', async () => {
		const callback = await bookSlot(3600);
		await bookSlot(7200, 0, '919800000001');
		const { ctx, emitted } = trigger({}, { mode: 'manual' });
		const { manualTriggerFunction, closeFunction } = await runCallbacks(ctx);
		await manualTriggerFunction?.();
		expect(closeFunction).toBeUndefined();
		expect(emitted).toHaveLength(1);
		expect(emitted[0]?.json.callback).toMatchObject({ id: callback.id, late_seconds: 0 });
		expect(await statusOf(callback)).toBe('waiting');
		expect(await routes()).toEqual([]);
	});

	it.each([
		['recaps', 'recap_due'],
		['reminders', 'reminder_due'],
	])('W1: shows a sample of what was chosen: %s', async (kind, type) => {
		const { ctx, emitted } = trigger({ parameters: { events: [kind] } }, { mode: 'manual' });
		await (await runCallbacks(ctx)).manualTriggerFunction?.();
		expect(emitted[0]?.json.event).toMatchObject({ type, origin: 'sample' });
	});

	it('W1: shows a sample if nothing waits', async () => {
		const { ctx, emitted } = trigger({}, { mode: 'manual' });
		const { manualTriggerFunction } = await runCallbacks(ctx);
		await manualTriggerFunction?.();
		const { item } = SAMPLE_ITEMS.callback_due;
		expect(emitted[0]?.json.event).toMatchObject({ type: 'callback_due', origin: 'sample' });
		expect(emitted[0]?.json.callback).toMatchObject({ id: item.callback.id });
	});
});

describe('settings', () => {
	const read = (parameters: IDataObject) =>
		readSettings({ getNodeParameter: (name, fallback) => parameters[name] ?? fallback });

	it('of a new node take calls alone', () => {
		expect(read({})).toEqual({
			events: ['slots', 'wokenRequests'],
			phoneNumberIds: [],
			acceptLedger: false,
		});
	});

	it('know recaps and reminders', () => {
		const { events } = read({ events: ['reminders', 'slots', 'recaps'] });
		expect(events).toEqual(['slots', 'recaps', 'reminders']);
	});

	it('know only their own events and digits', () => {
		const options = { phoneNumberIds: [106540352242922, ' 7 ', 'x'], acceptLedger: 'true' };
		expect(read({ events: ['slots', 'messages'], options })).toEqual({
			events: ['slots'],
			phoneNumberIds: ['106540352242922', '7'],
			acceptLedger: false,
		});
	});
});

describe('CallbackTrigger', () => {
	it('is a trigger with one output and no webhook', () => {
		const { description } = new CallbackTrigger();
		expect(description).toMatchObject({ group: ['trigger'], inputs: [] });
		expect(description.outputs).toHaveLength(1);
		expect(description.webhooks).toBeUndefined();
	});
});
