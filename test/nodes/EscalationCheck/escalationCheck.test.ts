import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import type { SampleName } from '../../../nodes/shared/n8n/sampleItems';
import type { ExecuteStub } from '../../shared/n8n/executeStub';
import { NUMBER } from '../WhatsAppCalling/callingNode';
import { CheckNode, DEFAULTS } from './checkNode';

const chat = new CheckNode();

const setPolicy = async (body: object) =>
	await chat.do(async ({ policies }) => await policies.put('default', NUMBER, body, chat.now));

const party = () => ({ contactId: chat.node.contact.id, phoneNumberId: NUMBER });

/** A call that is being placed for the open yes. */
async function call(step: 'claimed' | 'reserved' | 'dialling') {
	const wish = await chat.do(
		async ({ wishes }) => await wishes.current(chat.node.contact.id, NUMBER, chat.now),
	);
	const claim = await chat.node.ledger.claimAttempt({
		...party(),
		wishId: wish?.id ?? '',
		direction: 'outbound',
		leg: 'media_server',
		claimant: 'run',
		leaseSeconds: 60,
		now: chat.now,
	});
	if (!claim.won) throw new Error(claim.reason);
	if (step === 'claimed') return;
	const { attempt, token } = claim;
	await chat.do(async ({ attempts }) =>
		step === 'reserved'
			? await attempts.reserve(attempt.id, token, 900, chat.now)
			: await attempts.startDialling(attempt.id, token, null, chat.now),
	);
}

const take = async () =>
	await chat.do(async ({ threads }) => {
		const until = new Date(Date.parse(chat.now) + 1_800_000).toISOString();
		await threads.take({ ...party(), owner: 'Meera', until }, chat.now);
	});

describe('the furniture buyer', () => {
	const CART = { cart: { value: 1890, currency: 'gbp', items: 'SOFA-CORNER-L' } };

	it('C2, C5: is escalated for a complex configuration, then for a high value too', async () => {
		expect((await chat.chat('hi, is the corner sofa still available?', CART)).output).toBe(
			'Keep Chatting',
		);
		await chat.answers('Yes, in linen and velvet.');
		expect((await chat.chat('my living room is only 3.2 m wide', CART)).output).toBe(
			'Keep Chatting',
		);
		const third = await chat.check(await chat.sendsPhoto('this is the room'), CART);
		expect(third.output).toBe('Escalate');
		expect(third.json).toMatchObject({
			escalation_trigger: 'complex_config',
			escalation: { status: 'open', action: 'offer_specialist', offer: null },
			cart: { value: 1890, currency: 'GBP', source: 'mapped', verified: false },
		});
		await chat.offers();
		const question = 'we have a dog and a toddler. velvet or linen, which one would fit?';
		expect((await chat.chat(question, CART)).output).toBe('Keep Chatting');
		const fourth = await chat.chat(
			'it is a big splurge for us, I want to buy the corner sofa this week',
			CART,
		);
		expect(fourth.output).toBe('Escalate');
		expect(fourth.json.escalation).toMatchObject({
			id: third.json.escalation?.id,
			triggers: ['complex_config', 'high_intent_value'],
			action: 'offer_specialist',
		});
		const evidence = fourth.json.escalation?.evidence ?? [];
		expect(evidence).toContainEqual({
			trigger: 'high_intent_value',
			message_id: 'wamid.IN6',
			matched: 'cart',
			value: 1890,
			threshold: 390,
		});
		expect(evidence.every(({ message_id: id }) => String(id).startsWith('wamid.IN'))).toBe(true);
		expect(await chat.escalations()).toHaveLength(1);
	});

	it('no words stand in the evidence or in the ledger', async () => {
		await chat.chat('3.2 m room, a dog and a toddler, velvet or linen, will it fit?');
		const [kept] = await chat.escalations();
		expect(JSON.stringify(kept)).not.toMatch(/toddler|velvet/);
	});

	it('is not offered a second call while the first offer is open, however long the chat goes on', async () => {
		await chat.chat('3.2 m room, a dog and a toddler, velvet or linen, will it fit?');
		await chat.offers();
		for (const text of ['and the colour?', 'would it fit next to a rug?', 'I see'])
			expect((await chat.chat(text)).output).toBe('Keep Chatting');
		const { json } = await chat.chat('hm');
		expect(json.escalation).toMatchObject({ offer: { message_id: 'wamid.OFFER' } });
	});

	it('after a no, the same conversation is no reason for the next offer', async () => {
		await chat.chat('3.2 m room, a dog and a toddler, velvet or linen, will it fit?');
		await chat.offers();
		expect(await chat.check(await chat.taps('wac:offer_no:esc_1:1'))).toMatchObject({
			output: 'Handled',
			noted: { wac_reason: 'declined' },
		});
		expect((await chat.chat('what colours are there?')).output).toBe('Keep Chatting');
		expect((await chat.chat('4 m wall, two cats, which fabric fits and matches?')).output).toBe(
			'Escalate',
		);
		expect(await chat.escalations()).toHaveLength(2);
	});
});

describe('C2: one escalation, whatever the order and however often', () => {
	const TEXTS = [
		'my room is 3.2 m wide',
		'we have a dog and a toddler',
		'will velvet or linen fit?',
	];
	const orders = [
		[0, 1, 2],
		[2, 1, 0],
		[1, 2, 0],
	];

	it.each(orders)('messages in the order %i %i %i lead to the same reasons', async (...order) => {
		const items = [];
		for (const index of order) items.push(await chat.says(TEXTS[index] ?? ''));
		const outputs = [];
		for (const item of items) outputs.push((await chat.check(item)).output);
		// All were written before the first was looked at: the last one's run speaks for them.
		expect(outputs).toEqual(['Keep Chatting', 'Keep Chatting', 'Escalate']);
		expect((await chat.escalations())[0]?.triggers).toEqual(['complex_config']);
	});

	it('ten runs at once open one escalation', async () => {
		const item = await chat.says('3.2 m room, a dog and a toddler, velvet or linen, will it fit?');
		const runs = await Promise.all(Array.from({ length: 10 }, async () => await chat.check(item)));
		expect(new Set(runs.map(({ json }) => json.escalation?.id)).size).toBe(1);
		expect(await chat.escalations()).toHaveLength(1);
	});

	it('P10: a run that is repeated leaves by the same output', async () => {
		await chat.says('sorry?');
		await chat.answers('I did not understand that.');
		await chat.answers('I still did not understand that.', true);
		const item = await chat.says('well');
		for (let n = 0; n < 3; n++) expect((await chat.check(item)).output).toBe('Escalate');
		const [kept] = await chat.escalations();
		expect(kept?.triggers).toEqual(['chat_loop']);
		expect(kept?.evidence).toContainEqual({
			trigger: 'chat_loop',
			messageId: 'wamid.IN4',
			matched: 'noticed',
			value: null,
			threshold: null,
		});
	});

	it('P10: a late repeat of what led to a call that was declined leads to no other', async () => {
		const item = await chat.says('3.2 m room, a dog and a toddler, velvet or linen, will it fit?');
		await chat.check(item);
		await chat.offers();
		await chat.check(await chat.says('no thanks'));
		expect((await chat.check(item)).output).toBe('Keep Chatting');
		expect(await chat.escalations()).toHaveLength(1);
	});
});

describe('C2: the signals of the table', () => {
	it.each([
		['can I pay in 12 instalments?', 'Handled', 'policy_finance', 'human_only'],
		['WHY IS NOBODY ANSWERING ME', 'Escalate', 'frustration', 'apologise_offer'],
		['I want to talk to a person', 'Escalate', 'explicit_request', 'call_now'],
		['please call me now', 'Escalate', 'explicit_request', 'call_now'],
	])('%s → %s', async (text, output, trigger, action) => {
		const { json, ...left } = await chat.chat(text);
		expect(left.output).toBe(output);
		expect(json).toMatchObject({ escalation_trigger: trigger, escalation: { action } });
		// The gates and the person write; this node offers nothing.
		expect(json.replies).toBeUndefined();
	});

	it.each(['hi', 'thanks!', 'ok', '👍', 'where is my order?', 'how long is the warranty?'])(
		'C3: %s goes on chatting and opens nothing',
		async (text) => {
			expect((await chat.chat(text)).output).toBe('Keep Chatting');
			expect(await chat.escalations()).toEqual([]);
		},
	);

	it('an explicit request leads, whatever else the message says', async () => {
		const { json, output } = await chat.chat('can I pay in instalments? call me please');
		expect(output).toBe('Escalate');
		expect(json.escalation?.triggers).toEqual(['explicit_request', 'policy_finance']);
	});

	it('a renewed request for a person goes to the gates again', async () => {
		await chat.chat('I want to talk to a person');
		await chat.offers();
		expect((await chat.chat('a human please')).output).toBe('Escalate');
	});

	it.each([
		[1890, 'GBP', 'Escalate'],
		[390, 'GBP', 'Keep Chatting'],
		[1890, 'CHF', 'Keep Chatting'],
	])('an order of %i %s: %s', async (price, currency, output) => {
		const left = await chat.check(await chat.orders(price, currency));
		expect(left.output).toBe(output);
	});

	it('thresholds are the policy’s, unless the table has its own', async () => {
		await setPolicy({ thresholds: { GBP: 5000 } });
		expect((await chat.check(await chat.orders(1890, 'GBP'))).output).toBe('Keep Chatting');
		const signals = { rule: [{ signal: 'high_intent_value', cartOver: 'gbp 1800; USD 700' }] };
		const { output, json } = await chat.check(await chat.orders(1890, 'GBP'), { signals });
		expect(output).toBe('Escalate');
		expect(json.escalation?.evidence[0]).toMatchObject({ value: 1890, threshold: 1800 });
	});

	it('a threshold that cannot be read is refused by name', async () => {
		const signals = { rule: [{ signal: 'high_intent_value', cartOver: 'a lot' }] };
		await expect(chat.chat('hi', { signals })).rejects.toMatchObject({ type: 'threshold_invalid' });
	});

	it('a row that is off, or missing, is not looked for', async () => {
		const off = { rule: [{ signal: 'frustration', enabled: false }] };
		expect((await chat.chat('WHY IS NOBODY ANSWERING ME', { signals: off })).output).toBe(
			'Keep Chatting',
		);
		const { output } = await chat.chat('I want to talk to a person', { signals: {} });
		expect(output).toBe('Keep Chatting');
	});

	it('action, priority and threshold of a row count', async () => {
		const rule = [
			{ signal: 'frustration', enabled: true, action: 'human_only', priority: 1, threshold: 4 },
			{ signal: 'frustration', enabled: true, action: 'call_now', priority: 1, threshold: 1 },
		];
		expect((await chat.chat('WHY ALWAYS THIS', { signals: { rule } })).output).toBe(
			'Keep Chatting',
		);
		const { json, output } = await chat.chat('WHY IS NOBODY ANSWERING', { signals: { rule } });
		expect(output).toBe('Handled');
		expect(json.escalation).toMatchObject({ action: 'human_only' });
	});

	it('own keywords are a signal of their own', async () => {
		const keywordRules = {
			rule: [{ name: 'wedding', keywords: 'wedding, bride', action: 'offer_consult', priority: 2 }],
		};
		expect((await chat.chat('it is for a friend', { keywordRules })).output).toBe('Keep Chatting');
		const { json } = await chat.chat('it is for the Bride', { keywordRules });
		expect(json.escalation_trigger).toBe('external:wedding');
	});

	it('has the house rules as its default table', () => {
		const { rule } = DEFAULTS.signals as { rule: { signal: string; action: string }[] };
		expect(rule.map(({ signal, action }) => `${signal} ${action}`)).toEqual([
			'explicit_request call_now',
			'policy_finance human_only',
			'frustration apologise_offer',
			'chat_loop stop_bot_offer',
			'high_intent_value offer_consult',
			'complex_config offer_specialist',
		]);
	});
});

describe('C2: a bot that goes round in circles', () => {
	it('is heard in its mapped answer before that goes out', async () => {
		const failed = { botReply: 'Which one do you mean?', clarificationFailed: true };
		expect((await chat.chat('the big one', failed)).output).toBe('Keep Chatting');
		const again = { botReply: 'Could you say that again?', clarificationFailed: true };
		const { output, json } = await chat.chat('the BIG one', again);
		expect(output).toBe('Escalate');
		expect(json).toMatchObject({ escalation_trigger: 'chat_loop' });
	});

	it('an answer that did not go out is not part of the conversation', async () => {
		const failed = { botReply: 'I did not understand', clarificationFailed: true };
		await chat.chat('can I pay in instalments?', failed);
		const said = await chat.do(async ({ conversations }) =>
			conversations.recent(chat.node.contact.id, NUMBER, '2026-10-12T00:00:00Z', 50),
		);
		expect(said.map(({ from }) => from)).toEqual(['customer']);
	});

	it('says so where nobody tells it what the bot says', async () => {
		const hints = [];
		for (const text of ['hi', 'which sofa?', 'and in grey?'])
			hints.push((await chat.chat(text)).hints.length);
		expect(hints).toEqual([0, 0, 1]);
		await chat.answers('Yes, in grey too.');
		expect((await chat.chat('great')).hints).toEqual([]);
	});

	it.each([
		['the answer is mapped', { botReply: 'Yes.' }],
		['the signal is off', { signals: { rule: [{ signal: 'frustration', enabled: true }] } }],
	])('and not where %s', async (_what, parameters) => {
		for (const text of ['hi', 'which sofa?']) await chat.says(text);
		expect((await chat.chat('and in grey?', parameters)).hints).toEqual([]);
	});
});

describe('C6: what a model adds', () => {
	it.each([
		[0.7, 'negative', 'Escalate'],
		[0.9, 'Angry', 'Escalate'],
		[0.69, 'negative', 'Keep Chatting'],
		[0.9, 'positive', 'Keep Chatting'],
	])('a confidence of %f and %s: %s', async (confidence, sentiment, output) => {
		const { json, ...left } = await chat.chat('I see', { model: { confidence, sentiment } });
		expect(left.output).toBe(output);
		expect(json.model).toMatchObject({ sentiment, confidence });
		if (output === 'Escalate')
			expect(json.escalation?.evidence).toContainEqual({
				trigger: 'frustration',
				message_id: 'wamid.IN1',
				matched: 'model',
				value: confidence,
				threshold: 0.7,
			});
	});

	it('a signal that is off stays off', async () => {
		const signals = { rule: [{ signal: 'chat_loop' }] };
		const model = { confidence: 0.9, sentiment: 'negative' };
		expect((await chat.chat('I see', { model, signals })).output).toBe('Keep Chatting');
	});

	it('its cart is compared, marked as not verified, and takes the customer’s words besides', async () => {
		const summaryForAgent = { estimated_cart: 1890, currency: 'GBP', product_interest: 'sofa' };
		const model = { confidence: 0.9, summaryForAgent };
		expect((await chat.chat('hello', { model })).output).toBe('Keep Chatting');
		const { output, json } = await chat.chat('I want to buy the Oslo sofa today', { model });
		expect(output).toBe('Escalate');
		expect(json.cart).toEqual({
			value: 1890,
			currency: 'GBP',
			items: ['sofa'],
			source: 'model',
			verified: false,
		});
	});

	it('a cart that WhatsApp vouches for stands above it', async () => {
		const model = { summaryForAgent: { estimated_cart: 9000, currency: 'GBP' } };
		const { json } = await chat.check(await chat.orders(100, 'GBP'), { model });
		expect(json.cart).toMatchObject({ value: 100, verified: true });
	});

	it('overrides no refusal, and its own call is none', async () => {
		const model = { confidence: 1, sentiment: 'angry', intent: 'explicit_request' };
		expect((await chat.chat("don't call me", { model })).output).toBe('Handled');
		const { json } = await chat.chat('ok', { model });
		expect(json.wish).toBeUndefined();
	});

	it('nonsense from it is nothing', async () => {
		const model = { summaryForAgent: 'not json', confidence: 'high' };
		expect((await chat.chat('hi', { model })).output).toBe('Keep Chatting');
	});

	it('its words for a call and a yes are neither', async () => {
		const model = { confidence: 1, intent: 'accept', reply: 'I called you now.' };
		const { output, json } = await chat.chat('hello', { model });
		expect(output).toBe('Keep Chatting');
		expect(json.wish).toBeUndefined();
	});
});

/** As n8n's AI Agent hands an item on: the customer is found further up, the model's words in `output`. */
async function throughAgent(
	item: INodeExecutionData,
	agent: IDataObject,
	parameters: IDataObject = {},
	stub: Partial<ExecuteStub> = {},
) {
	const run = { parents: { 'This Node': ['Trigger'] }, upstream: { Trigger: { item } }, ...stub };
	return await chat.check({ json: agent }, parameters, run);
}

const ANSWER = {
	reply: 'It is in stock.',
	intent: 'other',
	sentiment: 'positive',
	confidence: 0.9,
};

describe('C6: behind an AI Agent', () => {
	it('the agent’s output is the model section, without any mapping', async () => {
		const summary = { customer_name: 'Asha' };
		const output = { ...ANSWER, summary_for_agent: summary };
		const { json } = await throughAgent(await chat.says('is it in stock?'), { output });
		expect(json.model).toEqual({ ...ANSWER, summary_for_agent: summary });
		expect(json.contact).toMatchObject({ id: chat.node.contact.id });
	});

	it.each([
		['what the builder mapped', { model: { sentiment: 'angry', confidence: 1 } }, 'Escalate'],
		['nothing mapped', {}, 'Keep Chatting'],
	])('counts less than %s', async (_what, parameters, left) => {
		const item = await chat.says('I see');
		expect((await throughAgent(item, { output: ANSWER }, parameters)).output).toBe(left);
	});

	it('counts less than a model section that is there already', async () => {
		const item = await chat.says('I see');
		item.json.model = { sentiment: 'angry', confidence: 1 };
		expect((await throughAgent(item, { output: ANSWER })).output).toBe('Escalate');
	});

	it('never counts where a model fills it in as a tool’s input', async () => {
		const item = await chat.says('I see');
		const stub = { isTool: true, executing: 'AI Agent', parents: { 'AI Agent': ['Trigger'] } };
		const { json } = await throughAgent(item, { output: ANSWER }, {}, stub);
		expect(json.model).toBeUndefined();
	});
});

describe('C6: a call that the agent’s tool asked for', () => {
	const asks = async (messageId: string) =>
		await chat.do(async ({ escalations }) => {
			const asked = { trigger: 'external:agent', messageId, matched: 'unsure_which_fits' };
			const evidence = [{ ...asked, value: null, threshold: null }];
			const reasons = { triggers: ['external:agent'], action: 'offer_consult', evidence };
			await escalations.open({ ...party(), ...reasons }, chat.now);
		});

	it('is offered at the message at which it was asked for, and at no later one', async () => {
		const item = await chat.says('hm, which one would you take?');
		await asks('wamid.IN1');
		const first = await chat.check(item);
		expect(first).toMatchObject({
			output: 'Escalate',
			json: { escalation_trigger: 'external:agent', escalation: { action: 'offer_consult' } },
		});
		expect((await chat.chat('and in grey?')).output).toBe('Keep Chatting');
	});

	it('leaves the lead to what the rules find', async () => {
		const item = await chat.says('THIS IS NOT OKAY');
		await asks('wamid.IN1');
		const { json } = await chat.check(item);
		expect(json.escalation?.triggers).toEqual(['frustration', 'external:agent']);
		expect(json.escalation?.action).toBe('apologise_offer');
		expect((await chat.escalations())[0]?.evidence).toHaveLength(2);
	});

	it('P4: is not offered to someone who refused calls', async () => {
		await chat.chat("don't call me");
		const item = await chat.says('which one would you take?');
		await asks('wamid.IN2');
		expect((await chat.check(item)).output).toBe('Keep Chatting');
	});
});

describe('C6: Answer With the Model’s Reply', () => {
	const ON = { answerWithModel: true };
	const reply = (text: string) => ({
		purpose: 'answer',
		type: 'text',
		text,
		language: 'en',
		buttons: [],
		template: null,
		expires_at: null,
	});
	const SORRY = expect.stringContaining('I want to talk to a person');

	it('is off by default', async () => {
		const { json } = await throughAgent(await chat.says('hi'), { output: ANSWER });
		expect(json.replies).toBeUndefined();
	});

	it.each<[string, IDataObject, unknown]>([
		['its reply', { output: ANSWER }, 'It is in stock.'],
		['a reply in prose', { output: 'It is in stock.' }, 'It is in stock.'],
		['a reply with hidden text', { output: { reply: 'In\u202e stock\u0007' } }, 'In stock'],
		['a set text after a failed agent', { error: 'The service is down' }, SORRY],
		['a set text without a reply', { output: { ...ANSWER, reply: null } }, SORRY],
		['a set text after half an answer', { output: '{"reply": "It is' }, SORRY],
		['a set text after an empty one', { output: ' ' }, SORRY],
	])('Keep Chatting gets %s', async (_what, agent, text) => {
		const { output, json } = await throughAgent(await chat.says('hi'), agent, ON);
		expect(output).toBe('Keep Chatting');
		expect(json.replies).toEqual([{ ...reply(''), text }]);
	});

	it('is cut to what WhatsApp takes, wherever the reply comes from', async () => {
		const { json } = await chat.chat('hi', { ...ON, model: { reply: 'x'.repeat(9000) } });
		expect(json.replies?.[0]?.text).toHaveLength(4096);
	});

	it('says that there is no answer in the customer’s language', async () => {
		const { json } = await throughAgent(await chat.says('hola, ¿qué sofás tienen?'), {}, ON);
		expect(json.replies?.[0]?.text).toMatch(/quiero hablar con una persona/);
	});

	it.each([
		['is handed to a person', 'can I pay in instalments?', 'Handled'],
		['refuses calls', "don't call me", 'Handled'],
		['asks for a call', 'call me', 'Escalate'],
	])('nothing of the model is said to someone who %s', async (_who, text, left) => {
		const { output, json } = await throughAgent(await chat.says(text), { output: ANSWER }, ON);
		expect(output).toBe(left);
		expect((json.replies ?? []).map(({ purpose }) => purpose)).not.toContain('answer');
	});

	it('leaves reactions alone', async () => {
		const item = await chat.says('x');
		Object.assign(item.json.message as IDataObject, { type: 'reaction', text: null });
		expect((await throughAgent(item, { output: ANSWER }, ON)).json.replies).toBeUndefined();
	});

	it('C2: what it would say a second time is a bot that goes round in circles', async () => {
		await chat.says('is it in stock?');
		await chat.answers('It is in stock.');
		const again = await throughAgent(await chat.says('and in grey?'), { output: ANSWER }, ON);
		expect(again).toMatchObject({
			output: 'Escalate',
			json: { escalation_trigger: 'chat_loop', escalation: { action: 'stop_bot_offer' } },
		});
	});

	it('C2: a model that fails twice is one as well', async () => {
		const first = await throughAgent(await chat.says('is it in stock?'), {}, ON);
		await chat.answers(first.json.replies?.[0]?.text ?? '');
		const { output } = await throughAgent(await chat.says('hello?'), {}, ON);
		expect(output).toBe('Escalate');
	});

	it('does not miss what the bot says, for Send Replies tells', async () => {
		for (const text of ['hi', 'which sofa?']) await chat.says(text);
		expect((await chat.chat('and in grey?', ON)).hints).toEqual([]);
	});
});

describe('what moves a call forward always leaves by Escalate', () => {
	const offered = async () => {
		await chat.chat('3.2 m room, a dog and a toddler, velvet or linen, will it fit?');
		await chat.offers();
	};

	it.each(['yes', 'yes call me now', 'tomorrow at 10', 'later today at 5pm'])(
		'"%s" to the offer',
		async (text) => {
			await offered();
			const { output, json, noted } = await chat.chat(text);
			expect(output).toBe('Escalate');
			expect(json.escalation).toMatchObject({
				status: 'accepted',
				triggers: expect.arrayContaining(['complex_config']),
			});
			expect(noted).toMatchObject({ wac_outcome: 'escalate', wac_reason: 'moves_forward' });
		},
	);

	it.each([
		'wac:offer_yes:esc_1:1',
		'wac:offer_later:esc_1:1',
		'wac:slot:-:1791900000',
		'wac:zone:-:Europe/London',
	])('a tap on %s', async (button) => {
		await offered();
		expect((await chat.check(await chat.taps(button))).output).toBe('Escalate');
	});

	it('a yes without any escalation opens one, accepted', async () => {
		await chat.says('hi');
		await chat.offers();
		const { output, json } = await chat.chat('yes');
		expect(output).toBe('Escalate');
		expect(json).toMatchObject({
			escalation_trigger: 'explicit_request',
			escalation: {
				status: 'accepted',
				evidence: [{ trigger: 'explicit_request', message_id: 'wamid.IN2', matched: 'accept' }],
			},
		});
		expect((await chat.escalations())[0]?.status).toBe('accepted');
	});

	it('an accepted permission request, without any message', async () => {
		await offered();
		const { output, json } = await chat.check(await chat.allowsCalls());
		expect(output).toBe('Escalate');
		expect(json.message).toBeUndefined();
	});

	const ownEvent = async (type: string) => {
		const item = await chat.says('hi');
		const { message: _gone, ...json } = item.json;
		const event = { type, key: 'callback:cb_1', at: chat.now, origin: 'ledger', is_test: false };
		return await chat.check({ json: { ...json, event } });
	};

	it.each(['callback_due', 'request_woken'])('%s, with an escalation', async (type) => {
		const { output, json } = await ownEvent(type);
		expect(output).toBe('Escalate');
		expect(json.escalation).toMatchObject({ status: 'open' });
	});

	it('call_requested, whose escalation Call Request opens', async () => {
		expect((await ownEvent('call_requested')).output).toBe('Escalate');
		expect(await chat.escalations()).toEqual([]);
	});

	it('also while a person talks with the customer', async () => {
		await offered();
		await take();
		expect((await chat.chat('yes call me now')).output).toBe('Escalate');
	});

	it.each(['claimed', 'reserved'] as const)(
		'P10: while the call that it leads to is only %s, for a run that is repeated',
		async (step) => {
			const item = await chat.says('call me now');
			await chat.check(item);
			await call(step);
			expect((await chat.check(item)).output).toBe('Escalate');
		},
	);
});

describe('Handled: the bot is silent', () => {
	it.each([
		["don't call me", 'opt_out', 'opt_out_confirmed', 'will not call'],
		['STOP', 'opt_out', 'opt_out_confirmed', 'no more messages or calls'],
		['you can call me again', 'opt_in', 'opt_in_confirmed', 'call you again'],
	])('%s: %s, and it is confirmed', async (text, reason, purpose, words) => {
		const { output, json, noted } = await chat.chat(text);
		expect(output).toBe('Handled');
		expect(noted.wac_reason).toBe(reason);
		expect(json.replies).toMatchObject([{ purpose, type: 'text', buttons: [], template: null }]);
		expect(json.replies?.[0]?.text).toContain(words);
	});

	it('a rating, a no to Meta’s permission, and an allowed call that nobody wants', async () => {
		expect((await chat.check(await chat.taps('wac:rating:esc_1:5'))).noted.wac_reason).toBe(
			'rating',
		);
		expect((await chat.check(await chat.allowsCalls('reject'))).output).toBe('Handled');
		chat.seconds += 60;
		expect((await chat.check(await chat.allowsCalls())).noted.wac_reason).toBe('no_message');
	});

	it('C7: while a person owns the thread, and not after it', async () => {
		await chat.says('hi');
		await take();
		expect(await chat.chat('WHY IS NOBODY ANSWERING ME')).toMatchObject({
			output: 'Handled',
			noted: { wac_reason: 'thread_owned' },
		});
		chat.seconds += 1800;
		expect((await chat.chat('hello?')).output).not.toBe('Handled');
	});

	it.each(['claimed', 'reserved', 'dialling'] as const)('C7: while a call is %s', async (step) => {
		await chat.chat('call me now');
		await call(step);
		expect(await chat.chat('are you there?')).toMatchObject({
			output: 'Handled',
			noted: { wac_reason: 'call_in_progress' },
		});
	});

	it('C7: a further yes while it rings starts nothing else', async () => {
		await chat.chat('call me now');
		await call('dialling');
		expect((await chat.chat('yes call me')).output).toBe('Handled');
	});

	it('what only a person may answer: for the policy’s half hour, and again when it is asked again', async () => {
		await chat.chat('can I pay in 12 instalments?');
		expect((await chat.chat('hello?')).noted.wac_reason).toBe('human_only');
		chat.seconds += 1800;
		expect((await chat.chat('what colours are there?')).output).toBe('Keep Chatting');
		expect((await chat.chat('so is there an EMI plan?')).noted.wac_reason).toBe('human_only');
	});

	it('P4: who wants no messages gets none', async () => {
		await chat.chat('STOP');
		expect((await chat.chat('what colours are there?')).noted.wac_reason).toBe('message_opt_out');
	});
});

describe('P4: who refused calls', () => {
	it('is offered none, and goes on chatting', async () => {
		await chat.chat("don't call me, text is fine");
		const { output } = await chat.chat('3.2 m room, a dog and a toddler, velvet or linen, fits?');
		expect(output).toBe('Keep Chatting');
		expect(await chat.escalations()).toEqual([]);
	});

	it('is still answered by a person, and by the gates when asking for a call', async () => {
		await chat.chat("don't call me, text is fine");
		expect((await chat.chat('can I pay in instalments?')).output).toBe('Handled');
		expect((await chat.chat('please call me now')).output).toBe('Escalate');
	});
});

describe('what writes nothing', () => {
	it('a test run shows the escalation that would be opened', async () => {
		const item = await chat.says('do you have a phone number?');
		const { output, json } = await chat.check(item, {}, { mode: 'manual' });
		expect(output).toBe('Escalate');
		expect(json.escalation).toMatchObject({
			id: 'esc_dry_run',
			status: 'open',
			triggers: ['explicit_request'],
		});
		expect(await chat.escalations()).toEqual([]);
	});

	it('a test run shows what would join a live one', async () => {
		const { json: before } = await chat.chat('do you have a phone number?');
		const item = await chat.says('WHY IS NOBODY ANSWERING ME');
		const { json } = await chat.check(item, {}, { mode: 'manual' });
		expect(json.escalation).toMatchObject({
			id: before.escalation?.id,
			triggers: ['explicit_request', 'frustration'],
		});
		expect((await chat.escalations())[0]?.triggers).toEqual(['explicit_request']);
	});

	it('an agent’s tool answers on the first output', async () => {
		await chat.says('hi');
		const item = await chat.says('what colours are there?');
		const { output } = await chat.check(
			item,
			{},
			{
				isTool: true,
				executing: 'Agent',
				parents: { Agent: ['Trigger'] },
				upstream: { Trigger: { item } },
			},
		);
		expect(output).toBe('Escalate');
		expect(await chat.escalations()).toEqual([]);
	});

	it.each<[SampleName, string]>([
		['message_received', 'Escalate'],
		['order_received', 'Escalate'],
		['escalated', 'Escalate'],
		['permission_replied', 'Escalate'],
		['callback_due', 'Escalate'],
		['call_requested', 'Escalate'],
	])('the sample %s shows a plausible result from itself alone: %s', async (name, output) => {
		const { json, ...left } = await chat.check({ json: sampleJson(name) });
		expect(left.output).toBe(output);
		expect(json.escalation?.triggers[0]).toBe(json.escalation_trigger);
		expect(await chat.escalations()).toEqual([]);
	});

	it('a sample is judged by its words', async () => {
		const sample = sampleJson('order_received');
		const message = { ...(sample.message as object), type: 'text', text: 'hi there' };
		expect((await chat.check({ json: { ...sample, message, cart: null } })).output).toBe(
			'Keep Chatting',
		);
	});
});

describe('the item', () => {
	it('is found behind a node that replaced it, and restored', async () => {
		const item = await chat.says('I want to talk to a person');
		const { output, json } = await chat.check(
			{ json: { output: 'Sure!' } },
			{},
			{ parents: { 'This Node': ['Trigger', 'AI Agent'] }, upstream: { Trigger: { item } } },
		);
		expect(output).toBe('Escalate');
		expect(json).toMatchObject({
			output: 'Sure!',
			message: { id: 'wamid.IN1' },
			contact: { id: chat.node.contact.id },
		});
	});

	it('keeps the builder’s own fields and adds to replies that are there', async () => {
		const item = await chat.says('STOP');
		const replies = [{ purpose: 'recap', type: 'text', text: 'Hello', language: 'en' }];
		const { json } = await chat.check({ json: { ...item.json, order: 'A-7', replies } });
		expect(json.order).toBe('A-7');
		expect(json.replies?.map(({ purpose }) => purpose)).toEqual(['recap', 'opt_out_confirmed']);
	});

	it('that fails goes where nothing is sent', async () => {
		const item = await chat.says('hi');
		const { output } = await chat.check(
			item,
			{ policy: 'no such policy' },
			{ continueOnFail: true },
		);
		expect(output).toBe('Handled');
	});

	it('M5: tells contact, route and reason, never the phone', async () => {
		const { noted } = await chat.chat('hi');
		expect(noted).toEqual({
			wac_contact: chat.node.contact.id,
			wac_outcome: 'keep_chatting',
			wac_reason: 'nothing_new',
		});
	});
});
