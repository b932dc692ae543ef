import type { CallItem, ItemCall, ItemDesk } from '../shared/domain/callItem';
import type { DeskOutcome } from '../shared/domain/deskProtocol';
import {
	FINAL_CALL_STATES,
	isFinalCallState,
	OPEN_CALL_STATES,
	reduceCall,
	type CallState,
} from '../shared/domain/callState';
import { tellsEnd } from '../shared/domain/tellsEnd';
import type { OwnAction, WebhookEvent } from '../shared/domain/webhookEvent';
import { callSection, firstPayload } from '../shared/ingress/toItem';
import type { Attempt, Contact, Ledger, LedgerTx } from '../shared/ledger/ledger';
import { CallingError } from '../shared/n8n/callingError';
import { openCallIds } from '../shared/n8n/callNames';

/** A call as everything known of it adds up. */
export interface HeardCall {
	call: CallState;
	section: ItemCall;
	/** Whose call of ours it is; null: of none that the ledger has. */
	attempt: Attempt | null;
	/** Another of its events passes the end on. */
	isTold: boolean;
	/** The customer asked whoever called to be called at another time. */
	wantsAnotherTime: boolean;
	/** Nobody was talked to whom a recap could remind of anything. */
	isNoTalk: boolean;
}

type Heard = (WebhookEvent | OwnAction)[];

/**
 * The call of an item: Meta's events and our own acts from the ledger, or, where no event tells, what
 * the person told who called by hand, or what the attempt counts as. The state on the item is not
 * believed, except of a sample.
 *
 * @throws {CallingError} `no_call`, `call_unknown`.
 */
export async function readCall(
	item: Partial<CallItem>,
	contact: Contact | null,
	ledger: Ledger,
	tx: LedgerTx,
): Promise<HeardCall> {
	const { event, call, manualDial } = item;
	// Of a call by hand there is no more than the attempt.
	const isByHand = event?.type === 'manual_answered';
	const name = isByHand ? item.attempt?.id : call?.id;
	if (!name) throw noCall();
	if (call && event?.origin === 'sample') return asItemSays(call, event.at, item.desk);
	const callId = openCallIds(name, ledger);
	const events = await tx.calls.events(callId);
	const attempt = contact && (await attemptOf(callId, contact, tx));
	// Of somebody who was erased nothing is kept; what the item says is all there is.
	if (events.length === 0 && !contact && call) return asItemSays(call, event?.at ?? null);
	const heard = stateOf(events, attempt, event?.origin === 'ledger');
	if (heard === null) throw callUnknown();
	const outcome = attempt && (await notedOutcome(attempt, tx));
	const isNoted = event?.type === 'desk_outcome';
	const state = isNoted ? overAtDesk(heard, attempt) : heard;
	return {
		call: state,
		section: callSection(name, state, firstPayload(events)),
		attempt,
		isTold: isToldElsewhere(events, attempt, openCallIds(event?.key ?? '', ledger)),
		isNoTalk: isNoTalk(outcome),
		wantsAnotherTime:
			(isByHand && manualDial?.answer === 'reschedule') || (isNoted && outcome === 'another_time'),
	};
}

/** What the representative said last of how it went; null: nothing, or another leg. */
async function notedOutcome({ id }: Attempt, { deskDeeds }: LedgerTx): Promise<DeskOutcome | null> {
	const deeds = await deskDeeds.ofAttempt(id);
	return deeds.findLast(({ kind }) => kind === 'outcome')?.outcome ?? null;
}

const isNoTalk = (outcome: string | null): boolean =>
	outcome === 'no_conversation' || outcome === 'wrong_person';

/** Whoever talked knows first that it is over: Meta's word may come after theirs. */
function overAtDesk(heard: CallState, attempt: Attempt | null): CallState {
	const wasAnswered = heard.state === 'accepted' || (attempt?.answeredAt ?? null) !== null;
	return wasAnswered && !isFinalCallState(heard.state) ? { ...heard, state: 'completed' } : heard;
}

/** By its own id, where Meta has named no call, else by Meta's. */
async function attemptOf(
	callId: string,
	{ id: contactId }: Contact,
	{ attempts }: LedgerTx,
): Promise<Attempt | null> {
	const found =
		(await attempts.get(callId)) ??
		(await attempts.match({ callId, opaque: null, phoneNumberId: null, contactId }));
	return found?.contactId === contactId ? found : null;
}

/**
 * What the events add up to; where they tell no end, or there are none, what the attempt counts as.
 *
 * @param isPast No event caused the item, but that the call is over.
 */
function stateOf(events: Heard, attempt: Attempt | null, isPast: boolean): CallState | null {
	const heard = events.length > 0 ? reduceCall(events) : null;
	if (!attempt?.outcome || (heard && (!isPast || isFinalCallState(heard.state)))) return heard;
	const { outcome, direction, diallingAt, answeredAt, endedAt } = attempt;
	const unheard = { ...NOTHING_KNOWN, direction, startedAt: diallingAt, answeredAt };
	return { ...(heard ?? unheard), state: outcome, endedAt };
}

/** An item that no event of the call made, such as one built by hand, stands for itself. */
function isToldElsewhere(events: Heard, attempt: Attempt | null, key: string): boolean {
	const verdict = attempt?.verdict ?? null;
	const isEvent = events.some((each) => 'eventKey' in each && each.eventKey === key);
	if (isEvent) return !tellsEnd(events, key, verdict);
	if (verdict === null || !key.startsWith(SETTLED)) return false;
	const { state } = reduceCall(events);
	return isFinalCallState(state) && state !== verdict;
}

/** How keys of items begin that tell of an end by no event. */
const SETTLED = 'settled:';

const NOTHING_KNOWN: CallState = {
	state: 'offered',
	direction: null,
	rawStatus: null,
	errorCode: null,
	startedAt: null,
	answeredAt: null,
	endedAt: null,
};

function asItemSays(section: ItemCall, endedAt: string | null, desk?: ItemDesk): HeardCall {
	const { direction, talkSeconds } = section;
	const states = [...OPEN_CALL_STATES, ...FINAL_CALL_STATES];
	const state = states.find((each) => each === section.state) ?? 'offered';
	const talk = talkSeconds === null ? {} : { talkSeconds };
	const call = { ...NOTHING_KNOWN, ...talk, state, direction, endedAt };
	const outcome = desk?.outcome ?? null;
	const wantsAnotherTime = outcome === 'another_time';
	const said = { wantsAnotherTime, isNoTalk: isNoTalk(outcome) };
	return { call, section, attempt: null, isTold: false, ...said };
}

const noCall = () =>
	new CallingError(
		'no_call',
		'This item carries no call',
		'Connect Call Outcome behind a WhatsApp Calling Trigger that starts at Call Events, a Callback Trigger that starts at Recap Due, a Call Desk Trigger, or Webhook → Process Manual Answer. Messages, permission replies and alerts belong elsewhere.',
	);

const callUnknown = () =>
	new CallingError(
		'call_unknown',
		'The ledger does not know the call of this item',
		'Choose the credential of the trigger that the item came from: the simulator has a ledger of its own.',
	);
