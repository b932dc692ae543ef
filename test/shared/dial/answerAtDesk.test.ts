import { describe, expect, it } from 'vitest';
import { acceptInboundCall } from '../../../nodes/shared/dial/acceptLeg';
import { answerAtDesk, connectedAtDesk } from '../../../nodes/shared/dial/answerAtDesk';
import type { DeskActor } from '../../../nodes/shared/dial/deskPorts';
import { endLostCalls, hangUp } from '../../../nodes/shared/dial/endAtDesk';
import { upkeep } from '../../../nodes/shared/dial/upkeep';
import { cleanAnswer } from '../../../nodes/shared/wire/sdp';
import { DeskFloor, PAGE_ANSWER } from './deskFloor';
import { deaths, dieAt } from './dieAt';
import { APP, at, CALL, LINE, OFFER, sdp } from './harness';
import { ok, refuse } from './scriptedGraph';

const floor = new DeskFloor();
const { dialling: story } = floor;

const INCOMING = `inbound:${CALL}`;
const attempt = async () => await floor.attempt(INCOMING);
const posted = () => story.requests.map(({ body }) => body.action);
const status = async (actor: DeskActor) => (await floor.person(actor)).status;

/** A customer's call that rings at everybody, with what is known on each screen. */
async function ringing(...names: string[]): Promise<DeskActor[]> {
	await floor.publish({ ringOrder: 'all' });
	const actors: DeskActor[] = [];
	for (const name of names) actors.push(await floor.ready(name));
	await floor.incoming();
	for (const actor of actors) await floor.show(actor);
	return actors;
}

async function taken(): Promise<DeskActor> {
	const [anna] = await ringing('Anna');
	if (!anna) throw new Error('Nobody');
	await floor.take(anna);
	return anna;
}

const answer = async (actor: DeskActor, text = PAGE_ANSWER, ports = floor.all) =>
	await answerAtDesk(actor, { attempt: (await attempt()).id, sdp: text }, ports);
const connected = async (actor: DeskActor, ports = floor.all) =>
	await connectedAtDesk(actor, { attempt: (await attempt()).id }, ports);
const keep = async (ports = floor.all) =>
	await upkeep({ ...ports, appKey: APP, isOurs: async () => true });

describe('V4: a representative takes a customer’s call', () => {
	it('and gets Meta’s offer; nothing goes to Meta yet', async () => {
		const [anna] = await ringing('Anna');
		if (!anna) return;
		expect(await floor.take(anna, floor.all, '')).toEqual({
			taken: true,
			attempt: (await attempt()).id,
			offer: OFFER,
		});
		expect(await attempt()).toMatchObject({
			status: 'claimed',
			leg: 'call_desk',
			representativeId: anna.representative.id,
		});
		expect(posted()).toEqual([]);
		expect(await floor.take(anna, floor.all, '')).toMatchObject({ taken: true, offer: OFFER });
	});

	it('P10: ten at once: one wins, nine are told', async () => {
		const actors = await ringing(...Array.from({ length: 10 }, (_, n) => `Rep ${n}`));
		const results = await Promise.all(actors.map(async (actor) => await floor.take(actor)));
		expect(results.filter((result) => result.taken)).toHaveLength(1);
		const told = await Promise.all(
			actors.map(async (actor) => (await floor.heardOf(actor, 'ring_over')).length),
		);
		expect(told.filter((count) => count === 1)).toHaveLength(9);
	});

	it('its answer connects before it is accepted, with the same bytes, cleaned', async () => {
		const anna = await taken();
		const loose = sdp(['a=setup:actpass', 'a=mid:0'], '\n');
		expect(await answer(anna, loose)).toEqual({ done: true });
		expect(posted()).toEqual(['pre_accept']);
		expect(await attempt()).toMatchObject({
			status: 'dialling',
			callId: CALL,
			sessionId: anna.page.id,
		});
		expect(await status(anna)).toBe('busy');
		expect(await connected(anna)).toEqual({ done: true });
		expect(posted()).toEqual(['pre_accept', 'accept']);
		const [first, second] = story.requests.map(({ body }) => body.session);
		expect(second).toEqual(first);
		expect(first).toEqual({ sdp_type: 'answer', sdp: cleanAnswer(PAGE_ANSWER) });
		expect(await attempt()).toMatchObject({ status: 'accepted', answeredAt: story.now });
		expect(await floor.heardOf(anna, 'progress')).toMatchObject([{ state: 'accepted' }]);
		expect(await floor.deeds()).toEqual(['took_call']);
	});

	it('asked again, nothing is done twice', async () => {
		const anna = await taken();
		await answer(anna);
		await connected(anna);
		expect(await connected(anna)).toEqual({ done: true });
		expect(posted()).toEqual(['pre_accept', 'accept']);
		expect(await floor.deeds()).toEqual(['took_call']);
	});

	it('the same page answers again with the bytes that are kept', async () => {
		const anna = await taken();
		await answer(anna);
		expect(await answer(anna, sdp(['a=setup:passive']))).toEqual({ done: true });
		const sent = story.requests.map(({ body }) => JSON.stringify(body.session));
		expect(new Set(sent).size).toBe(1);
	});

	it('an answer that Meta would not take is refused, and the call is still hers', async () => {
		const anna = await taken();
		expect(await answer(anna, 'x')).toMatchObject({ done: false, code: 'answer_invalid' });
		expect(posted()).toEqual([]);
		expect(await answer(anna)).toEqual({ done: true });
	});

	it('nobody but the page that took it answers, accepts or ends it', async () => {
		const anna = await taken();
		const others = [await floor.open(anna.representative), await floor.ready('Bela')];
		for (const other of others) {
			expect(await answer(other)).toMatchObject({ code: 'not_yours' });
			expect(await connected(other)).toMatchObject({ code: 'not_yours' });
			const { id } = await attempt();
			const end = { attempt: id, because: 'hung_up' as const };
			expect(await hangUp(other, end, floor.all)).toMatchObject({ code: 'not_yours' });
		}
		expect(posted()).toEqual([]);
	});

	it('Meta does not take the answer: ended, so that nobody rings for ever', async () => {
		const anna = await taken();
		story.answers = [refuse(100), ok()];
		expect(await answer(anna)).toMatchObject({ done: false, code: 'answer_refused' });
		expect(posted()).toEqual(['pre_accept', 'terminate']);
		expect(await floor.heardOf(anna, 'ended')).toHaveLength(1);
	});

	it('Meta does not take the accept: ended', async () => {
		const anna = await taken();
		await answer(anna);
		story.answers = [refuse(100)];
		expect(await connected(anna)).toMatchObject({ done: false, code: 'answer_refused' });
		expect(posted().at(-1)).toBe('terminate');
	});

	it('n8n dies after the accept: the page asks again, Meta refuses a second one, and they talk', async () => {
		const anna = await taken();
		await answer(anna);
		const { graph, ...ports } = floor.all;
		const killed = async (): Promise<never> => {
			await graph.call({ method: 'POST', path: `/${LINE}/calls`, body: { action: 'accept' } });
			throw new Error('killed');
		};
		await expect(connected(anna, { ...ports, graph: { call: killed } })).rejects.toThrow('killed');
		story.answers = [refuse(100)];
		expect(await connected(anna)).toEqual({ done: true });
		expect(await attempt()).toMatchObject({ status: 'accepted' });
		expect(await floor.deeds()).toEqual(['took_call']);
	});

	it('the customer hangs up before the answer: missed, and she is free', async () => {
		const anna = await taken();
		await floor.ends();
		expect(await answer(anna)).toMatchObject({ done: false, code: 'call_over' });
		await floor.look(1);
		expect(await floor.heardOf(anna, 'ended')).toMatchObject([{ because: 'customer_gone' }]);
		expect(await attempt()).toMatchObject({ status: 'released' });
		expect(await status(anna)).toBe('ready');
		expect(posted()).toEqual([]);
	});

	it('the customer hangs up after the answer: the page hears it', async () => {
		const anna = await taken();
		await answer(anna);
		await floor.signal(await floor.ends(), await attempt());
		expect(await floor.heardOf(anna, 'ended')).toMatchObject([{ because: 'call_ended' }]);
	});
});

describe('an answered call ends', () => {
	it.each([
		['before it is accepted', async () => {}, 'missed'],
		['in talk', async (anna: DeskActor) => void (await connected(anna)), 'completed'],
	])('by the page, %s', async (_what, go, verdict) => {
		const anna = await taken();
		await answer(anna);
		await go(anna);
		story.answers = [null];
		const end = { attempt: (await attempt()).id, because: 'hung_up' as const };
		expect(await hangUp(anna, end, floor.all)).toEqual({ done: true });
		expect(story.posted('terminate')).toMatchObject([{ call_id: CALL }]);
		floor.at(121);
		await keep();
		expect(await attempt()).toMatchObject({ status: 'ended', verdict });
	});

	it('with its page, accepted or not', async () => {
		const anna = await taken();
		await answer(anna);
		floor.at(9);
		await endLostCalls(at(-60), floor.all);
		expect(story.posted('terminate')).toMatchObject([{ call_id: CALL }]);
		expect(await floor.heardOf(anna, 'ended')).toMatchObject([{ because: 'page_lost' }]);
	});
});

describe('whoever took it does not answer', () => {
	it.each([
		['the page is gone', async () => floor.at(9)],
		[
			'she thinks better of it',
			async (anna: DeskActor) => {
				const end = { attempt: (await attempt()).id, because: 'hung_up' as const };
				expect(await hangUp(anna, end, floor.all)).toEqual({ done: true });
			},
		],
	])('%s: it rings at the others again, for what is left', async (_what, leave) => {
		const [anna, bela] = await ringing('Anna', 'Bela');
		if (!anna || !bela) return;
		await floor.take(anna);
		await leave(anna);
		await floor.seen(bela);
		await floor.look(story.seconds);
		expect(await floor.heardOf(bela, 'ring')).toHaveLength(2);
		expect(await floor.heardOf(anna, 'ring')).toHaveLength(1);
		await floor.show(bela);
		expect(await floor.take(bela)).toMatchObject({ taken: true, offer: OFFER });
		expect(await answer(bela)).toEqual({ done: true });
		expect(await answer(anna)).toMatchObject({ code: 'not_yours' });
		expect(await attempt()).toMatchObject({ representativeId: bela.representative.id });
		expect(posted()).toEqual(['pre_accept']);
	});

	it('nobody is left, or no time: over', async () => {
		const anna = await taken();
		floor.at(24);
		await floor.look(25);
		expect((await floor.ring()).over?.because).toBe('taken');
		expect((await attempt()).status).toBe('released');
		expect(await answer(anna)).toMatchObject({ done: false });
	});

	it('once it is answered nobody else can: the media server neither', async () => {
		const anna = await taken();
		await answer(anna);
		floor.at(5);
		await keep();
		const request = { callId: CALL, phoneNumberId: LINE, claimant: 'w' };
		expect(await acceptInboundCall(request, floor.all)).toMatchObject({ accepted: false });
		expect(posted()).toEqual(['pre_accept']);
		expect(await connected(anna)).toEqual({ done: true });
	});
});

describe('P10: n8n dies at any step', () => {
	it.each(deaths(5))('of taking it, $when step $step: taken once', async (death) => {
		const [anna] = await ringing('Anna');
		if (!anna) return;
		await dieAt(death, floor.all, async (ports) => await floor.take(anna, ports));
		expect(await floor.take(anna)).toMatchObject({ taken: true, offer: OFFER });
		expect(await answer(anna)).toEqual({ done: true });
	});

	it.each(deaths(4))('of answering it, $when step $step: one set of bytes', async (death) => {
		const anna = await taken();
		await dieAt(death, floor.all, async (ports) => await answer(anna, PAGE_ANSWER, ports));
		expect(await answer(anna, sdp(['a=setup:passive']))).toEqual({ done: true });
		expect(await connected(anna)).toEqual({ done: true });
		const sent = story.requests.slice(-2).map(({ body }) => JSON.stringify(body.session));
		expect(new Set(sent).size).toBe(1);
	});

	it.each(deaths(7))('of accepting it, $when step $step: accepted, told once', async (death) => {
		const anna = await taken();
		await answer(anna);
		await dieAt(death, floor.all, async (ports) => await connected(anna, ports));
		expect(await connected(anna)).toEqual({ done: true });
		expect(await attempt()).toMatchObject({ status: 'accepted' });
		expect(await floor.deeds()).toEqual(['took_call']);
	});
});
