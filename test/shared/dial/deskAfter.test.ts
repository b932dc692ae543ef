import { beforeEach, describe, expect, it } from 'vitest';
import { approveRecap, correctAtDesk } from '../../../nodes/shared/dial/correctAtDesk';
import { noCalls, noteOutcome, objectToRecording } from '../../../nodes/shared/dial/deskAfter';
import type { DeskActor, DeskDone, DeskPorts } from '../../../nodes/shared/dial/deskPorts';
import { NOTE_LIMIT, type DeskOutcome } from '../../../nodes/shared/domain/deskProtocol';
import {
	DESK_LEG,
	type Contact,
	type StoredBrief,
	type StoredDeskDeed,
} from '../../../nodes/shared/ledger/ledger';
import { DeskOffice } from './deskOffice';
import { at, briefOf, CALL, LINE } from './harness';

const office = new DeskOffice();
const { dialling } = office;

let contact: Contact;
let priya: DeskActor;
let meera: DeskActor;
/** Priya's, over by second 120. */
let attempt: string;

const ports = (): DeskPorts => ({ ...dialling.ports(), tellPages: office.ports.tellPages });

async function talk(callId: string, yes: string, isOver = true): Promise<string> {
	const wish = await dialling.yes(contact, yes);
	return await dialling.do(async ({ attempts, representatives }) => {
		const claim = await attempts.claim({
			wishId: wish.id,
			contactId: contact.id,
			phoneNumberId: LINE,
			direction: 'outbound',
			leg: DESK_LEG,
			claimant: priya.page.id,
			leaseSeconds: 60,
			now: dialling.now,
		});
		if (!claim.won) throw new Error(claim.reason);
		const { id } = claim.attempt;
		await attempts.startDialling(id, claim.token, priya.page.id, dialling.now);
		await attempts.placed(id, callId, dialling.now);
		await attempts.noteRepresentative(id, priya.representative.id);
		await representatives.setStatus(priya.representative.id, 'busy', dialling.now);
		if (!isOver) return id;
		const ended = { status: 'ended', outcome: 'completed', callId, errorCode: null } as const;
		await attempts.applyCall(id, { ...ended, at: dialling.now }, dialling.now);
		return id;
	});
}

const FIELDS = {
	customer_name: 'Asha',
	product_interest: 'Corner sofa',
	estimated_cart: 1890,
	open_objections: ['price'],
	photos_received: false,
	consent_call: '2026-10-10T17:30:00+05:30',
	floor: 3,
	lift: true,
	rooms: ['hall'],
	quote: { total: 1890 },
	note_to_us: null,
};

const briefed = async (change: Partial<Parameters<typeof put>[0]> = {}): Promise<StoredBrief> =>
	await put({ ...briefOf(contact.id), fields: FIELDS, ...change });
const put = async (brief: ReturnType<typeof briefOf> & { fields: object }): Promise<StoredBrief> =>
	await dialling.do(
		async ({ briefs }) => await briefs.put({ ...brief, fields: { ...brief.fields } }, dialling.now),
	);
const current = async (): Promise<StoredBrief | null> =>
	await dialling.do(async ({ briefs }) => await briefs.current(contact.id, LINE, dialling.now));

const deeds = async (id = attempt): Promise<StoredDeskDeed[]> =>
	await dialling.do(async ({ deskDeeds }) => await deskDeeds.ofAttempt(id));
const kinds = async () => (await deeds()).map(({ kind }) => kind);

beforeEach(async () => {
	contact = await dialling.customer();
	priya = await office.open(await office.hire('Priya'));
	meera = await office.open(await office.hire('Meera'));
	attempt = await talk(CALL, 'wamid.1');
	dialling.seconds = 120;
	office.hinted = [];
});

describe('how the talk went (V4)', () => {
	const said = { outcome: 'helped' as DeskOutcome, notes: ' Wants it in green. ' };
	const note = async (change: Partial<typeof said> = {}, actor = priya) =>
		await noteOutcome(actor, { attempt, ...said, ...change }, ports());
	const status = async () => (await office.person(priya)).status;

	it('is a deed with outcome and notes, and ends the wrap-up', async () => {
		expect(await status()).toBe('busy');
		expect(await note()).toEqual({ done: true });
		expect(await deeds()).toEqual([
			{
				id: expect.stringMatching(/^deed_/),
				kind: 'outcome',
				representativeId: priya.representative.id,
				attemptId: attempt,
				contactId: contact.id,
				phoneNumberId: LINE,
				outcome: 'helped',
				notes: 'Wants it in green.',
				at: at(120),
			},
		]);
		expect(await status()).toBe('away');
		expect(await office.heard(priya)).toEqual([
			{ kind: 'status', status: 'away', because: 'asked' },
		]);
		expect(office.hinted).toEqual([priya.representative.id]);
	});

	it('P10: the same again is no news, another later is, and stands', async () => {
		await note();
		await note({ notes: 'Wants it in green.' });
		expect(await kinds()).toEqual(['outcome']);
		await note({ outcome: 'another_time' });
		expect((await deeds()).map(({ outcome }) => outcome)).toEqual(['helped', 'another_time']);
		await note();
		expect((await deeds()).map(({ outcome }) => outcome)).toEqual([
			'helped',
			'another_time',
			'helped',
		]);
	});

	it('empty notes are none', async () => {
		await note({ notes: '  ' });
		expect(await deeds()).toMatchObject([{ notes: null }]);
	});

	it.each<[string, object, string]>([
		['an outcome that there is none of', { outcome: 'fine' }, 'outcome_unknown'],
		['no outcome', { outcome: undefined }, 'outcome_unknown'],
		['a note that is too long', { notes: 'x'.repeat(NOTE_LIMIT + 1) }, 'note_too_long'],
		['a note that is no text', { notes: { length: 1 } }, 'note_too_long'],
	])('refuses %s, and keeps nothing', async (_what, change, code) => {
		expect(await note(change)).toMatchObject({ done: false, code });
		expect(await deeds()).toEqual([]);
		expect(await status()).toBe('busy');
	});

	it('takes a note of the very length', async () => {
		expect(await note({ notes: 'x'.repeat(NOTE_LIMIT) })).toEqual({ done: true });
	});

	it('takes nobody out of the next talk, nor out of being ready again', async () => {
		await talk('wacid.2', 'wamid.2', false);
		await note();
		expect(await status()).toBe('busy');
		await dialling.do(
			async ({ representatives }) =>
				await representatives.setStatus(priya.representative.id, 'ready', dialling.now),
		);
		await note({ outcome: 'sold' });
		expect(await status()).toBe('ready');
	});

	it('may be said before Meta has said that it is over', async () => {
		const live = await talk('wacid.2', 'wamid.2', false);
		await noteOutcome(priya, { attempt: live, ...said }, ports());
		expect(await deeds(live)).toHaveLength(1);
		expect(await status()).toBe('away');
	});
});

describe('corrections at the desk (S3)', () => {
	const correct = async (fields: Record<string, unknown>, actor = priya) =>
		await correctAtDesk(actor, { attempt, fields }, ports());

	it('keeps the differences by field, with who and when, and shows the brief anew', async () => {
		await briefed();
		const done = await correct({ estimated_cart: '1,750', open_objections: ['delivery'] });
		expect(done).toMatchObject({ done: true, brief: { status: 'ready' } });
		const rows = done.done ? done.brief.rows : [];
		expect(rows.find(({ key }) => key === 'estimated_cart')?.texts).toEqual(['1,750']);
		expect(await current()).toMatchObject({
			source: 'corrected',
			fields: { ...FIELDS, estimated_cart: 1750, open_objections: ['delivery'] },
		});
		const corrections = await dialling.do(
			async ({ briefs }) => await briefs.corrections(contact.id, 9),
		);
		const by = { by: priya.representative.id, at: at(120) };
		expect(corrections).toEqual([
			expect.objectContaining({ field: 'open_objections', kind: 'wrong', ...by }),
			expect.objectContaining({ field: 'estimated_cart', before: 1890, after: 1750, ...by }),
		]);
		expect(await kinds()).toEqual(['correction']);
	});

	it.each<[string, object, object]>([
		['a number', { floor: '4' }, { floor: 4 }],
		['yes or no', { lift: 'no' }, { lift: false }],
		['a list', { rooms: ['hall', 'attic'] }, { rooms: ['hall', 'attic'] }],
		['an object', { quote: '{"total":1750}' }, { quote: { total: 1750 } }],
		['text where nothing stood', { note_to_us: 'Call the son' }, { note_to_us: 'Call the son' }],
		['what was never said', { floor: null, lift: 'unknown' }, { floor: null, lift: null }],
	])('reads %s by the kind of the operator’s own field', async (_what, given, kept) => {
		await briefed();
		expect(await correct({ ...given })).toMatchObject({ done: true });
		expect((await current())?.fields).toEqual({ ...FIELDS, ...kept });
	});

	it('no difference is no deed, and a repeat is none', async () => {
		await briefed();
		await correct({ customer_name: 'Asha' });
		expect(await kinds()).toEqual([]);
		await correct({ customer_name: 'Aisha' });
		await correct({ customer_name: ' Aisha ' });
		expect(await kinds()).toEqual(['correction']);
	});

	it.each<[string, unknown]>([
		['a field that the brief does not have', { shoe_size: 44 }],
		['the time of the yes, which is for the ledger to say', { consent_call: null }],
		['a value that does not fit', { floor: 'rather high' }],
		['an object that is none', { quote: 'a lot' }],
		['a text that is a transcript', { customer_name: 'x'.repeat(1001) }],
		['a field of the prototype', JSON.parse('{"__proto__":{"lift":false}}')],
		['no fields', null],
		['a list', [1]],
	])('refuses %s, and corrects nothing', async (_what, fields) => {
		const before = await briefed();
		// As the wire might have it.
		const done = await correct(fields as Record<string, unknown>);
		expect(done).toMatchObject({ done: false, code: 'correction_invalid' });
		expect(await current()).toEqual(before);
		expect(await kinds()).toEqual([]);
	});

	it('says that there is no brief', async () => {
		expect(await correct({ customer_name: 'Asha' })).toMatchObject({ code: 'no_brief' });
	});

	it('V7: its recap waits for the approval: nobody gets one that is half corrected', async () => {
		await briefed();
		await planRecap();
		await correct({ customer_name: 'Aisha' });
		expect(await dueRecaps()).toBe(0);
	});
});

const planRecap = async () =>
	await dialling.do(
		async ({ callbacks }) =>
			await callbacks.planRecap(
				{
					contactId: contact.id,
					phoneNumberId: LINE,
					escalationId: null,
					callId: CALL,
					dueAt: at(1920),
				},
				dialling.now,
			),
	);
const dueRecaps = async () =>
	await dialling.do(
		async ({ callbacks }) => (await callbacks.due(['recap'], [LINE], dialling.now, 9)).length,
	);

describe('approving the recap (V7)', () => {
	const approve = async (actor = priya) => await approveRecap(actor, { attempt }, ports());

	it('confirms the brief as it stands and lets the recap go, once', async () => {
		await briefed();
		await planRecap();
		expect(await dueRecaps()).toBe(0);
		expect(await approve()).toEqual({ done: true });
		expect(await dueRecaps()).toBe(1);
		expect(await current()).toMatchObject({ source: 'corrected', fields: FIELDS });
		expect(await approve()).toEqual({ done: true });
		expect(await kinds()).toEqual(['recap_approved']);
		const corrections = await dialling.do(
			async ({ briefs }) => await briefs.corrections(contact.id, 9),
		);
		expect(corrections).toEqual([]);
	});

	it('settles what was not certain: whoever talked has read it', async () => {
		const errors = [
			{ path: '$', message: 'was cut off' },
			{ path: '$.estimated_cart', message: 'must be one plain number' },
		];
		const fields = { ...FIELDS, estimated_cart: null };
		await briefed({ status: 'needs_review', errors: errors as never[], fields: fields as never });
		await planRecap();
		expect(await approve()).toEqual({ done: true });
		expect(await current()).toMatchObject({ status: 'ready', errors: [], fields });
		expect(await dueRecaps()).toBe(1);
	});

	it('says that there is no brief', async () => {
		expect(await approve()).toMatchObject({ done: false, code: 'no_brief' });
		expect(await kinds()).toEqual([]);
	});
});

describe('the customer asks the representative not to be called (P4)', () => {
	const ask = async (actor = priya) => await noCalls(actor, { attempt }, ports());
	const known = async () =>
		await dialling.do(async ({ contacts }) => await contacts.get(contact.id));

	it('holds at once, as if written, closes what was open, and is one deed', async () => {
		await dialling.yes(contact, 'wamid.2');
		expect(await ask()).toEqual({ done: true });
		expect(await ask()).toEqual({ done: true });
		expect(await known()).toMatchObject({ callOptOut: true, messageOptOut: false });
		expect(await dialling.wish('yes:wamid.2')).toMatchObject({ status: 'closed' });
		expect(await kinds()).toEqual(['opt_out']);
	});

	it('V4: ends nothing of the talk', async () => {
		const live = await talk('wacid.2', 'wamid.2', false);
		await noCalls(priya, { attempt: live }, ports());
		expect(await dialling.do(async ({ attempts }) => await attempts.get(live))).toMatchObject({
			status: 'dialling',
		});
		expect(dialling.posted('terminate')).toEqual([]);
	});
});

describe('the customer objects to being recorded (P8)', () => {
	const object = async (actor = priya) => await objectToRecording(actor, { attempt }, ports());
	const objectedAt = async () =>
		await dialling.do(async ({ recordings }) => await recordings.objectedAt(contact.id));

	it('is kept, told to the page, and one deed', async () => {
		expect(await object()).toEqual({ done: true });
		expect(await object()).toEqual({ done: true });
		expect(await objectedAt()).toBe(at(120));
		expect(await kinds()).toEqual(['objection']);
		expect((await office.heard(priya))[0]).toEqual({
			kind: 'recording',
			attempt,
			recording: 'no_objection',
		});
		expect(office.hinted).toContain(priya.representative.id);
	});
});

describe('nobody says anything of another’s call (V4)', () => {
	type Act = (actor: DeskActor, id: string) => Promise<DeskDone>;
	const ACTS: [string, Act][] = [
		[
			'outcome',
			async (actor, id) =>
				await noteOutcome(actor, { attempt: id, outcome: 'sold', notes: '' }, ports()),
		],
		[
			'correction',
			async (actor, id) =>
				await correctAtDesk(actor, { attempt: id, fields: { floor: 4 } }, ports()),
		],
		['approval', async (actor, id) => await approveRecap(actor, { attempt: id }, ports())],
		['opt-out', async (actor, id) => await noCalls(actor, { attempt: id }, ports())],
		['objection', async (actor, id) => await objectToRecording(actor, { attempt: id }, ports())],
	];

	it.each(ACTS)('%s', async (_what, act) => {
		const before = await briefed();
		expect(await act(meera, attempt)).toMatchObject({ done: false, code: 'not_yours' });
		expect(await act(priya, 'att_none')).toMatchObject({ done: false, code: 'not_yours' });
		expect(await deeds()).toEqual([]);
		expect(await current()).toEqual(before);
		const after = await dialling.do(async (tx) => ({
			contact: await tx.contacts.get(contact.id),
			objectedAt: await tx.recordings.objectedAt(contact.id),
		}));
		expect(after).toMatchObject({ contact: { callOptOut: false }, objectedAt: null });
	});
});
