import { isFinalCallState, reduceCall } from '../domain/callState';
import { addMs, isBefore } from '../domain/instant';
import type { Attempt, LedgerTx } from '../ledger/ledger';
import { AGAIN_AFTER_MS, terminateKey } from './endOverdue';
import { hasLeg } from './hasLeg';

/**
 * Calls of ours that ring, are answered or connect while nobody can carry their audio, so that the
 * customer would hear nothing. What the customer calls is answered by whoever has the audio.
 */
export async function findLegless(at: string, tx: LedgerTx): Promise<Attempt[]> {
	return [...(await liveOnes(at, tx)), ...(await connectedLate(at, tx))];
}

async function liveOnes(at: string, tx: LedgerTx): Promise<Attempt[]> {
	const { attempts } = tx;
	const waiting = [
		...(await attempts.inStatus('dialling', at)),
		...(await attempts.inStatus('ringing', at)),
	].filter(isPlaced);
	const answered = (await attempts.inStatus('accepted', at)).filter(isPlaced);
	const legless = [...waiting, ...answered].filter((attempt) => !hasLeg(attempt));
	for (const attempt of answered)
		if (hasLeg(attempt) && (await wasEnded(attempt, at, tx))) legless.push(attempt);
	return legless;
}

const isPlaced = ({ direction, callId }: Attempt): boolean =>
	direction === 'outbound' && callId !== null;

/** We ended it, its leg heard so, and the customer answered all the same. */
async function wasEnded(attempt: Attempt, at: string, { sends }: LedgerTx): Promise<boolean> {
	for (const reason of ['ring_limit', 'leg_did_not_answer'] as const) {
		const said = await sends.get(terminateKey(attempt, reason));
		if (said && !isBefore(at, addMs(said.reservedAt, AGAIN_AFTER_MS))) return true;
	}
	return false;
}

/** Given up, and now Meta connects them: they are about to ring. */
async function connectedLate(at: string, { calls, attempts }: LedgerTx): Promise<Attempt[]> {
	const late: Attempt[] = [];
	for (const { callId } of await calls.undeliveredAnswers(at)) {
		const attempt = await attempts.match({ callId, opaque: null, phoneNumberId: null });
		if (attempt?.direction !== 'outbound' || attempt.status !== 'ended') continue;
		const { state } = reduceCall(await calls.events(callId));
		if (attempt.verdict !== null && !isFinalCallState(state)) late.push(attempt);
	}
	return late;
}
