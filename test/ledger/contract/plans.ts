import { describe, expect, it } from 'vitest';

import { messageFeatures } from '../../../nodes/shared/domain/messageFeatures';
import type { Contact } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, DAYS, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';

const SLOT = 4 * HOURS;

/** What reaches into escalations, callbacks, threads and conversations at once. */
export function plansContract(engine: Engine): void {
	describe('P4: a refusal of calls', () => {
		const story = new Story(engine);

		async function planned() {
			const contact = await story.meet();
			const escalations: string[] = [];
			for (const phoneNumberId of [LINE, OTHER_LINE])
				escalations.push((await story.escalate(contact, 0, { phoneNumberId })).escalation.id);
			const callbacks = [
				await story.booked(contact, SLOT),
				await story.park(contact, { phoneNumberId: OTHER_LINE, wokenBy: 'hours', dueAt: at(60) }),
			];
			const states = async () => ({
				callbacks: await Promise.all(
					callbacks.map(async ({ id }) => (await story.callback(id)).status),
				),
				escalations: await Promise.all(
					escalations.map(async (id) => (await story.escalation(id)).closedBecause),
				),
			});
			return { contact, states };
		}
		const CANCELLED = ['cancelled', 'cancelled'];

		it('P4: cancels what is planned and closes what is escalated, on all numbers', async () => {
			const { contact, states } = await planned();
			await story.refuse(contact, 30);
			const because = ['opted_out', 'opted_out'];
			expect(await states()).toEqual({ callbacks: CANCELLED, escalations: because });
			expect(await story.do((tx) => tx.callbacks.due(['slot', 'hours'], [], at(SLOT), 10))).toEqual(
				[],
			);
		});

		it('P4: a refusal that arrives after "call me again" ends only what was before it', async () => {
			const contact = await story.meet();
			const before = await story.park(contact, {}, 0);
			await story.allow(contact, 60);
			const after = await story.park(contact, { wokenBy: 'hours' }, 61);
			const { escalation } = await story.escalate(contact, 61);
			await story.refuse(contact, 30, 90);
			const { status } = await story.callback(before.id);
			const left = (await story.callback(after.id)).status;
			expect([status, left]).toEqual(['cancelled', 'waiting']);
			expect((await story.escalation(escalation.id)).status).toBe('open');
		});

		it('P4: a refusal that arrives late and stands ends what began after it too', async () => {
			const contact = await story.meet();
			const slot = await story.booked(contact, SLOT);
			const { escalation } = await story.escalate(contact, 60);
			await story.refuse(contact, -30, 90);
			expect((await story.callback(slot.id)).status).toBe('cancelled');
			expect((await story.escalation(escalation.id)).closedBecause).toBe('opted_out');
		});

		it('P4: taking it back cancels nothing', async () => {
			const { contact, states } = await planned();
			await story.allow(contact, 30);
			expect((await states()).callbacks).toEqual(['waiting', 'waiting']);
		});

		it('a phone that went to somebody else rings at nobody’s slot', async () => {
			const { states } = await planned();
			await story.meet({ waId: ALICE.waId, userId: 'US.77771208655302741918' }, 30);
			const because = ['number_changed_hands', 'number_changed_hands'];
			expect(await states()).toEqual({ callbacks: CANCELLED, escalations: because });
		});
	});

	describe('two contacts that turn out to be one: their plans', () => {
		const story = new Story(engine);

		async function twins() {
			const user = await story.meet({ userId: ALICE.userId });
			const phone = await story.meet({ waId: ALICE.waId });
			return { user, phone };
		}
		const merge = () => story.meet(ALICE, 5 * MINUTES);
		const live = (contact: Contact, line = LINE) =>
			story.do((tx) => tx.escalations.live(contact.id, line, at(6 * MINUTES)));

		it.each(['user', 'phone'] as const)(
			'of two escalations the newer lives, as far on as either was: the %s one is newer',
			async (newer) => {
				const both = await twins();
				const older = newer === 'user' ? 'phone' : 'user';
				const first = (await story.escalate(both[older], 0)).escalation;
				const cart = { triggers: ['high_intent_value'], action: 'offer_consult', evidence: [] };
				const second = (await story.escalate(both[newer], 60, cart)).escalation;
				await story.do((tx) => tx.escalations.advance(first.id, 'accepted', at(90)));
				const one = await merge();
				expect(await live(one)).toMatchObject({
					id: second.id,
					contactId: one.id,
					status: 'accepted',
					action: 'offer_consult',
					triggers: ['complex_config', 'high_intent_value'],
					evidence: first.evidence,
				});
				const closed = { status: 'closed', closedBecause: 'contact_merged' };
				expect(await story.escalation(first.id)).toMatchObject(closed);
				expect(await story.do((tx) => tx.escalations.list(one.id, 10))).toHaveLength(2);
			},
		);

		it('the living escalation outlives the slot that was booked for the other', async () => {
			const { user, phone } = await twins();
			const older = (await story.escalate(phone, 0)).escalation.id;
			await story.booked(phone, 3 * DAYS, { escalationId: older });
			const newer = (await story.escalate(user, 60)).escalation.id;
			const one = await merge();
			const atSlot = await story.do((tx) => tx.escalations.live(one.id, LINE, at(3 * DAYS)));
			expect(atSlot?.id).toBe(newer);
		});

		it('escalations of two numbers both live', async () => {
			const { user, phone } = await twins();
			await story.escalate(user);
			await story.escalate(phone, 0, { phoneNumberId: OTHER_LINE });
			const one = await merge();
			expect([await live(one), await live(one, OTHER_LINE)]).not.toContain(null);
		});

		it('offers and callbacks of the closed escalation lead to the living one', async () => {
			const { user, phone } = await twins();
			const { id: closed } = (await story.escalate(user, 0)).escalation;
			const { id: lives } = (await story.escalate(phone, 60)).escalation;
			const slot = await story.booked(user, SLOT, { escalationId: closed });
			await story.do((tx) =>
				tx.offers.put(
					{
						messageId: 'wamid.offer',
						phoneNumberId: LINE,
						contactId: user.id,
						escalationId: closed,
						sentAt: at(0),
						expiresAt: at(HOURS),
					},
					at(0),
				),
			);
			const one = await merge();
			const offer = await story.do((tx) => tx.offers.open(one.id, LINE, at(6 * MINUTES)));
			expect([offer?.escalationId, (await story.callback(slot.id)).escalationId]).toEqual([
				lives,
				lives,
			]);
		});

		it('one slot per number stays, the kept contact’s', async () => {
			const { user, phone } = await twins();
			const kept = await story.booked(user, SLOT);
			const gone = await story.booked(phone, SLOT + HOURS);
			const there = await story.park(phone, { phoneNumberId: OTHER_LINE });
			const one = await merge();
			expect((await story.do((tx) => tx.callbacks.booked(one.id, LINE)))?.id).toBe(kept.id);
			expect((await story.callback(gone.id)).status).toBe('cancelled');
			const moved = { status: 'waiting', contactId: one.id };
			expect(await story.callback(there.id)).toMatchObject(moved);
		});

		it('of two requests that wait for the same, the kept contact’s stays', async () => {
			const { user, phone } = await twins();
			const kept = await story.park(user);
			const gone = await story.park(phone);
			const one = await merge();
			expect(await story.callback(kept.id)).toMatchObject({ status: 'waiting', contactId: one.id });
			expect(await story.callback(gone.id)).toMatchObject({
				status: 'cancelled',
				contactId: one.id,
			});
		});

		it('a slot that only the other had booked is kept, with its yes', async () => {
			const { phone } = await twins();
			const slot = await story.booked(phone, SLOT);
			const one = await merge();
			expect((await story.do((tx) => tx.callbacks.booked(one.id, LINE)))?.id).toBe(slot.id);
			const wish = await story.do((tx) => tx.wishes.current(one.id, LINE, at(SLOT)));
			expect(wish?.id).toBe(slot.wishId);
		});

		it('a slot whose yes gave way to the kept contact’s is cancelled', async () => {
			const { user, phone } = await twins();
			await story.wish(user, { id: 'yes:now' });
			const slot = await story.booked(phone, SLOT);
			await merge();
			expect((await story.callback(slot.id)).status).toBe('cancelled');
		});

		it('C7: whoever holds the thread longest holds it', async () => {
			const { user, phone } = await twins();
			for (const [contact, owner, until] of [
				[user, 'priya', HOURS],
				[phone, 'omar', 2 * HOURS],
			] as const) {
				const thread = { contactId: contact.id, phoneNumberId: LINE, owner, until: at(until) };
				await story.do((tx) => tx.threads.take(thread, at(0)));
			}
			const one = await merge();
			const owned = await story.do((tx) => tx.threads.owned(one.id, LINE, at(6 * MINUTES)));
			expect(owned).toMatchObject({ owner: 'omar', contactId: one.id });
		});

		it('conversations join; a message that both have is one', async () => {
			const { user, phone } = await twins();
			for (const [contact, n] of [
				[user, 1],
				[phone, 1],
				[phone, 2],
			] as const) {
				const read = messageFeatures({ from: 'customer', text: 'Hi', at: at(n) });
				const message = { ...read, id: `wamid.${n}`, isPhoto: false };
				await story.do((tx) => tx.conversations.add(contact.id, LINE, message, at(n)));
			}
			const one = await merge();
			const messages = await story.do((tx) => tx.conversations.recent(one.id, LINE, at(0), 10));
			expect(messages.map(({ id }) => id)).toEqual(['wamid.1', 'wamid.2']);
		});

		it('P7: answers to requests are counted once', async () => {
			const { user, phone } = await twins();
			const answer = { response: 'reject', isPermanent: false, expiresAt: null } as const;
			for (const [contact, n] of [
				[user, 1],
				[phone, 1],
				[phone, 2],
			] as const) {
				const reply = { ...answer, at: at(n) };
				await story.do((tx) => tx.permissions.apply(contact.id, LINE, reply, at(n)));
			}
			await merge();
			const answers = await story.do((tx) => tx.permissions.lastAnswers(LINE, 10));
			expect(answers).toEqual([false, false]);
		});

		it('the old id still finds everything', async () => {
			const { user, phone } = await twins();
			const one = await merge();
			const gone = one.id === user.id ? phone : user;
			const { escalation } = await story.escalate(gone, 6 * MINUTES);
			const slot = await story.booked(gone, SLOT);
			expect([escalation.contactId, slot.contactId]).toEqual([one.id, one.id]);
			expect((await live(gone))?.id).toBe(escalation.id);
			expect((await story.do((tx) => tx.callbacks.booked(gone.id, LINE)))?.id).toBe(slot.id);
			const moved = { id: slot.wishId ?? '', contactId: gone.id };
			expect(await story.book(moved, SLOT + HOURS)).toMatchObject({ booked: true });
			const parked = await story.park(gone);
			expect(parked.contactId).toBe(one.id);
			const thread = { contactId: gone.id, phoneNumberId: LINE, owner: 'priya', until: at(HOURS) };
			const read = messageFeatures({ from: 'customer', text: 'Hi', at: at(0) });
			await story.do(async (tx) => {
				await tx.conversations.add(gone.id, LINE, { ...read, isPhoto: false }, at(0));
				await tx.threads.take(thread, at(0));
				for (const id of [one.id, gone.id]) {
					expect(await tx.conversations.recent(id, LINE, at(0), 9)).toHaveLength(1);
					expect((await tx.threads.owned(id, LINE, at(1)))?.owner).toBe('priya');
					expect(await tx.callbacks.list(id, 9)).toHaveLength(3);
				}
				const where = { phoneNumberId: LINE, contactId: gone.id };
				expect(await tx.callbacks.wake('representative', where, at(1))).toBe(1);
				await tx.threads.release(gone.id, LINE, at(2));
				expect(await tx.threads.owned(one.id, LINE, at(2))).toBeNull();
			});
		});
	});
}
