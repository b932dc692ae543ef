import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { CUSTOMER, NOW, NUMBER, ledgerNode } from './ledgerNode';
import type { LedgerNode } from './ledgerNode';
import { at, wholeStory } from './wholeStory';

const STRANGER = '+91 98123 45678';

const update = (updateFields: IDataObject, customer = CUSTOMER) => ({
	resource: 'contact',
	operation: 'update',
	customer,
	updateFields,
});

const known = async (node: LedgerNode, waId: string) =>
	await node.do(async ({ contacts }) => await contacts.find({ waId, userId: null }));

const write = async (node: LedgerNode, waId: string) =>
	await node.do(
		async ({ contacts }) =>
			await contacts.resolve({ waId, userId: null, parentUserId: null, name: 'Bo' }, at(5)),
	);

const allowAgain = async (node: LedgerNode, minutes: number) =>
	await node.do(
		async ({ contacts }) =>
			await contacts.setOptOut(
				node.contact.id,
				{ calls: false, messages: false, at: at(minutes), messageId: 'wamid.in' },
				at(minutes),
			),
	);

describe('Contact › Update', () => {
	it('keeps what an operator knows better', async () => {
		const node = await ledgerNode();
		const fields = { name: ' Asha  Rao ', language: 'pt_br', timeZone: 'America/Sao_Paulo' };
		const items = [{ json: { crm_id: 7 } }];
		const [json] = await node.run(update(fields), { items });
		expect(json).toMatchObject({
			schema: 'whatsapp-calling/1',
			crm_id: 7,
			contact: {
				id: node.contact.id,
				name: 'Asha Rao',
				language: 'pt-BR',
				time_zone: 'America/Sao_Paulo',
				time_zone_source: 'record',
			},
			updated: ['name', 'language', 'time_zone'],
		});
	});

	it('a name stands before the one in WhatsApp’s profile', async () => {
		const node = await ledgerNode();
		await node.run(update({ name: 'Asha Rao' }));
		expect(await write(node, CUSTOMER)).toMatchObject({ name: 'Asha Rao' });
	});

	it('the same again changes nothing, so that two systems do not wake each other for ever', async () => {
		const node = await ledgerNode();
		const fields = { name: 'Asha Rao', language: 'hi', timeZone: 'Asia/Kolkata', doNotCall: true };
		await node.run(update(fields));
		node.clock.now = at(30);
		const [json] = await node.run(update(fields));
		expect(json?.updated).toEqual([]);
		const changed = { limit: 9, changedSince: at(30) };
		expect(await node.do(async ({ contacts }) => await contacts.list(changed))).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['nothing', {}],
		['empty values', { name: '', language: ' ', timeZone: '', doNotCall: '', refusedAt: '' }],
		['null', { name: null, language: null, doNotCall: null, doNotMessage: null }],
		['a no', { doNotCall: false, doNotMessage: 'false' }],
	])('changes nothing for %s', async (_what, fields) => {
		const node = await ledgerNode();
		const [json] = await node.run(update(fields));
		expect(json).toMatchObject({ updated: [], contact: { name: 'Asha', call_opt_out: false } });
	});

	it.each<[string, IDataObject, RegExp]>([
		['a zone', { timeZone: 'Bombay' }, /Time Zone/],
		['a language', { language: 'Hindi, mostly' }, /Language/],
		['a time', { doNotCall: true, refusedAt: 'yesterday' }, /Refused At/],
		['a refusal', { doNotCall: 'perhaps' }, /Do Not Call/],
		['another refusal', { doNotMessage: 'ja' }, /Do Not Message/],
	])('changes nothing if %s cannot be read, and names the field', async (_what, wrong, words) => {
		const node = await ledgerNode();
		await expect(node.run(update({ name: 'Bo', ...wrong }))).rejects.toMatchObject({
			type: 'contact_invalid',
			description: expect.stringMatching(words),
		});
		expect(await known(node, CUSTOMER)).toMatchObject({ name: 'Asha', callOptOut: false });
	});

	it('is refused to an AI agent', async () => {
		const node = await ledgerNode();
		await expect(node.run(update({ name: 'Bo' }), { isTool: true })).rejects.toMatchObject({
			type: 'not_in_tool_mode',
		});
	});
});

describe('Contact › Update, a refusal', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['Do Not Call', { doNotCall: true }, { call_opt_out: true, message_opt_out: false }],
		['Do Not Message', { doNotMessage: true }, { call_opt_out: true, message_opt_out: true }],
		['words of a CRM', { doNotCall: 'Yes' }, { call_opt_out: true, message_opt_out: false }],
	])('P4: %s holds at once and everywhere', async (_what, fields, contact) => {
		const node = await ledgerNode();
		await wholeStory(node);
		expect(await node.run(update(fields))).toMatchObject([{ contact }]);
		const line = [node.contact.id, NUMBER] as const;
		expect(
			await node.do(async ({ wishes }) => (await wishes.current(...line, NOW))?.kind),
		).not.toBe('yes');
		expect(await node.do(async ({ callbacks }) => await callbacks.booked(...line))).toBeNull();
	});

	it('P4: only the customer takes it back', async () => {
		const node = await ledgerNode();
		await node.run(update({ doNotCall: true }));
		const [json] = await node.run(update({ doNotCall: false, doNotMessage: false }));
		expect(json).toMatchObject({ updated: [], contact: { call_opt_out: true } });
	});

	it('P4: of an unknown number holds from the first message on', async () => {
		const node = await ledgerNode();
		const [json] = await node.run(update({ doNotCall: true, name: 'Bo' }, STRANGER));
		expect(json).toMatchObject({
			contact: { wa_id: '919812345678', name: 'Bo' },
			updated: ['name', 'call_opt_out'],
		});
		expect(await write(node, '919812345678')).toMatchObject({ callOptOut: true });
	});

	it.each([['5215512345678'], ['525512345678']])(
		'P4: of an unknown Mexican number holds when WhatsApp calls its owner %s',
		async (waId) => {
			const node = await ledgerNode();
			await node.run(update({ doNotCall: true }, '+52 55 1234 5678'));
			expect(await write(node, waId)).toMatchObject({ callOptOut: true });
		},
	);

	it('P4: of an unknown business-scoped user holds too', async () => {
		const node = await ledgerNode();
		await node.run(update({ doNotMessage: true }, 'GB.1349'));
		const bo = { waId: null, userId: 'GB.1349', parentUserId: null, name: 'Bo' };
		const contact = await node.do(async ({ contacts }) => await contacts.resolve(bo, at(5)));
		expect(contact).toMatchObject({ callOptOut: true, messageOptOut: true });
	});

	it.each([
		['a name alone', { name: 'Bo' }, STRANGER, 'contact_unknown'],
		['a no', { doNotCall: false }, STRANGER, 'contact_unknown'],
		[
			'a refusal of a contact that there is none of',
			{ doNotCall: true },
			'c_none',
			'contact_unknown',
		],
		['a number without country code', { doNotCall: true }, '07700 900124', 'customer_invalid'],
		['a word', { doNotCall: true }, 'Bo', 'customer_invalid'],
	])('keeps no stranger for %s', async (_what, fields, customer, type) => {
		const node = await ledgerNode();
		await expect(node.run(update(fields, customer))).rejects.toMatchObject({ type });
		expect(await node.do(async ({ contacts }) => await contacts.list({ limit: 9 }))).toHaveLength(
			1,
		);
	});

	it.each([
		['before the customer took it back: the customer’s word counts', -20, false],
		['after the customer took it back: the refusal counts', -5, true],
	])('P4: said %s', async (_what, refusedMinutes, callOptOut) => {
		const node = await ledgerNode();
		await allowAgain(node, -10);
		await node.run(update({ doNotCall: true, refusedAt: at(refusedMinutes) }));
		expect(await known(node, CUSTOMER)).toMatchObject({ callOptOut });
	});

	it('a time without offset is one of the workflow’s zone', async () => {
		const node = await ledgerNode();
		await allowAgain(node, -10);
		// 14:45 in Kolkata is a quarter of an hour ago, in UTC it lies ahead.
		const fields = { doNotCall: true, refusedAt: '2026-10-12T14:45:00' };
		await node.run(update(fields), { timezone: 'Asia/Kolkata' });
		expect(await known(node, CUSTOMER)).toMatchObject({ callOptOut: false });
	});

	it('P4: a time that lies ahead does not outlast the customer’s own word', async () => {
		const node = await ledgerNode();
		await node.run(update({ doNotCall: true, refusedAt: at(600) }));
		expect(await known(node, CUSTOMER)).toMatchObject({ callOptOut: true });
		await allowAgain(node, 10);
		expect(await known(node, CUSTOMER)).toMatchObject({ callOptOut: false });
	});
});
