import type { RingOverCause } from '../../domain/deskProtocol';
import { newId } from '../ids';
import { toMs } from '../instants';
import type { DeskRing, DeskRingOffer, DeskRingStore } from '../ledger';
import type { SqlValue } from '../sql';
import { attemptBy } from './attemptRow';
import {
	toDeskRing,
	toDeskRingOffer,
	type DeskRingOfferRow,
	type DeskRingRow,
} from './deskRingRow';
import { currentContactId, type Scope } from './scope';

type NewRing = Parameters<DeskRingStore['start']>[0];

/** The second condition lets the index of live rings be searched. */
const LIVE = 'over_at IS NULL AND started_at >= 0';

/** Of offers: their ring goes on. */
const RINGS = `EXISTS (SELECT 1 FROM desk_rings WHERE desk_rings.id = desk_ring_offers.ring_id
	AND desk_rings.over_at IS NULL)`;

export class SqlDeskRings implements DeskRingStore {
	constructor(private readonly scope: Scope) {}

	async start(ring: NewRing, now: string): Promise<DeskRing | null> {
		const { tx } = this.scope;
		const attempt = ring.attemptId === null ? null : await attemptBy(tx, 'id', ring.attemptId);
		if (attempt === undefined) return null;
		if (attempt) {
			// An attempt that was released and claimed again has another opaque value.
			if (await this.one('opaque = ?', attempt.opaque)) return null;
			await this.endEarlier(attempt.id, toMs(now));
		}
		const row = await tx.get<DeskRingRow>(
			`INSERT INTO desk_rings (id, direction, attempt_id, opaque, call_id, contact_id,
				phone_number_id, started_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING RETURNING *`,
			[
				newId('ring'),
				ring.direction,
				ring.attemptId,
				attempt?.opaque ?? null,
				ring.callId,
				await currentContactId(tx, ring.contactId),
				ring.phoneNumberId,
				toMs(now),
				toMs(ring.endsAt),
			],
		);
		return row ? toDeskRing(row) : null;
	}

	async get(id: string): Promise<DeskRing | null> {
		return this.one('id = ?', id);
	}

	async ofAttempt(attemptId: string): Promise<DeskRing | null> {
		return this.one('attempt_id = ? ORDER BY over_at IS NOT NULL, started_at DESC, id', attemptId);
	}

	async ofCall(callId: string): Promise<DeskRing | null> {
		return this.one('call_id = ?', callId);
	}

	async live(): Promise<DeskRing[]> {
		const rows = await this.scope.tx.all<DeskRingRow>(
			`SELECT * FROM desk_rings WHERE ${LIVE} ORDER BY started_at, id`,
		);
		return rows.map(toDeskRing);
	}

	async ofContact(contactId: string, limit: number): Promise<DeskRing[]> {
		const rows = await this.scope.tx.all<DeskRingRow>(
			'SELECT * FROM desk_rings WHERE contact_id = ? ORDER BY started_at DESC, id LIMIT ?',
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map(toDeskRing);
	}

	async offer(
		id: string,
		to: { representativeId: string; pageId: string },
		now: string,
	): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			`INSERT INTO desk_ring_offers (ring_id, representative_id, page_id, offered_at)
			SELECT id, ?, ?, ? FROM desk_rings WHERE id = ? AND over_at IS NULL
			ON CONFLICT (ring_id, representative_id) DO NOTHING`,
			[to.representativeId, to.pageId, toMs(now), id],
		);
		return changes > 0;
	}

	async offers(id: string): Promise<DeskRingOffer[]> {
		const rows = await this.scope.tx.all<DeskRingOfferRow>(
			`SELECT * FROM desk_ring_offers WHERE ring_id = ? ORDER BY offered_at, representative_id`,
			[id],
		);
		return rows.map(toDeskRingOffer);
	}

	async offeredTo(representativeId: string): Promise<DeskRing | null> {
		return this.one(
			`${LIVE} AND EXISTS (SELECT 1 FROM desk_ring_offers
				WHERE ring_id = desk_rings.id AND representative_id = ? AND closed_at IS NULL)
			ORDER BY started_at, id`,
			representativeId,
		);
	}

	async shown(id: string, pageId: string, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			`UPDATE desk_ring_offers SET shown_at = COALESCE(shown_at, ?)
			WHERE ring_id = ? AND page_id = ? AND closed_at IS NULL AND ${RINGS}`,
			[toMs(now), id, pageId],
		);
		return changes > 0;
	}

	async close(id: string, representativeId: string, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			`UPDATE desk_ring_offers SET closed_at = ?
			WHERE ring_id = ? AND representative_id = ? AND closed_at IS NULL AND ${RINGS}`,
			[toMs(now), id, representativeId],
		);
		return changes > 0;
	}

	async take(
		id: string,
		by: { representativeId: string; pageId: string; attemptId?: string },
		now: string,
	): Promise<boolean> {
		const nowMs = toMs(now);
		const { changes } = await this.scope.tx.run(
			`UPDATE desk_rings SET over_because = 'taken', over_at = ?, taken_by = ?, taken_page = ?,
				attempt_id = COALESCE(attempt_id, ?)
			WHERE id = ? AND over_at IS NULL AND ends_at > ? AND EXISTS (
				SELECT 1 FROM desk_ring_offers WHERE ring_id = desk_rings.id AND representative_id = ?
				AND page_id = ? AND shown_at IS NOT NULL AND closed_at IS NULL)`,
			[
				...[nowMs, by.representativeId, by.pageId, by.attemptId ?? null],
				...[id, nowMs, by.representativeId, by.pageId],
			],
		);
		return changes > 0;
	}

	async setAttempt(id: string, attemptId: string): Promise<void> {
		await this.scope.tx.run(
			`UPDATE desk_rings SET attempt_id = ?
			WHERE id = ? AND attempt_id IS NULL AND over_because = 'taken'`,
			[attemptId, id],
		);
	}

	async ringAgain(id: string, now: string): Promise<boolean> {
		const { tx } = this.scope;
		const ring = await this.one('id = ?', id);
		const { changes } = await tx.run(
			`UPDATE desk_rings SET over_because = NULL, over_at = NULL, attempt_id = NULL,
				taken_by = NULL, taken_page = NULL
			WHERE id = ? AND direction = 'inbound' AND over_because = 'taken' AND ends_at > ?`,
			[id, toMs(now)],
		);
		if (changes === 0 || !ring) return false;
		await tx.run(
			`DELETE FROM desk_ring_offers
			WHERE ring_id = ? AND closed_at IS NULL AND representative_id <> ?`,
			[id, ring.takenBy],
		);
		await tx.run(
			`UPDATE desk_ring_offers SET closed_at = ? WHERE ring_id = ? AND representative_id = ?`,
			[toMs(now), id, ring.takenBy],
		);
		return true;
	}

	async end(id: string, because: RingOverCause, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			'UPDATE desk_rings SET over_because = ?, over_at = ? WHERE id = ? AND over_at IS NULL',
			[because, toMs(now), id],
		);
		return changes > 0;
	}

	async purge(before: string): Promise<void> {
		const beforeMs = toMs(before);
		await this.scope.tx.run(
			`DELETE FROM desk_ring_offers WHERE ring_id IN (
				SELECT id FROM desk_rings WHERE started_at <= ?)`,
			[beforeMs],
		);
		await this.scope.tx.run('DELETE FROM desk_rings WHERE started_at <= ?', [beforeMs]);
	}

	private async endEarlier(attemptId: string, nowMs: number): Promise<void> {
		await this.scope.tx.run(
			`UPDATE desk_rings SET over_because = 'nobody', over_at = ?
			WHERE attempt_id = ? AND over_at IS NULL`,
			[nowMs, attemptId],
		);
	}

	private async one(which: string, value: SqlValue): Promise<DeskRing | null> {
		const row = await this.scope.tx.get<DeskRingRow>(
			`SELECT * FROM desk_rings WHERE ${which} LIMIT 1`,
			[value],
		);
		return row ? toDeskRing(row) : null;
	}
}
