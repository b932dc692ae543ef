import type { Attempt, LedgerTx } from '../ledger/ledger';

/** Calls of ours that ring at somebody who has taken the yes back since (P4). */
export async function findOptedOut(
	at: string,
	{ attempts, contacts }: LedgerTx,
): Promise<Attempt[]> {
	const refused: Attempt[] = [];
	for (const status of ['dialling', 'ringing'] as const)
		for (const attempt of await attempts.inStatus(status, at)) {
			if (attempt.direction === 'inbound' || attempt.callId === null) continue;
			if ((await contacts.get(attempt.contactId))?.callOptOut) refused.push(attempt);
		}
	return refused;
}
