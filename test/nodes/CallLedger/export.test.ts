import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../../../nodes/CallLedger/contact/recordJson';
import { EXPORT_COLUMNS } from '../../../nodes/CallLedger/contact/recordRows';
import { readText } from '../../architecture/sourceFiles';
import { readCsv } from '../../shared/domain/readCsv';
import { CUSTOMER, NOW, NUMBER, OTHER_NUMBER, ledgerNode } from './ledgerNode';
import type { LedgerNode } from './ledgerNode';
import { CALL_ID, at, wholeStory } from './wholeStory';

const EXPORT = { resource: 'contact', operation: 'export' };
const JSON_OF_ONE = { ...EXPORT, whose: 'one', format: 'json' };
const CSV_OF_ONE = { ...EXPORT, whose: 'one', format: 'csv' };
const JSON_OF_ALL = { ...EXPORT, whose: 'all', format: 'json' };
const CSV_OF_ALL = { ...EXPORT, whose: 'all', format: 'csv' };

const told = async (numbers?: string[] | null): Promise<LedgerNode> => {
	const node = await ledgerNode(numbers);
	await wholeStory(node);
	return node;
};

const others = async (node: LedgerNode, count: number) => {
	for (let index = 1; index <= count; index++) {
		const person = { waId: `91981234567${index}`, userId: null, parentUserId: null, name: null };
		await node.do(async ({ contacts }) => await contacts.resolve(person, at(index)));
	}
};

describe('Contact › Export as JSON', () => {
	it('gives everything that is known of a customer, list by list', async () => {
		const [json = {}] = await (await told()).run(JSON_OF_ONE);
		expect(json).toMatchObject({
			schema: 'whatsapp-calling/1',
			exported_at: NOW,
			contact: { wa_id: CUSTOMER, name: 'Asha' },
			consents: [{ key: 'call', scope: 'slot', message_id: 'wamid.yes', given_at: at(-30) }],
			wishes: [{ id: 'yes:wamid.yes', scope: 'slot', starts_at: at(58) }],
			permissions: [{ status: 'granted', expires_at: at(600) }],
			escalations: [
				{ triggers: ['complex_config'], evidence: [{ message_id: 'wamid.hi', matched: 'fit' }] },
			],
			decisions: [{ reason: 'slot_not_due', retry_at: at(60) }],
			calls: [{ direction: 'inbound', outcome: 'missed' }],
			callbacks: [{ woken_by: 'slot', due_at: at(60) }],
			messages: [{ id: 'wamid.hi', from: 'customer', is_photo: true, phone_number_id: NUMBER }],
			sends: [{ kind: 'offer_call', status: 'sent', message_id: 'wamid.offer' }],
			briefs: [{ source: 'corrected', fields: { sentiment: 'calm', customOwn: { Room: 'Hall' } } }],
			corrections: [{ field: 'sentiment', before: 'angry', after: 'calm', by: 'rep_7' }],
			ratings: [{ rating: 'good', trigger: 'complex_config', at: at(-4) }],
			recordings: [{ kind: 'recording', status: 'noticed', keep_until: at(60), reference: null }],
			objections: [{ about: 'recording', at: at(-2) }],
		});
	});

	it('has the very same lists for somebody of whom nothing is known', async () => {
		const [json = {}] = await (await ledgerNode()).run(JSON_OF_ONE);
		expect(SECTIONS.map((section) => json[section])).toEqual(SECTIONS.map(() => []));
	});

	it.each([
		['Meta’s ids of calls, which hold both phone numbers', CALL_ID],
		['what the customer wrote', 'Will it fit'],
		['the way to a recording at Meta', 'media_1'],
	])('holds nothing of %s', async (_what, secret) => {
		const node = await told();
		const wishId = `inbound:${CALL_ID}`;
		await node.do(async ({ decisions }) => {
			const [decision] = await decisions.list(node.contact.id, 1);
			if (decision) await decisions.add({ ...decision, id: 'dec_2', wishId });
		});
		const [json] = await node.run(JSON_OF_ONE);
		expect(json?.decisions).toHaveLength(2);
		expect(JSON.stringify(json)).not.toContain(secret);
	});

	it('holds nothing by which an event or a link proves to be ours', async () => {
		const node = await told();
		const secrets = await node.do(async ({ attempts, sends }) => [
			...(await attempts.list(node.contact.id, 9)).map(({ opaque }) => opaque),
			...(await sends.list(node.contact.id, 9)).map(({ opaque }) => opaque),
		]);
		expect(secrets).toHaveLength(2);
		const text = JSON.stringify(await node.run(JSON_OF_ONE));
		expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	});

	it('finds what is known on a number that the credential does not reach', async () => {
		const [json = {}] = await (await told([OTHER_NUMBER])).run(JSON_OF_ONE);
		expect(json).toMatchObject({ messages: [{ from: 'customer' }], permissions: [{}] });
	});

	it('gives all customers page by page, an item each', async () => {
		const node = await told();
		await others(node, 2);
		const first = await node.run({ ...JSON_OF_ALL, limit: 2 });
		expect(first).toHaveLength(2);
		const after = (first[1]?.contact as IDataObject).id;
		const second = await node.run({ ...JSON_OF_ALL, limit: 2, after });
		const ids = [...first, ...second].map(({ contact }) => (contact as IDataObject).id);
		expect(new Set(ids).size).toBe(3);
	});

	it('gives nobody else’s data with a customer’s', async () => {
		const node = await told();
		await others(node, 1);
		const [json = {}] = await node.run({ ...JSON_OF_ONE, customer: '+91 98123 45671' });
		expect(JSON.stringify(json)).not.toContain(node.contact.id);
		expect(SECTIONS.flatMap((section) => json[section])).toEqual([]);
	});
});

describe('Contact › Export as CSV', () => {
	const table = async (node: LedgerNode, parameters: IDataObject = CSV_OF_ONE) => {
		const [item] = await node.runItems(parameters);
		const bytes = Buffer.from(item?.binary?.data?.data ?? '', 'base64');
		const [header = [], ...rows] = readCsv(bytes.toString('utf8').slice(1));
		return { item, bytes, header, rows };
	};

	it('gives one file, and how many customers and rows are in it', async () => {
		const { item, bytes, rows, header } = await table(await told());
		expect(item?.binary?.data).toMatchObject({
			fileName: 'customers-2026-10-12.csv',
			mimeType: 'text/csv',
		});
		expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		expect(item?.json).toMatchObject({ exported_at: NOW, count: 1, rows: rows.length });
		expect(header).toEqual([...EXPORT_COLUMNS]);
	});

	it('has a row for the contact and one for each thing that is known', async () => {
		const node = await told();
		const { rows } = await table(node);
		expect(rows.map((row) => row.slice(4, 9))).toEqual([
			['contact', '', '', '', ''],
			['consents', at(-30), NUMBER, 'given', 'call slot'],
			['wishes', at(-30), NUMBER, 'open', 'slot'],
			['permissions', at(-25), NUMBER, 'granted', 'temporary'],
			['escalations', at(-45), NUMBER, 'open', 'complex_config'],
			['decisions', at(-15), NUMBER, 'schedule', 'slot_not_due'],
			['calls', at(-10), NUMBER, 'missed', 'inbound'],
			['callbacks', at(60), NUMBER, 'waiting', 'slot'],
			['messages', at(-50), NUMBER, 'customer', 'photo'],
			['sends', at(-40), NUMBER, 'sent', 'offer_call'],
			['briefs', at(-14), NUMBER, 'ready', 'corrected'],
			['corrections', at(-5), NUMBER, 'wrong', 'sentiment'],
			['ratings', at(-4), NUMBER, 'good', 'complex_config'],
			['recordings', at(-3), NUMBER, 'noticed', 'recording'],
			['objections', at(-2), '', 'objected', 'recording'],
		]);
		expect(rows.every(([id, waId]) => id === node.contact.id && waId === CUSTOMER)).toBe(true);
	});

	it('loses nothing: the details are what JSON gives', async () => {
		const node = await told();
		const { rows } = await table(node);
		const [json = {}] = await node.run(JSON_OF_ONE);
		const details = (section: string) =>
			rows.filter((row) => row[4] === section).map((row) => JSON.parse(row[9] ?? ''));
		expect(details('contact')).toEqual([json.contact]);
		for (const section of SECTIONS) expect(details(section)).toEqual(json[section]);
	});

	it('S2: runs no formula that a customer has as a name', async () => {
		const node = await told();
		await node.do(
			async ({ contacts }) => await contacts.rename(node.contact.id, '=cmd|"/C calc"!A0', NOW),
		);
		const { rows, bytes } = await table(node);
		expect(rows[0]?.[3]).toBe(`'=cmd|"/C calc"!A0`);
		expect(bytes.toString('utf8')).not.toMatch(/(?:^|[,\n])"?[=+@-]/);
	});

	it('gives a page of customers as one file, and where the next begins', async () => {
		const node = await told();
		await others(node, 2);
		const { item, rows } = await table(node, { ...CSV_OF_ALL, limit: 2 });
		expect(item?.json).toMatchObject({ count: 2, rows: 2, last_contact_id: rows[1]?.[0] });
		const after = item?.json.last_contact_id;
		const next = await table(node, { ...CSV_OF_ALL, limit: 2, after });
		expect(next.item?.json).toMatchObject({ count: 1, rows: 15 });
		const end = await table(node, { ...CSV_OF_ALL, after: node.contact.id });
		expect(end.item?.json).toMatchObject({ count: 0, rows: 0, last_contact_id: null });
	});
});

describe('Contact › Export', () => {
	it('is refused to an AI agent', async () => {
		const node = await told();
		for (const parameters of [JSON_OF_ONE, CSV_OF_ALL]) {
			await expect(node.run(parameters, { isTool: true })).rejects.toMatchObject({
				type: 'not_in_tool_mode',
			});
		}
	});

	it('refuses a customer that nobody knows', async () => {
		const run = (await told()).run({ ...JSON_OF_ONE, customer: '+91 98123 45678' });
		await expect(run).rejects.toMatchObject({ type: 'contact_unknown' });
	});

	it.each([...EXPORT_COLUMNS, ...SECTIONS])('tells in the documentation what %s holds', (name) => {
		expect(readText('docs/export.md')).toContain(`| \`${name}\` |`);
	});
});
