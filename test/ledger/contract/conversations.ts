import { describe, expect, it } from 'vitest';

import { messageFeatures } from '../../../nodes/shared/domain/messageFeatures';
import type { Contact, StoredFeatures } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, DAYS, LINE, OTHER_LINE, Story } from '../story';

const TEXT = 'Will the PEARL sofa fit a 3.2 m room?';

/** What ingress writes for these words of the customer. */
function said(id: string | null, seconds: number, text = TEXT): StoredFeatures {
	const read = messageFeatures({ from: 'customer', text, at: at(seconds) }, { key: 'k' });
	return { ...read, id, isPhoto: false };
}

export function conversationsContract(engine: Engine): void {
	describe('C2: what is kept of a conversation', () => {
		const story = new Story(engine);
		const add = (contact: Contact, message: StoredFeatures, line = LINE, now = 1000) =>
			story.do((tx) => tx.conversations.add(contact.id, line, message, at(now)));
		const recent = (contact: Contact, since = 0, limit = 10) =>
			story.do((tx) => tx.conversations.recent(contact.id, LINE, at(since), limit));
		const ids = (messages: StoredFeatures[]) => messages.map(({ id }) => id);

		it('comes back whole, with the instant in UTC', async () => {
			const contact = await story.meet();
			const message = { ...said('wamid.1', 0), isPhoto: true, keywords: ['external:vip'] };
			expect(await add(contact, { ...message, at: '2026-10-10T17:30:00+05:30' })).toBe(true);
			expect(message.cues.length + message.capitalWords).toBeGreaterThan(0);
			expect(await recent(contact)).toEqual([message]);
		});

		it('is never the text, whatever else the caller’s object carries', async () => {
			const contact = await story.meet();
			const withText = { ...said('wamid.1', 0), text: TEXT, raw: { body: TEXT } };
			await add(contact, withText);
			const [kept] = await recent(contact);
			expect(Object.keys(kept ?? {}).sort()).toEqual(Object.keys(said('wamid.1', 0)).sort());
		});

		it('is in the order in which it was said, from `since` on, the newest of too many', async () => {
			const contact = await story.meet();
			for (const n of [3, 1, 4, 2]) await add(contact, said(`wamid.${n}`, n));
			expect(ids(await recent(contact, 2))).toEqual(['wamid.2', 'wamid.3', 'wamid.4']);
			expect(ids(await recent(contact, 0, 2))).toEqual(['wamid.3', 'wamid.4']);
		});

		it('of messages of one second, whichever way their ids sort, the one heard later is later', async () => {
			const contact = await story.meet();
			for (const id of ['wamid.b', 'wamid.c', 'wamid.a']) await add(contact, said(id, 5));
			await add(contact, said('wamid.6', 6));
			expect(ids(await recent(contact))).toEqual(['wamid.b', 'wamid.c', 'wamid.a', 'wamid.6']);
			expect(await add(contact, said('wamid.b', 5))).toBe(false);
		});

		it('belongs to one contact and one number', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			await add(alice, said('wamid.1', 0));
			await add(alice, said('wamid.2', 0), OTHER_LINE);
			await add(bob, said('wamid.3', 0));
			expect(ids(await recent(alice))).toEqual(['wamid.1']);
		});

		it.each([
			{ title: 'a repeated delivery', again: said('wamid.1', 0), added: false },
			{ title: 'the same id from the other side', again: business('wamid.1', 0), added: true },
			{ title: 'another message', again: said('wamid.2', 0), added: true },
		])('P10: $title is added: $added', async ({ again, added }) => {
			const contact = await story.meet();
			await add(contact, said('wamid.1', 0));
			expect(await add(contact, again)).toBe(added);
			expect(await recent(contact)).toHaveLength(added ? 2 : 1);
		});

		it('P10: without an id the same words at the same time are one message', async () => {
			const contact = await story.meet();
			const added = [];
			for (const message of [said(null, 0), said(null, 0), said(null, 1), said(null, 0, 'Hello?')])
				added.push(await add(contact, message));
			expect(added).toEqual([true, false, true, true]);
			expect((await recent(contact))[0]?.id).toBeNull();
		});

		it('does not believe a message from the future, which would outlive the window', async () => {
			const contact = await story.meet();
			await add(contact, said('wamid.1', 40 * DAYS), LINE, 0);
			expect((await recent(contact))[0]?.at).toBe(at(0));
		});

		it('is forgotten on purpose', async () => {
			const contact = await story.meet();
			for (const n of [0, 1, 2]) await add(contact, said(`wamid.${n}`, n));
			expect(await story.do((tx) => tx.conversations.purge(at(2)))).toBe(2);
			expect(ids(await recent(contact))).toEqual(['wamid.2']);
		});
	});
}

function business(id: string, seconds: number): StoredFeatures {
	return { ...said(id, seconds), from: 'business' };
}
