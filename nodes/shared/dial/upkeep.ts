import { addMs, DAY_MS, isBefore, SECOND_MS } from '../domain/instant';
import { DESK_LEG, type Attempt } from '../ledger/ledger';
import { acceptInboundCall } from './acceptLeg';
import { CALL_LIMIT_MS } from './callLimit';
import { deliverAnswer, endSession } from './deliverAnswer';
import { endOverdue } from './endOverdue';
import { findLeftCalls } from './findLeftCalls';
import { endMarked, findHungUp } from './hangUpCall';
import { hasLeg } from './hasLeg';
import { judgeNumbers } from './judgeNumbers';
import { findLegless } from './leglessCalls';
import { findLongRings } from './longRings';
import { findOptedOut } from './optedOutCalls';
import type { DialPorts, LegServers } from './ports';

export interface UpkeepPorts extends Pick<
	DialPorts,
	'ledger' | 'graph' | keyof LegServers | 'now'
> {
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
	const swept = await ledger.transaction(async ({ attempts, sends, inbox, conversations }) => {
		await sends.sweep(SEND_UNKNOWN_AFTER_SECONDS, now());
		await inbox.purge(now());
		await conversations.purge(addMs(now(), -CONVERSATION_MS));
		return await attempts.sweep(SWEEP, now());
	});
	await allSettled([endGivenUp(swept, ports), ...TASKS.map((task) => task(ports))]);
}

const TASKS = [
	redeliverAnswers,
	answerLeft,
	finishAccepting,
	endLegless,
	endLongRings,
	endLongCalls,
	endOptedOut,
	endHungUp,
	judgeNumbers,
];

async function allSettled(work: Promise<unknown>[]): Promise<void> {
	const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}

/** All at once: one slow or broken leg holds up no other call. */
async function eachOurs(
	due: Attempt[],
	{ isOurs }: UpkeepPorts,
	act: (attempt: Attempt) => Promise<unknown>,
): Promise<void> {
	await allSettled(
		due.map(async (attempt) => {
			if (await isOurs(attempt.phoneNumberId)) await act(attempt);
		}),
	);
}

/** Nothing more is expected of them, so nobody is to wait for their audio. */
async function endGivenUp(swept: Attempt[], ports: UpkeepPorts): Promise<void> {
	const givenUp = swept.filter(({ status, sessionId }) => status === 'ended' && sessionId !== null);
	await eachOurs(givenUp, ports, async (attempt) => await endSession(attempt, 'no_event', ports));
}

async function redeliverAnswers(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const at = now();
	const heardAt = new Map<Attempt, string>();
	await ledger.transaction(async ({ calls, attempts }) => {
		for (const { callId, receivedAt } of await calls.undeliveredAnswers(at)) {
			if (isBefore(at, addMs(receivedAt, FAST_PATH_MS))) continue;
			const attempt = await attempts.match({ callId, opaque: null, phoneNumberId: null });
			if (attempt?.direction !== 'outbound' || attempt.status === 'ended') continue;
			if (hasLeg(attempt)) heardAt.set(attempt, receivedAt);
		}
	});
	await eachOurs([...heardAt.keys()], ports, async (attempt) => {
		if (await deliverAnswer(attempt, attempt.callId ?? '', ports)) return;
		if (isBefore(now(), addMs(heardAt.get(attempt) ?? at, LEG_MUST_ANSWER_MS))) return;
		await endOverdue(attempt, { reason: 'leg_did_not_answer', outcome: 'failed' }, ports);
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
	// A representative's page accepts by itself, once its audio is connected.
	const inbound = cutOff.filter(
		({ direction, leg }) => direction === 'inbound' && leg !== DESK_LEG,
	);
	await eachOurs(inbound, ports, async ({ id, callId, phoneNumberId, contactId }) => {
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

/** The customer must not answer to silence. What was told before of its end stands. */
async function endLegless(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const legless = await ledger.transaction(async (tx) => await findLegless(now(), tx));
	await eachOurs(legless, ports, async (attempt) => {
		const outcome = attempt.verdict ?? 'failed';
		await endOverdue(attempt, { reason: 'no_leg', outcome }, ports);
	});
}

async function endLongRings(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const late = await ledger.transaction(async (tx) => await findLongRings(now(), tx));
	await eachOurs(late, ports, async (attempt) => {
		await endOverdue(attempt, { reason: 'ring_limit', outcome: 'no_answer' }, ports);
	});
}

async function endLongCalls(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const before = addMs(now(), -CALL_LIMIT_MS);
	const long = await ledger.transaction(
		async ({ attempts }) => await attempts.inStatus('accepted', before),
	);
	await eachOurs(long, ports, async (attempt) => {
		await endOverdue(attempt, { reason: 'call_limit', outcome: 'completed' }, ports);
	});
}

/** The customer took the yes back after it was dialled (P4). Who has answered is asked, and not cut off. */
async function endOptedOut(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const refused = await ledger.transaction(async (tx) => await findOptedOut(now(), tx));
	await eachOurs(refused, ports, async (attempt) => {
		await endOverdue(attempt, { reason: 'opted_out', outcome: 'no_answer' }, ports);
	});
}

/** Somebody hung up at the desk, and Meta has not been told with success. */
async function endHungUp(ports: UpkeepPorts): Promise<void> {
	const { ledger, now } = ports;
	const hungUp = await ledger.transaction(async (tx) => await findHungUp(now(), tx));
	await eachOurs(hungUp, ports, async ({ id }) => await endMarked(id, ports));
}
