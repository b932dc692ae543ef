import { beforeEach, describe, expect, it } from 'vitest';
import { toMs } from '../../../nodes/shared/domain/instant';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import type { Contact, Wish } from '../../../nodes/shared/ledger/ledger';
import { ASHA, at, Dialling, heldReason, LINE, NOT_GRANTED, START } from './harness';
import { ok } from './scriptedGraph';

/** What dialLeg checks again inside the claim: hours, people, slots, the ends of both keys. */
const story = new Dialling();
let asha: Contact;
let wish: Wish;

beforeEach(async () => {
	asha = await story.customer();
	wish = await story.yes(asha);
});

/** 2026-10-12 is a Monday; the harness’s customer and number are Indian, 05:30 ahead. */
const MONDAY = (Date.parse('2026-10-12T00:00:00+05:30') - START) / 1000;
const HOUR = 3600;
const inIndia = (day: number, hour: number): string =>
	new Date((MONDAY + day * 24 * HOUR + hour * HOUR) * 1000 + START).toISOString();

const callbacks = async (contact = asha) =>
	await story.do(async ({ callbacks: store }) => await store.list(contact.id, 10));

/** A yes that holds for three days, so that nothing but the hours stands in the way. */
async function standing(): Promise<Wish> {
	await story.do(
		async ({ wishes }) => await wishes.wait(wish.id, null, at(10 * 24 * HOUR), story.now),
	);
	return await story.wish(wish.id);
}

/** Meta's permission without an end: days pass in these tests. */
const PERMANENT = ok({
	permission: { status: 'permanent' },
	actions: [{ action_name: 'start_call', can_perform_action: true }],
});

describe('H1, H2, V3: the hours and the people, with no hours node wired', () => {
	beforeEach(async () => {
		story.policy = DEFAULT_POLICY;
		story.permission = PERMANENT;
		wish = await standing();
	});

	const when = async (day: number, hour: number) => {
		story.seconds = MONDAY + day * 24 * HOUR + hour * HOUR;
		return await story.dial(wish, asha);
	};

	it.each([
		['in the morning', 0, 10, null, null],
		['one ms before the team closes', 0, 18 - 1 / 3_600_000, null, null],
		['when the team closes', 0, 18, 'team_closed', inIndia(1, 9)],
		['at 22:30 of the customer’s clock', 0, 22.5, 'quiet_hours', inIndia(1, 9)],
		['one ms before the quiet hours end', 1, 9 - 1 / 3_600_000, 'quiet_hours', inIndia(1, 9)],
		['at the end of the quiet hours', 1, 9, null, null],
		['on a Saturday', 5, 12, 'team_closed', inIndia(7, 9)],
	])('%s: %s', async (_when, day, hour, reason, retryAt) => {
		const result = await when(day, hour);
		expect(heldReason(result)).toBe(reason);
		expect(story.posted('connect')).toHaveLength(reason === null ? 1 : 0);
		if (retryAt === null) return expect(await callbacks()).toEqual([]);
		expect(result).toMatchObject({ decision: { outcome: 'schedule' } });
		expect(toMs(result.started ? '' : (result.retryAt ?? ''))).toBe(toMs(retryAt));
		expect(await callbacks()).toMatchObject([
			{ wokenBy: 'hours', dueAt: retryAt, wishId: wish.id, status: 'waiting' },
		]);
		expect(await story.attempt(wish.id)).toMatchObject({ status: 'released' });
		expect(await story.wish(wish.id)).toMatchObject({ status: 'open' });
		expect(story.media).toEqual([]);
	});

	it('H1: on a day off, until the next working day', async () => {
		story.policy = {
			...DEFAULT_POLICY,
			team: { ...DEFAULT_POLICY.team, holidays: ['2026-10-12'] },
		};
		const result = await when(0, 12);
		expect(result).toMatchObject({ heldReason: 'holiday' });
		expect(await callbacks()).toMatchObject([{ wokenBy: 'hours', dueAt: inIndia(1, 9) }]);
	});

	it('H2: the customer’s own zone decides, and both must be open', async () => {
		const locale = { timeZone: 'Europe/London', timeZoneSource: 'record' as const };
		await story.do(async ({ contacts }) => await contacts.setLocale(asha.id, locale, story.now));
		// 12:00 in India is 07:30 in London; London wakes at 13:30 in India, when the team is there.
		expect(heldReason(await when(0, 12))).toBe('quiet_hours');
		expect(await callbacks()).toMatchObject([{ dueAt: inIndia(0, 13.5) }]);
		expect((await when(0, 13.5)).started).toBe(true);
	});

	it('H2: a zone that nobody knows: the customer is asked, not the team’s clock', async () => {
		const hidden = await story.customer({ waId: null, userId: 'ZZ.13491208655302741918' });
		story.seconds = MONDAY + 12 * HOUR;
		const yes = await story.yes(hidden, 'wamid.h');
		expect(await story.dial(yes, hidden)).toMatchObject({
			heldReason: 'zone_unknown',
			decision: { outcome: 'ask', needs: 'time_zone' },
		});
		expect(await callbacks(hidden)).toEqual([]);
	});

	it('H1: a number of a country with several zones and none set: no call, nothing parked', async () => {
		const line = { phoneNumberId: LINE, displayPhoneNumber: '61280000000', wabaId: '1' };
		await story.do(async ({ lines }) => await lines.learn(line, story.now));
		expect(await when(0, 12)).toMatchObject({ heldReason: 'team_hours_not_set', retryAt: null });
		expect(await callbacks()).toEqual([]);
	});

	it('H1: hours that never open: no retry is promised, nothing parked', async () => {
		story.policy = { ...DEFAULT_POLICY, team: { ...DEFAULT_POLICY.team, weekly: [] } };
		expect(await when(0, 12)).toMatchObject({ heldReason: 'team_closed', retryAt: null });
		expect(await callbacks()).toEqual([]);
	});

	it('V3: nobody is ready: parked until somebody is', async () => {
		const [rep] = await story.do(async ({ representatives }) => [
			await representatives.create(
				{ name: 'Meera', role: 'representative', phoneNumberIds: [] },
				story.now,
			),
		]);
		expect(heldReason(await when(0, 12))).toBe('no_representative_ready');
		expect(await callbacks()).toMatchObject([{ wokenBy: 'representative', dueAt: null }]);
		await story.do(
			async ({ representatives }) =>
				await representatives.setStatus(rep?.id ?? '', 'ready', story.now),
		);
		expect((await when(0, 12.1)).started).toBe(true);
		// The request is served: nothing is left to wake.
		expect(await callbacks()).toMatchObject([{ status: 'cancelled' }]);
	});

	it('V3: somebody who is ready for another number is not ready for this one', async () => {
		await story.do(async ({ representatives }) => {
			const details = { name: 'Meera', role: 'representative' as const };
			await representatives.create({ ...details, phoneNumberIds: [LINE] }, story.now);
			const other = { ...details, name: 'Ravi', phoneNumberIds: ['106540352242999'] };
			const { id } = await representatives.create(other, story.now);
			await representatives.setStatus(id, 'ready', story.now);
		});
		expect(heldReason(await when(0, 12))).toBe('no_representative_ready');
	});

	it('a test contact is called at any hour, whoever is ready', async () => {
		await story.do(async ({ contacts, representatives }) => {
			await contacts.setTest(asha.id, true, story.now);
			const details = { name: 'Meera', role: 'representative' as const, phoneNumberIds: [] };
			await representatives.create(details, story.now);
		});
		expect((await when(5, 22.5)).started).toBe(true);
	});

	it('so is a number that the policy lists, but not one that said no', async () => {
		story.policy = { ...DEFAULT_POLICY, testContacts: [ASHA] };
		story.seconds = MONDAY + 22.5 * HOUR;
		await story.optOut(asha);
		expect(heldReason(await story.dial(wish, asha))).toBe('opted_out');
	});

	it('P5: held again, the request is parked once', async () => {
		await when(0, 22);
		await when(0, 23);
		expect(await callbacks()).toHaveLength(1);
	});
});

describe('P1, H4: a yes to a slot', () => {
	const QUARTER = 15 * 60;

	async function booked(startAt: string): Promise<Wish> {
		await story.do(
			async ({ callbacks: store }) =>
				await store.book(
					{
						contactId: asha.id,
						phoneNumberId: LINE,
						wishId: wish.id,
						escalationId: null,
						startAt,
						endAt: new Date(toMs(startAt) + 1_800_000).toISOString(),
						zone: 'Asia/Kolkata',
						capacity: 1,
						earlyMs: 120_000,
						lateMs: QUARTER * 1000,
						remindMs: 0,
					},
					story.now,
				),
		);
		return await story.wish(wish.id);
	}

	it.each([
		['two minutes before it, less a millisecond', -120.001, 'slot_not_due'],
		['two minutes before it', -120, null],
		['at its start', 0, null],
		['15 minutes after it, less a millisecond', QUARTER - 0.001, null],
		['15 minutes after it', QUARTER, 'no_yes'],
		['40 minutes late', 40 * 60, 'no_yes'],
	])('%s', async (_when, seconds, reason) => {
		story.permission = PERMANENT;
		const slot = await booked(at(3 * HOUR));
		story.seconds = 3 * HOUR + seconds;
		expect(heldReason(await story.dial(slot, asha))).toBe(reason);
		expect(story.posted('connect')).toHaveLength(reason === null ? 1 : 0);
	});

	it('before it: held until two minutes before its start, and nothing more is parked', async () => {
		const slot = await booked(at(3 * HOUR));
		expect(await story.dial(slot, asha)).toMatchObject({
			heldReason: 'slot_not_due',
			retryAt: at(3 * HOUR - 120),
		});
		expect(await callbacks()).toMatchObject([{ wokenBy: 'slot' }]);
	});

	it('ends with its slot, although it waits for Meta’s permission', async () => {
		story.permission = NOT_GRANTED;
		const slot = await booked(at(3 * HOUR));
		story.seconds = 3 * HOUR + 60;
		expect(heldReason(await story.dial(slot, asha))).toBe('no_permission');
		expect(await story.wish(slot.id)).toMatchObject({
			waitingFor: 'permission',
			expiresAt: at(3 * HOUR + QUARTER),
		});
	});

	it('that is not booked is never dialled', async () => {
		const later = { id: 'yes:wamid.later', phoneNumberId: LINE, contactId: asha.id };
		const expiresAt = at(2 * HOUR);
		const unbooked = await story.do(
			async ({ wishes }) =>
				await wishes.open({ ...later, kind: 'yes', scope: 'slot', expiresAt }, story.now),
		);
		expect(await story.dial(unbooked, asha)).toMatchObject({
			heldReason: 'slot_not_booked',
			decision: { outcome: 'schedule' },
		});
		expect(story.posted('connect')).toEqual([]);
	});
});

describe('two keys, each with its end', () => {
	it('P1: a permission that expired a second ago is none', async () => {
		story.seconds = 86_401;
		wish = await story.yes(asha, 'wamid.again');
		expect(await story.dial(wish, asha)).toMatchObject({
			heldReason: 'no_permission',
			decision: { outcome: 'ask', needs: 'permission' },
		});
	});

	it('H4: a yes that lapsed while nobody was ready is asked again, not dialled', async () => {
		await story.do(
			async ({ representatives }) =>
				await representatives.create(
					{ name: 'Meera', role: 'representative', phoneNumberIds: [] },
					story.now,
				),
		);
		expect(heldReason(await story.dial(wish, asha))).toBe('no_representative_ready');
		await story.do(async ({ representatives }) => {
			const [rep] = await representatives.list();
			await representatives.setStatus(rep?.id ?? '', 'ready', story.now);
		});
		story.seconds = 25 * 60;
		expect(await story.dial(wish, asha, 'woken')).toMatchObject({
			heldReason: 'no_yes',
			decision: { outcome: 'ask', needs: 'yes' },
		});
		expect(story.posted('connect')).toEqual([]);
	});
});

describe('P5: ten yeses of one person in three workflows', () => {
	it('are one attempt', async () => {
		const yeses = await Promise.all(
			Array.from({ length: 10 }, async (_, n) => await story.yes(asha, `wamid.${n + 1}`)),
		);
		expect(new Set(yeses.map(({ id }) => id))).toEqual(new Set([wish.id]));
		const runs = yeses.flatMap((yes, n) =>
			['wf-1', 'wf-2', 'wf-3'].map(
				async (workflow) => await story.dial(yes, asha, `${workflow}:wamid.${n + 1}`),
			),
		);
		await Promise.all(runs);
		expect(story.posted('connect')).toHaveLength(1);
		const attempts = await story.do(async ({ attempts: store }) => await store.list(asha.id, 50));
		expect(attempts).toHaveLength(1);
	});
});

describe('C7: the escalation behind a call', () => {
	const open = async () =>
		await story.do(
			async ({ escalations }) =>
				await escalations.open(
					{
						contactId: asha.id,
						phoneNumberId: LINE,
						triggers: ['explicit_request'],
						action: 'call_now',
						evidence: [],
					},
					story.now,
				),
		);
	const status = async () =>
		await story.do(async ({ escalations }) => (await escalations.list(asha.id, 1))[0]?.status);

	it('is calling from the point of no return on', async () => {
		await open();
		await story.dial(wish, asha);
		expect(await status()).toBe('calling');
	});

	it('stays where it was if the call is held, and goes with the parked request', async () => {
		const { escalation } = await open();
		story.policy = DEFAULT_POLICY;
		story.seconds = 5 * HOUR;
		wish = await standing();
		await story.dial(wish, asha);
		expect(await status()).toBe('open');
		expect(await callbacks()).toMatchObject([{ escalationId: escalation.id }]);
	});
});
