import { describe, expect, it } from 'vitest';

import type { DeskPage } from '../../../nodes/shared/ledger/ledger';
import { DeskStory } from '../deskStory';
import type { Engine } from '../engines';
import { at, HOURS } from '../story';

const SESSION = 12 * HOURS;

/** Pages of the desk: what they may ask, and which of them rings. */
export function deskPagesContract(engine: Engine): void {
	asking(engine);
	ready(engine);
	lost(engine);
}

function asking(engine: Engine): void {
	describe('V4: a page that asks for something', () => {
		const story = new DeskStory(engine);
		const opened = async () => story.open(await story.signIn(await story.hire()));
		const take = (page: DeskPage, n: number, seconds = n, proof = {}) =>
			story.do((tx) => tx.deskPages.take(page.id, { ...keys(page), n, ...proof }, at(seconds)));
		const keys = ({ sessionHash }: DeskPage) => ({ sessionHash, keyHash: `key of ${sessionHash}` });

		it('V4: is never ready by opening, nor by opening again', async () => {
			const who = await story.hire();
			const session = await story.signIn(who);
			const first = await story.open(session);
			const fresh = { openedAt: at(0), seenAt: at(0), readyAt: null, probe: null, probedAt: null };
			const id = expect.stringMatching(/^page_/) as string;
			expect(first).toEqual({ id, representativeId: who.id, sessionHash: session, ...fresh });
			await story.makeReady(first);
			const reloaded = await story.open(session, 5);
			expect(reloaded).toMatchObject({ readyAt: null });
			expect(reloaded.id).not.toBe(first.id);
		});

		it('V4: is heard, and that is a sign of life', async () => {
			const page = await opened();
			expect(await take(page, 1, 7)).toEqual({ ...page, seenAt: at(7) });
			expect(await story.page(page.id, 8)).toEqual({ ...page, seenAt: at(7) });
		});

		it.each([
			{ title: 'the same number again', numbers: [1, 1], last: 'replayed' },
			{ title: 'a lower one', numbers: [1, 5, 4], last: 'replayed' },
			{ title: 'none above zero', numbers: [0], last: 'replayed' },
			{ title: 'a higher one that leaves some out', numbers: [1, 9], last: 'heard' },
			{ title: 'the next one after a replay', numbers: [3, 3, 4], last: 'heard' },
		])('P10: says $title: $last', async ({ numbers, last }) => {
			const page = await opened();
			let answer: unknown;
			for (const [n, number] of numbers.entries()) answer = await take(page, number, n + 1);
			expect(typeof answer === 'string' ? answer : 'heard').toBe(last);
		});

		it('P10: says one thing ten times at once: it is heard once', async () => {
			const page = await opened();
			const answers = await Promise.all(Array.from({ length: 10 }, async () => take(page, 1)));
			expect(answers.filter((answer) => answer === 'replayed')).toHaveLength(9);
		});

		it('V4: a number counts for one page alone', async () => {
			const session = await story.signIn(await story.hire());
			const [one, two] = [await story.open(session), await story.open(session)];
			await take(one, 9);
			expect(await take(two, 1)).toMatchObject({ id: two.id });
		});

		it('V4: must know its key; a wrong one uses up no number', async () => {
			const page = await opened();
			expect(await take(page, 1, 1, { keyHash: 'guess' })).toBe('key_wrong');
			expect(await story.page(page.id, 1)).toEqual(page);
			expect(await take(page, 1)).toMatchObject({ id: page.id });
		});

		it('V4: must be of the session that asks', async () => {
			const page = await opened();
			const other = await story.signIn(await story.hire('Omar'));
			expect(await take(page, 1, 1, { sessionHash: other })).toBe('page_unknown');
			const nowhere = story.do((tx) =>
				tx.deskPages.take('page_nowhere', { ...keys(page), n: 1 }, at(1)),
			);
			expect(await nowhere).toBe('page_unknown');
		});

		it('V4: is heard no more once its session is over', async () => {
			const page = await opened();
			expect(await take(page, 1, SESSION - 1)).toMatchObject({ id: page.id });
			expect(await take(page, 2, SESSION)).toBe('page_unknown');
			expect(await story.do((tx) => tx.deskPages.get(page.id, at(SESSION)))).toBeNull();
		});

		it('V4: is forgotten a day after it was last seen, not before', async () => {
			const page = await opened();
			await story.do((tx) => tx.deskPages.seen([page.id], at(60)));
			await story.do((tx) => tx.deskPages.purge(at(59)));
			expect(await story.page(page.id, 60)).toMatchObject({ seenAt: at(60) });
			await story.do((tx) => tx.deskPages.purge(at(60)));
			expect(await story.do((tx) => tx.deskPages.get(page.id, at(60)))).toBeNull();
		});
	});
}

function ready(engine: Engine): void {
	describe('V3, V4: a page that is ready', () => {
		const story = new DeskStory(engine);
		const twoTabs = async () => {
			const who = await story.hire();
			const session = await story.signIn(who);
			return { who, one: await story.open(session), two: await story.open(session) };
		};
		const probe = (page: DeskPage, seconds: number) =>
			story.do((tx) => tx.deskPages.probe(page.id, at(seconds)));
		const acknowledge = (page: DeskPage, id: string, seconds: number) =>
			story.do((tx) => tx.deskPages.acknowledge(page.id, id, at(seconds)));
		const rings = async (who: { id: string }, seconds = 60) =>
			(await story.do((tx) => tx.deskPages.readyPage(who.id, at(seconds))))?.id;

		it.each([
			{ title: 'three seconds after it was asked', seconds: 13, isReady: true },
			{ title: 'a second later', seconds: 14, isReady: false },
		])('V3: has answered $title: $isReady', async ({ seconds, isReady }) => {
			const { who, one } = await twoTabs();
			const id = await probe(one, 10);
			expect(id).toMatch(/^probe_/);
			const asked = { readyAt: null, probe: { id, sentAt: at(10) }, probedAt: at(10) };
			expect(await story.page(one.id, 11)).toMatchObject(asked);
			expect(await acknowledge(one, id, seconds)).toBe(isReady);
			expect(await rings(who)).toBe(isReady ? one.id : undefined);
		});

		it('V3: by answering is seen, and has nothing left to answer', async () => {
			const { one } = await twoTabs();
			await acknowledge(one, await probe(one, 10), 12);
			const answered = { readyAt: at(12), seenAt: at(12), probe: null, probedAt: at(10) };
			expect(await story.page(one.id, 13)).toMatchObject(answered);
		});

		it('V3: answers only what it was asked last, itself, and once', async () => {
			const { who, one, two } = await twoTabs();
			const first = await probe(one, 10);
			const second = await probe(one, 11);
			const answers = [
				await acknowledge(one, 'probe_guess', 11),
				await acknowledge(one, first, 11),
				await acknowledge(two, second, 11),
			];
			expect([...answers, await rings(who)]).toEqual([false, false, false, undefined]);
			expect(await acknowledge(one, second, 11)).toBe(true);
			expect(await acknowledge(one, second, 11)).toBe(false);
		});

		it('V4: stays ready from when it was, while it is asked again', async () => {
			const { who, one } = await twoTabs();
			await acknowledge(one, await probe(one, 10), 11);
			const again = await probe(one, 70);
			expect(await rings(who, 71)).toBe(one.id);
			await acknowledge(one, again, 72);
			expect(await story.page(one.id, 73)).toMatchObject({ readyAt: at(11), probedAt: at(70) });
		});

		it('V4: of two tabs one rings, the one that answered last', async () => {
			const { who, one, two } = await twoTabs();
			await story.makeReady(one, 10);
			// Asked again, and not answered yet: the answer comes too late to take it back.
			const late = await probe(one, 20);
			await story.makeReady(two, 21);
			expect(await rings(who)).toBe(two.id);
			expect(await story.page(one.id, 22)).toMatchObject({ readyAt: null, probe: null });
			expect(await acknowledge(one, late, 22)).toBe(false);
			expect(await rings(who)).toBe(two.id);
		});

		it('V4: leaves the pages of others as they are', async () => {
			const [priya, omar] = [await story.atDesk(), await story.atDesk('Omar')];
			expect([await rings(priya.who), await rings(omar.who)]).toEqual([
				...[priya.page.id, omar.page.id],
			]);
		});

		it('V3: rings no more once it stands down, and what it was asked is void', async () => {
			const { who, one } = await twoTabs();
			await story.makeReady(one, 10);
			const asked = await probe(one, 11);
			await story.do((tx) => tx.deskPages.stand(one.id, at(12)));
			expect(await rings(who)).toBeUndefined();
			expect(await acknowledge(one, asked, 12)).toBe(false);
		});

		it('V3: rings no more once its session is over', async () => {
			const { who, page } = await story.atDesk();
			expect([await rings(who, SESSION - 1), await rings(who, SESSION)]).toEqual([
				...[page.id, undefined],
			]);
			const asked = await probe(page, SESSION - 1);
			expect(await acknowledge(page, asked, SESSION)).toBe(false);
		});

		it('V3: comes in the order in which it was asked', async () => {
			const [priya, omar] = [await story.atDesk('Priya', 5), await story.atDesk('Omar', 3)];
			const away = await story.open(await story.signIn(await story.hire('Ana')));
			await probe(away, 1);
			const ready = async (seconds: number) =>
				(await story.do((tx) => tx.deskPages.allReady(at(seconds)))).map(({ id }) => id);
			expect(await ready(6)).toEqual([omar.page.id, priya.page.id]);
			await probe(omar.page, 60);
			expect(await ready(61)).toEqual([priya.page.id, omar.page.id]);
			expect(await ready(SESSION + 4)).toEqual([priya.page.id]);
		});
	});
}

function lost(engine: Engine): void {
	describe('V3, V4: a ready page that is lost', () => {
		const story = new DeskStory(engine);
		const gone = async (seconds: number) =>
			(await story.do((tx) => tx.deskPages.lost(at(seconds)))).map(({ id, because }) => [
				...[id, because],
			]);

		it.each([
			{ title: 'eight seconds after it was seen', seconds: 18, because: null },
			{ title: 'a second later', seconds: 19, because: 'page_lost' },
		])('V4: is $title: $because', async ({ seconds, because }) => {
			const { page } = await story.atDesk();
			await story.do((tx) => tx.deskPages.seen([page.id, 'page_nowhere'], at(10)));
			expect(await gone(seconds)).toEqual(because === null ? [] : [[page.id, because]]);
		});

		it.each([
			{ title: 'asked once', asked: [6], seconds: 13, because: null },
			{ title: 'three seconds after the second time', asked: [6, 10], seconds: 13, because: null },
			{ title: 'a second later', asked: [6, 10], seconds: 14, because: 'probe_missed' },
			{
				title: 'asked for a second time, and heard between',
				asked: [0, 10],
				seconds: 14,
				because: null,
			},
		])('V3: that does not answer is $title: $because', async ({ asked, seconds, because }) => {
			const { page } = await story.atDesk();
			for (const second of asked) {
				const probe = await story.do((tx) => tx.deskPages.probe(page.id, at(second)));
				if (second === 0) await story.do((tx) => tx.deskPages.acknowledge(page.id, probe, at(1)));
			}
			await story.do((tx) => tx.deskPages.seen([page.id], at(13)));
			expect(await gone(seconds)).toEqual(because === null ? [] : [[page.id, because]]);
		});

		it('V4: is so when its session is over, or its person revoked', async () => {
			const [priya, omar] = [await story.atDesk(), await story.atDesk('Omar')];
			await story.do((tx) => tx.deskAccess.signOut(priya.page.sessionHash, at(2)));
			await story.do((tx) => tx.representatives.revoke(omar.who.id, at(2)));
			expect((await gone(2)).sort()).toEqual(
				[priya, omar].map(({ page }) => [page.id, 'page_lost']).sort(),
			);
		});

		it('V4: is lost until it stands down; one that was not ready never is', async () => {
			const { page } = await story.atDesk();
			const away = await story.open(await story.signIn(await story.hire('Omar')));
			await story.do((tx) => tx.deskPages.probe(away.id, at(1)));
			expect(await gone(60)).toEqual([[page.id, 'page_lost']]);
			await story.do((tx) => tx.deskPages.stand(page.id, at(60)));
			expect(await gone(60)).toEqual([]);
		});

		it('V4: nobody is seen: nothing happens', async () => {
			const { page } = await story.atDesk();
			await story.do((tx) => tx.deskPages.seen([], at(60)));
			expect(await story.page(page.id, 60)).toMatchObject({ seenAt: at(0) });
		});
	});
}
