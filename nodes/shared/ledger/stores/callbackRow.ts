import { toIso, toIsoOrNull } from '../instants';
import type { Callback } from '../ledger';
import type { SqlTx } from '../sql';

export interface CallbackRow {
	id: string;
	contact_id: string;
	phone_number_id: string;
	wish_id: string | null;
	escalation_id: string | null;
	woken_by: Callback['wokenBy'];
	due_at: number | null;
	end_at: number | null;
	zone: string | null;
	call_id: string | null;
	status: Callback['status'];
	created_at: number;
	fired_at: number | null;
}

export function toCallback(row: CallbackRow): Callback {
	return {
		id: row.id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		wishId: row.wish_id,
		escalationId: row.escalation_id,
		wokenBy: row.woken_by,
		dueAt: toIsoOrNull(row.due_at),
		endAt: toIsoOrNull(row.end_at),
		zone: row.zone,
		callId: row.call_id,
		status: row.status,
		createdAt: toIso(row.created_at),
		firedAt: toIsoOrNull(row.fired_at),
	};
}

/** The slot that this contact has booked on this number and not had yet. */
export async function bookedSlot(
	tx: SqlTx,
	contactId: string,
	phoneNumberId: string,
): Promise<CallbackRow | undefined> {
	return tx.get<CallbackRow>(
		`SELECT * FROM callbacks WHERE phone_number_id = ? AND contact_id = ? AND woken_by = 'slot'
		AND status = 'waiting'`,
		[phoneNumberId, contactId],
	);
}

/** The customer gives a booked slot up: another word about when to call has taken its place. */
export async function giveUpSlot(
	tx: SqlTx,
	contactId: string,
	phoneNumberId: string,
): Promise<void> {
	await cancelWaiting(tx, contactId, phoneNumberId, 'slot');
	await cancelReminder(tx, contactId, phoneNumberId);
}

/** Nobody is reminded of a slot that is not booked any more, in writing or by voice. */
export async function cancelReminder(
	tx: SqlTx,
	contactId: string,
	phoneNumberId: string,
): Promise<void> {
	await cancelWaiting(tx, contactId, phoneNumberId, 'reminder');
	await closeReminder(tx, contactId, phoneNumberId);
}

async function cancelWaiting(
	tx: SqlTx,
	contactId: string,
	phoneNumberId: string,
	wokenBy: 'slot' | 'reminder',
): Promise<void> {
	await tx.run(
		`UPDATE callbacks SET status = 'cancelled' WHERE phone_number_id = ? AND contact_id = ?
		AND woken_by = ? AND status = 'waiting'`,
		[phoneNumberId, contactId, wokenBy],
	);
}

/** The wish to be reminded by voice. */
export async function closeReminder(
	tx: SqlTx,
	contactId: string,
	phoneNumberId: string,
): Promise<void> {
	await tx.run(
		`UPDATE wishes SET status = 'closed', waiting_for = NULL WHERE phone_number_id = ?
		AND contact_id = ? AND kind = 'reminder' AND status = 'open'`,
		[phoneNumberId, contactId],
	);
}

/** Whoever takes back to be rung by a voice agent is not rung by one, on any number (V6). */
export async function closeReminders(tx: SqlTx, contactId: string): Promise<void> {
	await tx.run(
		`UPDATE wishes SET status = 'closed', waiting_for = NULL WHERE contact_id = ?
		AND kind = 'reminder' AND status = 'open'`,
		[contactId],
	);
}

/** Nothing waits for a wish that is used up or closed. */
export async function cancelCallbacksOf(tx: SqlTx, wishId: string): Promise<void> {
	await tx.run(
		`UPDATE callbacks SET status = 'cancelled' WHERE wish_id = ? AND status = 'waiting'`,
		[wishId],
	);
}
