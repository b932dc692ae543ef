import { addMs, isBefore, SECOND_MS, toMs } from '../domain/instant';
import type { Attempt, AttemptOutcome } from '../ledger/ledger';
import { endSession } from './deliverAnswer';
import type { DialPorts, LegServers } from './ports';
import { terminateCall } from './terminateCall';

/** A terminate that had no effect is said again after this long. */
export const AGAIN_AFTER_MS = 30 * SECOND_MS;

/** House rule: after this many without an event of Meta's, the attempt counts as over. */
const TURNS = 4;

export interface Overdue {
	reason:
		| 'leg_did_not_answer'
		| 'no_leg'
		| 'ring_limit'
		| 'call_limit'
		/** The customer took the yes back while it rang (P4). */
		| 'opted_out'
		/** A representative ended it. */
		| 'hung_up'
		/** The representative's page is gone, and the audio with it. */
		| 'page_lost';
	/** What it counts as if Meta never reports its end; a later event overrides it. */
	outcome: AttemptOutcome;
}

/** Nobody could carry its audio: such a call has failed, however Meta reports its end. */
const NO_LEG: Overdue['reason'][] = ['leg_did_not_answer', 'no_leg', 'page_lost'];

export type EndPorts = Pick<DialPorts, 'ledger' | 'graph' | 'now'> & LegServers;

/** How the ledger names one of the terminates of a call. */
export const terminateKey = (
	{ id }: Pick<Attempt, 'id'>,
	reason: Overdue['reason'],
	turn = 0,
): string => `terminate:${id}:${reason}:${turn}`;

/** Ends a call that has gone on too long: once per half minute, whichever pump comes first. */
export async function endOverdue(
	attempt: Attempt,
	{ reason, outcome }: Overdue,
	ports: EndPorts,
): Promise<void> {
	const { ledger, now } = ports;
	const { callId, phoneNumberId, contactId } = attempt;
	if (callId === null) return;
	const at = now();
	const first = await ledger.transaction(
		async ({ sends }) => await sends.get(terminateKey(attempt, reason)),
	);
	// Counted from the first one and not from when it was due: after a pause of n8n it is said at least once.
	const since = first?.reservedAt ?? at;
	const overAt = addMs(since, TURNS * AGAIN_AFTER_MS);
	if (!isBefore(at, overAt)) {
		const verdict = { outcome, callId, errorCode: 'no_event', at: overAt, isVerdict: true };
		return await ledger.transaction(
			async ({ attempts }) =>
				await attempts.applyCall(attempt.id, { status: 'ended', ...verdict }, at),
		);
	}
	const turn = Math.floor((toMs(at) - toMs(since)) / AGAIN_AFTER_MS);
	const key = terminateKey(attempt, reason, turn);
	const once = { key, kind: 'terminate', contact: contactId, phoneNumberId, now: at };
	const claim = await ledger.claimSend({ ...once, evenIfOptedOut: true });
	if (!claim.first) return;
	const noLeg = NO_LEG.includes(reason);
	const result = await terminateCall({ callId, phoneNumberId, contactId, noLeg }, ports);
	const settled = result.ok
		? { status: 'sent' as const, messageId: callId }
		: { status: 'refused' as const, errorCode: result.failure.code };
	await ledger.transaction(async ({ sends }) => await sends.settle(key, settled, now()));
	await endSession(attempt, reason, ports);
}
