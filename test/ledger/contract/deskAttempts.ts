import { describe, expect, it } from 'vitest';

import {
	DESK_LEG,
	type AttemptClaim,
	type Callback,
	type Wish,
} from '../../../nodes/shared/ledger/ledger';
import { DeskStory } from '../deskStory';
import type { Engine } from '../engines';
import { at, LINE, MINUTES, OTHER_LINE } from '../story';
import { LIMITS } from '../sweep';

const LEASE = 30;
const YES = 20 * MINUTES;

/** Attempts whose audio a representative's browser would carry. */
export function deskAttemptsContract(engine: Engine): void {
	nobodyTakes(engine);
	sweeping(engine);
}

function nobodyTakes(engine: Engine): void {
	describe('V3, V4: a call at the desk that nobody takes', () => {
		const story = new DeskStory(engine);
		const sweep = (seconds: number) => story.do((tx) => tx.attempts.sweep(LIMITS, at(seconds)));
		const reserved = async (wish: Wish, seconds = 0) => {
			const claim = await story.won(wish, { leg: DESK_LEG, now: at(seconds) });
			await story.do((tx) =>
				tx.attempts.reserve(claim.attempt.id, claim.token, LEASE, at(seconds)),
			);
			return claim;
		};
		const waiting = (line = LINE) => story.do((tx) => tx.callbacks.waiting(line, 9));
		const ask = (seconds: number): Promise<Callback[]> =>
			story.do((tx) => tx.callbacks.due(['representative'], [], at(seconds), 9));

		it.each([
			{ title: 'a second before its time is over it is offered', seconds: LEASE - 1, swept: 0 },
			{ title: 'when its time is over it is given back', seconds: LEASE, swept: 1 },
		])('V4: $title', async ({ seconds, swept }) => {
			const { attempt } = await reserved(await story.wish(await story.meet()));
			expect(await sweep(seconds)).toHaveLength(swept);
			expect((await story.attempt(attempt.id)).status).toBe(swept === 0 ? 'reserved' : 'released');
			expect(await waiting()).toHaveLength(swept);
		});

		it('V3: costs no strike and no cool-down, and the yes stands', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact);
			const { attempt } = await reserved(wish);
			const [released] = await sweep(LEASE);
			const word = {
				status: 'released',
				heldReason: 'ring_not_taken',
				outcome: null,
				verdict: null,
			};
			expect(released).toMatchObject({ id: attempt.id, ...word });
			expect(await story.do((tx) => tx.attempts.strikes(contact.id, LINE))).toBe(0);
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBeNull();
			expect((await story.do((tx) => tx.wishes.get(wish.id)))?.status).toBe('open');
		});

		it('V3: waits for somebody who is ready, who is rung for the same yes', async () => {
			const contact = await story.meet();
			const { escalation } = await story.escalate(contact);
			const wish = await story.wish(contact);
			const { attempt } = await reserved(wish);
			await sweep(LEASE);
			const parked = { wokenBy: 'representative', wishId: wish.id, escalationId: escalation.id };
			expect(await waiting()).toMatchObject([{ ...parked, contactId: contact.id }]);
			expect(await ask(LEASE + 1)).toEqual([]);
			const wake = (phoneNumberId: string) =>
				story.do((tx) => tx.callbacks.wake('representative', { phoneNumberId }, at(LEASE + 9)));
			expect([await wake(OTHER_LINE), await wake(LINE)]).toEqual([0, 1]);
			expect(await ask(LEASE + 9)).toMatchObject([parked]);
			const again = await reserved(wish, LEASE + 10);
			expect(again.attempt.id).toBe(attempt.id);
		});

		it('V3: with nobody ready it is looked at when the yes has lapsed, so that it asks again', async () => {
			const wish = await story.wish(await story.meet(), { expiresAt: at(YES) });
			await reserved(wish);
			await sweep(LEASE);
			expect([await ask(YES - 1), await ask(YES)]).toMatchObject([[], [{ wishId: wish.id }]]);
			const late = { leg: DESK_LEG, claimant: 'execution 2', now: at(YES) };
			expect(await story.claim(wish, late)).toMatchObject({ won: false, reason: 'wish_not_open' });
		});

		it('V3: a yes without an end waits for somebody who is ready', async () => {
			await reserved(await story.wish(await story.meet(), { expiresAt: null }));
			await sweep(LEASE);
			expect(await waiting()).toMatchObject([{ dueAt: null }]);
		});

		it.each<{ title: string; leave: (claim: AttemptClaim & { won: true }) => Promise<unknown> }>([
			{ title: 'before it rang', leave: () => Promise.resolve() },
			{
				title: 'after somebody took it',
				leave: async ({ attempt, token }) => {
					await story.do((tx) => tx.attempts.reserve(attempt.id, token, LEASE, at(1)));
					await story.do((tx) => tx.attempts.takeReserved(attempt.id, MINUTES, at(2)));
				},
			},
		])('V4: a process that died $title leaves it waiting too', async ({ leave }) => {
			const claim = await story.won(await story.wish(await story.meet()), { leg: DESK_LEG });
			await leave(claim);
			await sweep(2 * MINUTES);
			expect((await story.attempt(claim.attempt.id)).heldReason).toBe('lease_expired');
			expect(await waiting()).toMatchObject([{ wokenBy: 'representative' }]);
		});

		it('P4: nothing waits for somebody who refuses meanwhile', async () => {
			const contact = await story.meet();
			const { attempt } = await reserved(await story.wish(contact));
			await story.refuse(contact, 5);
			await sweep(LEASE);
			expect((await story.attempt(attempt.id)).status).toBe('released');
			expect(await waiting()).toEqual([]);
		});

		it('V4: a customer who called does not wait: the call is over', async () => {
			const contact = await story.meet();
			const call = { id: 'inbound:1', kind: 'inbound', expiresAt: null } as const;
			await story.won(await story.wish(contact, call), { leg: DESK_LEG });
			expect(await sweep(2 * MINUTES)).toMatchObject([{ status: 'released', leg: DESK_LEG }]);
			expect(await waiting()).toEqual([]);
		});

		it('V5: is not taken for a card', async () => {
			const { attempt } = await story.reserved(await story.wish(await story.meet()));
			await sweep(15 * MINUTES);
			expect((await story.attempt(attempt.id)).heldReason).toBe('card_not_taken');
		});
	});
}

function sweeping(engine: Engine): void {
	describe('V4: a call at the desk of which no event tells', () => {
		const story = new DeskStory(engine);
		const sweep = (seconds: number) => story.do((tx) => tx.attempts.sweep(LIMITS, at(seconds)));

		it('V4: is counted like any WhatsApp call, not like one by hand', async () => {
			const attemptId = await story.talk(await story.meet(), await story.hire());
			const until = LIMITS.diallingToUnknownSeconds;
			expect([await sweep(until - 1), await sweep(until)]).toMatchObject([
				...[[], [{ id: attemptId, status: 'unknown' }]],
			]);
			const failed = await sweep(until + LIMITS.unknownToFailedSeconds);
			expect(failed).toMatchObject([{ outcome: 'failed', verdict: 'failed' }]);
			const untold = story.do((tx) => tx.attempts.untoldVerdicts(at(0)));
			expect(await untold).toMatchObject([{ id: attemptId }]);
		});

		it('V4: nobody settles it by hand', async () => {
			const attemptId = await story.talk(await story.meet(), await story.hire());
			const settle = story.do((tx) => tx.attempts.settleManual(attemptId, 'completed', at(60)));
			expect(await settle).toBe(false);
			expect((await story.attempt(attemptId)).status).toBe('dialling');
		});
	});
}
