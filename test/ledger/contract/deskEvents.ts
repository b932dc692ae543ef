import { describe, expect, it } from 'vitest';

import type { DeskEventBody } from '../../../nodes/shared/domain/deskProtocol';
import { DeskStory } from '../deskStory';
import type { Engine } from '../engines';
import { at } from '../story';

/** What representatives are told, in order and with nothing missing. */
export function deskEventsContract(engine: Engine): void {
	describe('V4: what a representative is told', () => {
		const story = new DeskStory(engine);
		const after = (who: { id: string }, seq: number, limit = 99) =>
			story.do((tx) => tx.deskEvents.after(who.id, seq, limit));
		const last = (ids: string[]) => story.do((tx) => tx.deskEvents.lastSeq(ids));

		it('V4: is numbered from one, for each of them', async () => {
			const [priya, omar] = [await story.hire(), await story.hire('Omar')];
			const numbers = [await story.tell(priya), await story.tell(priya), await story.tell(omar)];
			expect(numbers).toEqual([1, 2, 1]);
			expect(await last([priya.id, omar.id, 'rep_nobody'])).toEqual(
				new Map([...[[priya.id, 2] as const, [omar.id, 1] as const, ['rep_nobody', 0] as const]]),
			);
		});

		it('V4: nobody asked for: nobody’s numbers', async () => {
			expect(await last([])).toEqual(new Map());
		});

		it('V4: is read after a number, oldest first, as it was said', async () => {
			const who = await story.hire();
			const said: DeskEventBody[] = [
				{ kind: 'answer', attempt: 'att_1', sdp: 'v=0\r\no=- "quoted" <b>\r\n' },
				{ kind: 'probe', probe: 'probe_1' },
				{ kind: 'ended', attempt: 'att_1', because: 'Ünïcode 🙂' },
			];
			for (const [n, body] of said.entries()) {
				const event = { pageId: n === 1 ? 'page_1' : null, body };
				await story.do((tx) => tx.deskEvents.add(who.id, event, at(n)));
			}
			const all = said.map((body, n) => ({
				...{ seq: n + 1, pageId: n === 1 ? 'page_1' : null, body, at: at(n) },
			}));
			expect(await after(who, 0)).toEqual(all);
			expect(await after(who, 1)).toEqual(all.slice(1));
			expect(await after(who, 0, 2)).toEqual(all.slice(0, 2));
			expect(await after(who, 3)).toEqual([]);
			expect(await after({ id: 'rep_nobody' }, 0)).toEqual([]);
		});

		it('V4: leaves no gap where something was taken back', async () => {
			const who = await story.hire();
			await story.tell(who);
			const failing = story.do(async (tx) => {
				await tx.deskEvents.add(who.id, { pageId: null, body: { kind: 'team' } }, at(1));
				throw new Error('rolled back');
			});
			await expect(failing).rejects.toThrow('rolled back');
			expect(await story.tell(who)).toBe(2);
		});

		it('V4: of ten at once each has its own number', async () => {
			const who = await story.hire();
			const numbers = await Promise.all(Array.from({ length: 10 }, async () => story.tell(who)));
			expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		});

		it('V4: is forgotten in time, and the numbers go on', async () => {
			const who = await story.hire();
			for (const seconds of [10, 20]) await story.tell(who, { kind: 'team' }, seconds);
			await story.do((tx) => tx.deskEvents.purge(at(19)));
			expect((await after(who, 0)).map(({ seq }) => seq)).toEqual([2]);
			await story.do((tx) => tx.deskEvents.purge(at(20)));
			expect(await after(who, 0)).toEqual([]);
			expect(await last([who.id])).toEqual(new Map([[who.id, 2]]));
			expect(await story.tell(who)).toBe(3);
		});

		it('V4: is said to nobody who is unknown', async () => {
			await expect(story.tell({ ...(await story.hire()), id: 'rep_nobody' })).rejects.toThrow(
				'no such representative',
			);
		});
	});
}
