import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	CALL_NEXT_REASONS,
	callNext,
	newTryFrom,
	type CallNext,
	type CallNextFacts,
	type CallNextPolicy,
} from '../../../nodes/shared/domain/callNext';
import {
	FINAL_CALL_STATES,
	OPEN_CALL_STATES,
	reduceCall,
	type CallState,
} from '../../../nodes/shared/domain/callState';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import {
	accepted,
	answerSdp,
	at,
	failed,
	inbound,
	offered,
	outbound,
	own,
	rejected,
	ringing,
	terminated,
	type Step,
} from './callScripts';

const POLICY: CallNextPolicy = DEFAULT_POLICY;

/** A customer after a first call, dialled at second 0, with nothing against a further one. */
const FACTS: CallNextFacts = {
	isTold: false,
	callOptOut: false,
	messageOptOut: false,
	strikes: 1,
	lastCallAttemptAt: at(0),
	bookedFor: null,
	freeSlots: 3,
	brief: 'corrected',
	isRecapDue: false,
	isReminder: false,
	mayTryAgain: true,
	wantsAnotherTime: false,
	isNoTalk: false,
};

const NOW = at(90);
const minutes = (count: number) => at(count * 60);
const COOL_DOWN_END = minutes(4 * 60);

const dialled = answerSdp(0, 'att_1');
const talkFor = (seconds: number): Step[] => [
	dialled,
	ringing(2),
	accepted(8),
	terminated(8 + seconds, {
		...outbound,
		startAt: at(8),
		endAt: at(8 + seconds),
		durationSeconds: seconds,
	}),
];
const unanswered: Step[] = [dialled, ringing(2), terminated(47, outbound)];
const declined: Step[] = [dialled, ringing(2), rejected(7), terminated(8, outbound)];
const brokenOff: Step[] = [dialled, ringing(2), failed(30, outbound)];
const missed: Step[] = [offered(0), terminated(30, inbound)];

type Row = [
	title: string,
	events: Step[],
	facts: Partial<CallNextFacts>,
	expected: Partial<CallNext>,
	now?: string,
];

const ROWS: Row[] = [
	['V2: a call that rings', [dialled, ringing(2)], {}, { step: 'wait', reason: 'call_not_over' }],
	[
		'V2: a call that goes on',
		[dialled, accepted(8)],
		{},
		{ step: 'wait', reason: 'call_not_over' },
	],
	[
		'V2: an end that another event tells of',
		unanswered,
		{ isTold: true },
		{ step: 'wait', reason: 'already_told', notBefore: null },
	],
	[
		'a failure that another event tells of: the operator hears of it once',
		brokenOff,
		{ isTold: true, mayTryAgain: false },
		{ step: 'wait', reason: 'already_told' },
	],
	['V7: a call that was talked through', talkFor(60), {}, { step: 'recap', reason: 'recap_due' }],
	[
		'V7: a talk whose brief nobody has corrected yet',
		talkFor(52),
		{ brief: 'uncorrected' },
		{ step: 'wait', reason: 'recap_not_due', notBefore: minutes(31) },
	],
	[
		'V7: the last moment before the recap goes out uncorrected',
		talkFor(52),
		{ brief: 'uncorrected' },
		{ step: 'wait', reason: 'recap_not_due' },
		at(31 * 60 - 1),
	],
	[
		'V7: a brief that nobody corrected for half an hour',
		talkFor(52),
		{ brief: 'uncorrected' },
		{ step: 'recap', reason: 'recap_due' },
		minutes(31),
	],
	[
		'V7: a recap whose time has come, though the policy has a longer delay by now',
		talkFor(52),
		{ brief: 'uncorrected', isRecapDue: true },
		{ step: 'recap', reason: 'recap_due' },
	],
	[
		'a recap whose time has come and whose brief is gone',
		talkFor(52),
		{ brief: 'missing', isRecapDue: true },
		{ step: 'back_to_chat', reason: 'nothing_to_recap' },
	],
	[
		'a talk without a brief',
		talkFor(60),
		{ brief: 'missing' },
		{ step: 'back_to_chat', reason: 'nothing_to_recap' },
	],
	[
		'a recap is not held up by strikes, cool-down or missing slots',
		talkFor(60),
		{ strikes: 5, freeSlots: 0 },
		{ step: 'recap' },
	],
	[
		'P6: a customer who hangs up within 5 s',
		talkFor(3),
		{},
		{ step: 'back_to_chat', reason: 'hung_up_early' },
	],
	[
		'P6: a call that we end within 5 s',
		[...talkFor(4), own('own_terminate', 11)],
		{},
		{ step: 'back_to_chat', reason: 'hung_up_early' },
	],
	['P6: a customer who hangs up after 5 s', talkFor(5), {}, { step: 'recap' }],
	[
		'V5: a customer who asked for another time',
		talkFor(60),
		{ wantsAnotherTime: true },
		{ step: 'reschedule', reason: 'another_time_wanted', notBefore: COOL_DOWN_END },
	],
	[
		'V4: an answered call in which, as the representative says, there was no talk',
		talkFor(60),
		{ isNoTalk: true, isRecapDue: true },
		{ step: 'wait', reason: 'no_conversation' },
	],
	[
		'V4: a call that nobody answered is one, whatever was noted at the desk',
		unanswered,
		{ isNoTalk: true },
		{ step: 'reschedule', reason: 'not_answered' },
	],
	[
		'P4: a customer who asked for another time and refused calls since',
		talkFor(60),
		{ wantsAnotherTime: true, callOptOut: true },
		{ step: 'wait', reason: 'opted_out' },
	],
	[
		'V7: nobody answers',
		unanswered,
		{},
		{ step: 'reschedule', reason: 'not_answered', notBefore: COOL_DOWN_END },
	],
	[
		'P6: nobody answers twice in a row',
		unanswered,
		{ strikes: 2 },
		{ step: 'back_to_chat', reason: 'unanswered_twice', notBefore: null },
	],
	[
		'P6: the customer declines',
		declined,
		{},
		{ step: 'reschedule', reason: 'call_declined', notBefore: COOL_DOWN_END },
	],
	[
		'P6: the customer declines after a call that was not answered',
		declined,
		{ strikes: 2 },
		{ step: 'back_to_chat', reason: 'unanswered_twice' },
	],
	[
		'V7: nobody takes the customer’s call',
		missed,
		{ strikes: 0, lastCallAttemptAt: null },
		{ step: 'reschedule', reason: 'missed_by_us', notBefore: NOW },
	],
	[
		'a customer’s call that we decline',
		[offered(0), own('own_reject', 4)],
		{ strikes: 0, lastCallAttemptAt: null },
		{ step: 'reschedule', reason: 'call_declined', notBefore: NOW },
	],
	[
		'P6: no slot is offered that the gate would then refuse',
		missed,
		{ strikes: 2 },
		{ step: 'back_to_chat', reason: 'unanswered_twice' },
	],
	[
		'P5: slots begin when the cool-down is over',
		unanswered,
		{ lastCallAttemptAt: at(0) },
		{ step: 'reschedule', notBefore: minutes(5 * 60) },
		minutes(5 * 60),
	],
	[
		'V7: a call that failed in media: a new try is offered for after the cool-down',
		brokenOff,
		{ strikes: 0 },
		{ step: 'reschedule', reason: 'call_failed', notBefore: COOL_DOWN_END },
	],
	[
		'a call that failed for good',
		brokenOff,
		{ mayTryAgain: false },
		{ step: 'tell_operator', reason: 'call_cannot_work', notBefore: null },
	],
	[
		'a call that failed for good, to a customer who opted out: the operator hears of it all the same',
		brokenOff,
		{ mayTryAgain: false, callOptOut: true, messageOptOut: true },
		{ step: 'tell_operator', reason: 'call_cannot_work' },
	],
	[
		'an answered call is not judged by the error table',
		talkFor(60),
		{ mayTryAgain: false },
		{ step: 'recap' },
	],
	[
		'P4: a customer who said "text only" meanwhile',
		unanswered,
		{ callOptOut: true },
		{ step: 'wait', reason: 'opted_out', notBefore: null },
	],
	[
		'P4: a customer who said "text only" during the call',
		talkFor(60),
		{ callOptOut: true },
		{ step: 'wait', reason: 'opted_out' },
	],
	[
		'P4: a customer who wants no messages at all',
		unanswered,
		{ callOptOut: true, messageOptOut: true },
		{ step: 'wait', reason: 'message_opt_out' },
	],
	[
		'H4: a customer who has a slot already',
		unanswered,
		{ bookedFor: minutes(300) },
		{ step: 'wait', reason: 'slot_booked', notBefore: minutes(300) },
	],
	[
		'H4: a slot at the very end of the cool-down',
		unanswered,
		{ bookedFor: COOL_DOWN_END },
		{ step: 'wait', reason: 'slot_booked' },
	],
	[
		'H4: a slot that lies in the cool-down, which the gate would refuse',
		unanswered,
		{ bookedFor: minutes(60) },
		{ step: 'reschedule', reason: 'not_answered' },
	],
	[
		'P6: a slot does not outweigh two unanswered calls',
		unanswered,
		{ strikes: 2, bookedFor: minutes(300) },
		{ step: 'back_to_chat', reason: 'unanswered_twice' },
	],
	[
		'V6: an automated reminder that was heard: no recap, and no rating',
		talkFor(60),
		{ isReminder: true },
		{ step: 'wait', reason: 'reminder_call', notBefore: null },
	],
	[
		'V6: an automated reminder that nobody answered: the booked call is not talked away',
		unanswered,
		{ isReminder: true, strikes: 2 },
		{ step: 'wait', reason: 'reminder_call' },
	],
	[
		'V6: an automated reminder that can never work: the operator hears of it',
		brokenOff,
		{ isReminder: true, mayTryAgain: false },
		{ step: 'tell_operator', reason: 'call_cannot_work' },
	],
	[
		'H3: a team with no free slot',
		unanswered,
		{ freeSlots: 0 },
		{ step: 'back_to_chat', reason: 'no_free_slot', notBefore: null },
	],
];

describe('callNext', () => {
	it.each(ROWS)('%s', (_, events, facts, expected, now = NOW) => {
		expect(callNext(reduceCall(events), { ...FACTS, ...facts }, POLICY, now)).toMatchObject(
			expected,
		);
	});

	it('says nothing to anybody while nobody knows whose call it was', () => {
		expect(callNext(reduceCall(unanswered), null, POLICY, NOW)).toEqual({
			step: 'wait',
			reason: 'customer_unknown',
			notBefore: null,
		});
	});

	it('has a row for every reason', () => {
		const shown = new Set(ROWS.map(([, , , { reason }]) => reason).concat('customer_unknown'));
		expect([...shown].filter(Boolean).sort()).toEqual(Object.keys(CALL_NEXT_REASONS).sort());
	});

	it('takes its limits from the policy', () => {
		const policy = { coolDownHours: 1, strikes: 3, recapAfterMinutes: 5, earlyHangUpSeconds: 20 };
		const step = (events: Step[], facts: Partial<CallNextFacts>) =>
			callNext(reduceCall(events), { ...FACTS, ...facts }, policy, NOW);
		expect(step(unanswered, { strikes: 2 })).toMatchObject({ notBefore: minutes(60) });
		expect(step(unanswered, { strikes: 3 })).toMatchObject({ step: 'back_to_chat' });
		expect(step(talkFor(19), {})).toMatchObject({ reason: 'hung_up_early' });
		expect(step(talkFor(52), { brief: 'uncorrected' })).toMatchObject({ notBefore: minutes(6) });
	});
});

describe('newTryFrom', () => {
	it.each([
		['is now for somebody who was never called', null, NOW, NOW],
		['P5: is the end of the cool-down', at(0), NOW, COOL_DOWN_END],
		['is now once the cool-down is over', at(0), minutes(241), minutes(241)],
	])('%s', (_, last, now, expected) => {
		expect(newTryFrom(last, POLICY, now)).toBe(expected);
	});
});

const instant = fc.integer({ min: -3, max: 12 }).map((hour) => minutes(hour * 60));
const anyCall: fc.Arbitrary<CallState> = fc.record({
	state: fc.constantFrom(...OPEN_CALL_STATES, ...FINAL_CALL_STATES),
	direction: fc.constantFrom('inbound', 'outbound', null),
	endedBy: fc.constantFrom('customer', 'business', 'platform', 'unknown'),
	talkSeconds: fc.nat({ max: 120 }),
	rawStatus: fc.constant(null),
	errorCode: fc.constantFrom(null, 138021),
	startedAt: instant,
	answeredAt: fc.option(instant),
	endedAt: fc.option(instant),
});
const anyFacts: fc.Arbitrary<CallNextFacts> = fc.record({
	isTold: fc.boolean(),
	callOptOut: fc.boolean(),
	messageOptOut: fc.boolean(),
	strikes: fc.nat({ max: 4 }),
	lastCallAttemptAt: fc.option(instant),
	bookedFor: fc.option(instant),
	freeSlots: fc.nat({ max: 3 }),
	brief: fc.constantFrom('corrected', 'uncorrected', 'missing'),
	isRecapDue: fc.boolean(),
	isReminder: fc.boolean(),
	mayTryAgain: fc.boolean(),
	wantsAnotherTime: fc.boolean(),
	isNoTalk: fc.boolean(),
});

const SAID_TO_THE_CUSTOMER: string[] = ['recap', 'reschedule', 'back_to_chat'];

/** Holds for whatever a call and its customer may be. */
function always(
	check: (next: CallNext, call: CallState, facts: CallNextFacts, now: string) => void,
) {
	fc.assert(
		fc.property(anyCall, anyFacts, instant, (call, facts, now) => {
			check(callNext(call, facts, POLICY, now), call, facts, now);
		}),
		{ numRuns: 2000 },
	);
}

describe('callNext, whatever happened', () => {
	it('V7: starts nothing twice', () => {
		always(({ step }, _, { isTold }) => {
			if (isTold) expect(step).toBe('wait');
		});
	});

	it('P4: says nothing to somebody who opted out meanwhile', () => {
		always(({ step }, _, { callOptOut, messageOptOut }) => {
			if (callOptOut || messageOptOut) expect(SAID_TO_THE_CUSTOMER).not.toContain(step);
		});
	});

	it('P6: offers no call after two that were not answered', () => {
		always(({ step }, _, { strikes }) => {
			if (strikes >= POLICY.strikes) expect(step).not.toBe('reschedule');
		});
	});

	it('P6: offers no call after a talk, however short, unless the customer asked for one', () => {
		always(({ step }, { state }, { wantsAnotherTime }) => {
			if (state === 'completed' && !wantsAnotherTime) expect(step).not.toBe('reschedule');
		});
	});

	it('V7: sums up only what was talked about for 5 s', () => {
		always(({ step }, { state, talkSeconds = 0 }) => {
			if (step === 'recap') expect([state, talkSeconds >= 5]).toEqual(['completed', true]);
		});
	});

	it('P5: offers nothing in the cool-down, and nothing without a slot', () => {
		always(({ step, notBefore }, _, { lastCallAttemptAt, freeSlots }, now) => {
			if (step !== 'reschedule') return;
			expect(freeSlots).toBeGreaterThan(0);
			const from = Date.parse(notBefore ?? '');
			expect(from).toBeGreaterThanOrEqual(Date.parse(now));
			if (lastCallAttemptAt !== null)
				expect(from - Date.parse(lastCallAttemptAt)).toBeGreaterThanOrEqual(4 * 3_600_000);
		});
	});

	it('tells the operator of failures that stay, and of nothing else', () => {
		always(({ step }, { state }, { isTold, mayTryAgain }) => {
			expect(step === 'tell_operator').toBe(state === 'failed' && !mayTryAgain && !isTold);
		});
	});

	it('V6: says nothing after an automated reminder', () => {
		always(({ step }, _, { isReminder }) => {
			if (isReminder) expect(SAID_TO_THE_CUSTOMER).not.toContain(step);
		});
	});

	it('V7: is silent towards nobody whose call failed or was missed, unless a slot is booked', () => {
		always(({ step, reason }, { state }, { isTold, isReminder, callOptOut, messageOptOut }) => {
			if (isTold || isReminder) return;
			const isOver = !['offered', 'ringing', 'accepted', 'completed'].includes(state);
			if (isOver && !callOptOut && !messageOptOut && reason !== 'slot_booked')
				expect(step).not.toBe('wait');
		});
	});
});
