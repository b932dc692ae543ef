import { beforeAll, describe, expect, it } from 'vitest';
import type { StoredWorkflow } from '../stack/n8nApi';
import { importTemplate, withCredential } from '../stack/templates';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { messagesTo, untilWritten, wordsOf } from './support/chat';
import { publishTemplate } from './support/flows';
import { followedUp } from './support/followUps';
import { heardBy } from './support/heardBy';
import { ledgerRows } from '../stack/ledgerRows';
import { Phone, WILLING } from './support/phone';
import { connectsTo, permissionRequestsTo } from './support/seenByMeta';

/**
 * Calls that a shop wants (C8), as 05-call-request.json ships it, called by another workflow with
 * its typed inputs. The team is always there.
 */
const stack = useStack({ templates: [], simulatorArgs: ['--no-media'] });

let requests: StoredWorkflow;
let shop: string;
let form: string;

/** A workflow of the builder's own: its webhook calls `called` with the shop's fields. */
async function publishShop(called: StoredWorkflow, path: string): Promise<string> {
	const { api, credential } = stack();
	const fields = ['phone', 'name', 'reason', 'cart_value', 'currency'];
	const consent = ['consent_source', 'consent_at', 'reference'];
	const value = Object.fromEntries(
		[...fields, ...consent].map((field) => [field, `={{ $json.body.${field} }}`]),
	);
	const workflow = {
		name: path,
		nodes: [
			{
				name: 'Shop',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0] as [number, number],
				parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
			},
			{
				name: 'Call Request',
				type: 'n8n-nodes-base.executeWorkflow',
				typeVersion: 1.2,
				position: [200, 0] as [number, number],
				parameters: {
					workflowId: { __rl: true, mode: 'id', value: called.id },
					workflowInputs: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
					options: {},
				},
			},
		],
		connections: { Shop: { main: [[{ node: 'Call Request', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
	const stored = await api.createWorkflow(withCredential(workflow, credential));
	await api.publish(stored.id);
	return `${api.url}/webhook/${path}`;
}

/** 05 with Create Call Request set up for a call-me form. */
async function publishForm(): Promise<StoredWorkflow> {
	const { api } = stack();
	const stored = await importTemplate(stack(), '05-call-request.json');
	const nodes = stored.nodes.map((node) =>
		node.name === 'Create Call Request'
			? {
					...node,
					parameters: {
						...node.parameters,
						callMeForm: true,
						formWording: 'Call me now about my application',
					},
				}
			: node,
	);
	await api.updateWorkflow(stored.id, { nodes, name: 'Form' });
	await api.publish(stored.id);
	return stored;
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

async function want(phone: Phone, change: object = {}, url = shop): Promise<number> {
	const body = {
		phone: `+${phone.waId}`,
		name: 'Asha',
		reason: 'abandoned cart',
		cart_value: 1890,
		currency: 'GBP',
		consent_source: 'Checkout box “You may contact me on WhatsApp”',
		consent_at: minutesAgo(5),
		reference: 'order 12853',
		...change,
	};
	const headers = { 'content-type': 'application/json' };
	const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	await reply.arrayBuffer();
	return reply.status;
}

const escalations = (phone: Phone) =>
	ledgerRows<{ status: string; triggers: string }>(
		stack().dir,
		`SELECT escalations.status, escalations.triggers FROM escalations
		JOIN contacts ON contacts.id = escalations.contact_id WHERE contacts.wa_id = ?`,
		phone.waId,
	);

beforeAll(async () => {
	for (const file of ['01-messages.json', '02-calls.json']) await publishTemplate(stack(), file);
	await createStarterSet();
	requests = await publishTemplate(stack(), '05-call-request.json');
	shop = await publishShop(requests, 'shop');
	form = await publishShop(await publishForm(), 'form');
});

/** What an operator runs once; Meta's review takes a moment here. */
async function createStarterSet(): Promise<void> {
	const { api, credential, simulator } = stack();
	const type = 'n8n-nodes-whatsapp-calling.whatsAppCalling';
	const parameters = { resource: 'template', operation: 'createStarterSet' };
	const workflow = {
		name: 'Starter Set',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			{ name: 'Create', type, typeVersion: 1, parameters },
		].map((node) => ({ ...node, position: [0, 0] as [number, number] })),
		connections: { Start: { main: [[{ node: 'Create', type: 'main', index: 0 }]] } },
	};
	const stored = await api.createWorkflow(withCredential(workflow, credential));
	await simulator.post('/sim/switches', { template_review: 'approve', template_review_ms: 0 });
	const { executionId = '' } = await api.runManually(stored.id, 'Start');
	const { data } = await api.untilExecutionEnds(executionId);
	expect(data?.resultData.error).toBeUndefined();
}

describe('C8: a shop wants a call with somebody who has never written', () => {
	let phone: Phone;

	it('who is offered one by template, once, however often the shop asks', async () => {
		phone = await Phone.create(stack(), WILLING);
		expect([await want(phone), await want(phone)]).toEqual([200, 200]);
		const offer = await untilWritten(stack(), phone, 1);
		expect(offer.type).toBe('template');
		expect(wordsOf(offer)).toContain('Asha');
		expect(await messagesTo(stack(), phone)).toHaveLength(1);
		expect(await connectsTo(stack(), phone)).toEqual([]);
		expect(escalations(phone)).toEqual([
			{ status: 'offered', triggers: '["external:abandoned_cart"]' },
		]);
	});

	it('and is called once after a yes and Meta’s permission', async () => {
		await phone.tap('Yes, call me now');
		await until('the call', 30_000, async () => {
			const calls = await connectsTo(stack(), phone);
			return calls.length > 0 || undefined;
		});
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(await permissionRequestsTo(stack(), phone)).toHaveLength(1);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});
});

describe('C8, W2: nobody is called', () => {
	it('of whom nobody says where they agreed', async () => {
		const phone = await Phone.create(stack(), WILLING);
		expect(await want(phone, { consent_source: '' })).toBe(500);
		expect(await messagesTo(stack(), phone)).toEqual([]);
		expect(escalations(phone)).toEqual([]);
	});

	it('P4: who refused calls, whatever the shop says', async () => {
		const phone = await Phone.create(stack(), WILLING);
		await phone.allowInProfile();
		await phone.write('please do not call me, text only');
		const before = await until('the confirmation', 30_000, async () => {
			const messages = await messagesTo(stack(), phone);
			return messages.length > 0 ? messages.length : undefined;
		});
		expect(await want(phone)).toBe(200);
		expect(await want(phone, {}, form)).toBe(200);
		expect(await messagesTo(stack(), phone)).toHaveLength(before);
		expect(await connectsTo(stack(), phone)).toEqual([]);
		expect(escalations(phone).filter(({ status }) => status !== 'closed')).toEqual([]);
	});
});

describe('P1: a call-me form', () => {
	it('is a yes: who allows calls is called, once, without being asked', async () => {
		const phone = await Phone.create(stack(), WILLING);
		await phone.allowInProfile();
		await Promise.all([want(phone, {}, form), want(phone, {}, form)]);
		await until('the call', 30_000, async () => {
			const calls = await connectsTo(stack(), phone);
			return calls.length > 0 || undefined;
		});
		// Taking the call has opened the chat for a word after it.
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(await heardBy(stack(), phone)).toEqual(['back_to_chat']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('of an hour ago permits asking', async () => {
		const phone = await Phone.create(stack(), WILLING);
		await phone.allowInProfile();
		await want(phone, { consent_at: minutesAgo(60) }, form);
		expect((await untilWritten(stack(), phone, 1)).type).toBe('template');
		expect(await connectsTo(stack(), phone)).toEqual([]);
	});
});
