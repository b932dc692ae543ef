import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { MANUAL_LEG, VOICE_LEG } from '../../../nodes/shared/ledger/ledger';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import {
	accepted,
	answerSdp,
	at,
	inbound,
	offered,
	outbound,
	rejected,
	ringing,
	talked,
	terminated,
	type Step,
} from '../../shared/domain/callScripts';
import { CALL, CUSTOMER, LINE, OutcomeNode, type Told } from './outcomeNode';

let node: OutcomeNode;

beforeEach(async () => {
	node = await OutcomeNode.open();
});

const TALK: Step[] = [
	answerSdp(0),
	ringing(2),
	accepted(9),
	terminated(69, { ...outbound, ...talked }),
];
const UNANSWERED: Step[] = [answerSdp(0), ringing(2), terminated(47, outbound)];
const RECAP_DUE = at(68 + 30 * 60);

const ends = (told: Told[]) => told.filter(({ output }) => output !== 'In Progress');

async function endOf(...steps: Step[]): Promise<Told> {
	const [end] = ends(await node.tell(await node.hear(...steps)));
	if (!end) throw new Error('No event told the end');
	return end;
}

const replies = ({ json }: Told) => (json.replies ?? []) as IDataObject[];
const waiting = async () =>
	await node.do(async ({ callbacks }) => await callbacks.waiting(LINE, 9));

/** Texts, questions and templates that went out, by their words or name. */
const sentWords = () =>
	node.messages.map(({ text, interactive, template }) =>
		[text, interactive, template]
			.map((part) => part as { body?: string | { text: string }; name?: string } | undefined)
			.map((part) => part?.name ?? (typeof part?.body === 'object' ? part.body.text : part?.body))
			.find(Boolean),
	);

describe('V7: what Call Outcome prepares', () => {
	it('another time with real slots, as a template after the reply window', async () => {
		const id = await node.dial();
		const end = await endOf(...UNANSWERED);
		const [reply] = replies(end);
		expect(end.says).toEqual(['reschedule']);
		expect(reply).toMatchObject({
			type: 'buttons',
			template: { name: 'wac_call_missed', language: 'en_US', parameters: ['Asha'] },
		});
		expect(end.json.attempt).toMatchObject({ id, status: 'ended', leg: 'media_server' });
		await node.send(end);
		expect(sentWords()).toEqual(['wac_call_missed']);
		expect(JSON.stringify(node.messages)).toContain('"payload":"wac:offer_later:-:1"');
	});

	it('recap and rating of a corrected brief at once; the talk has opened the window', async () => {
		const id = await node.dial();
		await node.brief('corrected');
		const end = await endOf(...TALK);
		expect(end.says).toEqual(['recap', 'rating']);
		expect(replies(end)[0]?.text).toContain('\nInterested in: Corner sofa\n');
		expect(JSON.stringify(replies(end))).not.toContain('anxious');
		expect(replies(end)[1]?.buttons).toMatchObject([
			{ id: `wac:rating:${id}:good` },
			{ id: `wac:rating:${id}:fair` },
			{ id: `wac:rating:${id}:poor` },
		]);
		expect(await node.send(end)).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
		expect(await waiting()).toEqual([]);
	});

	it('what the escalation that led to the call is called stands on the buttons', async () => {
		const party = { contactId: node.contact.id, phoneNumberId: LINE };
		const why = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };
		const { escalation } = await node.do(
			async ({ escalations }) => await escalations.open({ ...party, ...why }, at(-40)),
		);
		await node.dial();
		const end = await endOf(...UNANSWERED);
		expect(JSON.stringify(replies(end))).toContain(`wac:slot:${escalation.id}:`);
		expect(JSON.stringify(replies(end))).toContain(`wac:offer_yes:${escalation.id}:1`);
	});

	it('the customer’s own call that nobody answered: in its own words', async () => {
		const end = await endOf(offered(0), terminated(30, inbound));
		expect(replies(end)[0]?.text).toMatch(/missed your call/);
		await node.send(end);
		expect(node.messages).toMatchObject([{ interactive: { type: 'button' } }]);
	});

	it('keeps what nodes before have prepared', async () => {
		await node.dial();
		const items = await node.hear(...UNANSWERED);
		const before = { purpose: 'answer', type: 'text', text: 'Hi', language: 'en', buttons: [] };
		const given = items.map(({ json }) => ({ json: { ...json, replies: [before] } }));
		expect(ends(await node.tell(given))[0]?.says).toEqual(['answer', 'reschedule']);
	});

	it.each([
		[['rating'], ['rating']],
		[['recap', 'reschedule'], ['recap']],
		[[], []],
	])('only what Prepare Follow-Ups names: %j', async (followUps, says) => {
		await node.dial();
		await node.brief('corrected');
		const items = await node.hear(...TALK);
		const [end] = ends(await node.tell(items, { parameters: { followUps } }));
		expect(end?.says).toEqual(says);
		expect(end?.next.step).toBe('recap');
	});

	it('takes the shop’s own template', async () => {
		await node.dial();
		const items = await node.hear(...UNANSWERED);
		const parameters = { options: { rescheduleTemplate: 'we_missed_you|hi' } };
		const [end] = ends(await node.tell(items, { parameters }));
		const template = { name: 'we_missed_you', language: 'hi' };
		expect(replies(end!)).toMatchObject([{ template }]);
		const wrong = { options: { rescheduleTemplate: 'We Missed You' } };
		await expect(node.tell(items, { parameters: wrong })).rejects.toMatchObject({
			type: 'template_invalid',
		});
	});

	it.each([
		['calls', { calls: true }],
		['messages', { messages: true }],
	])('P4: prepares nothing for somebody who refused %s meanwhile', async (_what, refused) => {
		await node.dial();
		await node.brief('corrected');
		const items = await node.hear(...TALK);
		await node.do(
			async ({ contacts }) =>
				await contacts.setOptOut(
					node.contact.id,
					{ ...refused, at: at(100), messageId: 'wamid.stop' },
					at(100),
				),
		);
		expect((await node.tell(items)).flatMap(({ says }) => says)).toEqual([]);
	});

	it('V6: after an automated reminder nothing follows', async () => {
		await node.brief('corrected');
		await node.dial(CALL, at(0), VOICE_LEG);
		expect((await endOf(...TALK)).says).toEqual([]);
		expect(await waiting()).toEqual([]);
	});

	it.each([
		['call_unanswered', ['reschedule']],
		['call_completed', ['recap', 'rating']],
		['recap_due', ['recap', 'rating']],
		['attempt_settled', ['reschedule']],
	] as const)('the sample %s shows %j, and keeps nothing', async (name, says) => {
		const [told] = await node.tell([{ json: sampleJson(name) }], { mode: 'manual' });
		expect(told?.says).toEqual(says);
		expect(await waiting()).toEqual([]);
	});
});

describe('V7: a recap that waits for its brief', () => {
	it('is kept until the delay of the policy, and had once', async () => {
		await node.dial();
		await node.brief('model');
		const end = await endOf(...TALK);
		expect(end.says).toEqual([]);
		expect(await waiting()).toMatchObject([
			{ wokenBy: 'recap', callId: CALL, contactId: node.contact.id, dueAt: RECAP_DUE },
		]);
		expect(await node.dueRecaps()).toEqual([]);
		node.now = RECAP_DUE;
		const items = await node.dueRecaps();
		const [told] = await node.tell(items);
		expect(told).toMatchObject({
			output: 'Completed',
			next: { step: 'recap', reason: 'recap_due' },
			says: ['recap', 'rating'],
		});
		await node.send(told!);
		expect(node.messages).toHaveLength(2);
		expect(await node.dueRecaps()).toEqual([]);
	});

	it('goes as soon as a representative has approved the brief, and not again later', async () => {
		await node.dial();
		const { id } = await node.brief('model');
		const items = await node.hear(...TALK);
		await node.tell(items);
		node.now = at(300);
		await node.approve(id);
		const [told] = await node.tell(await node.dueRecaps());
		expect(told?.says).toEqual(['recap', 'rating']);
		await node.send(told!);
		node.now = RECAP_DUE;
		expect(await node.dueRecaps()).toEqual([]);
		// The event run again finds the brief corrected by now.
		for (const again of ends(await node.tell(items))) await node.send(again);
		expect(node.messages).toHaveLength(2);
	});

	it('P4: is not sent to somebody who opted out meanwhile', async () => {
		await node.dial();
		await node.brief('model');
		await endOf(...TALK);
		node.now = RECAP_DUE;
		const items = await node.dueRecaps();
		await node.do(
			async ({ contacts }) =>
				await contacts.setOptOut(
					node.contact.id,
					{ messages: true, at: node.now, messageId: 'wamid.stop' },
					node.now,
				),
		);
		const [told] = await node.tell(items);
		expect([told?.next.reason, told?.says]).toEqual(['message_opt_out', []]);
	});

	it('that is due is given though the policy has a longer delay by now', async () => {
		await node.dial();
		await node.brief('model');
		await endOf(...TALK);
		node.now = RECAP_DUE;
		const items = await node.dueRecaps();
		await node.do(
			async ({ policies }) =>
				await policies.put('default', LINE, { recapAfterMinutes: 600 }, node.now),
		);
		expect((await node.tell(items))[0]?.says).toEqual(['recap', 'rating']);
	});

	it.each([
		['a test run', { mode: 'manual' as const }],
		['neither recap nor rating wanted', { parameters: { followUps: ['reschedule'] } }],
	])('is not kept: %s', async (_what, stub) => {
		await node.dial();
		await node.brief('model');
		const [end] = ends(await node.tell(await node.hear(...TALK), stub));
		expect(end?.next.reason).toBe('recap_not_due');
		expect(await waiting()).toEqual([]);
	});

	it('is not kept by an agent’s tool', async () => {
		await node.dial();
		await node.brief('model');
		const items = await node.hear(...TALK);
		const [told] = await node.tell([{ json: {} }], {
			isTool: true,
			parents: { Agent: ['Trigger'], 'This Node': [] },
			executing: 'Agent',
			upstream: { Trigger: { item: items.at(-1)! } },
		});
		expect(told?.next.reason).toBe('recap_not_due');
		expect(await waiting()).toEqual([]);
	});

	it('V5: of a call by hand is kept by its attempt', async () => {
		const id = await node.dial('by-hand', at(0), MANUAL_LEG);
		await node.do(async ({ attempts }) => await attempts.settleManual(id, 'completed', at(90)));
		await node.brief('model');
		const json = {
			event: { type: 'manual_answered', key: `manual_answered:${id}`, origin: 'ledger' },
			line: { phone_number_id: LINE },
			contact: { id: node.contact.id, wa_id: CUSTOMER },
			attempt: { id },
			manual_dial: { answer: 'answered' },
		};
		const [answered] = await node.tell([{ json }]);
		expect([answered?.next.reason, answered?.says]).toEqual(['recap_not_due', []]);
		expect(await waiting()).toMatchObject([{ callId: id }]);
		node.now = at(90 + 30 * 60);
		const [told] = await node.tell(await node.dueRecaps());
		expect(told).toMatchObject({ output: 'Completed', says: ['recap', 'rating'] });
		expect(told?.call).toMatchObject({ id, state: 'completed' });
	});
});

describe('V2: a call of which no event tells', () => {
	it.each([
		['failed', 'Failed', 'call_failed'],
		['no_answer', 'No Answer', 'not_answered'],
	] as const)('counts as %s, and is followed like one', async (outcome, output, reason) => {
		const id = await node.dial();
		const [told] = await node.tell(await node.giveUp(id, outcome));
		expect(told).toMatchObject({
			output,
			call: { state: outcome },
			next: { step: 'reschedule', reason },
			says: ['reschedule'],
		});
		expect(told?.json.attempt).toMatchObject({ id });
	});

	it('that had rung counts as its verdict all the same', async () => {
		const id = await node.dial();
		await node.hear(answerSdp(0), ringing(2));
		const [told] = await node.tell(await node.giveUp(id, 'no_answer'));
		expect(told).toMatchObject({ output: 'No Answer', call: { state: 'no_answer' } });
	});

	it('P10: its end heard an hour late says nothing twice', async () => {
		const id = await node.dial();
		const [verdict] = await node.tell(await node.giveUp(id, 'no_answer'));
		await node.send(verdict!);
		node.now = at(3_700);
		const late = await node.tell(await node.hear(ringing(2), terminated(47, outbound)));
		expect(ends(late)).toEqual([]);
		expect(node.messages).toHaveLength(1);
	});

	it('P10: another end heard late is told anew, and offers another time but once', async () => {
		const id = await node.dial();
		const [verdict] = await node.tell(await node.giveUp(id, 'failed'));
		await node.send(verdict!);
		const late = await node.tell(await node.hear(rejected(7), terminated(8, outbound)));
		const [end] = ends(late);
		expect([end?.output, end?.says]).toEqual(['Declined', ['reschedule']]);
		expect(await node.send(end!)).toMatchObject([{ status: 'sent' }]);
		expect(node.messages).toHaveLength(1);
	});

	it('that turns out a talk gets what follows a talk', async () => {
		const id = await node.dial();
		await node.brief('corrected');
		const [verdict] = await node.tell(await node.giveUp(id, 'failed'));
		await node.send(verdict!);
		for (const end of ends(await node.tell(await node.hear(...TALK)))) await node.send(end);
		expect(sentWords()).toHaveLength(3);
		expect(sentWords()[0]).toBe('wac_call_missed');
	});

	it('a verdict that comes after a better end tells nothing', async () => {
		const id = await node.dial();
		const items = await node.giveUp(id, 'failed');
		await node.hear(rejected(7), terminated(8, outbound));
		const [told] = await node.tell(items);
		expect([told?.output, told?.next.reason, told?.says]).toEqual([
			'In Progress',
			'already_told',
			[],
		]);
	});
});
