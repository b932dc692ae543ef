import { describe, expect, it } from 'vitest';

import type { BusinessHours } from '../../../nodes/shared/domain/businessHours';
import { slotAt } from '../../../nodes/shared/domain/slots';
import type { Callback, WakeCause } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';

const CAROL = { waId: '14085557777', userId: 'US.77771208655302741918' };
const DAVE = { waId: '14085558888', userId: 'US.88881208655302741918' };
const SLOT = 4 * HOURS;
const HALF = 30 * MINUTES;

export function callbacksContract(engine: Engine): void {
	describe('H3: a booked slot', () => {
		const story = new Story(engine);
		const yes = async (ids = ALICE, id = 'yes:1') =>
			story.wish(await story.meet(ids), { id, scope: 'slot', expiresAt: at(HOURS) });
		const booked = (contactId: string, line = LINE) =>
			story.do((tx) => tx.callbacks.booked(contactId, line));
		const wish = (id = 'yes:1') => story.do((tx) => tx.wishes.get(id));

		it('P1: is kept with its times, and the yes holds from 2 min before to 15 min after it', async () => {
			const { contactId } = await yes();
			const booking = await story.book({ id: 'yes:1', contactId }, SLOT, { escalationId: 'esc_1' });
			const callback = {
				id: expect.stringMatching(/^cb_/) as string,
				contactId,
				phoneNumberId: LINE,
				wishId: 'yes:1',
				escalationId: 'esc_1',
				wokenBy: 'slot',
				dueAt: at(SLOT),
				endAt: at(SLOT + HALF),
				zone: 'Asia/Kolkata',
				callId: null,
				status: 'waiting',
				createdAt: at(0),
				firedAt: null,
			};
			expect(booking).toEqual({ booked: true, callback });
			expect(await booked(contactId)).toEqual(callback);
			expect(await wish()).toMatchObject({
				scope: 'slot',
				startsAt: at(SLOT - 2 * MINUTES),
				expiresAt: at(SLOT + 15 * MINUTES),
			});
		});

		it('P1: makes a yes to a call now one to the slot', async () => {
			const given = await story.wish(await story.meet(), { id: 'yes:1' });
			await story.book(given, SLOT);
			expect(await wish()).toMatchObject({ scope: 'slot', startsAt: at(SLOT - 2 * MINUTES) });
		});

		it('P10: is the same one when it is booked again', async () => {
			const given = await yes();
			const first = await story.book(given, SLOT);
			const again = await story.book(given, SLOT, {}, 60);
			expect(again).toEqual(first);
			expect(await story.do((tx) => tx.callbacks.list(given.contactId, 10))).toHaveLength(1);
		});

		it('is another one when it ends at another time', async () => {
			const given = await yes();
			await story.book(given, SLOT);
			await story.book(given, SLOT, { endAt: at(SLOT + HOURS) });
			expect((await booked(given.contactId))?.endAt).toBe(at(SLOT + HOURS));
		});

		it('replaces the one before, and moves the yes to the new time', async () => {
			const given = await yes();
			const first = await story.book(given, SLOT);
			const second = await story.book(given, SLOT + HOURS, {}, 60);
			if (!first.booked || !second.booked) throw new Error('Both were free');
			expect((await story.callback(first.callback.id)).status).toBe('cancelled');
			expect((await booked(given.contactId))?.id).toBe(second.callback.id);
			expect((await wish())?.startsAt).toBe(at(SLOT + HOURS - 2 * MINUTES));
		});

		it.each([
			{ title: 'the same time', start: SLOT, taken: true },
			{ title: 'a time that begins within it', start: SLOT + HALF - 1, taken: true },
			{ title: 'a time that ends within it', start: SLOT - HALF + 1, taken: true },
			{ title: 'the time right after it', start: SLOT + HALF, taken: false },
			{ title: 'the time right before it', start: SLOT - HALF, taken: false },
		])('leaves $title taken: $taken, of capacity one', async ({ start, taken }) => {
			await story.booked(await story.meet(BOB), SLOT);
			const booking = await story.book(await yes(), start);
			expect(booking).toMatchObject(
				taken ? { booked: false, because: 'slot_taken' } : { booked: true },
			);
			expect((await wish())?.startsAt).toBe(taken ? null : at(start - 2 * MINUTES));
		});

		it('is taken when as many calls are planned as the team can hold', async () => {
			const outcomes = [];
			for (const [n, ids] of [BOB, CAROL, DAVE].entries()) {
				const given = await yes(ids, `yes:${n}`);
				outcomes.push((await story.book(given, SLOT, { capacity: 2 })).booked);
			}
			expect(outcomes).toEqual([true, true, false]);
		});

		it.each([
			{ title: 'before all of them', start: -HALF, free: true },
			{ title: 'across the end of one and the start of the next', start: HALF / 2, free: true },
			{ title: 'while two go on', start: HALF, free: false },
			{ title: 'across the end of two', start: HALF + HALF / 2, free: false },
			{ title: 'when the last but one has ended', start: 2 * HALF, free: true },
		])('H3: of capacity two, $title: free $free, as it is offered', async ({ start, free }) => {
			const capacity = 2;
			await story.booked(await story.meet(BOB), SLOT);
			await story.booked(await story.meet(CAROL), SLOT + HALF, { capacity });
			await story.booked(await story.meet(DAVE), SLOT + HALF + HALF / 2, { capacity });
			const booked = await story.do((tx) => tx.callbacks.bookedStarts(LINE, at(0), at(DAY)));
			const offered = slotAt(ALWAYS, at(SLOT + start), { booked, capacity }) !== null;
			const booking = await story.book(await yes(), SLOT + start, { capacity });
			expect({ offered, booked: booking.booked }).toEqual({ offered: free, booked: free });
		});

		it('takes nothing from another number, from parked requests or from itself', async () => {
			await story.booked(await story.meet(BOB), SLOT, { phoneNumberId: OTHER_LINE });
			await story.park(await story.meet(CAROL), { wokenBy: 'hours', dueAt: at(SLOT) });
			const given = await yes();
			const moved = [SLOT, SLOT + 10 * MINUTES].map(async (start) => story.book(given, start));
			for (const booking of moved) expect((await booking).booked).toBe(true);
		});

		it('is free again once it is cancelled', async () => {
			const { id } = await story.booked(await story.meet(BOB), SLOT);
			await story.do((tx) => tx.callbacks.cancel(id, at(60)));
			const starts = () => story.do((tx) => tx.callbacks.bookedStarts(LINE, at(0), at(2 * SLOT)));
			expect(await starts()).toEqual([]);
			expect((await story.book(await yes(), SLOT)).booked).toBe(true);
			expect(await starts()).toEqual([at(SLOT)]);
		});

		it.each([
			{ title: 'a spent yes', end: 'spent' as const, now: 60, because: 'wish_not_open' },
			{ title: 'a closed yes', end: 'closed' as const, now: 60, because: 'wish_not_open' },
			{ title: 'a lapsed yes', end: null, now: HOURS, because: 'wish_not_open' },
			{ title: 'an open yes', end: null, now: HOURS - 1, because: undefined },
		])('P1: $title: $because', async ({ end, now, because }) => {
			const given = await yes();
			if (end) await story.do((tx) => tx.wishes.close(given.id, end, at(1)));
			const booking = await story.book(given, SLOT, {}, now);
			expect(booking).toMatchObject(because ? { booked: false, because } : { booked: true });
		});

		it('P1: needs a yes of this contact, to this number', async () => {
			const given = await yes();
			const bob = await story.meet(BOB);
			const refused = { booked: false, because: 'wish_not_open' };
			expect(await story.book({ id: 'yes:unknown', contactId: given.contactId }, SLOT)).toEqual(
				refused,
			);
			expect(await story.book({ id: given.id, contactId: bob.id }, SLOT)).toEqual(refused);
			expect(await story.book(given, SLOT, { phoneNumberId: OTHER_LINE })).toEqual(refused);
		});

		it('H3: is found by the id of a further yes', async () => {
			const given = await yes();
			await story.wish(await story.contact(given.contactId), { id: 'yes:2', scope: 'slot' });
			const booking = await story.book({ ...given, id: 'yes:2' }, SLOT);
			expect(booking).toMatchObject({ callback: { wishId: 'yes:1' } });
		});

		it('H3: is counted by its start, in half-open time', async () => {
			for (const [ids, start] of [
				[ALICE, SLOT],
				[BOB, SLOT + HOURS],
				[CAROL, SLOT + 2 * HOURS],
			] as const)
				await story.booked(await story.meet(ids), start);
			await story.park(await story.meet(DAVE), { wokenBy: 'hours', dueAt: at(SLOT) });
			const starts = (line: string, from: number, until: number) =>
				story.do((tx) => tx.callbacks.bookedStarts(line, at(from), at(until)));
			expect(await starts(LINE, SLOT, SLOT + 2 * HOURS)).toEqual([at(SLOT), at(SLOT + HOURS)]);
			expect(await starts(OTHER_LINE, 0, 10 * HOURS)).toEqual([]);
		});

		it('that is cancelled leaves a yes that is not booked, so nothing rings at its time', async () => {
			const contact = await story.meet();
			const { id, wishId } = await story.booked(contact, SLOT);
			await story.do((tx) => tx.callbacks.cancel(id, at(60)));
			expect(await wish(wishId ?? '')).toMatchObject({ status: 'open', startsAt: null });
			expect(await booked(contact.id)).toBeNull();
			await story.do((tx) => tx.callbacks.cancel('cb_nobody', at(60)));
		});

		it('P10: is booked by as many of fifty at once as there is room for', async () => {
			const given = [];
			for (let n = 0; n < 50; n++) {
				given.push(await yes({ waId: `1408555${1000 + n}`, userId: `US.${n}` }, `yes:${n}`));
			}
			const bookings = await Promise.all(
				given.map(async (one) => story.book(one, SLOT, { capacity: 3 })),
			);
			expect(bookings.filter(({ booked: won }) => won)).toHaveLength(3);
			const starts = await story.do((tx) => tx.callbacks.bookedStarts(LINE, at(0), at(DAY)));
			expect(starts).toEqual([at(SLOT), at(SLOT), at(SLOT)]);
		});
	});

	describe('H4: what is looked at later', () => {
		const story = new Story(engine);
		const due = async (seconds: number, lines: string[] = [], limit = 10, causes = EVERY_CAUSE) =>
			(await story.do((tx) => tx.callbacks.due(causes, lines, at(seconds), limit))).map(
				({ id }) => id,
			);
		const fire = (id: string, seconds: number) =>
			story.do((tx) => tx.callbacks.fire(id, at(seconds)));
		const wake = (cause: WakeCause, seconds: number, contactId?: string, line = LINE) =>
			story.do((tx) =>
				tx.callbacks.wake(
					cause,
					{ phoneNumberId: line, ...(contactId ? { contactId } : {}) },
					at(seconds),
				),
			);

		it('H4: is due from its time on, the earliest first', async () => {
			const late = await story.booked(await story.meet(ALICE), SLOT + HOURS);
			const early = await story.booked(await story.meet(BOB), SLOT);
			expect(await due(SLOT - 1)).toEqual([]);
			expect(await due(SLOT)).toEqual([early.id]);
			expect(await due(SLOT + HOURS)).toEqual([early.id, late.id]);
			expect(await due(SLOT + HOURS, [], 1)).toEqual([early.id]);
		});

		it('H4: is due on the numbers that are asked for, or on all', async () => {
			const here = await story.booked(await story.meet(ALICE), SLOT);
			const there = await story.booked(await story.meet(BOB), SLOT, { phoneNumberId: OTHER_LINE });
			expect(await due(SLOT, [OTHER_LINE])).toEqual([there.id]);
			expect(new Set(await due(SLOT, [LINE, OTHER_LINE]))).toEqual(new Set([here.id, there.id]));
			expect(await due(SLOT, ['1'])).toEqual([]);
		});

		it('H4: is due by its cause, and no other one takes its place', async () => {
			const parked = await story.park(await story.meet(ALICE), { wokenBy: 'hours', dueAt: at(60) });
			const { id: slot } = await story.booked(await story.meet(BOB), SLOT);
			expect(await due(SLOT, [], 1, ['slot'])).toEqual([slot]);
			expect(await due(SLOT, [LINE], 1, ['slot'])).toEqual([slot]);
			expect(await due(SLOT, [], 10, ['permission', 'hours'])).toEqual([parked.id]);
			expect(await due(SLOT, [], 10, [])).toEqual([]);
		});

		it('H4: fires once, and is due no more', async () => {
			const { id } = await story.booked(await story.meet(), SLOT);
			const fired = await Promise.all([1, 2, 3].map(async (n) => fire(id, SLOT + n)));
			expect(fired.filter(Boolean)).toHaveLength(1);
			const callback = await story.callback(id);
			expect(callback.status).toBe('fired');
			expect(callback.firedAt).toBe(at(SLOT + 1 + fired.indexOf(true)));
			expect(await due(SLOT + HOURS)).toEqual([]);
			expect(await fire('cb_nobody', SLOT)).toBe(false);
			await story.do((tx) => tx.callbacks.cancel(id, at(SLOT + 10)));
			expect((await story.callback(id)).status).toBe('fired');
		});

		it('H4: fires late too, and once its yes has lapsed: the gates ask again', async () => {
			const { id } = await story.booked(await story.meet(), SLOT);
			expect(await due(SLOT + 40 * MINUTES)).toEqual([id]);
			expect(await fire(id, SLOT + 40 * MINUTES)).toBe(true);
		});

		it('does not fire once it is cancelled', async () => {
			const { id } = await story.booked(await story.meet(), SLOT);
			await story.do((tx) => tx.callbacks.cancel(id, at(60)));
			expect([await due(SLOT), await fire(id, SLOT)]).toEqual([[], false]);
		});

		it.each(['spent', 'closed'] as const)('P5: is not due once its yes is %s', async (status) => {
			const contact = await story.meet();
			const slot = await story.booked(contact, SLOT);
			await story.park(contact, { wokenBy: 'hours', dueAt: at(60), wishId: slot.wishId });
			await story.do((tx) => tx.wishes.close(slot.wishId ?? '', status, at(30)));
			expect(await due(SLOT)).toEqual([]);
			expect(await story.callback(slot.id)).toMatchObject({ status: 'cancelled' });
		});

		it('P5: is not due once its yes was dialled', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact, { expiresAt: null });
			const parked = await story.park(contact, { wishId: wish.id });
			await story.start(await story.won(wish));
			expect((await story.callback(parked.id)).status).toBe('cancelled');
		});

		it('P5: is not due when a fresh yes has taken the place of its lapsed one', async () => {
			const contact = await story.meet();
			const { id } = await story.booked(contact, SLOT);
			await story.wish(contact, { id: 'yes:new' }, SLOT + 20 * MINUTES);
			expect((await story.callback(id)).status).toBe('cancelled');
		});

		it('parks one request a contact, number and cause; a repeat moves it', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const first = await story.park(alice, { wokenBy: 'hours', dueAt: at(HOURS) });
			const parked = [
				await story.park(alice, { wokenBy: 'hours', dueAt: at(2 * HOURS) }, 10),
				await story.park(alice, { wokenBy: 'permission' }),
				await story.park(alice, { wokenBy: 'hours', phoneNumberId: OTHER_LINE }),
				await story.park(bob, { wokenBy: 'hours' }),
			];
			expect(parked[0]).toEqual({ ...first, dueAt: at(2 * HOURS) });
			expect(new Set(parked.map(({ id }) => id)).size).toBe(4);
			expect(await due(3 * HOURS)).toEqual([first.id]);
		});

		it('parks with the wish and escalation that were told last', async () => {
			const contact = await story.meet();
			await story.wish(contact, { id: 'yes:1' });
			await story.wish(contact, { id: 'yes:2' });
			await story.park(contact, { escalationId: 'esc_1' });
			const again = await story.park(contact, { wishId: 'yes:2', escalationId: 'esc_2' });
			expect(again).toMatchObject({ wishId: 'yes:1', escalationId: 'esc_2', endAt: null });
		});

		it('parks nothing for a yes that was taken back meanwhile', async () => {
			const contact = await story.meet();
			await story.wish(contact, { id: 'yes:1' });
			await story.refuse(contact, 60);
			const parked = await story.park(contact, { wishId: 'yes:1', dueAt: at(61) }, 61);
			expect([parked.status, await due(HOURS)]).toEqual(['cancelled', []]);
		});

		it('wakes what waits for the cause, on one number, of one contact or of all', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const ofAlice = await story.park(alice);
			const ofBob = await story.park(bob);
			await story.park(alice, { wokenBy: 'permission' });
			await story.park(alice, { phoneNumberId: OTHER_LINE });
			expect(await due(10 * HOURS)).toEqual([]);
			expect(await wake('representative', 60, alice.id)).toBe(1);
			expect(await due(60)).toEqual([ofAlice.id]);
			expect(await wake('representative', 61)).toBe(1);
			expect(await due(61)).toEqual([ofAlice.id, ofBob.id]);
			expect(await wake('representative', 62)).toBe(0);
		});

		it('V3: wakes on all numbers for somebody who answers for all of them', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const here = await story.park(alice);
			const there = await story.park(alice, { phoneNumberId: OTHER_LINE }, 1);
			await story.park(bob, { wokenBy: 'hours' });
			const wakeAll = (contactId?: string) =>
				story.do((tx) => tx.callbacks.wake('representative', { contactId }, at(60)));
			expect([await wakeAll(bob.id), await wakeAll(alice.id), await wakeAll()]).toEqual([0, 2, 0]);
			expect((await due(60)).sort()).toEqual([here.id, there.id].sort());
		});

		it('wakes a dated request early, and never a slot', async () => {
			const contact = await story.meet();
			await story.booked(contact, SLOT);
			const parked = await story.park(contact, { wokenBy: 'hours', dueAt: at(2 * HOURS) });
			expect(await wake('hours', 60)).toBe(1);
			expect(await due(60)).toEqual([parked.id]);
		});

		it('stays awake when it is parked again before it fired', async () => {
			const contact = await story.meet();
			const { id } = await story.park(contact);
			await wake('representative', 60);
			expect((await story.park(contact, {}, 61)).dueAt).toBe(at(60));
			expect(await due(61)).toEqual([id]);
			await fire(id, 62);
			expect((await story.park(contact, {}, 63)).id).not.toBe(id);
		});

		it('M5: is listed by number: by its time, then what has none, the longest waiting first', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const undated = await story.park(bob, { wokenBy: 'permission' }, 10);
			const older = await story.park(alice, {}, 0);
			const slot = await story.booked(bob, SLOT);
			const dated = await story.park(alice, { wokenBy: 'hours', dueAt: at(HOURS) }, 20);
			await story.park(bob, { wokenBy: 'hours', dueAt: at(60), phoneNumberId: OTHER_LINE });
			const fired = await story.park(alice, { wokenBy: 'permission', dueAt: at(30) });
			await fire(fired.id, 30);
			const cancelled = await story.park(bob);
			await story.do((tx) => tx.callbacks.cancel(cancelled.id, at(30)));
			const waiting = async (limit: number) =>
				(await story.do((tx) => tx.callbacks.waiting(LINE, limit))).map(({ id }) => id);
			expect(await waiting(10)).toEqual([dated.id, slot.id, older.id, undated.id]);
			expect(await waiting(3)).toEqual([dated.id, slot.id, older.id]);
		});

		it('M5: is listed newest first', async () => {
			const contact = await story.meet();
			const first = await story.park(contact, {}, 0);
			const second = await story.park(contact, { wokenBy: 'hours' }, 60);
			const list = async (limit: number) =>
				(await story.do((tx) => tx.callbacks.list(contact.id, limit))).map(({ id }) => id);
			expect([await list(10), await list(1)]).toEqual([[second.id, first.id], [second.id]]);
		});
	});
}

const DAY = 24 * HOURS;
const EVERY_CAUSE: Callback['wokenBy'][] = ['slot', 'hours', 'permission', 'representative'];

/** A team that is there around the clock. */
const ALWAYS: BusinessHours = {
	zone: 'UTC',
	weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
	holidays: [],
};
