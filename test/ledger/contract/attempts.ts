import { describe, expect, it } from 'vitest';

import type { AttemptOutcome } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';
import { LIMITS } from '../sweep';

export function attemptsContract(engine: Engine): void {
	claims(engine);
	dialling(engine);
	callStates(engine);
	sweeping(engine);
	matching(engine);
	strikes(engine);
}

function claims(engine: Engine): void {
	describe('P5, P10: claiming a wish', () => {
		const story = new Story(engine);

		it('P5: the first claimant wins, another gets the first result', async () => {
			const wish = await story.wish(await story.meet());
			const first = await story.won(wish);
			const second = await story.claim(wish, { claimant: 'execution 2' });
			expect(first.attempt).toMatchObject({ status: 'claimed', wishId: wish.id, callId: null });
			expect(second).toEqual({ won: false, reason: 'already_claimed', attempt: first.attempt });
		});

		it('P5: ten claimants at once, one wins', async () => {
			const wish = await story.wish(await story.meet());
			const results = await Promise.all(
				Array.from({ length: 10 }, async (_, n) => story.claim(wish, { claimant: `run ${n}` })),
			);
			expect(results.filter((result) => result.won)).toHaveLength(1);
		});

		it('P5: the same claimant takes its own claim over; the older run cannot dial', async () => {
			const wish = await story.wish(await story.meet());
			const older = await story.won(wish);
			const newer = await story.won(wish, { now: at(5) });
			expect(newer.attempt.id).toBe(older.attempt.id);
			expect(newer.token).not.toBe(older.token);
			expect(await story.start(older, 6)).toBe(false);
			expect(await story.start(newer, 6)).toBe(true);
		});

		it('P5: an expired claim may be taken by anyone, at its end and not before', async () => {
			const wish = await story.wish(await story.meet());
			const dead = await story.won(wish, { leaseSeconds: 60 });
			const early = await story.claim(wish, { claimant: 'execution 2', now: at(59) });
			const next = await story.won(wish, { claimant: 'execution 2', now: at(60) });
			expect(early.won).toBe(false);
			expect(await story.start(dead, 61)).toBe(false);
			expect(await story.start(next, 61)).toBe(true);
		});

		it('P5: a claim that outlived its lease untouched may still dial', async () => {
			const wish = await story.wish(await story.meet());
			expect(await story.start(await story.won(wish, { leaseSeconds: 60 }), 90)).toBe(true);
		});

		it('P5: another wish of the contact waits while an attempt lives, on any number', async () => {
			const contact = await story.meet();
			const { attempt } = await story.won(await story.wish(contact));
			const other = await story.wish(contact, { id: 'yes:2', phoneNumberId: OTHER_LINE });
			const claim = await story.claim(other, { claimant: 'execution 2' });
			expect(claim).toEqual({ won: false, reason: 'call_in_progress', attempt });
		});

		it('P5: another wish does not wait for a dead claim', async () => {
			const contact = await story.meet();
			const dead = await story.won(await story.wish(contact), { leaseSeconds: 60 });
			const other = await story.wish(contact, { id: 'yes:2', phoneNumberId: OTHER_LINE });
			const claim = await story.claim(other, { claimant: 'execution 2', now: at(60) });
			expect(claim.won).toBe(true);
			expect(await story.start(dead, 61)).toBe(false);
			expect(await story.attempt(dead.attempt.id)).toMatchObject({
				status: 'released',
				heldReason: 'lease_expired',
			});
		});

		it('P5: two customers do not wait for each other', async () => {
			const wishes = [
				await story.wish(await story.meet(ALICE)),
				await story.wish(await story.meet(BOB), { id: 'yes:2' }),
			];
			for (const wish of wishes) expect((await story.claim(wish)).won).toBe(true);
		});

		it.each([
			{ title: 'unknown', wish: { id: 'yes:other' } },
			{ title: 'of another contact', wish: { contactId: 'c_other' } },
			{ title: 'of another number', wish: { phoneNumberId: OTHER_LINE } },
		])('C3: a wish that is $title is not open', async ({ wish }) => {
			const opened = await story.wish(await story.meet());
			const claim = await story.claim({ ...opened, ...wish });
			expect(claim).toEqual({ won: false, reason: 'wish_not_open', attempt: null });
		});

		it.each([
			{ title: 'one second before it expires', seconds: 20 * MINUTES - 1, won: true },
			{ title: 'when it expires', seconds: 20 * MINUTES, won: false },
		])('P1: a wish is claimed $title: $won', async ({ seconds, won }) => {
			const wish = await story.wish(await story.meet());
			expect((await story.claim(wish, { now: at(seconds) })).won).toBe(won);
		});

		it('P4: is refused after an opt-out, though a wish is opened afterwards', async () => {
			const contact = await story.meet();
			await story.refuse(contact, 0);
			const wish = await story.wish(contact, {}, 10);
			const claim = await story.claim(wish, { now: at(11) });
			expect(claim).toEqual({ won: false, reason: 'opted_out', attempt: null });
		});

		it('P4: an inbound call is claimed whatever was refused', async () => {
			const contact = await story.meet();
			await story.refuse(contact, 0);
			const wish = await story.wish(contact, { id: 'inbound:wacid.1', kind: 'inbound' }, 10);
			const claim = await story.won(wish, { now: at(11) });
			expect(await story.start(claim, 12)).toBe(true);
		});

		it.each(['claimed', 'ringing', 'unknown'] as const)(
			'P5: a customer who calls while our attempt is %s is answered, and not dialled meanwhile',
			async (status) => {
				const contact = await story.meet();
				const ours = await story.won(await story.wish(contact));
				if (status !== 'claimed') await story.start(ours);
				if (status === 'ringing') await story.call(ours.attempt.id, 'ringing', 5);
				if (status === 'unknown') {
					await story.do((tx) => tx.attempts.unknown(ours.attempt.id, 'timeout', at(5)));
				}
				const call = await story.wish(contact, { id: 'inbound:wacid.1', kind: 'inbound' }, 10);
				const theirs = await story.won(call, { now: at(10) });
				expect(await story.start(theirs, 11)).toBe(true);
				expect(await story.start(ours, 12)).toBe(false);
				const next = await story.wish(contact, { id: 'yes:2', phoneNumberId: OTHER_LINE }, 12);
				expect(await story.claim(next, { now: at(12) })).toMatchObject({
					reason: 'call_in_progress',
				});
			},
		);

		it('P5: a released claim gives the wish back to anyone while it is open', async () => {
			const wish = await story.wish(await story.meet());
			const { attempt, token } = await story.won(wish);
			await story.do((tx) => tx.attempts.release(attempt.id, token, 'team_hours', at(1)));
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'released',
				heldReason: 'team_hours',
			});
			const again = await story.won(wish, { claimant: 'execution 2', now: at(2) });
			expect(again.attempt).toMatchObject({ id: attempt.id, status: 'claimed', heldReason: null });
			const closed = await story.claim(wish, { now: at(20 * MINUTES) });
			expect(closed).toMatchObject({ won: false });
		});

		it('P5: whoever gave a claim back cannot dial any more', async () => {
			const claim = await story.won(await story.wish(await story.meet()));
			const { attempt, token } = claim;
			await story.do((tx) => tx.attempts.release(attempt.id, token, 'team_hours', at(1)));
			expect(await story.start(claim, 2)).toBe(false);
		});

		it('P5: whoever lost the claim cannot release it', async () => {
			const wish = await story.wish(await story.meet());
			const older = await story.won(wish);
			const newer = await story.won(wish);
			await story.do((tx) => tx.attempts.release(older.attempt.id, older.token, 'late', at(1)));
			expect(await story.start(newer, 2)).toBe(true);
		});

		it('P5: a further yes claims the wish that it extended', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact, { id: 'yes:1' });
			await story.wish(contact, { id: 'yes:2' });
			const { attempt } = await story.won({ ...wish, id: 'yes:2' });
			expect(attempt.wishId).toBe('yes:1');
			const byEither = await story.do(async (tx) => [
				await tx.attempts.getByWish('yes:1'),
				await tx.attempts.getByWish('yes:2'),
			]);
			expect(byEither).toEqual([attempt, attempt]);
		});
	});
}

function dialling(engine: Engine): void {
	describe('P5, P10: the point of no return', () => {
		const story = new Story(engine);

		it('P5: sets the last call attempt and spends the wish', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact, 60);
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'dialling',
				sessionId: 'session 1',
				diallingAt: at(60),
			});
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBe(at(60));
			const wish = await story.do((tx) => tx.wishes.get(attempt.wishId));
			expect(wish?.status).toBe('spent');
		});

		it('P5: a yes given before the dialling is that call’s wish; a later one is a new wish', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact, 60);
			const yes = (id: string, givenAt: string) => ({
				id,
				phoneNumberId: LINE,
				contactId: contact.id,
				kind: 'yes' as const,
				scope: 'now' as const,
				expiresAt: at(HOURS),
				givenAt,
			});
			const before = await story.do((tx) => tx.wishes.open(yes('yes:late', at(59)), at(70)));
			expect(before).toMatchObject({ id: attempt.wishId, status: 'spent' });
			const after = await story.do((tx) => tx.wishes.open(yes('yes:new', at(61)), at(71)));
			expect(after).toMatchObject({ id: 'yes:new', status: 'open' });
		});

		it('P5: an inbound call does not start a cool-down', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact, { id: 'inbound:wacid.1', kind: 'inbound' });
			await story.start(await story.won(wish), 5);
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBeNull();
		});

		it('P10: is passed once', async () => {
			const claim = await story.dial(await story.meet());
			expect(await story.start(claim, 1)).toBe(false);
		});

		it('P10: afterwards the wish is never claimed again, by nobody', async () => {
			const contact = await story.meet();
			const claim = await story.dial(contact);
			const wish = { ...(await story.wish(contact, { id: claim.attempt.wishId })) };
			for (const claimant of ['execution 1', 'execution 2']) {
				const again = await story.claim(wish, { claimant, now: at(HOURS) });
				expect(again).toMatchObject({ won: false, reason: 'already_claimed' });
			}
		});

		it.each<{ title: string; meanwhile: (story: Story, id: string) => Promise<unknown> }>([
			{
				title: 'the customer opted out',
				meanwhile: async (of, id) => of.refuse(await of.contact(id), 5),
			},
			{
				title: 'the customer turned out to be somebody who had opted out',
				meanwhile: async (of) => {
					await of.refuse(await of.meet({ userId: 'US.1' }), -60);
					await of.meet({ waId: BOB.waId, userId: 'US.1' });
				},
			},
			{
				title: 'the wish was closed',
				meanwhile: async (of) => of.do((tx) => tx.wishes.close('yes:wamid.1', 'closed', at(5))),
			},
			{
				title: 'the wish expired',
				meanwhile: async (of) => of.do((tx) => tx.wishes.wait('yes:wamid.1', null, at(6), at(5))),
			},
		])('P4, P10: is not passed if meanwhile $title', async ({ meanwhile }) => {
			const contact = await story.meet({ waId: BOB.waId });
			const claim = await story.won(await story.wish(contact));
			await meanwhile(story, contact.id);
			expect(await story.start(claim, 10)).toBe(false);
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBeNull();
		});

		it('P10: a refused connect started nothing: no cool-down, the wish is open again', async () => {
			const contact = await story.meet();
			await story.past(contact, 0, 'completed');
			const { attempt } = await story.dial(contact, 60, { id: 'yes:2', expiresAt: at(HOURS) });
			await story.do((tx) => tx.attempts.refused(attempt.id, 'permission_required', at(61)));
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'ended',
				outcome: 'failed',
				errorCode: 'permission_required',
			});
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBe(at(0));
			const wish = await story.do((tx) => tx.wishes.current(contact.id, LINE, at(62)));
			expect(wish?.id).toBe('yes:2');
			const again = await story.won(wish!, { claimant: 'execution 2', now: at(62) });
			expect(again.attempt.opaque).not.toBe(attempt.opaque);
			expect(await story.start(again, 63)).toBe(true);
		});

		it('P10: a refused connect leaves a newer wish in its place', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact, 0, { id: 'yes:1' });
			await story.wish(contact, { id: 'yes:2' }, 1);
			await story.do((tx) => tx.attempts.refused(attempt.id, 'permission_required', at(2)));
			const wish = await story.do((tx) => tx.wishes.current(contact.id, LINE, at(3)));
			expect(wish?.id).toBe('yes:2');
		});

		it('P10: a call that has an id or an event was started, whatever came after', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.do((tx) => tx.attempts.placed(attempt.id, 'wacid.1', at(1)));
			await story.do((tx) => tx.attempts.refused(attempt.id, 'late', at(2)));
			await story.do((tx) => tx.attempts.unknown(attempt.id, 'late', at(2)));
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'dialling',
				callId: 'wacid.1',
				errorCode: null,
			});
		});

		it('P10: no answer from Meta is unknown and blocks the contact', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact);
			await story.do((tx) => tx.attempts.unknown(attempt.id, 'timeout', at(20)));
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'unknown',
				errorCode: 'timeout',
			});
			const next = await story.claim(await story.wish(contact, {}, 30), { now: at(30) });
			expect(next).toMatchObject({ won: false, reason: 'call_in_progress' });
		});

		it('P10: an id that becomes known turns unknown back to dialling', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.do((tx) => tx.attempts.unknown(attempt.id, 'timeout', at(20)));
			await story.do((tx) => tx.attempts.placed(attempt.id, 'wacid.1', at(21)));
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'dialling',
				callId: 'wacid.1',
				errorCode: null,
			});
		});
	});
}

function callStates(engine: Engine): void {
	describe('V2: what the events of a call make of its attempt', () => {
		const story = new Story(engine);

		it('V2: rings, is accepted, ends', async () => {
			const { attempt } = await story.dial(await story.meet());
			const states = [];
			for (const [status, seconds] of [
				['ringing', 5],
				['accepted', 15],
				['ended', 75],
			] as const) {
				await story.call(attempt.id, status, seconds, status === 'ended' ? 'completed' : null);
				states.push(await story.attempt(attempt.id));
			}
			expect(states.map((state) => [state.status, state.outcome, state.endedAt])).toEqual([
				['ringing', null, null],
				['accepted', null, null],
				['ended', 'completed', at(75)],
			]);
		});

		it('V2: an event that comes late leads nowhere back', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.call(attempt.id, 'ended', 30, 'no_answer');
			await story.call(attempt.id, 'ringing', 5);
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'ended',
				outcome: 'no_answer',
				endedAt: at(30),
			});
		});

		it('V2: a fuller sum corrects the outcome', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.call(attempt.id, 'ended', 30, 'no_answer');
			await story.call(attempt.id, 'ended', 30, 'declined');
			expect((await story.attempt(attempt.id)).outcome).toBe('declined');
		});

		it('V2: an event of another call changes nothing', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.call(attempt.id, 'ringing', 5);
			await story.call(attempt.id, 'ended', 10, 'failed', 'wacid.other');
			expect((await story.attempt(attempt.id)).status).toBe('ringing');
		});

		it('P10: an event proves that a refused connect rang after all', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact, 0, { id: 'yes:1' });
			await story.do((tx) => tx.attempts.refused(attempt.id, 'x', at(1)));
			await story.call(attempt.id, 'ringing', 5);
			const claim = await story.claim(
				{ ...(await story.wish(contact, { id: 'yes:1' })) },
				{ now: at(6), claimant: 'execution 2' },
			);
			expect(claim).toMatchObject({ won: false, reason: 'already_claimed' });
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBe(at(0));
		});

		it('an inbound call that ends before it was taken uses its wish up', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact, { id: 'inbound:wacid.1', kind: 'inbound' });
			const { attempt } = await story.won(wish);
			await story.call(attempt.id, 'ended', 20, 'missed', 'wacid.1');
			expect(await story.attempt(attempt.id)).toMatchObject({ status: 'ended', outcome: 'missed' });
			expect((await story.do((tx) => tx.wishes.get(wish.id)))?.status).toBe('spent');
		});
	});
}

function sweeping(engine: Engine): void {
	describe('P5: the sweep', () => {
		const story = new Story(engine);
		const sweep = async (seconds: number) =>
			(await story.do((tx) => tx.attempts.sweep(LIMITS, at(seconds)))).map(
				({ status, outcome, heldReason }) => [status, outcome ?? heldReason],
			);

		it('P5: releases a claim whose lease ended', async () => {
			await story.won(await story.wish(await story.meet()), { leaseSeconds: 60 });
			expect([await sweep(59), await sweep(60), await sweep(61)]).toEqual([
				[],
				[['released', 'lease_expired']],
				[],
			]);
		});

		it('P10: dialling without an event becomes unknown after 2 min, failed after 10 more', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact);
			expect([await sweep(119), await sweep(120), await sweep(719), await sweep(720)]).toEqual([
				[],
				[['unknown', null]],
				[],
				[['ended', 'failed']],
			]);
			expect(await story.attempt(attempt.id)).toMatchObject({
				errorCode: 'no_event',
				endedAt: at(720),
			});
			expect(await story.do((tx) => tx.attempts.live(contact.id))).toEqual([]);
		});

		it('P10: one sweep takes an attempt one step, however late it comes', async () => {
			await story.dial(await story.meet());
			expect(await sweep(HOURS)).toEqual([['unknown', null]]);
		});

		it('leaves what rings or talks alone', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.call(attempt.id, 'accepted', 10);
			expect(await sweep(HOURS)).toEqual([]);
		});

		it('P10: after its verdict the wish is not dialled again', async () => {
			const contact = await story.meet();
			await story.dial(contact, 0, { id: 'yes:1' });
			await sweep(120);
			await sweep(720);
			const wish = await story.wish(contact, { id: 'yes:1' }, 730);
			expect(await story.claim(wish, { now: at(730) })).toMatchObject({
				reason: 'already_claimed',
			});
		});

		it.each<[AttemptOutcome | 'ringing' | 'accepted']>([['ringing'], ['accepted'], ['completed']])(
			'V2: a later event overrides its verdict: %s',
			async (event) => {
				const contact = await story.meet();
				const { attempt } = await story.dial(contact);
				await sweep(120);
				await sweep(720);
				if (event === 'ringing' || event === 'accepted') {
					await story.call(attempt.id, event, 730);
					expect(await story.attempt(attempt.id)).toMatchObject({ status: event, endedAt: null });
				} else {
					await story.call(attempt.id, 'ended', 730, event);
					expect((await story.attempt(attempt.id)).outcome).toBe(event);
				}
			},
		);

		it('V2: an attempt comes back to life beside a newer one', async () => {
			const contact = await story.meet();
			const first = await story.dial(contact, 0);
			await sweep(120);
			await sweep(720);
			const second = await story.dial(contact, 800);
			await story.call(first.attempt.id, 'ringing', 810);
			const live = await story.do((tx) => tx.attempts.live(contact.id));
			expect(live.map((attempt) => attempt.id)).toEqual([first.attempt.id, second.attempt.id]);
			await story.call(second.attempt.id, 'ended', 820, 'no_answer');
			const third = await story.claim(await story.wish(contact, {}, 830), { now: at(830) });
			expect(third).toMatchObject({ won: false, reason: 'call_in_progress' });
		});

		it('lists what has been in one status for a while', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.call(attempt.id, 'ringing', 10);
			await story.call(attempt.id, 'ringing', 40);
			const ringing = (seconds: number) =>
				story.do((tx) => tx.attempts.inStatus('ringing', at(seconds)));
			expect(await ringing(9)).toEqual([]);
			expect((await ringing(10)).map((found) => found.id)).toEqual([attempt.id]);
		});
	});
}

function matching(engine: Engine): void {
	describe('P10: which attempt an event belongs to', () => {
		const story = new Story(engine);

		it.each([
			{ title: 'call id and number', event: {}, found: true },
			{ title: 'call id, number not named', event: { phoneNumberId: null }, found: true },
			{ title: 'call id on another number', event: { phoneNumberId: OTHER_LINE }, found: false },
			{ title: 'call id, other direction', event: { direction: 'inbound' as const }, found: false },
			{ title: 'call id, other customer', event: { contactId: 'c_other' }, found: false },
			{ title: 'another call id', event: { callId: 'wacid.2' }, found: false },
			{
				title: 'another call id with our opaque',
				event: { callId: 'wacid.2', ours: true },
				found: false,
			},
		])('P10: $title → $found', async ({ event, found }) => {
			const { attempt } = await story.dial(await story.meet());
			await story.do((tx) => tx.attempts.placed(attempt.id, 'wacid.1', at(1)));
			const { ours, ...named } = { ours: false, ...event };
			const matched = await story.do((tx) =>
				tx.attempts.match({
					callId: 'wacid.1',
					opaque: ours ? attempt.opaque : null,
					phoneNumberId: LINE,
					direction: 'outbound',
					...named,
				}),
			);
			expect(matched?.id === attempt.id).toBe(found);
		});

		it.each([
			{ title: 'opaque and number', event: {}, found: true },
			{ title: 'opaque on another number', event: { phoneNumberId: OTHER_LINE }, found: false },
			{ title: 'opaque, other direction', event: { direction: 'inbound' as const }, found: false },
			{ title: 'another opaque', event: { opaque: '0'.repeat(32) }, found: false },
			{ title: 'no opaque', event: { opaque: null }, found: false },
		])('P10: without a call id: $title → $found', async ({ event, found }) => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact);
			const matched = await story.do((tx) =>
				tx.attempts.match({
					callId: 'wacid.1',
					opaque: attempt.opaque,
					phoneNumberId: LINE,
					direction: 'outbound',
					contactId: contact.id,
					...event,
				}),
			);
			expect(matched?.id === attempt.id).toBe(found);
		});

		it('M5: are listed by contact, newest first', async () => {
			const contact = await story.meet();
			for (const seconds of [0, 100]) await story.past(contact, seconds, 'no_answer');
			await story.past(await story.meet(BOB), 50, 'completed');
			const list = async (limit: number) =>
				(await story.do((tx) => tx.attempts.list(contact.id, limit))).map(({ wishId }) => wishId);
			expect([await list(9), await list(1)]).toEqual([['yes:100', 'yes:0'], ['yes:100']]);
		});

		it('P10: nobody knows the opaque value of a claim that was not dialled', async () => {
			const { attempt } = await story.won(await story.wish(await story.meet()));
			const event = { callId: 'wacid.1', opaque: attempt.opaque, phoneNumberId: LINE };
			expect(await story.do((tx) => tx.attempts.match(event))).toBeNull();
		});
	});
}

function strikes(engine: Engine): void {
	describe('P6: strikes', () => {
		const story = new Story(engine);

		it.each<{ past: AttemptOutcome[]; strikes: number }>([
			{ past: [], strikes: 0 },
			{ past: ['no_answer'], strikes: 1 },
			{ past: ['no_answer', 'declined'], strikes: 2 },
			{ past: ['no_answer', 'failed', 'no_answer'], strikes: 2 },
			{ past: ['no_answer', 'completed'], strikes: 0 },
			{ past: ['no_answer', 'completed', 'no_answer'], strikes: 1 },
		])('P6: after $past → $strikes', async ({ past, strikes: expected }) => {
			const contact = await story.meet();
			for (const [n, outcome] of past.entries()) await story.past(contact, n * 100, outcome);
			const found = await story.do(async (tx) => [
				await tx.attempts.strikes(contact.id, LINE),
				await tx.attempts.strikes(contact.id, OTHER_LINE),
			]);
			expect(found).toEqual([expected, 0]);
		});

		it('P6: a refused connect is no strike', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact);
			await story.do((tx) => tx.attempts.refused(attempt.id, 'x', at(1)));
			expect(await story.do((tx) => tx.attempts.strikes(contact.id, LINE))).toBe(0);
		});

		it('P6: count only since a given time, for a new request of the customer', async () => {
			const contact = await story.meet();
			await story.past(contact, 0, 'no_answer');
			await story.past(contact, 100, 'no_answer');
			expect(await story.do((tx) => tx.attempts.strikes(contact.id, LINE, at(50)))).toBe(1);
		});

		it('P6: a call from the customer that was picked up clears them', async () => {
			const contact = await story.meet();
			await story.past(contact, 0, 'no_answer');
			await story.do((tx) =>
				tx.calls.addEvent(
					{
						type: 'terminated',
						eventKey: 'wacid.in:terminate',
						at: at(160),
						phoneNumberId: LINE,
						displayPhoneNumber: null,
						wabaId: null,
						raw: {},
						callId: 'wacid.in',
						direction: 'inbound',
						customer: { ...ALICE, parentUserId: null, name: null },
						opaque: null,
						status: 'completed',
						rawStatus: 'COMPLETED',
						startAt: at(100),
						endAt: at(160),
						durationSeconds: 60,
						errors: [],
					},
					contact.id,
					at(160),
				),
			);
			expect(await story.do((tx) => tx.attempts.strikes(contact.id, LINE))).toBe(0);
		});
	});
}
