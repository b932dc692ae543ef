import { describe, expect, it } from 'vitest';

import type { DeskDoor, Representative } from '../../../nodes/shared/ledger/ledger';
import { DeskStory } from '../deskStory';
import type { Engine } from '../engines';
import { at, HOURS, LINE, MINUTES } from '../story';

const LINK = 15 * MINUTES;
const SESSION = 12 * HOURS;

/** Who gets in, and for how long. */
export function deskAccessContract(engine: Engine): void {
	doors(engine);
	links(engine);
	sessions(engine);
	revoking(engine);
}

function doors(engine: Engine): void {
	describe('V4: where the desk is', () => {
		const story = new DeskStory(engine);
		const door: DeskDoor = {
			appKey: 'app 1',
			routeId: 'workflow:node',
			url: 'https://desk.example/webhook/desk',
			ringOrder: 'last_then_idle',
			whenNobody: 'let_ring',
			phoneNumberIds: [LINE],
		};
		const get = (appKey: string) => story.do((tx) => tx.deskDoors.get(appKey));

		it('V4: is one an app, and the last one published', async () => {
			expect(await get('app 1')).toBeNull();
			const moved: DeskDoor = { ...door, routeId: 'workflow:node 2', ringOrder: 'all' };
			await story.do((tx) => tx.deskDoors.put(door, at(0)));
			expect(await get('app 1')).toEqual(door);
			await story.do((tx) => tx.deskDoors.put(moved, at(1)));
			expect([await get('app 1'), await get('app 2')]).toEqual([moved, null]);
		});

		it('V4: is taken away by its own trigger alone', async () => {
			await story.do((tx) => tx.deskDoors.put(door, at(0)));
			await story.do((tx) => tx.deskDoors.remove('app 1', 'workflow:old node'));
			await story.do((tx) => tx.deskDoors.remove('app 2', door.routeId));
			expect(await get('app 1')).toEqual(door);
			await story.do((tx) => tx.deskDoors.remove('app 1', door.routeId));
			expect(await get('app 1')).toBeNull();
		});
	});
}

function links(engine: Engine): void {
	describe('V4: a link to sign in with', () => {
		const story = new DeskStory(engine);
		const add = (who: Representative, seconds = 0) =>
			story.do((tx) => tx.deskAccess.addLink('link', who.id, at(seconds)));
		const use = (seconds: number, session = 'session', link = 'link') =>
			story.do((tx) => tx.deskAccess.signIn(link, session, at(seconds)));

		it('V4: opens a session of twelve hours', async () => {
			const who = await story.hire();
			expect(await add(who)).toBe(at(LINK));
			const signedIn = { signedIn: true, representative: who, expiresAt: at(60 + SESSION) };
			expect(await use(60)).toEqual(signedIn);
			const of = (seconds: number) =>
				story.do((tx) => tx.deskAccess.session('session', at(seconds)));
			expect(await of(60)).toEqual(who);
			expect(await of(59 + SESSION)).toEqual(who);
			expect(await of(60 + SESSION)).toBeNull();
		});

		it.each([
			{ title: 'just before it ends: in', seconds: LINK - 1, entry: { signedIn: true } },
			{ title: 'when it ends: out', seconds: LINK, entry: { reason: 'link_expired' } },
		])('V4: $title', async ({ seconds, entry }) => {
			await add(await story.hire());
			expect(await use(seconds)).toMatchObject(entry);
		});

		it('V4: is good once, also for whoever opened it first', async () => {
			await add(await story.hire());
			await use(1);
			for (const session of ['session', 'other']) {
				expect(await use(2, session)).toEqual({ signedIn: false, reason: 'link_used' });
			}
			expect(await story.do((tx) => tx.deskAccess.session('other', at(2)))).toBeNull();
		});

		it('V4: of ten at once one gets in', async () => {
			await add(await story.hire());
			const tries = Array.from({ length: 10 }, async (_, n) => use(1, `session ${n}`));
			const entries = await Promise.all(tries);
			expect(entries.filter(({ signedIn }) => signedIn)).toHaveLength(1);
		});

		it('V4: that nobody made leads nowhere', async () => {
			await add(await story.hire());
			expect(await use(1, 'session', 'guess')).toEqual({
				...{ signedIn: false, reason: 'link_unknown' },
			});
		});

		it('V4: of somebody revoked says so, even if it was used or is over', async () => {
			const who = await story.hire();
			await add(who);
			await use(1);
			await story.do((tx) => tx.representatives.revoke(who.id, at(2)));
			const reason = 'representative_revoked';
			expect(await use(LINK + 1)).toEqual({ signedIn: false, reason });
		});

		it('V4: is forgotten with its session a day after they are over, not before', async () => {
			const who = await story.hire();
			await add(who);
			const session = await story.signIn(who, 0, 'two');
			await story.do((tx) => tx.deskPages.purge(at(LINK - 1)));
			expect(await use(LINK)).toMatchObject({ reason: 'link_expired' });
			await story.do((tx) => tx.deskPages.purge(at(LINK)));
			expect(await use(LINK)).toMatchObject({ reason: 'link_unknown' });
			expect(await story.do((tx) => tx.deskAccess.session(session, at(LINK)))).toEqual(who);
			await story.do((tx) => tx.deskPages.purge(at(SESSION)));
			// A clock that goes back brings nobody in again.
			expect(await story.do((tx) => tx.deskAccess.session(session, at(LINK)))).toBeNull();
		});
	});
}

function sessions(engine: Engine): void {
	describe('V4: a session', () => {
		const story = new DeskStory(engine);
		const who = (session: string, seconds: number) =>
			story.do((tx) => tx.deskAccess.session(session, at(seconds)));

		it('V4: of nobody is nobody’s', async () => {
			expect(await who('guess', 0)).toBeNull();
		});

		it('V4: shows its person as the ledger knows them now', async () => {
			const priya = await story.hire();
			const session = await story.signIn(priya);
			await story.do((tx) => tx.representatives.setStatus(priya.id, 'ready', at(5)));
			expect(await who(session, 6)).toMatchObject({ id: priya.id, status: 'ready' });
		});

		it('V4: ends with its pages; the person’s other session goes on', async () => {
			const priya = await story.hire();
			const [one, two] = [await story.signIn(priya), await story.signIn(priya, 0, 'two')];
			const [pageOne, pageTwo] = [await story.open(one), await story.open(two)];
			await story.do((tx) => tx.deskAccess.signOut(one, at(9)));
			expect([await who(one, 9), await who(two, 9)]).toMatchObject([null, { id: priya.id }]);
			const page = (id: string) => story.do((tx) => tx.deskPages.get(id, at(9)));
			expect([await page(pageOne.id), await page(pageTwo.id)]).toEqual([null, pageTwo]);
			await expect(story.open(one, 9)).rejects.toThrow('over');
		});

		it('V4: in a talk lasts until then, and no less than it would have', async () => {
			const session = await story.signIn(await story.hire());
			const last = (until: number, now: number) =>
				story.do((tx) => tx.deskAccess.lastUntil(session, at(until), at(now)));
			await last(SESSION - 60, 0);
			expect(await who(session, SESSION - 1)).not.toBeNull();
			await last(SESSION + 60, SESSION - 1);
			expect(await who(session, SESSION + 59)).not.toBeNull();
			expect(await who(session, SESSION + 60)).toBeNull();
			await last(SESSION + 120, SESSION + 60);
			expect(await who(session, SESSION + 61)).toBeNull();
		});

		it('V4: that is over is not prolonged by signing out', async () => {
			const session = await story.signIn(await story.hire());
			await story.do((tx) => tx.deskAccess.signOut(session, at(SESSION + 60)));
			expect(await who(session, SESSION)).toBeNull();
		});
	});
}

function revoking(engine: Engine): void {
	describe('V4: somebody who is revoked', () => {
		const story = new DeskStory(engine);

		it.each<{ title: string; end: (id: string) => Promise<unknown> }>([
			{
				title: 'signed out everywhere',
				end: (id) => story.do((tx) => tx.deskAccess.signOutAll(id, at(9))),
			},
			{ title: 'revoked', end: (id) => story.do((tx) => tx.representatives.revoke(id, at(9))) },
		])('V4: $title: links, sessions and pages end at once; nobody else’s do', async ({ end }) => {
			const [{ who, page }, omar] = [await story.atDesk(), await story.atDesk('Omar')];
			await story.do((tx) => tx.deskAccess.addLink('further', who.id, at(8)));
			await end(who.id);
			const left = await story.do(async (tx) => [
				await tx.deskAccess.session(page.sessionHash, at(9)),
				await tx.deskPages.get(page.id, at(9)),
				await tx.deskPages.readyPage(who.id, at(9)),
			]);
			expect(left).toEqual([null, null, null]);
			const entry = story.do((tx) => tx.deskAccess.signIn('further', 'session', at(9)));
			expect(await entry).toMatchObject({ signedIn: false });
			expect(await story.do((tx) => tx.deskPages.readyPage(omar.who.id, at(9)))).toMatchObject({
				id: omar.page.id,
			});
		});

		it('V4: has links that are over, so that they are forgotten a day later', async () => {
			const { who } = await story.atDesk();
			await story.do((tx) => tx.deskAccess.addLink('further', who.id, at(8)));
			const entry = () => story.do((tx) => tx.deskAccess.signIn('further', 'session', at(9)));
			await story.do((tx) => tx.representatives.revoke(who.id, at(9)));
			expect(await entry()).toMatchObject({ reason: 'representative_revoked' });
			await story.do((tx) => tx.deskPages.purge(at(9)));
			expect(await entry()).toMatchObject({ reason: 'link_unknown' });
		});

		it('V4: has neither session nor page where the clock is behind', async () => {
			const { who, page } = await story.atDesk();
			await story.do((tx) => tx.representatives.revoke(who.id, at(5)));
			const left = await story.do(async (tx) => [
				await tx.deskAccess.session(page.sessionHash, at(4)),
				await tx.deskPages.get(page.id, at(4)),
				await tx.deskPages.readyPage(who.id, at(4)),
			]);
			expect(left).toEqual([null, null, null]);
		});
	});
}
