import { toIso } from '../instants';
import { MANUAL_LEG } from '../ledger';
import type { AttemptRow } from './attemptRow';
import { SqlCallbacks } from './callbacks';
import { liveEscalationId } from './escalationRow';
import type { Scope } from './scope';
import { wishById } from './wishRow';

/**
 * Claims whose time is over go back with no strike: of one contact, or all. A call by hand is asked
 * about again when its yes ends, since no run waits for it (V5), whether nobody took its card or a run
 * died before the card went out or before the call.
 */
export async function releaseExpired(
	scope: Scope,
	nowMs: number,
	contactId?: string,
): Promise<AttemptRow[]> {
	const rows = await scope.tx.all<AttemptRow>(
		`UPDATE attempts SET status = 'released', status_at = ?,
			held_reason = CASE status WHEN 'reserved' THEN 'card_not_taken' ELSE 'lease_expired' END
		WHERE status IN ('claimed', 'reserved') AND lease_until <= ?
			${contactId === undefined ? '' : 'AND contact_id = ?'} RETURNING *`,
		[nowMs, nowMs, ...(contactId === undefined ? [] : [contactId])],
	);
	for (const row of rows) if (row.leg === MANUAL_LEG) await parkUntaken(scope, row, nowMs);
	return rows;
}

async function parkUntaken(scope: Scope, row: AttemptRow, nowMs: number): Promise<void> {
	const { contact_id: contactId, phone_number_id: phoneNumberId } = row;
	const wish = await wishById(scope.tx, row.wish_id);
	if (wish?.status !== 'open') return;
	// A yes without an end waits for somebody who is ready.
	const dueAt = wish.expires_at === null ? null : toIso(Math.max(wish.expires_at, nowMs));
	await new SqlCallbacks(scope).park(
		{
			contactId,
			phoneNumberId,
			wishId: wish.id,
			escalationId: await liveEscalationId(scope.tx, contactId, phoneNumberId, nowMs),
			dueAt,
			wokenBy: 'representative',
		},
		toIso(nowMs),
	);
}
