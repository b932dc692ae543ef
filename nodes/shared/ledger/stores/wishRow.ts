import { toIso, toIsoOrNull } from '../instants';
import type { ConsentScope, Wish, WishKind } from '../ledger';
import type { SqlTx } from '../sql';
import { cancelCallbacksOf, closeReminder } from './callbackRow';

export interface WishRow {
	id: string;
	phone_number_id: string;
	contact_id: string;
	kind: WishKind;
	scope: ConsentScope;
	status: Wish['status'];
	waiting_for: Wish['waitingFor'];
	created_at: number;
	expires_at: number | null;
	same_as: string | null;
	starts_at: number | null;
	/** When the customer said what the scope follows from; null in rows of the first version. */
	said_at: number | null;
}

/** The wish of this id, or the one that a further yes of this id extended. */
export async function wishById(tx: SqlTx, id: string): Promise<WishRow | undefined> {
	const row = await tx.get<WishRow>('SELECT * FROM wishes WHERE id = ?', [id]);
	return row?.same_as ? wishById(tx, row.same_as) : row;
}

/** `[createdAt, expiresAt)`: at its expiry a wish is over. */
export function isOpenAt(row: WishRow, nowMs: number): boolean {
	return row.status === 'open' && (row.expires_at === null || row.expires_at > nowMs);
}

/** A yes to a slot holds from a little before the slot on, and from nothing before one is booked (P1). */
export function hasBegun(row: WishRow, nowMs: number): boolean {
	if (row.scope !== 'slot') return true;
	return row.starts_at !== null && row.starts_at <= nowMs;
}

/** The wish is no longer open, and nothing waits for it, nor reminds of it. */
export async function endWish(tx: SqlTx, id: string, status: 'spent' | 'closed'): Promise<void> {
	const row = await tx.get<WishRow>(
		`UPDATE wishes SET status = ?, waiting_for = NULL WHERE id = ? AND status = 'open' RETURNING *`,
		[status, id],
	);
	if (!row) return;
	await cancelCallbacksOf(tx, id);
	// A call from the customer changes no plan.
	if (row.kind !== 'inbound') await closeReminder(tx, row.contact_id, row.phone_number_id);
}

export function toWish(row: WishRow): Wish {
	return {
		id: row.id,
		phoneNumberId: row.phone_number_id,
		contactId: row.contact_id,
		kind: row.kind,
		scope: row.scope,
		status: row.status,
		waitingFor: row.waiting_for,
		createdAt: toIso(row.created_at),
		startsAt: toIsoOrNull(row.starts_at),
		expiresAt: toIsoOrNull(row.expires_at),
	};
}
