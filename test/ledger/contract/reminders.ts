import { describe, expect, it } from 'vitest';

import type { Callback, Contact, Wish } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';

const SLOT = 4 * HOURS;
const REMINDED = { remindMs: 30 * MINUTES * 1000 };

/** A booked slot, and what reminds of it. */
class Reminders extends Story {
	async all(contact: Pick<Contact, 'id'>): Promise<Callback[]> {
		const list = await this.do((tx) => tx.callbacks.list(contact.id, 20));
		return list.filter(({ wokenBy }) => wokenBy === 'reminder');
	}

	async waiting(contact: Pick<Contact, 'id'>): Promise<Callback[]> {
		return (await this.all(contact)).filter(({ status }) => status === 'waiting');
	}

	/** As the trigger does it: from the reminder to a little before the slot. */
	async ring(contact: Pick<Contact, 'id'>, reminder: Callback, now: number): Promise<Wish> {
		return this.do(async (tx) => {
			await tx.callbacks.fire(reminder.id, at(now));
			return tx.wishes.open(
				{
					...{ id: `reminder:${reminder.id}`, contactId: contact.id, phoneNumberId: LINE },
					...{ kind: 'reminder', scope: 'slot', startsAt: at(now) },
					expiresAt: at(SLOT - 5 * MINUTES),
				},
				at(now),
			);
		});
	}

	/** Half an hour before her slot, the automated call is wanted. */
	async reminded(contact: Contact): Promise<{ slot: Callback; wish: Wish }> {
		const slot = await this.booked(contact, SLOT, REMINDED);
		const [reminder] = await this.waiting(contact);
		if (!reminder) throw new Error('Nothing reminds of the slot');
		return { slot, wish: await this.ring(contact, reminder, SLOT - 30 * MINUTES) };
	}

	async status(wish: Wish): Promise<Wish['status'] | undefined> {
		return (await this.do((tx) => tx.wishes.get(wish.id)))?.status;
	}
}

export function remindersContract(engine: Engine): void {
	booking(engine);
	ending(engine);
	ringing(engine);
	merging(engine);
}

function booking(engine: Engine): void {
	describe('V6: the reminder of a booked slot', () => {
		const story = new Reminders(engine);

		it('V6: waits with it, for half an hour before it', async () => {
			const contact = await story.meet();
			const slot = await story.booked(contact, SLOT, { ...REMINDED, escalationId: 'esc_1' });
			expect(await story.all(contact)).toEqual([
				{
					...slot,
					id: expect.stringMatching(/^cb_/) as string,
					wokenBy: 'reminder',
					dueAt: at(SLOT - 30 * MINUTES),
					endAt: at(SLOT),
				},
			]);
			const due = (seconds: number) =>
				story.do((tx) => tx.callbacks.due(['reminder'], [LINE], at(seconds), 5));
			expect(await due(SLOT - 30 * MINUTES - 1)).toEqual([]);
			expect(await due(SLOT - 30 * MINUTES)).toEqual(await story.all(contact));
		});

		it.each([
			{ title: 'the policy wants none', start: SLOT, remindMs: 0, reminders: 0 },
			{ title: 'it begins sooner', start: 30 * MINUTES - 1, ...REMINDED, reminders: 0 },
			{ title: 'it begins just then', start: 30 * MINUTES, ...REMINDED, reminders: 1 },
		])('V6: if $title: $reminders', async ({ start, remindMs, reminders }) => {
			const contact = await story.meet();
			await story.booked(contact, start, { remindMs });
			expect(await story.waiting(contact)).toHaveLength(reminders);
		});

		it('H4: moves with the slot', async () => {
			const contact = await story.meet();
			const { wishId } = await story.booked(contact, SLOT, REMINDED);
			await story.book({ id: wishId!, contactId: contact.id }, SLOT + HOURS, REMINDED);
			const waiting = await story.waiting(contact);
			expect(waiting.map(({ endAt }) => endAt)).toEqual([at(SLOT + HOURS)]);
			expect(await story.all(contact)).toHaveLength(2);
		});

		it('H4: goes when the slot moves to a time that is too near for one', async () => {
			const contact = await story.meet();
			const { wishId } = await story.booked(contact, SLOT, REMINDED);
			await story.book({ id: wishId!, contactId: contact.id }, 10 * MINUTES, REMINDED);
			expect(await story.waiting(contact)).toEqual([]);
		});

		it('P10: is the same one when the slot is booked again, and none after it was had', async () => {
			const contact = await story.meet();
			const { wishId } = await story.booked(contact, SLOT, REMINDED);
			const slot = { id: wishId!, contactId: contact.id };
			await story.book(slot, SLOT, REMINDED, 60);
			const [reminder, ...more] = await story.all(contact);
			expect(more).toEqual([]);
			await story.do((tx) => tx.callbacks.fire(reminder!.id, at(SLOT - 30 * MINUTES)));
			await story.book(slot, SLOT, REMINDED, SLOT - 29 * MINUTES);
			expect(await story.waiting(contact)).toEqual([]);
		});

		it('H3: takes no capacity', async () => {
			await story.booked(await story.meet(BOB), SLOT, REMINDED);
			const contact = await story.meet();
			// The reminder "lasts" from half an hour before the slot to it.
			await story.booked(contact, SLOT - 30 * MINUTES, REMINDED);
			const starts = await story.do((tx) => tx.callbacks.bookedStarts(LINE, at(0), at(SLOT + 1)));
			expect(starts).toEqual([at(SLOT - 30 * MINUTES), at(SLOT)]);
			expect((await story.do((tx) => tx.callbacks.booked(contact.id, LINE)))?.wokenBy).toBe('slot');
		});
	});
}

function ending(engine: Engine): void {
	describe('V6: nobody is reminded of a slot', () => {
		const story = new Reminders(engine);

		it.each<{ title: string; end: (slot: Callback) => Promise<unknown> }>([
			{
				title: 'that was cancelled',
				end: (slot) => story.do((tx) => tx.callbacks.cancel(slot.id, at(60))),
			},
			{
				title: 'that has come',
				end: (slot) => story.do((tx) => tx.callbacks.fire(slot.id, at(SLOT))),
			},
			{
				title: 'whose yes was closed',
				end: (slot) => story.do((tx) => tx.wishes.close(slot.wishId!, 'closed', at(60))),
			},
			{
				title: 'for which the customer wants a call now',
				end: async (slot) =>
					story.wish(await story.contact(slot.contactId), { id: 'yes:now', scope: 'now' }, 60),
			},
			{
				title: 'of somebody who refused calls',
				end: async (slot) => story.refuse(await story.contact(slot.contactId), 60),
			},
			{
				title: 'of somebody whose phone went to another person',
				end: () => story.meet({ waId: ALICE.waId, userId: 'US.1' }, 60),
			},
		])('V6: $title', async ({ end }) => {
			const contact = await story.meet();
			await end(await story.booked(contact, SLOT, REMINDED));
			expect((await story.all(contact)).map(({ status }) => status)).toEqual(['cancelled']);
		});

		it.each<{ title: string; end: (slot: Callback) => Promise<unknown> }>([
			{
				title: 'is cancelled',
				end: (slot) => story.do((tx) => tx.callbacks.cancel(slot.id, at(SLOT - 60))),
			},
			{
				title: 'moves',
				end: (slot) =>
					story.book(
						{ id: slot.wishId!, contactId: slot.contactId },
						SLOT + HOURS,
						REMINDED,
						SLOT - 60,
					),
			},
			{
				title: 'is rung',
				end: async (slot) => {
					const wish = await story.do((tx) => tx.wishes.get(slot.wishId!));
					return story.start(await story.won(wish!, { now: at(SLOT) }), SLOT);
				},
			},
			{
				title: 'is somebody’s who refused calls',
				end: async (slot) => story.refuse(await story.contact(slot.contactId), SLOT - 60),
			},
			{
				title: 'is somebody’s who refused calls before allowing them again',
				end: async (slot) => {
					const contact = await story.contact(slot.contactId);
					await story.allow(contact, 60);
					await story.refuse(contact, 30, SLOT - 60);
				},
			},
		])('V6: the wish for an automated call ends if the slot $title', async ({ end }) => {
			const { slot, wish } = await story.reminded(await story.meet());
			expect(await story.status(wish)).toBe('open');
			await end(slot);
			expect(await story.status(wish)).toBe('closed');
		});

		it('V6: a claim for the reminder cannot dial any more after the slot has moved', async () => {
			const { slot, wish } = await story.reminded(await story.meet());
			const now = SLOT - 20 * MINUTES;
			const claim = await story.won(wish, { leg: 'voice_agent', now: at(now) });
			await story.book({ id: slot.wishId!, contactId: slot.contactId }, SLOT + HOURS, {}, now);
			expect(await story.start(claim, now)).toBe(false);
		});

		it('V6: the slot of another number keeps its own', async () => {
			const contact = await story.meet();
			const slot = await story.booked(contact, SLOT, REMINDED);
			const yes = { id: 'yes:other', phoneNumberId: OTHER_LINE, scope: 'slot' } as const;
			const other = { ...REMINDED, phoneNumberId: OTHER_LINE };
			await story.book(await story.wish(contact, yes), SLOT, other);
			await story.do((tx) => tx.callbacks.cancel(slot.id, at(60)));
			const waiting = await story.waiting(contact);
			expect(waiting.map(({ phoneNumberId }) => phoneNumberId)).toEqual([OTHER_LINE]);
		});

		it('V6: a call from the customer leaves slot and reminder alone', async () => {
			const contact = await story.meet();
			await story.booked(contact, SLOT, REMINDED);
			await story.dial(contact, 60, { id: 'inbound:wacid.1', kind: 'inbound' });
			const [reminder, ...more] = await story.waiting(contact);
			expect(more).toEqual([]);
			const wish = await story.ring(contact, reminder!, SLOT - 30 * MINUTES);
			await story.do((tx) => tx.wishes.close('inbound:wacid.1', 'closed', at(SLOT - 60)));
			const inbound = { id: 'inbound:wacid.2', kind: 'inbound' } as const;
			await story.dial(contact, SLOT - 30 * MINUTES, inbound);
			expect(await story.status(wish)).toBe('open');
		});
	});
}

function ringing(engine: Engine): void {
	describe('V6: the wish for an automated reminder', () => {
		const story = new Reminders(engine);
		const NOW = SLOT - 30 * MINUTES;
		const dial = async (wish: Wish, now = NOW) => {
			const claim = await story.won(wish, { leg: 'voice_agent', now: at(now) });
			expect(await story.start(claim, now)).toBe(true);
			return claim.attempt;
		};

		it('V6: lives beside the slot’s, which stays as it is', async () => {
			const contact = await story.meet();
			const { slot, wish } = await story.reminded(contact);
			expect(wish).toMatchObject({ kind: 'reminder', status: 'open', startsAt: at(NOW) });
			const current = await story.do((tx) => tx.wishes.current(contact.id, LINE, at(NOW)));
			expect(current).toMatchObject({
				id: slot.wishId,
				startsAt: at(SLOT - 2 * MINUTES),
				expiresAt: at(SLOT + 15 * MINUTES),
			});
		});

		it('V6: is neither extended by a yes nor what a yes stands for', async () => {
			const contact = await story.meet();
			const wish = await story.do((tx) =>
				tx.wishes.open(
					{
						...{ id: 'reminder:cb_1', contactId: contact.id, phoneNumberId: LINE },
						...{ kind: 'reminder', scope: 'slot', startsAt: at(0), expiresAt: at(HOURS) },
					},
					at(0),
				),
			);
			expect(await story.do((tx) => tx.wishes.current(contact.id, LINE, at(1)))).toBeNull();
			const yes = await story.wish(contact, { id: 'yes:1', givenAt: at(5) }, 5);
			expect(yes.id).toBe('yes:1');
			expect(await story.do((tx) => tx.wishes.get(wish.id))).toEqual(wish);
			await dial(wish, 10);
			// Written before the automated call, heard after it.
			const late = await story.wish(contact, { id: 'yes:2', givenAt: at(6) }, 20);
			expect(late.id).toBe('yes:1');
		});

		it('P1: a yes written before the automated call is a yes of its own', async () => {
			const contact = await story.meet();
			const { slot, wish } = await story.reminded(contact);
			await dial(wish);
			await story.do((tx) => tx.wishes.close(slot.wishId!, 'closed', at(NOW + 5)));
			const yes = await story.wish(contact, { id: 'yes:9', givenAt: at(NOW - 5) }, NOW + 10);
			expect(yes).toMatchObject({ id: 'yes:9', status: 'open' });
		});

		it('P10: is one, opened again and again', async () => {
			const contact = await story.meet();
			const { wish } = await story.reminded(contact);
			const [reminder] = await story.all(contact);
			expect(await story.ring(contact, reminder!, NOW + 60)).toEqual(wish);
			await dial(wish, NOW + 61);
			expect(await story.ring(contact, reminder!, NOW + 90)).toMatchObject({ status: 'spent' });
		});

		it('P10: gives way to that of a later slot', async () => {
			const contact = await story.meet();
			const { wish } = await story.reminded(contact);
			const later = await story.ring(contact, { id: 'cb_later' } as Callback, NOW + 60);
			expect([await story.status(wish), later.status]).toEqual(['closed', 'open']);
		});

		it('V6: its call starts no cool-down, so the booked call is not held', async () => {
			const contact = await story.meet();
			const { slot, wish } = await story.reminded(contact);
			const attempt = await dial(wish);
			const of = { status: 'ended', outcome: 'no_answer', callId: 'wacid.1' } as const;
			await story.do((tx) =>
				tx.attempts.applyCall(attempt.id, { ...of, errorCode: null, at: at(NOW + 40) }, at(NOW)),
			);
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBeNull();
			const yes = await story.do((tx) => tx.wishes.get(slot.wishId!));
			const booked = await story.won(yes!, { now: at(SLOT) });
			expect(await story.start(booked, SLOT)).toBe(true);
			expect((await story.contact(contact.id)).lastCallAttemptAt).toBe(at(SLOT));
		});

		it('P6: unanswered it counts as Meta counts it; answered it clears the strikes', async () => {
			const contact = await story.meet();
			const strikes = () => story.do((tx) => tx.attempts.strikes(contact.id, LINE));
			await story.past(contact, 0, 'no_answer');
			const { wish } = await story.reminded(contact);
			const attempt = await dial(wish);
			await story.call(attempt.id, 'ended', NOW + 40, 'no_answer');
			expect(await strikes()).toBe(2);
			await story.call(attempt.id, 'ended', NOW + 40, 'completed');
			expect(await strikes()).toBe(0);
		});

		it('V6: is tried once: what Meta refused is not open again', async () => {
			const contact = await story.meet();
			const { slot, wish } = await story.reminded(contact);
			const attempt = await dial(wish);
			await story.do((tx) => tx.wishes.close(slot.wishId!, 'closed', at(NOW + 1)));
			await story.do((tx) => tx.attempts.refused(attempt.id, 'x', at(NOW + 1)));
			expect(await story.status(wish)).toBe('spent');
		});

		it('P10: a refused connect of the booked call opens its yes again, reminder or not', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact, 0, { id: 'yes:1' });
			await story.ring(contact, { id: 'cb_1' } as Callback, 1);
			await story.do((tx) => tx.attempts.refused(attempt.id, 'x', at(2)));
			expect((await story.do((tx) => tx.wishes.get('yes:1')))?.status).toBe('open');
		});

		it('P5: and the booked call are one call at a time', async () => {
			const contact = await story.meet();
			const { slot, wish } = await story.reminded(contact);
			await dial(wish);
			const yes = await story.do((tx) => tx.wishes.get(slot.wishId!));
			expect(await story.claim(yes!, { now: at(SLOT) })).toMatchObject({
				won: false,
				reason: 'call_in_progress',
			});
		});
	});
}

function merging(engine: Engine): void {
	describe('two contacts that turn out to be one: their reminders', () => {
		const story = new Reminders(engine);

		it.each(['user', 'phone'] as const)(
			'V6: the slot of the contact that is kept keeps its own; the other’s goes: the %s booked later',
			async (later) => {
				const user = await story.meet({ userId: ALICE.userId });
				const phone = await story.meet({ waId: ALICE.waId });
				const start = { user: SLOT, phone: SLOT, [later]: SLOT + HOURS };
				const slots = [
					await story.booked(user, start.user, { ...REMINDED, capacity: 2 }),
					await story.booked(phone, start.phone, { ...REMINDED, capacity: 2 }),
				];
				const one = await story.meet(ALICE, 60);
				const slot = await story.do((tx) => tx.callbacks.booked(one.id, LINE));
				expect(slots.map(({ id }) => id)).toContain(slot?.id);
				const waiting = await story.waiting(one);
				expect(waiting.map(({ endAt }) => endAt)).toEqual([slot?.dueAt]);
				expect(await story.all(one)).toHaveLength(2);
			},
		);

		it('V6: of two automated calls whose slots are gone one is left', async () => {
			const contacts = [
				await story.meet({ userId: ALICE.userId }),
				await story.meet({ waId: ALICE.waId }),
			];
			const wishes: Wish[] = [];
			for (const [n, contact] of contacts.entries()) {
				wishes.push(await story.ring(contact, { id: `cb_${n}` } as Callback, 0));
			}
			await story.meet(ALICE, 60);
			const states = await Promise.all(wishes.map(async (wish) => story.status(wish)));
			expect(states.sort()).toEqual(['closed', 'open']);
		});

		it('V6: an automated call never stands for a yes of the other contact', async () => {
			const contacts = [
				await story.meet({ userId: ALICE.userId }),
				await story.meet({ waId: ALICE.waId }),
			];
			const wishes: Wish[] = [];
			for (const contact of contacts) {
				await story.booked(contact, SLOT, { ...REMINDED, capacity: 2 });
				const [reminder] = await story.waiting(contact);
				wishes.push(await story.ring(contact, reminder!, SLOT - 30 * MINUTES));
			}
			await story.meet(ALICE, SLOT - 20 * MINUTES);
			const now = await Promise.all(
				wishes.map(async ({ id }) => story.do((tx) => tx.wishes.get(id))),
			);
			expect(now.map((wish) => wish?.kind)).toEqual(['reminder', 'reminder']);
			expect(now.map((wish) => wish?.status).sort()).toEqual(['closed', 'open']);
			// It is the one that belongs to the slot that is kept.
			const [one] = contacts;
			const slot = await story.do((tx) => tx.callbacks.booked(one!.id, LINE));
			const kept = now.find((wish) => wish?.status === 'open');
			expect(kept?.id).toBe(wishes.find((_, n) => slot?.wishId === `yes:${contacts[n]!.id}`)?.id);
		});
	});
}
