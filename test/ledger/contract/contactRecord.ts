import { describe, expect, it } from 'vitest';

import { messageFeatures } from '../../../nodes/shared/domain/messageFeatures';
import type { Contact, ContactStore } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, DAYS, HOURS, LINE, Story } from '../story';

type Locale = Parameters<ContactStore['setLocale']>[1];

const KOLKATA = { timeZone: 'Asia/Kolkata' };
const LONDON = { timeZone: 'Europe/London' };
const ON_RECORD = { timeZoneSource: 'record' } as const;
const GUESSED = { timeZoneSource: 'phone_number' } as const;
const NOTHING = { timeZone: null, timeZoneSource: null };

export function contactRecordContract(engine: Engine): void {
	describe('H2: language and zone of a contact', () => {
		const story = new Story(engine);

		it.each<{ title: string; said: Locale[]; known: object }>([
			{ title: 'nothing', said: [], known: { language: null, ...NOTHING } },
			{
				title: 'a zone on record',
				said: [{ ...KOLKATA, ...ON_RECORD }],
				known: { ...KOLKATA, ...ON_RECORD },
			},
			{ title: 'a zone of no source', said: [KOLKATA], known: { ...KOLKATA, ...ON_RECORD } },
			{
				title: 'a guess',
				said: [{ ...KOLKATA, ...GUESSED }],
				known: { ...KOLKATA, ...GUESSED },
			},
			{
				title: 'a guess after the record',
				said: [
					{ ...KOLKATA, ...ON_RECORD },
					{ ...LONDON, ...GUESSED },
				],
				known: { ...KOLKATA, ...ON_RECORD },
			},
			{
				title: 'no guess after the record',
				said: [
					{ ...KOLKATA, ...ON_RECORD },
					{ timeZone: null, ...GUESSED },
				],
				known: { ...KOLKATA, ...ON_RECORD },
			},
			{
				title: 'the record after a guess',
				said: [
					{ ...KOLKATA, ...GUESSED },
					{ ...LONDON, ...ON_RECORD },
				],
				known: { ...LONDON, ...ON_RECORD },
			},
			{
				title: 'a better guess after a guess',
				said: [
					{ ...KOLKATA, ...GUESSED },
					{ ...LONDON, ...GUESSED },
				],
				known: { ...LONDON, ...GUESSED },
			},
			{
				title: 'a zone that is forgotten',
				said: [{ ...KOLKATA, ...ON_RECORD, language: 'hi' }, { timeZone: null }],
				known: { ...NOTHING, language: 'hi' },
			},
			{
				title: 'a language that is forgotten',
				said: [{ ...KOLKATA, language: 'hi' }, { language: null }],
				known: { ...KOLKATA, language: null },
			},
		])('H2: $title', async ({ said, known }) => {
			const { id } = await story.meet();
			for (const locale of said) {
				await story.do((tx) => tx.contacts.setLocale(id, locale, at(0)));
			}
			expect(await story.contact(id)).toMatchObject(known);
		});

		it('of somebody unknown is no error', async () => {
			await story.do((tx) => tx.contacts.setLocale('c_nobody', KOLKATA, at(0)));
		});
	});

	describe('all contacts', () => {
		const story = new Story(engine);
		const list = async (limit: number, after?: string) =>
			(await story.do((tx) => tx.contacts.list({ limit, ...(after ? { after } : {}) }))).map(
				({ id }) => id,
			);

		it('are listed page by page, the one that changed last first, each once', async () => {
			const met: string[] = [];
			for (let n = 0; n < 7; n++) {
				// Three of them change in the same instant.
				met.push((await story.meet({ waId: `1408555${n}` }, n < 4 ? n : 4)).id);
			}
			await story.do((tx) => tx.contacts.setLocale(met[0] ?? '', KOLKATA, at(60)));
			const pages: string[][] = [];
			for (let after: string | undefined; pages.length < 5; after = pages.at(-1)?.at(-1)) {
				const page = await list(3, after);
				pages.push(page);
				if (page.length < 3) break;
			}
			expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
			expect(pages.flat()[0]).toBe(met[0]);
			expect(pages.flat().slice(-3)).toEqual([met[3], met[2], met[1]]);
			expect(new Set(pages.flat())).toEqual(new Set(met));
		});

		it('are not moved by what was known already', async () => {
			const first = await story.meet({ waId: '14085550' });
			await story.do((tx) => tx.contacts.setLocale(first.id, KOLKATA, at(0)));
			const second = await story.meet({ waId: '14085551' }, 60);
			await story.do((tx) => tx.contacts.setLocale(first.id, KOLKATA, at(90)));
			expect(await list(10)).toEqual([second.id, first.id]);
		});

		it('are listed from a change on', async () => {
			const ids: string[] = [];
			for (const seconds of [0, 60, 120]) {
				ids.unshift((await story.meet({ waId: `1408555${seconds}` }, seconds)).id);
			}
			const since = async (seconds: number, after?: string) =>
				(
					await story.do((tx) =>
						tx.contacts.list({ limit: 9, changedSince: at(seconds), ...(after && { after }) }),
					)
				).map(({ id }) => id);
			expect([await since(60), await since(61), await since(121)]).toEqual([
				ids.slice(0, 2),
				ids.slice(0, 1),
				[],
			]);
			expect(await since(60, ids[0])).toEqual([ids[1]]);
		});

		it.each<{ title: string; change: (contact: Contact) => Promise<unknown> }>([
			{
				title: 'P4: a refusal',
				change: (contact) => story.refuse(contact, 60, 90),
			},
			{ title: 'P4: a refusal taken back', change: (contact) => story.allow(contact, 60, 90) },
			{
				title: 'P1: a yes',
				change: (contact) => story.consent(contact, { givenAt: at(60) }, 90),
			},
			{ title: 'S1: a brief', change: (contact) => story.brief(contact, {}, 90) },
			{
				title: 'another name',
				change: (contact) => story.do((tx) => tx.contacts.rename(contact.id, 'Asha Rao', at(90))),
			},
			{
				title: 'H2: another zone',
				change: (contact) => story.do((tx) => tx.contacts.setLocale(contact.id, KOLKATA, at(90))),
			},
		])('M5: $title is a change of the contact; a repeat is none', async ({ change }) => {
			const changed = await story.meet({ waId: '14085550' });
			const other = await story.meet({ waId: '14085551' }, 60);
			expect(await list(10)).toEqual([other.id, changed.id]);
			await change(changed);
			expect(await list(10)).toEqual([changed.id, other.id]);
			const latest = await story.meet({ waId: '14085552' }, 95);
			await story.do((tx) => tx.contacts.setTest(other.id, true, at(100)));
			await change(changed);
			expect(await list(10)).toEqual([other.id, latest.id, changed.id]);
		});

		it('S3: a correction is a change of the contact', async () => {
			const changed = await story.meet({ waId: '14085550' });
			const { id, fields } = await story.brief(changed);
			await story.meet({ waId: '14085551' }, 60);
			const corrected = { status: 'ready' as const, fields: { ...fields, sentiment: 'calm' } };
			await story.do((tx) =>
				tx.briefs.correct(id, { ...corrected, sources: {}, errors: [] }, [], at(90)),
			);
			expect((await list(10))[0]).toBe(changed.id);
		});

		it('are listed without those that were merged into another', async () => {
			await story.meet({ userId: ALICE.userId });
			await story.meet({ waId: ALICE.waId });
			const one = await story.meet(ALICE);
			expect(await list(10)).toEqual([one.id]);
			expect(await list(10, 'c_nobody')).toEqual([]);
		});
	});

	describe('the name of a contact', () => {
		const story = new Story(engine);
		const rename = (id: string, name: string) =>
			story.do((tx) => tx.contacts.rename(id, name, at(60)));

		it('is the profile’s, until an operator knows a better one', async () => {
			const { id } = await story.meet({ ...ALICE, name: '~ali~' });
			expect(await story.meet({ ...ALICE, name: 'ali 🌻' }, 30)).toMatchObject({ name: 'ali 🌻' });
			await rename(id, '  Alice Farnsworth ');
			expect((await story.contact(id)).name).toBe('Alice Farnsworth');
			const again = await story.meet({ ...ALICE, name: '~ali~' }, 90);
			expect(again.name).toBe('Alice Farnsworth');
			await rename(id, 'Alice F.');
			expect((await story.contact(id)).name).toBe('Alice F.');
		});

		it('is not taken away by an empty one, and nobody unknown is named', async () => {
			const { id } = await story.meet({ ...ALICE, name: 'Alice' });
			await rename(id, '  ');
			await rename('c_nobody', 'Bob');
			expect((await story.contact(id)).name).toBe('Alice');
			expect(await story.meet({ ...ALICE, name: 'Ali' }, 90)).toMatchObject({ name: 'Ali' });
		});

		it.each(['user', 'phone'] as const)(
			'of two that are one is the operator’s, whoever had it: the %s one',
			async (named) => {
				const user = await story.meet({ userId: ALICE.userId, name: '~ali~' });
				const phone = await story.meet({ waId: ALICE.waId, name: 'ali 🌻' });
				await rename(named === 'user' ? user.id : phone.id, 'Alice Farnsworth');
				const one = await story.meet({ ...ALICE, name: '~ali~' }, 90);
				expect(one.name).toBe('Alice Farnsworth');
				const later = await story.meet({ ...ALICE, name: 'ali' }, 120);
				expect(later.name).toBe('Alice Farnsworth');
			},
		);

		it('of two that are one and nobody named is the known one', async () => {
			await story.meet({ userId: ALICE.userId });
			await story.meet({ waId: ALICE.waId, name: 'ali' });
			expect((await story.meet(ALICE, 90)).name).toBe('ali');
		});
	});

	describe('a test contact that is reset', () => {
		const story = new Story(engine);
		const reset = (id: string) => story.do((tx) => tx.contacts.resetTest(id, at(2 * HOURS)));

		/** A day of trying, ending with a refusal. */
		async function tried(isTest: boolean) {
			const contact = await story.meet();
			await story.do((tx) => tx.contacts.setTest(contact.id, isTest, at(0)));
			for (const seconds of [0, 60]) await story.past(contact, seconds, 'no_answer');
			await story.consent(contact, { messageId: 'wamid.yes2', expiresAt: at(DAYS) });
			await story.escalate(contact, 100);
			await story.booked(contact, 4 * HOURS);
			const { id, fields } = await story.brief(contact, {}, 100);
			await story.do(async (tx) => {
				const sentiment = { field: 'sentiment', kind: 'missing', before: null } as const;
				const correction = { ...sentiment, after: 'calm', by: 'rep_priya', at: at(100) };
				const corrected = { status: 'ready', fields: { ...fields, sentiment: 'calm' } } as const;
				const brief = { ...corrected, sources: {}, errors: [] };
				await tx.briefs.correct(id, brief, [correction], at(100));
				const message = messageFeatures({ from: 'customer', text: 'Hi', at: at(100) });
				const thread = { contactId: contact.id, phoneNumberId: LINE, owner: 'priya' };
				const offer = { contactId: contact.id, phoneNumberId: LINE, escalationId: null };
				const reply = { response: 'reject', isPermanent: false, expiresAt: null } as const;
				const stored = { ...message, isPhoto: false };
				await tx.conversations.add(contact.id, LINE, stored, at(100));
				await tx.threads.take({ ...thread, until: at(DAYS) }, at(100));
				const times = { sentAt: at(100), expiresAt: at(DAYS) };
				await tx.offers.put({ ...offer, ...times, messageId: 'wamid.offer' }, at(100));
				await tx.permissions.apply(contact.id, LINE, { ...reply, at: at(100) }, at(100));
				const [attempt] = await tx.attempts.list(contact.id, 1);
				const tap = { rating: 'poor', messageId: 'wamid.tap', at: at(100) } as const;
				const of = { attemptId: attempt!.id, contactId: contact.id };
				await tx.ratings.put({ ...of, ...tap }, at(100));
				const objection = { contactId: contact.id, by: 'customer', at: at(100) } as const;
				await tx.recordings.object({ ...objection, since: at(0) }, at(100));
			});
			return contact;
		}
		const traces = (id: string) =>
			story.do(async (tx) => ({
				strikes: await tx.attempts.strikes(id, LINE),
				lastCall: (await tx.contacts.get(id))?.lastCallAttemptAt !== null,
				consents: (await tx.consents.history(id)).length,
				wish: (await tx.wishes.current(id, LINE, at(2 * HOURS))) !== null,
				escalations: (await tx.escalations.list(id, 9)).length,
				callbacks: (await tx.callbacks.list(id, 9)).length,
				thread: (await tx.threads.owned(id, LINE, at(2 * HOURS))) !== null,
				offer: (await tx.offers.open(id, LINE, at(2 * HOURS))) !== null,
				messages: (await tx.conversations.recent(id, LINE, at(0), 9)).length,
				answers: (await tx.permissions.lastAnswers(LINE, 9)).length,
				briefs: (await tx.briefs.list(id, 9)).length,
				corrections: (await tx.briefs.corrections(id, 9)).length,
				ratings: (await tx.ratings.list(id, 9)).length,
				objected: (await tx.recordings.objectedAt(id)) !== null,
			}));
		const FULL = {
			strikes: 2,
			lastCall: true,
			consents: 1,
			wish: true,
			escalations: 1,
			callbacks: 1,
			thread: true,
			offer: true,
			messages: 1,
			answers: 1,
			briefs: 1,
			corrections: 1,
			ratings: 1,
			objected: true,
		};
		const EMPTY = {
			strikes: 0,
			lastCall: false,
			consents: 0,
			wish: false,
			escalations: 0,
			callbacks: 0,
			thread: false,
			offer: false,
			messages: 0,
			answers: 0,
			briefs: 0,
			corrections: 0,
			ratings: 0,
			objected: false,
		};

		it('starts anew in everything that a try leaves behind', async () => {
			const { id } = await tried(true);
			expect(await traces(id)).toEqual(FULL);
			expect(await reset(id)).toBe(true);
			expect(await traces(id)).toEqual(EMPTY);
		});

		it('is called again after a refusal', async () => {
			const contact = await tried(true);
			await story.refuse(contact, 200);
			await reset(contact.id);
			expect(await story.contact(contact.id)).toMatchObject({ callOptOut: false, isTest: true });
			const wish = await story.wish(contact, { id: 'yes:anew', expiresAt: null }, 2 * HOURS);
			expect(await story.claim(wish, { now: at(2 * HOURS) })).toMatchObject({ won: true });
			const somebody = await story.meet({ waId: ALICE.waId, userId: 'US.1' }, 3 * HOURS);
			expect(somebody.callOptOut).toBe(false);
		});

		it('keeps a call that goes on, so that its events find it', async () => {
			const contact = await story.meet();
			await story.do((tx) => tx.contacts.setTest(contact.id, true, at(0)));
			const { attempt } = await story.dial(contact, 0);
			await reset(contact.id);
			const wish = await story.do((tx) => tx.wishes.get(attempt.wishId));
			expect(wish?.status).toBe('spent');
			await story.call(attempt.id, 'ended', 60, 'completed');
			expect(await story.attempt(attempt.id)).toMatchObject({ outcome: 'completed' });
		});

		it('P4: is nobody else: a real customer keeps everything, and the refusal', async () => {
			const contact = await tried(false);
			const [bob] = [await story.meet(BOB)];
			expect(await reset(contact.id)).toBe(false);
			expect(await traces(contact.id)).toEqual(FULL);
			await story.refuse(contact, 200);
			expect([await reset(contact.id), await reset(bob.id)]).toEqual([false, false]);
			expect((await story.contact(contact.id)).callOptOut).toBe(true);
			expect(await reset('c_nobody')).toBe(false);
		});
	});
}
