import { describe, expect, it } from 'vitest';

import type { StoredDecision } from '../../../nodes/shared/ledger/ledger';
import { DeskStory } from '../deskStory';
import type { Engine } from '../engines';
import { ALICE, at, BOB, HOURS, LINE, MINUTES } from '../story';

/** What is known of everybody at the desk, and of those who wait. */
export function deskTeamContract(engine: Engine): void {
	talks(engine);
	waiting(engine);
	notCalled(engine);
}

function talks(engine: Engine): void {
	describe('V3, V4: who talks, and who talked', () => {
		const story = new DeskStory(engine);
		const live = ({ id }: { id: string }) => story.do((tx) => tx.deskTeam.liveAttempt(id));
		const unfinished = ({ id }: { id: string }, since = 0) =>
			story.do((tx) => tx.deskTeam.unfinished(id, at(since)));

		it('V3: has been idle since the last call ended, whatever came of it', async () => {
			const [priya, omar, ana] = [
				await story.hire(),
				await story.hire('Omar'),
				await story.hire('Ana'),
			];
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			for (const seconds of [10, 200]) {
				const attemptId = await story.talk(alice, priya, seconds);
				await story.call(attemptId, 'ended', seconds + 30, 'no_answer');
			}
			await story.talk(bob, omar, 300);
			const times = (ids: string[]) => story.do((tx) => tx.deskTeam.lastTalks(ids));
			expect(await times([ana.id, omar.id, priya.id])).toEqual(new Map([[priya.id, at(230)]]));
			expect(await times([])).toEqual(new Map());
		});

		it('V3: who talked to a customer last is whoever the customer last spoke with', async () => {
			const contact = await story.meet();
			const last = () => story.do((tx) => tx.deskTeam.lastRepresentative(contact.id));
			expect(await last()).toBeNull();
			const [priya, omar, ana] = [
				await story.hire(),
				await story.hire('Omar'),
				await story.hire('Ana'),
			];
			const calls = [
				{ who: priya, outcome: 'completed' },
				{ who: omar, outcome: 'completed' },
				{ who: ana, outcome: 'no_answer' },
			] as const;
			for (const [n, { who, outcome }] of calls.entries()) {
				const attemptId = await story.talk(contact, who, n * 100);
				await story.call(attemptId, 'ended', n * 100 + 30, outcome);
			}
			await story.past(contact, 400, 'completed');
			expect(await last()).toBe(omar.id);
			const attemptId = await story.talk(contact, ana, 500);
			await story.call(attemptId, 'accepted', 510);
			expect(await last()).toBe(ana.id);
		});

		it('V3: is asked of everybody that a customer ever was', async () => {
			const phone = await story.meet({ waId: ALICE.waId });
			const who = await story.hire();
			await story.call(await story.talk(phone, who), 'ended', 30, 'completed');
			await story.meet(ALICE, 60);
			for (const { id } of [phone, await story.meet(ALICE, 61)]) {
				expect(await story.do((tx) => tx.deskTeam.lastRepresentative(id))).toBe(who.id);
			}
		});

		it('V4: has one call from when it was taken until it ends', async () => {
			const [priya, omar] = [await story.hire(), await story.hire('Omar')];
			expect(await live(priya)).toBeNull();
			const attemptId = await story.talk(await story.meet(), priya);
			for (const status of ['ringing', 'accepted'] as const) {
				expect([await live(priya), await live(omar)]).toEqual([attemptId, null]);
				await story.call(attemptId, status, 10);
			}
			await story.call(attemptId, 'ended', 60, 'completed');
			expect(await live(priya)).toBeNull();
		});

		it('V4: whoever took it first has it, until it is given back and tried again', async () => {
			const [priya, omar] = [await story.hire(), await story.hire('Omar')];
			const wish = await story.wish(await story.meet());
			const first = await story.won(wish);
			const { id } = first.attempt;
			expect(first.attempt.representativeId).toBeNull();
			for (const who of [priya, omar]) {
				await story.do((tx) => tx.attempts.noteRepresentative(id, who.id));
			}
			expect((await story.attempt(id)).representativeId).toBe(priya.id);
			await story.do((tx) => tx.attempts.release(id, first.token, 'hours', at(1)));
			expect(await live(priya)).toBeNull();
			const again = await story.won(wish, { claimant: 'execution 2', now: at(2) });
			expect(again.attempt).toMatchObject({ id, representativeId: null });
		});

		it('V4: has calls to write about, newest first, until the outcome is noted', async () => {
			const [priya, omar] = [await story.hire(), await story.hire('Omar')];
			const contact = await story.meet();
			const ended: string[] = [];
			for (const seconds of [0, 100, 200]) {
				const attemptId = await story.talk(contact, priya, seconds);
				expect(await unfinished(priya)).not.toContain(attemptId);
				await story.call(attemptId, 'ended', seconds + 30, 'completed');
				ended.unshift(attemptId);
			}
			expect([await unfinished(priya), await unfinished(omar)]).toEqual([ended, []]);
			expect(await unfinished(priya, 130)).toEqual(ended.slice(0, 2));
			expect(await unfinished(priya, 131)).toEqual(ended.slice(0, 1));
			await story.deed(ended[1]!, priya, { kind: 'correction' });
			expect(await unfinished(priya)).toEqual(ended);
			await story.deed(ended[1]!, priya, { kind: 'outcome', outcome: 'helped' });
			expect(await unfinished(priya)).toEqual([ended[0], ended[2]]);
		});

		it('V4: has nothing to write about a call that Meta refused', async () => {
			const who = await story.hire();
			const attemptId = await story.talk(await story.meet(), who);
			await story.do((tx) => tx.attempts.refused(attemptId, 'meta_138000', at(5)));
			expect([await unfinished(who), await live(who)]).toEqual([[], null]);
		});
	});
}

function waiting(engine: Engine): void {
	describe('M5: what waits', () => {
		const story = new DeskStory(engine);
		const waits = () => story.do((tx) => tx.deskTeam.waiting());

		it('M5: is counted by what would wake it, with the earliest time', async () => {
			expect(await waits()).toEqual([]);
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			await story.park(alice, { wokenBy: 'representative', dueAt: at(300) });
			await story.park(bob, { wokenBy: 'representative', dueAt: at(200) });
			await story.park(alice, { wokenBy: 'permission' });
			await story.booked(bob, HOURS, { remindMs: 30 * MINUTES * 1000 });
			const gone = await story.park(bob, { wokenBy: 'hours', dueAt: at(100) });
			await story.do((tx) => tx.callbacks.cancel(gone.id, at(50)));
			await story.do((tx) =>
				tx.callbacks.planRecap(
					{
						contactId: alice.id,
						phoneNumberId: LINE,
						escalationId: null,
						callId: 'c',
						dueAt: at(9),
					},
					at(1),
				),
			);
			expect(await waits()).toEqual([
				{ wokenBy: 'permission', count: 1, nextAt: null },
				{ wokenBy: 'representative', count: 2, nextAt: at(200) },
				{ wokenBy: 'slot', count: 1, nextAt: at(HOURS) },
			]);
		});
	});
}

function notCalled(engine: Engine): void {
	describe('M5: who was not called', () => {
		const story = new DeskStory(engine);
		const since = (seconds: number) => story.do((tx) => tx.deskTeam.notCalled(at(seconds)));
		let made = 0;
		const decide = async (
			contact: { id: string },
			outcome: StoredDecision['outcome'],
			reason: string,
			seconds: number,
			dryRun = false,
		) => {
			const nothing = { wishId: null, needs: null, retryAt: null, evidence: [] };
			const of = { id: `dec_${++made}`, contactId: contact.id, phoneNumberId: LINE };
			const word = { outcome, reason, policy: 'default@1', checkedAt: at(seconds), dryRun };
			await story.do((tx) => tx.decisions.add({ ...of, ...nothing, ...word }));
		};
		const four = () =>
			Promise.all(['1', '2', '3', '4'].map((n) => story.meet({ waId: `1408555000${n}` })));

		it('M5: is told by reason, the most frequent first', async () => {
			const [one, two, three, four_] = await four();
			await decide(one!, 'schedule', 'quiet_hours', 10);
			await decide(two!, 'schedule', 'team_closed', 10);
			await decide(three!, 'schedule', 'team_closed', 10);
			await decide(four_!, 'deny', 'opted_out', 10);
			expect(await since(0)).toEqual([
				{ reason: 'team_closed', count: 2 },
				{ reason: 'opted_out', count: 1 },
				{ reason: 'quiet_hours', count: 1 },
			]);
		});

		it('M5: each customer counts once, for the last word', async () => {
			const [one, two] = await four();
			await decide(one!, 'ask', 'no_yes', 10);
			await decide(one!, 'schedule', 'team_closed', 20);
			await decide(two!, 'schedule', 'team_closed', 10);
			await decide(two!, 'allow', 'allowed', 20);
			expect(await since(0)).toEqual([{ reason: 'team_closed', count: 1 }]);
		});

		it('M5: a dry run is no word', async () => {
			const [one, two] = await four();
			await decide(one!, 'schedule', 'team_closed', 10);
			await decide(one!, 'allow', 'allowed', 20, true);
			await decide(two!, 'deny', 'opted_out', 10, true);
			expect(await since(0)).toEqual([{ reason: 'team_closed', count: 1 }]);
		});

		it('M5: of one instant an allow counts, else one of the others', async () => {
			const [one, two] = await four();
			await decide(one!, 'allow', 'allowed', 10);
			await decide(one!, 'ask', 'no_yes', 10);
			await decide(two!, 'ask', 'no_yes', 10);
			await decide(two!, 'ask', 'no_permission', 10);
			expect((await since(0)).map(({ count }) => count)).toEqual([1]);
		});

		it('M5: only since then', async () => {
			const [one, two] = await four();
			await decide(one!, 'schedule', 'team_closed', 10);
			await decide(two!, 'schedule', 'quiet_hours', 9);
			expect(await since(10)).toEqual([{ reason: 'team_closed', count: 1 }]);
			expect(await since(11)).toEqual([]);
		});
	});
}
