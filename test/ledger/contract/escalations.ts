import { describe, expect, it } from 'vitest';

import {
	ESCALATION_LAPSES_MS,
	type Contact,
	type EscalationStatus,
} from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';

const LAPSE = ESCALATION_LAPSES_MS / 1000;

type Step = 'offered' | 'accepted' | 'calling';

export function escalationsContract(engine: Engine): void {
	describe('C2, C5: the escalation', () => {
		const story = new Story(engine);
		const live = (contact: Contact, seconds: number, line = LINE) =>
			story.do((tx) => tx.escalations.live(contact.id, line, at(seconds)));
		const advance = (id: string, status: Step, seconds: number) =>
			story.do((tx) => tx.escalations.advance(id, status, at(seconds)));
		const close = (id: string, because: string, seconds: number) =>
			story.do((tx) => tx.escalations.close(id, because, at(seconds)));

		it('C5: is opened with its trigger, action and evidence', async () => {
			const contact = await story.meet();
			const { escalation, opened } = await story.escalate(contact, 5);
			expect(opened).toBe(true);
			expect(escalation).toEqual({
				id: expect.stringMatching(/^esc_/) as string,
				contactId: contact.id,
				phoneNumberId: LINE,
				status: 'open',
				triggers: ['complex_config'],
				action: 'offer_specialist',
				evidence: [
					{
						trigger: 'complex_config',
						messageId: 'wamid.sofa',
						matched: 'sofa',
						value: null,
						threshold: null,
					},
				],
				openedAt: at(5),
				updatedAt: at(5),
				closedAt: null,
				closedBecause: null,
			});
			expect(await live(contact, 6)).toEqual(escalation);
			expect(await story.escalation(escalation.id)).toEqual(escalation);
		});

		it('C5: is joined by further signals; the first one leads and its action stays', async () => {
			const contact = await story.meet();
			const first = await story.escalate(contact);
			const value = { messageId: 'wamid.cart', matched: null, value: 189_000, threshold: 15_000 };
			const cart = { trigger: 'high_intent_value', ...value };
			const joined = await story.escalate(contact, 60, {
				triggers: ['high_intent_value', 'complex_config'],
				action: 'offer_consult',
				evidence: [cart],
			});
			expect(joined).toMatchObject({
				opened: false,
				escalation: {
					id: first.escalation.id,
					triggers: ['complex_config', 'high_intent_value'],
					action: 'offer_specialist',
					evidence: [...first.escalation.evidence, cart],
					openedAt: at(0),
					updatedAt: at(60),
				},
			});
		});

		it('C2, C6: what a chat model asked for leads nothing that a rule finds', async () => {
			const contact = await story.meet();
			const asked = { trigger: 'external:agent', matched: 'unsure', value: null, threshold: null };
			await story.escalate(contact, 0, {
				triggers: ['external:agent'],
				action: 'offer_consult',
				evidence: [{ ...asked, messageId: 'wamid.sofa' }],
			});
			const { escalation, opened } = await story.escalate(contact, 1, { action: 'human_only' });
			expect(opened).toBe(false);
			expect(escalation).toMatchObject({
				triggers: ['complex_config', 'external:agent'],
				action: 'human_only',
				evidence: [{ trigger: 'complex_config' }, { trigger: 'external:agent' }],
			});
			const later = await story.escalate(contact, 2, { triggers: ['frustration'] });
			expect(later.escalation).toMatchObject({ action: 'human_only' });
			expect(later.escalation.triggers[0]).toBe('complex_config');
		});

		it('C5: says the same evidence once, and does not grow without end', async () => {
			const contact = await story.meet();
			for (const seconds of [0, 1]) await story.escalate(contact, seconds);
			expect((await live(contact, 2))?.evidence).toHaveLength(1);
			const shared = { trigger: 'frustration', matched: null, value: null, threshold: null };
			const evidence = Array.from({ length: 80 }, (_, n) => ({
				...shared,
				messageId: `wamid.${n}`,
			}));
			await story.escalate(contact, 3, { evidence });
			const kept = (await live(contact, 4))?.evidence ?? [];
			expect(kept).toHaveLength(50);
			expect(kept[0]?.messageId).toBe('wamid.sofa');
		});

		it('P7: is one per contact and number', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const opened = [];
			for (const [contact, phoneNumberId] of [
				[alice, LINE],
				[alice, OTHER_LINE],
				[bob, LINE],
				[alice, LINE],
			] as const)
				opened.push((await story.escalate(contact, 0, { phoneNumberId })).opened);
			expect(opened).toEqual([true, true, true, false]);
			expect(await live(bob, 0, OTHER_LINE)).toBeNull();
		});

		it.each<{ steps: Step[]; status: EscalationStatus }>([
			{ steps: ['offered'], status: 'offered' },
			{ steps: ['offered', 'accepted', 'calling'], status: 'calling' },
			{ steps: ['calling'], status: 'calling' },
			{ steps: ['accepted', 'offered'], status: 'accepted' },
			{ steps: ['calling', 'accepted', 'offered'], status: 'calling' },
		])('C7: moves on and never back: $steps → $status', async ({ steps, status }) => {
			const { id } = (await story.escalate(await story.meet())).escalation;
			for (const [n, step] of steps.entries()) await advance(id, step, n + 1);
			expect(await story.escalation(id)).toMatchObject({ status });
		});

		it('says when it last moved; a step back is no move', async () => {
			const { id } = (await story.escalate(await story.meet())).escalation;
			await advance(id, 'accepted', 60);
			await advance(id, 'offered', 90);
			expect((await story.escalation(id)).updatedAt).toBe(at(60));
		});

		it('is closed once, and nothing moves it then', async () => {
			const contact = await story.meet();
			const { id } = (await story.escalate(contact)).escalation;
			await close(id, 'declined', 60);
			await close(id, 'call_ended', 90);
			await advance(id, 'calling', 91);
			const closed = { status: 'closed', closedAt: at(60), closedBecause: 'declined' };
			expect(await story.escalation(id)).toMatchObject(closed);
			expect(await live(contact, 92)).toBeNull();
			expect((await story.escalate(contact, 93)).opened).toBe(true);
		});

		it('knows no unknown id', async () => {
			await advance('esc_nobody', 'calling', 0);
			await close('esc_nobody', 'declined', 0);
			expect(await story.do((tx) => tx.escalations.get('esc_nobody'))).toBeNull();
		});

		it('lapses a day after it last moved, and a new one may be opened', async () => {
			const contact = await story.meet();
			const { id } = (await story.escalate(contact)).escalation;
			await advance(id, 'offered', HOURS);
			expect((await live(contact, HOURS + LAPSE - 1))?.id).toBe(id);
			expect(await live(contact, HOURS + LAPSE)).toBeNull();
			const lapsed = { status: 'closed', closedBecause: 'lapsed', closedAt: at(HOURS + LAPSE) };
			expect(await story.escalation(id)).toMatchObject(lapsed);
			expect((await story.escalate(contact, HOURS + LAPSE)).opened).toBe(true);
		});

		it('is over when it has lapsed, although nobody has looked: a late step changes nothing', async () => {
			const contact = await story.meet();
			const { id } = (await story.escalate(contact)).escalation;
			await advance(id, 'calling', LAPSE);
			expect(await live(contact, LAPSE)).toBeNull();
			const again = await story.escalate(contact, LAPSE);
			expect(again).toMatchObject({ opened: true, escalation: { status: 'open' } });
		});

		it('H4: outlives the weekend before its booked slot', async () => {
			const contact = await story.meet();
			const { id } = (await story.escalate(contact)).escalation;
			const slot = 3 * LAPSE;
			await story.booked(contact, slot, { escalationId: id });
			// Nothing that comes to pass before makes the time shorter.
			await advance(id, 'accepted', 60);
			await story.escalate(contact, 90);
			await story.park(contact, { wokenBy: 'hours', escalationId: id, dueAt: at(HOURS) });
			expect((await live(contact, slot + LAPSE - 1))?.id).toBe(id);
			expect(await live(contact, slot + LAPSE)).toBeNull();
		});

		it('H4: outlives the night before a dated request, and not an undated one', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const dated = (await story.escalate(alice)).escalation.id;
			const undated = (await story.escalate(bob)).escalation.id;
			await story.park(alice, { wokenBy: 'hours', escalationId: dated, dueAt: at(10 * HOURS) });
			await story.park(bob, { escalationId: undated });
			expect((await live(alice, LAPSE + 9 * HOURS))?.id).toBe(dated);
			expect(await live(bob, LAPSE)).toBeNull();
		});

		it('M5: is listed newest first', async () => {
			const contact = await story.meet();
			const first = (await story.escalate(contact)).escalation.id;
			await close(first, 'declined', MINUTES);
			const second = (await story.escalate(contact, 2 * MINUTES)).escalation.id;
			const list = (limit: number) => story.do((tx) => tx.escalations.list(contact.id, limit));
			expect((await list(10)).map(({ id }) => id)).toEqual([second, first]);
			expect((await list(1)).map(({ id }) => id)).toEqual([second]);
		});
	});
}
