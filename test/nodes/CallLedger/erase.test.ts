import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { CUSTOMER, NOW, NUMBER, ledgerNode } from './ledgerNode';
import type { LedgerNode } from './ledgerNode';
import { at, wholeStory } from './wholeStory';

const COUNT = { resource: 'contact', operation: 'erase' };
const ERASE = { ...COUNT, eraseForGood: true };

const told = async (): Promise<LedgerNode> => {
	const node = await ledgerNode();
	await wholeStory(node);
	return node;
};

const refuseCalls = async (node: LedgerNode) =>
	await node.do(
		async ({ contacts }) =>
			await contacts.setOptOut(node.contact.id, { calls: true, at: at(-1), messageId: 'm' }, NOW),
	);

const isKnown = async (node: LedgerNode) =>
	(await node.do(async ({ contacts }) => await contacts.get(node.contact.id))) !== null;

const writeAgain = async (node: LedgerNode) =>
	await node.do(
		async ({ contacts }) =>
			await contacts.resolve(
				{ waId: CUSTOMER, userId: null, parentUserId: null, name: 'Asha' },
				at(5),
			),
	);

describe('Contact › Erase', () => {
	it('deletes, keeps proof of consent under a pseudonym, and says what it cannot reach', async () => {
		const node = await told();
		const [json = {}] = await node.run(ERASE);
		expect(json).toMatchObject({
			known: true,
			erasure: {
				contact_id: node.contact.id,
				deleted: {
					contacts: 1,
					briefs: 1,
					corrections: 1,
					attempts: 1,
					conversation_messages: 1,
					ratings: 1,
					recordings: 1,
					recording_objections: 1,
				},
				pseudonymised: { consents: 1 },
				suppressed: { calls: false, messages: false },
				erased_at: NOW,
			},
		});
		expect(json.dry_run).toBeUndefined();
		const places = (json.not_reached as IDataObject[]).map(({ where }) => where);
		expect(places).toEqual(
			expect.arrayContaining([
				'agent_memory',
				'crm',
				'meta',
				'n8n_executions',
				'recording_storage',
				'slack',
			]),
		);
		expect(await isKnown(node)).toBe(false);
	});

	it('a second run says that nobody of that kind is known', async () => {
		const node = await told();
		await node.run(ERASE);
		for (const parameters of [ERASE, { ...ERASE, customer: CUSTOMER }]) {
			expect(await node.run(parameters)).toMatchObject([{ known: false, erasure: null }]);
		}
	});

	it.each([
		['Erase for Good is off', COUNT, {}, 'Turn on Erase for Good'],
		['it is a test run', ERASE, { mode: 'manual' as const }, 'Act for Real in Test Runs'],
	])('only counts what would go if %s', async (_what, parameters, stub, words) => {
		const node = await told();
		const [json = {}] = await node.run(parameters, stub);
		expect(json).toMatchObject({
			known: true,
			erasure: { deleted: { briefs: 1 }, pseudonymised: { consents: 1 }, erased_at: null },
			dry_run: { note: expect.stringContaining(words) },
		});
		expect(await isKnown(node)).toBe(true);
		const briefs = await node.do(async (tx) => await tx.briefs.list(node.contact.id, 9));
		expect(briefs).toHaveLength(1);
		const [real = {}] = await node.run(ERASE);
		const counted = json.erasure as IDataObject;
		expect((real.erasure as IDataObject).deleted).toEqual(counted.deleted);
	});

	it('erases in a test run that is told to act for real', async () => {
		const node = await told();
		const [json] = await node.run({ ...ERASE, actForReal: true }, { mode: 'manual' });
		expect(json).toMatchObject({ erasure: { erased_at: NOW } });
		expect(await isKnown(node)).toBe(false);
	});

	it('P4: a refusal stays in force for whoever writes again, who is nobody’s old record', async () => {
		const node = await told();
		await refuseCalls(node);
		const [json] = await node.run(ERASE);
		expect(json).toMatchObject({ erasure: { suppressed: { calls: true, messages: false } } });
		const again = await writeAgain(node);
		expect(again).toMatchObject({ callOptOut: true, messageOptOut: false });
		expect(again?.id).not.toBe(node.contact.id);
		const yes = await node.do(async ({ consents }) => await consents.history(again?.id ?? ''));
		expect(yes).toEqual([]);
	});

	it('keeps no phone number, name or photo of the item', async () => {
		const node = await told();
		const items = [
			{ ...node.item({ note: 'Asha' }), binary: { photo: { data: '', mimeType: '' } } },
		];
		const [item] = await node.runItems(ERASE, { items });
		expect(JSON.stringify(item)).not.toContain(CUSTOMER);
		expect(JSON.stringify(item)).not.toContain('Asha');
		expect(item?.binary).toEqual({});
	});

	it.each([
		['a phone number', CUSTOMER],
		['a contact', null],
	])('finds a customer by %s', async (_what, customer) => {
		const node = await told();
		const parameters = { ...ERASE, customer: customer ?? node.contact.id };
		const [json] = await node.run(parameters, { items: [{ json: {} }] });
		expect(json).toMatchObject({ known: true, erasure: { contact_id: node.contact.id } });
	});

	it('erases both contacts of a number that is known in two spellings', async () => {
		const node = await ledgerNode();
		for (const waId of ['5215512345678', '525512345678']) {
			const person = { waId, userId: null, parentUserId: null, name: null };
			await node.do(async ({ contacts }) => await contacts.resolve(person, NOW));
		}
		const [json] = await node.run({ ...ERASE, customer: '+52 55 1234 5678' });
		expect(json).toMatchObject({ erasure: { deleted: { contacts: 2 } } });
	});

	it('touches nobody else', async () => {
		const node = await told();
		const other = { waId: '919812345678', userId: null, parentUserId: null, name: 'Bo' };
		const bo = await node.do(async ({ contacts }) => await contacts.resolve(other, NOW));
		await node.run({ ...ERASE, customer: other.waId });
		expect(await isKnown(node)).toBe(true);
		expect(await node.do(async ({ contacts }) => await contacts.get(bo?.id ?? ''))).toBeNull();
		const left = await node.do(async (tx) => await tx.wishes.current(node.contact.id, NUMBER, NOW));
		expect(left).not.toBeNull();
	});

	it('refuses what is no customer', async () => {
		const node = await told();
		await expect(node.run({ ...ERASE, customer: 'Asha' })).rejects.toMatchObject({
			type: 'customer_invalid',
		});
		await expect(node.run(ERASE, { items: [{ json: {} }] })).rejects.toMatchObject({
			type: 'no_customer',
		});
	});

	it('is refused to an AI agent', async () => {
		const node = await told();
		await expect(node.run(ERASE, { isTool: true })).rejects.toMatchObject({
			type: 'not_in_tool_mode',
		});
		expect(await isKnown(node)).toBe(true);
	});
});
