import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { CallOutcome } from '../../../nodes/CallOutcome/CallOutcome.node';
import { CALL_NEXT_REASONS } from '../../../nodes/shared/domain/callNext';
import {
	isFinalCallState,
	reduceCall,
	type CallState,
} from '../../../nodes/shared/domain/callState';
import { MANUAL_LEG } from '../../../nodes/shared/ledger/ledger';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import {
	accepted,
	answerSdp,
	at,
	failed,
	inbound,
	offered,
	outbound,
	own,
	ready,
	rejected,
	ringing,
	SCRIPTS,
	talked,
	terminated,
	type Step,
} from '../../shared/domain/callScripts';
import { CALL, CUSTOMER, LINE, OutcomeNode, POLICY, type Told } from './outcomeNode';

let node: OutcomeNode;

beforeEach(async () => {
	node = await OutcomeNode.open();
});

const OUTPUT_OF: Record<CallState['state'], string> = {
	offered: 'In Progress',
	ringing: 'In Progress',
	accepted: 'In Progress',
	completed: 'Completed',
	no_answer: 'No Answer',
	missed: 'No Answer',
	declined: 'Declined',
	failed: 'Failed',
};

/** What follows when the brief is corrected, slots are free and nothing stands against a new try. */
const NEXT_OF: Record<CallState['state'], string[]> = {
	offered: ['wait call_not_over'],
	ringing: ['wait call_not_over'],
	accepted: ['wait call_not_over'],
	completed: ['recap recap_due', 'back_to_chat hung_up_early'],
	no_answer: ['reschedule not_answered'],
	missed: ['reschedule missed_by_us'],
	declined: ['reschedule call_declined'],
	failed: ['reschedule call_failed'],
};

const dialled = answerSdp(0);
const hungUp = terminated(69, { ...outbound, ...talked });
const TALK: Step[] = [dialled, ringing(2), accepted(9), hungUp];
const UNANSWERED: Step[] = [dialled, ringing(2), terminated(47, outbound)];
const DECLINED: Step[] = [dialled, ringing(2), rejected(7), terminated(8, outbound)];
const FAILED: Step[] = [dialled, ringing(2), failed(30, outbound)];
const MISSED: Step[] = [offered(0), terminated(30, inbound)];

const step = ({ next }: Told) => `${next.step} ${next.reason}`;
const ends = (told: Told[]) => told.filter(({ output }) => output !== 'In Progress');

/** Hears everything before anything runs, then tells of every event; gives the ends. */
async function endsOf(steps: Step[]): Promise<Told[]> {
	return ends(await node.tell(await node.hear(...steps)));
}

async function endOf(steps: Step[]): Promise<Told> {
	const found = await endsOf(steps);
	expect(found).toHaveLength(1);
	return found[0]!;
}

describe('V2: every script of a call', () => {
	/** Nothing that starts a workflow comes after our own rejection. */
	const UNTOLD = 'V2: an inbound call that we reject';

	it.each(SCRIPTS)('%s', async (title, steps) => {
		const isOutbound = steps.some((each) => 'direction' in each && each.direction === 'outbound');
		if (isOutbound) await node.dial();
		await node.brief('corrected');
		const items = await node.hear(...steps);
		const { state } = reduceCall(await node.do(async ({ calls }) => await calls.events(CALL)));
		const told = await node.tell(items);
		expect(told).toHaveLength(items.length);
		for (const { call } of told) expect(call.state).toBe(state);
		const isTold = isFinalCallState(state) && title !== UNTOLD;
		expect(ends(told).map(({ output }) => output)).toEqual(isTold ? [OUTPUT_OF[state]] : []);
		const others = told.filter(({ output }) => output === 'In Progress').map(step);
		const silent = isFinalCallState(state) ? 'wait already_told' : 'wait call_not_over';
		expect(new Set(others)).toEqual(new Set(others.length > 0 ? [silent] : []));
		for (const end of ends(told)) expect(NEXT_OF[state]).toContain(step(end));
	});

	it.each(SCRIPTS)('V7: heard backwards, one event at a time: %s', async (_title, steps) => {
		await node.dial();
		let last: Told | undefined;
		// What we did ourselves is noted before Meta can tell of it.
		const [ours, theirs] = [true, false].map((isOwn) =>
			steps.filter(({ type }) => type.startsWith('own_') === isOwn),
		);
		await node.hear(...(ours ?? []));
		for (const each of (theirs ?? []).reverse()) last = (await endsOf([each])).at(-1) ?? last;
		const { state } = reduceCall(await node.do(async ({ calls }) => await calls.events(CALL)));
		expect(last?.output).toBe(isFinalCallState(state) ? OUTPUT_OF[state] : undefined);
	});
});

describe('V2: the section of the call', () => {
	it('is written anew from everything known', async () => {
		await node.dial();
		const [first] = await node.hear(dialled);
		await node.hear(ringing(2), accepted(9), hungUp);
		const [told] = await node.tell([first!]);
		expect(told?.call).toEqual({
			id: expect.stringMatching(/^call_[\w-]{40,}$/),
			direction: 'outbound',
			state: 'completed',
			ended_by: 'unknown',
			ring_seconds: 6,
			talk_seconds: 60,
			raw_status: 'COMPLETED',
			error_code: null,
			payload: null,
		});
	});

	it('names what Meta complained of, and what a call button carried', async () => {
		await node.dial();
		expect((await endOf(FAILED)).call).toMatchObject({
			error_code: 'media_receive_timeout',
			ended_by: 'platform',
		});
		const other = await OutcomeNode.open();
		const tapped = { ...offered(0), ctaPayload: 'order-12853' };
		const items = await other.hear(tapped as Step, terminated(30, inbound));
		for (const { call } of await other.tell(items)) expect(call.payload).toBe('order-12853');
	});

	it('V2: our own terminate counts: it was us who ended the call', async () => {
		await node.dial();
		const { call } = await endOf([ringing(2), own('own_terminate', 46), terminated(47, outbound)]);
		expect(call).toMatchObject({ state: 'no_answer', ended_by: 'business' });
	});

	it('passes the rest of the item on, and the customer as known now', async () => {
		const [item] = await node.hear(terminated(30, inbound));
		await node.do(
			async ({ contacts }) => await contacts.rename(node.contact.id, 'Asha Rao', at(100)),
		);
		const [told] = await node.tell([{ json: { ...item!.json, order: 'A-7' } }]);
		expect(told?.json).toMatchObject({
			order: 'A-7',
			event: { type: 'terminated' },
			contact: { id: node.contact.id, name: 'Asha Rao', wa_id: CUSTOMER },
		});
	});

	it('says why in words for the operator', async () => {
		const { next } = await endOf(MISSED);
		expect(next).toEqual({
			step: 'reschedule',
			reason: 'missed_by_us',
			not_before: node.now,
			operator_text: CALL_NEXT_REASONS.missed_by_us,
		});
	});

	it('asks Meta nothing', async () => {
		await node.dial();
		await endOf(UNANSWERED);
		expect(node.requests).toEqual([]);
	});
});

describe('V7, P6: the next step, by what the ledger knows at that moment', () => {
	const optOut = async (change: { calls?: boolean; messages?: boolean }) =>
		await node.do(
			async ({ contacts }) =>
				await contacts.setOptOut(
					node.contact.id,
					{ ...change, at: at(100), messageId: 'wamid.stop' },
					at(100),
				),
		);

	it.each<[string, Step[], { calls?: boolean; messages?: boolean }, string]>([
		['no calls, after no answer', UNANSWERED, { calls: true }, 'opted_out'],
		['no calls, during the talk', TALK, { calls: true }, 'opted_out'],
		['no messages, after no answer', UNANSWERED, { messages: true }, 'message_opt_out'],
		['no messages, after a decline', DECLINED, { messages: true }, 'message_opt_out'],
		['no messages, after a missed call', MISSED, { messages: true }, 'message_opt_out'],
	])('P4: opted out meanwhile of %s: nothing to send', async (_what, steps, change, reason) => {
		await node.dial();
		await node.brief('corrected');
		const items = await node.hear(...steps);
		await optOut(change);
		const [end] = ends(await node.tell(items));
		expect(end?.next).toMatchObject({ step: 'wait', reason, not_before: null });
		expect(end?.json.contact).toMatchObject({ call_opt_out: true });
	});

	it('P6: two unanswered calls in a row lead back to the chat', async () => {
		await node.dial('wacid.before', at(-40_000));
		await node.do(async ({ attempts }) => {
			const attempt = await attempts.getByWish('yes:wacid.before');
			await attempts.applyCall(
				attempt!.id,
				{
					status: 'ended',
					outcome: 'no_answer',
					callId: 'wacid.before',
					errorCode: null,
					at: at(-39_000),
				},
				at(-39_000),
			);
		});
		await node.dial();
		const end = await endOf(UNANSWERED);
		expect([end.output, step(end)]).toEqual(['No Answer', 'back_to_chat unanswered_twice']);
	});

	it('P6: hung up within 5 s leads back to the chat, with no new call offered', async () => {
		await node.dial();
		await node.brief('corrected');
		const short = { startAt: at(8), endAt: at(11), durationSeconds: 3 };
		const end = await endOf([dialled, accepted(9), terminated(11, { ...outbound, ...short })]);
		expect([end.output, step(end)]).toEqual(['Completed', 'back_to_chat hung_up_early']);
	});

	it('P6: how short is early, the policy says', async () => {
		node = await OutcomeNode.open({ ...POLICY, earlyHangUpSeconds: 60 });
		await node.dial();
		await node.brief('corrected');
		const [short, long] = [59, 60].map((durationSeconds) => ({
			...outbound,
			startAt: at(8),
			endAt: at(8 + durationSeconds),
			durationSeconds,
		}));
		expect(step(await endOf([terminated(69, short!)]))).toBe('back_to_chat hung_up_early');
		node = await OutcomeNode.open({ ...POLICY, earlyHangUpSeconds: 60 });
		await node.dial();
		await node.brief('corrected');
		expect(step(await endOf([terminated(69, long!)]))).toBe('recap recap_due');
	});

	it('P5: a new try starts after the cool-down', async () => {
		await node.dial();
		const { next } = await endOf(UNANSWERED);
		expect(next.not_before).toBe(at(4 * 3600));
	});

	it('takes its limits from the policy of the number that the node names', async () => {
		const policy = { ...POLICY, coolDownHours: 1, recapAfterMinutes: 5 };
		node = await OutcomeNode.open(policy);
		await node.dial();
		await node.brief('model');
		const items = await node.hear(...TALK);
		const recap = { next: { reason: 'recap_not_due', not_before: at(68 + 5 * 60) } };
		expect(ends(await node.tell(items))).toMatchObject([recap]);
		node = await OutcomeNode.open(policy);
		await node.do(
			async ({ policies }) =>
				await policies.put('strict', LINE, { ...POLICY, coolDownHours: 9 }, at(-50)),
		);
		await node.dial();
		const missed = await node.hear(...UNANSWERED);
		const [strict] = ends(await node.tell(missed, { parameters: { policy: 'strict' } }));
		expect(strict?.next.not_before).toBe(at(9 * 3600));
		await expect(node.tell(missed, { parameters: { policy: 'other' } })).rejects.toMatchObject({
			type: 'policy_unknown',
		});
	});

	it.each<[string, ['model' | 'corrected', 'ready' | 'needs_review'] | null, string]>([
		['is corrected', ['corrected', 'ready'], 'recap recap_due'],
		['waits for its correction', ['model', 'ready'], 'wait recap_not_due'],
		['still needs review', ['model', 'needs_review'], 'back_to_chat nothing_to_recap'],
		['was never built', null, 'back_to_chat nothing_to_recap'],
	])('V7: a talk whose brief %s', async (_what, brief, expected) => {
		await node.dial();
		if (brief) await node.brief(...brief);
		const end = await endOf(TALK);
		expect([end.output, step(end)]).toEqual(['Completed', expected]);
	});

	it('V7: looked at again after the delay, a brief that nobody corrected is summed up', async () => {
		await node.dial();
		await node.brief('model');
		const items = await node.hear(...TALK);
		const [early] = ends(await node.tell(items));
		expect(early?.next.not_before).toBe(at(68 + 30 * 60));
		node.now = at(68 + 30 * 60);
		const [due] = ends(await node.tell(items));
		expect(due?.next).toMatchObject({ step: 'recap', reason: 'recap_due' });
	});

	it('H4: whoever has booked a slot is left in peace until then', async () => {
		await node.dial();
		const items = await node.hear(...UNANSWERED);
		const startAt = at(6 * 3600);
		await node.do(async ({ wishes, callbacks }) => {
			const party = { contactId: node.contact.id, phoneNumberId: LINE };
			const wish = { ...party, id: 'yes:2', kind: 'yes' as const, scope: 'slot' as const };
			await wishes.open({ ...wish, startsAt: null, expiresAt: at(90_000) }, at(100));
			const slot = { ...party, wishId: 'yes:2', escalationId: null, startAt, endAt: at(23_400) };
			const rest = { zone: 'UTC', capacity: 1, earlyMs: 120_000, lateMs: 900_000, remindMs: 0 };
			await callbacks.book({ ...slot, ...rest }, at(100));
		});
		const [end] = ends(await node.tell(items));
		expect(end?.next).toMatchObject({ step: 'wait', reason: 'slot_booked', not_before: startAt });
	});

	it.each<[string, IDataObject]>([
		['whose team has no hours', { team: { ...(POLICY.team as IDataObject), weekly: [] } }],
		['whose team has no zone', { team: { ...(POLICY.team as IDataObject), zone: null } }],
	])('H3: a number %s offers no slot', async (_what, policy) => {
		node = await OutcomeNode.open(policy);
		await node.dial();
		const end = await endOf(UNANSWERED);
		expect([end.output, step(end)]).toEqual(['No Answer', 'back_to_chat no_free_slot']);
	});

	it.each([
		['138021', 138021, 'reschedule call_failed'],
		['131026, a phone that cannot take calls', 131026, 'tell_operator call_cannot_work'],
		['a code that Meta does not document', 199_999, 'tell_operator call_cannot_work'],
	])('V7: a call that failed by %s', async (_what, code, expected) => {
		await node.dial();
		const errors = [{ code, title: null, details: null }];
		const end = await endOf([dialled, failed(3, { ...outbound, errors })]);
		expect([end.output, step(end)]).toEqual(['Failed', expected]);
	});

	it('V7: a call that failed without a code may be tried again', async () => {
		await node.dial();
		const end = await endOf([dialled, failed(3, { ...outbound, errors: [] })]);
		expect([end.output, step(end)]).toEqual(['Failed', 'reschedule call_failed']);
	});

	it('house rules do not hold for a test contact: it may try again at once', async () => {
		await node.dial();
		await node.do(async ({ contacts }) => await contacts.setTest(node.contact.id, true, at(100)));
		const { next } = await endOf(UNANSWERED);
		expect(next).toMatchObject({ step: 'reschedule', not_before: node.now });
	});
});

describe('V7: what follows starts once', () => {
	it('a retried node says the same', async () => {
		await node.dial();
		const items = await node.hear(...UNANSWERED);
		const first = await node.tell(items);
		expect(await node.tell(items)).toEqual(first);
	});

	it('V2: one by one, each event says what is known so far, and the last one ends it', async () => {
		await node.dial();
		await node.brief('corrected');
		const outputs: unknown[] = [];
		for (const each of [...TALK, ready('recording_ready', 90)])
			for (const { output, call } of await node.tell(await node.hear(each)))
				outputs.push(`${output} ${call.state}`);
		expect(outputs).toEqual([
			'In Progress offered',
			'In Progress ringing',
			'In Progress accepted',
			'Completed completed',
			'In Progress completed',
		]);
	});

	it('V2: n8n was down, and everything comes an hour late and in disorder: one end', async () => {
		await node.dial();
		node.now = at(3700);
		const told = await node.tell(await node.hear(terminated(47, outbound), ringing(2), dialled));
		expect(told.map(({ output }) => output)).toEqual(['No Answer', 'In Progress', 'In Progress']);
		expect(step(told[0]!)).toBe('reschedule not_answered');
	});

	it('V2: a rejection heard after the terminate puts the end right', async () => {
		await node.dial();
		expect((await endsOf([ringing(2), terminated(8, outbound)])).map(step)).toEqual([
			'reschedule not_answered',
		]);
		expect((await endsOf([rejected(7)])).map(({ output }) => output)).toEqual(['Declined']);
	});

	it('V2: an event that came twice is one event', async () => {
		await node.dial();
		expect(await endsOf([...UNANSWERED, ...UNANSWERED])).toHaveLength(1);
	});

	it('an item that no event made stands for itself', async () => {
		const items = await node.hear(...MISSED);
		const { event: _event, ...json } = items[0]!.json;
		expect(ends(await node.tell([{ json }]))).toHaveLength(1);
	});
});

describe('V5: a call by hand', () => {
	async function byHand(
		outcome: 'completed' | 'no_answer',
		answer: string,
	): Promise<INodeExecutionData> {
		const id = await node.dial('by-hand', at(0), MANUAL_LEG);
		await node.do(async ({ attempts }) => await attempts.settleManual(id, outcome, at(90)));
		return {
			json: {
				event: { type: 'manual_answered', key: `manual_answered:${id}`, origin: 'ledger' },
				line: { phone_number_id: LINE },
				contact: { id: node.contact.id, wa_id: CUSTOMER },
				attempt: { id, leg: MANUAL_LEG, status: 'ended' },
				manual_dial: { answer },
			},
		};
	}

	it.each([
		['answered', 'completed', 'Completed', 'recap recap_due'],
		['no_answer', 'no_answer', 'No Answer', 'reschedule not_answered'],
		['reschedule', 'completed', 'Completed', 'reschedule another_time_wanted'],
	] as const)('told as %s', async (answer, outcome, output, expected) => {
		await node.brief('corrected');
		const item = await byHand(outcome, answer);
		const [told] = await node.tell([item]);
		expect([told?.output, step(told!)]).toEqual([output, expected]);
		expect(told?.call).toMatchObject({
			id: (item.json.attempt as IDataObject).id,
			direction: 'outbound',
			state: outcome,
			talk_seconds: null,
		});
	});

	it('of another customer, or not told yet, is no call of this item', async () => {
		const item = await byHand('completed', 'answered');
		const stranger = await node.do(async ({ contacts }) => {
			const person = { waId: '919800000001', userId: null, parentUserId: null, name: null };
			return await contacts.resolve(person, at(0));
		});
		const others = { json: { ...item.json, contact: { id: stranger!.id } } };
		await expect(node.tell([others])).rejects.toMatchObject({ type: 'call_unknown' });
		const untold = await node.dial('by-hand-2', at(3_000), MANUAL_LEG);
		const early = { json: { ...item.json, attempt: { id: untold } } };
		await expect(node.tell([early])).rejects.toMatchObject({ type: 'call_unknown' });
	});
});

describe('items that Call Outcome cannot tell anything of', () => {
	it.each([
		['a message', 'message_received', 'no_call'],
		['a permission reply', 'permission_replied', 'no_call'],
		['a callback', 'callback_due', 'no_call'],
	])('%s: says what to connect', async (_what, type, code) => {
		const json = { event: { type }, line: { phone_number_id: LINE }, contact: { id: 'c_1' } };
		json.contact.id = node.contact.id;
		await expect(node.tell([{ json }])).rejects.toMatchObject({
			type: code,
			description: expect.stringContaining('Call Events'),
		});
	});

	it('an account alert names no customer', async () => {
		await expect(node.tell([{ json: sampleJson('account_alert') }])).rejects.toMatchObject({
			type: 'no_customer',
		});
	});

	it('a call that this ledger has never heard of', async () => {
		const [item] = await node.hear(terminated(30, inbound));
		const call = { ...(item!.json.call as IDataObject), id: 'wacid.other' };
		await expect(node.tell([{ json: { ...item!.json, call } }])).rejects.toMatchObject({
			type: 'call_unknown',
		});
	});

	it('marks the item and lets it out by In Progress if the node is set to continue', async () => {
		const json = { line: { phone_number_id: LINE }, contact: { id: node.contact.id } };
		const [told] = await node.tell([{ json }], { continueOnFail: true });
		expect(told).toMatchObject({ output: 'In Progress', json: { error: { code: 'no_call' } } });
	});

	it('P4: a call of somebody who was erased meanwhile starts nothing and fails nothing', async () => {
		const [item] = await node.hear(terminated(30, inbound));
		const { contact: _contact, ...json } = item!.json;
		const call = { ...(json.call as IDataObject), id: 'wacid.erased' };
		const [told] = await node.tell([{ json: { ...json, call } }]);
		expect(told).toMatchObject({ output: 'In Progress', call: { state: 'missed' } });
		expect(step(told!)).toBe('wait customer_unknown');
	});
});

describe('samples, tests and agents', () => {
	it.each([
		['ringing', 'In Progress', 'wait call_not_over'],
		['accepted', 'In Progress', 'wait call_not_over'],
		['call_completed', 'Completed', 'recap recap_due'],
		['recap_due', 'Completed', 'recap recap_due'],
		['attempt_settled', 'Failed', 'reschedule call_failed'],
		['call_unanswered', 'No Answer', 'reschedule not_answered'],
	] as const)('the sample %s shows what would be', async (name, output, expected) => {
		const [told] = await node.tell([{ json: sampleJson(name) }], { mode: 'manual' });
		expect(step(told!)).toBe(expected);
		expect(told?.output).toBe(output);
	});

	it('a test run tells what production would', async () => {
		await node.dial();
		const items = await node.hear(...UNANSWERED);
		expect(await node.tell(items, { mode: 'manual' })).toEqual(await node.tell(items));
	});

	it('answers an agent on the first output, about the customer of the flow alone', async () => {
		await node.dial();
		const items = await node.hear(...UNANSWERED);
		const [told] = await node.tell([{ json: { contact: { id: 'c_made_up' } } }], {
			isTool: true,
			parents: { Agent: ['Trigger'], 'This Node': [] },
			executing: 'Agent',
			upstream: { Trigger: { item: items.at(-1)! } },
		});
		expect(told).toMatchObject({ output: 'In Progress', call: { state: 'no_answer' } });
		expect(step(told!)).toBe('reschedule not_answered');
		expect(Object.keys(told?.json ?? {}).sort()).toEqual(['call', 'call_next', 'schema']);
	});

	it('finds the call again behind a node that replaced the item', async () => {
		await node.dial();
		const items = await node.hear(...UNANSWERED);
		const [told] = await node.tell([{ json: { ok: true } }], {
			parents: { 'This Node': ['Trigger'] },
			upstream: { Trigger: { item: items.at(-1)! } },
		});
		expect(told).toMatchObject({ output: 'No Answer', json: { ok: true } });
	});
});

describe('the node', () => {
	const { description } = new CallOutcome();

	it('V2: has an output for every end, in a fixed order', () => {
		expect(description.outputNames).toEqual([
			'In Progress',
			'Completed',
			'No Answer',
			'Declined',
			'Failed',
		]);
		expect(description.outputs).toHaveLength(5);
	});
});
