import { isFinalCallState, type CallState } from './callState';
import { addMs, HOUR_MS, isBefore, later, MINUTE_MS } from './instant';
import type { Policy } from './policy';

/**
 * What comes after a call. None of them dials: `reschedule` offers slots, `back_to_chat` goes on in
 * writing, `wait` sends nothing, `tell_operator` is for the team and sends the customer nothing.
 */
export const NEXT_STEPS = ['recap', 'reschedule', 'back_to_chat', 'wait', 'tell_operator'] as const;

export type NextStep = (typeof NEXT_STEPS)[number];

/** Why, in words for the operator; the codes are stable. */
export const CALL_NEXT_REASONS = {
	call_not_over: 'The call is still going on.',
	already_told:
		'The end of this call is passed on with another of its events. Nothing more to do here.',
	customer_unknown: 'Nobody knows whose call this was. Nothing can be said to anybody.',
	call_cannot_work:
		'The call failed for a reason that another try does not change. Fix what the error code names.',
	message_opt_out: 'The customer does not want messages at all.',
	opted_out: 'The customer does not want calls. Only the customer can take that back.',
	hung_up_early:
		'The call ended within seconds. Go on in the chat and do not call again by itself.',
	reminder_call:
		'This was an automated reminder. The call that it was about is still to come, so nothing follows.',
	another_time_wanted: 'The customer asked for another time. Offer one.',
	no_conversation:
		'The representative noted that there was no talk, or the wrong person at the phone. Nothing to sum up or to rate.',
	recap_due: 'They talked. Send the recap and ask for a rating.',
	recap_not_due:
		'They talked, and the brief is not corrected yet. The recap goes out when it is, or after the delay of the policy.',
	nothing_to_recap: 'They talked, and there is no brief to sum up. Go on in the chat.',
	unanswered_twice:
		'The last calls in a row were not answered. Go back to chat; a new request from the customer counts again after a day.',
	slot_booked: 'The customer has a slot already.',
	no_free_slot: 'The team has no free slot to offer. Go on in the chat.',
	not_answered: 'The customer did not answer. Offer another time.',
	missed_by_us: 'The customer called and nobody answered. Offer a time.',
	call_declined: 'The call was declined. Offer another time.',
	call_failed: 'The call failed, and another try may work. Offer one.',
} as const;

export type CallNextReason = keyof typeof CALL_NEXT_REASONS;

/** The house rules that judge what comes next. */
export type CallNextPolicy = Pick<
	Policy,
	'coolDownHours' | 'strikes' | 'recapAfterMinutes' | 'earlyHangUpSeconds'
>;

/** What else the next step rests on; read when it is taken, never when the call began. */
export interface CallNextFacts {
	/** Another event of the call passes its end on, see `tellsEnd`. */
	isTold: boolean;
	callOptOut: boolean;
	messageOptOut: boolean;
	/** Unanswered or declined calls in a row, this one included. */
	strikes: number;
	lastCallAttemptAt: string | null;
	/** When the slot begins that the customer has booked, if there is one. */
	bookedFor: string | null;
	/** Free slots from {@link newTryFrom} on. */
	freeSlots: number;
	brief: 'corrected' | 'uncorrected' | 'missing';
	/** The recap has waited for its brief long enough, or the brief woke it. */
	isRecapDue: boolean;
	/** Of a failed call: whether the error is of the kind that passes. */
	mayTryAgain: boolean;
	/** It was an automated reminder of a booked call (V6). */
	isReminder: boolean;
	/** They talked, and the customer asked to be called at another time (V4, V5). */
	wantsAnotherTime: boolean;
	/** The call was answered, but as the representative says there was no talk with the customer (V4). */
	isNoTalk: boolean;
}

export interface CallNext {
	step: NextStep;
	reason: CallNextReason;
	/** Of `reschedule`: slots start from then on. Of `wait`: when to look again; null: at the next event. */
	notBefore: string | null;
}

/** The first instant at which another call to the customer may be planned (P5). */
export function newTryFrom(
	lastCallAttemptAt: string | null,
	{ coolDownHours }: Pick<Policy, 'coolDownHours'>,
	now: string,
): string {
	return lastCallAttemptAt === null
		? now
		: later(now, addMs(lastCallAttemptAt, coolDownHours * HOUR_MS));
}

/**
 * What to do after a call, and why (V7, P6). Pure. A failed call is never dialled again by itself:
 * where the error passes, a new try is offered for after the cool-down, and a new yes makes a new wish.
 *
 * @param facts Null if nobody knows whose call it was.
 */
export function callNext(
	call: CallState,
	facts: CallNextFacts | null,
	policy: CallNextPolicy,
	now: string,
): CallNext {
	const { state } = call;
	if (!isFinalCallState(state)) return next('wait', 'call_not_over');
	if (facts === null) return next('wait', 'customer_unknown');
	if (facts.isTold) return next('wait', 'already_told');
	// Before the refusals, because it is no word to the customer: nobody else would put it right.
	if (state === 'failed' && !facts.mayTryAgain) return next('tell_operator', 'call_cannot_work');
	if (facts.messageOptOut) return next('wait', 'message_opt_out');
	if (facts.callOptOut) return next('wait', 'opted_out');
	if (facts.isReminder) return next('wait', 'reminder_call');
	if (state === 'completed' && !facts.wantsAnotherTime) return afterTalk(call, facts, policy, now);
	if (facts.strikes >= policy.strikes) return next('back_to_chat', 'unanswered_twice');
	const from = newTryFrom(facts.lastCallAttemptAt, policy, now);
	const { bookedFor } = facts;
	if (bookedFor !== null && !isBefore(bookedFor, from)) {
		return next('wait', 'slot_booked', bookedFor);
	}
	if (facts.freeSlots === 0) return next('back_to_chat', 'no_free_slot');
	return next('reschedule', RESCHEDULE_REASONS[state], from);
}

const RESCHEDULE_REASONS = {
	completed: 'another_time_wanted',
	no_answer: 'not_answered',
	missed: 'missed_by_us',
	declined: 'call_declined',
	failed: 'call_failed',
} as const satisfies Record<string, CallNextReason>;

function next(step: NextStep, reason: CallNextReason, notBefore: string | null = null): CallNext {
	return { step, reason, notBefore };
}

function afterTalk(
	{ talkSeconds, endedAt }: CallState,
	{ brief, isRecapDue, isNoTalk }: CallNextFacts,
	{ earlyHangUpSeconds, recapAfterMinutes }: CallNextPolicy,
	now: string,
): CallNext {
	if (talkSeconds !== undefined && talkSeconds < earlyHangUpSeconds) {
		return next('back_to_chat', 'hung_up_early');
	}
	if (isNoTalk) return next('wait', 'no_conversation');
	if (brief === 'missing') return next('back_to_chat', 'nothing_to_recap');
	const dueAt = addMs(endedAt ?? now, recapAfterMinutes * MINUTE_MS);
	return brief === 'uncorrected' && !isRecapDue && isBefore(now, dueAt)
		? next('wait', 'recap_not_due', dueAt)
		: next('recap', 'recap_due');
}
