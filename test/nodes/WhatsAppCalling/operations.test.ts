import { createHmac } from 'node:crypto';
import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../../nodes/shared/ledger/ledger';
import { signBody } from '../../../nodes/shared/wire/signature';
import { properties } from '../../../nodes/WhatsAppCalling/description';
import { OPERATIONS } from '../../../nodes/WhatsAppCalling/operations';
import { WhatsAppCalling } from '../../../nodes/WhatsAppCalling/WhatsAppCalling.node';
import { metaError } from '../../shared/graph/recordingHttp';
import { route } from '../../shared/ingress/harness';
import { NOW, NUMBER, callingNode, pathOf } from './callingNode';

const CALL = 'wacid.TESTCALL1';
const done = { status: 200, body: { messaging_product: 'whatsapp', success: true } };

describe('Permission › Get', () => {
	const GET = { resource: 'permission', operation: 'get' };
	/** Meta, calling/user-call-permissions: the sample answer. */
	const ANSWER = {
		messaging_product: 'whatsapp',
		permission: { status: 'temporary', expiration_time: 1792313000 },
		actions: [
			{
				action_name: 'send_call_permission_request',
				can_perform_action: true,
				limits: [{ time_period: 'PT24H', max_allowed: 1, current_usage: 0 }],
			},
			{
				action_name: 'start_call',
				can_perform_action: false,
				limits: [
					{
						time_period: 'PT24H',
						max_allowed: 100,
						current_usage: 100,
						limit_expiration_time: 1791800000,
					},
				],
			},
		],
	};

	it('P3: adds Meta’s live answer to the item, also in a test run', async () => {
		for (const mode of ['trigger', 'manual'] as const) {
			const node = await callingNode({ status: 200, body: ANSWER });
			const [item] = await node.run(GET, { mode });
			expect(node.calls.map(pathOf)).toEqual([`GET /${NUMBER}/call_permissions`]);
			expect(node.calls[0]?.url).toContain('user_wa_id=447700900123');
			expect(item?.json).toMatchObject({
				order: 'A-7',
				permission_state: {
					status: 'temporary',
					expires_at: '2026-10-18T08:43:20.000Z',
					can_call: false,
					can_request: true,
					limits: [
						{ action: 'request', period: 'PT24H', max_allowed: 1, resets_at: null },
						{ action: 'call', current_usage: 100, resets_at: '2026-10-12T10:13:20.000Z' },
					],
					checked_at: NOW,
				},
			});
		}
	});

	it('fails with Meta’s words when it cannot be asked', async () => {
		const node = await callingNode(metaError(613, 'Too many lookups', 429));
		await expect(node.run(GET)).rejects.toMatchObject({ httpCode: 'throttled' });
	});
});

describe.each([
	['terminate', 'own_terminate'],
	['reject', 'own_reject'],
])('Call › %s', (operation, own) => {
	const ACT = { resource: 'call', operation };
	const call = { id: CALL, direction: 'inbound', state: 'offered' };

	it('acts on the item’s call and remembers that it was us', async () => {
		const node = await callingNode(done);
		await node.run(ACT, { items: [node.item({ call })] });
		expect(node.calls.map(pathOf)).toEqual([`POST /${NUMBER}/calls`]);
		expect(node.calls[0]?.body).toEqual({
			messaging_product: 'whatsapp',
			call_id: CALL,
			action: operation,
		});
		const events = await node.ledger.transaction(async ({ calls }) => await calls.events(CALL));
		expect(events).toEqual([{ type: own, callId: CALL, at: NOW }]);
	});

	it('only shows the request in a test run, and remembers nothing', async () => {
		const node = await callingNode(done);
		const items = [node.item({ call })];
		const [item] = await node.run(ACT, { items, mode: 'manual' });
		expect(item?.json).toMatchObject({ dry_run: { request: { body: { action: operation } } } });
		expect(node.calls).toEqual([]);
		const events = await node.ledger.transaction(async ({ calls }) => await calls.events(CALL));
		expect(events).toEqual([]);
	});

	it('is refused to an AI agent', async () => {
		const node = await callingNode(done);
		const run = node.run(ACT, { items: [node.item({ call })], isTool: true });
		await expect(run).rejects.toMatchObject({ type: 'not_in_tool_mode' });
		expect(node.calls).toEqual([]);
	});

	it('says what is missing when the item has no call', async () => {
		const node = await callingNode(done);
		await expect(node.run(ACT)).rejects.toMatchObject({ type: 'no_call' });
	});
});

describe('Call › Accept', () => {
	it('says how to answer in time when the call is unknown', async () => {
		const node = await callingNode(done);
		const items = [node.item({ call: { id: CALL } })];
		await expect(
			node.run({ resource: 'call', operation: 'accept' }, { items }),
		).rejects.toMatchObject({ type: 'call_unknown' });
		expect(node.calls).toEqual([]);
	});
});

describe('Phone Number', () => {
	it('shows the settings as Meta has them', async () => {
		const body = { calling: { status: 'ENABLED' } };
		const node = await callingNode({ status: 200, body });
		const [item] = await node.run({ resource: 'phoneNumber', operation: 'getSettings' });
		expect(node.calls.map(pathOf)).toEqual([`GET /${NUMBER}/settings`]);
		expect(item?.json).toEqual({ phone_number_id: NUMBER, ...body });
	});

	it('changes only what was added', async () => {
		const node = await callingNode(done);
		await node.run({
			resource: 'phoneNumber',
			operation: 'updateSettings',
			settings: { callbackPermission: true, iconCountries: 'in, br', callHours: 'null' },
		});
		expect(node.calls[0]?.body).toEqual({
			calling: {
				callback_permission_status: 'ENABLED',
				call_icons: { restrict_to_user_countries: ['IN', 'BR'] },
				call_hours: { status: 'DISABLED' },
			},
		});
	});

	it.each([
		[{ callHours: '{"zone":' }, 'call_hours_invalid'],
		[{}, 'nothing_to_change'],
	])('refuses %j by code', async (settings, type) => {
		const node = await callingNode(done);
		const run = node.run({ resource: 'phoneNumber', operation: 'updateSettings', settings });
		await expect(run).rejects.toMatchObject({ type });
	});

	it('changes nothing in a test run', async () => {
		const node = await callingNode(done);
		await node.run(
			{ resource: 'phoneNumber', operation: 'updateSettings', settings: { enabled: true } },
			{ mode: 'manual' },
		);
		expect(node.calls).toEqual([]);
	});
});

describe('Template › Create Starter Set', () => {
	it('creates what is missing and leaves what is there', async () => {
		const node = await callingNode(
			{
				status: 200,
				body: { data: [{ name: 'wac_call_offer', language: 'en_US', status: 'APPROVED' }] },
			},
			{ status: 200, body: { id: '1', status: 'PENDING', category: 'UTILITY' } },
		);
		node.connection.credential.wabaId = '102290129340398';
		const items = await node.run({ resource: 'template', operation: 'createStarterSet' });
		expect(items.map(({ json }) => [json.name, json.result, json.status])).toEqual([
			['wac_call_permission', 'created', 'PENDING'],
			['wac_call_offer', 'exists', 'APPROVED'],
			['wac_call_missed', 'created', 'PENDING'],
			['wac_slot_reminder', 'created', 'PENDING'],
			['wac_call_button', 'created', 'PENDING'],
		]);
		expect(node.calls[1]?.body).toMatchObject({
			name: 'wac_call_permission',
			category: 'UTILITY',
			components: [{ type: 'body' }, { type: 'call_permission_request' }],
		});
	});

	it('goes on after a refusal and shows Meta’s words', async () => {
		const node = await callingNode({ status: 200, body: { data: [] } }, metaError(100, 'Bad name'));
		node.connection.credential.wabaId = '102290129340398';
		const items = await node.run({ resource: 'template', operation: 'createStarterSet' });
		expect(items).toHaveLength(5);
		expect(items[4]?.json).toMatchObject({ result: 'refused', error: { details: 'Bad name' } });
	});
});

describe('Webhook › Process Delivery', () => {
	const PROCESS = { resource: 'webhook', operation: 'processDelivery' };
	/** As n8n's own WhatsApp Trigger emits a message: the change's value, flattened. */
	const DELIVERY = {
		messaging_product: 'whatsapp',
		metadata: { display_phone_number: '442079460018', phone_number_id: NUMBER },
		contacts: [{ profile: { name: 'Asha' }, wa_id: '447700900456' }],
		messages: [
			{
				from: '447700900456',
				id: 'wamid.IN9',
				timestamp: '1791797400',
				type: 'text',
				text: { body: 'please don’t call me, text is fine' },
			},
		],
		field: 'messages',
	};

	it('P4: projects an item of n8n’s own trigger like a delivery from Meta', async () => {
		const node = await callingNode(done);
		const [item] = await node.run({ ...PROCESS, trust: 'upstream', body: DELIVERY });
		expect(item?.json).toMatchObject({ events: 1, understood: 1, types: ['message_received'] });
		const contact = await node.ledger.transaction(
			async ({ contacts }) => await contacts.find({ waId: '447700900456', userId: null }),
		);
		expect(contact).toMatchObject({ name: 'Asha', callOptOut: true });
	});

	const bytes = Buffer.from(
		JSON.stringify({ entry: [{ id: '1', changes: [{ value: DELIVERY }] }] }),
	);
	it.each([
		['the app secret’s', signBody(bytes, 'app-secret'), null],
		['another secret’s', signBody(bytes, 'other'), 'signature_wrong'],
		['no', '', 'signature_wrong'],
	])('with %s signature over the raw bytes: %3$s', async (_title, signature, code) => {
		const node = await callingNode(done);
		const run = node.run(
			{ ...PROCESS, trust: 'signature', signature, binaryField: 'data' },
			{ bytes },
		);
		if (code) await expect(run).rejects.toMatchObject({ type: code });
		else expect((await run)[0]?.json).toMatchObject({ understood: 1 });
	});

	it('refuses what is not JSON', async () => {
		const node = await callingNode(done);
		const run = node.run({ ...PROCESS, trust: 'upstream', body: '<xml/>' });
		await expect(run).rejects.toMatchObject({ type: 'not_json' });
	});
});

describe('Webhook › Unsubscribe', () => {
	const UNSUBSCRIBE = { resource: 'webhook', operation: 'unsubscribe' };
	const subscribed = (callback_url: string) => ({
		status: 200,
		body: { data: [{ object: 'whatsapp_business_account', callback_url, fields: [] }] },
	});

	it('leaves a callback of somebody else alone unless told otherwise', async () => {
		const node = await callingNode(subscribed('https://bot.example.com/hook'), done);
		await expect(node.run(UNSUBSCRIBE)).rejects.toMatchObject({ type: 'callback_foreign' });
		const forced = await callingNode(subscribed('https://bot.example.com/hook'), done);
		const [item] = await forced.run({ ...UNSUBSCRIBE, foreign: true });
		expect(forced.calls.map(pathOf)).toEqual([
			'GET /600100000000001/subscriptions',
			'DELETE /600100000000001/subscriptions',
		]);
		expect(forced.calls[1]?.headers.Authorization).toMatch(/^Bearer 600100000000001\|/);
		expect(item?.json).toMatchObject({ unsubscribed: true });
	});

	it('only shows the request in a test run', async () => {
		const node = await callingNode(subscribed('https://bot.example.com/hook'), done);
		const [item] = await node.run({ ...UNSUBSCRIBE, foreign: true }, { mode: 'manual' });
		expect(item?.json).toMatchObject({
			dry_run: {
				request: {
					method: 'DELETE',
					url: expect.stringMatching(/\/600100000000001\/subscriptions$/),
					body: { object: 'whatsapp_business_account' },
				},
			},
		});
		expect(node.calls.map(({ method }) => method)).toEqual(['GET']);
	});

	it('ends a subscription that is ours without being told twice', async () => {
		const url = 'https://n8n.example.com/webhook/1';
		const node = await callingNode(subscribed(url), done);
		await node.ledger.transaction(async ({ routes }) => {
			await routes.put(routeOf(url, node.connection.appKey), NOW);
		});
		const [item] = await node.run(UNSUBSCRIBE);
		expect(item?.json).toEqual({ unsubscribed: true, callback_url: url });
	});

	it('is not for an AI agent', async () => {
		const node = await callingNode(subscribed('https://bot.example.com/hook'), done);
		const run = node.run({ ...UNSUBSCRIBE, foreign: true }, { isTool: true });
		await expect(run).rejects.toMatchObject({ type: 'not_in_tool_mode' });
		expect(node.calls).toEqual([]);
	});

	it('has nothing to do without a subscription', async () => {
		const node = await callingNode({ status: 200, body: { data: [] } });
		const [item] = await node.run(UNSUBSCRIBE);
		expect(item?.json).toEqual({ unsubscribed: false, reason: 'no_subscription' });
	});
});

/** A published trigger's own address. */
const routeOf = (url: string, appKey: string): Route =>
	route('wf-1:node-1', { appKey, url, groups: ['messages'] });

describe('Sample Event › Get', () => {
	it('gives an item without any credential', async () => {
		const node = await callingNode();
		const failing = { resource: 'sampleEvent', operation: 'get', event: 'call_completed' };
		const [item] = await node.run(failing);
		expect(item?.json).toMatchObject({
			schema: 'whatsapp-calling/1',
			event: { type: 'terminated', origin: 'sample', is_test: true },
			call: { state: 'completed', talk_seconds: 240 },
		});
	});
});

describe('the node', () => {
	const operationFields = properties.filter(({ name }) => name === 'operation');

	it('offers exactly the operations it has', () => {
		const offered = operationFields.flatMap((field) =>
			(field.options ?? []).map((option) => [
				field.displayOptions?.show?.resource?.[0],
				'value' in option ? option.value : '',
			]),
		);
		const has = Object.entries(OPERATIONS).flatMap(([resource, byName]) =>
			Object.keys(byName).map((name) => [resource, name]),
		);
		expect(offered.map(String).sort()).toEqual(has.map(String).sort());
	});

	it('shows every field for one operation only', () => {
		const fields = properties.filter(({ name }) => !['resource', 'operation'].includes(name));
		for (const { displayOptions, name } of fields) {
			expect(displayOptions?.show?.resource, name).toHaveLength(1);
			expect(displayOptions?.show?.operation, name).toHaveLength(1);
		}
	});

	it('lets a test run act for real wherever something is sent', () => {
		const acting = properties.filter(({ name }: INodeProperties) => name === 'actForReal');
		const operations = acting.map(({ displayOptions }) => displayOptions?.show?.operation?.[0]);
		expect(operations.sort()).toEqual(
			[
				...[
					'accept',
					'preAccept',
					'reject',
					'terminate',
					'request',
					'syncHours',
					'unsubscribe',
					'updateSettings',
				],
				...['create', 'processManualAnswer', 'processPersonRequest', 'setStatus'],
				...['markDeleted', 'markStored', 'noteConsent', 'object'],
				...['markOfferSent', 'record', 'release', 'take'],
				...['sendButtons', 'sendCallButton', 'sendList', 'sendReplies', 'sendTemplate', 'sendText'],
			].sort(),
		);
	});

	it('asks for no credential for samples only', () => {
		const { credentials } = new WhatsAppCalling().description;
		expect(credentials).toMatchObject([
			{ required: true, displayOptions: { hide: { resource: ['sampleEvent'] } } },
		]);
	});

	it('signs what it sends with the proof of the app secret', async () => {
		const node = await callingNode(done);
		await node.run({ resource: 'phoneNumber', operation: 'getSettings' });
		const { accessToken } = node.connection.credential;
		const proof = createHmac('sha256', 'app-secret').update(accessToken).digest('hex');
		expect(node.calls[0]?.url).toContain(`appsecret_proof=${proof}`);
	});
});
