import { describe, expect, it } from 'vitest';

import type { CallbackStore } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';

type Recap = Parameters<CallbackStore['planRecap']>[0];

export function recapsContract(engine: Engine): void {
	describe('V7: a recap that waits for its brief', () => {
		const story = new Story(engine);
		const plan = (contactId: string, recap: Partial<Recap> = {}, now = 0) =>
			story.do((tx) =>
				tx.callbacks.planRecap(
					{
						...{ contactId, phoneNumberId: LINE, escalationId: 'esc_1', callId: 'wacid.1' },
						dueAt: at(now + 30 * MINUTES),
						...recap,
					},
					at(now),
				),
			);
		const due = async (seconds: number) =>
			(await story.do((tx) => tx.callbacks.due(['recap'], [LINE], at(seconds), 9))).map(
				({ callId }) => callId,
			);

		it('V7: is due when the wait is over, with the call that it is about', async () => {
			const { id } = await story.meet();
			expect(await plan(id)).toEqual({
				...{ id: expect.stringMatching(/^cb_/) as string, contactId: id, phoneNumberId: LINE },
				...{ wishId: null, escalationId: 'esc_1', wokenBy: 'recap', dueAt: at(30 * MINUTES) },
				...{ endAt: null, zone: null, callId: 'wacid.1', status: 'waiting' },
				...{ createdAt: at(0), firedAt: null },
			});
			expect([await due(30 * MINUTES - 1), await due(30 * MINUTES)]).toEqual([[], ['wacid.1']]);
		});

		it('V7: is due at once when a representative has approved the brief', async () => {
			const { id } = await story.meet();
			const bob = await story.meet(BOB);
			await plan(id);
			await plan(bob.id, { callId: 'wacid.2' });
			await plan(id, { callId: 'wacid.3', phoneNumberId: OTHER_LINE });
			const wake = () =>
				story.do((tx) =>
					tx.callbacks.wake('recap', { phoneNumberId: LINE, contactId: id }, at(60)),
				);
			expect([await wake(), await due(60)]).toEqual([1, ['wacid.1']]);
			expect(await wake()).toBe(0);
		});

		it('P10: of the same call once, waiting or had', async () => {
			const { id } = await story.meet();
			const first = await plan(id);
			expect(await plan(id, {}, 60)).toEqual(first);
			await story.do((tx) => tx.callbacks.fire(first.id, at(HOURS)));
			expect(await plan(id, {}, HOURS + 1)).toMatchObject({ id: first.id, status: 'fired' });
			expect(await due(9 * HOURS)).toEqual([]);
		});

		it('V7: of a later call takes the place of an earlier one, which does not come back', async () => {
			const { id } = await story.meet();
			const first = await plan(id);
			await plan(id, { callId: 'wacid.2' }, 60);
			expect((await story.callback(first.id)).status).toBe('cancelled');
			expect(await plan(id, {}, 90)).toMatchObject({ id: first.id, status: 'cancelled' });
			expect(await due(HOURS)).toEqual(['wacid.2']);
		});

		it('V7: waits beside a slot, and beside what waits for the hours', async () => {
			const contact = await story.meet();
			await story.booked(contact, 4 * HOURS, { remindMs: 60_000 });
			await story.park(contact, { wokenBy: 'hours' });
			await plan(contact.id);
			const waiting = await story.do((tx) => tx.callbacks.waiting(LINE, 9));
			expect(waiting.map(({ wokenBy }) => wokenBy).sort()).toEqual(
				['slot', 'hours', 'recap', 'reminder'].sort(),
			);
		});

		it('P4: outlasts a refusal of calls, since it is none, but not one of messages', async () => {
			const contact = await story.meet();
			const recap = await plan(contact.id);
			await story.refuse(contact, 60);
			expect((await story.callback(recap.id)).status).toBe('waiting');
			const stop = { messages: true, at: at(90), messageId: 'wamid.stop' };
			await story.do((tx) => tx.contacts.setOptOut(contact.id, stop, at(90)));
			expect((await story.callback(recap.id)).status).toBe('cancelled');
		});

		it('P4: is not for whoever has the phone now', async () => {
			const contact = await story.meet();
			const recap = await plan(contact.id);
			await story.meet({ waId: ALICE.waId, userId: 'US.1' }, 60);
			expect((await story.callback(recap.id)).status).toBe('cancelled');
		});

		it('P4: is not planned for somebody who was erased meanwhile', async () => {
			const { id } = await story.meet();
			await story.do((tx) => tx.erasures.erase(id, at(1)));
			await expect(plan(id)).rejects.toThrow('erased');
		});

		it('of two contacts that turn out to be one one waits, and is known by either id', async () => {
			const user = await story.meet({ userId: ALICE.userId });
			const phone = await story.meet({ waId: ALICE.waId });
			await plan(user.id, { callId: 'wacid.user' });
			await plan(phone.id, { callId: 'wacid.phone' });
			const one = await story.meet(ALICE, 60);
			expect(await due(HOURS)).toHaveLength(1);
			for (const id of [user.id, phone.id]) {
				expect((await plan(id, { callId: 'wacid.user' }, 90)).contactId).toBe(one.id);
			}
			expect(await due(HOURS)).toHaveLength(1);
		});
	});
}
