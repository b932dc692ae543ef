import { describe, expect, it } from 'vitest';
import { beginCall } from '../../../nodes/shared/dial/deskBusy';
import { createDeskLeg } from '../../../nodes/shared/dial/deskLeg';
import type { DeskActor } from '../../../nodes/shared/dial/deskPorts';
import { hangUp } from '../../../nodes/shared/dial/endAtDesk';
import { upkeep } from '../../../nodes/shared/dial/upkeep';
import type { CallEvent } from '../../../nodes/shared/domain/webhookEvent';
import { DeskFloor, META_ANSWER } from './deskFloor';
import { deaths, dieAt } from './dieAt';
import { at, CALL, LINE, NOT_GRANTED, OFFER, sdp } from './harness';
import { ok, refuse } from './scriptedGraph';

const floor = new DeskFloor();
const { dialling: story } = floor;

const status = async (actor: DeskActor) => (await floor.person(actor)).status;
const connects = () => story.posted('connect');

/** It rings at everybody, with the brief on each screen. */
async function ringing(...names: string[]): Promise<DeskActor[]> {
	await floor.publish({ ringOrder: 'all' });
	const actors: DeskActor[] = [];
	for (const name of names) actors.push(await floor.ready(name));
	await floor.request();
	for (const actor of actors) await floor.show(actor);
	return actors;
}

async function ringingAtAnna(): Promise<DeskActor> {
	const [anna] = await ringing('Anna');
	if (!anna) throw new Error('Nobody');
	return anna;
}

describe('V4: a representative takes a call of ours', () => {
	it('dialled with the page’s offer, as the page’s own; the representative is busy', async () => {
		const anna = await ringingAtAnna();
		const taken = await floor.take(anna);
		const attempt = await floor.attempt();
		expect(taken).toEqual({ taken: true, attempt: attempt.id, offer: null });
		expect(attempt).toMatchObject({
			status: 'dialling',
			leg: 'call_desk',
			callId: CALL,
			sessionId: anna.page.id,
			representativeId: anna.representative.id,
		});
		expect(connects()).toMatchObject([
			{ to: floor.asha.waId, session: { sdp_type: 'offer', sdp: OFFER } },
		]);
		expect(await status(anna)).toBe('busy');
		expect((await floor.heardOf(anna, 'status')).at(-1)).toMatchObject({
			status: 'busy',
			because: 'in_call',
		});
		expect(await floor.deeds()).toEqual(['took_call']);
		expect(await floor.heardOf(anna, 'ring_over')).toEqual([]);
	});

	it('goes on although the session that it was taken in would have ended', async () => {
		const anna = await ringingAtAnna();
		const id = (await floor.ring()).attemptId ?? '';
		floor.at(12 * 3600 - 60);
		await floor.dialling.do(async (tx) => await beginCall(anna, { id }, floor.dialling.now, tx));
		floor.at(12 * 3600 + 60);
		const session = await floor.dialling.do(
			async ({ deskAccess }) => await deskAccess.session(anna.page.sessionHash, floor.dialling.now),
		);
		expect(session).toMatchObject({ name: 'Anna' });
	});

	it('cleans the offer: bare line feeds do not reach Meta', async () => {
		const anna = await ringingAtAnna();
		await floor.take(anna, floor.all, sdp(undefined, '\n'));
		expect(connects()).toMatchObject([{ session: { sdp: OFFER } }]);
	});

	it('P10: ten at once: one wins, nine are told, one call is placed', async () => {
		const names = Array.from({ length: 10 }, (_, n) => `Rep ${n}`);
		const actors = await ringing(...names);
		const results = await Promise.all(actors.map(async (actor) => await floor.take(actor)));
		const winner = actors[results.findIndex(({ taken }) => taken)];
		expect(results.filter(({ taken }) => taken)).toHaveLength(1);
		const by = winner?.representative.name ?? '';
		for (const [n, result] of results.entries()) {
			const actor = actors[n];
			if (!actor || result.taken) continue;
			expect(result).toMatchObject({ reason: 'ring_over', text: expect.stringContaining(by) });
			expect(await floor.heardOf(actor, 'ring_over')).toMatchObject([{ because: 'taken', by }]);
			expect(await status(actor)).toBe('ready');
		}
		expect(connects()).toHaveLength(1);
		expect(await floor.deeds()).toEqual(['took_call']);
	});

	it.each([
		['no SDP', 'x'],
		['nothing', ''],
		['no Opus', OFFER.replace('opus', 'speex')],
	])('an offer with %s is refused, and it rings on', async (_what, offer) => {
		const anna = await ringingAtAnna();
		expect(await floor.take(anna, floor.all, offer)).toMatchObject({
			taken: false,
			reason: 'offer_invalid',
		});
		expect((await floor.ring()).over).toBeNull();
		expect(await floor.take(anna)).toMatchObject({ taken: true });
	});

	it.each([
		[
			'before the brief is on screen',
			async () => {
				const anna = await floor.ready('Anna');
				await floor.request();
				return anna;
			},
			'brief_not_shown',
		],
		[
			'at another page of the same person',
			async () => await floor.open((await ringingAtAnna()).representative),
			'ring_over',
		],
		[
			'by somebody at whom it does not ring',
			async () => {
				await ringingAtAnna();
				return await floor.open(await floor.hire('Bela'));
			},
			'ring_over',
		],
		[
			'once its time is over, looked at or not',
			async () => {
				const anna = await ringingAtAnna();
				floor.at(30);
				return anna;
			},
			'ring_over',
		],
	])('is refused %s', async (_what, make, reason) => {
		const actor = await make();
		expect(await floor.take(actor)).toMatchObject({ taken: false, reason });
		expect(connects()).toEqual([]);
	});

	it('by somebody who has a call already is refused', async () => {
		const anna = await ringingAtAnna();
		const first = await floor.ring();
		await floor.take(anna);
		floor.asha = await story.customer({ waId: '919800000001' });
		floor.wish = await story.yes(floor.asha, 'wamid.b');
		await floor.ready('Bela');
		await floor.request('event-b');
		const second = await floor.ring();
		expect(second.id).not.toBe(first.id);
		await story.do(async ({ deskRings }) => {
			// As if it had begun to ring there a moment before.
			const to = { representativeId: anna.representative.id, pageId: anna.page.id };
			await deskRings.offer(second.id, to, story.now);
			await deskRings.shown(second.id, anna.page.id, story.now);
		});
		expect(await floor.take(anna)).toMatchObject({ taken: false, reason: 'call_not_over' });
		expect(connects()).toHaveLength(1);
	});

	it('asked again by the same page it says the same, and dials once', async () => {
		const anna = await ringingAtAnna();
		const first = await floor.take(anna);
		expect(await floor.take(anna)).toEqual(first);
		expect(connects()).toHaveLength(1);
	});

	it('decides once more: what stands in the way is said, and she is free for the next', async () => {
		const anna = await ringingAtAnna();
		story.permission = NOT_GRANTED;
		expect(await floor.take(anna)).toMatchObject({
			taken: false,
			reason: 'no_permission',
			text: expect.stringContaining('permission'),
		});
		expect(await floor.heardOf(anna, 'ring_over')).toMatchObject([{ because: 'held' }]);
		expect(await status(anna)).toBe('ready');
		expect((await floor.attempt()).status).toBe('released');
		expect(await floor.deeds()).toEqual([]);
		expect(connects()).toEqual([]);
	});

	it('her own call does not make her unready: the only one may take it', async () => {
		const anna = await ringingAtAnna();
		await story.do(async ({ deskPages }) => await deskPages.stand(anna.page.id, story.now));
		expect(await floor.take(anna)).toMatchObject({ taken: true });
	});

	it('Meta refuses: nothing rings, the reason is said, and she is free for the next', async () => {
		const anna = await ringingAtAnna();
		story.answers = [refuse(138001)];
		expect(await floor.take(anna)).toMatchObject({ taken: false, reason: expect.any(String) });
		expect(await status(anna)).toBe('ready');
		expect(await floor.attempt()).toMatchObject({ status: 'ended', outcome: 'failed' });
		expect((await floor.heardOf(anna, 'status')).at(-1)).toMatchObject({ status: 'ready' });
	});

	it('Meta is silent: it may ring, so the page waits, and it is dialled once', async () => {
		const anna = await ringingAtAnna();
		story.answers = [null];
		expect(await floor.take(anna)).toMatchObject({ taken: true });
		expect(await floor.attempt()).toMatchObject({ status: 'unknown', sessionId: anna.page.id });
		expect(connects()).toHaveLength(1);
		expect(await status(anna)).toBe('busy');
	});
});

describe('P10: n8n dies at any step of taking a call', () => {
	it.each(deaths(10))(
		'$when step $step: at most one call, and no request is lost',
		async (death) => {
			const anna = await ringingAtAnna();
			await dieAt(death, floor.all, async (ports) => await floor.take(anna, ports));
			const died = await floor.attempt();
			const again = await floor.take(anna);
			expect(connects().length).toBeLessThanOrEqual(1);
			if (died.status === 'reserved') return expect(again).toMatchObject({ taken: true });
			if (died.diallingAt !== null) {
				// Past the point of no return: never again by itself.
				story.seconds = 700;
				await upkeep(floor.all);
				await upkeep(floor.all);
				expect(connects().length).toBeLessThanOrEqual(1);
				return;
			}
			// Taken and not dialled: free again when the claim runs out, for whoever is ready.
			story.seconds = 61;
			await upkeep(floor.all);
			expect((await floor.attempt()).status).toBe('released');
			const parked = await story.do(
				async ({ callbacks }) => await callbacks.list(floor.asha.id, 5),
			);
			expect(parked).toMatchObject([{ wokenBy: 'representative', status: 'waiting' }]);
			expect(connects()).toEqual([]);
		},
	);
});

/** What Meta says of a call that we placed. */
const says = (type: CallEvent['type']): CallEvent =>
	// Only what the signals read of it.
	({ type, callId: CALL, phoneNumberId: LINE }) as CallEvent;

describe('what Meta says of it reaches the page', () => {
	it('the customer’s answer: cleaned, at the page that dialled, once', async () => {
		const anna = await ringingAtAnna();
		const second = await floor.open(anna.representative);
		await floor.take(anna);
		await story.do(async ({ calls }) => await calls.putSdp(CALL, 'answer', META_ANSWER, story.now));
		await floor.signal(says('call_answer_sdp'), await floor.attempt());
		const { id } = await floor.attempt();
		expect(await floor.heardOf(anna, 'answer')).toEqual([
			{ kind: 'answer', attempt: id, sdp: expect.stringContaining('a=setup:active') },
		]);
		expect(await floor.heardOf(second, 'answer')).toEqual([]);
		floor.at(5);
		await upkeep(floor.all);
		await floor.all.callDesk.answer({ attemptId: id, sessionId: anna.page.id, sdp: 'x' });
		expect(await floor.heardOf(anna, 'answer')).toHaveLength(1);
		expect(story.told).toContain(anna.representative.id);
	});

	it('by the upkeep, if the process that heard of it died', async () => {
		const anna = await ringingAtAnna();
		await floor.take(anna);
		await story.do(async ({ calls }) => await calls.putSdp(CALL, 'answer', META_ANSWER, story.now));
		floor.at(3);
		await upkeep(floor.all);
		expect(await floor.heardOf(anna, 'answer')).toHaveLength(1);
	});

	it.each([
		['is gone', async () => {}],
		[
			'is signed out',
			async ({ page }: DeskActor) =>
				await story.do(
					async ({ deskAccess }) => await deskAccess.signOut(page.sessionHash, story.now),
				),
		],
	])('a page that %s takes no answer, so the call ends after 10 s', async (_what, leave) => {
		const anna = await ringingAtAnna();
		await floor.take(anna);
		floor.at(9);
		await leave(anna);
		await story.do(async ({ calls }) => await calls.putSdp(CALL, 'answer', META_ANSWER, story.now));
		story.answers = [ok()];
		await floor.signal(says('call_answer_sdp'), await floor.attempt());
		expect(await floor.heardOf(anna, 'answer')).toEqual([]);
		floor.at(19);
		await upkeep(floor.all);
		expect(story.posted('terminate')).toHaveLength(1);
	});

	it('ringing, accepted and its end, at every page of hers', async () => {
		const anna = await ringingAtAnna();
		const second = await floor.open(anna.representative);
		await floor.take(anna);
		const { id } = await floor.attempt();
		for (const type of ['ringing', 'accepted', 'terminated'] as const)
			await floor.signal(says(type), await floor.attempt());
		for (const one of [anna, second]) {
			expect(await floor.heardOf(one, 'progress')).toMatchObject([
				{ attempt: id, state: 'ringing' },
				{ attempt: id, state: 'accepted' },
			]);
			expect(await floor.heardOf(one, 'ended')).toMatchObject([
				{ attempt: id, because: 'call_ended' },
			]);
		}
	});

	it('of other legs the desk hears nothing', async () => {
		const anna = await floor.ready('Anna');
		await story.dial(floor.wish, floor.asha);
		for (const type of ['ringing', 'accepted', 'terminated'] as const)
			await floor.signal(says(type), await floor.attempt());
		const kinds = (await floor.heard(anna)).map(({ kind }) => kind);
		expect(kinds.filter((kind) => kind === 'progress' || kind === 'ended')).toEqual([]);
	});

	it('nobody has taken it: the desk gives no offer and takes no answer', async () => {
		await ringingAtAnna();
		const desk = createDeskLeg(floor.all);
		const { id: attemptId } = await floor.attempt();
		expect(await desk.offer({ attemptId, direction: 'outbound' })).toBeNull();
		expect(await desk.answer({ attemptId, sessionId: 'page_0', sdp: OFFER })).toBe(false);
		expect(await desk.end({ attemptId, sessionId: 'page_0', reason: 'x' })).toBe(true);
	});
});

describe('P4: opts out after it was dialled', () => {
	const moves = async (to: 'ringing' | 'accepted') => {
		const { id } = await floor.attempt();
		const event = { status: to, outcome: null, callId: CALL, errorCode: null, at: story.now };
		await story.do(async ({ attempts }) => await attempts.applyCall(id, event, story.now));
	};

	it.each([
		['before it rings', async () => {}],
		['while it rings', async () => await moves('ringing')],
	])('%s: ended, once, and the page hears why', async (_what, move) => {
		const anna = await ringingAtAnna();
		await floor.take(anna);
		await move();
		story.answers = [ok()];
		await story.optOut(floor.asha);
		await Promise.all([upkeep(floor.all), upkeep(floor.all)]);
		expect(story.posted('terminate')).toHaveLength(1);
		expect(await floor.heardOf(anna, 'ended')).toMatchObject([{ because: 'opted_out' }]);
	});

	it('of any leg: also with a media server', async () => {
		await story.dial(floor.wish, floor.asha);
		story.answers = [ok()];
		await story.optOut(floor.asha);
		await upkeep(floor.all);
		expect(story.posted('terminate')).toHaveLength(1);
		expect(story.media.at(-1)).toMatchObject({ path: 'end', reason: 'opted_out' });
	});

	it('once the customer talks, the call goes on', async () => {
		const anna = await ringingAtAnna();
		await floor.take(anna);
		await moves('accepted');
		await story.optOut(floor.asha);
		await upkeep(floor.all);
		expect(story.posted('terminate')).toEqual([]);
	});

	it('while it is being placed: ended as soon as Meta has named it', async () => {
		const anna = await ringingAtAnna();
		story.onGraph = async ({ body }) => {
			if (body.action === 'connect') await story.optOut(floor.asha);
		};
		await floor.take(anna);
		story.answers = [ok()];
		await upkeep(floor.all);
		expect(story.posted('terminate')).toHaveLength(1);
	});
});

describe('hung up while it is being placed', () => {
	const whilePlacing = async (anna: DeskActor) => {
		story.onGraph = async ({ body }) => {
			if (body.action !== 'connect') return;
			const { id } = await floor.attempt();
			await hangUp(anna, { attempt: id, because: 'hung_up' }, floor.all);
		};
	};

	it('ended as soon as Meta has named it', async () => {
		const anna = await ringingAtAnna();
		await whilePlacing(anna);
		story.answers = [ok({ calls: [{ id: CALL }] })];
		await floor.take(anna);
		expect(story.posted('terminate')).toHaveLength(1);
		expect(await floor.heardOf(anna, 'ended')).toMatchObject([{ because: 'hung_up' }]);
		await upkeep(floor.all);
		expect(story.posted('terminate')).toHaveLength(1);
	});

	it('Meta is silent: given up, told to the workflows, and ended should it turn out live', async () => {
		const anna = await ringingAtAnna();
		await whilePlacing(anna);
		story.answers = [null];
		await floor.take(anna);
		expect(await floor.attempt()).toMatchObject({ status: 'ended', verdict: 'failed' });
		const { id, opaque } = await floor.attempt();
		const rings = { status: 'ringing' as const, outcome: null, errorCode: null, at: at(1) };
		story.answers = [ok()];
		await story.do(async ({ attempts }) => {
			expect(await attempts.match({ callId: CALL, opaque, phoneNumberId: LINE })).not.toBeNull();
			await attempts.applyCall(id, { ...rings, callId: CALL }, at(1));
		});
		floor.at(2);
		await upkeep(floor.all);
		expect(story.posted('terminate')).toHaveLength(1);
	});
});
