import type { DeskTaken, RingOverCause } from '../domain/deskProtocol';
import { isBefore } from '../domain/instant';
import type { DeskRing, LedgerTx } from '../ledger/ledger';
import type { DeskActor, DeskDone } from './deskPorts';

type Refusal = DeskDone & { done: false };

const refusal = (code: string, text: string): Refusal => ({ done: false, code, text });

export const RING_OVER = refusal('ring_over', 'This call does not ring here any more.');
export const CALL_OVER = refusal('call_over', 'This call is over.');
const BRIEF_NOT_SHOWN = refusal(
	'brief_not_shown',
	'Read the brief first: it is not on your screen.',
);
const NOT_OVER = refusal('call_not_over', 'You are in a call. End it first.');
export const NOT_ANSWERED = refusal(
	'answer_refused',
	'Meta did not take the answer, so this call was ended. The customer is offered another time.',
);
export const OFFER_INVALID = refusal(
	'offer_invalid',
	'This browser’s sound cannot be used for a call. Reload the page, allow the microphone and take the next call.',
);
export const ANSWER_INVALID = refusal('answer_invalid', OFFER_INVALID.text);

export type NotTaken = DeskTaken & { taken: false };

export const notTaken = ({ code, text }: Pick<Refusal, 'code' | 'text'>): NotTaken => ({
	taken: false,
	reason: code,
	text,
});

const WHY_OVER: Partial<Record<RingOverCause, string>> = {
	nobody: 'Nobody took this call in time.',
	customer_gone: 'The customer does not want this call any more, or has hung up.',
	opted_out: 'The customer does not want calls any more.',
};

/** Why somebody cannot take a ring; null: they may. Asked in the transaction that takes it. */
export async function whyNotTake(
	{ representative, page }: DeskActor,
	ringId: string,
	at: string,
	tx: LedgerTx,
): Promise<Refusal | null> {
	const ring = await tx.deskRings.get(ringId);
	if (!ring || !isBefore(at, ring.endsAt)) return RING_OVER;
	if (ring.over) return await whyItIsOver(ring, tx);
	const offers = await tx.deskRings.offers(ring.id);
	const here = offers.find(
		({ representativeId, pageId, closedAt }) =>
			representativeId === representative.id && pageId === page.id && closedAt === null,
	);
	if (!here) return RING_OVER;
	if (here.shownAt === null) return BRIEF_NOT_SHOWN;
	return (await tx.deskTeam.liveAttempt(representative.id)) === null ? null : NOT_OVER;
}

async function whyItIsOver(
	{ over, takenBy }: DeskRing,
	{ representatives }: LedgerTx,
): Promise<Refusal> {
	const taker = takenBy === null ? null : await representatives.get(takenBy);
	if (taker) return { ...RING_OVER, text: `${taker.name} has taken this call.` };
	const why = over && WHY_OVER[over.because];
	return why ? { ...RING_OVER, text: why } : RING_OVER;
}
