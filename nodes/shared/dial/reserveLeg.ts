import { addMs, isBefore, SECOND_MS, toMs } from '../domain/instant';
import type { Attempt, Wish } from '../ledger/ledger';
import { claimAndDecide, loseClaim, type LegRequest } from './claimAndDecide';
import type { DialResult } from './dialResult';
import type { DialPorts } from './ports';

export interface ReserveRequest extends LegRequest {
	/** How long somebody may take the call; never beyond the yes. */
	forSeconds: number;
}

/**
 * Claims the wish, decides, and offers the call to whoever takes it first: nothing is dialled (V5).
 * `started` means that it waits to be taken; `takeReservedLeg` decides once more and dials.
 */
export async function reserveLeg(request: ReserveRequest, ports: DialPorts): Promise<DialResult> {
	const step = await claimAndDecide(request, ports);
	if (!step.allowed) return step.result;
	const { claim, decision } = step;
	const { attempt, token } = claim;
	const reserved = await ports.ledger.transaction(async ({ attempts }) => {
		const at = ports.now();
		const untilMs = toMs(reservedUntil(attempt, request.wish, request.forSeconds));
		const seconds = Math.floor((untilMs - toMs(at)) / SECOND_MS);
		if (seconds <= 0 || !(await attempts.reserve(attempt.id, token, seconds, at))) return null;
		return await attempts.get(attempt.id);
	});
	if (!reserved) return await loseClaim(claim, request, decision, ports);
	return { started: true, attempt: reserved, decision };
}

/** Nobody can take a reserved call from then on. The same for one claim, whenever it is asked. */
export function reservedUntil(
	{ claimedAt }: Pick<Attempt, 'claimedAt'>,
	{ expiresAt }: Pick<Wish, 'expiresAt'>,
	forSeconds: number,
): string {
	const until = addMs(claimedAt, forSeconds * SECOND_MS);
	return expiresAt !== null && isBefore(expiresAt, until) ? expiresAt : until;
}
