import { describe, expect, it } from 'vitest';

import { DeskStory } from '../deskStory';
import type { Engine } from '../engines';
import { ALICE, at, DAYS } from '../story';

/** What representatives did, and whom it was told. */
export function deskDeedsContract(engine: Engine): void {
	describe('V4: what a representative did', () => {
		const story = new DeskStory(engine);
		const begin = async () => {
			const [contact, who] = [await story.meet(), await story.hire()];
			return { contact, who, attemptId: await story.talk(contact, who) };
		};
		const untold = (seconds: number, limit = 9) =>
			story.do((tx) => tx.deskDeeds.untold(limit, at(seconds)));
		const tell = (id: string, seconds = 60) =>
			story.do((tx) => tx.deskDeeds.markTold(id, at(seconds)));

		it('V4: is kept as it was said, in order', async () => {
			const { contact, who, attemptId } = await begin();
			const took = await story.deed(attemptId, who, {}, 1);
			const words = { outcome: 'sold', notes: 'two sofas, <b>no lift</b> 🙂' } as const;
			const outcome = await story.deed(attemptId, who, { kind: 'outcome', ...words }, 1);
			expect(outcome).toEqual({
				...{ id: expect.stringMatching(/^deed_/) as string, kind: 'outcome', ...words, at: at(1) },
				...{ representativeId: who.id, attemptId, contactId: contact.id },
				phoneNumberId: outcome.phoneNumberId,
			});
			const listed = await story.do(async (tx) => [
				await tx.deskDeeds.ofAttempt(attemptId),
				await tx.deskDeeds.ofContact(contact.id, 9),
				await tx.deskDeeds.ofContact(contact.id, 1),
				await tx.deskDeeds.ofAttempt('att_nowhere'),
			]);
			expect(listed).toEqual([[took, outcome], [outcome, took], [outcome], []]);
		});

		it('V4: waits to be told, oldest first, for a day', async () => {
			const { who, attemptId } = await begin();
			const second = await story.deed(attemptId, who, { kind: 'objection' }, 20);
			const first = await story.deed(attemptId, who, {}, 10);
			const third = await story.deed(attemptId, who, { kind: 'opt_out' }, 20);
			expect(await untold(30)).toEqual([first, second, third]);
			expect(await untold(30, 2)).toEqual([first, second]);
			expect(await untold(DAYS + 9)).toEqual([first, second, third]);
			expect(await untold(DAYS + 10)).toEqual([second, third]);
		});

		it('P10: is told once', async () => {
			const { who, attemptId } = await begin();
			const { id } = await story.deed(attemptId, who);
			const told = await Promise.all(Array.from({ length: 10 }, async () => tell(id)));
			expect(told.filter(Boolean)).toHaveLength(1);
			expect([await untold(61), await tell('deed_nowhere')]).toEqual([[], false]);
		});

		it('V4: goes with its customer when two contacts turn out to be one', async () => {
			const [user, phone] = [
				await story.meet({ userId: ALICE.userId }),
				await story.meet({ waId: ALICE.waId }),
			];
			const who = await story.hire();
			const attemptId = await story.talk(phone, who);
			const early = await story.deed(attemptId, who);
			const one = await story.meet(ALICE, 1);
			const deed = { kind: 'outcome', outcome: 'helped', notes: null } as const;
			const of = { ...deed, attemptId, representativeId: who.id, phoneNumberId: '1' };
			for (const contactId of [user.id, phone.id]) {
				await story.do((tx) => tx.deskDeeds.add({ ...of, contactId }, at(2)));
			}
			const deeds = await story.do((tx) => tx.deskDeeds.ofContact(phone.id, 9));
			expect(deeds.map(({ contactId }) => contactId)).toEqual([one.id, one.id, one.id]);
			expect(deeds[2]).toEqual({ ...early, contactId: one.id });
		});

		it('P4: of somebody who was erased goes, and none comes back', async () => {
			const { contact, who, attemptId } = await begin();
			const deed = await story.deed(attemptId, who, { notes: 'third floor' });
			const erasure = await story.do((tx) => tx.erasures.erase(contact.id, at(60)));
			expect(erasure?.deleted).toMatchObject({ desk_deeds: 1 });
			const { id: _id, at: _at, ...again } = deed;
			const late = story.do((tx) => tx.deskDeeds.add(again, at(61)));
			await expect(late).rejects.toThrow('erased');
			expect(await untold(61)).toEqual([]);
		});
	});

	describe('P4: what the desk knew of somebody who is erased', () => {
		const story = new DeskStory(engine);

		it('P4: goes: rings, offers and all that was said of them, and nobody else’s', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet({ waId: '14085550000' })];
			const priya = await story.atDesk();
			const brief = null;
			const of = { brief, line: null, endsAt: at(30), direction: 'outbound' } as const;
			const nobody = { name: null, phone: null, language: null };
			const keptNumbers: number[] = [];
			for (const contact of [alice, bob]) {
				const ring = await story.ringOut(contact, 0, `yes:${contact.id}`);
				await story.show(ring, priya);
				const attempt = ring.attemptId ?? '';
				const said = [
					{ kind: 'ring', ring: { ...of, id: ring.id, customer: { ...nobody, name: 'A' } } },
					{ kind: 'ring_over', ring: ring.id, because: 'nobody', by: null },
					{ kind: 'answer', attempt, sdp: 'v=0' },
				] as const;
				for (const body of said) {
					const seq = await story.tell(priya.who, body);
					if (contact === bob) keptNumbers.push(seq);
				}
			}
			keptNumbers.push(await story.tell(priya.who, { kind: 'team' }));
			const erasure = await story.do((tx) => tx.erasures.erase(alice.id, at(60)));
			const gone = { desk_events: 3, desk_rings: 1, desk_ring_offers: 1, desk_deeds: 0 };
			expect(erasure?.deleted).toMatchObject(gone);
			const left = await story.do((tx) => tx.deskEvents.after(priya.who.id, 0, 99));
			expect(left.map(({ seq }) => seq)).toEqual(keptNumbers);
			const [ring, ...more] = await story.do((tx) => tx.deskRings.live());
			expect([ring?.contactId, more]).toEqual([bob.id, []]);
			expect(await story.do((tx) => tx.deskRings.offers(ring!.id))).toHaveLength(1);
		});
	});
}
