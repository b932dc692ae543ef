import { newId } from '../ids';
import { toMs } from '../instants';
import { PAGE_GONE_MS, PROBE_MS, type DeskPage, type DeskPageStore } from '../ledger';
import type { SqlValue } from '../sql';
import { SqlDeskAccess } from './deskAccess';
import { toDeskPage, type DeskPageRow } from './deskPageRow';
import type { Scope } from './scope';

type Taken = Awaited<ReturnType<DeskPageStore['take']>>;
type LostPage = Awaited<ReturnType<DeskPageStore['lost']>>[number];

/** Of pages: their session goes on, and so does its representative. Takes the instant. */
const SIGNED_IN = `EXISTS (SELECT 1 FROM desk_sessions
	JOIN representatives ON representatives.id = desk_sessions.representative_id
	WHERE desk_sessions.session_hash = desk_pages.session_hash AND desk_sessions.expires_at > ?
	AND representatives.revoked_at IS NULL)`;

/** The second condition lets the index of ready pages be searched; a ready page has been probed. */
const READY = 'ready_at IS NOT NULL AND probed_at >= 0';

export class SqlDeskPages implements DeskPageStore {
	constructor(private readonly scope: Scope) {}

	async open(
		{ sessionHash, keyHash }: { sessionHash: string; keyHash: string },
		now: string,
	): Promise<DeskPage | null> {
		const nowMs = toMs(now);
		const representative = await new SqlDeskAccess(this.scope).session(sessionHash, now);
		if (!representative) return null;
		const row = await this.scope.tx.get<DeskPageRow>(
			`INSERT INTO desk_pages (id, representative_id, session_hash, key_hash, opened_at, seen_at)
			VALUES (?, ?, ?, ?, ?, ?) RETURNING *`,
			[newId('page'), representative.id, sessionHash, keyHash, nowMs, nowMs],
		);
		return row ? toDeskPage(row) : null;
	}

	async get(id: string, now: string): Promise<DeskPage | null> {
		const row = await this.signedIn('desk_pages.id = ?', id, now);
		return row ? toDeskPage(row) : null;
	}

	async take(
		id: string,
		proof: { sessionHash: string; keyHash: string; n: number },
		now: string,
	): Promise<Taken> {
		const known = await this.signedIn('desk_pages.id = ?', id, now);
		if (known?.session_hash !== proof.sessionHash) return 'page_unknown';
		// Keyed hashes: how long it takes to compare them says nothing about the keys.
		if (known.key_hash !== proof.keyHash) return 'key_wrong';
		const row = await this.scope.tx.get<DeskPageRow>(
			`UPDATE desk_pages SET last_n = ?, seen_at = ? WHERE id = ? AND last_n < ? RETURNING *`,
			[proof.n, toMs(now), id, proof.n],
		);
		return row ? toDeskPage(row) : 'replayed';
	}

	async seen(ids: string[], now: string): Promise<void> {
		if (ids.length === 0) return;
		const marks = ids.map(() => '?').join(', ');
		await this.scope.tx.run(`UPDATE desk_pages SET seen_at = ? WHERE id IN (${marks})`, [
			toMs(now),
			...ids,
		]);
	}

	async probe(id: string, now: string): Promise<string> {
		const probe = newId('probe');
		await this.scope.tx.run(
			`UPDATE desk_pages SET probe_id = ?, probed_at = ?,
				probes_missed = CASE WHEN probe_id IS NULL THEN 0 ELSE probes_missed + 1 END
			WHERE id = ?`,
			[probe, toMs(now), id],
		);
		return probe;
	}

	async acknowledge(id: string, probe: string, now: string): Promise<boolean> {
		const nowMs = toMs(now);
		const known = await this.signedIn('desk_pages.id = ?', id, now);
		if (!known || known.probe_id !== probe) return false;
		if (known.probed_at === null || known.probed_at < nowMs - PROBE_MS) return false;
		await this.scope.tx.run(
			`UPDATE desk_pages SET ready_at = NULL, probe_id = NULL WHERE representative_id = ?
				AND id <> ? AND ready_at IS NOT NULL`,
			[known.representative_id, id],
		);
		await this.scope.tx.run(
			`UPDATE desk_pages SET ready_at = COALESCE(ready_at, ?), probe_id = NULL, seen_at = ?
			WHERE id = ?`,
			[nowMs, nowMs, id],
		);
		return true;
	}

	async stand(id: string): Promise<void> {
		await this.scope.tx.run('UPDATE desk_pages SET ready_at = NULL, probe_id = NULL WHERE id = ?', [
			id,
		]);
	}

	async readyPage(representativeId: string, now: string): Promise<DeskPage | null> {
		const which = 'desk_pages.representative_id = ? AND desk_pages.ready_at IS NOT NULL';
		const row = await this.signedIn(which, representativeId, now);
		return row ? toDeskPage(row) : null;
	}

	async allReady(now: string): Promise<DeskPage[]> {
		const rows = await this.scope.tx.all<DeskPageRow>(
			`SELECT * FROM desk_pages WHERE ${READY} AND ${SIGNED_IN}
			ORDER BY probed_at, id`,
			[toMs(now)],
		);
		return rows.map(toDeskPage);
	}

	async lost(now: string): Promise<LostPage[]> {
		const nowMs = toMs(now);
		const missed = nowMs - PROBE_MS;
		const rows = await this.scope.tx.all<DeskPageRow>(
			`SELECT * FROM desk_pages WHERE ${READY}
				AND ((probe_id IS NOT NULL AND probes_missed > 0 AND probed_at < ?) OR seen_at < ?
				OR NOT ${SIGNED_IN})
			ORDER BY probed_at, id`,
			[missed, nowMs - PAGE_GONE_MS, nowMs],
		);
		return rows.map((row) => ({
			...toDeskPage(row),
			because: hasMissed(row, missed) ? 'probe_missed' : 'page_lost',
		}));
	}

	async purge(before: string): Promise<void> {
		const beforeMs = toMs(before);
		await this.scope.tx.run('DELETE FROM desk_links WHERE expires_at <= ?', [beforeMs]);
		await this.scope.tx.run('DELETE FROM desk_sessions WHERE expires_at <= ?', [beforeMs]);
		await this.scope.tx.run('DELETE FROM desk_pages WHERE seen_at <= ?', [beforeMs]);
	}

	private async signedIn(
		which: string,
		value: SqlValue,
		now: string,
	): Promise<DeskPageRow | undefined> {
		return this.scope.tx.get<DeskPageRow>(
			`SELECT * FROM desk_pages WHERE ${which} AND ${SIGNED_IN}`,
			[value, toMs(now)],
		);
	}
}

function hasMissed(row: DeskPageRow, missedMs: number): boolean {
	return (
		row.probe_id !== null &&
		row.probes_missed > 0 &&
		row.probed_at !== null &&
		row.probed_at < missedMs
	);
}
