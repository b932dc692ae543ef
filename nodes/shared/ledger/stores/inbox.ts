import { newId } from '../ids';
import { DAY_MS, SECOND_MS, toMs } from '../instants';
import type { InboxRow, InboxStore, Lane } from '../ledger';
import { forgetOldSdp } from './calls';
import type { Scope } from './scope';

const MAX_TRIES = 3;
/**
 * When n8n died, whatever was running counts as tried, and most of it is innocent (a deployment, a
 * power cut): it goes again for longer, but not for ever, since one of them may be what ends n8n.
 */
const MAX_TRIES_OF_DEAD = 12;
const BODY_LIFETIME_MS = 7 * DAY_MS;
/** Meta repeats a delivery for seven days; after ten no repeat can come. */
const KEY_LIFETIME_MS = 10 * DAY_MS;

type InboxStatus = 'ready' | 'leased' | 'done' | 'dead';

interface LeasedRow {
	id: string;
	event_key: string;
	route_id: string;
	lane: Lane;
	body: string;
	tries: number;
	position: number;
}

export class SqlInbox implements InboxStore {
	constructor(private readonly scope: Scope) {}

	async firstSeen(eventKey: string, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			'INSERT INTO seen_events (event_key, at) VALUES (?, ?) ON CONFLICT (event_key) DO NOTHING',
			[eventKey, toMs(now)],
		);
		return changes > 0;
	}

	async add(row: Omit<InboxRow, 'id' | 'tries'>, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			`INSERT INTO inbox (id, event_key, route_id, lane, body, status, position, added_at)
			VALUES (?, ?, ?, ?, ?, 'ready', (SELECT COALESCE(MAX(position), 0) + 1 FROM inbox), ?)
			ON CONFLICT (event_key, route_id) DO NOTHING`,
			[
				newId('in'),
				row.eventKey,
				row.routeId,
				row.lane,
				this.scope.secrets.encrypt(row.body, bodyContext(row.eventKey, row.routeId)),
				toMs(now),
			],
		);
		return changes > 0;
	}

	async lease(claim: Parameters<InboxStore['lease']>[0], now: string): Promise<InboxRow[]> {
		const nowMs = toMs(now);
		await this.scope.tx.run(
			`UPDATE inbox SET status = CASE WHEN tries >= ? THEN 'dead' ELSE 'ready' END, holder = NULL
			WHERE route_id = ? AND lane = ? AND status = 'leased' AND lease_until <= ?`,
			[MAX_TRIES, claim.routeId, claim.lane, nowMs],
		);
		const rows = await this.scope.tx.all<LeasedRow>(
			`UPDATE inbox SET status = 'leased', holder = ?, lease_until = ?, tries = tries + 1
			WHERE id IN (SELECT id FROM inbox WHERE route_id = ? AND lane = ? AND status = 'ready'
				ORDER BY position, id LIMIT ?)
			RETURNING id, event_key, route_id, lane, body, tries, position`,
			[
				claim.holder,
				nowMs + claim.leaseSeconds * SECOND_MS,
				claim.routeId,
				claim.lane,
				claim.limit,
			],
		);
		return rows.sort((a, b) => a.position - b.position).map((row) => this.toInboxRow(row));
	}

	async extend(id: string, holder: string, leaseSeconds: number, now: string): Promise<void> {
		await this.scope.tx.run(
			`UPDATE inbox SET lease_until = ? WHERE id = ? AND holder = ? AND status = 'leased'`,
			[toMs(now) + leaseSeconds * SECOND_MS, id, holder],
		);
	}

	async done(id: string): Promise<void> {
		await this.scope.tx.run(
			`UPDATE inbox SET status = 'done', body = NULL, holder = NULL WHERE id = ?`,
			[id],
		);
	}

	async giveBack(id: string, holder: string): Promise<void> {
		await this.scope.tx.run(
			`UPDATE inbox SET status = CASE WHEN tries >= ? THEN 'dead' ELSE 'ready' END, holder = NULL
			WHERE id = ? AND holder = ? AND status = 'leased'`,
			[MAX_TRIES, id, holder],
		);
	}

	async takeOver(routeId: string, holder: string): Promise<number> {
		const { changes } = await this.scope.tx.run(
			`UPDATE inbox SET status = CASE WHEN tries >= ? THEN 'dead' ELSE 'ready' END, holder = NULL
			WHERE route_id = ? AND status = 'leased' AND holder <> ?`,
			[MAX_TRIES_OF_DEAD, routeId, holder],
		);
		return changes;
	}

	async purge(now: string): Promise<void> {
		const { tx } = this.scope;
		const bodiesBefore = toMs(now) - BODY_LIFETIME_MS;
		const keysBefore = toMs(now) - KEY_LIFETIME_MS;
		await tx.run(
			`UPDATE inbox SET body = NULL, holder = NULL,
				status = CASE WHEN status = 'done' THEN 'done' ELSE 'dead' END
			WHERE body IS NOT NULL AND added_at <= ?`,
			[bodiesBefore],
		);
		await tx.run('DELETE FROM inbox WHERE added_at <= ?', [keysBefore]);
		await tx.run('DELETE FROM seen_events WHERE at <= ?', [keysBefore]);
		await forgetOldSdp(tx, toMs(now));
		await tx.run('DELETE FROM call_sdp WHERE received_at <= ?', [keysBefore]);
	}

	async counts(routeId: string): Promise<Record<InboxStatus, number>> {
		const rows = await this.scope.tx.all<{ status: InboxStatus; n: number }>(
			'SELECT status, COUNT(*) AS n FROM inbox WHERE route_id = ? GROUP BY status',
			[routeId],
		);
		const counts = { ready: 0, leased: 0, done: 0, dead: 0 };
		for (const row of rows) counts[row.status] = Number(row.n);
		return counts;
	}

	private toInboxRow(row: LeasedRow): InboxRow {
		return {
			id: row.id,
			eventKey: row.event_key,
			routeId: row.route_id,
			lane: row.lane,
			body: this.scope.secrets.decrypt(row.body, bodyContext(row.event_key, row.route_id)),
			tries: row.tries,
		};
	}
}

/** What an item is encrypted under. */
export function bodyContext(eventKey: string, routeId: string): string {
	return `inbox ${routeId} ${eventKey}`;
}
