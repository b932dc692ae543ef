import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { INJECTIONS } from '../../fixtures/summaries/injections';
import { asha } from '../asha';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { at, BriefNode, LINE, modelSays, STRANGER, SUMMARY } from './briefNode';

let node: BriefNode;

beforeEach(async () => {
	node = await BriefNode.open();
});

const DAY = 24 * 60;

/** A brief, as the item carries it on. */
async function built(summary: unknown = SUMMARY): Promise<IDataObject> {
	const { json } = await node.build(modelSays(summary));
	return { brief: json.brief as IDataObject };
}

const kept = async () =>
	await node.do(async (tx) => await tx.briefs.correctionsSince(LINE, at(-DAY)));

describe('Record Correction (S3)', () => {
	it('keeps differences by field with who and when, and gives them on without values', async () => {
		const item = await built();
		node.now = at(40);
		const { output, json, brief } = await node.correct(
			{ sentiment: 'calm', estimated_cart: '£1,750', room_constraints: 'unknown' },
			item,
		);
		expect(output).toBe('Ready');
		expect(json.corrections).toEqual([
			{ field: 'estimated_cart', kind: 'wrong', by: 'Priya', at: at(40) },
			{ field: 'room_constraints', kind: 'invented', by: 'Priya', at: at(40) },
			{ field: 'sentiment', kind: 'wrong', by: 'Priya', at: at(40) },
		]);
		expect(brief).toMatchObject({
			status: 'ready',
			source: 'corrected',
			fields: { ...SUMMARY, sentiment: 'calm', estimated_cart: 1750, room_constraints: null },
		});
		expect(await node.current()).toMatchObject({ id: brief.id, source: 'corrected' });
		expect(await kept()).toContainEqual({
			field: 'sentiment',
			kind: 'wrong',
			before: 'anxious but keen',
			after: 'calm',
			by: 'Priya',
			at: at(40),
		});
		expect(json).toMatchObject({ order: 'A-7' });
	});

	it('a repeat changes nothing', async () => {
		const item = await built();
		const first = await node.correct({ sentiment: 'calm' }, item);
		node.now = at(50);
		const again = await node.correct({ sentiment: ' calm ' }, item);
		expect(again.json.corrections).toEqual([]);
		expect(again.brief).toEqual(first.brief);
		expect(await kept()).toHaveLength(1);
	});

	it('V7: what is empty stays as it was: the brief is confirmed', async () => {
		const { json } = await node.correct({ sentiment: '', customer_name: null }, await built());
		expect(json.corrections).toEqual([]);
		expect(await kept()).toEqual([]);
		expect(await node.current()).toMatchObject({ source: 'corrected', fields: SUMMARY });
	});

	/** A recap that waits for its brief, as Call Outcome leaves it. */
	const waitingRecap = async () =>
		await node.do(
			async ({ callbacks }) =>
				await callbacks.planRecap(
					{
						contactId: node.contact.id,
						phoneNumberId: LINE,
						escalationId: null,
						callId: 'att_1',
						dueAt: at(600),
					},
					node.now,
				),
		);

	const dueRecaps = async () =>
		await node.do(async ({ callbacks }) => await callbacks.due(['recap'], [LINE], node.now, 9));

	it.each([
		['corrected', { sentiment: 'calm' }],
		['confirmed', {}],
	])('V7: a brief that is %s lets its recap go', async (_what, fields) => {
		const item = await built();
		const { id } = await waitingRecap();
		expect(await dueRecaps()).toEqual([]);
		await node.correct(fields, item);
		expect(await dueRecaps()).toMatchObject([{ id }]);
	});

	it('V7: a brief that still needs review holds its recap', async () => {
		const item = await built({ ...SUMMARY, estimated_cart: 'a lot' });
		await waitingRecap();
		await node.correct({ sentiment: 'calm' }, item);
		expect(await dueRecaps()).toEqual([]);
	});

	it('V7: a test run lets nothing go', async () => {
		const item = await built();
		await waitingRecap();
		await node.correct({ sentiment: 'calm' }, item, {}, { mode: 'manual' });
		expect(await dueRecaps()).toEqual([]);
		expect(await node.current()).toMatchObject({ source: 'model' });
	});

	it('makes a brief ready once nothing is wrong any more', async () => {
		const item = await built({ ...SUMMARY, estimated_cart: 'a lot', sentiment: 7 === 7 });
		const first = await node.correct({ estimated_cart: 1750 }, item);
		expect([first.output, first.brief.errors.map(({ path }) => path)]).toEqual([
			'Needs Review',
			['$.sentiment'],
		]);
		expect(first.json.corrections).toMatchObject([{ kind: 'wrong_type' }]);
		const second = await node.correct({ sentiment: 'unknown' }, item);
		expect([second.output, second.brief.errors]).toEqual(['Ready', []]);
		expect(await node.current()).toMatchObject({ status: 'ready', source: 'corrected' });
	});

	it('a cut-off output is never made ready by half a correction', async () => {
		const item = await built(JSON.stringify(SUMMARY).slice(0, 120));
		const half = await node.correct({ customer_name: 'Asha Rao' }, item);
		expect(half.output).toBe('Needs Review');
		const { consent_call: _, ...all } = SUMMARY;
		const whole = await node.correct(all, item);
		expect([whole.output, whole.brief.errors]).toEqual(['Ready', []]);
	});

	it('forgets the message that a corrected value came from', async () => {
		await node.heard('wamid.a');
		const sources = {
			sentiment: 'wamid.a',
			customer_name: 'wamid.a',
			'open_objections[1]': 'wamid.a',
		};
		const item = await built({ ...SUMMARY, sources });
		const { brief } = await node.correct({ sentiment: 'calm', open_objections: ['price'] }, item);
		expect(brief.sources).toEqual({ customer_name: 'wamid.a' });
	});

	it.each<[string, Record<string, unknown>, string]>([
		[
			'a value that does not fit',
			{ sentiment: 'calm', estimated_cart: 'a lot' },
			'$.estimated_cart',
		],
		['a field that is none', { budget: '5' }, '$.budget'],
		['a name that every object has', { constructor: 'x' }, '$.constructor'],
		['the consent, which is the ledger’s', { consent_call: at(0) }, '$.consent_call'],
	])('refuses %s and corrects nothing', async (_what, fields, path) => {
		const item = await built();
		await expect(node.correct(fields, item)).rejects.toMatchObject({
			description: expect.stringMatching(
				new RegExp(`${path.replaceAll(/[$.]/g, '\\$&')} .*\\[correction_invalid\\]$`),
			),
		});
		expect(await kept()).toEqual([]);
		expect(await node.current()).toMatchObject({ source: 'model', fields: SUMMARY });
	});

	it('knows the operator’s own fields, and leaves them alone without Schema', async () => {
		const schema = { properties: { move_in_date: { type: ['string', 'null'] } } };
		const { json } = await node.build(modelSays({ ...SUMMARY, move_in_date: 'May' }), { schema });
		const item = { brief: json.brief as IDataObject };
		const other = await node.correct({ sentiment: 'calm' }, item);
		expect(other.brief.fields.move_in_date).toBe('May');
		expect(other.json.corrections).toHaveLength(1);
		const own = await node.correct({ move_in_date: 'June' }, item, { schema });
		expect(own.json.corrections).toMatchObject([{ field: 'move_in_date', kind: 'wrong' }]);
	});

	it('is of the newest brief of this customer and number if the item carries none', async () => {
		await built({ ...SUMMARY, sentiment: 'old' });
		node.now = at(5);
		await built({ ...SUMMARY, sentiment: 'new' });
		const { json } = await node.correct({ sentiment: 'calm' });
		expect(json.corrections).toHaveLength(1);
		expect(await kept()).toMatchObject([{ before: 'new' }]);
	});

	it('never reaches the brief of another customer', async () => {
		const item = await built();
		const other = await node.do(async (tx) => await asha(tx, { waId: STRANGER }, node.now));
		const contact = { id: other.id, wa_id: STRANGER };
		await expect(node.correct({ sentiment: 'calm' }, { ...item, contact })).rejects.toMatchObject({
			description: expect.stringContaining('[no_brief]'),
		});
		expect(await node.current()).toMatchObject({ source: 'model' });
	});

	it('needs a brief, and a person', async () => {
		await expect(node.correct({ sentiment: 'calm' })).rejects.toMatchObject({
			description: expect.stringContaining('Build before this node'),
		});
		const nobody = node.correct({ sentiment: 'calm' }, await built(), { correctedBy: ' ' });
		await expect(nobody).rejects.toMatchObject({
			description: expect.stringContaining('[person_missing]'),
		});
	});

	it('in a test run shows the correction and keeps nothing', async () => {
		const item = await built();
		const { json, brief } = await node.correct({ sentiment: 'calm' }, item, {}, { mode: 'manual' });
		expect(json.corrections).toMatchObject([{ field: 'sentiment' }]);
		expect(brief).toMatchObject({ source: 'corrected', fields: { sentiment: 'calm' } });
		expect(await kept()).toEqual([]);
		expect(await node.current()).toMatchObject({ source: 'model' });
		expect(node.hints).toMatchObject([{ message: 'Test run: the correction was not kept.' }]);
	});

	it('of a sample is shown', async () => {
		const items = [{ json: sampleJson('escalated') }];
		const { output, json } = await node.correct({ sentiment: 'calm' }, {}, {}, { items });
		expect([output, json.corrections]).toMatchObject(['Ready', [{ field: 'sentiment' }]]);
	});

	it('is refused to an agent', async () => {
		const asked = node.correct({ sentiment: 'calm' }, await built(), {}, { isTool: true });
		await expect(asked).rejects.toMatchObject({
			description: expect.stringContaining('[not_in_tool_mode]'),
		});
	});
});

describe('Prompt Feedback (S3)', () => {
	it('brings today’s correction into tomorrow’s prompt, without the customer’s words', async () => {
		await node.correct(
			{ sentiment: 'furious about the dog', estimated_cart: 175000 },
			await built(),
		);
		node.now = at(DAY);
		const feedback = await node.feedback();
		expect(feedback.feedback).toEqual([
			{ field: 'estimated_cart', kind: 'wrong', count: 1, guidance: null, is_withheld: false },
			{ field: 'sentiment', kind: 'wrong', count: 1, guidance: null, is_withheld: false },
		]);
		expect(feedback.prompt_lines).toEqual([
			'estimated_cart was wrong, once.',
			'sentiment was wrong, once.',
		]);
		expect(feedback.prompt_text).toBe(feedback.prompt_lines.join('\n'));
		const given = JSON.stringify([feedback.feedback, feedback.prompt_text]);
		for (const word of ['furious', 'dog', '175000', 'anxious', '1890', 'Asha', 'Priya']) {
			expect(given).not.toContain(word);
		}
	});

	it.each(INJECTIONS)('carries nothing of the poisoned correction %j', async (text) => {
		await node.correct({ room_constraints: text, open_objections: [text] }, await built());
		const { prompt_text, prompt_lines } = await node.feedback();
		expect(prompt_text).toMatch(/^((open_objections|room_constraints) was [a-z ,]+\.\n?)*$/);
		expect(prompt_lines.length).toBeLessThanOrEqual(2);
	});

	it('counts the last days alone, and the number that is meant', async () => {
		await node.correct({ sentiment: 'calm' }, await built());
		node.now = at(8 * DAY);
		expect((await node.feedback()).prompt_lines).toEqual([]);
		expect((await node.feedback({ days: 9 })).prompt_lines).toHaveLength(1);
		node.lines = [LINE, '106540352242999'];
		const phoneNumber = { __rl: true, mode: 'id', value: '106540352242999' };
		expect((await node.feedback({ days: 9, phoneNumber })).prompt_lines).toEqual([]);
	});

	it.each<[string, string[], string]>([
		['the only number of the credential', [LINE], 'ok'],
		['no number if there are several', [LINE, '106540352242999'], '[no_number]'],
	])('on a schedule means %s', async (_what, lines, expected) => {
		node.lines = lines;
		const run = node.run({ operation: 'promptFeedback' }, {}, { items: [{ json: {} }] });
		if (expected === 'ok') expect((await run).json.prompt_lines).toEqual([]);
		else
			await expect(run).rejects.toMatchObject({ description: expect.stringContaining(expected) });
	});
});

describe('Approve Guidance (S3)', () => {
	const guidance = 'Take the amount that is named last.';

	beforeEach(async () => {
		await node.correct({ estimated_cart: 1750, room_constraints: 'unknown' }, await built());
	});

	it('stands in the prompt from then on', async () => {
		const { output, json } = await node.approve({ field: 'estimated_cart', guidance });
		expect(output).toBe('Ready');
		expect(json.guidance).toEqual({
			field: 'estimated_cart',
			kind: null,
			text: guidance,
			approved_by: 'Meera',
			approved_at: node.now,
		});
		expect((await node.feedback()).prompt_lines).toEqual([
			`estimated_cart was wrong, once. ${guidance}`,
			'room_constraints was filled in although the customer had not said it, once.',
		]);
	});

	it('of one kind of error stands before that of any', async () => {
		await node.approve({ field: 'estimated_cart', guidance: 'For any.' });
		await node.approve({ field: 'estimated_cart', guidance: 'For wrong ones.', kind: 'wrong' });
		await node.approve({ field: 'estimated_cart', guidance: 'For missing.', kind: 'missing' });
		expect((await node.feedback()).prompt_text).toContain('once. For wrong ones.\n');
	});

	it('is taken back by an empty text', async () => {
		await node.approve({ field: 'estimated_cart', guidance });
		const { json } = await node.approve({ field: 'estimated_cart', guidance: ' ' });
		expect(json.guidance).toMatchObject({ text: null });
		expect((await node.feedback()).prompt_text).not.toContain(guidance);
	});

	it('is an operator’s word, kept in a test run too', async () => {
		await node.approve({ field: 'estimated_cart', guidance }, { mode: 'manual' });
		expect((await node.feedback()).prompt_text).toContain(guidance);
	});

	it.each<[string, IDataObject, string]>([
		['what was corrected', { guidance: 'Not £1,750.' }, 'guidance_quotes_customer'],
		['what had stood there', { guidance: 'A 3.2 m wall is no wish.' }, 'guidance_quotes_customer'],
		['a field that is none', { field: 'budget', guidance }, 'guidance_invalid'],
		['a page of words', { guidance: 'word '.repeat(101) }, 'guidance_invalid'],
		['nobody’s word', { guidance, approvedBy: '' }, 'person_missing'],
	])('refuses %s', async (_what, parameters, code) => {
		const error = node.approve({ field: 'estimated_cart', ...parameters });
		await expect(error).rejects.toMatchObject({
			description: expect.stringContaining(`[${code}]`),
		});
		await expect(error).rejects.not.toMatchObject({
			description: expect.stringMatching(/1,750|3\.2/),
		});
		const kept = await node.do(async (tx) => await tx.guidance.list(LINE));
		expect(kept).toEqual([]);
	});

	it('is withheld once a later correction holds its words, however old that one is', async () => {
		const text = 'Ask whether velvet cushions are meant.';
		await node.approve({ field: 'estimated_cart', guidance: text });
		await node.correct({ sentiment: 'velvet cushions are' });
		node.now = at(8 * DAY);
		await node.correct({ estimated_cart: 99 });
		const { feedback, prompt_text } = await node.feedback();
		expect(feedback).toMatchObject([
			{ field: 'estimated_cart', guidance: null, is_withheld: true },
		]);
		expect(prompt_text).not.toContain('velvet');
	});

	it('is refused to an agent, which would write its own prompt', async () => {
		const asked = node.approve({ field: 'estimated_cart', guidance }, { isTool: true });
		await expect(asked).rejects.toMatchObject({
			description: expect.stringContaining('[not_in_tool_mode]'),
		});
	});
});
