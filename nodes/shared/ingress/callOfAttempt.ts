import type { ItemCall } from '../domain/callItem';
import { isFinalCallState, reduceCall, type CallState } from '../domain/callState';
import type { Attempt, LedgerTx } from '../ledger/ledger';
import { callSection, firstPayload } from './toItem';

/**
 * The call that something follows: as its events tell it, or, where none tells of an end, as its
 * attempt counts. Of a call that Meta has named by Meta's id, else by that of its attempt.
 */
export async function followedCall(callId: string, tx: LedgerTx): Promise<ItemCall | null> {
	const attempt =
		(await tx.attempts.get(callId)) ??
		(await tx.attempts.match({ callId, opaque: null, phoneNumberId: null }));
	if (attempt) return await callOfAttempt(attempt, tx);
	const events = await tx.calls.events(callId);
	return events.length > 0 ? callSection(callId, reduceCall(events), firstPayload(events)) : null;
}

/** The call of an attempt, however much of it was heard. */
export async function callOfAttempt(attempt: Attempt, { calls }: LedgerTx): Promise<ItemCall> {
	const { id, callId, outcome, errorCode } = attempt;
	const events = callId === null ? [] : await calls.events(callId);
	const heard = events.length > 0 ? reduceCall(events) : unheard(attempt);
	const section = callSection(callId ?? id, heard, firstPayload(events));
	const isGuess = outcome !== null && !isFinalCallState(heard.state);
	return isGuess ? { ...section, state: outcome, errorCode } : section;
}

const unheard = ({ direction, diallingAt, answeredAt }: Attempt): CallState => ({
	state: 'offered',
	direction,
	rawStatus: null,
	errorCode: null,
	startedAt: diallingAt,
	answeredAt,
	endedAt: null,
});
