import type { LedgerTx } from '../ledger/ledger';

/**
 * Ends every session, page and unused link of somebody at once (V4), and tells the pages why. Who is not
 * signed in is not ready.
 */
export async function endSessions(
	representativeId: string,
	because: 'signed_out' | 'revoked',
	now: string,
	{ deskAccess, deskEvents, representatives }: LedgerTx,
): Promise<void> {
	await deskAccess.signOutAll(representativeId, now);
	await representatives.setStatus(representativeId, 'away', now);
	const body = { kind: 'status', status: 'away', because } as const;
	await deskEvents.add(representativeId, { pageId: null, body }, now);
}
