import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { readFollowUpTap } from '../../../nodes/shared/domain/followUpTap';
import { HOUSE_TEXTS, LANGUAGES } from '../../../nodes/shared/domain/texts';
import { replyBody } from '../../../nodes/WhatsAppCalling/replyBody';
import type { ItemReply } from '../../../nodes/shared/domain/callItem';
import type { LedgerTx } from '../../../nodes/shared/ledger/ledger';
import type { ExecuteStub } from '../../shared/n8n/executeStub';
import { CUSTOMER, NOW, NUMBER, callingNode, messageSent, type CallingNode } from './callingNode';

/** Tomorrow at 10 in London, where the clocks are an hour ahead of UTC. */
const SLOT = '2026-10-13T09:00:00.000Z';

const inLedger = async <T>(node: CallingNode, work: (tx: LedgerTx) => Promise<T>): Promise<T> =>
	await node.ledger.transaction(work);

async function prepare(
	node: CallingNode,
	reply: string,
	sections: IDataObject = {},
	parameters: IDataObject = {},
	stub: Partial<ExecuteStub> = {},
) {
	const chosen = { resource: 'message', operation: 'prepareReply', reply, ...parameters };
	const [item] = await node.run(chosen, { items: [node.item(sections)], ...stub });
	const { replies = [], not_prepared: notPrepared, ...rest } = item?.json ?? {};
	return { replies: replies as IDataObject[], notPrepared, rest };
}

async function book(node: CallingNode, startAt = SLOT): Promise<string> {
	const party = { contactId: node.contact.id, phoneNumberId: NUMBER };
	return await inLedger(node, async ({ wishes, callbacks }) => {
		const yes = { ...party, id: 'yes:1', kind: 'yes' as const, scope: 'slot' as const };
		await wishes.open({ ...yes, startsAt: null, expiresAt: '2026-10-20T00:00:00.000Z' }, NOW);
		const times = { startAt, endAt: '2026-10-13T18:30:00.000Z', zone: 'Europe/London' };
		const rules = { capacity: 9, earlyMs: 120_000, lateMs: 900_000, remindMs: 1_800_000 };
		const slot = { ...party, wishId: 'yes:1', escalationId: null, ...times, ...rules };
		const booking = await callbacks.book(slot, NOW);
		if (!booking.booked) throw new Error(booking.because);
		return booking.callback.id;
	});
}

const reminded = (startAt = SLOT): IDataObject => ({
	event: { type: 'reminder_due', key: 'callback:cb_1', at: NOW, origin: 'ledger' },
	callback: { id: 'cb_1', woken_by: 'reminder', due_at: NOW, end_at: startAt, late_seconds: 0 },
});

const setPolicy = async (node: CallingNode, policy: IDataObject, name = 'default') =>
	await inLedger(node, async ({ policies }) => await policies.put(name, NUMBER, policy, NOW));

const RECORDING = {
	recording: { calls: true, purpose: 'Quality', keepDays: 30, representativesTold: true },
};

const agree = async (node: CallingNode, key: 'recording' | 'automated_call') =>
	await inLedger(
		node,
		async ({ consents }) =>
			await consents.record(
				{
					contactId: node.contact.id,
					phoneNumberId: NUMBER,
					key,
					scope: 'standing',
					channel: 'whatsapp',
					messageId: 'wamid.yes',
					wording: 'Yes, I agree',
					offerMessageId: null,
					givenAt: NOW,
					expiresAt: null,
				},
				NOW,
			),
	);

describe('Prepare Reply › Reminder (V7)', () => {
	it('tells the booked slot in the customer’s time, as a template after the reply window', async () => {
		const node = await callingNode();
		await book(node);
		const { replies, notPrepared, rest } = await prepare(node, 'reminder', reminded());
		expect(notPrepared).toBeUndefined();
		expect(replies).toMatchObject([
			{
				purpose: 'reminder',
				type: 'text',
				text: expect.stringContaining('Tue 13 Oct, 10:00 (London time)'),
				template: {
					name: 'wac_slot_reminder',
					language: 'en_US',
					parameters: ['Asha', 'Tue 13 Oct, 10:00 (London time)'],
				},
			},
		]);
		expect(rest).toMatchObject({ order: 'A-7', contact: { id: node.contact.id } });
		expect(node.calls).toEqual([]);
	});

	it('behind another trigger tells of whatever slot is booked', async () => {
		const node = await callingNode();
		await book(node);
		expect((await prepare(node, 'reminder')).replies).toHaveLength(1);
	});

	it.each<[string, (node: CallingNode) => Promise<unknown>]>([
		['nothing is booked', async () => await Promise.resolve()],
		['another slot is booked', async (node) => await book(node, '2026-10-13T11:00:00.000Z')],
		[
			'the slot was given up',
			async (node) => {
				const id = await book(node);
				await inLedger(node, async ({ callbacks }) => await callbacks.cancel(id, NOW));
			},
		],
		[
			'the slot has begun',
			async (node) => {
				await book(node);
				node.clock.now = SLOT;
			},
		],
	])('is not prepared when %s, and the item says so', async (_what, happen) => {
		const node = await callingNode();
		await happen(node);
		const { replies, notPrepared, rest } = await prepare(node, 'reminder', reminded());
		expect(replies).toEqual([]);
		expect(notPrepared).toEqual({ reply: 'reminder', reason: 'no_slot_booked' });
		expect(rest).toMatchObject({ order: 'A-7' });
	});

	it('takes the shop’s own template', async () => {
		const node = await callingNode();
		await book(node);
		const options = { options: { reminderTemplate: 'soon|es_MX' } };
		const { replies } = await prepare(node, 'reminder', reminded(), options);
		expect(replies).toMatchObject([{ template: { name: 'soon', language: 'es_MX' } }]);
		expect(JSON.stringify(replies[0]?.template)).toContain('mar 13 oct');
		const wrong = { options: { reminderTemplate: 'Soon!' } };
		await expect(prepare(node, 'reminder', {}, wrong)).rejects.toMatchObject({
			type: 'template_invalid',
		});
	});

	it('goes out once, however often the item comes', async () => {
		const node = await callingNode(messageSent());
		await book(node);
		const { replies } = await prepare(node, 'reminder', reminded());
		const items = [node.item({ ...reminded(), replies })];
		const send = { resource: 'message', operation: 'sendReplies' };
		for (const _again of [1, 2]) await node.run(send, { items });
		expect(node.calls).toHaveLength(1);
	});

	it('of a sample is shown by the sample alone', async () => {
		const node = await callingNode();
		const sample = reminded();
		const event = { ...(sample.event as IDataObject), origin: 'sample' };
		const contact = { id: 'c_sample', wa_id: CUSTOMER, name: 'Ana', language: 'es' };
		const sections = { ...sample, event, contact };
		const { replies } = await prepare(node, 'reminder', sections, {}, { mode: 'manual' });
		expect(replies).toMatchObject([{ language: 'es' }]);
	});
});

describe('Prepare Reply › Triage', () => {
	it('asks by a list that ingress understands, for the live escalation', async () => {
		const node = await callingNode();
		const escalationId = await node.escalate();
		const { replies } = await prepare(node, 'triage');
		expect(replies).toMatchObject([{ purpose: 'triage', type: 'list' }]);
		const buttons = replies[0]?.buttons as { id: string }[];
		expect(buttons.map(({ id }) => readFollowUpTap(id))).toEqual(
			['order', 'price', 'problem', 'other'].map((topic) => ({
				kind: 'triage',
				escalationId,
				topic,
			})),
		);
	});

	it('adds to what was prepared before, or takes its place', async () => {
		const node = await callingNode();
		const before = { purpose: 'reschedule', type: 'text', text: 'Closed.', language: 'en' };
		const sections = { replies: [before] };
		const purposes = ({ replies }: { replies: IDataObject[] }) =>
			replies.map(({ purpose }) => purpose);
		expect(purposes(await prepare(node, 'triage', sections))).toEqual(['reschedule', 'triage']);
		const replacing = { options: { replaceEarlier: true } };
		expect(purposes(await prepare(node, 'triage', sections, replacing))).toEqual(['triage']);
		// What does not fit takes no place.
		expect(purposes(await prepare(node, 'thanks', sections, replacing))).toEqual(['reschedule']);
	});

	it('speaks by the policy that it names', async () => {
		const node = await callingNode();
		await setPolicy(node, { texts: { triage: { en: 'What about, {name}?' } } }, 'vip');
		const { replies } = await prepare(node, 'triage', {}, { policy: 'vip' });
		expect(replies[0]?.text).toBe('What about, Asha?');
		await expect(prepare(node, 'triage', {}, { policy: 'x' })).rejects.toMatchObject({
			type: 'policy_unknown',
		});
	});
});

describe('Prepare Reply › Recording Consent (P8)', () => {
	it('asks with a yes and a no that ingress understands', async () => {
		const node = await callingNode();
		await setPolicy(node, RECORDING);
		const { replies } = await prepare(node, 'recordingConsent');
		expect(replies).toMatchObject([{ purpose: 'recording_consent', type: 'buttons' }]);
		const buttons = replies[0]?.buttons as { id: string }[];
		expect(buttons.map(({ id }) => readFollowUpTap(id))).toEqual([
			{ kind: 'recording', agrees: true },
			{ kind: 'recording', agrees: false },
		]);
	});

	it('asks for transcripts alone, too', async () => {
		const node = await callingNode();
		await setPolicy(node, {
			recording: { ...RECORDING.recording, calls: false, transcripts: true },
		});
		expect((await prepare(node, 'recordingConsent')).replies).toHaveLength(1);
	});

	it.each<[string, string, (node: CallingNode) => Promise<unknown>]>([
		['recording is off', 'recording_off', async (node) => await setPolicy(node, {})],
		['the customer has agreed', 'agreed_already', async (node) => await agree(node, 'recording')],
		[
			'the customer has objected',
			'objected_already',
			async (node) =>
				await inLedger(node, async ({ recordings }) => {
					const by = { contactId: node.contact.id, by: 'customer' as const };
					await recordings.object({ ...by, at: NOW, since: NOW }, NOW);
				}),
		],
	])('does not ask if %s', async (_what, reason, happen) => {
		const node = await callingNode();
		await setPolicy(node, RECORDING);
		await happen(node);
		const { replies, notPrepared } = await prepare(node, 'recordingConsent');
		expect([replies, notPrepared]).toEqual([[], { reply: 'recordingConsent', reason }]);
	});
});

describe('Prepare Reply › Automated Call Consent (V6)', () => {
	it('asks once, whatever the answer was', async () => {
		const node = await callingNode(messageSent());
		const { replies } = await prepare(node, 'automatedCallConsent');
		expect(replies).toMatchObject([{ purpose: 'automated_call_consent', type: 'buttons' }]);
		const buttons = replies[0]?.buttons as { id: string }[];
		expect(buttons.map(({ id }) => readFollowUpTap(id))).toEqual([
			{ kind: 'automated', agrees: true },
			{ kind: 'automated', agrees: false },
		]);
		const send = { resource: 'message', operation: 'sendReplies' };
		await node.run(send, { items: [node.item({ replies })] });
		expect((await prepare(node, 'automatedCallConsent')).notPrepared).toEqual({
			reply: 'automatedCallConsent',
			reason: 'asked_already',
		});
	});

	it('does not ask whoever has agreed', async () => {
		const node = await callingNode();
		await agree(node, 'automated_call');
		expect((await prepare(node, 'automatedCallConsent')).notPrepared).toMatchObject({
			reason: 'agreed_already',
		});
	});
});

describe('Prepare Reply › Thanks (V7)', () => {
	it.each([
		[{ rating: { attempt_id: 'att_1', rating: 'good' } }, /^Thank you, that helps/],
		[{ rating: { attempt_id: 'att_1', rating: 'fair' } }, /^Thank you, that helps/],
		[{ rating: { attempt_id: 'att_1', rating: 'poor' } }, /sorry that it was not better/],
		[{ triage: { topic: 'price' } }, /we have noted it/],
	])('for %j', async (sections, words) => {
		const node = await callingNode();
		const { replies } = await prepare(node, 'thanks', sections);
		expect(replies).toMatchObject([{ type: 'text', buttons: [], template: null }]);
		expect(replies[0]?.text).toMatch(words);
	});

	it('for nothing is not given', async () => {
		const node = await callingNode();
		expect((await prepare(node, 'thanks')).notPrepared).toEqual({
			reply: 'thanks',
			reason: 'nothing_tapped',
		});
	});
});

describe('Prepare Reply', () => {
	it.each(LANGUAGES)('fits Meta’s limits in %s', async (language) => {
		const node = await callingNode();
		await book(node);
		await setPolicy(node, RECORDING);
		await inLedger(node, async ({ contacts }) => {
			await contacts.setLocale(node.contact.id, { language }, NOW);
			await contacts.rename(node.contact.id, 'A'.repeat(200), NOW);
		});
		const tapped = { rating: { attempt_id: 'att_1', rating: 'poor' } };
		for (const name of REPLIES) {
			const { replies } = await prepare(node, name, { ...reminded(), ...tapped });
			// Snake and camel case do not differ in a reply.
			const [reply] = replies as unknown as ItemReply[];
			expect(reply?.language).toBe(language);
			expect(
				replyBody(reply!, { windowOpen: true, now: NOW }, { recipient: { waId: CUSTOMER } }),
			).not.toBeNull();
		}
	});

	const REPLIES = ['reminder', 'triage', 'recordingConsent', 'automatedCallConsent', 'thanks'];

	it.each(REPLIES)('%s: a model may not prepare it', async (name) => {
		const node = await callingNode();
		await expect(prepare(node, name, {}, {}, { isTool: true })).rejects.toMatchObject({
			type: 'not_in_tool_mode',
		});
	});

	it('P4: is not sent to somebody who opted out, whatever was prepared', async () => {
		const node = await callingNode(messageSent());
		await book(node);
		const { replies } = await prepare(node, 'reminder', reminded());
		await inLedger(node, async ({ contacts }) => {
			const refusal = { calls: true, at: NOW, messageId: 'wamid.STOP' };
			await contacts.setOptOut(node.contact.id, refusal, NOW);
		});
		const send = { resource: 'message', operation: 'sendReplies' };
		const [item] = await node.run(send, { items: [node.item({ replies })] });
		expect(item?.json.sent).toMatchObject([{ error_code: 'call_opt_out' }]);
		expect(node.calls).toEqual([]);
	});

	describe('Opt-Out Confirmed (P4)', () => {
		const refused = async (change: { calls: true; messages?: boolean }) => {
			const node = await callingNode(messageSent());
			await inLedger(
				node,
				async ({ contacts }) =>
					await contacts.setOptOut(
						node.contact.id,
						{ ...change, at: NOW, messageId: 'desk:att_1' },
						NOW,
					),
			);
			return node;
		};
		const deed: IDataObject = {
			event: { type: 'desk_opt_out', key: 'desk:deed_1', at: NOW, origin: 'ledger' },
			desk: { deed: 'opt_out', representative_id: 'rep_1', representative_name: 'Priya' },
		};

		it('goes out once to a customer who asked a representative for no more calls', async () => {
			const node = await refused({ calls: true });
			const { replies } = await prepare(node, 'optOutConfirmed', deed);
			expect(replies).toMatchObject([
				{ purpose: 'opt_out_confirmed', type: 'text', text: HOUSE_TEXTS.en.opt_out_confirmed },
			]);
			const send = { resource: 'message', operation: 'sendReplies' };
			const items = [node.item({ ...deed, replies })];
			const [first] = await node.run(send, { items });
			const [again] = await node.run(send, { items });
			expect(first?.json.sent).toMatchObject([{ status: 'sent' }]);
			expect(again?.json.sent).toEqual(first?.json.sent);
			expect(node.calls).toHaveLength(1);
		});

		it('not to somebody who took it back meanwhile', async () => {
			const { notPrepared } = await prepare(await callingNode(), 'optOutConfirmed', deed);
			expect(notPrepared).toEqual({ reply: 'optOutConfirmed', reason: 'not_opted_out' });
		});

		it('not to somebody who wants no messages at all', async () => {
			const node = await refused({ calls: true, messages: true });
			const { notPrepared } = await prepare(node, 'optOutConfirmed', deed);
			expect(notPrepared).toEqual({ reply: 'optOutConfirmed', reason: 'message_opt_out' });
		});
	});

	it('of an unknown name says which there are', async () => {
		const node = await callingNode();
		for (const name of ['recap', 'toString', '']) {
			await expect(prepare(node, name)).rejects.toMatchObject({ type: 'reply_unknown' });
		}
	});
});
