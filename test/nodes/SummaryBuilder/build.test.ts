import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { UNKNOWN } from '../../fixtures/summaries/unknown';
import { at, BriefNode, CART, fieldRows, modelSays, STRANGER, SUMMARY } from './briefNode';
import { asha } from '../asha';

let node: BriefNode;

beforeEach(async () => {
	node = await BriefNode.open();
});

const mapped = (fields: Record<string, unknown>) => ({ mappedFields: fieldRows(fields) });

const OWN_SCHEMA = JSON.stringify({ properties: { move_in_date: { type: ['string', 'null'] } } });

describe('a brief without a model (C6)', () => {
	it('is ready by rules: name, cart, items and consent, the rest unknown', async () => {
		await node.yes(at(-2));
		const { output, brief, json, notes } = await node.build({ cart: CART });
		expect(output).toBe('Ready');
		expect(brief).toEqual({
			id: expect.stringMatching(/^br_/),
			status: 'ready',
			source: 'rules',
			fields: {
				...UNKNOWN,
				customer_name: 'Asha',
				product_interest: 'SOFA-L, LEG-OAK',
				estimated_cart: 1750,
				consent_call: at(-2),
			},
			sources: { consent_call: 'wamid.yes' },
			errors: [],
			thread_url: null,
		});
		expect(notes).toEqual([]);
		// Everything else passes through; the contact is the ledger's.
		expect(json).toMatchObject({ order: 'A-7', contact: { name: 'Asha' } });
		expect(await node.current()).toMatchObject({ id: brief.id, status: 'ready', source: 'rules' });
	});

	it.each([
		['a photo came in', [true, false], true],
		['none of the messages is a photo', [false, false], false],
		['no message is known', [], null],
	])('S2: photos when %s', async (_what, messages, expected) => {
		for (const [index, isPhoto] of messages.entries()) await node.heard(`wamid.m${index}`, isPhoto);
		expect((await node.build()).brief.fields.photos_received).toBe(expected);
	});

	it.each<[string, IDataObject]>([
		['an agent that failed', { error: 'The model timed out' }],
		['an agent that only chatted', { output: 'Sure, which colour?' }],
		['a model section without a summary', modelSays(null)],
	])('is ready behind %s', async (_what, extra) => {
		const { output, brief } = await node.build(extra);
		expect([output, brief.source]).toEqual(['Ready', 'rules']);
	});

	it('is what Use Model Output, switched off, makes of a broken summary', async () => {
		const broken = await node.build(modelSays('{"customer_name": "Asha", "sentim'));
		expect(broken.output).toBe('Needs Review');
		const { output, brief } = await node.build(modelSays('{"customer_name": "Asha", "sentim'), {
			useModel: false,
		});
		expect([output, brief.source, brief.fields.customer_name]).toEqual(['Ready', 'rules', 'Asha']);
		expect(await node.current()).toMatchObject({ status: 'ready', source: 'rules' });
	});
});

describe('the customer’s yes (P1)', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['a model', modelSays({ ...SUMMARY, consent_call: at(-1) }), {}],
		['a mapping', {}, mapped({ consent_call: at(-1) })],
		['the item', { wish: { id: 'yes:1', kind: 'yes', scope: 'now' } }, {}],
	])('is never taken from %s', async (_what, extra, parameters) => {
		const message = { id: 'wamid.x', type: 'text', text: 'yes', intent: 'accept' };
		const { brief } = await node.build({ message, ...extra }, parameters);
		expect(brief.fields.consent_call).toBeNull();
	});

	it('is the newest that holds, to a call and not to a recording', async () => {
		await node.yes(at(-9), 'wamid.first');
		await node.yes(at(-5), 'wamid.second');
		await node.yes(at(-1), 'wamid.recording', 'recording');
		const { brief } = await node.build(modelSays(SUMMARY));
		expect(brief.fields.consent_call).toBe(at(-5));
		expect(brief.sources.consent_call).toBe('wamid.second');
	});

	it('is gone once it was taken back', async () => {
		await node.yes(at(-5));
		await node.do(
			async ({ contacts }) =>
				await contacts.setOptOut(
					node.contact.id,
					{ calls: true, at: at(-1), messageId: 'wamid.stop' },
					node.now,
				),
		);
		expect((await node.build()).brief.fields.consent_call).toBeNull();
	});
});

describe('a brief of a model (S1)', () => {
	it.each<[string, IDataObject]>([
		['the model section', modelSays(SUMMARY)],
		[
			'the model section as text in a code fence',
			modelSays(`\`\`\`json\n${JSON.stringify(SUMMARY)}\n\`\`\``),
		],
		['an agent right before', { output: { reply: 'Hi', summary_for_agent: SUMMARY } }],
	])('is read from %s', async (_what, extra) => {
		const { output, brief } = await node.build(extra);
		expect(output).toBe('Ready');
		expect(brief).toMatchObject({ status: 'ready', source: 'model', fields: SUMMARY, errors: [] });
	});

	it('finds the customer before an agent that replaced the item', async () => {
		const own = node.item();
		const { output, json, brief } = await node.build(
			{},
			{},
			{
				items: [{ json: { output: { summary_for_agent: SUMMARY } } }],
				parents: { 'This Node': ['AI Agent', 'Trigger'] },
				upstream: { Trigger: { item: own, all: [own] } },
			},
		);
		expect(output).toBe('Ready');
		expect(brief.fields).toMatchObject({ sentiment: 'anxious but keen' });
		expect(json).toMatchObject({ contact: { id: node.contact.id }, line: own.json.line });
	});

	it('believes a verified cart before the model', async () => {
		const { brief } = await node.build({ ...modelSays(SUMMARY), cart: CART });
		expect(brief.fields.estimated_cart).toBe(1750);
	});

	it.each<[string, unknown, string[], Partial<typeof SUMMARY>]>([
		[
			'of a wrong type',
			{ ...SUMMARY, estimated_cart: 'a lot', sentiment: true },
			['$.estimated_cart', '$.sentiment'],
			{ customer_name: 'Asha Rao', room_constraints: '3.2 m wall, a dog' },
		],
		[
			'with a field left out',
			{ ...SUMMARY, open_objections: undefined },
			['$.open_objections'],
			{ estimated_cart: 1890 },
		],
		[
			'that was cut off',
			JSON.stringify(SUMMARY).slice(0, 120),
			['$'],
			{ customer_name: 'Asha Rao', estimated_cart: 1890 },
		],
		['that is none', { note: 'nice chat' }, ['$'], {}],
	])('%s needs review, with the good fields kept', async (_what, summary, paths, good) => {
		const { output, brief } = await node.build(modelSays(summary));
		expect(output).toBe('Needs Review');
		expect(brief.status).toBe('needs_review');
		expect([...new Set(brief.errors.map(({ path }) => path))]).toEqual(paths);
		expect(brief.fields).toMatchObject(good);
		const kept = await node.current();
		expect(kept).toMatchObject({ status: 'needs_review', fields: good });
		expect(kept?.errors).toEqual(brief.errors);
	});

	it('names as source only messages of this conversation', async () => {
		await node.heard('wamid.of-her');
		const sources = {
			sentiment: 'wamid.of-her',
			room_constraints: 'wamid.own',
			product_interest: 'wamid.of-somebody-else',
		};
		const message = { id: 'wamid.own', type: 'text', text: 'x', intent: 'none' };
		const { brief, notes, output } = await node.build({
			...modelSays({ ...SUMMARY, sources }),
			message,
		});
		expect(output).toBe('Ready');
		expect(brief.sources).toEqual({ sentiment: 'wamid.of-her', room_constraints: 'wamid.own' });
		expect(notes.map(({ path }) => path)).toContain('$.product_interest');
	});
});

describe('a brief of mapped fields', () => {
	it.each<[string, IDataObject, Record<string, unknown>, string, IDataObject]>([
		[
			'alone',
			{},
			{ product_interest: 'Bed', estimated_cart: '£2,000' },
			'mapped',
			{ product_interest: 'Bed', estimated_cart: 2000, customer_name: 'Asha', sentiment: null },
		],
		[
			'before the model',
			modelSays(SUMMARY),
			{ product_interest: 'Bed' },
			'model',
			{ product_interest: 'Bed', sentiment: 'anxious but keen' },
		],
		[
			'that are empty, as if they were not there',
			modelSays(SUMMARY),
			{ product_interest: '', sentiment: null, customer_name: '  ' },
			'model',
			SUMMARY,
		],
		[
			'dragged in with their own types',
			{},
			{ open_objections: ['price'], photos_received: true },
			'mapped',
			{ open_objections: ['price'], photos_received: true },
		],
	])('%s', async (_what, extra, fields, source, expected) => {
		const { output, brief } = await node.build(extra, mapped(fields));
		expect([output, brief.source]).toEqual(['Ready', source]);
		expect(brief.fields).toMatchObject(expected);
	});

	it('that do not fit need review', async () => {
		const { output, brief } = await node.build({}, mapped({ photos_received: 'several' }));
		expect(output).toBe('Needs Review');
		expect(brief.errors).toEqual([{ path: '$.photos_received', message: expect.any(String) }]);
	});

	it('of no field of the schema are told and left out', async () => {
		const { brief, notes } = await node.build({}, mapped({ budget: '5' }));
		expect(brief.fields).not.toHaveProperty('budget');
		expect(notes).toEqual([
			{ path: '$.budget', message: 'is no field of the schema and was dropped' },
		]);
	});
});

describe('a brief that still holds', () => {
	it('stands in where no model has spoken, with the facts of today', async () => {
		await node.heard('wamid.of-her');
		const sources = { sentiment: 'wamid.of-her' };
		const first = await node.build(modelSays({ ...SUMMARY, sources }), {
			threadUrl: 'https://inbox.example/1',
		});
		node.now = at(30);
		await node.yes(at(29));
		const { output, brief } = await node.build({ cart: CART });
		expect(output).toBe('Ready');
		expect(brief.id).not.toBe(first.brief.id);
		expect(brief).toMatchObject({
			source: 'model',
			fields: { ...SUMMARY, estimated_cart: 1750, consent_call: at(29) },
			sources: { sentiment: 'wamid.of-her', consent_call: 'wamid.yes' },
			thread_url: 'https://inbox.example/1',
		});
	});

	it('stands under what is mapped', async () => {
		await node.build(modelSays(SUMMARY));
		const { brief } = await node.build({}, mapped({ customer_name: 'Ms Rao' }));
		expect(brief).toMatchObject({
			source: 'model',
			fields: { customer_name: 'Ms Rao', sentiment: SUMMARY.sentiment },
		});
	});

	it('C6: of rules keeps yesterday’s cart until there is another', async () => {
		await node.build({ cart: CART });
		const later = await node.build();
		expect(later.brief).toMatchObject({
			source: 'rules',
			fields: { product_interest: 'SOFA-L, LEG-OAK', estimated_cart: 1750 },
		});
		const other = { ...CART, value: 90, items: ['LAMP'], verified: false, source: 'mapped' };
		const last = await node.build({ cart: other });
		expect(last.brief.fields).toMatchObject({ product_interest: 'LAMP', estimated_cart: 90 });
	});

	it('stays corrected', async () => {
		const { brief: first } = await node.build(modelSays(SUMMARY));
		await node.correct({ sentiment: 'calm' }, { brief: first as unknown as IDataObject });
		const { brief } = await node.build();
		expect(brief).toMatchObject({ source: 'corrected', fields: { sentiment: 'calm' } });
	});

	it('is replaced by what a model says now', async () => {
		await node.build(modelSays(SUMMARY));
		const { brief } = await node.build(modelSays({ ...SUMMARY, room_constraints: null }));
		expect(brief.fields.room_constraints).toBeNull();
	});

	it('no longer stands in once it needs review', async () => {
		await node.build(modelSays(SUMMARY));
		await node.build(modelSays('{"sentiment": "ang'));
		const { brief } = await node.build();
		expect(brief).toMatchObject({ source: 'rules', fields: { sentiment: null } });
	});

	it('no longer stands in after a day without an escalation', async () => {
		await node.build(modelSays(SUMMARY));
		node.now = at(25 * 60);
		expect((await node.build()).brief.source).toBe('rules');
	});

	it('of another customer never stands in', async () => {
		await node.build(modelSays(SUMMARY));
		const other = await node.do(async (tx) => await asha(tx, { waId: STRANGER }, node.now));
		const { brief } = await node.build({ contact: { id: other.id, wa_id: STRANGER } });
		expect(brief).toMatchObject({ source: 'rules', fields: { sentiment: null } });
	});
});

describe('what is kept', () => {
	it('P10: a retry of the same event is the same brief', async () => {
		const items = [node.item(modelSays(SUMMARY))];
		const first = await node.build({}, {}, { items });
		node.now = at(5);
		const again = await node.build({}, {}, { items });
		expect(again.brief).toEqual(first.brief);
		expect(await node.briefs()).toHaveLength(1);
	});

	it('an item with another customer’s event never touches that customer’s brief', async () => {
		const { event } = node.item().json;
		const own = await node.build({ ...modelSays(SUMMARY), event });
		const other = await node.do(async (tx) => await asha(tx, { waId: STRANGER }, node.now));
		const contact = { id: other.id, wa_id: STRANGER };
		const theirs = await node.build({
			...modelSays({ ...SUMMARY, sentiment: 'x' }),
			event,
			contact,
		});
		expect(theirs.brief.id).not.toBe(own.brief.id);
		expect(await node.current()).toMatchObject({ id: own.brief.id, fields: SUMMARY });
	});

	it('without an event, every run makes one', async () => {
		const runs = ['1', '1', '2'].map((executionId) => ({ executionId }));
		for (const stub of runs)
			await node.build({ ...modelSays(SUMMARY), event: undefined }, {}, stub);
		expect(await node.briefs()).toHaveLength(2);
	});

	it('belongs to the live escalation', async () => {
		const escalation = await node.escalate();
		await node.build(modelSays(SUMMARY));
		expect(await node.current()).toMatchObject({ escalationId: escalation.id });
	});

	it.each<[string, Parameters<BriefNode['build']>[2]]>([
		['a test run', { mode: 'manual' }],
		['an evaluation', { mode: 'evaluation' }],
		['a sub-workflow of a test run', { mode: 'integrated', rootMode: 'manual' }],
		['a sample', { items: [{ json: sampleJson('escalated') }] }],
	])('%s shows the brief and keeps nothing', async (_what, stub) => {
		const { output, brief } = await node.build(modelSays(SUMMARY), {}, stub);
		expect(output).toBe('Ready');
		expect(brief).toMatchObject({ id: 'br_dry_run', status: 'ready', source: 'model' });
		expect(await node.briefs()).toEqual([]);
		const everybody = await node.do(async ({ contacts }) => await contacts.list({ limit: 9 }));
		expect(everybody).toHaveLength(1);
	});

	it('a test run says that nothing was kept', async () => {
		await node.build({}, {}, { mode: 'manual' });
		expect(node.hints).toMatchObject([{ location: 'outputPane' }]);
	});

	it('a sample shows the yes and the customer that it is about', async () => {
		const { brief } = await node.build({}, {}, { items: [{ json: sampleJson('escalated') }] });
		expect(brief.fields).toMatchObject({
			customer_name: 'Asha Rao',
			consent_call: '2026-10-12T09:28:00.000Z',
		});
	});

	it('an agent’s tool gets the brief of its own customer on the first output, and keeps nothing', async () => {
		const own = node.item(modelSays('{"sentim'));
		const { output, json } = await node.build(
			{},
			{},
			{
				isTool: true,
				items: [
					{
						json: { contact: { id: 'c_other', wa_id: STRANGER }, sessionId: 'x' },
						pairedItem: { item: 0, sourceOverwrite: { previousNode: 'Before' } },
					},
				],
				upstream: { Before: { item: own, all: [own] } },
			},
		);
		expect(output).toBe('Ready');
		expect(json.brief).toMatchObject({ status: 'needs_review', fields: { customer_name: 'Asha' } });
		expect(Object.keys(json)).not.toContain('line');
		expect(await node.briefs()).toEqual([]);
	});
});

describe('Schema', () => {
	it('adds fields of the operator’s own', async () => {
		const { output, brief } = await node.build(
			modelSays({ ...SUMMARY, move_in_date: '1 November' }),
			{ schema: OWN_SCHEMA },
		);
		expect(output).toBe('Ready');
		expect(brief.fields.move_in_date).toBe('1 November');
	});

	it.each<[string, unknown, string]>([
		['is no JSON', '{ "properties": ', 'It is no JSON.'],
		['is a list', [], 'schema must be a JSON Schema object'],
		[
			'has a type that is none',
			{ properties: { a: { type: 'text' } } },
			'schema.properties.a.type',
		],
		['asks for a field that it does not describe', { required: ['budget'] }, 'schema.required[0]'],
	])('that %s is refused by its name and path', async (_what, schema, words) => {
		const error = node.build(modelSays(SUMMARY), { schema: schema as string });
		await expect(error).rejects.toMatchObject({
			message: expect.stringContaining('Schema'),
			description: expect.stringMatching(
				/Correct Schema in this node.*\[summary_schema_invalid\]$/,
			),
		});
		await expect(error).rejects.toMatchObject({ description: expect.stringContaining(words) });
		expect(await node.briefs()).toEqual([]);
	});
});

describe('Thread Link (S2)', () => {
	it('stands in the brief', async () => {
		const { brief } = await node.build({}, { threadUrl: ' https://inbox.example/c/1 ' });
		expect(brief.thread_url).toBe('https://inbox.example/c/1');
	});

	it.each(['javascript:alert(1)', 'inbox/1', 'data:text/html,x'])(
		'%s is left out with a note',
		async (threadUrl) => {
			const { output, brief, notes } = await node.build({}, { threadUrl });
			expect([output, brief.thread_url]).toEqual(['Ready', null]);
			expect(notes).toEqual([
				{ path: 'thread_url', message: 'is no http or https address and was left out' },
			]);
		},
	);
});

describe('what is refused', () => {
	it.each<[string, IDataObject, string]>([
		['an item without a line', { line: {} }, 'no_number'],
		[
			'a customer the ledger does not know',
			{ contact: { id: 'c_0', wa_id: '44770' } },
			'contact_unknown',
		],
		[
			'a number of another credential',
			{ line: { phone_number_id: '999' } },
			'line_of_another_credential',
		],
	])('%s', async (_what, extra, code) => {
		await expect(node.build(extra)).rejects.toMatchObject({
			description: expect.stringContaining(`[${code}]`),
		});
	});

	it('leaves by Needs Review if the node is set to continue', async () => {
		const { output, json } = await node.build({ line: {} }, {}, { continueOnFail: true });
		expect(output).toBe('Needs Review');
		expect(json).toMatchObject({ error: { code: 'no_number' } });
	});

	it('an operation of a newer version', async () => {
		await expect(node.run({ operation: 'guess' })).rejects.toMatchObject({
			description: expect.stringContaining('[unknown_operation]'),
		});
	});
});
