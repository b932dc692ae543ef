import { describe, expect, it } from 'vitest';

import type { Contact, RatingStore } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, HOURS, LINE, MINUTES, Story } from '../story';

type Tap = Parameters<RatingStore['put']>[0];

export function ratingsContract(engine: Engine): void {
	describe('V7: what a customer thought of a call', () => {
		const story = new Story(engine);
		const rate = (contact: Contact, attemptId: string, tap: Partial<Tap> = {}) => {
			const good = { rating: 'good', messageId: 'wamid.tap', at: at(HOURS) } as const;
			const one = { attemptId, contactId: contact.id, ...good, ...tap };
			return story.do((tx) => tx.ratings.put(one, at(HOURS)));
		};
		const list = (id: string) => story.do((tx) => tx.ratings.list(id, 5));

		it('C5, V7: is kept against the call, its escalation and the signal that led', async () => {
			const contact = await story.meet();
			const reasons = { triggers: ['high_intent_value', 'complex_config'] };
			const { escalation } = await story.escalate(contact, 0, reasons);
			const { id } = await story.past(contact, 60, 'completed');
			const rating = {
				...{ attemptId: id, contactId: contact.id, phoneNumberId: LINE },
				...{ escalationId: escalation.id, trigger: 'high_intent_value' },
				...{ rating: 'good', messageId: 'wamid.tap', at: at(HOURS) },
			};
			expect(await rate(contact, id)).toEqual(rating);
			expect(await list(contact.id)).toEqual([rating]);
		});

		it('V7: of a call that nothing had led to has no trigger', async () => {
			const contact = await story.meet();
			const { id } = await story.past(contact, 60, 'completed');
			expect(await rate(contact, id)).toMatchObject({ escalationId: null, trigger: null });
		});

		it.each([
			{ title: 'in order', taps: ['good 0', 'poor 5'] },
			{ title: 'out of order', taps: ['poor 5', 'good 0'] },
			{ title: 'in one second', taps: ['good 5', 'poor 5'] },
		])('V7: of several taps the last one stands, heard $title', async ({ taps }) => {
			const contact = await story.meet();
			const { id } = await story.past(contact, 60, 'completed');
			for (const tap of taps) {
				const rating = tap.startsWith('good') ? 'good' : 'poor';
				await rate(contact, id, { rating, at: at(HOURS + Number(tap.slice(-1))) });
			}
			expect(await list(contact.id)).toMatchObject([{ rating: 'poor', at: at(HOURS + 5) }]);
		});

		it('V7: of somebody else’s call, or of none, is not kept', async () => {
			const contact = await story.meet();
			const { id } = await story.past(contact, 60, 'completed');
			const bob = await story.meet(BOB);
			expect(await rate(bob, id)).toBeNull();
			expect(await rate(contact, 'att_nobody')).toBeNull();
			expect([await list(bob.id), await list(contact.id)]).toEqual([[], []]);
		});

		it('V7: newest first', async () => {
			const contact = await story.meet();
			const calls = [
				await story.past(contact, 0, 'completed'),
				await story.past(contact, 60, 'completed'),
			];
			for (const [n, { id }] of calls.entries()) await rate(contact, id, { at: at(HOURS + n) });
			const ids = (await list(contact.id)).map(({ attemptId }) => attemptId);
			expect(ids).toEqual([calls[1]!.id, calls[0]!.id]);
		});

		it('C5: of two contacts that turn out to be one join, for the escalation that lives', async () => {
			const phone = await story.meet({ waId: ALICE.waId });
			const user = await story.meet({ userId: ALICE.userId });
			await story.escalate(phone);
			const { id } = await story.past(phone, 60, 'completed');
			await rate(phone, id);
			const { escalation } = await story.escalate(user, 120);
			const one = await story.meet(ALICE, 5 * MINUTES);
			for (const either of [user, phone]) {
				expect(await list(either.id)).toMatchObject([
					{ contactId: one.id, escalationId: escalation.id },
				]);
				expect(await rate(either, id, { rating: 'fair' })).toMatchObject({ rating: 'fair' });
			}
		});
	});
}
