import type { INodeExecutionData } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeskOutcome } from '../../../nodes/shared/domain/deskProtocol';
import { deskAppKey, tellDeeds } from '../../../nodes/shared/ingress/tellDeeds';
import { DESK_LEG } from '../../../nodes/shared/ledger/ledger';
import { receivePorts } from '../../../nodes/shared/n8n/receivePorts';
import {
	accepted,
	answerSdp,
	at,
	outbound,
	ringing,
	terminated,
} from '../../shared/domain/callScripts';
import { route } from '../../shared/ingress/harness';
import { LINE, OutcomeNode, type Told } from './outcomeNode';

/** They talk for a minute. */
const END = terminated(68, { ...outbound, startAt: at(8), endAt: at(68), durationSeconds: 60 });

let node: OutcomeNode;
let attempt: string;
let priya: string;

const step = ({ next }: Told) => `${String(next.step)} ${String(next.reason)}`;

beforeEach(async () => {
	node = await OutcomeNode.open();
	const { appKey } = node.connection();
	const own = { appKey: deskAppKey(appKey), kind: 'desk' as const, groups: ['outcome'] };
	priya = await node.do(async ({ routes, deskDoors, representatives }) => {
		await routes.put(route('desk', own), at(-60));
		const rings = { ringOrder: 'all', whenNobody: 'let_ring' } as const;
		const door = {
			appKey,
			routeId: 'desk',
			url: 'https://desk.example.com/webhook/desk',
			...rings,
			phoneNumberIds: [],
		};
		await deskDoors.put(door, at(-60));
		const person = { name: 'Priya', role: 'representative' as const, phoneNumberIds: [] };
		return (await representatives.create(person, at(-60))).id;
	});
	attempt = await node.dial(undefined, undefined, DESK_LEG);
	await node.do(async ({ attempts }) => await attempts.noteRepresentative(attempt, priya));
});

/** What the desk's trigger emits of an outcome. */
async function noted(...outcomes: DeskOutcome[]): Promise<INodeExecutionData[]> {
	const about = { representativeId: priya, attemptId: attempt, contactId: node.contact.id };
	for (const outcome of outcomes) {
		const deed = { kind: 'outcome' as const, ...about, phoneNumberId: LINE, notes: null };
		await node.do(async ({ deskDeeds }) => await deskDeeds.add({ ...deed, outcome }, node.now));
	}
	const { appKey, ledger, writeItem } = receivePorts(node.connection(), 'whatsapp');
	const ours = { isOurs: async () => await Promise.resolve(true) };
	await tellDeeds({ appKey, ledger, writeItem, ...ours, now: () => node.now });
	const lease = { routeId: 'desk', lane: 'call' as const, holder: 'test', limit: 99 };
	const rows = await node.do(
		async ({ inbox }) => await inbox.lease({ ...lease, leaseSeconds: 60 }, at(9_000)),
	);
	return rows.map(({ body }) => ({ json: JSON.parse(body) as INodeExecutionData['json'] }));
}

describe('V4: an outcome noted at the desk', () => {
	it.each<[DeskOutcome, string]>([
		['another_time', 'reschedule another_time_wanted'],
		['helped', 'recap recap_due'],
		['sold', 'recap recap_due'],
		['not_interested', 'recap recap_due'],
		['follow_up_needed', 'recap recap_due'],
		['no_conversation', 'wait no_conversation'],
		['wrong_person', 'wait no_conversation'],
	])('%s', async (outcome, expected) => {
		await node.brief('corrected');
		await node.hear(answerSdp(0, 'att_1'), ringing(2), accepted(8), END);
		const [told] = await node.tell(await noted(outcome));
		expect([told?.output, step(told!)]).toEqual(['Completed', expected]);
	});

	it('may come before Meta has said that the call is over', async () => {
		await node.hear(answerSdp(0, 'att_1'), ringing(2), accepted(8));
		const [told] = await node.tell(await noted('another_time'));
		expect([told?.output, step(told!)]).toEqual(['Completed', 'reschedule another_time_wanted']);
		expect(told?.call).toMatchObject({ state: 'completed' });
	});

	it('the latest word counts, in whichever order they run', async () => {
		await node.hear(answerSdp(0, 'att_1'), ringing(2), accepted(8), END);
		const told = await node.tell(await noted('another_time', 'helped'));
		expect(told).toHaveLength(2);
		for (const { says } of told) expect(says).not.toContain('reschedule');
	});

	it('of a call that nobody answered changes nothing', async () => {
		await node.hear(answerSdp(0, 'att_1'), ringing(2), terminated(47, outbound));
		const [told] = await node.tell(await noted('no_conversation'));
		expect(step(told!)).toBe('reschedule not_answered');
	});

	it('P10: event, recap and desk never say the same twice', async () => {
		const brief = await node.brief('model');
		const items = await node.hear(answerSdp(0, 'att_1'), ringing(2), accepted(8), END);
		for (const told of await node.tell(items)) await node.send(told);
		expect(node.messages).toHaveLength(0);
		const desk = await noted('another_time');
		for (const told of await node.tell([...desk, ...desk])) await node.send(told);
		expect(node.messages).toHaveLength(1);
		await node.approve(brief.id);
		const recaps = await node.dueRecaps();
		for (const told of await node.tell([...recaps, ...desk])) await node.send(told);
		// Slots, recap, rating.
		expect(node.messages).toHaveLength(3);
	});

	it('V7: a recap that waited is none where there was no talk', async () => {
		const brief = await node.brief('model');
		const items = await node.hear(answerSdp(0, 'att_1'), ringing(2), accepted(8), END);
		await node.tell(items);
		await noted('wrong_person');
		await node.approve(brief.id);
		const [told] = await node.tell(await node.dueRecaps());
		expect([told?.output, step(told!), told?.says]).toEqual([
			'Completed',
			'wait no_conversation',
			[],
		]);
	});
});
