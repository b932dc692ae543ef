import { describe, expect, it } from 'vitest';
import { CUSTOMER, NOW, NUMBER, OTHER_NUMBER, ledgerNode } from './ledgerNode';
import type { LedgerNode } from './ledgerNode';
import { CALL_ID, at, bookSlot } from './wholeStory';

const OF_CUSTOMER = { resource: 'callback', operation: 'getMany', which: 'customer' };
const WAITING = { resource: 'callback', operation: 'getMany', which: 'waiting' };
const CANCEL = { resource: 'callback', operation: 'cancel', which: 'booked' };
const CANCEL_ID = { ...CANCEL, which: 'id' };

/** A yes with a slot in an hour, and a request that was parked for the night. */
async function planned(numbers?: string[]): Promise<LedgerNode> {
	const node = await ledgerNode(numbers);
	await node.do(async (tx) => {
		const line = { contactId: node.contact.id, phoneNumberId: NUMBER };
		await tx.wishes.open(
			{ ...line, id: 'w1', kind: 'yes', scope: 'slot', expiresAt: at(90), givenAt: at(-30) },
			at(-30),
		);
		await bookSlot(node, tx, 'w1');
		const parked = { ...line, wishId: 'w1', escalationId: null };
		await tx.callbacks.park({ ...parked, wokenBy: 'hours', dueAt: at(30) }, at(-10));
	});
	return node;
}

const booked = async (node: LedgerNode) =>
	await node.do(async ({ callbacks }) => await callbacks.booked(node.contact.id, NUMBER));

describe('Callback › Get Many', () => {
	it('lists a customer’s, newest first, those that are over too', async () => {
		const node = await planned();
		const slot = await booked(node);
		await node.do(async ({ callbacks }) => await callbacks.cancel(slot?.id ?? '', NOW));
		expect(await node.run(OF_CUSTOMER)).toEqual([
			expect.objectContaining({ woken_by: 'hours', status: 'waiting', due_at: at(30) }),
			{
				id: slot?.id,
				contact_id: node.contact.id,
				phone_number_id: NUMBER,
				woken_by: 'slot',
				status: 'cancelled',
				due_at: at(60),
				end_at: at(90),
				zone: 'Europe/London',
				wish_id: 'w1',
				escalation_id: null,
				call_id: null,
				created_at: at(-20),
				fired_at: null,
			},
		]);
		expect(await node.run({ ...OF_CUSTOMER, limit: 1 })).toHaveLength(1);
	});

	it('H4: lists what waits on a number, earliest first, what has no time last, and nothing that is over', async () => {
		const node = await planned([NUMBER, OTHER_NUMBER]);
		const item = { items: [{ json: {} }] };
		const waiting = { ...WAITING, phoneNumber: NUMBER };
		expect(await node.run(waiting, item)).toMatchObject([
			{ woken_by: 'hours' },
			{ woken_by: 'slot' },
		]);
		expect(await node.run({ ...waiting, limit: 1 }, item)).toHaveLength(1);
		expect(await node.run({ ...waiting, phoneNumber: OTHER_NUMBER }, item)).toEqual([]);
		const slot = await booked(node);
		await node.do(async ({ callbacks }) => {
			await callbacks.fire(slot?.id ?? '', NOW);
			const line = { contactId: node.contact.id, phoneNumberId: NUMBER, escalationId: null };
			await callbacks.park({ ...line, wishId: 'w1', wokenBy: 'permission', dueAt: null }, NOW);
		});
		expect(await node.run(waiting, item)).toMatchObject([
			{ woken_by: 'hours', due_at: at(30) },
			{ woken_by: 'permission', due_at: null },
		]);
	});

	it('tells no call id of Meta’s, which holds both phone numbers', async () => {
		const node = await ledgerNode();
		const line = { contactId: node.contact.id, phoneNumberId: NUMBER, escalationId: null };
		const parked = { ...line, wishId: `inbound:${CALL_ID}`, dueAt: at(30) };
		await node.do(
			async ({ callbacks }) => await callbacks.park({ ...parked, wokenBy: 'representative' }, NOW),
		);
		const [json] = await node.run(OF_CUSTOMER);
		expect(json?.wish_id).toMatch(/^inbound:call_/);
	});

	it.each([
		['of a customer', OF_CUSTOMER],
		['on a number', WAITING],
	])('%s: is refused to an AI agent', async (_what, parameters) => {
		await expect((await planned()).run(parameters, { isTool: true })).rejects.toMatchObject({
			type: 'not_in_tool_mode',
		});
	});
});

describe('recaps and reminders (V7)', () => {
	const followed = async () => {
		const node = await ledgerNode();
		const line = { contactId: node.contact.id, phoneNumberId: NUMBER };
		await node.do(async (tx) => {
			await tx.wishes.open(
				{ ...line, id: 'w1', kind: 'yes', scope: 'slot', expiresAt: at(90), givenAt: at(-30) },
				at(-30),
			);
			await bookSlot(node, tx, 'w1', 30);
			const recap = { ...line, escalationId: null, callId: CALL_ID };
			await tx.callbacks.planRecap({ ...recap, dueAt: at(20) }, at(-10));
		});
		return node;
	};

	it('are listed with what they are of, and with no call id of Meta’s', async () => {
		const rows = await (await followed()).run(WAITING);
		expect(rows).toMatchObject([
			{ woken_by: 'recap', due_at: at(20), call_id: expect.stringMatching(/^call_/) },
			{ woken_by: 'reminder', due_at: at(30), end_at: at(60), call_id: null },
			{ woken_by: 'slot', due_at: at(60) },
		]);
		expect(JSON.stringify(rows)).not.toContain('wacid');
	});

	it('a reminder goes with its slot, and the recap of a call stays', async () => {
		const node = await followed();
		expect(await node.run(CANCEL)).toMatchObject([
			{ cancelled: true, callback: { woken_by: 'slot', status: 'cancelled' } },
		]);
		expect(await node.run(WAITING)).toMatchObject([{ woken_by: 'recap' }]);
	});

	it('one may be cancelled by itself', async () => {
		const node = await followed();
		const [, reminder] = await node.run(WAITING);
		const parameters = { ...CANCEL_ID, callbackId: String(reminder?.id) };
		expect(await node.run(parameters)).toMatchObject([
			{ cancelled: true, callback: { woken_by: 'reminder', status: 'cancelled' } },
		]);
		expect(await node.run(WAITING)).toMatchObject([{ woken_by: 'recap' }, { woken_by: 'slot' }]);
	});
});

describe('Callback › Cancel', () => {
	it('H4: gives up the slot that the customer has booked; nothing is dialled at its time', async () => {
		const node = await planned();
		const slot = await booked(node);
		expect(await node.run(CANCEL)).toMatchObject([
			{ cancelled: true, callback: { id: slot?.id, status: 'cancelled' } },
		]);
		expect(await booked(node)).toBeNull();
		const wish = await node.do(async ({ wishes }) => await wishes.get('w1'));
		expect(wish).toMatchObject({ status: 'open', startsAt: null });
	});

	it('is harmless when repeated', async () => {
		const node = await planned();
		const [first] = await node.run(CANCEL);
		expect(await node.run(CANCEL)).toEqual([{ cancelled: false, callback: null }]);
		const callback = first?.callback;
		const again = { ...CANCEL_ID, callbackId: (callback as { id: string }).id };
		expect(await node.run(again)).toEqual([{ cancelled: false, callback }]);
	});

	it('gives up a parked request by its ID', async () => {
		const node = await planned();
		const [parked] = await node.run(OF_CUSTOMER);
		const [json] = await node.run({ ...CANCEL_ID, callbackId: parked?.id });
		expect(json).toMatchObject({ cancelled: true, callback: { woken_by: 'hours' } });
		expect(await booked(node)).not.toBeNull();
	});

	it('leaves what has fired as it is', async () => {
		const node = await planned();
		const slot = await booked(node);
		await node.do(async ({ callbacks }) => await callbacks.fire(slot?.id ?? '', NOW));
		const [json] = await node.run({ ...CANCEL_ID, callbackId: slot?.id });
		expect(json).toMatchObject({ cancelled: false, callback: { status: 'fired' } });
	});

	it('only shows it in a test run, unless told to act for real', async () => {
		const node = await planned();
		const test = { mode: 'manual' as const };
		const [json] = await node.run(CANCEL, test);
		expect(json).toMatchObject({
			cancelled: false,
			callback: { status: 'waiting' },
			dry_run: { note: expect.stringContaining('Act for Real in Test Runs') },
		});
		expect(await booked(node)).not.toBeNull();
		expect(await node.run({ ...CANCEL, actForReal: true }, test)).toMatchObject([
			{ cancelled: true },
		]);
	});

	it.each([
		['an ID that there is none of', { ...CANCEL_ID, callbackId: 'cb_none' }, 'callback_unknown'],
		['a customer that nobody knows', { ...CANCEL, customer: '+91 98123 45678' }, 'contact_unknown'],
	])('refuses %s', async (_what, parameters, type) => {
		await expect((await planned()).run(parameters)).rejects.toMatchObject({ type });
	});

	it('is refused to an AI agent', async () => {
		const node = await planned();
		for (const parameters of [CANCEL, { ...CANCEL, customer: CUSTOMER }]) {
			await expect(node.run(parameters, { isTool: true })).rejects.toMatchObject({
				type: 'not_in_tool_mode',
			});
		}
		expect(await booked(node)).not.toBeNull();
	});
});
