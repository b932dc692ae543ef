import { describe, expect, it } from 'vitest';

import { VOICE_LEG, type Contact } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, HOURS, LINE, OTHER_LINE, Story } from '../story';

export function revocationsContract(engine: Engine): void {
	describe('P8, V6: an agreement that is taken back', () => {
		const story = new Story(engine);
		const agree = (contact: Contact, seconds: number, phoneNumberId = LINE, now = seconds) =>
			story.consent(
				contact,
				{
					...{ key: 'automated_call', scope: 'standing', expiresAt: null, phoneNumberId },
					...{ messageId: `wamid.auto${seconds}.${phoneNumberId}`, givenAt: at(seconds) },
				},
				now,
			);
		const revoke = ({ id }: Contact, seconds: number, now = seconds) =>
			story.do((tx) => tx.consents.revoke(id, 'automated_call', at(seconds), at(now)));
		const active = async ({ id }: Contact, line = LINE) =>
			(await story.do((tx) => tx.consents.active(id, line, at(HOURS)))).map(
				({ givenAt }) => givenAt,
			);

		it('V6: holds no more, on any number, and stays as proof', async () => {
			const contact = await story.meet();
			await agree(contact, 0);
			await agree(contact, 0, OTHER_LINE);
			expect([await active(contact), await active(contact, OTHER_LINE)]).toEqual([
				[at(0)],
				[at(0)],
			]);
			await revoke(contact, 60);
			expect([await active(contact), await active(contact, OTHER_LINE)]).toEqual([[], []]);
			const history = await story.do((tx) => tx.consents.history(contact.id));
			expect(history.map(({ revokedAt }) => revokedAt)).toEqual([at(60), at(60)]);
		});

		it('V6: leaves other agreements as they are', async () => {
			const contact = await story.meet();
			await story.consent(contact, { expiresAt: null });
			await story.consent(contact, { key: 'recording', expiresAt: null });
			await revoke(contact, 60);
			expect(await active(contact)).toHaveLength(2);
		});

		it.each([
			{ title: 'older, heard after it', given: 30, holds: false },
			{ title: 'of the same second', given: 60, holds: false },
			{ title: 'given after it', given: 61, holds: true },
		])('V6: a yes that is $title → holds: $holds', async ({ given, holds }) => {
			const contact = await story.meet();
			await revoke(contact, 60);
			await revoke(contact, 20, 90);
			const kept = await agree(contact, given, LINE, 120);
			expect([kept !== null, (await active(contact)).length === 1]).toEqual([holds, holds]);
		});

		it('V6: a word that arrives late takes back only what was agreed to before it', async () => {
			const contact = await story.meet();
			await agree(contact, 0);
			await agree(contact, 120);
			await revoke(contact, 60, 180);
			expect(await active(contact)).toEqual([at(120)]);
		});

		it('V6: a refusal of calls takes it back too', async () => {
			const contact = await story.meet();
			await agree(contact, 0);
			await story.refuse(contact, 60);
			expect(await active(contact)).toEqual([]);
		});

		it('V6: ends the wish that rests on it, also while its call is being prepared', async () => {
			const contact = await story.meet();
			await agree(contact, 0);
			const reminder = { id: 'reminder:cb_1', kind: 'reminder', scope: 'slot' } as const;
			const wish = await story.wish(contact, { ...reminder, startsAt: at(30) }, 30);
			const claim = await story.won(wish, { leg: VOICE_LEG, now: at(30) });
			const yes = await story.wish(contact, { id: 'yes:1' }, 30);
			await revoke(contact, 35);
			expect(await story.start(claim, 40)).toBe(false);
			expect((await story.do((tx) => tx.wishes.get(yes.id)))?.status).toBe('open');
		});

		it('M5: is a change of the contact', async () => {
			const contact = await story.meet();
			await agree(contact, 0);
			await revoke(contact, 60);
			const page = { limit: 5, changedSince: at(60) };
			const changed = await story.do((tx) => tx.contacts.list(page));
			expect(changed.map(({ id }) => id)).toEqual([contact.id]);
		});

		it('V6: of somebody whom nobody knows is no error, and leaves no trace', async () => {
			const contact = await story.meet();
			await story.do((tx) => tx.erasures.erase(contact.id, at(1)));
			await revoke(contact, 60);
			expect(await agree(contact, 120)).toBeNull();
		});

		it.each([
			{ user: 60, phone: 90 },
			{ user: 90, phone: 60 },
		])(
			'V6: by either of two contacts that turn out to be one holds for both: %o',
			async (seconds) => {
				const user = await story.meet({ userId: ALICE.userId });
				const phone = await story.meet({ waId: ALICE.waId });
				await revoke(user, seconds.user);
				await revoke(phone, seconds.phone);
				const one = await story.meet(ALICE, 100);
				for (const contact of [user, phone, one]) {
					expect(await agree(contact, 80, LINE, 120)).toBeNull();
				}
				expect(await agree(one, 91, LINE, 120)).not.toBeNull();
			},
		);

		it('V6: is forgotten of a test contact that starts anew', async () => {
			const contact = await story.meet();
			await story.do((tx) => tx.contacts.setTest(contact.id, true, at(0)));
			await revoke(contact, 60);
			await story.do((tx) => tx.contacts.resetTest(contact.id, at(61)));
			expect(await agree(contact, 60, LINE, 62)).not.toBeNull();
		});
	});
}
