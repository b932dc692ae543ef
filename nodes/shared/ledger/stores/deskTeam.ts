import { toIso, toIsoOrNull, toMs } from '../instants';
import type { DeskTeamStore } from '../ledger';
import { LIVE } from './attemptRow';
import { currentContactId, type Scope } from './scope';

type Waiting = Awaited<ReturnType<DeskTeamStore['waiting']>>[number];
type NotCalled = Awaited<ReturnType<DeskTeamStore['notCalled']>>[number];

export class SqlDeskTeam implements DeskTeamStore {
	constructor(private readonly scope: Scope) {}

	async lastTalks(representativeIds: string[]): Promise<Map<string, string>> {
		const talks = new Map<string, string>();
		for (const id of representativeIds) {
			const row = await this.scope.tx.get<{ at: number | null }>(
				'SELECT MAX(ended_at) AS at FROM attempts WHERE representative_id = ?',
				[id],
			);
			const at = row?.at ?? null;
			if (at !== null) talks.set(id, toIso(at));
		}
		return talks;
	}

	async lastRepresentative(contactId: string): Promise<string | null> {
		const row = await this.scope.tx.get<{ representative_id: string }>(
			`SELECT representative_id FROM attempts WHERE contact_id = ? AND representative_id IS NOT NULL
				AND (status = 'accepted' OR outcome = 'completed')
			ORDER BY claimed_at DESC, id LIMIT 1`,
			[await currentContactId(this.scope.tx, contactId)],
		);
		return row?.representative_id ?? null;
	}

	async liveAttempt(representativeId: string): Promise<string | null> {
		const row = await this.scope.tx.get<{ id: string }>(
			`SELECT id FROM attempts WHERE representative_id = ? AND ended_at IS NULL AND status IN ${LIVE}
			ORDER BY claimed_at DESC, id LIMIT 1`,
			[representativeId],
		);
		return row?.id ?? null;
	}

	async unfinished(representativeId: string, since: string): Promise<string[]> {
		const rows = await this.scope.tx.all<{ id: string }>(
			`SELECT id FROM attempts WHERE representative_id = ? AND ended_at >= ? AND status = 'ended'
				AND restartable = 0 AND NOT EXISTS (SELECT 1 FROM desk_deeds
					WHERE desk_deeds.attempt_id = attempts.id AND desk_deeds.kind = 'outcome')
			ORDER BY ended_at DESC, id`,
			[representativeId, toMs(since)],
		);
		return rows.map(({ id }) => id);
	}

	async waiting(): Promise<Waiting[]> {
		const rows = await this.scope.tx.all<{ woken_by: string; n: number; next_at: number | null }>(
			`SELECT woken_by, COUNT(*) AS n, MIN(due_at) AS next_at FROM callbacks
			WHERE status = 'waiting' AND woken_by IN ('slot', 'hours', 'permission', 'representative')
			GROUP BY woken_by ORDER BY woken_by`,
		);
		return rows.map((row) => ({
			wokenBy: row.woken_by,
			count: Number(row.n),
			nextAt: toIsoOrNull(row.next_at),
		}));
	}

	async notCalled(since: string): Promise<NotCalled[]> {
		const rows = await this.scope.tx.all<{ reason: string; n: number }>(
			// Of two words of one instant an allow counts, else one of them.
			`SELECT reason, COUNT(*) AS n FROM decisions WHERE checked_at >= ? AND dry_run = 0
				AND outcome <> 'allow' AND NOT EXISTS (SELECT 1 FROM decisions later
					WHERE later.contact_id = decisions.contact_id AND later.dry_run = 0
					AND later.checked_at >= decisions.checked_at
					AND (later.checked_at > decisions.checked_at OR later.outcome = 'allow'
						OR later.id > decisions.id))
			GROUP BY reason ORDER BY n DESC, reason`,
			[toMs(since)],
		);
		return rows.map(({ reason, n }) => ({ reason, count: Number(n) }));
	}
}
