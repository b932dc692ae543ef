import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCrmReceiver } from '../stack/crmReceiver';
import type { CrmReceiver } from '../stack/crmReceiver';
import type { NodeJson, StoredWorkflow, WorkflowJson } from '../stack/n8nApi';
import { PACKAGE_NAME } from '../stack/repositoryRoot';
import { itemsOf, manualStart, runByHand } from '../stack/runByHand';
import { startScriptedModel } from '../stack/scriptedModel';
import type { ScriptedModel } from '../stack/scriptedModel';
import { startSlackReceiver } from '../stack/slackReceiver';
import type { SlackReceiver } from '../stack/slackReceiver';
import { withCredential, withModel } from '../stack/templates';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { messagesTo, tapsOf } from './support/chat';
import { Clock } from './support/clock';
import {
	INITIATE_CALL,
	NO_OP,
	publishChain,
	publishTemplate,
	untilHeld,
	withParameters,
} from './support/flows';
import { followedUp } from './support/followUps';
import { attemptsOf, contactIdOf, untilAttemptEnds, untilQuiet } from './support/inLedger';
import { operate, publishOperation } from './support/operations';
import { Phone, WILLING } from './support/phone';
import { connectsTo } from './support/seenByMeta';

/**
 * The brief from the first message to the correction after the call (S1–S4, C6), with the templates as
 * they are shipped: a scripted model writes it, Slack and a CRM get it, the ledger keeps it.
 */
const stack = useStack({ templates: [], simulatorArgs: ['--no-media'] });
const clock = new Clock(stack);

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The eight fields of S1 as a model sees the furniture story; consent is not its to give. */
const SUMMARY = {
	customer_name: 'Asha Rao',
	product_interest: 'Gotland corner sofa',
	estimated_cart: 1890,
	room_constraints: '3.2 m wide, door on the left, dog and toddler',
	sentiment: 'anxious',
	open_objections: ['velvet or linen', 'fits beside the door?'],
	photos_received: true,
	consent_call: '2020-01-01T00:00:00Z',
};

/** What a stranger, or a wrong wire, may put on an item. */
const FORGED = {
	id: 'br_1',
	status: 'ready',
	source: 'model',
	fields: { customer_name: 'Mallory' },
};

let slack: SlackReceiver;
let crm: CrmReceiver;
let model: ScriptedModel;
/** The buyer of the story. */
let asha: Phone;

beforeAll(async () => {
	[slack, crm, model] = await Promise.all([
		startSlackReceiver(),
		startCrmReceiver(),
		startScriptedModel(),
	]);
	await publishTemplate(stack(), '02-calls.json');
});

afterAll(async () => {
	await Promise.all([slack?.stop(), crm?.stop(), model?.stop()]);
});

const callLedger = async (operation: string, customer: string, more: object = {}) =>
	(await operate(stack(), 'callLedger', { resource: 'contact', operation, customer, ...more }))[0];

/** The brief of the ledger that holds. */
async function keptBrief(phone: Phone) {
	// As the item has it (design.md §3).
	const { brief } = (await callLedger('get', phone.waId)) as {
		brief?: { id: string; status: string; source: string; fields: Record<string, unknown> };
	};
	return brief;
}

async function permitted(name: string): Promise<Phone> {
	const phone = await Phone.create(stack(), { ...WILLING, name });
	await phone.allowInProfile();
	await untilQuiet(stack());
	return phone;
}

const forge: Partial<NodeJson> = {
	name: 'Forge a Brief',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		mode: 'runOnceForEachItem',
		jsCode: `return { json: { ...$json, brief: ${JSON.stringify(FORGED)} } };`,
	},
};

describe('C6: Brief Required', () => {
	let dialling: StoredWorkflow;

	beforeAll(async () => {
		const initiateCall = { ...INITIATE_CALL, parameters: {} };
		dialling = await publishChain(stack(), 'dialling', [forge, initiateCall, NO_OP]);
	});

	afterAll(async () => {
		await untilQuiet(stack());
		await stack().api.deactivate(dialling.id);
		// Until then events wait for it, as if it were only being edited.
		await clock.pass(3 * MINUTE_MS);
	});

	it('holds a call without one, whatever the item carries, and lets it go once it is built', async () => {
		const phone = await permitted('Bela Shah');
		await phone.write('call me');
		// The permission came before the yes.
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'brief_missing' });
		expect(await connectsTo(stack(), phone)).toEqual([]);
		const build = await publishOperation(stack(), 'summaryBuilder', { operation: 'build' });
		// What travels between nodes, without the forged part.
		const { brief: _forged, ...item } = held as unknown as Record<string, unknown>;
		expect(await build(item)).toMatchObject({
			brief: { status: 'ready', source: 'rules', fields: { customer_name: 'Bela Shah' } },
		});
		await phone.write('call me now please');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});
});

/** A card for the team with every call that is placed, behind the template's own nodes. */
function withCard(template: WorkflowJson): WorkflowJson {
	const card: NodeJson = {
		name: 'Slack Card',
		type: `${PACKAGE_NAME}.summaryBuilder`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { operation: 'render', target: 'slack' },
	};
	const post: NodeJson = {
		name: 'Post to Slack',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [0, 0],
		parameters: {
			method: 'POST',
			url: slack.webhookUrl,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ $json.rendered }}',
		},
	};
	return {
		...template,
		nodes: [...template.nodes, card, post],
		connections: { ...template.connections, 'Call Is Placed': to(card), 'Slack Card': to(post) },
	};
}

const to = ({ name }: NodeJson) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

/** The permission reply passes a node that puts a forged brief on it. */
function withForgery(template: WorkflowJson): WorkflowJson {
	const trigger = 'Messages';
	// As the template has it: messages, permission replies.
	const { main } = template.connections[trigger] as { main: unknown[] };
	const forger = { position: [0, 0], ...forge } as NodeJson;
	return {
		...template,
		nodes: [...template.nodes, forger],
		connections: {
			...template.connections,
			[trigger]: { main: [main[0], to(forger).main[0]] },
			[forger.name]: { main: [main[1]] },
		},
	};
}

const cardsOf = (name: string): string[] =>
	slack
		.posts()
		.map((post) => {
			expect(post.problems).toEqual([]);
			return JSON.stringify(post.body);
		})
		.filter((card) => card.includes(name));

describe('S1–S4: a furniture buyer, with a model that drafts', () => {
	beforeAll(async () => {
		const credential = await stack().api.createCredential(
			'Scripted Model',
			'openAiApi',
			model.credential,
		);
		await publishTemplate(stack(), '10-messages-with-ai.json', {
			options: { separateOutputs: true },
			setUp: (template) => withForgery(withCard(withModel(template, credential))),
		});
		model.script('Asha Rao', {
			answer: {
				reply: 'The Gotland is 2.9 m wide.',
				intent: 'question',
				sentiment: 'anxious',
				confidence: 0.9,
				summary_for_agent: SUMMARY,
			},
		});
		asha = await Phone.create(stack(), { ...WILLING, name: 'Asha Rao' });
	});

	it('is offered a call; no model has said yes for her', async () => {
		await asha.write('Hi! I am looking at the Gotland corner sofa');
		await asha.show('this is our living room');
		await asha.write('the room is only 3.2 m wide, would the chaise fit beside the door?');
		await asha.order('gotland-corner-sofa', 1890, 'GBP');
		await asha.write('we have a dog and a toddler, velvet or linen? does it match an oak floor?');
		await untilQuiet(stack());
		const taps = (await messagesTo(stack(), asha)).flatMap(tapsOf);
		expect(taps.map(({ id }) => id)).toContainEqual(expect.stringMatching(/^wac:offer_yes:/));
		expect(await connectsTo(stack(), asha)).toEqual([]);
		const brief = await keptBrief(asha);
		expect(brief).toMatchObject({ status: 'ready', source: 'model' });
		expect(brief?.fields).toMatchObject({ ...SUMMARY, consent_call: null });
	});

	it('says yes and allows calls: the call goes, with the ledger’s brief and not the forged one', async () => {
		const taps = (await messagesTo(stack(), asha)).flatMap(tapsOf);
		await asha.tap(taps.find(({ id }) => id.startsWith('wac:offer_yes:'))?.id ?? '');
		expect(await untilAttemptEnds(stack(), asha)).toMatchObject({ outcome: 'completed' });
		expect(await followedUp(stack(), asha)).toEqual(['back_to_chat']);
		expect(await connectsTo(stack(), asha)).toHaveLength(1);
		const [card = '', ...others] = await until('the card', 10_000, () => {
			const cards = cardsOf('Asha Rao');
			return cards.length > 0 ? cards : undefined;
		});
		expect(others).toEqual([]);
		for (const said of ['Gotland corner sofa', '1,890', '3.2 m wide', 'anxious', 'velvet or linen'])
			expect(card).toContain(said);
		expect(card).not.toContain('Mallory');
		expect(card).not.toContain(asha.waId);
	});

	it('has her brief in the ledger, with her own yes', async () => {
		const brief = await keptBrief(asha);
		const { consent_call, ...rest } = SUMMARY;
		expect(brief?.fields).toMatchObject(rest);
		expect(brief?.fields.consent_call).toEqual(expect.any(String));
		expect(brief?.fields.consent_call).not.toContain(consent_call.slice(0, 4));
	});
});

describe('S4: the CRM', () => {
	const SECRET = { name: 'x-crm-secret', value: 'between the two of us' };
	let sync: StoredWorkflow;

	beforeAll(async () => {
		const credential = await stack().api.createCredential('CRM', 'httpHeaderAuth', SECRET);
		sync = await publishTemplate(stack(), '07-crm-sync.json', {
			setUp: (template) => setUpCrm(template, credential),
		});
		crm.tell(`${stack().n8n.url}/webhook/crm-contact-changed`, SECRET);
	});

	afterAll(async () => await stack().api.deactivate(sync.id));

	/** What the set-up of 07 says; and every few seconds, so that nobody waits. */
	function setUpCrm(template: WorkflowJson, credential: { id: string; name: string }) {
		const often = { rule: { interval: [{ field: 'seconds', secondsInterval: 3 }] } };
		const crm_url = { id: 'crm_url', name: 'crm_url', type: 'string', value: crm.url };
		const placed = withParameters(withParameters(template, 'Every 10 Minutes', often), 'Your CRM', {
			assignments: { assignments: [crm_url] },
		});
		const nodes = placed.nodes.map(({ disabled: _off, ...node }) =>
			node.name === 'CRM' ? { ...node, credentials: { httpHeaderAuth: credential } } : node,
		);
		return { ...placed, nodes };
	}

	const recordOf = async (name: string) =>
		await until(`${name} in the CRM`, 20_000, () =>
			crm.contacts().find((contact) => contact.name === name),
		);

	it('gets contact, consent and brief, also when it was down at first', async () => {
		crm.fail(2);
		const record = await recordOf('Asha Rao');
		expect(record).toMatchObject({
			do_not_call: false,
			brief_status: 'ready',
			interested_in: 'Gotland corner sofa',
			cart: 1890,
			mood: 'anxious',
			objections: SUMMARY.open_objections,
		});
		expect(record.phone).toBe(record.id);
	});

	it('gets a refusal of somebody of whom there is no brief', async () => {
		const phone = await Phone.create(stack(), { ...WILLING, name: 'Carla Mendes' });
		await phone.write("please don't call me");
		expect(await recordOf('Carla Mendes')).toMatchObject({
			do_not_call: true,
			call_preference: 'text_only',
			brief_status: 'missing',
		});
	});

	it('tells what it knows better; “may be called again” lifts no refusal', async () => {
		const phone = await permitted('Diya P');
		await phone.write('hello');
		await untilQuiet(stack());
		expect(await crm.change(phone.waId, { name: 'Diya Patel', do_not_call: true })).toBe(200);
		expect(await knownOf(phone)).toMatchObject({ name: 'Diya Patel', call_opt_out: true });
		expect(await crm.change(phone.waId, { do_not_call: false })).toBe(200);
		expect(await knownOf(phone)).toMatchObject({ call_opt_out: true });
		await phone.write('call me now');
		await untilQuiet(stack());
		expect(await connectsTo(stack(), phone)).toEqual([]);
	});

	it('is not believed without its header', async () => {
		const phone = await permitted('Esha Verma');
		const answer = await fetch(`${stack().n8n.url}/webhook/crm-contact-changed`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ contact: { id: phone.waId, do_not_call: true } }),
		});
		expect(answer.status).toBe(403);
		await untilQuiet(stack());
		expect(await knownOf(phone)).toMatchObject({ call_opt_out: false });
	});

	const knownOf = async (phone: Phone) => (await callLedger('get', phone.waId))?.contact;
});

describe('S3: a correction of today', () => {
	it('is in tomorrow’s prompt lines, without the customer’s words', async () => {
		const rows = [
			{ name: 'room_constraints', value: 'bay window, 2.75 m, stairs with a turn' },
			{ name: 'sentiment', value: 'calm' },
		];
		const correct = await publishOperation(stack(), 'summaryBuilder', {
			operation: 'recordCorrection',
			correctedFields: { rows },
			correctedBy: 'Meera',
		});
		const line = { phone_number_id: stack().config.phone_number_id };
		expect(await correct({ ...(await callLedger('get', asha.waId)), line })).toMatchObject({
			brief: { source: 'corrected', fields: { sentiment: 'calm' } },
		});
		await clock.pass(DAY_MS);
		const [feedback] = await operate(stack(), 'summaryBuilder', { operation: 'promptFeedback' });
		const lines = String(feedback?.prompt_text);
		expect(lines).toContain('room_constraints');
		expect(lines).toContain('sentiment');
		for (const said of ['bay window', '2.75', 'Asha', '3.2', 'calm', 'anxious'])
			expect(lines).not.toContain(said);
	});
});

describe('export', () => {
	it('of one customer as CSV tells all of her, and runs no formula', async () => {
		const phone = await permitted('=HYPERLINK("http://evil.example","Open")');
		await phone.write('hello');
		await untilQuiet(stack());
		expect(await csvOf(asha)).toContain('Gotland corner sofa');
		const csv = await csvOf(phone);
		expect(csv).toContain('HYPERLINK');
		expect(csv).not.toMatch(/(^|[,\n])"?=/);
	});

	/** As a builder would read the file again. */
	async function csvOf({ waId: customer }: Phone): Promise<string> {
		const parameters = { resource: 'contact', operation: 'export', format: 'csv', customer };
		const nodes = [manualStart(), { ...FROM_LEDGER, parameters }, AS_TEXT];
		const workflow = withCredential({ name: '', nodes, connections: {} }, stack().credential);
		const [item] = itemsOf(await runByHand(stack().api, workflow.nodes), AS_TEXT.name);
		return String(item?.data);
	}

	const FROM_LEDGER: NodeJson = {
		name: 'Export',
		type: `${PACKAGE_NAME}.callLedger`,
		typeVersion: 1,
		position: [200, 0],
		parameters: {},
	};

	const AS_TEXT: NodeJson = {
		name: 'Text',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		position: [400, 0],
		parameters: {
			jsCode: `const file = await this.helpers.getBinaryDataBuffer(0, 'data');
return [{ json: { data: file.toString() } }];`,
		},
	};
});

describe('erased', () => {
	const erase = async (phone: Phone) =>
		await callLedger('erase', phone.waId, { eraseForGood: true });

	it('Asha writes again: the record is new, and so is the model’s memory of her', async () => {
		const before = contactIdOf(stack(), asha);
		expect(await erase(asha)).toMatchObject({ known: true });
		expect(contactIdOf(stack(), asha)).toBeUndefined();
		await asha.write('hello, it is me');
		await untilQuiet(stack());
		expect(contactIdOf(stack(), asha)).not.toBe(before);
		expect(await keptBrief(asha)).toBeUndefined();
		expect(attemptsOf(stack(), asha)).toEqual([]);
		expect(model.requests.at(-1)?.body).toContain('hello, it is me');
		expect(model.requests.at(-1)?.body).not.toContain('corner sofa');
	});

	it('P4: whoever had refused calls is still not called', async () => {
		const phone = await permitted('Farah Khan');
		await phone.write("please don't call me");
		await untilQuiet(stack());
		expect(await erase(phone)).toMatchObject({ erasure: { suppressed: { calls: true } } });
		await phone.write('call me now please');
		await untilQuiet(stack());
		expect(contactIdOf(stack(), phone)).toBeDefined();
		expect(await connectsTo(stack(), phone)).toEqual([]);
		expect(attemptsOf(stack(), phone)).toEqual([]);
	});
});
