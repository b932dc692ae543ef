import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { runSummaryBuilder } from '../../../nodes/SummaryBuilder/runSummaryBuilder';
import { SummaryBuilder } from '../../../nodes/SummaryBuilder/SummaryBuilder.node';
import { readCallItem, toItemJson } from '../../../nodes/shared/n8n/callItem';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { executeStub, type ExecuteStub } from '../../shared/n8n/executeStub';
import { INJECTIONS } from '../../fixtures/summaries/injections';
import { UNKNOWN } from '../../fixtures/summaries/unknown';
import { SUMMARY } from './briefNode';

const WA_ID = '447700900123';

const briefOf = (fields: IDataObject, more: IDataObject = {}): IDataObject => ({
	id: 'br_1',
	status: 'ready',
	source: 'model',
	fields,
	sources: { sentiment: 'wamid.1' },
	errors: [],
	thread_url: 'https://inbox.example/1',
	...more,
});

const item = (more: IDataObject = {}): IDataObject => ({
	contact: { id: 'c_1', wa_id: WA_ID, name: 'Asha Rao', call_opt_out: false },
	line: { phone_number_id: '106' },
	wish: { id: 'yes:1', kind: 'yes', scope: 'now', expires_at: null },
	cart: { value: 1890, currency: 'GBP', items: [], source: 'mapped', verified: false },
	escalation_trigger: 'complex_config',
	brief: briefOf(SUMMARY),
	order: 'A-7',
	...more,
});

const inReview = briefOf(
	{ ...SUMMARY, estimated_cart: null },
	{ status: 'needs_review', errors: [{ path: '$.estimated_cart', message: 'must be a number' }] },
);

/** Renders without anything to connect to. */
async function render(json: IDataObject, parameters: IDataObject, stub?: Partial<ExecuteStub>) {
	const ctx = executeStub({
		items: [{ json }],
		type: 'n8n-nodes-whatsapp-calling.summaryBuilder',
		parameters: { operation: 'render', ...parameters },
		...stub,
	});
	const outputs = await runSummaryBuilder(ctx, {
		connect: () => Promise.reject(new Error('Render takes no credential')),
		now: () => '2026-10-12T10:00:00.000Z',
	});
	const index = outputs.findIndex((items) => items.length > 0);
	const rendered = outputs[index]?.[0]?.json ?? {};
	return {
		output: ['Ready', 'Needs Review'][index],
		json: rendered,
		// What the targets give.
		rendered: rendered.rendered as IDataObject & {
			text: string;
			blocks: { text: { text: string } }[];
		},
	};
}

const TARGETS = ['slack', 'deskCard', 'whatsAppText', 'crmRecord'];

describe('Render (S4)', () => {
	it('Slack: a whole message, the number masked, the thread linked', async () => {
		const { output, json, rendered } = await render(item(), { target: 'slack' });
		expect(output).toBe('Ready');
		expect(Object.keys(rendered)).toEqual(['text', 'blocks']);
		const text = rendered.blocks.map((block) => block.text.text).join('\n');
		expect(text).toContain('*Phone:* +44 ••••• 0123');
		expect(text).toContain('*Reason:* complex_config');
		expect(text).toContain('*Estimated cart:* GBP 1,890');
		expect(text).toContain('• stain resistance');
		expect(text).toContain('<https://inbox.example/1|Thread>');
		expect(json).toMatchObject({ order: 'A-7', brief: { id: 'br_1' } });
	});

	it('V5: Slack links the four answers of a call by hand, unless links are given', async () => {
		const address = (name: string) => `https://n8n.example/${name}?a=1&s=x`;
		const manual_dial = {
			call_url: address('call'),
			answered_url: address('answered'),
			no_answer_url: address('none'),
			reschedule_url: address('later'),
		};
		const linksOf = async (parameters: IDataObject) => {
			const { rendered } = await render(item({ manual_dial }), { target: 'slack', ...parameters });
			return rendered.blocks.at(-1)?.text.text;
		};
		expect(await linksOf({})).toBe(
			[
				'<https://n8n.example/call?a=1&amp;s=x|Call>',
				'<https://n8n.example/answered?a=1&amp;s=x|Answered>',
				'<https://n8n.example/none?a=1&amp;s=x|No answer>',
				'<https://n8n.example/later?a=1&amp;s=x|Reschedule>',
				'<https://inbox.example/1|Thread>',
			].join('\n'),
		);
		const rows = [
			{ label: 'Open in *CRM*', url: 'https://crm.example/1' },
			{ label: 'Run', url: 'javascript:alert(1)' },
			{ label: '', url: 'https://crm.example/2' },
		];
		expect(await linksOf({ links: { rows } })).toBe(
			'<https://crm.example/1|Open in ∗CRM∗>\n<https://inbox.example/1|Thread>',
		);
	});

	it.each([
		[undefined, '+44 ••••• 0123'],
		[true, '+44 ••••• 0123'],
		[false, '+447700900123'],
	])('desk card: shared %s shows %s', async (isShared, phone) => {
		const own = item({ brief: briefOf({ ...SUMMARY, sentiment: 'call 07700 900 123 now' }) });
		const parameters = { target: 'deskCard', ...(isShared !== undefined && { isShared }) };
		const { rendered } = await render(own, parameters);
		expect(rendered).toMatchObject({ status: 'ready', headline: 'Call brief', phone });
		expect(JSON.stringify(rendered).includes('07700 900 123')).toBe(isShared === false);
	});

	it('WhatsApp text: plain, masked, short enough', async () => {
		const long = { ...SUMMARY, room_constraints: '*big* '.repeat(300) };
		const { rendered } = await render(item({ brief: briefOf(long) }), { target: 'whatsAppText' });
		expect(Object.keys(rendered)).toEqual(['text']);
		expect(rendered.text.length).toBeLessThanOrEqual(1024);
		expect(rendered.text).toContain('Phone: +44 ••••• 0123');
		expect(rendered.text).toContain('Thread: https://inbox.example/1');
		expect(rendered.text).not.toContain('*');
	});

	it('CRM record: the number, consent and preference as they are', async () => {
		const { rendered } = await render(item(), { target: 'crmRecord' });
		expect(rendered).toEqual({
			brief_status: 'ready',
			record: {
				wa_id: WA_ID,
				user_id: null,
				name: 'Asha Rao',
				call_opt_out: false,
				message_opt_out: null,
				call_consent: true,
				call_preference: 'call',
				escalation_trigger: 'complex_config',
				brief_status: 'ready',
				summary: SUMMARY,
			},
			unmapped: [],
		});
	});

	it('CRM record: consents and refusals of a customer of whom there is no brief', async () => {
		const { brief: _none, ...bare } = item();
		const rows = [
			{ field: 'Phone', path: 'wa_id' },
			{ field: 'Do not call', path: 'call_opt_out' },
			{ field: 'Brief', path: 'brief_status' },
			{ field: 'Cart', path: 'summary.estimated_cart' },
		];
		const parameters = { target: 'crmRecord', crmMapping: { rows } };
		const { output, rendered } = await render(bare, parameters);
		expect(output).toBe('Ready');
		expect(rendered).toMatchObject({
			brief_status: 'missing',
			record: { Phone: WA_ID, 'Do not call': false, Brief: 'missing', Cart: null },
		});
	});

	it('CRM record: under the CRM’s own names, and what leads nowhere', async () => {
		const rows = [
			{ field: 'Phone', path: 'wa_id' },
			{ field: 'Cart', path: ' summary.estimated_cart ' },
			{ field: 'Odd', path: 'constructor.name' },
			{ field: '', path: 'name' },
		];
		const { rendered } = await render(item(), { target: 'crmRecord', crmMapping: { rows } });
		expect(rendered).toEqual({
			brief_status: 'ready',
			record: { Phone: WA_ID, Cart: 1890, Odd: null },
			unmapped: ['Odd'],
		});
	});

	it('shows fields of the operator’s own under the operator’s names', async () => {
		const brief = briefOf({ ...UNKNOWN, move_in_date: 'May', pet: null });
		const labels = { rows: [{ field: 'move_in_date', label: 'Moves in' }] };
		const { rendered } = await render(item({ brief }), { target: 'whatsAppText', labels });
		expect(rendered.text).toContain('Moves in: May');
		expect(rendered.text).toContain('Pet: Unknown');
		expect(rendered.text).toContain('Mood: Unknown');
	});

	it.each(TARGETS)(
		'S1: what needs review leaves by Needs Review and says so, as %s',
		async (target) => {
			const rows = [{ field: 'Cart', path: 'summary.estimated_cart' }];
			const { output, rendered } = await render(item({ brief: inReview }), {
				target,
				crmMapping: { rows },
			});
			expect(output).toBe('Needs Review');
			expect(JSON.stringify(rendered)).toMatch(/needs review|needs_review/);
		},
	);

	it.each<[string, unknown]>([
		['ready in other words', { ...briefOf(SUMMARY), status: 'READY' }],
		['of no status', { ...briefOf(SUMMARY), status: null }],
		['with errors of another form', { ...inReview, errors: [{ path: 3 }, 'x', null] }],
		['with sources of another form', { ...inReview, sources: ['a'], thread_url: 7 }],
	])('never throws and never shows as true a brief %s', async (_what, brief) => {
		for (const target of TARGETS) {
			const given = item({ brief: brief as IDataObject, contact: { id: 'c_1', wa_id: 44 } });
			expect((await render(given, { target })).output).toBe('Needs Review');
		}
	});

	it.each(INJECTIONS)('escapes %j for each target', async (text) => {
		const brief = briefOf({ ...SUMMARY, sentiment: text, open_objections: [text, text] });
		const own = item({ brief, escalation_trigger: text });
		const slack = await render(own, { target: 'slack' });
		for (const { text: block } of slack.rendered.blocks) {
			const ours = block.text.replace('<https://inbox.example/1|Thread>', '');
			expect(ours).not.toMatch(/[<>`~]|&(?!(amp|lt|gt);)/);
		}
		expect((await render(own, { target: 'whatsAppText' })).rendered.text).not.toMatch(/[*`~]/);
	});

	it.each<[string, IDataObject]>([
		['without a brief', { brief: undefined }],
		['whose brief is missing', { brief: briefOf({}, { status: 'missing' }) }],
		['whose brief has no fields', { brief: { id: 'br_1', status: 'ready' } }],
	])('an item %s is refused, and told what to put before', async (_what, more) => {
		await expect(render(item(more), { target: 'slack' })).rejects.toMatchObject({
			description: expect.stringMatching(/operation Build before this node.*\[no_brief\]$/),
		});
	});

	it('works on a brief alone, and behind a node that replaced the item', async () => {
		const alone = await render({ brief: briefOf(SUMMARY) }, { target: 'whatsAppText' });
		expect(alone.rendered.text).toContain('Mood: anxious but keen');
		const replaced = await render(
			{ ok: true },
			{ target: 'slack' },
			{
				parents: { 'This Node': ['Slack', 'Summary Builder'] },
				upstream: { 'Summary Builder': { item: { json: item() } } },
			},
		);
		expect(replaced.output).toBe('Ready');
		expect(replaced.json).toMatchObject({ ok: true, contact: { wa_id: WA_ID } });
	});

	it('as an agent’s tool shows its own customer’s brief, not one that the model wrote', async () => {
		const { output, json } = await render(
			{ brief: briefOf({ ...SUMMARY, customer_name: 'Somebody Else' }) },
			{ target: 'whatsAppText' },
			{
				isTool: true,
				executing: 'AI Agent',
				parents: { 'AI Agent': ['Summary Builder'] },
				upstream: { 'Summary Builder': { item: { json: item({ brief: inReview }) } } },
			},
		);
		expect(output).toBe('Ready');
		expect(Object.keys(json)).toEqual(['rendered']);
		expect(JSON.stringify(json)).toContain('Customer: Asha Rao');
	});

	it('shows the sample, which comes through the item’s own form unchanged', async () => {
		const sample = sampleJson('escalated');
		expect(toItemJson({}, readCallItem(sample)).brief).toEqual(sample.brief);
		const { output, rendered } = await render(sample, { target: 'slack' });
		expect(output).toBe('Ready');
		expect(rendered.blocks.length).toBeGreaterThan(2);
	});
});

describe('SummaryBuilder', () => {
	it('has its outputs in the order that connections are stored by, and no credential for Render', () => {
		const { description } = new SummaryBuilder();
		expect(description.outputNames).toEqual(['Ready', 'Needs Review']);
		expect(description.usableAsTool).toBe(true);
		expect(description.credentials).toMatchObject([
			{ required: true, displayOptions: { hide: { operation: ['render'] } } },
		]);
	});
});
