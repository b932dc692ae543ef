import { toIso } from '../instants';
import { DESK_LEG, MANUAL_LEG } from '../ledger';
import type { AttemptRow } from './attemptRow';
import { SqlCallbacks } from './callbacks';
import { liveEscalationId } from './escalationRow';
import type { Scope } from './scope';
import { wishById } from './wishRow';

/**
 * Claims whose time is over go back with no strike: of one contact, or all. A call by hand or at the
 * desk is asked about again when its yes ends, or once somebody is ready, since no run waits for it
 * (V4, V5), whether nobody took it or a process died before it was offered or before the call.
 */
export async function releaseExpired(
	scope: Scope,
	nowMs: number,
	contactId?: string,
): Promise<AttemptRow[]> {
	const rows = await scope.tx.all<AttemptRow>(
		`UPDATE attempts SET status = 'released', status_at = ?,
			held_reason = CASE WHEN status = 'claimed' THEN 'lease_expired'
				WHEN leg = ? THEN 'ring_not_taken' ELSE 'card_not_taken' END
		WHERE status IN ('claimed', 'reserved') AND lease_until <= ?
			${contactId === undefined ? '' : 'AND contact_id = ?'} RETURNING *`,
		[nowMs, DESK_LEG, nowMs, ...(contactId === undefined ? [] : [contactId])],
	);
	for (const row of rows) if (isForPeople(row)) await parkUntaken(scope, row, nowMs);
	return rows;
}

/** A customer who calls the desk does not wait for somebody: the call is over. */
function isForPeople({ leg, direction }: AttemptRow): boolean {
	return direction === 'outbound' && (leg === MANUAL_LEG || leg === DESK_LEG);
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
