import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentModel } from '../../../nodes/shared/n8n/agentModel';

/** As n8n 2.41.1's AI Agent (3.1) hands it on with Structured Output Parser 1.3. */
const ANSWER = {
	reply: 'Yes, the chaise fits beside a door of 80 cm.',
	intent: 'complex_config',
	sentiment: 'positive',
	confidence: 0.92,
	summary_for_agent: { customer_name: 'Asha', product_interest: 'Gotland corner sofa' },
};

const MODEL = {
	reply: ANSWER.reply,
	intent: 'complex_config',
	sentiment: 'positive',
	confidence: 0.92,
	summaryForAgent: ANSWER.summary_for_agent,
};

const NOTHING = {
	intent: null,
	sentiment: null,
	confidence: null,
	reply: null,
	summaryForAgent: null,
};

const TEXT = JSON.stringify(ANSWER);

describe('C6: what an agent hands on', () => {
	it.each<[string, unknown]>([
		['the parser’s object', ANSWER],
		['an object in one more wrapper', { output: ANSWER }],
		['an object in two more wrappers', { output: { output: ANSWER } }],
		['JSON as text', TEXT],
		['JSON with its wrapper as text', JSON.stringify({ output: ANSWER })],
		['fenced JSON with prose around it', `Here you are:\n\`\`\`json\n${TEXT}\n\`\`\`\nDone.`],
		['JSON after a think block', `<think>{"reply": "no"} or yes?</think>${TEXT}`],
		['JSON in content blocks', [{ type: 'text', text: TEXT }]],
	])('reads %s', (_, output) => {
		expect(agentModel({ output } as never)).toEqual(MODEL);
	});

	it.each<[string, unknown, string]>([
		['prose', 'Yes, it fits.', 'Yes, it fits.'],
		['prose with a list of sizes', 'We have [S, M] and [L].', 'We have [S, M] and [L].'],
		['prose after a think block', '<think>hm</think>\nYes, it fits.', 'Yes, it fits.'],
		['content blocks', [{ type: 'text', text: 'Yes, ' }, 'it fits.'], 'Yes, it fits.'],
	])('takes %s for the reply', (_, output, reply) => {
		expect(agentModel({ output } as never)).toEqual({ ...NOTHING, reply });
	});

	it.each<[string, string]>([
		['cut off in the summary', TEXT.slice(0, -20)],
		['cut off in the reply', TEXT.slice(0, 30)],
		['a think block that has no end', '<think>so the customer'],
		['an open fence', `\`\`\`json\n${TEXT}`],
		['a quote inside a text', '{"reply": "She said "yes" to it", "intent": "none"}'],
		['two answers', `${TEXT}\n${TEXT}`],
		['an object with other keys', '{"customer_name": "Asha"}'],
	])('S1: keeps %s for Summary Builder and believes nothing of it', (_, output) => {
		expect(agentModel({ output })).toEqual({ ...NOTHING, summaryForAgent: output });
	});

	it.each<[string, object]>([
		['no output', {}],
		['an item of ours with no agent before it', { schema: 'whatsapp-calling/1', contact: {} }],
		['a failed agent', { error: 'The model did not answer' }],
		['an empty output', { output: '' }],
		['a wrapper around nothing', { output: { output: null } }],
		['“N/A”', { output: 'N/A' }],
		['a number', { output: 42 }],
		['null', { output: null }],
	])('finds no model in %s', (_, json) => {
		expect(agentModel(json as never)).toBeNull();
	});
});

describe('C6: values of the wrong type are unknown', () => {
	it.each<[string, object, object]>([
		['a confidence in words', { confidence: 'high' }, { confidence: null }],
		['a confidence in per cent', { confidence: 92 }, { confidence: null }],
		['a confidence as text', { confidence: '0.92' }, { confidence: null }],
		['a reply that is an object', { reply: { text: 'hi' } }, { reply: null }],
		['an intent that is a list', { intent: ['complex_config'] }, { intent: null }],
		['a sentiment as long as a sentence', { sentiment: 'x'.repeat(65) }, { sentiment: null }],
		['“unknown”', { intent: 'unknown', sentiment: 'none' }, { intent: null, sentiment: null }],
		['a summary that is a list', { summary_for_agent: ['x'] }, { summaryForAgent: null }],
		[
			'a summary of a million characters',
			{ summary_for_agent: { note: 'x'.repeat(1_000_000) } },
			{ summaryForAgent: null },
		],
	])('%s', (_, given, read) => {
		expect(agentModel({ output: { ...ANSWER, ...given } })).toEqual({ ...MODEL, ...read });
	});

	it('keeps a summary that is text as text', () => {
		const output = { ...ANSWER, summary_for_agent: '{"customer_name": "Asha"' };
		expect(agentModel({ output })?.summaryForAgent).toBe('{"customer_name": "Asha"');
	});
});

describe('a reply', () => {
	it('loses control characters, hidden text and space around it', () => {
		const reply = ' Hello\u0000\u202e\u{e0041},\n\tAsha \u200b';
		expect(agentModel({ output: { reply } })?.reply).toBe('Hello,\n\tAsha');
	});

	it('is cut where WhatsApp would refuse it, between characters', () => {
		const reply = agentModel({ output: { reply: '😀'.repeat(3000) } })?.reply ?? '';
		expect(reply.length).toBeLessThanOrEqual(4096);
		expect(reply).toMatch(/^(?:😀)+…$/u);
	});
});

it('never throws, and gives no reply that WhatsApp would refuse', () => {
	const words = fc.oneof(fc.string(), fc.string({ minLength: 4090, maxLength: 5000 }));
	const noise = fc.oneof(
		fc.jsonValue(),
		fc.jsonValue().map((value) => JSON.stringify(value)),
		words,
	);
	const output = fc.oneof(
		noise,
		fc.record({ reply: noise, confidence: noise, summary_for_agent: noise }),
		fc.nat(TEXT.length).map((end) => TEXT.slice(0, end)),
	);
	fc.assert(
		fc.property(output, (given) => {
			const model = agentModel({ output: given } as never);
			expect((model?.reply ?? 'x').length).toBeGreaterThan(0);
			expect((model?.reply ?? '').length).toBeLessThanOrEqual(4096);
		}),
	);
});
