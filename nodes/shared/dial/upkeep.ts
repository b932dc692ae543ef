import { addMs, DAY_MS, HOUR_MS, isBefore, SECOND_MS } from '../domain/instant';
import { acceptInboundCall } from './acceptLeg';
import { deliverAnswer } from './deliverAnswer';
import { endOverdue } from './endOverdue';
import { findLeftCalls } from './findLeftCalls';
import { findLongRings, type Due } from './longRings';
import type { DialPorts } from './ports';

export interface UpkeepPorts extends Pick<DialPorts, 'ledger' | 'graph' | 'mediaServer' | 'now'> {
	/** Whose routes say which customers' calls are answered without a workflow. */
	appKey: string;
	/** Numbers of another credential are looked after by its own triggers. Asked only when needed. */
	isOurs(phoneNumberId: string): Promise<boolean>;
}

/** House rules for attempts that nobody reports on any more (design.md §4). */
const SWEEP = {
	diallingToUnknownSeconds: 120,
	unknownToFailedSeconds: 600,
	manualDiallingToUnknownSeconds: 3_600,
};
const SEND_UNKNOWN_AFTER_SECONDS = 60;

/** The process that received a delivery is given this long before its work is done for it. */
const FAST_PATH_MS = 3 * SECOND_MS;
const LEG_MUST_ANSWER_MS = 10 * SECOND_MS;

/** House rule: nobody talks this long; Meta's end of the call was lost. */
const CALL_LIMIT_MS = 4 * HOUR_MS;

/** House rule: signals are read from the messages of this long; older ones are forgotten. */
const CONVERSATION_MS = 7 * DAY_MS;

/**
 * What has to happen although nobody asks: answers that a dead process left behind, rings without
 * end, attempts and sends that were cut off. Run by every trigger's pump; safe to run twice.
 *
 * @throws the first error, after everything else was done.
 */
export async function upkeep(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	await ledger.transaction(async ({ attempts, sends, inbox, conversations }) => {
		await attempts.sweep(SWEEP, now());
		await sends.sweep(SEND_UNKNOWN_AFTER_SECONDS, now());
		await inbox.purge(now());
		await conversations.purge(addMs(now(), -CONVERSATION_MS));
	});
	await allSettled(
		[redeliverAnswers, answerLeft, finishAccepting, endLongRings, endLongCalls].map((task) =>
			task(ports),
		),
	);
}

async function allSettled(work: Promise<unknown>[]): Promise<void> {
	const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}

/** All at once: one slow or broken leg holds up no other call. */
async function eachOurs(
	due: Due[],
	{ isOurs }: UpkeepPorts,
	act: (due: Due) => Promise<unknown>,
): Promise<void> {
	await allSettled(
		due.map(async (one) => {
			if (await isOurs(one.attempt.phoneNumberId)) await act(one);
		}),
	);
}

async function redeliverAnswers(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const at = now();
	const waiting = await ledger.transaction(async ({ calls, attempts }) => {
		const found: Due[] = [];
		for (const { callId, receivedAt } of await calls.undeliveredAnswers(at)) {
			if (isBefore(at, addMs(receivedAt, FAST_PATH_MS))) continue;
			const attempt = await attempts.match({ callId, opaque: null, phoneNumberId: null });
			if (attempt?.direction !== 'outbound' || attempt.status === 'ended') continue;
			found.push({ attempt, since: receivedAt });
		}
		return found;
	});
	await eachOurs(waiting, ports, async ({ attempt, since: receivedAt }) => {
		if (await deliverAnswer(attempt, attempt.callId ?? '', ports)) return;
		const since = addMs(receivedAt, LEG_MUST_ANSWER_MS);
		if (isBefore(now(), since)) return;
		await endOverdue(attempt, { reason: 'leg_did_not_answer', since, outcome: 'failed' }, ports);
	});
}

/** A customer's call that the process which received it did not live to answer. */
async function answerLeft(ports: UpkeepPorts): Promise<void> {
	const { ledger, appKey, isOurs, now } = ports;
	const at = now();
	const left = await findLeftCalls(ledger, appKey, addMs(at, -FAST_PATH_MS), at);
	await allSettled(
		left.map(async (call) => {
			if (!(await isOurs(call.phoneNumberId))) return;
			await acceptInboundCall({ ...call, claimant: 'upkeep' }, ports);
		}),
	);
}

/** A customer's call whose answer was ready when the process died; tried once more. */
async function finishAccepting(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const at = now();
	const cutOff = await ledger.transaction(
		async ({ attempts }) => await attempts.inStatus('dialling', addMs(at, -FAST_PATH_MS)),
	);
	const inbound = cutOff
		.filter(({ direction }) => direction === 'inbound')
		.map((attempt) => ({ attempt, since: at }));
	await eachOurs(inbound, ports, async ({ attempt }) => {
		const { id, callId, phoneNumberId, contactId } = attempt;
		if (callId === null) return;
		const key = `accept:${id}`;
		const once = { key, kind: 'accept', contact: contactId, phoneNumberId, now: at };
		const claim = await ledger.claimSend({ ...once, evenIfOptedOut: true });
		if (!claim.first) return;
		await acceptInboundCall({ callId, phoneNumberId, claimant: 'upkeep' }, ports);
		await ledger.transaction(
			async ({ sends }) => await sends.settle(key, { status: 'sent', messageId: callId }, now()),
		);
	});
}

async function endLongRings(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const late = await ledger.transaction(async (tx) => await findLongRings(now(), tx));
	await eachOurs(late, ports, async ({ attempt, since }) => {
		await endOverdue(attempt, { reason: 'ring_limit', since, outcome: 'no_answer' }, ports);
	});
}

async function endLongCalls(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const before = addMs(now(), -CALL_LIMIT_MS);
	const long = await ledger.transaction(
		async ({ attempts }) => await attempts.inStatus('accepted', before),
	);
	const due = long.map((attempt) => ({
		attempt,
		since: addMs(attempt.diallingAt ?? attempt.claimedAt, CALL_LIMIT_MS),
	}));
	await eachOurs(due, ports, async ({ attempt, since }) => {
		await endOverdue(attempt, { reason: 'call_limit', since, outcome: 'completed' }, ports);
	});
}
