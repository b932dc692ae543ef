import { newId } from '../ids';
import { toIso, toMs, toMsOrNull } from '../instants';
import {
	ESCALATION_LAPSES_MS,
	type Booking,
	type BookSlot,
	type Callback,
	type CallbackStore,
	type WakeCause,
} from '../ledger';
import { bookSlot } from './bookSlot';
import { bookedSlot, cancelReminder, toCallback, type CallbackRow } from './callbackRow';
import { keepEscalation } from './escalationRow';
import { planRecap, type RecapPlan } from './planRecap';
import { currentContactId, type Scope } from './scope';
import { wishById } from './wishRow';

export class SqlCallbacks implements CallbackStore {
	constructor(private readonly scope: Scope) {}

	async book(slot: BookSlot, now: string): Promise<Booking> {
		return bookSlot(this.scope, slot, now);
	}

	async park(request: Parameters<CallbackStore['park']>[0], now: string): Promise<Callback> {
		const { tx } = this.scope;
		const nowMs = toMs(now);
		const dueMs = toMsOrNull(request.dueAt);
		const wish = request.wishId === null ? undefined : await wishById(tx, request.wishId);
		// The customer may have said no since the caller looked: then there is nothing to wait for.
		const status = wish && wish.status !== 'open' ? 'cancelled' : 'waiting';
		const row = await tx.get<CallbackRow>(
			`INSERT INTO callbacks (id, contact_id, phone_number_id, wish_id, escalation_id, woken_by,
				due_at, status, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (phone_number_id, contact_id, woken_by) WHERE status = 'waiting'
			DO UPDATE SET wish_id = excluded.wish_id, escalation_id = excluded.escalation_id,
				due_at = CASE WHEN callbacks.due_at <= ? THEN callbacks.due_at ELSE excluded.due_at END
			RETURNING *`,
			[
				newId('cb'),
				await currentContactId(tx, request.contactId),
				request.phoneNumberId,
				wish?.id ?? request.wishId,
				request.escalationId,
				request.wokenBy,
				dueMs,
				status,
				nowMs,
				nowMs,
			],
		);
		if (!row) throw new Error('The ledger did not return the request it parked');
		if (dueMs !== null) {
			await keepEscalation(tx, request.escalationId, dueMs + ESCALATION_LAPSES_MS);
		}
		return toCallback(row);
	}

	async planRecap(recap: RecapPlan, now: string): Promise<Callback> {
		return planRecap(this.scope, recap, toMs(now));
	}

	async wake(
		cause: WakeCause | 'recap',
		{ phoneNumberId, contactId }: Parameters<CallbackStore['wake']>[1],
		now: string,
	): Promise<number> {
		const { tx } = this.scope;
		const nowMs = toMs(now);
		const { changes } = await tx.run(
			`UPDATE callbacks SET due_at = ? WHERE status = 'waiting' AND woken_by = ?
				AND (due_at IS NULL OR due_at > ?)${phoneNumberId ? ' AND phone_number_id = ?' : ''}
				${contactId ? ' AND contact_id = ?' : ''}`,
			[
				nowMs,
				cause,
				nowMs,
				...(phoneNumberId ? [phoneNumberId] : []),
				...(contactId ? [await currentContactId(tx, contactId)] : []),
			],
		);
		return changes;
	}

	async due(
		wokenBy: readonly Callback['wokenBy'][],
		phoneNumberIds: string[],
		now: string,
		limit: number,
	): Promise<Callback[]> {
		const rows = await this.scope.tx.all<CallbackRow>(
			`SELECT * FROM callbacks WHERE status = 'waiting' AND due_at <= ?
			AND woken_by IN ${listOf(wokenBy)}
			${phoneNumberIds.length > 0 ? `AND phone_number_id IN ${listOf(phoneNumberIds)}` : ''}
			ORDER BY due_at, id LIMIT ?`,
			[toMs(now), ...wokenBy, ...phoneNumberIds, limit],
		);
		return rows.map(toCallback);
	}

	async fire(id: string, now: string): Promise<boolean> {
		const { tx } = this.scope;
		const row = await tx.get<CallbackRow>(
			`UPDATE callbacks SET status = 'fired', fired_at = ? WHERE id = ? AND status = 'waiting'
			RETURNING *`,
			[toMs(now), id],
		);
		if (row?.woken_by === 'slot') await cancelReminder(tx, row.contact_id, row.phone_number_id);
		return row !== undefined;
	}

	async cancel(id: string): Promise<void> {
		const { tx } = this.scope;
		const row = await tx.get<CallbackRow>(
			`UPDATE callbacks SET status = 'cancelled' WHERE id = ? AND status = 'waiting' RETURNING *`,
			[id],
		);
		if (row?.woken_by !== 'slot') return;
		await cancelReminder(tx, row.contact_id, row.phone_number_id);
		// A yes to a slot without a slot is not booked yet: nothing rings at the old time.
		await tx.run(
			`UPDATE wishes SET starts_at = NULL WHERE id = ? AND scope = 'slot' AND status = 'open'`,
			[row.wish_id],
		);
	}

	async bookedStarts(phoneNumberId: string, from: string, until: string): Promise<string[]> {
		const rows = await this.scope.tx.all<{ due_at: number }>(
			`SELECT due_at FROM callbacks WHERE phone_number_id = ? AND status = 'waiting'
				AND woken_by = 'slot' AND due_at >= ? AND due_at < ? ORDER BY due_at`,
			[phoneNumberId, toMs(from), toMs(until)],
		);
		return rows.map((row) => toIso(row.due_at));
	}

	async booked(contactId: string, phoneNumberId: string): Promise<Callback | null> {
		const owner = await currentContactId(this.scope.tx, contactId);
		const row = await bookedSlot(this.scope.tx, owner, phoneNumberId);
		return row ? toCallback(row) : null;
	}

	async get(id: string): Promise<Callback | null> {
		const row = await this.scope.tx.get<CallbackRow>('SELECT * FROM callbacks WHERE id = ?', [id]);
		return row ? toCallback(row) : null;
	}

	async waiting(phoneNumberId: string, limit: number): Promise<Callback[]> {
		const rows = await this.scope.tx.all<CallbackRow>(
			`SELECT * FROM callbacks WHERE phone_number_id = ? AND status = 'waiting'
			ORDER BY due_at IS NULL, due_at, created_at, id LIMIT ?`,
			[phoneNumberId, limit],
		);
		return rows.map(toCallback);
	}

	async list(contactId: string, limit: number): Promise<Callback[]> {
		const rows = await this.scope.tx.all<CallbackRow>(
			'SELECT * FROM callbacks WHERE contact_id = ? ORDER BY created_at DESC, id LIMIT ?',
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map(toCallback);
	}
}

const listOf = (values: readonly string[]): string => `(${values.map(() => '?').join(', ')})`;
