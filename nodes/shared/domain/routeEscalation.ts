import type { ItemEvent } from './callItem';
import type { DetectedSignal } from './escalation';

export type EscalationRoute = 'escalate' | 'keep_chatting' | 'handled';

/** Why an item leaves Escalation Check as it does; shown where n8n lists executions (docs/reasons.md). */
export type RouteReason =
	| 'opt_out'
	| 'opt_in'
	| 'declined'
	| 'rating'
	| 'triage'
	| 'recording_answer'
	| 'automated_call_answer'
	| 'call_in_progress'
	| 'thread_owned'
	| 'human_only'
	| 'message_opt_out'
	| 'no_message'
	| 'moves_forward'
	| 'new_signal'
	| 'nothing_new';

/** What is known when an item comes in. */
export interface EscalationFacts {
	event: ItemEvent['type'];
	/** What the message means; null: the event is no message. */
	intent: string | null;
	/** The button of ours that was tapped: `rating`, `zone`, … */
	tap: string | null;
	/** The customer agrees to a call with this event, or allows one that is wanted. */
	agrees: boolean;
	/** `claimed`: about to be dialled; `placed`: dialling, ringing, talking. */
	call: 'none' | 'claimed' | 'placed';
	isThreadOwned: boolean;
	callOptOut: boolean;
	messageOptOut: boolean;
	/** What nobody has noticed before, the one of the first priority first. */
	news: DetectedSignal[];
	/** A person was asked to answer a moment ago. */
	awaitsPerson: boolean;
}

export interface RoutedItem {
	route: EscalationRoute;
	reason: RouteReason;
	/** What the escalation is opened with, or joined by. */
	noticed: DetectedSignal[];
}

/**
 * Where an item goes (C2, C7). What moves a call forward goes on to the gates, which judge it; what
 * the customer refuses, and what a person answers, never gets an offer.
 */
export function routeEscalation(facts: EscalationFacts): RoutedItem {
	const settled = byOwnEvent(facts) ?? byMeaning(facts) ?? byWhoSpeaks(facts);
	if (!settled) return bySignals(facts);
	return { ...settled, noticed: settled.route === 'escalate' ? facts.news : [] };
}

type Route = Omit<RoutedItem, 'noticed'>;

const handled = (reason: RouteReason): Route => ({ route: 'handled', reason });

const FORWARD: Route = { route: 'escalate', reason: 'moves_forward' };

/** What the ledger itself causes is always about a wanted call. */
function byOwnEvent({ event }: EscalationFacts): Route | null {
	const isOwn = event === 'callback_due' || event === 'request_woken' || event === 'call_requested';
	return isOwn ? FORWARD : null;
}

const ANSWERED: Readonly<Record<string, RouteReason>> = {
	opt_out_all: 'opt_out',
	opt_out_calls: 'opt_out',
	opt_in_calls: 'opt_in',
	decline: 'declined',
};

/** The ledger has heard them; what follows is for whoever takes these taps. */
const FOLLOWED_UP: Readonly<Record<string, RouteReason>> = {
	rating: 'rating',
	triage: 'triage',
	recording_yes: 'recording_answer',
	recording_no: 'recording_answer',
	automated_yes: 'automated_call_answer',
	automated_no: 'automated_call_answer',
};

function byMeaning({ intent, tap, agrees, call }: EscalationFacts): Route | null {
	const answered = intent === null ? undefined : ANSWERED[intent];
	if (answered !== undefined) return handled(answered);
	const followedUp = tap !== null && Object.hasOwn(FOLLOWED_UP, tap) ? FOLLOWED_UP[tap] : undefined;
	if (followedUp !== undefined) return handled(followedUp);
	// A claim that is not dialled yet may be this very item's, whose run is being repeated.
	if (agrees) return call === 'placed' ? handled('call_in_progress') : FORWARD;
	return intent === null ? handled('no_message') : null;
}

function byWhoSpeaks(facts: EscalationFacts): Route | null {
	if (facts.call !== 'none') return handled('call_in_progress');
	if (facts.isThreadOwned) return handled('thread_owned');
	return facts.messageOptOut ? handled('message_opt_out') : null;
}

function bySignals({ news, callOptOut, awaitsPerson }: EscalationFacts): RoutedItem {
	// Nobody is offered what they refused; a request of their own is for the gates to answer.
	const noticed = news.filter(
		({ signal, action }) => !callOptOut || action === 'human_only' || signal === 'explicit_request',
	);
	const [first] = noticed;
	if (!first) return { ...(awaitsPerson ? handled('human_only') : KEEP), noticed };
	if (first.action === 'human_only') return { ...handled('human_only'), noticed };
	return { route: 'escalate', reason: 'new_signal', noticed };
}

const KEEP: Route = { route: 'keep_chatting', reason: 'nothing_new' };
