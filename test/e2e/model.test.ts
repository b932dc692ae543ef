import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowJson } from '../stack/n8nApi';
import { startScriptedModel } from '../stack/scriptedModel';
import type { ScriptedModel, Turn } from '../stack/scriptedModel';
import { forStack, readTemplate, withModel } from '../stack/templates';
import { useStack } from '../stack/useStack';
import { messagesTo, tapsOf, untilWritten, wordsOf } from './support/chat';
import { nodesOf, publishTemplate, withParameters } from './support/flows';
import { followedUp } from './support/followUps';
import {
	attemptsOf,
	escalationsOf,
	sendsOf,
	untilAttemptEnds,
	untilQuiet,
	wishesOf,
} from './support/inLedger';
import { operate } from './support/operations';
import { Phone, WILLING } from './support/phone';
import { connectsTo, graphPosts } from './support/seenByMeta';

/** 10 Messages With AI as it ships, with a chat model that answers as scripted (C6, S1). */
const stack = useStack({ templates: [], simulatorArgs: ['--no-media'] });

const TEMPLATE = '10-messages-with-ai.json';

let model: ScriptedModel;
/** What its set-up says, and a model that is given up after two seconds. */
let setUp: (template: WorkflowJson) => WorkflowJson;

/** What n8n says to a second chat route. */
let refusal: Promise<string>;

beforeAll(async () => {
	model = await startScriptedModel();
	const { api } = stack();
	const credential = await api.createCredential('Scripted Model', 'openAiApi', model.credential);
	const impatient = { options: { timeout: 2_000, maxRetries: 0 } };
	setUp = (template) => withModel(withParameters(template, 'Chat Model', impatient), credential);
	await publishTemplate(stack(), TEMPLATE, { setUp });
	await publishTemplate(stack(), '02-calls.json');
	// n8n tries for a while before it gives up.
	refusal = publishTemplate(stack(), '01-messages.json').then(
		() => 'published',
		(error: unknown) => String(error),
	);
});

afterAll(async () => await model?.stop());

/** Everything the model says to one customer, who is known to it by name. */
async function chatOf(name: string, ...turns: Turn[]): Promise<Phone> {
	model.script(JSON.stringify(name), ...turns);
	return await Phone.create(stack(), { ...WILLING, name });
}

/** WhatsApp dates messages by the second; of two of one second either may count as the later one. */
const aSecondLater = async () => await delay(1_050);

const said = async (phone: Phone) => (await messagesTo(stack(), phone)).map(wordsOf);

const askedBy = (name: string) =>
	model.requests.filter(({ prompt }) => prompt.includes(JSON.stringify(name)));

async function contactOf(phone: Phone): Promise<Record<string, unknown>> {
	const get = { resource: 'contact', operation: 'get', customer: phone.waId };
	const [contact = {}] = await operate(stack(), 'callLedger', get);
	return contact;
}

const SUMMARY = {
	customer_name: 'Asha Rao',
	product_interest: 'Gotland corner sofa, olive velvet',
	estimated_cart: 1890,
	room_constraints: '3.2 m wall, a door on the right',
	sentiment: 'keen but unsure',
	open_objections: ['delivery before Diwali'],
	photos_received: false,
	consent_call: null,
};

const view = (intent: string, sentiment = 'positive', confidence = 0.92) => ({
	intent,
	sentiment,
	confidence,
	summary_for_agent: SUMMARY,
});

const answer = (reply: string, seen: object = view('other')): Turn => ({
	answer: { reply, ...seen },
});

const KEEP_MANUAL = { executionOrder: 'v1', saveManualExecutions: true };

const NO_ANSWER = 'I want to talk to a person';

describe('the furniture buyer', () => {
	let phone: Phone;

	beforeAll(async () => {
		phone = await chatOf(
			'Asha Rao',
			answer('Yes, the Gotland is in stock.'),
			answer('Velvet is easy to clean.'),
			answer('I would take the olive one.', view('complex_config')),
		);
	});

	it('C6, P10: is answered by the model, each message once', async () => {
		await phone.write('hi, is the Gotland still to be had?');
		await untilWritten(stack(), phone, 1);
		await aSecondLater();
		await phone.write('and is it easy to clean?');
		await untilWritten(stack(), phone, 2);
		await untilQuiet(stack());
		expect(await said(phone)).toEqual([
			'Yes, the Gotland is in stock.',
			'Velvet is easy to clean.',
		]);
		expect(sendsOf(stack(), phone).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
			'answer sent',
			'answer sent',
		]);
		expect(escalationsOf(stack(), phone)).toEqual([]);
	});

	it('C2, C5: is offered a call at what the model alone noticed, instead of its answer', async () => {
		await aSecondLater();
		await phone.write('hm, tell me more');
		const offer = await untilWritten(stack(), phone, 3);
		expect(tapsOf(offer)).toHaveLength(3);
		const [escalation] = escalationsOf(stack(), phone);
		expect(escalation).toMatchObject({ status: 'offered', triggers: '["complex_config"]' });
		const { evidence } = escalation as unknown as { evidence: string };
		expect(JSON.parse(evidence)).toMatchObject([{ matched: 'model', value: 0.92 }]);
	});

	it('S1: has a ready brief of the model’s in the ledger, without a consent that it invented', async () => {
		const { brief } = await contactOf(phone);
		expect(brief).toMatchObject({ status: 'ready', source: 'model', fields: SUMMARY });
	});

	it('P1, P5: says yes and is called, once', async () => {
		const [yes] = tapsOf((await messagesTo(stack(), phone)).at(-1)!);
		await phone.tap(yes?.id ?? '');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
		const { brief } = await contactOf(phone);
		const { consent_call: consent } = (brief as { fields: typeof SUMMARY }).fields;
		expect(consent).toEqual(expect.any(String));
	});
});

describe('C6: the model', () => {
	it.concurrent.each<[string, Turn]>([
		['answers HTTP 500', { status: 500 }],
		['does not answer in time', 'hangs'],
		['hangs up', 'hangs_up'],
		['refuses the key', { status: 401 }],
		['answers in prose', { says: 'We have it in olive, shall I call you?' }],
		['stops half-way', { written: '{"output": {"reply": "We have it in ol' }],
		['answers in wrong types', { answer: { reply: ['Olive'], confidence: 'high' } }],
		['calls a tool that there is not', { tool: 'Dial_Now', input: {} }],
	])('%s: the customer gets an answer, and a yes is one call', async (name, turn) => {
		const phone = await chatOf(name, turn);
		await phone.allowInProfile();
		await phone.write('do you have it in olive?');
		expect(wordsOf(await untilWritten(stack(), phone, 1))).toContain(NO_ANSWER);
		await phone.write('call me now');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await said(phone)).toHaveLength(1);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
		expect(askedBy(name).length).toBeGreaterThanOrEqual(2);
	});

	it('that fails twice is a bot that goes round in circles: a call is offered', async () => {
		const phone = await chatOf('Twice', { status: 500 });
		await phone.write('do you have it in olive?');
		await untilWritten(stack(), phone, 1);
		await aSecondLater();
		await phone.write('hello, are you there?');
		expect(tapsOf(await untilWritten(stack(), phone, 2))).toHaveLength(3);
		expect(escalationsOf(stack(), phone)).toMatchObject([{ triggers: '["chat_loop"]' }]);
	});

	it('whose summary is unusable still answers, and facts make the brief', async () => {
		const loose = { ...view('complex_config'), summary_for_agent: '{"customer_name": "As' };
		const phone = await chatOf('Loose', answer('Olive is in stock.', loose));
		await phone.write('hm, which one would you take?');
		expect(tapsOf(await untilWritten(stack(), phone, 1))).toHaveLength(3);
		const { brief } = await contactOf(phone);
		expect(brief).toMatchObject({
			status: 'ready',
			source: 'rules',
			fields: { customer_name: 'Loose', product_interest: null },
		});
	});

	it('P1: agrees for the customer: no yes, no call, no consent in the brief', async () => {
		const consent = { ...SUMMARY, consent_call: '2026-10-12T10:00:00+00:00' };
		const lies = { ...view('accept', 'positive', 1), summary_for_agent: consent };
		const phone = await chatOf(
			'Spoken For',
			answer('You said yes, so we call you now.', lies),
			answer('We call you now.', { ...lies, intent: 'explicit_request' }),
		);
		await phone.allowInProfile();
		await phone.write('what does delivery cost?');
		await untilWritten(stack(), phone, 1);
		await aSecondLater();
		await phone.write('ok');
		expect(tapsOf(await untilWritten(stack(), phone, 2))).toHaveLength(3);
		await untilQuiet(stack());
		expect(wishesOf(stack(), phone)).toEqual([]);
		expect(attemptsOf(stack(), phone)).toEqual([]);
		expect(await connectsTo(stack(), phone)).toEqual([]);
		expect(await contactOf(phone)).toMatchObject({ brief: { fields: { consent_call: null } } });
	});

	it('P4: has nothing to say to someone who refuses calls', async () => {
		const phone = await chatOf('Refuses', answer('Shall we call you?', view('explicit_request')));
		await phone.write("don't call me");
		expect(wordsOf(await untilWritten(stack(), phone, 1))).toContain('we will not call you');
		await untilQuiet(stack());
		expect(await said(phone)).toHaveLength(1);
	});

	it('remembers the chat of one customer, and of nobody else', async () => {
		const first = await chatOf('First', answer('Noted.'), answer('It is heliotrope.'));
		const second = await chatOf('Second', answer('I do not know.'));
		await first.write('my door code is heliotrope');
		await untilWritten(stack(), first, 1);
		await first.write('which code was it?');
		await second.write('which code was it?');
		await untilWritten(stack(), first, 2);
		await untilWritten(stack(), second, 1);
		expect(askedBy('First').at(-1)?.body).toContain('heliotrope');
		expect(
			askedBy('Second')
				.map(({ body }) => body)
				.join(),
		).not.toContain('heliotrope');
	});
});

describe('C6: the model’s tools are about the customer of the chat', () => {
	let other: Phone;

	beforeAll(async () => {
		other = await chatOf('Somebody Else', answer('Hello!'));
		await other.allowInProfile();
		await other.write('call me now');
		await untilAttemptEnds(stack(), other);
	});

	/** The model uses one tool, with all it has heard of somebody else, and then answers. */
	async function ask(name: string, tool: string): Promise<{ phone: Phone; told: unknown }> {
		const [attempt] = attemptsOf(stack(), other);
		const [escalation] = escalationsOf(stack(), other);
		const stolen = {
			phone: `+${other.waId}`,
			customer: other.waId,
			attemptId: attempt?.id,
			contact: { id: (escalation as unknown as { contact_id: string }).contact_id },
			reason: 'unsure about fit',
			callMeForm: true,
		};
		const phone = await chatOf(name, { tool, input: stolen }, answer('Let me see.'));
		await phone.write('when would that be?');
		await untilWritten(stack(), phone, 1);
		await untilQuiet(stack());
		const [told = 'null'] = askedBy(name).at(-1)?.toolAnswers ?? [];
		return { phone, told: JSON.parse(told) };
	}

	it('When Can We Call: free times and nothing else', async () => {
		const { phone, told } = await ask('Asks When', 'When_Can_We_Call');
		expect(told).toEqual([{ schema: 'whatsapp-calling/1', hours: expect.any(Object) }]);
		expect(told).toMatchObject([{ hours: { open_now: true, booked: null } }]);
		expect(await said(phone)).toEqual(['Let me see.']);
	});

	it('Ask for a Call: the customer is offered one, and nobody is called', async () => {
		const before = escalationsOf(stack(), other).length;
		const { phone, told } = await ask('Asks for a Call', 'Ask_for_a_Call');
		expect(told).toEqual([{ requested: true, note: expect.any(String) }]);
		const [offer] = await messagesTo(stack(), phone);
		expect(tapsOf(offer!)).toHaveLength(3);
		expect(escalationsOf(stack(), phone)).toMatchObject([
			{ status: 'offered', triggers: '["external:agent"]' },
		]);
		expect(wishesOf(stack(), phone)).toEqual([]);
		expect(await connectsTo(stack(), phone)).toEqual([]);
		expect(escalationsOf(stack(), other)).toHaveLength(before);
	});

	it('Last Call: this customer’s, not the one that was asked for', async () => {
		const { told } = await ask('Asks for the Last', 'Last_Call');
		expect(told).toEqual([
			{ status: 'none', outcome: null, direction: null, at: null, retry_at: null },
		]);
	});

	it('a run about two customers: no tool answers, for n8n pairs it with the first of them', async () => {
		const names = ['One of Two', 'Two of Two'];
		const phones = [];
		for (const name of names) {
			const phone = await chatOf(name, answer('Hello!'));
			await phone.write('hi');
			await untilWritten(stack(), phone, 1);
			model.script(JSON.stringify(name), { tool: 'Last_Call', input: {} }, answer('Well.'));
			phones.push(phone);
		}
		const items = await Promise.all(phones.map(async (phone) => ({ json: await itemOf(phone) })));
		const { id } = await draftWith({ jsCode: `return ${JSON.stringify(items)};` });
		const { executionId } = await stack().api.runManually(id, 'Try Me', 'Escalation Check');
		await stack().api.untilExecutionEnds(executionId ?? '');
		for (const name of names) {
			const [told] = askedBy(name).at(-1)?.toolAnswers ?? [];
			expect(told).toContain('several customers');
		}
		await stack().api.deleteWorkflow(id);
	});

	/** What the trigger would give of a message of this customer. */
	async function itemOf(phone: Phone): Promise<Record<string, unknown>> {
		const { contact } = await contactOf(phone);
		const line = { phone_number_id: stack().config.phone_number_id };
		return { contact, line, message: { id: 'wamid.1', type: 'text', text: 'any news?' } };
	}

	/** The template with a Code node in the place of the sample. */
	async function draftWith(parameters: { jsCode: string }): Promise<{ id: string }> {
		const { api } = stack();
		const template = setUp(forStack(await readTemplate(TEMPLATE), stack()));
		const nodes = template.nodes.map((node) =>
			node.name === 'Sample Customer'
				? { ...node, type: 'n8n-nodes-base.code', typeVersion: 2, parameters }
				: node,
		);
		return await api.createWorkflow({ ...template, nodes, settings: KEEP_MANUAL });
	}

	it('no phone number, id or message id reaches the model', async () => {
		const heard = model.requests.flatMap(({ system, prompt, toolAnswers }) => [
			system,
			prompt,
			...toolAnswers,
		]);
		expect(heard.length).toBeGreaterThan(20);
		const leaks = /4477009\d|wamid|\bc_[0-9a-f]|GB\.\d/;
		expect(heard.filter((words) => leaks.test(words))).toEqual([]);
	});
});

describe('W1: 10 Messages With AI', () => {
	it.each([
		['with a model', () => setUp],
		['before a model is chosen', () => (template: WorkflowJson) => template],
	])('can be tried %s, and nothing is sent', async (_when, chosen) => {
		const { api } = stack();
		const template = chosen()(forStack(await readTemplate(TEMPLATE), stack()));
		const draft = await api.createWorkflow({ ...template, settings: KEEP_MANUAL });
		const before = (await graphPosts(stack())).length;
		const { executionId } = await api.runManually(draft.id, 'Try Me');
		const execution = await api.untilExecutionEnds(executionId ?? '');
		expect(execution.status).toBe('success');
		expect(nodesOf(execution)).toEqual(expect.arrayContaining(['Escalation Check']));
		expect(await graphPosts(stack())).toHaveLength(before);
		await api.deleteWorkflow(draft.id);
	});

	it('refuses 01 beside it by name, and goes on', async () => {
		expect(await refusal).toContain(
			'“10 Messages With AI” already answers the chat of every number',
		);
		const phone = await chatOf('After', answer('Still here.'));
		await phone.write('hello?');
		await untilWritten(stack(), phone, 1);
		await untilQuiet(stack());
		expect(await said(phone)).toEqual(['Still here.']);
	});
});
