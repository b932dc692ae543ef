import type { LedgerTx, Representative } from '../ledger/ledger';

/**
 * Makes the requests due that waited for somebody to be ready on a representative's numbers (V3); who is
 * on the list for no number in particular answers for all. Gives how many.
 */
export async function wakeWaiting(
	{ phoneNumberIds }: Pick<Representative, 'phoneNumberIds'>,
	now: string,
	{ callbacks }: LedgerTx,
): Promise<number> {
	if (phoneNumberIds.length === 0) return await callbacks.wake('representative', {}, now);
	let woken = 0;
	for (const phoneNumberId of phoneNumberIds) {
		woken += await callbacks.wake('representative', { phoneNumberId }, now);
	}
	return woken;
}
