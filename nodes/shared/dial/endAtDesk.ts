import { addMs, isBefore, SECOND_MS } from '../domain/instant';
import type { HangUpCause } from '../domain/deskProtocol';
import { DESK_LEG, type Attempt, type LedgerTx } from '../ledger/ledger';
import type { DeskActor, DeskDone, DeskPorts } from './deskPorts';
import { NOT_YOURS } from './deskTalk';
import { endOverdue } from './endOverdue';
import { giveUpIncoming, isPageGone } from './giveUpIncoming';
import { endMarked, markHungUp, type HangUpReason } from './hangUpCall';
import { isLive, ownCall } from './ownCall';
import { CALL_OVER } from './ringRefusals';

/** House rule: whoever judges pages has to have watched them for so long; a restart of n8n ends no call. */
const WATCH_FIRST_MS = 20 * SECOND_MS;

/** Without the page nobody hears the customer: such a call has failed, and another time is offered. */
const ENDS_AS: Record<HangUpCause, HangUpReason> = {
	hung_up: 'hung_up',
	no_answer: 'hung_up',
	page_closed: 'page_lost',
	connection_lost: 'page_lost',
	microphone_failed: 'page_lost',
};

/**
 * The page ends its call (V4), wherever it is by then: not answered yet, about to be placed, ringing, in
 * talk. Harmless twice, and after its end.
 */
export async function hangUp(
	actor: DeskActor,
	{ attempt: attemptId, because }: { attempt: string; because: HangUpCause },
	ports: DeskPorts,
): Promise<DeskDone> {
	const { ledger, now } = ports;
	const isAtLimit = because === 'no_answer';
	const attempt = await ledger.transaction(async (tx) => {
		const own = await ownCall(actor, attemptId, tx);
		if (!own || !isLive(own) || (await leaveToOthers(own, now(), tx))) return own;
		if (!isAtLimit || own.callId === null) await markHungUp(own, ENDS_AS[because], now(), tx);
		return own;
	});
	if (!attempt) return NOT_YOURS;
	// The upkeep has the same limit, and says it with the same words.
	if (isAtLimit && attempt.callId !== null && isLive(attempt))
		await endOverdue(attempt, { reason: 'ring_limit', outcome: 'no_answer' }, ports);
	else await endMarked(attemptId, ports);
	return { done: true };
}

/** A customer's call without an answer yet rings on at the others. */
async function leaveToOthers(attempt: Attempt, at: string, tx: LedgerTx): Promise<boolean> {
	if (attempt.direction === 'outbound' || attempt.status !== 'claimed') return false;
	const ring = await tx.deskRings.ofAttempt(attempt.id);
	return ring !== null && (await giveUpIncoming(ring, 'hung_up', at, tx));
}

/**
 * Sustained audio of the customer, who has answered whether or not Meta says so (simulator-rules): no
 * limit of ringing ends this call any more.
 */
export async function heardCustomer(
	actor: DeskActor,
	{ attempt: attemptId }: { attempt: string },
	{ ledger, now }: DeskPorts,
): Promise<DeskDone> {
	return await ledger.transaction(async (tx): Promise<DeskDone> => {
		const attempt = await ownCall(actor, attemptId, tx);
		if (!attempt) return NOT_YOURS;
		const { status, callId } = attempt;
		if (status === 'accepted') return { done: true };
		if (callId === null || (status !== 'dialling' && status !== 'ringing')) return CALL_OVER;
		const at = now();
		const heard = { outcome: null, callId, errorCode: null, at, answeredAt: at };
		await tx.attempts.applyCall(attemptId, { status: 'accepted', ...heard }, at);
		return { done: true };
	});
}

/**
 * Ends the calls whose page is gone: nobody carries their audio any more (V4).
 *
 * @param runningSince Since when the caller has watched the pages.
 */
export async function endLostCalls(runningSince: string, ports: DeskPorts): Promise<void> {
	const { ledger, now } = ports;
	const at = now();
	if (isBefore(at, addMs(runningSince, WATCH_FIRST_MS))) return;
	const lost = await ledger.transaction(async (tx) => await findLost(at, tx));
	const ended = await Promise.allSettled(
		lost.map(async (attempt) => {
			if (await ports.isOurs(attempt.phoneNumberId))
				await endOverdue(attempt, { reason: 'page_lost', outcome: 'failed' }, ports);
		}),
	);
	const failed = ended.find(({ status }) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}

async function findLost(at: string, tx: LedgerTx): Promise<Attempt[]> {
	const lost: Attempt[] = [];
	for (const status of ['dialling', 'ringing', 'accepted'] as const)
		for (const attempt of await tx.attempts.inStatus(status, at)) {
			const { leg, sessionId, callId } = attempt;
			if (leg !== DESK_LEG || sessionId === null || callId === null) continue;
			if (await isPageGone(sessionId, at, tx)) lost.push(attempt);
		}
	return lost;
}
