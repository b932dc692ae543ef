import { DAY_MS, isBefore } from './instant';

/** Rules of a call that a person makes by hand, by the links on a card (V5). */

/** What the links on a card do: one call, then one answer to how it went. */
export const MANUAL_ACTIONS = ['call', 'answered', 'no_answer', 'reschedule'] as const;

export type ManualAction = (typeof MANUAL_ACTIONS)[number];
export type ManualAnswer = Exclude<ManualAction, 'call'>;

/** How long somebody may take the call; never beyond the yes. */
export const MANUAL_TAKE_SECONDS = 15 * 60;

/** How long it may be told how the call went, from the moment of the card. */
export const MANUAL_ANSWER_MS = DAY_MS;

/** How a call by hand stands, as the ledger has it. */
export interface ManualCall {
	status: string;
	outcome: string | null;
	diallingAt: string | null;
}

/**
 * What a genuine link finds. `ready`: its one act may be done. `taking`: somebody is about to call;
 * `taken`: somebody has called; `told`: how it went is known; `over`: the call is not to be made, or
 * told about, any more; `not_called`: there is nothing to tell yet.
 */
export type LinkState = 'ready' | 'taking' | 'taken' | 'told' | 'over' | 'not_called';

/** @param until The link holds before this instant. */
export function linkState(
	action: ManualAction,
	call: ManualCall,
	until: string,
	now: string,
): LinkState {
	const { status, outcome, diallingAt } = call;
	// The sweep's `failed` is a guess, until the person who called says how it went.
	if (status === 'ended' && outcome !== 'failed') return 'told';
	const holds = isBefore(now, until);
	if (action === 'call') {
		if (diallingAt !== null) return 'taken';
		if (status === 'claimed') return 'taking';
		return holds && status === 'reserved' ? 'ready' : 'over';
	}
	if (diallingAt !== null) return holds ? 'ready' : 'over';
	return status === 'released' ? 'over' : 'not_called';
}
