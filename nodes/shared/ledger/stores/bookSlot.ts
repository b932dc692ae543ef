import { hasRoom } from '../../domain/slotRoom';
import { newId } from '../ids';
import { toMs } from '../instants';
import { ESCALATION_LAPSES_MS, type Booking, type BookSlot } from '../ledger';
import type { SqlTx } from '../sql';
import { bookedSlot, giveUpSlot, toCallback, type CallbackRow } from './callbackRow';
import { keepEscalation } from './escalationRow';
import { currentContactId, type Scope } from './scope';
import { isOpenAt, wishById, type WishRow } from './wishRow';

interface Slot extends BookSlot {
	startMs: number;
	endMs: number;
}

/** Capacity, booking and the times of the yes, together or not at all (H3, H4). */
export async function bookSlot(scope: Scope, input: BookSlot, now: string): Promise<Booking> {
	const { tx } = scope;
	const nowMs = toMs(now);
	const contactId = await currentContactId(tx, input.contactId);
	const slot = { ...input, contactId, startMs: toMs(input.startAt), endMs: toMs(input.endAt) };
	const wish = await wishById(tx, slot.wishId);
	if (!wish || !isOpenAt(wish, nowMs) || !isFor(wish, slot)) {
		return { booked: false, because: 'wish_not_open' };
	}
	const own = await bookedSlot(tx, contactId, slot.phoneNumberId);
	const isSame = own?.due_at === slot.startMs && own.end_at === slot.endMs;
	if (!isSame && (await isFull(scope, slot))) return { booked: false, because: 'slot_taken' };
	await moveWish(scope, wish, slot);
	await keepEscalation(tx, slot.escalationId, slot.startMs + ESCALATION_LAPSES_MS);
	const row = isSame ? own : await replaceSlot(scope, wish, slot, nowMs);
	return { booked: true, callback: toCallback(row) };
}

function isFor(wish: WishRow, slot: Slot): boolean {
	return wish.contact_id === slot.contactId && wish.phone_number_id === slot.phoneNumberId;
}

/** Others' slots alone count. */
async function isFull({ tx }: Scope, slot: Slot): Promise<boolean> {
	const rows = await tx.all<{ due_at: number; end_at: number }>(
		`SELECT due_at, end_at FROM callbacks WHERE phone_number_id = ? AND status = 'waiting'
			AND woken_by = 'slot' AND due_at < ? AND end_at > ? AND contact_id <> ?`,
		[slot.phoneNumberId, slot.endMs, slot.startMs, slot.contactId],
	);
	const planned = rows.map(({ due_at, end_at }) => ({ startMs: due_at, endMs: end_at }));
	return !hasRoom(slot, planned, slot.capacity);
}

/** P1: a yes to a slot holds around its start only. */
async function moveWish({ tx }: Scope, wish: WishRow, slot: Slot): Promise<void> {
	await tx.run(`UPDATE wishes SET scope = 'slot', starts_at = ?, expires_at = ? WHERE id = ?`, [
		slot.startMs - slot.earlyMs,
		slot.startMs + slot.lateMs,
		wish.id,
	]);
}

async function replaceSlot(
	{ tx }: Scope,
	wish: WishRow,
	slot: Slot,
	nowMs: number,
): Promise<CallbackRow> {
	await giveUpSlot(tx, slot.contactId, slot.phoneNumberId);
	const { startMs, remindMs } = slot;
	if (remindMs > 0 && startMs - nowMs >= remindMs) {
		const times = { dueMs: startMs - remindMs, endMs: startMs };
		await insert(tx, { ...slot, ...times, wishId: wish.id, wokenBy: 'reminder' }, nowMs);
	}
	return insert(tx, { ...slot, dueMs: startMs, wishId: wish.id, wokenBy: 'slot' }, nowMs);
}

type Planned = Omit<Slot, 'startMs'> & { dueMs: number; wokenBy: 'slot' | 'reminder' };

async function insert(tx: SqlTx, planned: Planned, nowMs: number): Promise<CallbackRow> {
	const row = await tx.get<CallbackRow>(
		`INSERT INTO callbacks (id, contact_id, phone_number_id, wish_id, escalation_id, woken_by,
			due_at, end_at, zone, status, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?) RETURNING *`,
		[
			newId('cb'),
			planned.contactId,
			planned.phoneNumberId,
			planned.wishId,
			planned.escalationId,
			planned.wokenBy,
			planned.dueMs,
			planned.endMs,
			planned.zone,
			nowMs,
		],
	);
	if (!row) throw new Error('The ledger did not return the slot it booked');
	return row;
}
