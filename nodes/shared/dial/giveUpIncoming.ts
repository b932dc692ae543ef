import { isFinalCallState, reduceCall } from '../domain/callState';
import { addMs, isBefore } from '../domain/instant';
import { DESK_LEG, PAGE_GONE_MS, type DeskRing, type LedgerTx } from '../ledger/ledger';
import { claimIncoming } from './inboundClaim';

/** Signed out, or nothing was heard of it for too long. */
export async function isPageGone(
	pageId: string,
	at: string,
	{ deskPages }: Pick<LedgerTx, 'deskPages'>,
): Promise<boolean> {
	const page = await deskPages.get(pageId, at);
	return page === null || isBefore(page.seenAt, addMs(at, -PAGE_GONE_MS));
}

/**
 * Whoever took a customer's call does not answer it after all: it rings at the others again for what is
 * left of its time. False if its answer is on its way to Meta, so that nobody else can give one.
 */
export async function giveUpIncoming(
	ring: DeskRing,
	reason: string,
	at: string,
	tx: LedgerTx,
): Promise<boolean> {
	if (!(await releaseTaken(ring, reason, at, tx))) return false;
	await tx.deskRings.ringAgain(ring.id, at);
	return true;
}

async function releaseTaken(
	{ callId, phoneNumberId, takenPage }: DeskRing,
	reason: string,
	at: string,
	tx: LedgerTx,
): Promise<boolean> {
	if (callId === null || takenPage === null) return false;
	const request = { callId, phoneNumberId, claimant: takenPage };
	const claim = await claimIncoming(request, DESK_LEG, at, tx);
	if (!claim?.won) return false;
	await tx.attempts.release(claim.attempt.id, claim.token, reason, at);
	return true;
}

/**
 * Customers' calls that were taken and not answered yet: given up if the page is gone, or the customer.
 * Gives whom to tell.
 */
export async function settleTakers(at: string, tx: LedgerTx): Promise<string[]> {
	const told: string[] = [];
	for (const { id, leg, direction } of await tx.attempts.inStatus('claimed', at)) {
		if (leg !== DESK_LEG || direction === 'outbound') continue;
		const ring = await tx.deskRings.ofAttempt(id);
		if (ring?.callId == null || ring.takenPage === null || ring.takenBy === null) continue;
		if (isFinalCallState(reduceCall(await tx.calls.events(ring.callId)).state)) {
			await releaseTaken(ring, 'customer_gone', at, tx);
			const body = { kind: 'ended', attempt: id, because: 'customer_gone' } as const;
			await tx.deskEvents.add(ring.takenBy, { pageId: null, body }, at);
			told.push(ring.takenBy);
		} else if (await isPageGone(ring.takenPage, at, tx))
			await giveUpIncoming(ring, 'page_lost', at, tx);
	}
	return told;
}
