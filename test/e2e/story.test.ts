import { beforeAll, describe, expect, it } from 'vitest';
import { attempts, ledgerRows } from '../stack/ledgerRows';
import type { StoredWorkflow } from '../stack/n8nApi';
import { PACKAGE_NAME } from '../stack/repositoryRoot';
import { playStory, REPRESENTATIVE } from '../stack/story';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { nodesOf, publishTemplate } from './support/flows';
import { heardBy, untilHeard } from './support/heardBy';
import { attemptsOf, sendsOf, untilAttemptEnds, untilQuiet, wishesOf } from './support/inLedger';
import { operate } from './support/operations';
import { Phone, WILLING } from './support/phone';
import { callsOf, connectsTo, graphPosts, permissionRequestsTo } from './support/seenByMeta';

/** The main job on a real n8n: a chat becomes a call, because both the customer and Meta said yes. */
const stack = useStack({ templates: [], leg: 'call_desk' });

let messages: StoredWorkflow;
let calls: StoredWorkflow;
let recaps: StoredWorkflow;

beforeAll(async () => {
	await publishTemplate(stack(), '03-call-desk.json');
	messages = await publishTemplate(stack(), '01-messages.json');
	calls = await publishTemplate(stack(), '02-calls.json', { options: { answerIncoming: true } });
	recaps = await publishTemplate(stack(), '20-recap-and-rating.json');
});

/** What each customer has heard from first to last, as far as a test has waited for it. */
const heard = new Map<Phone, string[]>();

/**
 * How often Meta was asked for something, what became of the customer's calls, and what the customer
 * has heard once it is so much.
 */
async function seenOf(phone: Phone, messages: number) {
	heard.set(phone, await untilHeard(stack(), phone, messages));
	return {
		requests: (await permissionRequestsTo(stack(), phone)).length,
		connects: (await connectsTo(stack(), phone)).length,
		calls: (await callsOf(stack(), phone)).map(({ state }) => state),
		heard: heard.get(phone),
	};
}

/** The talk is over within a second, so what follows is a word in the chat (P6, V7). */
const ONE_CALL_ASKED_FOR = {
	requests: 1,
	connects: 1,
	calls: ['ended'],
	heard: ['request_permission', 'back_to_chat'],
};

describe('a chat that stalls becomes a call', () => {
	it('C1, C3, P1, P2, V1, V2, V5, V7: is asked, rung and heard, told what was agreed, and rated', async () => {
		const result = await playStory(stack());
		expect(result.problem).toBeUndefined();
		await untilQuiet(stack());

		expect(attempts(stack().dir)).toMatchObject([
			{ status: 'ended', outcome: 'completed', direction: 'outbound' },
		]);
		const wishes = ledgerRows<{ status: string }>(
			stack().dir,
			'SELECT status FROM wishes WHERE same_as IS NULL',
		);
		expect(wishes).toEqual([{ status: 'spent' }]);
		const acts = (await graphPosts(stack())).map(
			({ action, interactive, type }) => action ?? interactive?.type ?? type,
		);
		const asked = ['button', 'call_permission_request', 'connect'];
		// The recap, the question how it was, the thanks for the answer.
		expect(acts).toEqual([...asked, 'text', 'button', 'text']);
		const ratings = ledgerRows(stack().dir, 'SELECT rating, led_by FROM ratings');
		expect(ratings).toMatchObject([{ rating: 'good', led_by: 'complex_config' }]);
		const talks = ledgerRows(
			stack().dir,
			`SELECT name FROM representatives JOIN attempts ON representatives.id = representative_id`,
		);
		expect(talks).toEqual([{ name: REPRESENTATIVE }]);
		const deeds = ledgerRows<{ kind: string }>(stack().dir, 'SELECT kind FROM desk_deeds');
		expect(deeds.map(({ kind }) => kind).sort()).toEqual([
			'correction',
			'outcome',
			'recap_approved',
			'took_call',
		]);
	});

	it('C1: chat, calls and what follows ran in workflows of their own, each to its end', async () => {
		const lastNodes = async ({ id }: StoredWorkflow) => {
			const all = await stack().api.listExecutions({ workflowId: id, includeData: true });
			expect(all.filter(({ status }) => status !== 'success')).toEqual([]);
			return all.map((execution) => nodesOf(execution).at(-1)).sort();
		};
		// The offer, the permission request, the rating, which is not for the bot; what she wrote was.
		const ours = (await lastNodes(messages)).filter((name) => name !== 'Remember Its Answer');
		expect(ours).toEqual(['Call Is Placed', 'Send Replies', 'Send Replies', 'Send Replies']);
		// The customer's answer (SDP), RINGING, ACCEPTED, terminate.
		expect(await lastNodes(calls)).toEqual([
			'In Progress',
			'In Progress',
			'In Progress',
			'Send Replies',
		]);
		// The recap, her tap.
		expect(await lastNodes(recaps)).toHaveLength(2);
	});
});

/** From now on the media server talks, and nobody has to be ready for it. */
async function leaveTheDesk(): Promise<void> {
	const { api } = stack();
	const { nodes } = await api.getWorkflow(messages.id);
	const changed = nodes.map((node) =>
		node.type === `${PACKAGE_NAME}.initiateCall`
			? { ...node, parameters: { ...node.parameters, leg: 'media_server' } }
			: node,
	);
	await api.updateWorkflow(messages.id, { nodes: changed });
	await api.publish(messages.id);
	const [person] = ledgerRows<{ id: string }>(stack().dir, 'SELECT id FROM representatives');
	const representative = { __rl: true, mode: 'id', value: person?.id };
	const revoking = { resource: 'representative', operation: 'revoke', representative };
	await operate(stack(), 'whatsAppCalling', revoking);
}

describe.concurrent('whatever way the yes comes', () => {
	beforeAll(leaveTheDesk);

	it('P1: a tap on an offer’s button is a yes', async () => {
		const phone = await Phone.create(stack(), WILLING);
		await phone.tap('wac:offer_yes:esc_x:1');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await seenOf(phone, 2)).toEqual(ONE_CALL_ASKED_FOR);
		expect(wishesOf(stack(), phone)[0]).toMatchObject({ status: 'spent' });
	});

	it('P1, V1: a customer who hides the phone number is asked and called by user id', async () => {
		const phone = await Phone.create(stack(), { ...WILLING, hide_number: true });
		await phone.write('call me');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await seenOf(phone, 2)).toEqual(ONE_CALL_ASKED_FOR);
		const [connect] = await connectsTo(stack(), phone);
		expect(connect).toMatchObject({ recipient: phone.userId });
		expect(connect).not.toHaveProperty('to');
	});

	it('P3: a customer who allows calls already is called at once, unasked', async () => {
		const phone = await Phone.create(stack(), WILLING);
		await phone.allowInProfile();
		await phone.write('call me');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await seenOf(phone, 1)).toEqual({
			...ONE_CALL_ASKED_FOR,
			requests: 0,
			heard: ['back_to_chat'],
		});
	});

	it('P1: a customer who does not allow calls is not called', async () => {
		const phone = await Phone.create(stack(), { on_ring: 'answer' });
		await phone.write('call me');
		await untilAsked(phone);
		await phone.reply('reject');
		await untilRepliesAreRead(phone);
		expect(await seenOf(phone, 1)).toEqual({
			requests: 1,
			connects: 0,
			calls: [],
			heard: ['request_permission'],
		});
		expect(attemptsOf(stack(), phone)).toEqual([]);
	});

	it('V2, V7: a call that the customer declines is kept as declined, and other times are offered', async () => {
		const phone = await Phone.create(stack(), { ...WILLING, on_ring: 'decline' });
		await phone.write('call me');
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'declined' });
		expect(await seenOf(phone, 2)).toEqual({
			...ONE_CALL_ASKED_FOR,
			heard: ['request_permission', 'call_not_answered'],
		});
	});

	it('V1, V5: a customer’s call is answered by the media server, with the same bytes twice', async () => {
		await stack().simulator.post('/sim/switches', { accept_needs_pre_accept: true });
		const phone = await Phone.create(stack());
		await phone.call();
		await until('both ends to hear each other', 30_000, async () => {
			const [call] = await callsOf(stack(), phone);
			const heard = call?.audio?.from_business;
			return (heard && heard.tone_energy > 0.01 && isHeardByMediaServer(phone)) || undefined;
		});
		await untilTalked(phone);
		await phone.hangUp();
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({
			direction: 'inbound',
			outcome: 'completed',
		});
		// Nobody has made a brief, so there is nothing to sum up.
		expect(await seenOf(phone, 1)).toMatchObject({ heard: ['rating'] });
		const [call] = await callsOf(stack(), phone);
		const answers = (await graphPosts(stack())).filter((post) => post.call_id === call?.id);
		expect(answers.map(({ action, status }) => `${action} ${status}`)).toEqual([
			'pre_accept 200',
			'accept 200',
		]);
		expect(answers[1]?.session).toEqual(answers[0]?.session);
	});
});

/** Whoever is gone within five seconds was not talked to (P6). */
async function untilTalked(phone: Phone): Promise<void> {
	await until('a talk of some seconds', 30_000, async () => {
		const { accepted_at = '' } = (await callsOf(stack(), phone)).at(-1) ?? {};
		return Date.now() - Date.parse(accepted_at) > 6000 || undefined;
	});
}

function isHeardByMediaServer(phone: Phone): boolean {
	const [attempt] = attemptsOf(stack(), phone);
	const session = stack()
		.mediaServer.sessions()
		.find(({ attempt_id }) => attempt_id === attempt?.id);
	return session !== undefined && session.packets > 50 && session.toneEnergy > 0.01;
}

async function untilAsked(phone: Phone): Promise<void> {
	await until(
		'a permission request',
		30_000,
		() => sendsOf(stack(), phone).some(({ status }) => status === 'sent') || undefined,
	);
}

/** The customer's message and the reply have both had their execution. */
async function untilRepliesAreRead({ userId }: Phone): Promise<void> {
	await until('the reply to be read', 30_000, async () => {
		const all = await stack().api.listExecutions({ workflowId: messages.id, includeData: true });
		const own = all.filter(({ data }) => JSON.stringify(data ?? {}).includes(userId));
		return own.filter(({ status }) => status === 'success').length === 2 || undefined;
	});
}

describe('a customer who does not pick up', () => {
	it('V2, V7: is not rung for longer than our own limit of 45 s, and is offered other times', async () => {
		await untilQuiet(stack());
		const phone = await Phone.create(stack(), { ...WILLING, on_ring: 'ignore' });
		await phone.write('call me');
		await until(
			'the phone to ring',
			30_000,
			() => attemptsOf(stack(), phone)[0]?.status === 'ringing' || undefined,
		);
		// The last seconds pass in real time: an end before 45 s would be seen.
		await stack().setClockOffset(40_000);
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'no_answer' });
		const [call] = await callsOf(stack(), phone);
		expect(call).toMatchObject({ ended_by: 'business' });
		const rangMs = Date.parse(call?.ended_at ?? '') - Date.parse(call?.rang_at ?? '');
		expect(rangMs).toBeGreaterThanOrEqual(45_000);
		expect(rangMs).toBeLessThan(60_000);
		const ends = (await graphPosts(stack())).filter(({ action }) => action === 'terminate');
		expect(ends.map(({ call_id, status }) => [call_id, status])).toEqual([[call?.id, 200]]);
		const { heard } = await seenOf(phone, 2);
		expect(heard).toEqual(['request_permission', 'call_not_answered']);
	});
});

describe('V7, P10: afterwards', () => {
	it('nobody has heard anything more', async () => {
		await untilQuiet(stack());
		for (const [phone, all] of heard) expect(await heardBy(stack(), phone)).toEqual(all);
	});
});
