import { readCallEvidence, type CallEvidence } from './callEvidence';
import { addMs, SECOND_MS, toMs } from './instant';
import type { CallDirection, OwnAction, WebhookEvent } from './webhookEvent';

export const OPEN_CALL_STATES = ['offered', 'ringing', 'accepted'] as const;
export const FINAL_CALL_STATES = [
	'completed',
	'no_answer',
	'missed',
	'declined',
	'failed',
] as const;

export type OpenCallState = (typeof OPEN_CALL_STATES)[number];
export type FinalCallState = (typeof FINAL_CALL_STATES)[number];

/** What is known of one call (V2). Keys with a question mark are absent while they are not known. */
export interface CallState {
	state: OpenCallState | FinalCallState;
	direction: CallDirection | null;
	/** Only on an ended call. */
	endedBy?: 'customer' | 'business' | 'platform' | 'unknown';
	/** From the first ring (outbound) or offer (inbound) to the answer or the end. */
	ringSeconds?: number;
	/** Only if the call was answered and has ended; a failed call can have talk time too. */
	talkSeconds?: number;
	/** Meta's own word or words of the terminate event. */
	rawStatus: string | null;
	/** Meta's first error code, the first cause of the end; a failed call explains itself by it. */
	errorCode: number | null;
	/** First sign of the call other than its end. */
	startedAt: string | null;
	answeredAt: string | null;
	endedAt: string | null;
}

/**
 * The state of one call from everything known about it: Meta's events and what we did ourselves, in
 * any order, with any repetition. Events of other kinds in the list are ignored.
 *
 * Meta sends no "missed" or "no answer": an unanswered call ends as COMPLETED without a start time
 * (Meta, calling/reference). Answered means accepted or talked, never connected. A rejection is
 * never overwritten.
 */
export function reduceCall(events: readonly (WebhookEvent | OwnAction)[]): CallState {
	const facts = readCallEvidence(events);
	const state = decideState(facts);
	const times = readTimes(facts);
	return {
		state,
		direction: facts.direction,
		...(isFinalCallState(state) && { endedBy: decideEndedBy(state, facts) }),
		...durations(state, facts, times),
		rawStatus: facts.end?.rawStatus ?? null,
		errorCode: facts.error?.code ?? null,
		...times,
	};
}

/** Whether nothing more is expected of a call in this state, except corrections by late events. */
export function isFinalCallState(state: CallState['state']): state is FinalCallState {
	return FINAL_CALL_STATES.some((final) => final === state);
}

function decideState(evidence: CallEvidence): CallState['state'] {
	const { first, end, direction, answered, hadNoLeg } = evidence;
	if (first.rejected || first.own_reject) return 'declined';
	if (end && hadNoLeg) return 'failed';
	if (end && (end.status === 'failed' || (end.status === 'unknown' && end.errors.length > 0))) {
		return 'failed';
	}
	// Our own terminate only says who ended it: Meta's event proves that it ended.
	if (end) {
		if (answered) return 'completed';
		return direction === 'inbound' ? 'missed' : 'no_answer';
	}
	if (answered) return 'accepted';
	return first.ringing ? 'ringing' : 'offered';
}

/**
 * Meta never says who hung up. A rejection, our own actions and failures tell, and the first cause
 * counts: what we did after the end, or what failed after we had ended it, caused nothing. An answered
 * call of ours that we did not end, and that did not fail, was ended by the customer.
 */
function decideEndedBy(
	state: FinalCallState,
	{ first, answered, weEnded, isOurs }: CallEvidence,
): CallState['endedBy'] {
	if (first.rejected) return 'customer';
	if (first.own_reject || weEnded) return 'business';
	if (state === 'failed') return 'platform';
	return answered && isOurs ? 'customer' : 'unknown';
}

type Times = Pick<CallState, 'startedAt' | 'answeredAt' | 'endedAt'>;

function readTimes({ first, end, startedAt }: CallEvidence): Times {
	const refused = first.rejected ?? first.own_reject;
	if (refused) return { startedAt, answeredAt: null, endedAt: refused.at };
	const endedAt = end?.endAt ?? end?.at ?? null;
	// Meta's start time is the billed one; ACCEPTED may come after media is up.
	const answeredAt = end?.startAt ?? first.accepted?.at ?? first.own_accept?.at ?? null;
	const talkedSeconds = end?.durationSeconds ?? 0;
	return {
		startedAt,
		answeredAt:
			answeredAt ??
			(endedAt && talkedSeconds > 0 ? addMs(endedAt, -talkedSeconds * SECOND_MS) : null),
		endedAt,
	};
}

function durations(
	state: CallState['state'],
	{ first, end, direction, answered }: CallEvidence,
	times: Times,
): Pick<CallState, 'ringSeconds' | 'talkSeconds'> {
	const ringAt = direction === 'inbound' ? first.call_offered?.at : first.ringing?.at;
	const ringSeconds = secondsBetween(ringAt, times.answeredAt ?? times.endedAt);
	const talked = answered && isFinalCallState(state) && state !== 'declined';
	const talkSeconds = talked
		? (end?.durationSeconds ?? secondsBetween(times.answeredAt, times.endedAt))
		: undefined;
	return {
		...(ringSeconds !== undefined && { ringSeconds }),
		...(talkSeconds !== undefined && { talkSeconds }),
	};
}

/** Whole seconds, never negative: Meta's clocks round each event on its own. */
function secondsBetween(
	from: string | null | undefined,
	to: string | null | undefined,
): number | undefined {
	if (!from || !to) return undefined;
	const ms = toMs(to) - toMs(from);
	return Number.isNaN(ms) ? undefined : Math.max(0, Math.round(ms / SECOND_MS));
}
