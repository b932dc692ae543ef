import type { CallItem, ItemCall } from '../shared/domain/callItem';
import {
	FINAL_CALL_STATES,
	OPEN_CALL_STATES,
	reduceCall,
	type CallState,
} from '../shared/domain/callState';
import { tellsEnd } from '../shared/domain/tellsEnd';
import type { OwnAction, WebhookEvent } from '../shared/domain/webhookEvent';
import { callSection, payloadOf } from '../shared/ingress/toItem';
import {
	MANUAL_LEG,
	type Attempt,
	type Contact,
	type Ledger,
	type LedgerTx,
} from '../shared/ledger/ledger';
import { CallingError } from '../shared/n8n/callingError';
import { openCallIds } from '../shared/n8n/callNames';

/** A call as everything known of it adds up. */
export interface HeardCall {
	call: CallState;
	section: ItemCall;
	/** Another of its events passes the end on. */
	isTold: boolean;
	/** Of a call by hand: the customer asked for another time. */
	wantsAnotherTime: boolean;
}

/**
 * The call of an item: Meta's events and our own acts from the ledger, or, of a call by hand, what the
 * person told who made it. The state on the item is not believed, except of a sample.
 *
 * @throws {CallingError} `no_call`, `call_unknown`.
 */
export async function readCall(
	item: Partial<CallItem>,
	contact: Contact | null,
	ledger: Ledger,
	tx: LedgerTx,
): Promise<HeardCall> {
	const { event, call } = item;
	if (event?.type === 'manual_answered') return await readManualCall(item, contact, tx);
	if (!call?.id) throw noCall();
	if (event?.origin === 'sample') return asItemSays(call, event.at);
	const events = await tx.calls.events(openCallIds(call.id, ledger));
	// Of somebody who was erased nothing is kept; what the item says is all there is.
	if (events.length === 0 && !contact) return asItemSays(call, event?.at ?? null);
	if (events.length === 0) throw callUnknown();
	const state = reduceCall(events);
	return {
		call: state,
		section: callSection(call.id, state, firstPayload(events)),
		isTold: isToldElsewhere(events, openCallIds(event?.key ?? '', ledger)),
		wantsAnotherTime: false,
	};
}

/** An item that no event of the call made, such as one built by hand, stands for itself. */
const isToldElsewhere = (events: (WebhookEvent | OwnAction)[], key: string): boolean =>
	events.some((each) => 'eventKey' in each && each.eventKey === key) && !tellsEnd(events, key);

const firstPayload = (events: (WebhookEvent | OwnAction)[]): string | null =>
	events.map(payloadOf).find((payload) => payload !== null) ?? null;

/** V5: no event tells of a call that a person makes by telephone. */
async function readManualCall(
	{ attempt: hint, manualDial }: Partial<CallItem>,
	contact: Contact | null,
	{ attempts }: LedgerTx,
): Promise<HeardCall> {
	const attempt = hint?.id ? await attempts.get(hint.id) : null;
	const isTheirs = attempt?.leg === MANUAL_LEG && attempt.contactId === contact?.id;
	if (!isTheirs || attempt.outcome === null) throw callUnknown();
	const call = manualState(attempt);
	return {
		call,
		section: callSection(attempt.id, call, null),
		isTold: false,
		wantsAnotherTime: manualDial?.answer === 'reschedule',
	};
}

const manualState = ({ outcome, diallingAt, endedAt }: Attempt): CallState => ({
	...NOTHING_KNOWN,
	state: outcome ?? 'offered',
	direction: 'outbound',
	startedAt: diallingAt,
	endedAt,
});

const NOTHING_KNOWN: CallState = {
	state: 'offered',
	direction: null,
	rawStatus: null,
	errorCode: null,
	startedAt: null,
	answeredAt: null,
	endedAt: null,
};

function asItemSays(section: ItemCall, endedAt: string | null): HeardCall {
	const { direction, talkSeconds } = section;
	const states = [...OPEN_CALL_STATES, ...FINAL_CALL_STATES];
	const state = states.find((each) => each === section.state) ?? 'offered';
	const talk = talkSeconds === null ? {} : { talkSeconds };
	const call = { ...NOTHING_KNOWN, ...talk, state, direction, endedAt };
	return { call, section, isTold: false, wantsAnotherTime: false };
}

const noCall = () =>
	new CallingError(
		'no_call',
		'This item carries no call',
		'Connect Call Outcome behind a WhatsApp Calling Trigger that starts at Call Events, or behind Webhook → Process Manual Answer. Messages, permission replies and alerts belong elsewhere.',
	);

const callUnknown = () =>
	new CallingError(
		'call_unknown',
		'The ledger does not know the call of this item',
		'Choose the credential of the trigger that the item came from: the simulator has a ledger of its own.',
	);
