import { describe, expect, it } from 'vitest';
import { MANUAL_LEG } from '../../../nodes/shared/ledger/ledger';
import { NOW, NUMBER, OTHER_NUMBER, ledgerNode } from './ledgerNode';
import type { LedgerNode } from './ledgerNode';
import { CALL_ID, at, claim, wholeStory } from './wholeStory';

const GET = { resource: 'attempt', operation: 'get' };
const OF_CUSTOMER = { resource: 'attempt', operation: 'getMany', which: 'customer' };
const LIVE = { resource: 'attempt', operation: 'getMany', which: 'live' };

/** As an agent runs its tool: the customer stands before the agent. */
const asTool = (node: LedgerNode) => ({
	isTool: true,
	upstream: { Trigger: { item: node.item() } },
	parents: { 'This Node': ['Trigger'], Agent: ['Trigger'] },
	executing: 'Agent',
});

const sayYes = async (node: LedgerNode, id: string, phoneNumberId = NUMBER) =>
	await node.do(
		async ({ wishes }) =>
			await wishes.open(
				{
					contactId: node.contact.id,
					phoneNumberId,
					id,
					kind: 'yes',
					scope: 'now',
					expiresAt: at(20),
				},
				at(-15),
			),
	);

/** Somebody else, whom a media server is calling. */
const callBo = async (node: LedgerNode, phoneNumberId = NUMBER) =>
	await node.do(async (tx) => {
		const person = { waId: '919812345678', userId: null, parentUserId: null, name: 'Bo' };
		const bo = await tx.contacts.resolve(person, NOW);
		const contact = bo ?? node.contact;
		const line = { contactId: contact.id, phoneNumberId };
		await tx.wishes.open(
			{ ...line, id: 'bo', kind: 'yes', scope: 'now', expiresAt: at(20) },
			at(-15),
		);
		return await claim({ ...node, contact }, tx, { wishId: 'bo', phoneNumberId });
	});

describe('Attempt › Get', () => {
	it('gives the newest on the number, and when another is worth it', async () => {
		const node = await ledgerNode();
		await sayYes(node, 'w1');
		const first = await node.do(async (tx) => await claim(node, tx, { wishId: 'w1' }));
		await node.do(async ({ attempts, decisions }) => {
			await attempts.release(first.id, first.token, 'cool_down', at(-9));
			await decisions.add({
				id: 'dec_1',
				contactId: node.contact.id,
				phoneNumberId: NUMBER,
				wishId: null,
				outcome: 'schedule',
				reason: 'cool_down',
				needs: null,
				retryAt: at(60),
				evidence: [],
				policy: 'default@0',
				checkedAt: at(-9),
				dryRun: false,
			});
		});
		expect(await node.run(GET)).toEqual([
			{
				id: first.id,
				contact_id: node.contact.id,
				phone_number_id: NUMBER,
				direction: 'outbound',
				leg: 'media_server',
				status: 'released',
				outcome: null,
				call_id: null,
				wish_id: 'w1',
				held_reason: 'cool_down',
				error_code: null,
				claimed_at: at(-10),
				dialling_at: null,
				answered_at: null,
				ended_at: null,
				verdict: null,
				recording: null,
				escalation_id: null,
				escalation_trigger: null,
				rating: null,
				retry_at: at(60),
			},
		]);
	});

	it('C5, V7, P8: tells which signal led to it, when it was answered, how it was rated, and of its recording', async () => {
		const node = await ledgerNode();
		const line = { contactId: node.contact.id, phoneNumberId: NUMBER };
		const lead = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };
		const { escalation } = await node.do(
			async ({ escalations }) => await escalations.open({ ...line, ...lead }, at(-20)),
		);
		await sayYes(node, 'w1');
		await node.do(async (tx) => {
			const { id } = await claim(node, tx, { wishId: 'w1' });
			await tx.attempts.noteRecording(id, 'recording_consent');
			const call = { callId: CALL_ID, errorCode: null };
			const guessed = { ...call, status: 'ended' as const, outcome: 'failed' as const };
			await tx.attempts.applyCall(id, { ...guessed, at: at(-6), isVerdict: true }, at(-6));
			const told = { ...guessed, outcome: 'completed' as const, at: at(-5), answeredAt: at(-8) };
			await tx.attempts.applyCall(id, told, at(-5));
			const rating = { attemptId: id, contactId: line.contactId, rating: 'fair' as const };
			await tx.ratings.put({ ...rating, messageId: 'wamid.r', at: at(-4) }, at(-4));
		});
		const expected = {
			outcome: 'completed',
			verdict: 'failed',
			answered_at: at(-8),
			recording: 'recording_consent',
			escalation_id: escalation.id,
			escalation_trigger: 'complex_config',
			rating: 'fair',
		};
		expect(await node.run(GET)).toMatchObject([expected]);
		expect(await node.run(OF_CUSTOMER)).toMatchObject([expected]);
	});

	it('H4: knows the booked slot as the next try', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		expect(await node.run(GET)).toMatchObject([
			{ direction: 'inbound', status: 'ended', outcome: 'missed', retry_at: at(60) },
		]);
	});

	it('tells no call id of Meta’s, which holds both phone numbers', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		const [json] = await node.run(GET);
		expect(JSON.stringify(json)).not.toContain('wacid');
		expect(json?.call_id).toMatch(/^call_/);
		expect(json?.wish_id).toMatch(/^inbound:call_/);
		expect(node.ledger.openId(String(json?.call_id).slice('call_'.length))).toBe(CALL_ID);
	});

	it('tells of somebody whom nobody tried to call, too', async () => {
		const node = await ledgerNode([NUMBER, OTHER_NUMBER]);
		const none = { id: null, status: 'none', outcome: null, retry_at: null };
		expect(await node.run(GET)).toEqual([{ ...none, contact_id: node.contact.id }]);
		await wholeStory(node);
		expect(await node.run({ ...GET, phoneNumber: OTHER_NUMBER })).toMatchObject([none]);
	});

	it('gives the one that is asked for', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		const bo = await callBo(node);
		const [json] = await node.run({ ...GET, attemptId: bo.id }, { items: [{ json: {} }] });
		expect(json).toMatchObject({ id: bo.id, contact_id: bo.contactId, status: 'claimed' });
	});

	it.each([
		['an attempt that there is none of', { attemptId: 'att_none' }, 'attempt_unknown'],
		['a customer that nobody knows', { customer: '+91 98123 45670' }, 'contact_unknown'],
	])('refuses %s', async (_what, parameters, type) => {
		const run = (await ledgerNode()).run({ ...GET, ...parameters });
		await expect(run).rejects.toMatchObject({ type });
	});

	it('tells an agent in few words, and names nobody', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		expect(await node.run(GET, asTool(node))).toEqual([
			{ status: 'ended', outcome: 'missed', direction: 'inbound', at: at(-10), retry_at: at(60) },
		]);
		const stranger = await ledgerNode();
		expect(await stranger.run(GET, asTool(stranger))).toEqual([
			{ status: 'none', outcome: null, direction: null, at: null, retry_at: null },
		]);
	});

	it('never tells an agent of another customer, whatever the model fills in', async () => {
		const node = await ledgerNode();
		const bo = await callBo(node);
		const asked = { ...GET, attemptId: bo.id, customer: '919812345678' };
		const items = [{ json: { contact: { id: bo.contactId, wa_id: '919812345678' } } }];
		const [json] = await node.run(asked, { ...asTool(node), items });
		expect(json).toMatchObject({ status: 'none', at: null });
	});
});

describe('Attempt › Get Many', () => {
	it('lists a customer’s, newest first, up to the limit', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		await node.do(async ({ callbacks }) => {
			const slot = await callbacks.booked(node.contact.id, NUMBER);
			await callbacks.cancel(slot?.id ?? '', NOW);
		});
		await sayYes(node, 'w2');
		const second = await node.do(async (tx) => await claim(node, tx, { wishId: 'w2', minutes: 1 }));
		const listed = await node.run(OF_CUSTOMER);
		expect(listed).toMatchObject([{ id: second.id }, { direction: 'inbound', outcome: 'missed' }]);
		expect(JSON.stringify(listed)).not.toContain('wacid');
		expect(await node.run({ ...OF_CUSTOMER, limit: 1 })).toMatchObject([{ id: second.id }]);
	});

	it('lists who is being called on a number now, and nobody else', async () => {
		const node = await ledgerNode([NUMBER, OTHER_NUMBER]);
		await wholeStory(node);
		const bo = await callBo(node);
		const item = { items: [{ json: {} }] };
		const here = await node.run({ ...LIVE, phoneNumber: NUMBER }, item);
		expect(here).toMatchObject([{ id: bo.id, contact_id: bo.contactId, status: 'claimed' }]);
		expect(await node.run({ ...LIVE, phoneNumber: OTHER_NUMBER }, item)).toEqual([]);
	});

	it('V5: lists a card that waits for somebody to take it', async () => {
		const node = await ledgerNode();
		await sayYes(node, 'w1');
		await node.do(async (tx) => {
			const { id, token } = await claim(node, tx, { wishId: 'w1', leg: MANUAL_LEG, minutes: -1 });
			await tx.attempts.reserve(id, token, 900, at(-1));
		});
		expect(await node.run(LIVE)).toMatchObject([{ leg: MANUAL_LEG, status: 'reserved' }]);
	});

	it.each([
		['of a customer', OF_CUSTOMER],
		['live ones', LIVE],
	])('%s: is refused to an AI agent', async (_what, parameters) => {
		const node = await ledgerNode();
		await expect(node.run(parameters, asTool(node))).rejects.toMatchObject({
			type: 'not_in_tool_mode',
		});
	});
});
