import { randomToken } from '../ids';
import { SECOND_MS } from '../instants';
import { attemptBy, isHeld } from './attemptRow';
import { mayStillDial } from './mayStillDial';
import type { Scope } from './scope';

/** Offers a claim to whoever takes it first; never one that could not be dialled. */
export async function reserveAttempt(
	scope: Scope,
	id: string,
	token: string,
	leaseSeconds: number,
	nowMs: number,
): Promise<boolean> {
	const row = await attemptBy(scope.tx, 'id', id);
	if (!row || row.token !== token || !isHeld(row.status)) return false;
	if (!(await mayStillDial(scope, row, nowMs))) return false;
	await scope.tx.run(
		`UPDATE attempts SET status = 'reserved', status_at = ?, lease_until = ? WHERE id = ?`,
		[nowMs, nowMs + leaseSeconds * SECOND_MS, id],
	);
	return true;
}

/**
 * The first one takes it. Transactions are serial, so of many at once all others find it taken. What
 * has changed since it was offered is judged by whoever takes it, and once more at `startDialling`.
 */
export async function takeReserved(
	scope: Scope,
	id: string,
	leaseSeconds: number,
	nowMs: number,
): Promise<string | null> {
	const row = await attemptBy(scope.tx, 'id', id);
	if (row?.status !== 'reserved' || row.lease_until <= nowMs) return null;
	const token = randomToken();
	await scope.tx.run(
		`UPDATE attempts SET status = 'claimed', status_at = ?, lease_until = ?, token = ?, claimant = ?
		WHERE id = ?`,
		// Another claimant: a repeat of the run that offered the claim must not take it back.
		[nowMs, nowMs + leaseSeconds * SECOND_MS, token, `taken ${token}`, id],
	);
	return token;
}
