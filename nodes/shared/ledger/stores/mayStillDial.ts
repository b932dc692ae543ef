import { otherLive, type AttemptRow } from './attemptRow';
import { isRefused } from './refusals';
import type { Scope } from './scope';
import { hasBegun, isOpenAt, wishById } from './wishRow';

/** What may have changed since the claim: the wish and its times, an opt-out, a merge with another contact. */
export async function mayStillDial(scope: Scope, row: AttemptRow, nowMs: number): Promise<boolean> {
	const { tx } = scope;
	const wish = await wishById(tx, row.wish_id);
	if (!wish || !isOpenAt(wish, nowMs) || !hasBegun(wish, nowMs)) return false;
	if (row.direction === 'inbound') return true;
	if (await isRefused(scope, row.contact_id, 'call')) return false;
	return !(await otherLive(tx, row.contact_id, row.id));
}
