import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { metaError } from '../../shared/graph/recordingHttp';
import { CUSTOMER, NOW, NUMBER, callingNode, messageSent, pathOf } from './callingNode';

/** What every message starts with (Meta, messages reference). */
const TO_CUSTOMER = {
	messaging_product: 'whatsapp',
	recipient_type: 'individual',
	to: CUSTOMER,
	biz_opaque_callback_data: expect.stringMatching(/^[0-9a-zA-Z_-]{16,}$/),
};

const locator = (value: string) => ({ __rl: true, mode: 'list', value });
const text = (body: string) => ({ resource: 'message', operation: 'sendText', text: body });

const BODIES: [title: string, parameters: IDataObject, body: object][] = [
	['text', text(' Hello '), { type: 'text', text: { body: 'Hello' } }],
	[
		'text with preview that quotes',
		{ ...text('See example.com'), options: { previewUrl: true, replyTo: 'wamid.IN1' } },
		{
			context: { message_id: 'wamid.IN1' },
			type: 'text',
			text: { body: 'See example.com', preview_url: true },
		},
	],
	[
		'buttons',
		{
			resource: 'message',
			operation: 'sendButtons',
			text: 'Shall we call you?',
			buttons: {
				button: [
					{ id: 'yes', title: 'Yes, call me now' },
					{ id: 'no', title: 'No' },
				],
			},
			options: { footer: 'Corner Sofa' },
		},
		{
			type: 'interactive',
			interactive: {
				type: 'button',
				body: { text: 'Shall we call you?' },
				footer: { text: 'Corner Sofa' },
				action: {
					buttons: [
						{ type: 'reply', reply: { id: 'yes', title: 'Yes, call me now' } },
						{ type: 'reply', reply: { id: 'no', title: 'No' } },
					],
				},
			},
		},
	],
	[
		'list',
		{
			resource: 'message',
			operation: 'sendList',
			text: 'When?',
			buttonText: 'Choose',
			rows: { row: [{ id: 's1', title: 'Tomorrow 10 am', description: 'Your time' }] },
		},
		{
			type: 'interactive',
			interactive: {
				type: 'list',
				body: { text: 'When?' },
				action: {
					button: 'Choose',
					sections: [{ rows: [{ id: 's1', title: 'Tomorrow 10 am', description: 'Your time' }] }],
				},
			},
		},
	],
	[
		'call button',
		{
			resource: 'message',
			operation: 'sendCallButton',
			text: 'You can call us here.',
			displayText: 'Call now',
			ttlMinutes: 90,
			options: { payload: 'order-7' },
		},
		{
			type: 'interactive',
			interactive: {
				type: 'voice_call',
				body: { text: 'You can call us here.' },
				action: {
					name: 'voice_call',
					parameters: { display_text: 'Call now', ttl_minutes: 90, payload: 'order-7' },
				},
			},
		},
	],
	[
		'template with numbered variables and button IDs',
		{
			resource: 'message',
			operation: 'sendTemplate',
			template: locator('wac_call_offer|en_US'),
			variables: {
				variable: [
					{ name: '', value: 'Asha' },
					{ name: '', value: 'a sofa' },
				],
			},
			options: { buttonIds: ['wac:offer_yes:esc_1:1'] },
		},
		{
			type: 'template',
			template: {
				name: 'wac_call_offer',
				language: { code: 'en_US' },
				components: [
					{
						type: 'body',
						parameters: [
							{ type: 'text', text: 'Asha' },
							{ type: 'text', text: 'a sofa' },
						],
					},
					{
						type: 'button',
						sub_type: 'quick_reply',
						index: '0',
						parameters: [{ type: 'payload', payload: 'wac:offer_yes:esc_1:1' }],
					},
				],
			},
		},
	],
	[
		'template with named variables',
		{
			resource: 'message',
			operation: 'sendTemplate',
			template: locator('order_support_call|en'),
			variables: { variable: [{ name: 'first_name', value: 'Asha' }] },
		},
		{
			type: 'template',
			template: {
				name: 'order_support_call',
				language: { code: 'en' },
				components: [
					{
						type: 'body',
						parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Asha' }],
					},
				],
			},
		},
	],
	[
		'permission request',
		{ resource: 'permission', operation: 'request', sendAs: 'message', text: 'May we call you?' },
		{
			type: 'interactive',
			interactive: {
				type: 'call_permission_request',
				action: { name: 'call_permission_request' },
				body: { text: 'May we call you?' },
			},
		},
	],
	[
		'permission request by template',
		{
			resource: 'permission',
			operation: 'request',
			sendAs: 'template',
			template: locator('wac_call_permission|en_US'),
		},
		{
			type: 'template',
			template: { name: 'wac_call_permission', language: { code: 'en_US' } },
		},
	],
];

describe('a message', () => {
	it.each(BODIES)('%s goes out as Meta wants it', async (_title, parameters, body) => {
		const node = await callingNode(messageSent());
		await node.escalate();
		const [item] = await node.run(parameters);
		expect(node.calls.map(pathOf)).toEqual([`POST /${NUMBER}/messages`]);
		expect(node.calls[0]?.body).toEqual({ ...TO_CUSTOMER, ...body });
		expect(item?.json).toMatchObject({
			order: 'A-7',
			sent: [{ status: 'sent', message_id: 'wamid.SENT1', error_code: null }],
		});
	});

	it.each(BODIES)('%s is only shown in a test run', async (_title, parameters, body) => {
		const node = await callingNode(messageSent());
		const [item] = await node.run(parameters, { mode: 'manual' });
		expect(node.calls).toEqual([]);
		expect(item?.json).toMatchObject({
			sent: [{ status: 'dry_run', message_id: null }],
			dry_run: {
				request: {
					method: 'POST',
					url: `https://graph.facebook.com/v25.0/${NUMBER}/messages`,
					body: { ...body, to: CUSTOMER },
				},
			},
		});
		expect(JSON.stringify(item)).not.toContain('EAAtest');
		expect(node.hints).toHaveLength(1);
	});

	it('goes out in a test run once Act for Real is on', async () => {
		const node = await callingNode(messageSent());
		await node.run({ ...text('Hello'), actForReal: true }, { mode: 'manual' });
		expect(node.calls).toHaveLength(1);
	});

	it('P10: goes out once for one event, however often the node runs', async () => {
		const node = await callingNode(messageSent('wamid.FIRST'), messageSent('wamid.SECOND'));
		const runs = [];
		for (let i = 0; i < 3; i++) runs.push(await node.run(text('Hello')));
		expect(node.calls).toHaveLength(1);
		expect(runs.map(([item]) => item?.json.sent)).toEqual(
			Array(3).fill([expect.objectContaining({ status: 'sent', message_id: 'wamid.FIRST' })]),
		);
	});

	it('P10: goes out once when ten runs start at the same time', async () => {
		const node = await callingNode(messageSent());
		await Promise.all(Array.from({ length: 10 }, () => node.run(text('Hello'))));
		expect(node.calls).toHaveLength(1);
	});

	it('goes out again for another event, or under a Message Key of its own', async () => {
		const node = await callingNode(messageSent());
		await node.run(text('Hello'));
		await node.run(text('Hello'), {
			items: [node.item({ event: { key: 'wamid.IN2:message' } })],
		});
		await node.run({ ...text('Hello again'), options: { messageKey: 'second' } });
		expect(node.calls).toHaveLength(3);
	});

	it.each([
		['no answer', new Error('socket hang up'), 'temporary_failure'],
		['a server error', { status: 500, body: {} }, 'temporary_failure'],
		['131000', metaError(131000, 'Something went wrong', 500), 'temporary_failure'],
	])('P10: after %s it is unknown and never goes again by itself', async (_title, answer, code) => {
		const node = await callingNode(answer, messageSent());
		const [first] = await node.run(text('Hello'));
		const [second] = await node.run(text('Hello'));
		for (const item of [first, second]) {
			expect(item?.json.sent).toEqual([
				expect.objectContaining({ status: 'unknown', error_code: code }),
			]);
		}
		expect(node.calls).toHaveLength(1);
	});

	it('goes again by itself when Meta was throttling, since nothing went out', async () => {
		const throttled = metaError(130429, 'Rate limit hit', 429);
		const node = await callingNode(throttled, throttled, messageSent());
		const [item] = await node.run(text('Hello'));
		expect(node.calls).toHaveLength(3);
		expect(new Set(node.calls.map(({ body }) => JSON.stringify(body))).size).toBe(1);
		expect(node.waits).toEqual([1_000, 3_000]);
		expect(item?.json.sent).toEqual([expect.objectContaining({ status: 'sent' })]);
	});

	it('shows Meta’s words and the fix when Meta refuses, and does not try again', async () => {
		const node = await callingNode(metaError(131047, 'More than 24 hours have passed'));
		await expect(node.run(text('Hello'))).rejects.toMatchObject({
			message: '(#131047) Refused',
			description: expect.stringMatching(/More than 24 hours.*\[outside_reply_window\]$/),
		});
		await expect(node.run(text('Hello'))).rejects.toMatchObject({
			description: expect.stringContaining('[outside_reply_window]'),
		});
		expect(node.calls).toHaveLength(1);
	});

	it('is refused before anything is claimed when WhatsApp cannot take it', async () => {
		const node = await callingNode(messageSent());
		await expect(node.run(text('x'.repeat(4097)))).rejects.toThrow('WhatsApp allows 4096');
		await node.run(text('short'));
		expect(node.calls).toHaveLength(1);
	});

	it('P4: is not sent to someone who wants no messages', async () => {
		const node = await callingNode(messageSent());
		await optOut(node, { messages: true });
		const [item] = await node.run(text('Hello'));
		expect(node.calls).toEqual([]);
		expect(item?.json.sent).toEqual([
			expect.objectContaining({ status: 'refused', error_code: 'message_opt_out' }),
		]);
	});

	it.each([
		['a permission request', { resource: 'permission', operation: 'request', sendAs: 'message' }],
		['a call button', { resource: 'message', operation: 'sendCallButton', text: 'Call us' }],
	])('P4: %s is not sent to someone who wants no calls', async (_title, parameters) => {
		const node = await callingNode(messageSent());
		await optOut(node, { calls: true });
		const [item] = await node.run(parameters);
		expect(node.calls).toEqual([]);
		expect(item?.json.sent).toEqual([
			expect.objectContaining({ status: 'refused', error_code: 'call_opt_out' }),
		]);
	});

	it('that offers a call is stored as an offer until the policy’s lifetime ends', async () => {
		const node = await callingNode(messageSent('wamid.OFFER'));
		await node.run({ ...text('Shall we call you?'), options: { offersCall: true } });
		const offer = await node.ledger.transaction(
			async ({ offers }) => await offers.open(node.contact.id, NUMBER, '2026-10-12T10:29:59Z'),
		);
		expect(offer).toMatchObject({
			messageId: 'wamid.OFFER',
			expiresAt: '2026-10-12T10:30:00.000Z',
		});
	});

	it('P1: a yes that still holds waits 20 minutes for the answer, and no longer', async () => {
		const node = await callingNode(messageSent());
		const ask = {
			resource: 'permission',
			operation: 'request',
			sendAs: 'message',
			text: 'May we?',
		};
		const wishOf = async (id: string) =>
			await node.ledger.transaction(async ({ wishes }) => await wishes.get(id));
		const open = async (id: string, expiresAt: string) => {
			const { id: contactId } = node.contact;
			const wish = { id, phoneNumberId: NUMBER, contactId, kind: 'yes', scope: 'now' } as const;
			await node.ledger.transaction(
				async ({ wishes }) => await wishes.open({ ...wish, expiresAt }, NOW),
			);
			await node.run(ask, { items: [node.item({ wish: { id, kind: 'yes', scope: 'now' } })] });
		};
		await open('yes:wamid.IN1', '2026-10-12T09:35:00.000Z');
		expect(await wishOf('yes:wamid.IN1')).toMatchObject({
			waitingFor: 'permission',
			expiresAt: '2026-10-12T09:50:00.000Z',
		});
		node.clock.now = '2026-10-12T09:50:00.000Z';
		await node.run(ask, { items: [node.item({ wish: { id: 'yes:wamid.IN1' } })] });
		expect((await wishOf('yes:wamid.IN1'))?.expiresAt).toBe('2026-10-12T09:50:00.000Z');
	});

	it('P7: asks nobody for permission without a reason to call', async () => {
		const node = await callingNode(messageSent());
		const ask = {
			resource: 'permission',
			operation: 'request',
			sendAs: 'message',
			text: 'May we?',
		};
		const [item] = await node.run(ask);
		expect(node.calls).toEqual([]);
		expect(item?.json.sent).toEqual([
			expect.objectContaining({ status: 'refused', error_code: 'not_escalated' }),
		]);
	});

	it('asks for permission once per wish, whichever node asks', async () => {
		const node = await callingNode(messageSent());
		await node.escalate();
		const ask = {
			resource: 'permission',
			operation: 'request',
			sendAs: 'message',
			text: 'May we?',
		};
		const wish = { id: 'yes:wamid.IN1', kind: 'yes', scope: 'now', expires_at: null };
		await node.run(ask, { items: [node.item({ wish })] });
		const event = { key: 'wamid.IN2:message' };
		const [again] = await node.run(ask, { items: [node.item({ wish, event })] });
		expect(node.calls).toHaveLength(1);
		expect(again?.json.sent).toEqual([
			expect.objectContaining({ key: 'permission_request:yes:wamid.IN1', status: 'sent' }),
		]);
	});
});

describe('whom a message goes to', () => {
	it('is the customer that was set by hand', async () => {
		const node = await callingNode(messageSent());
		await node.run({ ...text('Hello'), customer: '+44 7700 900456' });
		expect(node.calls[0]?.body).toMatchObject({ to: '447700900456' });
	});

	it('is a BSUID where there is no number', async () => {
		const node = await callingNode(messageSent());
		await node.run({ ...text('Hello'), customer: 'US.13491208655302741918' });
		expect(node.calls[0]?.body).toMatchObject({ recipient: 'US.13491208655302741918' });
		expect(node.calls[0]?.body).not.toHaveProperty('to');
	});

	it('is never what a model filled in', async () => {
		const node = await callingNode(messageSent());
		await node.run(
			{ ...text('Hello'), customer: '447700900999' },
			{
				isTool: true,
				items: [{ json: { contact: { wa_id: '447700900999' } } }],
				executing: 'Agent',
				parents: { Agent: ['Trigger'] },
				upstream: { Trigger: { item: node.item() } },
			},
		);
		expect(node.calls[0]?.body).toMatchObject({ to: CUSTOMER });
	});

	it('is refused by name when it is no customer at all', async () => {
		const node = await callingNode(messageSent());
		await expect(node.run({ ...text('Hello'), customer: 'Asha' })).rejects.toMatchObject({
			type: 'customer_invalid',
		});
	});

	it('P4: is nobody once the customer was erased, also for an item that is still under way', async () => {
		const node = await callingNode(messageSent());
		await node.ledger.transaction(
			async ({ erasures }) => await erasures.erase(node.contact.id, NOW),
		);
		await expect(node.run(text('Hi'))).rejects.toMatchObject({ message: /not known/ });
		expect(node.calls).toEqual([]);
		const person = { waId: CUSTOMER, userId: null };
		const found = await node.ledger.transaction(
			async ({ contacts }) => await contacts.find(person),
		);
		expect(found).toBeNull();
	});

	it('leaves no contact behind in a test run', async () => {
		const node = await callingNode(messageSent());
		await node.run({ ...text('Hello'), customer: '447700900456' }, { mode: 'manual' });
		const found = await node.ledger.transaction(
			async ({ contacts }) => await contacts.find({ waId: '447700900456', userId: null }),
		);
		expect(found).toBeNull();
	});
});

describe('which number acts', () => {
	const withLines = async (...ids: string[]) => {
		const node = await callingNode(
			{ status: 200, body: { data: ids.map((id) => ({ id, verified_name: 'Corner Sofa' })) } },
			messageSent(),
		);
		node.connection.credential.wabaId = '102290129340398';
		return node;
	};

	it('is the one the item came in on, if the credential reaches it', async () => {
		const node = await withLines(NUMBER);
		await node.run(text('Hello'));
		expect(node.calls.map(pathOf)).toEqual([
			'GET /102290129340398/phone_numbers',
			`POST /${NUMBER}/messages`,
		]);
	});

	it('is refused by name if it belongs to another credential', async () => {
		const node = await withLines('999000999000');
		await expect(node.run(text('Hello'))).rejects.toMatchObject({
			type: 'line_of_another_credential',
			message: expect.stringContaining(NUMBER),
			description: expect.stringContaining('Corner Sofa (999000999000)'),
		});
	});

	it('is the chosen one, without a look-up', async () => {
		const node = await callingNode(messageSent());
		await node.run({ ...text('Hello'), phoneNumber: locator('222') });
		expect(node.calls.map(pathOf)).toEqual(['POST /222/messages']);
	});

	it('of a sample acts on nobody', async () => {
		const node = await callingNode(messageSent());
		const items = [node.item({ event: { key: 'sample:x', origin: 'sample' } })];
		await expect(node.run(text('Hello'), { items })).rejects.toMatchObject({ type: 'sample_item' });
		const [shown] = await node.run(text('Hello'), { items, mode: 'manual' });
		expect(shown?.json.dry_run).toBeDefined();
		expect(node.calls).toEqual([]);
	});
});

async function optOut(
	node: Awaited<ReturnType<typeof callingNode>>,
	change: { calls?: boolean; messages?: boolean },
): Promise<void> {
	const at = '2026-10-12T09:00:00.000Z';
	await node.ledger.transaction(async ({ contacts }) => {
		await contacts.setOptOut(node.contact.id, { ...change, at, messageId: 'wamid.STOP' }, at);
	});
}

describe('Send Call Button ends with the shift (V3)', () => {
	/** NOW is a Monday. */
	const shift = (to: string): IDataObject => ({
		team: { zone: 'UTC', weekly: [{ day: 1, from: '08:00', to }] },
	});

	async function sent(policy: IDataObject | null, options: IDataObject = {}, isTest = false) {
		const node = await callingNode(messageSent());
		await node.ledger.transaction(async ({ policies, contacts }) => {
			if (policy) await policies.put('default', NUMBER, policy, NOW);
			await contacts.setTest(node.contact.id, isTest, NOW);
		});
		const chosen = {
			resource: 'message',
			operation: 'sendCallButton',
			text: 'Call us',
			ttlMinutes: 90,
		};
		const [item] = await node.run({ ...chosen, options });
		return { entry: item?.json.sent, calls: node.calls };
	}

	it.each([
		['as long as was wanted while the team stays', shift('18:00'), {}, 90],
		['until the team goes home', shift('10:00'), {}, 30],
		['as long as was wanted where nobody set hours', null, {}, 90],
		[
			'as long as was wanted if something else answers after hours',
			shift('09:00'),
			{ afterHours: true },
			90,
		],
	])('%s', async (_what, policy, options, minutes) => {
		const { calls } = await sent(policy, options);
		expect(calls).toMatchObject([
			{ body: { interactive: { action: { parameters: { ttl_minutes: minutes } } } } },
		]);
	});

	it.each([
		['while the team is away', '09:00'],
		['in the last ten minutes', '09:39'],
	])('none %s', async (_when, to) => {
		const { entry, calls } = await sent(shift(to));
		expect(calls).toEqual([]);
		expect(entry).toMatchObject([{ status: 'refused', error_code: 'call_button_expired' }]);
	});

	it('of a test contact at any time', async () => {
		expect((await sent(shift('09:00'), {}, true)).calls).toHaveLength(1);
	});
});
