import type { Attempt, AttemptOutcome, LedgerTx } from '../ledger/ledger';
import { endOverdue, type EndPorts, type Overdue } from './endOverdue';
import { hasLeg } from './hasLeg';

/** Who ended a call at the desk: somebody, or the loss of the page. */
export type HangUpReason = Extract<Overdue['reason'], 'hung_up' | 'page_lost'>;

const REASONS: HangUpReason[] = ['hung_up', 'page_lost'];

const markKey = (attemptId: string, reason: HangUpReason): string =>
	`hang_up:${attemptId}:${reason}`;

/**
 * Writes down that a call is to end, before Meta is told: it may not even have been placed, and whatever
 * dies in between, the upkeep ends it.
 */
export async function markHungUp(
	{ id, contactId, phoneNumberId }: Attempt,
	reason: HangUpReason,
	now: string,
	{ sends }: LedgerTx,
): Promise<void> {
	const key = markKey(id, reason);
	const mark = { key, kind: 'terminate', contact: contactId, phoneNumberId, now };
	const { first } = await sends.claim({ ...mark, evenIfOptedOut: true });
	if (first) await sends.settle(key, { status: 'sent', messageId: key }, now);
}

/** Ends a call that is to end; nothing if it is not, or is over. Safe to run twice. */
export async function endMarked(attemptId: string, ports: EndPorts): Promise<void> {
	const found = await ports.ledger.transaction(async (tx) => {
		const attempt = await tx.attempts.get(attemptId);
		return attempt && { attempt, reason: await markOf(attemptId, tx) };
	});
	if (!found?.reason) return;
	const { attempt, reason } = found;
	if (attempt.callId !== null && !['ended', 'released'].includes(attempt.status))
		await endOverdue(attempt, { reason, outcome: outcomeOf(attempt, reason) }, ports);
	else if (attempt.status === 'unknown') await giveUp(attempt, ports);
}

async function markOf(attemptId: string, { sends }: LedgerTx): Promise<HangUpReason | null> {
	for (const reason of REASONS) if (await sends.get(markKey(attemptId, reason))) return reason;
	return null;
}

function outcomeOf(
	{ status, answeredAt, direction }: Attempt,
	reason: HangUpReason,
): AttemptOutcome {
	if (reason === 'page_lost') return 'failed';
	if (status === 'accepted' || answeredAt !== null) return 'completed';
	return direction === 'outbound' ? 'no_answer' : 'missed';
}

/** Nobody knows whether it rings, and nobody waits for it any more; should it turn out live, it is ended. */
async function giveUp({ id }: Attempt, { ledger, now }: EndPorts): Promise<void> {
	const at = now();
	const verdict = {
		outcome: 'failed',
		callId: null,
		errorCode: 'no_event',
		isVerdict: true,
	} as const;
	await ledger.transaction(
		async ({ attempts }) => await attempts.applyCall(id, { status: 'ended', ...verdict, at }, at),
	);
}

/** Live calls that are to end; those that nobody waits for any more end as such. */
export async function findHungUp(at: string, tx: LedgerTx): Promise<Attempt[]> {
	const found: Attempt[] = [];
	for (const status of ['dialling', 'ringing', 'accepted', 'unknown'] as const)
		for (const attempt of await tx.attempts.inStatus(status, at))
			if (attempt.representativeId !== null && hasLeg(attempt) && (await markOf(attempt.id, tx)))
				found.push(attempt);
	return found;
}
