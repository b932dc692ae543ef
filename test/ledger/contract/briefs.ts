import { describe, expect, it } from 'vitest';

import type { Correction } from '../../../nodes/shared/domain/briefCorrections';
import {
	BRIEF_HOLDS_MS,
	type Contact,
	type StoredBrief,
} from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, DAYS, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';

const HOLDS = BRIEF_HOLDS_MS / 1000;
const FACTS = { source: 'rules', fields: { customer_name: 'Asha' }, sources: {} } as const;
const BROKEN = [{ path: '$.estimated_cart', message: 'must be number' }];

export function briefsContract(engine: Engine): void {
	keeping(engine);
	holding(engine);
	factsAlone(engine);
	correcting(engine);
	guiding(engine);
	merging(engine);
}

function keeping(engine: Engine): void {
	describe('S1: a brief', () => {
		const story = new Story(engine);

		it('S1: is kept as it was built', async () => {
			const contact = await story.meet();
			const said = {
				status: 'needs_review' as const,
				source: 'mapped' as const,
				fields: { customer_name: 'आशा', open_objections: ['price', 'size'], photos: null },
				sources: { 'open_objections[0]': 'wamid.2' },
				errors: BROKEN,
				threadUrl: 'https://wa.me/919812345678',
				escalationId: 'esc_1',
			};
			const brief = await story.brief(contact, said, 5);
			expect(brief).toEqual({
				...said,
				id: expect.stringMatching(/^br_/),
				contactId: contact.id,
				phoneNumberId: LINE,
				builtAt: at(5),
				updatedAt: at(5),
			});
			expect(await story.do((tx) => tx.briefs.get(brief.id))).toEqual(brief);
			expect(await story.do((tx) => tx.briefs.get('br_nobody'))).toBeNull();
		});

		it('P10: of one event and node is one, with what was said last', async () => {
			const contact = await story.meet();
			const first = await story.brief(contact);
			const again = await story.brief(contact, { fields: { customer_name: 'Aisha' } }, 60);
			expect(again).toMatchObject({
				...{ id: first.id, builtAt: at(0), updatedAt: at(60) },
				fields: { customer_name: 'Aisha' },
			});
			expect(await list(contact)).toEqual([again]);
		});

		it('P10: a repeat that says the same makes it no newer', async () => {
			const contact = await story.meet();
			const first = await story.brief(contact);
			const newer = await story.brief(contact, { key: 'wamid.2:message:node1' }, 60);
			expect(await story.brief(contact, {}, 90)).toEqual(first);
			expect((await list(contact)).map(({ id }) => id)).toEqual([newer.id, first.id]);
		});

		it('S3: a repeat of its event does not take the representative’s words back', async () => {
			const contact = await story.meet();
			const { id } = await story.brief(contact);
			const corrected = await correct(id, { estimated_cart: 200_000 }, 60);
			expect(await story.brief(contact, {}, 90)).toEqual(corrected);
		});

		it.each(['model', 'rules'] as const)(
			'C3: of another customer under the same key is refused (%s), also once it is corrected',
			async (source) => {
				const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
				const { id } = await story.brief(alice);
				await expect(story.brief(bob, { source }, 60)).rejects.toThrow('another customer');
				await correct(id, { estimated_cart: 200_000 }, 61);
				await expect(story.brief(bob, { source }, 62)).rejects.toThrow('another customer');
				expect(await list(alice)).toMatchObject([{ id, updatedAt: at(61) }]);
				expect(await list(bob)).toEqual([]);
			},
		);

		it('P10: of one event is found again by an id that the customer had before', async () => {
			const user = await story.meet({ userId: ALICE.userId });
			const phone = await story.meet({ waId: ALICE.waId });
			const { id } = await story.brief(phone);
			await story.meet(ALICE);
			for (const contact of [user, phone]) {
				expect(await story.brief(contact, {}, 60)).toMatchObject({ id });
			}
		});

		it('P4: is not kept of somebody who was erased', async () => {
			const contact = await story.meet();
			await story.do((tx) => tx.erasures.erase(contact.id, at(0)));
			await expect(story.brief(contact)).rejects.toThrow('was erased');
		});

		it('M5: is listed with those of all numbers, newest first', async () => {
			const contact = await story.meet();
			const ids: string[] = [];
			for (const [n, phoneNumberId] of [LINE, OTHER_LINE, LINE].entries()) {
				// All in one instant: what was written later is newer.
				ids.unshift((await story.brief(contact, { key: `k${n}`, phoneNumberId })).id);
			}
			await story.brief(await story.meet(BOB), { key: 'bob' });
			expect((await list(contact)).map(({ id }) => id)).toEqual(ids);
			expect(await list(contact, 1)).toHaveLength(1);
		});

		const list = (contact: Contact, limit = 9) =>
			story.do((tx) => tx.briefs.list(contact.id, limit));
		const correct = (id: string, fields: StoredBrief['fields'], seconds: number) =>
			story.do((tx) =>
				tx.briefs.correct(
					id,
					{ status: 'ready', fields, sources: {}, errors: [] },
					[],
					at(seconds),
				),
			);
	});
}

function holding(engine: Engine): void {
	describe('S1: the brief that holds', () => {
		const story = new Story(engine);
		const current = (contact: Contact, seconds: number, line = LINE) =>
			story.do((tx) => tx.briefs.current(contact.id, line, at(seconds)));

		it('is of this contact and this number', async () => {
			const contact = await story.meet();
			const brief = await story.brief(contact);
			await story.brief(await story.meet(BOB), { key: 'bob' }, 10);
			expect(await current(contact, 60)).toEqual(brief);
			expect(await current(contact, 60, OTHER_LINE)).toBeNull();
		});

		it('S1: is the newest, also if it needs review', async () => {
			const contact = await story.meet();
			await story.brief(contact);
			const broken = { key: 'k2', status: 'needs_review', errors: BROKEN } as const;
			const newer = await story.brief(contact, broken);
			expect(await current(contact, 60)).toEqual(newer);
		});

		it('is the one that was changed last', async () => {
			const contact = await story.meet();
			const { id } = await story.brief(contact);
			await story.brief(contact, { key: 'k2' }, 10);
			await story.brief(contact, { fields: { customer_name: 'Aisha' } }, 20);
			expect((await current(contact, 60))?.id).toBe(id);
		});

		it.each([
			{ title: 'a second before a day has passed', seconds: HOLDS - 1, holds: true },
			{ title: 'after a day', seconds: HOLDS, holds: false },
		])('without an escalation, $title: $holds', async ({ seconds, holds }) => {
			const contact = await story.meet();
			await story.brief(contact);
			expect((await current(contact, seconds)) !== null).toBe(holds);
		});

		it.each([
			{ title: 'lives', lapses: false, closed: false, holds: true },
			{ title: 'has lapsed', lapses: true, closed: false, holds: false },
			{ title: 'is closed', lapses: false, closed: true, holds: false },
		])('after two days, if its escalation $title: $holds', async ({ lapses, closed, holds }) => {
			const contact = await story.meet();
			const { escalation } = await story.escalate(contact);
			const { id } = await story.brief(contact, { escalationId: escalation.id });
			// A booked slot keeps an escalation alive until long after it.
			if (!lapses) await story.booked(contact, 3 * DAYS, { escalationId: escalation.id });
			if (closed) await story.do((tx) => tx.escalations.close(escalation.id, 'called', at(60)));
			expect((await current(contact, 2 * DAYS))?.id ?? null).toBe(holds ? id : null);
		});
	});
}

function factsAlone(engine: Engine): void {
	describe('C6: facts alone', () => {
		const story = new Story(engine);

		it.each<{ title: string; known: Partial<StoredBrief>; now?: number; kept: boolean }>([
			{ title: 'a model’s', known: {}, kept: true },
			{ title: 'a mapped', known: { source: 'mapped' }, kept: true },
			{ title: 'a corrected', known: { source: 'corrected' }, kept: true },
			{ title: 'an earlier one of facts', known: { source: 'rules' }, kept: false },
			{ title: 'one that needs review', known: { status: 'needs_review' }, kept: false },
			{ title: 'one of another number', known: { phoneNumberId: OTHER_LINE }, kept: false },
			{ title: 'one that does not hold any more', known: {}, now: HOLDS, kept: false },
		])('C6: leave $title brief as it is: $kept', async ({ known, now = 60, kept }) => {
			const contact = await story.meet();
			const before = await story.brief(contact, known);
			const after = await story.brief(contact, { key: 'k2', ...FACTS }, now);
			expect(after.id === before.id).toBe(kept);
			if (kept) expect(after).toEqual(before);
			else expect(after).toMatchObject({ ...FACTS, status: 'ready', updatedAt: at(now) });
			const found = await story.do((tx) => tx.briefs.current(contact.id, LINE, at(now)));
			expect(found?.id).toBe(after.id);
		});

		it('C6: leave another customer’s brief out of it', async () => {
			await story.brief(await story.meet(BOB), { key: 'bob' });
			const contact = await story.meet();
			expect(await story.brief(contact, FACTS, 60)).toMatchObject({ contactId: contact.id });
		});

		it('C6: a model’s brief stands in for the facts of an earlier one', async () => {
			const contact = await story.meet();
			await story.brief(contact, { key: 'k1', ...FACTS });
			const model = await story.brief(contact, { key: 'k2' }, 60);
			expect(model.source).toBe('model');
			expect((await story.do((tx) => tx.briefs.current(contact.id, LINE, at(90))))?.id).toBe(
				model.id,
			);
		});

		it('C6: the facts of the same event are refreshed', async () => {
			const contact = await story.meet();
			const first = await story.brief(contact, FACTS);
			const more = { ...FACTS, fields: { customer_name: 'Asha', photos_received: true } };
			const again = await story.brief(contact, more, 60);
			expect(again).toMatchObject({ id: first.id, fields: more.fields });
		});
	});
}

function correcting(engine: Engine): void {
	describe('S3: what a representative corrects', () => {
		const story = new Story(engine);
		const CART: Correction = {
			...{ field: 'estimated_cart', kind: 'wrong', by: 'rep_priya', at: at(60) },
			...{ before: 189_000, after: 200_000 },
		};
		const ROOM: Correction = {
			...{ field: 'room_constraints', kind: 'missing', by: 'rep_priya', at: at(60) },
			...{ before: null, after: 'door 80 cm' },
		};
		const fixed = (brief: StoredBrief) => ({
			...{ status: 'ready' as const, sources: {}, errors: [] },
			fields: { ...brief.fields, estimated_cart: 200_000, room_constraints: 'door 80 cm' },
		});
		const correct = (
			id: string,
			corrected: ReturnType<typeof fixed>,
			corrections: Correction[],
			seconds = 60,
		) => story.do((tx) => tx.briefs.correct(id, corrected, corrections, at(seconds)));
		const kept = (contact: Contact, limit = 9) =>
			story.do((tx) => tx.briefs.corrections(contact.id, limit));

		it('S3: is in the brief from then on, and the differences are kept', async () => {
			const contact = await story.meet();
			const broken = { status: 'needs_review', errors: BROKEN, threadUrl: 'https://x' } as const;
			const brief = await story.brief(contact, broken);
			const after = await correct(brief.id, fixed(brief), [CART, ROOM]);
			const changed = { ...fixed(brief), source: 'corrected', updatedAt: at(60) };
			expect(after).toEqual({ ...brief, ...changed });
			expect(await story.do((tx) => tx.briefs.get(brief.id))).toEqual(after);
			const of = { briefId: brief.id, contactId: contact.id, phoneNumberId: LINE };
			expect(await kept(contact)).toEqual([
				{ ...ROOM, ...of },
				{ ...CART, ...of },
			]);
		});

		it('P10: a repeat finds no difference and changes nothing', async () => {
			const contact = await story.meet();
			const brief = await story.brief(contact);
			const first = await correct(brief.id, fixed(brief), [CART, ROOM]);
			expect(await correct(brief.id, fixed(brief), [], 90)).toEqual(first);
			// Another run may have looked for differences before the first one kept them.
			expect(await correct(brief.id, fixed(brief), [CART, ROOM], 91)).toEqual(first);
			expect(await kept(contact)).toHaveLength(2);
		});

		it('S3: a brief that is only confirmed needs no review any more', async () => {
			const brief = await story.brief(await story.meet(), { status: 'needs_review' });
			const { fields, sources, errors } = brief;
			const confirmed = { status: 'ready' as const, fields, sources, errors };
			const after = await story.do((tx) => tx.briefs.correct(brief.id, confirmed, [], at(60)));
			expect(after).toMatchObject({ status: 'ready', source: 'corrected' });
		});

		it('V7, S3: what a representative confirms as it is is approved, once', async () => {
			const contact = await story.meet();
			const brief = await story.brief(contact);
			const confirm = (seconds: number) =>
				story.do((tx) => tx.briefs.correct(brief.id, brief, [], at(seconds)));
			const approved = { ...brief, source: 'corrected', updatedAt: at(60) };
			expect(await confirm(60)).toEqual(approved);
			expect(await confirm(90)).toEqual(approved);
			expect(await story.do((tx) => tx.briefs.corrections(contact.id, 9))).toEqual([]);
		});

		it('S3: a further correction is kept beside the first', async () => {
			const contact = await story.meet();
			const brief = await story.brief(contact);
			await correct(brief.id, fixed(brief), [CART, ROOM]);
			const wider = { ...fixed(brief).fields, room_constraints: 'door 90 cm' };
			const further = { ...ROOM, at: at(90), before: 'door 80 cm', after: 'door 90 cm' };
			await correct(brief.id, { ...fixed(brief), fields: wider }, [further], 90);
			expect((await kept(contact)).map(({ after }) => after)).toEqual([
				'door 90 cm',
				'door 80 cm',
				200_000,
			]);
			expect(await kept(contact, 1)).toMatchObject([further]);
		});

		it('of an unknown brief is nothing', async () => {
			expect(
				await correct('br_nobody', fixed(await story.brief(await story.meet())), []),
			).toBeNull();
		});

		it('S3: of everybody on a number since a time, and nobody’s id is in it', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			const early = { ...CART, at: at(59) };
			const ofBob = { ...CART, field: 'sentiment', at: at(61) };
			const elsewhere = await story.brief(alice, { key: 'k0', phoneNumberId: OTHER_LINE });
			await correct(elsewhere.id, fixed(elsewhere), [{ ...CART, at: at(62) }]);
			const brief = await story.brief(alice, { key: 'k1' });
			await correct(brief.id, fixed(brief), [early, ROOM]);
			const other = await story.brief(bob, { key: 'k2' });
			await correct(other.id, fixed(other), [ofBob]);
			const since = (seconds: number) =>
				story.do((tx) => tx.briefs.correctionsSince(LINE, at(seconds)));
			expect(await since(60)).toEqual([ROOM, ofBob]);
			expect(await since(59)).toEqual([early, ROOM, ofBob]);
		});
	});
}

function guiding(engine: Engine): void {
	describe('S3: guidance that a supervisor approved', () => {
		const story = new Story(engine);
		const approve = (
			text: string,
			kind: Correction['kind'] | null = null,
			seconds = 0,
			phoneNumberId = LINE,
		) =>
			story.do((tx) =>
				tx.guidance.approve(
					{ phoneNumberId, field: 'estimated_cart', kind, text, approvedBy: 'rep_omar' },
					at(seconds),
				),
			);
		const list = (line = LINE) => story.do((tx) => tx.guidance.list(line));
		const GUIDANCE = { field: 'estimated_cart', kind: null, approvedAt: at(0) };

		it('S3: is one a number, field and kind: the latest stands', async () => {
			await approve('Whole rupees.');
			await approve('Ask for the total.', 'missing');
			await approve('In whole rupees, with delivery.', null, 60);
			await approve('Euro.', null, 0, OTHER_LINE);
			expect(await list()).toEqual([
				{ ...GUIDANCE, text: 'In whole rupees, with delivery.', approvedAt: at(60) },
				{ ...GUIDANCE, kind: 'missing', text: 'Ask for the total.' },
			]);
			expect(await list(OTHER_LINE)).toEqual([{ ...GUIDANCE, text: 'Euro.' }]);
		});

		it.each(['', '  \n'])('S3: is taken back by an empty text: %j', async (empty) => {
			await approve('Whole rupees.');
			await approve('Ask for the total.', 'missing');
			await approve(empty, null, 60);
			expect(await list()).toEqual([{ ...GUIDANCE, kind: 'missing', text: 'Ask for the total.' }]);
		});
	});
}

function merging(engine: Engine): void {
	describe('two contacts that turn out to be one: their briefs', () => {
		const story = new Story(engine);

		it('S1, S3: join with their corrections, and belong to the escalation that lives', async () => {
			const user = await story.meet({ userId: ALICE.userId });
			const phone = await story.meet({ waId: ALICE.waId });
			const { escalation: older } = await story.escalate(phone, 0);
			const ofPhone = await story.brief(phone, { key: 'k1', escalationId: older.id }, 1);
			const { escalation: newer } = await story.escalate(user, 60);
			const ofUser = await story.brief(user, { key: 'k2', escalationId: newer.id }, 61);
			const slot = { escalationId: older.id };
			await story.booked(phone, 3 * DAYS, slot);
			const correction: Correction = {
				...{ field: 'sentiment', kind: 'wrong' as const, before: 'calm', after: 'cross' },
				...{ by: 'rep_priya', at: at(90) },
			};
			for (const { id, fields } of [ofPhone, ofUser]) {
				const corrected = { status: 'ready', fields: { ...fields, sentiment: 'cross' } } as const;
				await story.do((tx) =>
					tx.briefs.correct(id, { ...corrected, sources: {}, errors: [] }, [correction], at(90)),
				);
			}
			const one = await story.meet(ALICE, 5 * MINUTES);
			for (const id of [user.id, phone.id]) {
				const briefs = await story.do((tx) => tx.briefs.list(id, 9));
				expect(briefs.map(({ contactId, escalationId }) => [contactId, escalationId])).toEqual([
					[one.id, newer.id],
					[one.id, newer.id],
				]);
				expect(await story.do((tx) => tx.briefs.corrections(id, 9))).toHaveLength(2);
				const held = await story.do((tx) => tx.briefs.current(id, LINE, at(2 * DAYS)));
				expect(held?.id).toBe(ofUser.id);
			}
			// An item on its way may still carry the other id.
			const gone = one.id === user.id ? phone : user;
			const late = await story.brief(gone, { key: 'k3' }, HOURS);
			expect(late.contactId).toBe(one.id);
		});
	});
}
