import { SECOND_MS } from './instant';

/** House rules of a ring at the desk (V4), in milliseconds. */
export const OUTBOUND_RING_MS = 30 * SECOND_MS;
export const INBOUND_RING_MS = 25 * SECOND_MS;

/** So long it rings at the representative alone who talked to the customer last. */
const LAST_ALONE_MS = 8 * SECOND_MS;
/** Then one more after each of these. */
const NEXT_AFTER_MS = 5 * SECOND_MS;
/** In the end everybody is asked. */
const EVERYBODY_MS = 7 * SECOND_MS;

/** Somebody who could take the call at this moment, whether it rings there already or not. */
export interface RingCandidate {
	id: string;
	/** When their last talk ended; null: they had none, and go before everybody who had. */
	idleSince: string | null;
	/** Talked to this customer last. */
	isLast: boolean;
}

export interface RingSituation {
	order: 'last_then_idle' | 'all';
	/** Since the ring began. */
	elapsedMs: number;
	/** How long it rings in all. */
	totalMs: number;
	candidates: readonly RingCandidate[];
	/** It rings there, and goes on until declined or over. */
	ringing: readonly string[];
	/** Declined, or passed on: never asked again. */
	closed: readonly string[];
}

/**
 * Whom to offer a ring to now, besides those at whom it rings already (house rule, V4): the last
 * representative alone for 8 s, then whoever has been idle longest, one more every 5 s, everybody in
 * the last 7 s. Whoever declines makes room for the next at once. Nobody before its beginning, or once
 * its time is over.
 *
 * @param situation `elapsedMs` and `totalMs` are half-open: at `totalMs` it is over.
 */
export function ringPlan(situation: RingSituation): string[] {
	const { order, elapsedMs, totalMs, candidates, ringing, closed } = situation;
	if (elapsedMs < 0 || elapsedMs >= totalMs) return [];
	const queue = candidates
		.filter(({ id }) => !ringing.includes(id) && !closed.includes(id))
		.sort(byTurn)
		.map(({ id }) => id);
	if (order === 'all' || elapsedMs >= totalMs - EVERYBODY_MS) return queue;
	const last = candidates.find(({ isLast }) => isLast)?.id;
	const beginsAlone = last !== undefined && !closed.includes(last);
	return queue.slice(0, Math.max(0, placesAt(elapsedMs, beginsAlone) - ringing.length));
}

/** At how many it rings at once by then. */
function placesAt(elapsedMs: number, beginsAlone: boolean): number {
	if (!beginsAlone) return 1 + Math.floor(elapsedMs / NEXT_AFTER_MS);
	if (elapsedMs < LAST_ALONE_MS) return 1;
	return 2 + Math.floor((elapsedMs - LAST_ALONE_MS) / NEXT_AFTER_MS);
}

/** The last representative first, then the longest idle; the id only makes it certain. */
function byTurn(a: RingCandidate, b: RingCandidate): number {
	if (a.isLast !== b.isLast) return a.isLast ? -1 : 1;
	const [one, other] = [a.idleSince ?? '', b.idleSince ?? ''];
	if (one !== other) return one < other ? -1 : 1;
	return a.id < b.id ? -1 : 1;
}
