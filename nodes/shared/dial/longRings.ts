import { addMs, SECOND_MS } from '../domain/instant';
import { readPolicy } from '../domain/policy';
import type { Attempt, LedgerTx } from '../ledger/ledger';
import { hasLeg } from './hasLeg';

/** Meta may take this long from our `connect` to the first ring. */
const SET_UP_MS = 15 * SECOND_MS;

/** Calls that we placed and nobody takes, by each number's own limit; Meta may never say they ring. */
export async function findLongRings(at: string, tx: LedgerTx): Promise<Attempt[]> {
	const { attempts } = tx;
	const open = [
		...(await attempts.inStatus('ringing', at)),
		...(await attempts.inStatus('dialling', at)),
	].filter(
		(attempt) => attempt.direction === 'outbound' && attempt.callId !== null && hasLeg(attempt),
	);
	const late: Attempt[] = [];
	for (const phoneNumberId of new Set(open.map((attempt) => attempt.phoneNumberId))) {
		const limitMs = await ringLimitMs(phoneNumberId, tx);
		const overdue = new Set([
			...(await attempts.inStatus('ringing', addMs(at, -limitMs))).map(({ id }) => id),
			...(await attempts.inStatus('dialling', addMs(at, -limitMs - SET_UP_MS))).map(({ id }) => id),
		]);
		const here = open.filter((attempt) => attempt.phoneNumberId === phoneNumberId);
		late.push(...here.filter(({ id }) => overdue.has(id)));
	}
	return late;
}

async function ringLimitMs(phoneNumberId: string, { policies }: LedgerTx): Promise<number> {
	const policy = readPolicy(await policies.get('default', phoneNumberId));
	return policy.ringLimitSeconds * SECOND_MS;
}
