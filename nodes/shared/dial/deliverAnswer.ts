import type { Attempt } from '../ledger/ledger';
import { cleanAnswer } from '../wire/sdp';
import { hasLeg } from './hasLeg';
import { legServer } from './legServer';
import type { DialPorts, LegServers } from './ports';

type AnswerPorts = Pick<DialPorts, 'ledger' | 'now'> & LegServers;

/**
 * Hands the customer's SDP answer to the waiting leg, straight from the ledger and not through an
 * execution (design.md §6). The process that heard `connect` does it; the pump repeats it if that
 * process died. True once the leg has it.
 */
export async function deliverAnswer(
	attempt: Attempt,
	callId: string,
	ports: AnswerPorts,
): Promise<boolean> {
	const { ledger, now } = ports;
	if (!hasLeg(attempt)) return false;
	const { id: attemptId, sessionId, direction, status } = attempt;
	if (direction !== 'outbound' || status === 'ended') return false;
	const sdp = await ledger.transaction(
		async ({ calls }) => await calls.getSdp(callId, 'answer', now()),
	);
	const clean = sdp === null ? null : cleanOrNull(sdp);
	if (clean === null) return false;
	const taken = await legServer(attempt.leg, ports).answer({ attemptId, sessionId, sdp: clean });
	if (taken)
		await ledger.transaction(async ({ calls }) => await calls.markDelivered(callId, now()));
	return taken;
}

/** An answer that no leg could use is as good as none: the call ends after its ten seconds. */
function cleanOrNull(sdp: string): string | null {
	try {
		return cleanAnswer(sdp);
	} catch {
		return null;
	}
}

/** Tells the leg that its call is over. Best effort: a leg ends by itself when media stops. */
export async function endSession(
	{ id: attemptId, sessionId, leg }: Attempt,
	reason: string,
	servers: LegServers,
): Promise<void> {
	if (sessionId !== null) await legServer(leg, servers).end({ attemptId, sessionId, reason });
}
