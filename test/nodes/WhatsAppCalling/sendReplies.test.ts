import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { metaError } from '../../shared/graph/recordingHttp';
import { storeEvents } from '../../../nodes/shared/ingress/receive';
import { receivePorts } from '../../../nodes/shared/n8n/receivePorts';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { normalizeWebhook } from '../../../nodes/shared/wire/normalizeWebhook';
import { envelope, messageStatus } from '../../shared/ingress/bodies';
import { CUSTOMER, NOW, NUMBER, callingNode, messageSent } from './callingNode';

const SEND = { resource: 'message', operation: 'sendReplies' };
/** 24 hours after the customer's message, which is when Meta closes the window. */
const WINDOW_CLOSED = '2026-10-13T09:30:00.000Z';

const reply = (change: IDataObject = {}): IDataObject => ({
	purpose: 'recap',
	type: 'text',
	text: 'As discussed: the corner sofa.',
	language: 'en',
	buttons: [],
	template: null,
	...change,
});

const OFFER = reply({
	purpose: 'offer_call',
	type: 'buttons',
	text: 'Shall we call you?',
	buttons: [{ id: 'wac:offer_yes:esc_1:1', title: 'Yes' }],
	template: { name: 'wac_call_offer', language: 'en_US', parameters: ['Asha', 'a sofa'] },
});

async function replying(replies: IDataObject[], ...answers: Parameters<typeof callingNode>) {
	const node = await callingNode(...answers);
	return { node, items: [node.item({ replies, escalation: { id: 'esc_1' } })] };
}

describe('Send Replies', () => {
	it('sends each reply as written while the reply window is open', async () => {
		const { node, items } = await replying(
			[OFFER, reply()],
			messageSent('wamid.A'),
			messageSent('wamid.B'),
		);
		const [item] = await node.run(SEND, { items });
		expect(node.calls.map(({ body }) => body)).toMatchObject([
			{ type: 'interactive', interactive: { type: 'button' } },
			{ type: 'text', text: { body: 'As discussed: the corner sofa.' } },
		]);
		expect(item?.json.sent).toMatchObject([
			{ purpose: 'offer_call', status: 'sent', message_id: 'wamid.A' },
			{ purpose: 'recap', status: 'sent', message_id: 'wamid.B' },
		]);
		expect(item?.json.replies).toHaveLength(2);
	});

	it('falls back on the template once the window is closed, with the buttons’ ids', async () => {
		const { node, items } = await replying([OFFER], messageSent());
		node.clock.now = WINDOW_CLOSED;
		await node.run(SEND, { items });
		expect(node.calls[0]?.body).toMatchObject({
			type: 'template',
			template: {
				name: 'wac_call_offer',
				components: [
					{ type: 'body' },
					{ sub_type: 'quick_reply', parameters: [{ payload: 'wac:offer_yes:esc_1:1' }] },
				],
			},
		});
	});

	it('W1: shows what a sample would be sent as of its own time, however long ago that is', async () => {
		const node = await callingNode();
		node.clock.now = '2030-01-01T00:00:00.000Z';
		const items = [{ json: { ...sampleJson('recap_due'), replies: [reply()] } }];
		const [item] = await node.run(SEND, { items, mode: 'manual' });
		expect(item?.json.dry_run).toMatchObject([{ request: { body: { type: 'text' } } }]);
		expect(node.calls).toEqual([]);
	});

	/** As Consent Gate prepares one. */
	const button = (expiresAt: string | null) =>
		reply({
			purpose: 'call_button',
			type: 'call_button',
			text: 'Call us.',
			buttons: [{ id: 'wac:call_button:-:1', title: 'Call us now' }],
			expires_at: expiresAt,
		});

	it.each([
		['the hour that any has', null, 60],
		['the hour while the shift is longer', '2026-10-12T11:00:00.000Z', 60],
		['the rest of the shift', '2026-10-12T09:55:30.000Z', 25],
	])('V3: a call button works for %s', async (_what, expiresAt, minutes) => {
		const { node, items } = await replying([button(expiresAt)], messageSent());
		await node.run(SEND, { items });
		expect(node.calls).toMatchObject([
			{ body: { interactive: { action: { parameters: { ttl_minutes: minutes } } } } },
		]);
	});

	it('V3: sends no call button any more when the shift is nearly over, and says so', async () => {
		const { node, items } = await replying(
			[button('2026-10-12T09:39:59.000Z'), reply()],
			messageSent(),
		);
		const [item] = await node.run(SEND, { items });
		expect(node.calls).toHaveLength(1);
		expect(item?.json.sent).toMatchObject([
			{ purpose: 'call_button', status: 'refused', error_code: 'call_button_expired' },
			{ purpose: 'recap', status: 'sent' },
		]);
	});

	it('V7: gives a template the ids of its own quick replies, where those of the message differ', async () => {
		const template = { ...(OFFER.template as IDataObject), payloads: ['wac:offer_yes:-:1', 'b'] };
		const slots = [{ id: 'wac:slot:-:1', title: 'Mon' }];
		const said = reply({ purpose: 'reschedule', type: 'buttons', buttons: slots, template });
		const { node, items } = await replying([said], messageSent());
		node.clock.now = WINDOW_CLOSED;
		await node.run(SEND, { items });
		const { template: sent } = node.calls[0]?.body as { template: { components: unknown[] } };
		expect(sent.components.slice(1)).toMatchObject([
			{ index: '0', parameters: [{ payload: 'wac:offer_yes:-:1' }] },
			{ index: '1', parameters: [{ payload: 'b' }] },
		]);
	});

	it.each([
		['triage', 'es', 'Elegir tema'],
		['reschedule', 'es', 'Elegir horario'],
		['offer_slots', 'xx', 'Choose a time'],
	])('opens a list of %s in %s by “%s”', async (purpose, language, button) => {
		const buttons = [{ id: 'a', title: 'A' }];
		const said = reply({ purpose, type: 'list', language, buttons });
		const { node, items } = await replying([said], messageSent());
		await node.run(SEND, { items });
		expect(node.calls[0]?.body).toMatchObject({ interactive: { action: { button } } });
	});

	it('does not send a reply without a template outside the window, and says so', async () => {
		const { node, items } = await replying([reply(), OFFER], messageSent());
		node.clock.now = WINDOW_CLOSED;
		const [item] = await node.run(SEND, { items });
		expect(item?.json.sent).toMatchObject([
			{ status: 'refused', error_code: 'outside_reply_window' },
			{ status: 'sent' },
		]);
		expect(node.calls).toHaveLength(1);
	});

	it('P10: what follows a call is said once, whichever of its events tells of the end', async () => {
		const { node } = await replying([], messageSent(), messageSent('wamid.B'));
		const after = (event: string, call: string, step = 'reschedule') =>
			node.item({
				event: { type: 'terminated', key: event, at: NOW, origin: 'whatsapp' },
				call: { id: call },
				call_next: { step },
				replies: [reply({ purpose: 'offer_slots' })],
			});
		const items = [after('e:1', 'call_a'), after('e:2', 'call_a'), after('e:3', 'call_b')];
		const sent = (await node.run(SEND, { items })).map(({ json }) => json.sent);
		expect(node.calls).toHaveLength(2);
		expect(sent).toMatchObject([
			[{ status: 'sent', message_id: 'wamid.SENT1' }],
			[{ status: 'sent', message_id: 'wamid.SENT1' }],
			[{ status: 'sent', message_id: 'wamid.B' }],
		]);
	});

	it('P10: what follows an attempt is said once, before and after Meta has named its call', async () => {
		const { node } = await replying([], messageSent(), messageSent('wamid.B'));
		const after = (key: string, call: string, attempt: string) =>
			node.item({
				event: { type: 'attempt_settled', key, at: NOW, origin: 'ledger' },
				call: { id: call },
				attempt: { id: attempt },
				call_next: { step: 'reschedule' },
				replies: [reply({ purpose: 'reschedule' })],
			});
		const items = [
			after('settled:att_1', 'att_1', 'att_1'),
			after('e:1', 'call_a', 'att_1'),
			after('callback:cb_1', 'call_a', 'att_1'),
			after('e:2', 'call_a', 'att_2'),
		];
		const sent = (await node.run(SEND, { items })).map(({ json }) => json.sent);
		expect(node.calls).toHaveLength(2);
		expect(sent).toMatchObject([
			[{ message_id: 'wamid.SENT1' }],
			[{ message_id: 'wamid.SENT1' }],
			[{ message_id: 'wamid.SENT1' }],
			[{ message_id: 'wamid.B' }],
		]);
	});

	it('P10: an attempt that only stands on the item binds nothing: its event does', async () => {
		const { node } = await replying([], messageSent(), messageSent('wamid.B'));
		const on = (key: string) =>
			node.item({
				event: { type: 'message_received', key, at: NOW, origin: 'whatsapp' },
				attempt: { id: 'att_1' },
				replies: [reply()],
			});
		await node.run(SEND, { items: [on('wamid.1:message'), on('wamid.2:message')] });
		expect(node.calls).toHaveLength(2);
	});

	it('stores an offered call as an open offer of its escalation', async () => {
		const { node, items } = await replying([OFFER], messageSent('wamid.OFFER'));
		await node.run(SEND, { items });
		const offer = await node.ledger.transaction(
			async ({ offers }) => await offers.open(node.contact.id, NUMBER, '2026-10-12T10:00:00Z'),
		);
		expect(offer).toMatchObject({ messageId: 'wamid.OFFER', escalationId: 'esc_1' });
	});

	it.each([
		['an offer', OFFER, true],
		['slots to choose from', reply({ purpose: 'offer_slots' }), true],
		[
			'another reply whose button says yes',
			reply({ type: 'buttons', buttons: [{ id: 'wac:offer_yes:esc_1:1', title: 'Call me' }] }),
			true,
		],
		['words that ask nothing', reply({ purpose: 'reschedule' }), false],
		['a permission request', reply({ purpose: 'request_permission' }), false],
	])('C3, C4: a yes after %s is a yes to a call: %s', async (_what, said, isOffer) => {
		const { node, items } = await replying([said], messageSent());
		await node.run(SEND, { items });
		expect((await openOffer(node)) !== null).toBe(isOffer);
	});

	it('C4: the escalation of an offer that went out has been offered', async () => {
		const { node } = await replying([], messageSent());
		const id = await node.escalate();
		await node.run(SEND, { items: [node.item({ replies: [OFFER] })] });
		expect(await openOffer(node)).toMatchObject({ escalationId: id });
		const escalation = await node.ledger.transaction(
			async ({ escalations }) => await escalations.get(id),
		);
		expect(escalation?.status).toBe('offered');
	});

	it('P10: an offer whose sender died after Meta’s 200 is open once its notice comes in', async () => {
		const { node } = await replying([], { status: 200, body: {} }, messageSent());
		const id = await node.escalate();
		// The answer is lost: whoever sent it does not know the message, and never will.
		await node.run(SEND, { items: [node.item({ replies: [OFFER] })] });
		expect(await openOffer(node)).toBeNull();
		await notice(node, node.calls[0]?.body, 'wamid.LOST');
		expect(await openOffer(node)).toMatchObject({ messageId: 'wamid.LOST', escalationId: id });
	});

	it('P10: a notice opens no offer again that was answered, and none of a plain message', async () => {
		const { node, items } = await replying([OFFER], messageSent('wamid.O'), messageSent('wamid.T'));
		await node.run(SEND, { items });
		await node.ledger.transaction(async ({ offers }) => await offers.answer('wamid.O', NOW));
		await notice(node, node.calls[0]?.body, 'wamid.O');
		await node.run({ resource: 'message', operation: 'sendText', text: 'Hello' });
		await notice(node, node.calls[1]?.body, 'wamid.T');
		expect(await openOffer(node)).toBeNull();
	});

	it('C2, C6: a model’s answer goes out once, and said twice it is a bot that goes in circles', async () => {
		const answer = reply({ purpose: 'answer', text: 'It is in stock.' });
		const { node, items } = await replying([answer], messageSent('wamid.A'));
		for (const _again of [1, 2]) await node.run(SEND, { items });
		expect(node.calls).toHaveLength(1);
		const said = await node.ledger.transaction(
			async ({ conversations }) =>
				await conversations.recent(node.contact.id, NUMBER, '2026-10-12T09:00:00Z', 9),
		);
		expect(said).toMatchObject([{ id: 'wamid.A', isCourtesy: false }]);
	});

	it('C6: an agent’s tool sends nothing that the model wrote into replies', async () => {
		const { node, items } = await replying([OFFER]);
		const upstream = { Trigger: { item: node.item() } };
		const agent = { isTool: true, executing: 'Agent', parents: { Agent: ['Trigger'] }, upstream };
		await node.run(SEND, { items, ...agent });
		expect(node.calls).toEqual([]);
	});

	it('C2: what it says is part of the conversation, without its text, and may be said twice', async () => {
		const { node, items } = await replying([OFFER], messageSent('wamid.O'));
		await node.run(SEND, { items });
		const [said] = await node.ledger.transaction(
			async ({ conversations }) =>
				await conversations.recent(node.contact.id, NUMBER, '2026-10-12T09:00:00Z', 9),
		);
		expect(said).toMatchObject({ id: 'wamid.O', from: 'business', isCourtesy: true, length: 18 });
		expect(JSON.stringify(said)).not.toContain('Shall we');
	});

	it('P10: sends a reply once, also through a second Send Replies further on', async () => {
		const { node, items } = await replying([OFFER], messageSent());
		const first = await node.run(SEND, { items });
		await node.run(SEND, { items: first, type: 'other' });
		expect(node.calls).toHaveLength(1);
	});

	it('sends a second reply of one purpose that a later node added', async () => {
		const { node, items } = await replying([reply()], messageSent());
		const [first] = await node.run(SEND, { items });
		const later = { json: { ...first?.json, replies: [reply(), reply({ text: 'One more.' })] } };
		await node.run(SEND, { items: [later] });
		expect(node.calls.map(({ body }) => body)).toMatchObject([
			{ text: { body: 'As discussed: the corner sofa.' } },
			{ text: { body: 'One more.' } },
		]);
	});

	it('P4: leaves out what is about a call for someone who wants no calls', async () => {
		const { node, items } = await replying([OFFER, reply()], messageSent());
		await optOut(node, { calls: true });
		const [item] = await node.run(SEND, { items });
		expect(item?.json.sent).toMatchObject([
			{ purpose: 'offer_call', status: 'refused', error_code: 'call_opt_out' },
			{ purpose: 'recap', status: 'sent' },
		]);
	});

	it.each([
		['reschedule', false],
		['reminder', false],
		['recording_consent', false],
		['automated_call_consent', false],
		['recap', true],
		['rating', true],
		['triage', true],
		['back_to_chat', true],
	])(
		'P4: somebody who wants no calls gets %s: %s; somebody who wants nothing, nothing',
		async (purpose, goes) => {
			const { node, items } = await replying([reply({ purpose })], messageSent());
			await optOut(node, { calls: true });
			const [item] = await node.run(SEND, { items });
			expect(item?.json.sent).toMatchObject([{ status: goes ? 'sent' : 'refused' }]);
			const other = await replying([reply({ purpose })], messageSent());
			await optOut(other.node, { messages: true });
			await other.node.run(SEND, { items: other.items });
			expect(other.node.calls).toEqual([]);
		},
	);

	it('P4: confirms an opt-out, and sends nothing else after it', async () => {
		const confirmed = reply({ purpose: 'opt_out_confirmed', text: 'You will not hear from us.' });
		const { node, items } = await replying([confirmed, reply()], messageSent());
		await optOut(node, { calls: true, messages: true });
		const [item] = await node.run(SEND, { items });
		expect(item?.json.sent).toMatchObject([
			{ purpose: 'opt_out_confirmed', status: 'sent' },
			{ purpose: 'recap', status: 'refused', error_code: 'message_opt_out' },
		]);
	});

	it('goes on after a reply that Meta refuses, and fails only if it refuses all', async () => {
		const refusal = metaError(131009, 'Parameter value is not valid');
		const some = await replying([OFFER, reply()], refusal, messageSent());
		const [item] = await some.node.run(SEND, { items: some.items });
		expect(item?.json.sent).toMatchObject([{ status: 'refused' }, { status: 'sent' }]);
		const all = await replying([OFFER], refusal);
		await expect(all.node.run(SEND, { items: all.items })).rejects.toThrow('Refused');
	});

	it('asks for permission under the key of Permission › Request', async () => {
		const ask = reply({
			purpose: 'request_permission',
			type: 'permission_request',
			text: 'May we?',
		});
		const { node, items } = await replying([ask], messageSent());
		await node.escalate();
		await node.run(SEND, { items });
		const request = { resource: 'permission', operation: 'request', sendAs: 'message' };
		await node.run(request, { items });
		expect(node.calls).toHaveLength(1);
	});

	it('shows every request in a test run, and sends and keeps nothing', async () => {
		const { node, items } = await replying([OFFER, reply()], messageSent());
		const [item] = await node.run(SEND, { items, mode: 'manual' });
		expect(item?.json.dry_run).toMatchObject([
			{ request: { method: 'POST', body: { to: CUSTOMER, type: 'interactive' } } },
			{ request: { body: { type: 'text', text: { body: 'As discussed: the corner sofa.' } } } },
		]);
		expect(item?.json.sent).toMatchObject([{ status: 'dry_run' }, { status: 'dry_run' }]);
		expect(node.calls).toEqual([]);
		expect(await openOffer(node)).toBeNull();
		await node.run(SEND, { items });
		expect(node.calls).toHaveLength(2);
	});

	it('shows in a test run the template that would go out after the window', async () => {
		const { node, items } = await replying([OFFER, reply()], messageSent());
		node.clock.now = WINDOW_CLOSED;
		const [item] = await node.run(SEND, { items, mode: 'manual' });
		expect(item?.json.dry_run).toMatchObject([{ request: { body: { type: 'template' } } }]);
		expect(item?.json.sent).toMatchObject([
			{ status: 'dry_run' },
			{ status: 'refused', error_code: 'outside_reply_window' },
		]);
	});

	it('P4: shows in a test run what a customer who refused calls would not get', async () => {
		const { node, items } = await replying([OFFER, reply()], messageSent());
		await node.ledger.transaction(async ({ contacts }) => {
			const refusal = { calls: true, at: NOW, messageId: 'wamid.STOP' };
			await contacts.setOptOut(node.contact.id, refusal, NOW);
		});
		const [item] = await node.run(SEND, { items, mode: 'manual' });
		expect(item?.json.dry_run).toMatchObject([{ request: { body: { type: 'text' } } }]);
		expect(item?.json.sent).toMatchObject([
			{ status: 'refused', error_code: 'call_opt_out' },
			{ status: 'dry_run' },
		]);
	});

	it('passes an item without replies through', async () => {
		const node = await callingNode(messageSent());
		const [item] = await node.run(SEND);
		expect(item?.json).toMatchObject({ order: 'A-7', sent: [] });
		expect(node.calls).toEqual([]);
	});
});

type Node = Awaited<ReturnType<typeof callingNode>>;

const openOffer = async ({ ledger, contact }: Node) =>
	await ledger.transaction(
		async ({ offers }) => await offers.open(contact.id, NUMBER, '2026-10-12T09:40:00Z'),
	);

/** Meta's notice about a message that went out. */
async function notice({ connection }: Node, body: unknown, messageId: string): Promise<void> {
	const { biz_opaque_callback_data: opaque } = body as { biz_opaque_callback_data: string };
	const who = { phone: CUSTOMER, line: NUMBER, at: Date.parse(NOW) / 1000 };
	const events = normalizeWebhook(envelope(messageStatus(messageId, 'sent', who, { opaque })));
	await storeEvents(events, receivePorts(connection), null, NOW);
}

async function optOut(
	{ ledger, contact }: Awaited<ReturnType<typeof callingNode>>,
	change: { calls?: boolean; messages?: boolean },
) {
	const at = '2026-10-12T09:00:00.000Z';
	await ledger.transaction(async ({ contacts }) => {
		await contacts.setOptOut(contact.id, { ...change, at, messageId: 'wamid.STOP' }, at);
	});
}
