import { describe, expect, it } from 'vitest';

import { MANUAL_LEG, type Callback, type Contact } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { at, BOB, DAYS, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';
import { LIMITS } from '../sweep';

const LEASE = 15 * MINUTES;

/** Calls that a person makes by hand, from a card in a chat. */
export function manualContract(engine: Engine): void {
	reserving(engine);
	taking(engine);
	nobodyTakes(engine);
	telling(engine);
}

function reserving(engine: Engine): void {
	describe('V5: a claim that is offered to whoever takes it first', () => {
		const story = new Story(engine);
		const reserve = (id: string, token: string, seconds: number) =>
			story.do((tx) => tx.attempts.reserve(id, token, LEASE, at(seconds)));

		it('V5: is reserved, and nobody else can claim the yes', async () => {
			const wish = await story.wish(await story.meet());
			const { attempt } = await story.reserved(wish);
			const reserved = { status: 'reserved', leg: MANUAL_LEG, diallingAt: null };
			expect(await story.attempt(attempt.id)).toMatchObject(reserved);
			const late = { claimant: 'execution 2', now: at(LEASE - 1) };
			expect(await story.claim(wish, late)).toMatchObject({ reason: 'already_claimed' });
		});

		it('P10: only by the run that holds it', async () => {
			const wish = await story.wish(await story.meet());
			const older = await story.won(wish, { leg: MANUAL_LEG });
			const newer = await story.won(wish, { leg: MANUAL_LEG, now: at(5) });
			expect(await reserve(older.attempt.id, older.token, 6)).toBe(false);
			expect((await story.attempt(older.attempt.id)).status).toBe('claimed');
			expect(await reserve(newer.attempt.id, newer.token, 6)).toBe(true);
			expect(await reserve('att_nobody', newer.token, 6)).toBe(false);
		});

		it('P5: not once it was given back or dialled', async () => {
			const contact = await story.meet();
			const given = await story.won(await story.wish(contact));
			await story.do((tx) => tx.attempts.release(given.attempt.id, given.token, 'x', at(1)));
			expect(await reserve(given.attempt.id, given.token, 2)).toBe(false);
			const dialled = await story.dial(await story.meet(BOB), 0, { id: 'yes:2' });
			expect(await reserve(dialled.attempt.id, dialled.token, 2)).toBe(false);
			expect((await story.attempt(dialled.attempt.id)).status).toBe('dialling');
		});

		it('P4: not of somebody who refuses calls meanwhile', async () => {
			const contact = await story.meet();
			const claim = await story.won(await story.wish(contact), { leg: MANUAL_LEG });
			await story.refuse(contact, 1);
			expect(await reserve(claim.attempt.id, claim.token, 2)).toBe(false);
		});

		it('P1: not for a yes that has lapsed', async () => {
			const wish = await story.wish(await story.meet(), { expiresAt: at(60) });
			const claim = await story.won(wish, { leg: MANUAL_LEG });
			expect(await reserve(claim.attempt.id, claim.token, 60)).toBe(false);
		});

		it('V5: the run that offered it can dial no more than whoever takes it', async () => {
			const claim = await story.reserved(await story.wish(await story.meet()));
			expect(await story.take(claim.attempt.id, 60)).not.toBeNull();
			expect(await story.start(claim, 61)).toBe(false);
		});

		it('P10: offered again by a repeat of the run, the first card leads nowhere', async () => {
			const wish = await story.wish(await story.meet());
			const first = await story.reserved(wish);
			const second = await story.reserved(wish, 60);
			expect(second.attempt.id).toBe(first.attempt.id);
			expect(second.attempt.opaque).not.toBe(first.attempt.opaque);
		});
	});
}

function taking(engine: Engine): void {
	describe('V5: whoever takes the card first', () => {
		const story = new Story(engine);
		const dial = (id: string, token: string | null, seconds: number) =>
			story.do((tx) => tx.attempts.startDialling(id, token ?? '', null, at(seconds)));

		it('V5: holds the claim and dials', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact);
			const { attempt } = await story.reserved(wish);
			const token = await story.take(attempt.id, 60);
			expect(await story.attempt(attempt.id)).toMatchObject({ status: 'claimed', id: attempt.id });
			const other = await dial(attempt.id, 'another', 61);
			expect([other, await dial(attempt.id, token, 61)]).toEqual([false, true]);
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBe(at(61));
			expect((await story.do((tx) => tx.wishes.get(wish.id)))?.status).toBe('spent');
		});

		it('P5: of ten at once one has it', async () => {
			const { attempt } = await story.reserved(await story.wish(await story.meet()));
			const tokens = await Promise.all(
				Array.from({ length: 10 }, async (_, n) => story.take(attempt.id, n)),
			);
			expect(tokens.filter((token) => token !== null)).toHaveLength(1);
		});

		it.each([
			{ title: 'a second before its time is over', seconds: LEASE - 1, taken: true },
			{ title: 'when its time is over', seconds: LEASE, taken: false },
		])('V5: $title: $taken', async ({ seconds, taken }) => {
			const wish = await story.wish(await story.meet(), { expiresAt: null });
			const { attempt } = await story.reserved(wish);
			expect((await story.take(attempt.id, seconds)) !== null).toBe(taken);
		});

		it.each<{ title: string; meanwhile: (contact: Contact) => Promise<unknown> }>([
			{ title: 'P4: refused calls', meanwhile: (contact) => story.refuse(contact, 30) },
			{
				title: 'P4: refused everything',
				meanwhile: (contact) =>
					story.do((tx) =>
						tx.contacts.setOptOut(
							contact.id,
							{ messages: true, at: at(30), messageId: 'wamid.stop' },
							at(30),
						),
					),
			},
			{
				title: 'P1: took the yes back',
				meanwhile: () => story.do((tx) => tx.wishes.close('yes:wamid.1', 'closed', at(30))),
			},
			{
				title: 'P1: let the yes lapse',
				meanwhile: () => story.do((tx) => tx.wishes.wait('yes:wamid.1', null, at(60), at(30))),
			},
			{
				title: 'P5: calls us at this moment',
				meanwhile: async (contact) =>
					await story.won(await story.wish(contact, { id: 'inbound:1', kind: 'inbound' }, 30)),
			},
		])('$title: whoever takes the card does not dial', async ({ meanwhile }) => {
			const contact = await story.meet();
			const { attempt } = await story.reserved(await story.wish(contact));
			await meanwhile(contact);
			const token = await story.take(attempt.id, 60);
			expect(await dial(attempt.id, token, 61)).toBe(false);
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBeNull();
		});

		it('P4: refused between taking and dialling: nobody dials', async () => {
			const contact = await story.meet();
			const { attempt } = await story.reserved(await story.wish(contact));
			const token = await story.take(attempt.id, 60);
			await story.refuse(contact, 61);
			expect(await dial(attempt.id, token, 62)).toBe(false);
		});

		it('P10: a repeat of the run that offered it does not take it back', async () => {
			const wish = await story.wish(await story.meet());
			const { attempt } = await story.reserved(wish);
			await story.take(attempt.id, 60);
			const again = await story.claim(wish, { leg: MANUAL_LEG, now: at(61) });
			expect(again).toMatchObject({ won: false, reason: 'already_claimed' });
		});

		it('V5: a claim that nobody offered cannot be taken', async () => {
			const { attempt } = await story.won(await story.wish(await story.meet()));
			expect([await story.take(attempt.id, 1), await story.take('att_nobody', 1)]).toEqual([
				null,
				null,
			]);
		});
	});
}

function nobodyTakes(engine: Engine): void {
	describe('V5: a card that nobody takes', () => {
		const story = new Story(engine);
		const sweep = (seconds: number) => story.do((tx) => tx.attempts.sweep(LIMITS, at(seconds)));
		const parked = async (contact: Contact): Promise<Partial<Callback>[]> =>
			(await story.do((tx) => tx.callbacks.list(contact.id, 9))).map(
				({ wokenBy, dueAt, status, wishId, escalationId }) => ({
					...{ wokenBy, dueAt, status, wishId, escalationId },
				}),
			);

		it('V5: goes back with no strike, and its request waits until the yes ends, once', async () => {
			const contact = await story.meet();
			const { escalation } = await story.escalate(contact);
			const wish = await story.wish(contact, { expiresAt: at(20 * MINUTES) });
			const { attempt } = await story.reserved(wish);
			expect(await sweep(LEASE - 1)).toEqual([]);
			for (const seconds of [LEASE, LEASE + 2]) await sweep(seconds);
			const back = { status: 'released', heldReason: 'card_not_taken' };
			expect(await story.attempt(attempt.id)).toMatchObject(back);
			expect(await story.do((tx) => tx.attempts.strikes(contact.id, LINE))).toBe(0);
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBeNull();
			expect(await parked(contact)).toEqual([
				{
					wokenBy: 'representative',
					dueAt: at(20 * MINUTES),
					status: 'waiting',
					wishId: wish.id,
					escalationId: escalation.id,
				},
			]);
		});

		it.each([
			{ title: 'has lapsed', expiresAt: at(10 * MINUTES), dueAt: at(LEASE) },
			{ title: 'ends with the card', expiresAt: at(LEASE), dueAt: at(LEASE) },
			{ title: 'has no end', expiresAt: null, dueAt: null },
		])('V5: is due, if the yes $title: $dueAt', async ({ expiresAt, dueAt }) => {
			const contact = await story.meet();
			await story.reserved(await story.wish(contact, { expiresAt }));
			await sweep(LEASE);
			expect(await parked(contact)).toMatchObject([{ dueAt, status: 'waiting' }]);
		});

		it('V5: also if the one who took it never dialled', async () => {
			const contact = await story.meet();
			const { attempt } = await story.reserved(await story.wish(contact, { expiresAt: at(HOURS) }));
			await story.take(attempt.id, 60);
			await sweep(2 * MINUTES);
			const died = { status: 'released', heldReason: 'lease_expired' };
			expect(await story.attempt(attempt.id)).toMatchObject(died);
			expect(await parked(contact)).toMatchObject([{ dueAt: at(HOURS) }]);
		});

		it('V5: also if the run died before its card went out', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact, { expiresAt: at(HOURS) });
			const { attempt } = await story.won(wish, { leg: MANUAL_LEG, leaseSeconds: 60 });
			await sweep(60);
			const died = { status: 'released', heldReason: 'lease_expired' };
			expect(await story.attempt(attempt.id)).toMatchObject(died);
			expect(await parked(contact)).toMatchObject([{ dueAt: at(HOURS) }]);
		});

		it('V5: also if the customer’s own call lets it go before the sweep does', async () => {
			const contact = await story.meet();
			const { attempt } = await story.reserved(await story.wish(contact, { expiresAt: at(HOURS) }));
			const calls = await story.wish(contact, { id: 'inbound:1', kind: 'inbound' }, LEASE);
			await story.won(calls, { now: at(LEASE) });
			expect((await story.attempt(attempt.id)).status).toBe('released');
			expect(await parked(contact)).toMatchObject([{ dueAt: at(HOURS), status: 'waiting' }]);
		});

		it('P4: of somebody who has refused meanwhile nothing waits', async () => {
			const contact = await story.meet();
			await story.reserved(await story.wish(contact));
			await story.refuse(contact, 60);
			await sweep(LEASE);
			expect(await parked(contact)).toEqual([]);
		});

		it('P10: nothing waits for a claim of another leg: its own run repeats it', async () => {
			const contact = await story.meet();
			await story.won(await story.wish(contact), { leaseSeconds: 60 });
			await sweep(60);
			expect(await parked(contact)).toEqual([]);
		});

		it('V5: what waits is over once the customer is called', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact, { expiresAt: at(HOURS) });
			await story.reserved(wish);
			await sweep(LEASE);
			const next = await story.won(wish, { claimant: 'execution 2', now: at(LEASE + 60) });
			expect(await story.start(next, LEASE + 61)).toBe(true);
			expect(await parked(contact)).toMatchObject([{ status: 'cancelled' }]);
		});
	});
}

function telling(engine: Engine): void {
	describe('V5: how a call by hand went', () => {
		const story = new Story(engine);
		const settle = (id: string, outcome: 'completed' | 'no_answer', seconds: number) =>
			story.do((tx) => tx.attempts.settleManual(id, outcome, at(seconds)));
		const sweep = async (seconds: number) =>
			(await story.do((tx) => tx.attempts.sweep(LIMITS, at(seconds)))).map(
				({ status, outcome }) => outcome ?? status,
			);

		it.each([
			{ outcome: 'completed' as const, strikes: 0 },
			{ outcome: 'no_answer' as const, strikes: 2 },
		])('V5, P6: $outcome: ended, $strikes strikes', async ({ outcome, strikes }) => {
			const contact = await story.meet();
			await story.past(contact, 0, 'no_answer');
			const { attempt, escalation } = await dialled(contact, 100);
			expect(await settle(attempt.id, outcome, 400)).toBe(true);
			expect(await story.attempt(attempt.id)).toMatchObject({
				...{ status: 'ended', outcome, endedAt: at(400) },
				...{ callId: null, errorCode: null, diallingAt: at(100) },
			});
			expect(await story.do((tx) => tx.attempts.strikes(contact.id, LINE))).toBe(strikes);
			expect(await story.escalation(escalation.id)).toMatchObject({
				...{ status: 'closed', closedBecause: 'called', closedAt: at(400) },
			});
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBe(at(100));
			expect((await story.do((tx) => tx.wishes.get(attempt.wishId)))?.status).toBe('spent');
		});

		async function dialled(contact: Contact, seconds: number) {
			const { escalation } = await story.escalate(contact, seconds);
			return { escalation, attempt: await story.byHand(contact, seconds) };
		}

		it('P10: the first word counts, a repeat and another word change nothing', async () => {
			const { attempt } = await dialled(await story.meet(), 0);
			const told = [
				await settle(attempt.id, 'no_answer', 60),
				await settle(attempt.id, 'no_answer', 61),
				await settle(attempt.id, 'completed', 62),
			];
			expect(told).toEqual([true, false, false]);
			const kept = { outcome: 'no_answer', endedAt: at(60) };
			expect(await story.attempt(attempt.id)).toMatchObject(kept);
		});

		it('P5: of ten who tell at once one is heard', async () => {
			const { attempt } = await dialled(await story.meet(), 0);
			const told = await Promise.all(
				Array.from({ length: 10 }, async (_, n) =>
					settle(attempt.id, n % 2 === 0 ? 'completed' : 'no_answer', 60 + n),
				),
			);
			expect(told.filter(Boolean)).toHaveLength(1);
		});

		it('V5: nothing is told of a call that nobody has made, or that is not by hand', async () => {
			const { attempt } = await story.reserved(await story.wish(await story.meet()));
			expect(await settle(attempt.id, 'completed', 60)).toBe(false);
			expect((await story.attempt(attempt.id)).status).toBe('reserved');
			const other = await story.dial(await story.meet(BOB), 0);
			expect(await settle(other.attempt.id, 'completed', 60)).toBe(false);
			expect((await story.attempt(other.attempt.id)).status).toBe('dialling');
			expect(await settle('att_nobody', 'completed', 60)).toBe(false);
		});

		it('V5: the sweep waits an hour for a word, not two minutes', async () => {
			await dialled(await story.meet(), 0);
			await story.dial(await story.meet(BOB), 0, { id: 'yes:bob' });
			expect(await sweep(2 * MINUTES)).toEqual(['unknown']);
			expect(await sweep(HOURS - 1)).toEqual(['failed']);
			expect(await sweep(HOURS)).toEqual(['unknown']);
			expect(await sweep(HOURS + 10 * MINUTES)).toEqual(['failed']);
		});

		it.each([
			{ title: 'unknown', seconds: [HOURS] },
			{ title: 'failed, as the sweep guessed', seconds: [HOURS, HOURS + 10 * MINUTES] },
		])('V5: a late word is heard when the attempt is $title', async ({ seconds }) => {
			const contact = await story.meet();
			const { attempt } = await dialled(contact, 0);
			for (const second of seconds) await sweep(second);
			expect(await settle(attempt.id, 'completed', 5 * HOURS)).toBe(true);
			const kept = { status: 'ended', outcome: 'completed', errorCode: null };
			expect(await story.attempt(attempt.id)).toMatchObject(kept);
			expect(await settle(attempt.id, 'completed', 5 * HOURS)).toBe(false);
		});

		it('V5: a late word does not end what the customer has begun since', async () => {
			const contact = await story.meet();
			const { attempt, escalation } = await dialled(contact, 0);
			await story.do((tx) => tx.escalations.close(escalation.id, 'released', at(HOURS)));
			const { escalation: next } = await story.escalate(contact, 2 * HOURS);
			await settle(attempt.id, 'completed', 3 * HOURS);
			expect((await story.escalation(next.id)).status).toBe('open');
		});

		it('V5: it ends the escalation of its own number only', async () => {
			const contact = await story.meet();
			const { escalation } = await story.escalate(contact, 0, { phoneNumberId: OTHER_LINE });
			const attempt = await story.byHand(contact);
			await settle(attempt.id, 'completed', 60);
			expect((await story.escalation(escalation.id)).status).toBe('open');
		});

		it('P5: the customer may be called again once it is told', async () => {
			const contact = await story.meet();
			const { attempt } = await dialled(contact, 0);
			const next = await story.wish(contact, { id: 'yes:next', expiresAt: at(DAYS) }, 60);
			const claim = () => story.claim(next, { claimant: 'execution 2', now: at(90) });
			expect(await claim()).toMatchObject({ reason: 'call_in_progress' });
			await settle(attempt.id, 'no_answer', 90);
			expect(await claim()).toMatchObject({ won: true });
		});
	});
}
