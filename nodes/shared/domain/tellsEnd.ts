import { isFinalCallState, reduceCall, type CallState, type FinalCallState } from './callState';
import type { OwnAction, WebhookEvent } from './webhookEvent';

/**
 * Whether the end of a call is passed on with this event, so that what follows starts once (V2, V7):
 * with the one that made the story what it is now. An event that comes late and changes nothing tells
 * nothing; one that puts the end right tells it anew. It is worked out from what was heard, so a
 * repeat of the event gets the same answer.
 *
 * @param heard Everything known of one call, in the order in which it came in.
 * @param verdict How the call was told to have ended while no event said so. An event that says the
 * same tells nothing, one that says another end tells it anew.
 */
export function tellsEnd(
	heard: readonly (WebhookEvent | OwnAction)[],
	eventKey: string,
	verdict: FinalCallState | null = null,
): boolean {
	let toldState: CallState['state'] | null = verdict;
	let toldBy: string | null = null;
	for (const [index, event] of heard.entries()) {
		// What we do ourselves starts no workflow: the next event tells of it.
		if (!('eventKey' in event)) continue;
		const { state } = reduceCall(heard.slice(0, index + 1));
		if (!isFinalCallState(state) || state === toldState) continue;
		toldState = state;
		toldBy = event.eventKey;
	}
	return toldBy === eventKey;
}
