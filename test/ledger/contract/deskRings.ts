import { describe, expect, it } from 'vitest';

import { DESK_LEG, type DeskRing } from '../../../nodes/shared/ledger/ledger';
import { DeskStory, type AtDesk } from '../deskStory';
import type { Engine } from '../engines';
import { ALICE, at, BOB, DAYS, LINE } from '../story';
import { LIMITS } from '../sweep';

/** Calls that are offered to representatives. */
export function deskRingsContract(engine: Engine): void {
	starting(engine);
	offering(engine);
	taking(engine);
	ringingAgain(engine);
	ending(engine);
}

const idsOf = (rings: DeskRing[]): string[] => rings.map(({ id }) => id);

function starting(engine: Engine): void {
	describe('V4: a call that rings at the desk', () => {
		const story = new DeskStory(engine);

		it('V4: outbound, is found by its attempt', async () => {
			const contact = await story.meet();
			const ring = await story.ringOut(contact, 5);
			expect(ring).toEqual({
				id: expect.stringMatching(/^ring_/) as string,
				direction: 'outbound',
				attemptId: expect.stringMatching(/^att_/) as string,
				callId: null,
				contactId: contact.id,
				phoneNumberId: LINE,
				startedAt: at(5),
				endsAt: at(35),
				over: null,
				takenBy: null,
				takenPage: null,
			});
			const found = await story.do(async (tx) => [
				await tx.deskRings.get(ring.id),
				await tx.deskRings.ofAttempt(ring.attemptId ?? ''),
			]);
			expect(found).toEqual([ring, ring]);
		});

		it('V4: inbound, is found by its call, and has no attempt yet', async () => {
			const ring = await story.ring(await story.meet(), { callId: 'wacid.1' });
			expect(ring).toMatchObject({ direction: 'inbound', attemptId: null, callId: 'wacid.1' });
			expect(await story.do((tx) => tx.deskRings.ofCall('wacid.1'))).toEqual(ring);
		});

		it('V4: nobody knows of others', async () => {
			const found = await story.do(async (tx) => [
				await tx.deskRings.get('ring_nowhere'),
				await tx.deskRings.ofAttempt('att_nowhere'),
				await tx.deskRings.ofCall('wacid.nowhere'),
			]);
			expect(found).toEqual([null, null, null]);
		});

		it('P10: rings once a call, also when that ring is over', async () => {
			const contact = await story.meet();
			const first = await story.ring(contact, { callId: 'wacid.1' });
			expect(await story.ring(contact, { callId: 'wacid.1' }, 1)).toBeNull();
			await story.do((tx) => tx.deskRings.end(first!.id, 'nobody', at(2)));
			expect(await story.ring(contact, { callId: 'wacid.1' }, 3)).toBeNull();
		});

		it('P10: rings once a claim of an attempt, also when that ring is over', async () => {
			const contact = await story.meet();
			const { id, attemptId } = await story.ringOut(contact);
			expect(await story.ring(contact, { attemptId }, 1)).toBeNull();
			expect(idsOf(await story.do((tx) => tx.deskRings.live()))).toEqual([id]);
			await story.do((tx) => tx.deskRings.end(id, 'declined', at(2)));
			expect(await story.ring(contact, { attemptId }, 3)).toBeNull();
		});

		it('V4: rings again for a request that was given back and is tried again', async () => {
			const contact = await story.meet();
			const first = await story.ringOut(contact, 0, 'yes:1');
			await story.do((tx) => tx.deskRings.end(first.id, 'nobody', at(30)));
			await story.do((tx) => tx.attempts.sweep(LIMITS, at(31)));
			const again = await story.ringOut(contact, 60, 'yes:1');
			expect(again).toMatchObject({ attemptId: first.attemptId, over: null });
			expect(again.id).not.toBe(first.id);
			const ofAttempt = story.do((tx) => tx.deskRings.ofAttempt(first.attemptId ?? ''));
			expect((await ofAttempt)?.id).toBe(again.id);
		});

		it('V4: rings in one place: what still rang for an earlier claim is over', async () => {
			const contact = await story.meet();
			const first = await story.ringOut(contact, 0, 'yes:1');
			await story.do((tx) => tx.attempts.sweep(LIMITS, at(31)));
			const again = await story.ringOut(contact, 31, 'yes:1');
			expect(idsOf(await story.do((tx) => tx.deskRings.live()))).toEqual([again.id]);
			expect(await story.do((tx) => tx.deskRings.get(first.id))).toMatchObject({
				over: { because: 'nobody', at: at(31) },
			});
		});

		it('V4: of an attempt that is not there does not ring', async () => {
			expect(await story.ring(await story.meet(), { attemptId: 'att_nowhere' })).toBeNull();
		});

		it('V4: lives in the order of its start; a contact’s are listed newest first', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const later = await story.ringOut(bob, 5);
			const ring = (callId: string, seconds: number) => story.ring(alice, { callId }, seconds);
			const [older, newer] = [await ring('wacid.1', 2), await ring('wacid.2', 9)];
			await story.do((tx) => tx.deskRings.end(newer!.id, 'nobody', at(10)));
			expect(idsOf(await story.do((tx) => tx.deskRings.live()))).toEqual([older!.id, later.id]);
			const list = (id: string, limit: number) =>
				story.do(async (tx) => idsOf(await tx.deskRings.ofContact(id, limit)));
			expect(await list(alice.id, 9)).toEqual([newer!.id, older!.id]);
			expect(await list(alice.id, 1)).toEqual([newer!.id]);
		});

		it('V4: goes with its customer when two contacts turn out to be one', async () => {
			const user = await story.meet({ userId: ALICE.userId });
			const phone = await story.meet({ waId: ALICE.waId });
			const ring = await story.ring(phone, { callId: 'wacid.1' });
			const one = await story.meet(ALICE, 1);
			const rings = story.do((tx) => tx.deskRings.ofContact(user.id, 9));
			expect(await rings).toEqual([{ ...ring, contactId: one.id }]);
			const late = await story.ring(phone, { callId: 'wacid.2' }, 2);
			expect(late?.contactId).toBe(one.id);
		});
	});
}

function offering(engine: Engine): void {
	describe('V3, V4: who a ring is offered to', () => {
		const story = new DeskStory(engine);
		const ringing = async () => story.ringOut(await story.meet());
		const offer = ({ id }: DeskRing, { who, page }: AtDesk, seconds = 1) =>
			story.do((tx) =>
				tx.deskRings.offer(id, { representativeId: who.id, pageId: page.id }, at(seconds)),
			);
		const offers = ({ id }: DeskRing) => story.do((tx) => tx.deskRings.offers(id));
		const shown = ({ id }: DeskRing, { page }: AtDesk, seconds = 2) =>
			story.do((tx) => tx.deskRings.shown(id, page.id, at(seconds)));
		const close = ({ id }: DeskRing, { who }: AtDesk, seconds = 3) =>
			story.do((tx) => tx.deskRings.close(id, who.id, at(seconds)));
		const offeredTo = async ({ who }: AtDesk) =>
			(await story.do((tx) => tx.deskRings.offeredTo(who.id)))?.id;

		it('V4: is remembered, once each', async () => {
			const [ring, priya, omar] = [
				await ringing(),
				await story.atDesk(),
				await story.atDesk('Omar'),
			];
			const given = [
				await offer(ring, omar),
				await offer(ring, priya, 2),
				await offer(ring, omar, 3),
			];
			expect(given).toEqual([true, true, false]);
			const nothing = { shownAt: null, closedAt: null };
			expect(await offers(ring)).toEqual([
				{ representativeId: omar.who.id, pageId: omar.page.id, offeredAt: at(1), ...nothing },
				{ representativeId: priya.who.id, pageId: priya.page.id, offeredAt: at(2), ...nothing },
			]);
		});

		it('V4: never one that is over, or that nobody started', async () => {
			const [ring, priya] = [await ringing(), await story.atDesk()];
			await story.do((tx) => tx.deskRings.end(ring.id, 'customer_gone', at(1)));
			expect(await offer(ring, priya)).toBe(false);
			expect(await offer({ ...ring, id: 'ring_nowhere' }, priya)).toBe(false);
			expect(await offers(ring)).toEqual([]);
		});

		it('V3: shows the brief when it first did', async () => {
			const [ring, priya] = [await ringing(), await story.atDesk()];
			await offer(ring, priya);
			expect([await shown(ring, priya, 2), await shown(ring, priya, 9)]).toEqual([true, true]);
			expect(await offers(ring)).toMatchObject([{ shownAt: at(2), closedAt: null }]);
		});

		it.each<{ title: string; before: (ring: DeskRing, who: AtDesk) => Promise<unknown> }>([
			{ title: 'it was not offered there', before: () => Promise.resolve() },
			{
				title: 'it was offered to another page of the same person',
				before: async (ring, { who, page }) =>
					offer(ring, { who, page: await story.open(page.sessionHash) }),
			},
			{
				title: 'it was passed on',
				before: async (ring, who) => {
					await offer(ring, who);
					await close(ring, who, 1);
				},
			},
			{
				title: 'it is over',
				before: async (ring, who) => {
					await offer(ring, who);
					await story.do((tx) => tx.deskRings.end(ring.id, 'opted_out', at(1)));
				},
			},
		])('V3: cannot show it: $title', async ({ before }) => {
			const [ring, priya] = [await ringing(), await story.atDesk()];
			await before(ring, priya);
			expect(await shown(ring, priya)).toBe(false);
			for (const { shownAt } of await offers(ring)) expect(shownAt).toBeNull();
		});

		it('V4: declines once, and only what was offered and still rings', async () => {
			const [ring, priya, omar] = [
				await ringing(),
				await story.atDesk(),
				await story.atDesk('Omar'),
			];
			await offer(ring, priya);
			expect(await close(ring, omar)).toBe(false);
			expect([await close(ring, priya), await close(ring, priya, 4)]).toEqual([true, false]);
			expect(await offers(ring)).toMatchObject([{ closedAt: at(3) }]);
			await offer(ring, omar, 5);
			await story.do((tx) => tx.deskRings.end(ring.id, 'nobody', at(6)));
			expect(await close(ring, omar, 7)).toBe(false);
		});

		it('V4: is told what rings for them now, and nothing else', async () => {
			const [ring, priya, omar] = [
				await ringing(),
				await story.atDesk(),
				await story.atDesk('Omar'),
			];
			await offer(ring, priya);
			expect([await offeredTo(priya), await offeredTo(omar)]).toEqual([ring.id, undefined]);
			await close(ring, priya);
			expect(await offeredTo(priya)).toBeUndefined();
			await offer(ring, omar, 4);
			await story.do((tx) => tx.deskRings.end(ring.id, 'nobody', at(5)));
			expect(await offeredTo(omar)).toBeUndefined();
		});

		it('V4: of two that ring for somebody the older comes first', async () => {
			const priya = await story.atDesk();
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const newer = await story.ringOut(bob, 5);
			const older = await story.ring(alice, { callId: 'wacid.1' }, 2);
			for (const ring of [newer, older!]) await offer(ring, priya, 6);
			expect(await offeredTo(priya)).toBe(older!.id);
		});
	});
}

function taking(engine: Engine): void {
	describe('V4, P5: whoever takes a ring first', () => {
		const story = new DeskStory(engine);
		const get = ({ id }: DeskRing) => story.do((tx) => tx.deskRings.get(id));
		const shownTo = async (...people: AtDesk[]) => {
			const ring = await story.ringOut(await story.meet());
			for (const each of people) await story.show(ring, each);
			return ring;
		};

		it('V4: has it; the second one is told who', async () => {
			const [priya, omar] = [await story.atDesk(), await story.atDesk('Omar')];
			const ring = await shownTo(priya, omar);
			expect([await story.takeRing(ring, priya, 5), await story.takeRing(ring, omar, 6)]).toEqual([
				...[true, false],
			]);
			expect(await get(ring)).toMatchObject({
				over: { because: 'taken', at: at(5) },
				...{ takenBy: priya.who.id, takenPage: priya.page.id, attemptId: ring.attemptId },
			});
		});

		it('V4: ten at once: one has it, nine have not', async () => {
			const people: AtDesk[] = [];
			for (let n = 0; n < 10; n++) people.push(await story.atDesk(`Representative ${n}`));
			const ring = await shownTo(...people);
			const taken = await Promise.all(people.map(async (each) => story.takeRing(ring, each)));
			expect(taken.filter(Boolean)).toHaveLength(1);
			const winner = people[taken.indexOf(true)]!;
			expect(await get(ring)).toMatchObject({ takenBy: winner.who.id });
		});

		it('P10: a second click of the same person takes nothing', async () => {
			const priya = await story.atDesk();
			const ring = await shownTo(priya);
			expect([await story.takeRing(ring, priya), await story.takeRing(ring, priya)]).toEqual([
				...[true, false],
			]);
		});

		it.each<{ title: string; before: (ring: DeskRing, who: AtDesk) => Promise<unknown> }>([
			{ title: 'nobody offered it', before: () => Promise.resolve() },
			{
				title: 'the brief is not on screen',
				before: (ring, { who, page }) =>
					story.do((tx) =>
						tx.deskRings.offer(ring.id, { representativeId: who.id, pageId: page.id }, at(1)),
					),
			},
			{
				title: 'another page of the same person shows it',
				before: async (ring, { who, page }) =>
					story.show(ring, { who, page: await story.open(page.sessionHash) }),
			},
			{
				title: 'it was declined or passed on',
				before: async (ring, priya) => {
					await story.show(ring, priya);
					await story.do((tx) => tx.deskRings.close(ring.id, priya.who.id, at(1)));
				},
			},
			{
				title: 'the customer has gone',
				before: async (ring, priya) => {
					await story.show(ring, priya);
					await story.do((tx) => tx.deskRings.end(ring.id, 'customer_gone', at(1)));
				},
			},
		])('V4: takes nothing: $title', async ({ before }) => {
			const priya = await story.atDesk();
			const ring = await story.ringOut(await story.meet());
			await before(ring, priya);
			expect(await story.takeRing(ring, priya, 2)).toBe(false);
			expect(await get(ring)).toMatchObject({ takenBy: null, takenPage: null });
		});

		it('V4: takes nothing with the page of somebody else', async () => {
			const [priya, omar] = [await story.atDesk(), await story.atDesk('Omar')];
			const ring = await shownTo(priya);
			expect(await story.takeRing(ring, { who: omar.who, page: priya.page })).toBe(false);
		});

		it.each([
			{ title: 'a second before it ends', seconds: 29, taken: true },
			{ title: 'when it ends', seconds: 30, taken: false },
		])('V4: $title: $taken', async ({ seconds, taken }) => {
			const priya = await story.atDesk();
			const ring = await shownTo(priya);
			expect(await story.takeRing(ring, priya, seconds)).toBe(taken);
		});

		it('V4: of a customer’s call brings the attempt with it, or notes it afterwards, once', async () => {
			const priya = await story.atDesk();
			const contact = await story.meet();
			const rings: DeskRing[] = [];
			for (const callId of ['wacid.1', 'wacid.2']) {
				const ring = (await story.ring(contact, { callId }))!;
				await story.show(ring, priya);
				rings.push(ring);
			}
			const [one, two] = [rings[0]!, rings[1]!];
			const by = { representativeId: priya.who.id, pageId: priya.page.id };
			const set = (ring: DeskRing, attemptId: string) =>
				story.do((tx) => tx.deskRings.setAttempt(ring.id, attemptId));
			await set(two, 'att_early');
			await story.do((tx) => tx.deskRings.take(one.id, { ...by, attemptId: 'att_1' }, at(2)));
			await story.takeRing(two, priya);
			await set(two, 'att_2');
			for (const ring of [one, two]) await set(ring, 'att_3');
			expect(await get(one)).toMatchObject({ attemptId: 'att_1', callId: 'wacid.1' });
			expect(await get(two)).toMatchObject({ attemptId: 'att_2' });
			expect(await story.do((tx) => tx.deskRings.ofAttempt('att_2'))).toMatchObject({ id: two.id });
		});
	});
}

function ringingAgain(engine: Engine): void {
	describe('V4: a customer’s call whose taker does not answer it after all', () => {
		const story = new DeskStory(engine);
		const again = ({ id }: DeskRing, seconds: number) =>
			story.do((tx) => tx.deskRings.ringAgain(id, at(seconds)));
		const taken = async () => {
			const people = [await story.atDesk('Priya'), await story.atDesk('Omar')] as const;
			const ring = (await story.ring(await story.meet(), { callId: 'wacid.1' }))!;
			for (const each of people) await story.show(ring, each);
			await story.takeRing(ring, people[0], 2);
			await story.do((tx) => tx.deskRings.setAttempt(ring.id, 'att_1'));
			return { ring, people };
		};

		it('V4: rings as if nobody had taken it', async () => {
			const { ring } = await taken();
			expect(await again(ring, 5)).toBe(true);
			expect(await story.do((tx) => tx.deskRings.get(ring.id))).toEqual(ring);
			expect(await again(ring, 6)).toBe(false);
		});

		it('V4: everybody but the taker, and whoever declined, is offered it anew', async () => {
			const { ring, people } = await taken();
			const ana = await story.atDesk('Ana');
			await again(ring, 5);
			expect(await story.do((tx) => tx.deskRings.offers(ring.id))).toMatchObject([
				{ representativeId: people[0].who.id, closedAt: at(5) },
			]);
			const offered: boolean[] = [];
			for (const { who, page } of [...people, ana]) {
				const to = { representativeId: who.id, pageId: page.id };
				offered.push(await story.do((tx) => tx.deskRings.offer(ring.id, to, at(6))));
			}
			expect(offered).toEqual([false, true, true]);
			await story.show(ring, people[1], 7);
			expect(await story.takeRing(ring, people[0], 8)).toBe(false);
			expect(await story.takeRing(ring, people[1], 8)).toBe(true);
		});

		it('V4: whoever declined it stays out', async () => {
			const people = [await story.atDesk('Priya'), await story.atDesk('Omar')] as const;
			const ring = (await story.ring(await story.meet(), { callId: 'wacid.1' }))!;
			for (const each of people) await story.show(ring, each);
			await story.do((tx) => tx.deskRings.close(ring.id, people[1].who.id, at(2)));
			await story.takeRing(ring, people[0], 3);
			await again(ring, 5);
			const to = { representativeId: people[1].who.id, pageId: people[1].page.id };
			expect(await story.do((tx) => tx.deskRings.offer(ring.id, to, at(6)))).toBe(false);
		});

		it.each([
			{ title: 'a second before its time is over', seconds: 29, rings: true },
			{ title: 'when its time is over', seconds: 30, rings: false },
		])('V4: $title: $rings', async ({ seconds, rings }) => {
			const { ring } = await taken();
			expect(await again(ring, seconds)).toBe(rings);
		});

		it('V4: none that nobody took, that we place, or that is unknown', async () => {
			const priya = await story.atDesk();
			const contact = await story.meet();
			const gone = (await story.ring(contact, { callId: 'wacid.1' }))!;
			await story.do((tx) => tx.deskRings.end(gone.id, 'customer_gone', at(1)));
			const ours = await story.ringOut(contact);
			await story.show(ours, priya);
			await story.takeRing(ours, priya);
			for (const ring of [gone, ours, { ...ours, id: 'ring_nowhere' }]) {
				expect(await again(ring, 5)).toBe(false);
			}
			expect(await story.do((tx) => tx.deskRings.live())).toEqual([]);
		});
	});
}

function ending(engine: Engine): void {
	describe('V4: a ring that ends', () => {
		const story = new DeskStory(engine);

		it('V4: ends once, for the first reason', async () => {
			const ring = await story.ringOut(await story.meet());
			const end = (seconds: number) =>
				story.do((tx) => tx.deskRings.end(ring.id, 'nobody', at(seconds)));
			expect([await end(30), await end(31)]).toEqual([true, false]);
			expect(await story.do((tx) => tx.deskRings.get(ring.id))).toMatchObject({
				over: { because: 'nobody', at: at(30) },
			});
			expect(await story.do((tx) => tx.deskRings.live())).toEqual([]);
		});

		it('V4: that was taken has ended', async () => {
			const priya = await story.atDesk();
			const ring = await story.ringOut(await story.meet());
			await story.show(ring, priya);
			await story.takeRing(ring, priya);
			expect(await story.do((tx) => tx.deskRings.end(ring.id, 'nobody', at(9)))).toBe(false);
		});

		it('V4: is forgotten a week after it started, with whoever it was offered to', async () => {
			const priya = await story.atDesk();
			const ring = await story.ringOut(await story.meet(), 60);
			await story.show(ring, priya, 61);
			const known = (before: number) =>
				story.do(async (tx) => {
					await tx.deskRings.purge(at(before));
					return [await tx.deskRings.get(ring.id), ...(await tx.deskRings.offers(ring.id))];
				});
			expect(await known(59)).toHaveLength(2);
			expect(await known(60)).toEqual([null]);
		});

		it('V4: a test contact that is reset keeps no deed of a call that is over', async () => {
			const contact = await story.meet();
			await story.do((tx) => tx.contacts.setTest(contact.id, true, at(0)));
			const who = await story.hire();
			const over = await story.talk(contact, who);
			await story.call(over, 'ended', 30, 'completed');
			await story.deed(over, who, { kind: 'outcome', outcome: 'sold' });
			const live = await story.talk(contact, who, 5 * DAYS);
			const kept = await story.deed(live, who);
			await story.do((tx) => tx.contacts.resetTest(contact.id, at(5 * DAYS + 1)));
			expect(await story.do((tx) => tx.deskDeeds.ofContact(contact.id, 9))).toEqual([kept]);
			expect((await story.attempt(live)).leg).toBe(DESK_LEG);
		});
	});
}
