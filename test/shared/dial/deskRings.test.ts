import { describe, expect, it } from 'vitest';
import {
	advanceRings,
	declineRing,
	ringShown,
	startInboundRing,
	startOutboundRing,
} from '../../../nodes/shared/dial/deskRings';
import { acceptInboundCall } from '../../../nodes/shared/dial/acceptLeg';
import type { DeskActor } from '../../../nodes/shared/dial/deskPorts';
import { upkeep } from '../../../nodes/shared/dial/upkeep';
import type { Route } from '../../../nodes/shared/ledger/ledger';
import { DeskFloor } from './deskFloor';
import { deaths, dieAt } from './dieAt';
import { APP, at, CALL, heldReason, LINE, sdp } from './harness';

const floor = new DeskFloor();
const { dialling: story } = floor;

/** Somebody answers it whose page shows every ring at once. */
async function showing(...actors: DeskActor[]): Promise<void> {
	const { id } = await floor.ring();
	for (const actor of actors) await ringShown(actor, id, floor.all);
}

const over = async () => (await floor.ring()).over?.because ?? null;
const looks = async (from: number, until: number, ...actors: DeskActor[]) => {
	for (let second = from; second <= until; second++) {
		await floor.look(second);
		await showing(...actors);
	}
};

describe('V4: a call of ours rings at the desk', () => {
	it('with the brief, at the page that is ready, and at nothing else of that person', async () => {
		const priya = await floor.ready('Priya');
		const other = await floor.open(priya.representative);
		await story.brief(floor.asha);
		const result = await floor.request();
		expect(result).toMatchObject({
			started: true,
			attempt: { status: 'reserved', leg: 'call_desk', representativeId: null },
		});
		const [rings] = await floor.heardOf(priya, 'ring');
		expect(rings?.ring).toMatchObject({
			id: (await floor.ring()).id,
			direction: 'outbound',
			brief: expect.any(Object),
			endsAt: at(30),
		});
		expect(await floor.heardOf(other, 'ring')).toEqual([]);
		expect(story.told).toEqual([priya.representative.id]);
		expect(story.requests.filter(({ method }) => method === 'POST')).toEqual([]);
	});

	it('nobody with a page: held, parked, and no ring; also for a test contact', async () => {
		const priya = await floor.open(await floor.hire('Priya'));
		await story.do(async ({ representatives, contacts }) => {
			// Ready on the list, without a page.
			await representatives.setStatus(priya.representative.id, 'ready', story.now);
			await contacts.setTest(floor.asha.id, true, story.now);
		});
		expect(heldReason(await floor.request())).toBe('no_representative_ready');
		await expect(floor.ring()).rejects.toThrow('Nothing rings');
		const parked = await story.do(async ({ callbacks }) => await callbacks.list(floor.asha.id, 5));
		expect(parked).toMatchObject([{ wokenBy: 'representative', status: 'waiting' }]);
	});

	it.each([
		[
			'answers for other numbers',
			async () => void (await floor.ready('Priya', { phoneNumberIds: ['1'] })),
		],
		[
			'is in a call',
			async () => {
				const priya = await floor.ready('Priya');
				await floor.request();
				await floor.showAndTake(priya);
				const bela = await story.customer({ waId: '919800000001' });
				floor.asha = bela;
				floor.wish = await story.yes(bela, 'wamid.b');
			},
		],
		[
			'writes up the last talk',
			async () => {
				const priya = await floor.ready('Priya');
				await story.do(
					async ({ representatives }) =>
						await representatives.setStatus(priya.representative.id, 'busy', story.now),
				);
			},
		],
	])('nobody else there, and the only one %s: held', async (_what, make) => {
		await make();
		expect(heldReason(await floor.request())).toBe('no_representative_ready');
	});

	it('without a list of representatives: held, unlike with other legs', async () => {
		expect(heldReason(await floor.request())).toBe('no_representative_ready');
		expect((await story.dial(floor.wish, floor.asha)).started).toBe(true);
	});

	it('one after the other, each as long as nobody takes it', async () => {
		const [anna, bela, carl] = [
			await floor.ready('Anna'),
			await floor.ready('Bela'),
			await floor.ready('Carl'),
		];
		await floor.request();
		await showing(anna, bela, carl);
		expect(await floor.rungAt()).toHaveLength(1);
		await looks(1, 4, anna, bela, carl);
		expect(await floor.rungAt()).toHaveLength(1);
		await looks(5, 9, anna, bela, carl);
		expect(await floor.rungAt()).toHaveLength(2);
		await looks(10, 10, anna, bela, carl);
		expect(await floor.rungAt()).toHaveLength(3);
		for (const one of [anna, bela, carl]) expect(await floor.heardOf(one, 'ring')).toHaveLength(1);
	});

	it('at whoever talked to this customer last, before all others', async () => {
		const [anna, bela] = [await floor.ready('Anna'), await floor.ready('Bela')];
		await floor.request();
		await showing(anna, bela);
		await floor.look(5);
		await showing(anna, bela);
		const attempt = await floor.showAndTake(bela);
		const { callId } = await floor.attempt();
		await story.do(async ({ attempts }) => {
			const done = { status: 'ended' as const, outcome: 'completed' as const, errorCode: null };
			await attempts.applyCall(attempt, { ...done, callId, at: story.now }, story.now);
		});
		await floor.becomeReady(bela);
		floor.wish = await story.yes(floor.asha, 'wamid.2');
		story.policy = { ...story.policy, coolDownHours: 0 };
		expect(await floor.request('event-2')).toMatchObject({ started: true });
		expect(await floor.rungAt()).toEqual(['Bela']);
		await showing(bela);
		await floor.look(12);
		expect(await floor.rungAt()).toEqual(['Bela']);
		await floor.look(13);
		expect(await floor.rungAt()).toEqual(['Bela', 'Anna']);
	});

	it('at all at once, if the desk is set so', async () => {
		await floor.publish({ ringOrder: 'all' });
		await floor.ready('Anna');
		await floor.ready('Bela');
		await floor.request();
		expect((await floor.rungAt()).sort()).toEqual(['Anna', 'Bela']);
	});

	it('at nobody at whom another one rings', async () => {
		await floor.ready('Anna');
		await floor.request();
		const first = await floor.ring();
		floor.asha = await story.customer({ waId: '919800000001' });
		floor.wish = await story.yes(floor.asha, 'wamid.b');
		await floor.request('event-b');
		const rings = await story.do(async ({ deskRings }) => await deskRings.live());
		expect(rings).toHaveLength(2);
		const second = rings.find(({ id }) => id !== first.id)?.id ?? '';
		expect(await story.do(async ({ deskRings }) => await deskRings.offers(second))).toEqual([]);
	});

	it('a page that does not show it within 3 s is passed on from, and is not ready any more', async () => {
		const anna = await floor.ready('Anna');
		await floor.request();
		await floor.look(2);
		expect(await floor.heardOf(anna, 'ring_over')).toEqual([]);
		const bela = await floor.ready('Bela');
		await floor.look(3);
		expect(await floor.heardOf(anna, 'ring_over')).toMatchObject([{ because: 'passed_on' }]);
		expect(await floor.readyPage(anna)).toBeNull();
		expect((await floor.person(anna)).status).toBe('away');
		expect(await floor.heardOf(bela, 'ring')).toHaveLength(1);
		expect(await floor.take(anna)).toMatchObject({ taken: false, reason: 'ring_over' });
	});

	it('30 s in all: then nobody, no strike, and the request waits for somebody', async () => {
		const anna = await floor.ready('Anna');
		await floor.request();
		await looks(0, 29, anna);
		expect(await over()).toBeNull();
		await floor.look(30);
		expect(await over()).toBe('nobody');
		expect(await floor.heardOf(anna, 'ring_over')).toMatchObject([{ because: 'nobody', by: null }]);
		await upkeep(floor.all);
		expect(await floor.attempt()).toMatchObject({
			status: 'released',
			heldReason: 'ring_not_taken',
			diallingAt: null,
		});
		const parked = await story.do(async ({ callbacks }) => await callbacks.list(floor.asha.id, 5));
		expect(parked).toMatchObject([{ wokenBy: 'representative', dueAt: at(1200) }]);
		expect(
			await story.do(async ({ attempts }) => await attempts.strikes(floor.asha.id, LINE)),
		).toBe(0);
	});

	it('nobody too, if the sweep is first to see that the time is over', async () => {
		const anna = await floor.ready('Anna');
		await floor.request();
		await looks(0, 29, anna);
		floor.at(30);
		await upkeep(floor.all);
		await floor.look(30);
		expect(await over()).toBe('nobody');
	});

	it('never longer than the yes', async () => {
		floor.at(1190);
		await floor.ready('Anna');
		await floor.request();
		expect((await floor.ring()).endsAt).toBe(at(1200));
	});

	it('once for one claim, however often it is asked; for a new claim anew', async () => {
		const anna = await floor.ready('Anna');
		const first = await floor.request();
		if (!first.started) throw new Error('held');
		await startOutboundRing(first.attempt, floor.all);
		await startOutboundRing(first.attempt, floor.all);
		expect(await floor.heardOf(anna, 'ring')).toHaveLength(1);
		await showing(anna);
		await floor.look(30);
		await upkeep(floor.all);
		await floor.request('event-1');
		expect(await floor.heardOf(anna, 'ring')).toHaveLength(2);
		expect(await over()).toBeNull();
	});

	it('declined: over here, the next one at once, and never again at whoever declined', async () => {
		const anna = await floor.ready('Anna');
		await floor.request();
		await showing(anna);
		const bela = await floor.ready('Bela');
		const { id } = await floor.ring();
		expect(await declineRing(anna, id, floor.all)).toEqual({ done: true });
		expect(await floor.heardOf(anna, 'ring_over')).toMatchObject([{ because: 'declined' }]);
		expect(await floor.heardOf(bela, 'ring')).toHaveLength(1);
		expect(await declineRing(anna, id, floor.all)).toMatchObject({ code: 'ring_over' });
		await looks(25, 29, bela);
		expect((await floor.rungAt()).sort()).toEqual(['Anna', 'Bela']);
	});

	it('is shown and declined by its own page alone', async () => {
		const anna = await floor.ready('Anna');
		const second = await floor.open(anna.representative);
		const bela = await floor.open(await floor.hire('Bela'));
		await floor.request();
		const { id } = await floor.ring();
		for (const other of [second, bela]) {
			expect(await ringShown(other, id, floor.all)).toMatchObject({ done: false });
			expect(await declineRing(other, id, floor.all)).toMatchObject({ done: false });
		}
		expect(await ringShown(anna, 'ring_0', floor.all)).toMatchObject({ code: 'ring_over' });
		expect(await ringShown(anna, id, floor.all)).toEqual({ done: true });
		expect(await ringShown(anna, id, floor.all)).toEqual({ done: true });
	});

	it.each([
		['P4: opts out', async () => await story.optOut(floor.asha), 'opted_out'],
		[
			'takes the yes back',
			async () =>
				await story.do(
					async ({ wishes }) => await wishes.close(floor.wish.id, 'closed', story.now),
				),
			'customer_gone',
		],
	])('%s while it rings: over at once, and nothing is dialled', async (_what, change, because) => {
		const anna = await floor.ready('Anna');
		await floor.request();
		await showing(anna);
		floor.at(1);
		await change();
		await floor.look(1);
		expect(await floor.heardOf(anna, 'ring_over')).toMatchObject([{ because }]);
		expect((await floor.attempt()).status).toBe('released');
		expect(await floor.take(anna)).toMatchObject({ taken: false, reason: 'ring_over' });
		expect(story.posted('connect')).toEqual([]);
	});

	it('P4: opts out between two looks: whoever takes it dials nobody', async () => {
		const anna = await floor.ready('Anna');
		await floor.request();
		await showing(anna);
		await story.optOut(floor.asha);
		expect(await floor.take(anna)).toMatchObject({ taken: false, reason: 'opted_out' });
		expect(await floor.heardOf(anna, 'ring_over')).toMatchObject([{ because: 'opted_out' }]);
		expect((await floor.person(anna)).status).toBe('ready');
		expect(story.posted('connect')).toEqual([]);
	});

	it('erased while it rings: over', async () => {
		const anna = await floor.ready('Anna');
		await floor.request();
		const { id } = await floor.ring();
		await story.do(async ({ erasures }) => await erasures.erase(floor.asha.id, story.now));
		await floor.look(1);
		const live = await story.do(async ({ deskRings }) => await deskRings.live());
		expect(live.filter((ring) => ring.id === id)).toEqual([]);
		expect(await floor.take(anna).catch(() => ({ taken: false }))).toMatchObject({ taken: false });
	});

	it('the trouble of one ring stops no other', async () => {
		const anna = await floor.ready('Anna');
		await floor.request();
		const broken = floor.all;
		let calls = 0;
		broken.isOurs = async () => {
			if (calls++ === 1) throw new Error('Meta is silent');
			return true;
		};
		await floor.store();
		floor.at(1);
		await expect(advanceRings(broken)).rejects.toThrow('Meta is silent');
		expect((await story.do(async ({ deskRings }) => await deskRings.live())).length).toBe(2);
		expect(await floor.heardOf(anna, 'ring')).toHaveLength(1);
	});

	it('of another app: left to its own desk', async () => {
		await floor.ready('Anna');
		await floor.request();
		const later = await floor.ready('Bela');
		floor.at(29);
		await advanceRings({ ...floor.all, isOurs: async () => false });
		expect(await floor.heardOf(later, 'ring')).toEqual([]);
	});
});

const route = (more: Partial<Route> = {}): Route => ({
	id: 'w:1',
	workflowId: 'w',
	nodeName: 'Trigger',
	appKey: APP,
	url: 'https://n8n.example.com/webhook/1',
	groups: ['callEvents'],
	phoneNumberIds: [],
	includeStatuses: false,
	includeRaw: false,
	answerIncoming: true,
	testNumbers: [],
	forwardTo: [],
	mode: 'automatic',
	kind: 'calls',
	chatWorkflow: null,
	expiresAt: null,
	...more,
});

describe('V4: a customer’s call rings at the desk', () => {
	it('at once, from the process that hears of it, for 25 s', async () => {
		const anna = await floor.ready('Anna');
		await floor.incoming();
		expect((await floor.heardOf(anna, 'ring'))[0]?.ring).toMatchObject({
			direction: 'inbound',
			endsAt: at(25),
		});
		expect(story.requests).toEqual([]);
	});

	it('never refused: not by opt-out, cool-down or hours', async () => {
		const anna = await floor.ready('Anna');
		await story.optOut(floor.asha);
		await floor.incoming();
		await floor.look(1);
		expect(await floor.heardOf(anna, 'ring')).toHaveLength(1);
		expect(await over()).toBeNull();
	});

	it.each([
		[
			'no desk is published',
			async () => await story.do(async ({ deskDoors }) => await deskDoors.remove(APP, 'w:n')),
		],
		['the desk is for other numbers', async () => await floor.publish({ phoneNumberIds: ['1'] })],
		[
			'a route lets the media server answer',
			async () => await story.do(async ({ routes }) => await routes.put(route(), story.now)),
		],
	])('not if %s', async (_what, change) => {
		await floor.ready('Anna');
		await change();
		await floor.incoming();
		await floor.look(5);
		await expect(floor.ring()).rejects.toThrow('Nothing rings');
	});

	it('once, however many processes hear of it', async () => {
		const anna = await floor.ready('Anna');
		await floor.incoming();
		const call = { callId: CALL, contactId: floor.asha.id, phoneNumberId: LINE };
		await Promise.all([1, 2, 3].map(async () => await startInboundRing(call, floor.all)));
		await floor.look(1);
		expect(await floor.heardOf(anna, 'ring')).toHaveLength(1);
	});

	it('by the loop, if the process that heard of it died; 25 s from when it was heard', async () => {
		const anna = await floor.ready('Anna');
		await floor.store();
		await floor.look(10);
		expect((await floor.heardOf(anna, 'ring'))[0]?.ring.endsAt).toBe(at(25));
	});

	it('not at all, once its time is over', async () => {
		await floor.ready('Anna');
		await floor.store();
		await floor.look(25);
		await expect(floor.ring()).rejects.toThrow('Nothing rings');
	});

	it.each([
		['by the process that hears of it', true],
		['by the loop', false],
	])('the customer hangs up: over, %s', async (_what, isHeard) => {
		const anna = await floor.ready('Anna');
		await floor.incoming();
		floor.at(2);
		const event = await floor.ends();
		if (isHeard) await floor.signal(event, null);
		else await floor.look(3);
		expect(await floor.heardOf(anna, 'ring_over')).toMatchObject([{ because: 'customer_gone' }]);
	});

	it('somebody else answers it: taken', async () => {
		const anna = await floor.ready('Anna');
		await floor.incoming();
		story.session = { sessionId: 's', sdp: sdp(['a=setup:active']) };
		await acceptInboundCall({ callId: CALL, phoneNumberId: LINE, claimant: 'w' }, floor.all);
		await floor.look(1);
		expect(await floor.heardOf(anna, 'ring_over')).toMatchObject([{ because: 'taken', by: null }]);
	});

	it('nobody within 25 s: Meta ends it, as the number’s own settings say', async () => {
		const anna = await floor.ready('Anna');
		await floor.incoming();
		await looks(0, 24, anna);
		expect(await over()).toBeNull();
		await floor.look(25);
		expect(await over()).toBe('nobody');
		expect(story.requests).toEqual([]);
		await floor.look(26);
		expect(await floor.heardOf(anna, 'ring')).toHaveLength(1);
	});

	it('or is declined, once and counted, if the desk is set so', async () => {
		await floor.publish({ whenNobody: 'reject' });
		await floor.ready('Anna');
		await floor.incoming();
		floor.at(25);
		await Promise.all([advanceRings(floor.all), advanceRings(floor.all), advanceRings(floor.all)]);
		expect(story.posted('reject')).toEqual([
			{ messaging_product: 'whatsapp', call_id: CALL, action: 'reject' },
		]);
		const drops = await story.do(async ({ drops: all }) => await all.list(at(0)));
		expect(drops).toMatchObject([{ reason: 'call_rejected', count: 1 }]);
	});

	it('whose customer hung up is not declined', async () => {
		await floor.publish({ whenNobody: 'reject' });
		await floor.ready('Anna');
		await floor.incoming();
		await floor.ends();
		await floor.look(25);
		expect(story.requests).toEqual([]);
	});
});

describe('P10: n8n dies at any step', () => {
	it.each(deaths(9))('while it offers the call, $when step $step: it rings once', async (death) => {
		const anna = await floor.ready('Anna');
		await dieAt(death, floor.all, async (ports) => await floor.request('event-1', ports));
		await floor.request('event-1');
		await floor.look(1);
		const live = await story.do(async ({ deskRings }) => await deskRings.live());
		expect(live).toHaveLength(1);
		expect((await floor.heardOf(anna, 'ring')).at(-1)?.ring.id).toBe(live[0]?.id);
		await floor.show(anna);
		expect(await floor.take(anna)).toMatchObject({ taken: true });
		expect(story.posted('connect')).toHaveLength(1);
	});
});
