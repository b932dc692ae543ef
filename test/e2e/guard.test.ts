import type { DateTime } from 'luxon';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GuardRecord } from '../../nodes/shared/ledger/followUpPorts';
import { ledgerRows } from '../stack/ledgerRows';
import { ALWAYS_OPEN, seedPolicy } from '../stack/seedPolicy';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { Clock } from './support/clock';
import { publishTemplate } from './support/flows';
import { attemptsOf, decisionsOf, untilAttemptEnds, untilQuiet } from './support/inLedger';
import { operate } from './support/operations';
import { RANG_MS, writePastCalls, type PastCall } from './support/pastCalls';
import { Phone, WILLING } from './support/phone';
import { connectsTo, permissionRequestsTo } from './support/seenByMeta';

/**
 * The quality guard on a real n8n (M2): a number whose calls few people answer asks nobody for
 * permission and calls few, until it has been clean for 30 days; and what Meta itself says of a number
 * comes before that.
 */
const OTHER_NUMBER = '600300000000009';
const ZONE = 'Europe/London';

/** The house's thousand, for a test. */
const ATTEMPTS_PER_DAY = 2;

const POLICY = { ...ALWAYS_OPEN, guard: { attemptsPerDay: ATTEMPTS_PER_DAY } };

const stack = useStack({
	templates: [],
	policy: POLICY,
	simulatorArgs: ['--no-media', '--other-number', `${OTHER_NUMBER}:+442079460019`],
});
const clock = new Clock(stack);

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const WEDNESDAY = 3;

const CALLS = 40;
const ANSWERED = 8;

/** Those that the tests add: two on the first day, one on the next. */
const TODAY = ATTEMPTS_PER_DAY + 1;

let past: PastCall[];

beforeAll(async () => {
	await publishTemplate(stack(), '01-messages.json');
	await publishTemplate(stack(), '02-calls.json');
	await clock.moveTo('12:00', { weekday: WEDNESDAY });
	// From a week ago up to yesterday.
	past = Array.from({ length: CALLS }, (_, index) => ({
		phoneNumberId: stack().config.phone_number_id,
		placedAt: clock.now().minus({ days: 6.5 - (5.5 * index) / CALLS }),
		answered: index % (CALLS / ANSWERED) === 0,
	}));
});

/** What the gates and Explain read; null as long as nothing was judged. */
function judged(phoneNumberId = stack().config.phone_number_id): GuardRecord | null {
	const [row] = ledgerRows<{ body: string; judged_at: number }>(
		stack().dir,
		'SELECT body, judged_at FROM guard_records WHERE phone_number_id = ?',
		phoneNumberId,
	);
	if (!row) return null;
	const judgedAt = new Date(row.judged_at).toISOString();
	// The verdict as the ledger keeps it.
	return { ...(JSON.parse(row.body) as GuardRecord), phoneNumberId, judgedAt };
}

const untilJudged = async (level: string, phoneNumberId?: string): Promise<GuardRecord> =>
	await until(`the number to be ${level}`, 30_000, () => {
		const record = judged(phoneNumberId);
		return record?.level === level ? record : undefined;
	});

/** Lets upkeep judge anew at the hour that the clocks now show. */
const untilJudgedAnew = async (): Promise<GuardRecord> =>
	await until('the next judgement', 30_000, () => {
		const record = judged();
		const sinceMs = clock.now().toMillis() - MINUTE_MS;
		return record && Date.parse(record.judgedAt) >= sinceMs ? record : undefined;
	});

/** Somebody who wants to be called now; the answer of every gate is in the ledger afterwards. */
async function wanting(isAllowed: boolean, phone_number_id?: string): Promise<Phone> {
	const phone = await Phone.create(stack(), WILLING);
	if (isAllowed) await phone.allowInProfile({ phone_number_id });
	await phone.write('call me now please', { phone_number_id });
	await untilQuiet(stack(), 120_000);
	return phone;
}

async function explained({ waId: customer }: Phone, number = stack().config.phone_number_id) {
	const phoneNumber = { __rl: true, mode: 'id', value: number };
	const asked = { resource: 'contact', operation: 'explain', customer, phoneNumber };
	return (await operate(stack(), 'callLedger', asked))[0];
}

async function expectNotAsked(phone: Phone): Promise<void> {
	await untilQuiet(stack(), 120_000);
	expect(await permissionRequestsTo(stack(), phone)).toEqual([]);
	expect(await connectsTo(stack(), phone)).toEqual([]);
}

/**
 * Fewer than 30 calls within seven days prove nothing: so the warning ends as that one leaves them that
 * makes 29 of the 40 and of the day’s three. Then 30 whole days follow.
 */
function endOfRed(): DateTime {
	const last = past[CALLS + TODAY - 30];
	if (!last) throw new Error('There is no such call.');
	const clean = last.placedAt.plus({ milliseconds: RANG_MS }).plus({ days: 7 }).setZone(ZONE);
	return clean.plus({ days: 1 }).startOf('day').plus({ days: 30 });
}

describe('M2: a week in which 8 of 40 calls were answered', () => {
	const SAMPLE = /8 of 40 calls answered/;

	it('turns the number red at the next look', async () => {
		await writePastCalls(stack(), past);
		// A judgement that came in the middle of it holds for a minute.
		await clock.pass(2 * MINUTE_MS);
		const record = await untilJudged('red');
		expect(record).toMatchObject({ mayRequestPermission: false, reasons: ['answer_rate'] });
		expect(record.measures).toContainEqual(
			expect.objectContaining({ measure: 'answer_rate', count: ANSWERED, sample: CALLS }),
		);
	});

	it('P7: nobody is asked for permission; evidence and Explain say why, with the sample', async () => {
		const phone = await wanting(false);
		await expectNotAsked(phone);
		expect(JSON.stringify(decisionsOf(stack(), phone).map(({ evidence }) => evidence))).toMatch(
			SAMPLE,
		);
		const answer = await explained(phone);
		expect(answer).toMatchObject({ answer: 'quality_guard' });
		expect(answer?.fix).toEqual(expect.any(String));
		expect(JSON.stringify(answer)).toMatch(SAMPLE);
	});

	it('a test contact is asked all the same', async () => {
		const phone = await Phone.create(stack(), WILLING);
		await seedPolicy(stack(), { ...POLICY, testContacts: [phone.waId] });
		await phone.write('call me now please');
		expect(await untilAttemptEnds(stack(), phone, 60_000)).toMatchObject({ outcome: 'completed' });
		expect(await permissionRequestsTo(stack(), phone)).toHaveLength(1);
		await seedPolicy(stack(), POLICY);
	});

	it('of those who allow calls already only so many are called in a day of the team', async () => {
		for (const _call of Array.from({ length: ATTEMPTS_PER_DAY })) {
			const phone = await wanting(true);
			expect(await untilAttemptEnds(stack(), phone, 60_000)).toMatchObject({
				outcome: 'completed',
			});
		}
		const late = await wanting(true);
		expect(await connectsTo(stack(), late)).toEqual([]);
		expect(decisionsOf(stack(), late).at(-1)).toMatchObject({
			outcome: 'deny',
			reason: 'quality_guard',
			retry_at: clock.now().setZone(ZONE).plus({ days: 1 }).startOf('day').toMillis(),
		});
		expect(await explained(late)).toMatchObject({ answer: 'quality_guard', called: false });
		await clock.moveTo('00:01');
		await late.write('please call me now');
		expect(await untilAttemptEnds(stack(), late, 60_000)).toMatchObject({ outcome: 'completed' });
		expect(attemptsOf(stack(), late)).toHaveLength(1);
	});

	it('survives a restart of n8n', async () => {
		const before = await untilJudged('red');
		await stack().n8n.restart();
		await clock.pass(2 * MINUTE_MS);
		const after = await untilJudgedAnew();
		expect(after.judgedAt).not.toBe(before.judgedAt);
		expect(after).toMatchObject({ level: 'red', redSince: before.redSince });
		await expectNotAsked(await wanting(false));
	});

	it('is over after 30 whole days of the team without a warning, and not a minute before', async () => {
		// By then the calls have left the seven days.
		await clock.pass(8 * DAY_MS);
		expect(await untilJudgedAnew()).toMatchObject({ level: 'red', reasons: ['recovering'] });
		const end = endOfRed();
		expect(Date.parse(judged()?.redEndsAt ?? '')).toBe(end.toMillis());
		await clock.pass(end.minus({ minutes: 2 }).toMillis() - clock.now().toMillis());
		expect(await untilJudgedAnew()).toMatchObject({ level: 'red' });
		await expectNotAsked(await wanting(false));
		await clock.pass(3 * MINUTE_MS);
		await untilJudged('green');
		const phone = await wanting(false);
		expect(await untilAttemptEnds(stack(), phone, 60_000)).toMatchObject({ outcome: 'completed' });
		expect(await permissionRequestsTo(stack(), phone)).toHaveLength(1);
	});
});

describe('M2: what Meta says of a number', () => {
	const alert = (event: string, type: string) =>
		stack().simulator.post('/sim/alerts', { event, type, phone_number_id: OTHER_NUMBER });

	it('a warning by webhook turns it red, and no other number', async () => {
		// Meta names a line by its number alone, so that it has to be known.
		await (await Phone.create(stack())).write('hello', { phone_number_id: OTHER_NUMBER });
		await alert('ACCOUNT_VIOLATION', 'LOW_BUSINESS_INITIATED_CALLING_QUALITY');
		await untilQuiet(stack(), 120_000);
		await clock.pass(2 * MINUTE_MS);
		const record = await untilJudged('red', OTHER_NUMBER);
		expect(record).toMatchObject({ reasons: ['meta_warnings'] });
		expect(judged()).toMatchObject({ level: 'green' });
		const phone = await wanting(false, OTHER_NUMBER);
		await expectNotAsked(phone);
		expect(await explained(phone, OTHER_NUMBER)).toMatchObject({ answer: 'quality_guard' });
	});

	it('a restriction overrides: not even a test contact is called', async () => {
		await alert('ACCOUNT_RESTRICTION', 'RESTRICTED_BUSINESS_INITIATED_CALLING');
		await untilQuiet(stack(), 120_000);
		const phone = await Phone.create(stack(), WILLING);
		await seedPolicy(stack(), { ...POLICY, testContacts: [phone.waId] });
		await phone.allowInProfile({ phone_number_id: OTHER_NUMBER });
		await phone.write('call me now please', { phone_number_id: OTHER_NUMBER });
		await untilQuiet(stack(), 120_000);
		expect(await connectsTo(stack(), phone)).toEqual([]);
		expect(decisionsOf(stack(), phone).at(-1)).toMatchObject({
			outcome: 'deny',
			reason: 'restricted',
		});
	});
});
