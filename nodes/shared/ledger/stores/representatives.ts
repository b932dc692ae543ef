import { newId } from '../ids';
import { toMs } from '../instants';
import type { Representative, RepresentativeStatus, RepresentativeStore } from '../ledger';
import { SqlDeskAccess } from './deskAccess';
import { toRepresentative, type RepresentativeRow } from './representativeRow';
import type { Scope } from './scope';

export class SqlRepresentatives implements RepresentativeStore {
	constructor(private readonly scope: Scope) {}

	async create(
		representative: Pick<Representative, 'name' | 'role' | 'phoneNumberIds'>,
		now: string,
	): Promise<Representative> {
		const nowMs = toMs(now);
		const { name, role, phoneNumberIds } = representative;
		const row = await this.scope.tx.get<RepresentativeRow>(
			`INSERT INTO representatives
				(id, name, role, phone_number_ids, status, status_at, created_at)
			VALUES (?, ?, ?, ?, 'away', ?, ?)
			ON CONFLICT (name) WHERE revoked_at IS NULL DO UPDATE SET role = excluded.role,
				phone_number_ids = excluded.phone_number_ids
			RETURNING *`,
			[newId('rep'), name, role, JSON.stringify(phoneNumberIds), nowMs, nowMs],
		);
		if (!row) throw new Error('The ledger did not return the representative it created');
		return toRepresentative(row);
	}

	async revoke(id: string, now: string): Promise<boolean> {
		const nowMs = toMs(now);
		const { changes } = await this.scope.tx.run(
			`UPDATE representatives SET status = 'away', status_at = ?,
				revoked_at = COALESCE(revoked_at, ?) WHERE id = ?`,
			[nowMs, nowMs, id],
		);
		await new SqlDeskAccess(this.scope).signOutAll(id, now);
		return changes > 0;
	}

	async setStatus(
		id: string,
		status: RepresentativeStatus,
		now: string,
	): Promise<Representative | null> {
		const row = await this.scope.tx.get<RepresentativeRow>(
			`UPDATE representatives SET status = ?, status_at = ? WHERE id = ? AND revoked_at IS NULL
			RETURNING *`,
			[status, toMs(now), id],
		);
		return row ? toRepresentative(row) : null;
	}

	async get(id: string): Promise<Representative | null> {
		const row = await this.scope.tx.get<RepresentativeRow>(
			'SELECT * FROM representatives WHERE id = ?',
			[id],
		);
		return row ? toRepresentative(row) : null;
	}

	async list(): Promise<Representative[]> {
		const rows = await this.scope.tx.all<RepresentativeRow>(
			'SELECT * FROM representatives WHERE revoked_at IS NULL ORDER BY name',
		);
		return rows.map(toRepresentative);
	}

	async readiness(phoneNumberId: string): Promise<{ kept: number; ready: number }> {
		const kept = (await this.list()).filter(
			({ phoneNumberIds }) => phoneNumberIds.length === 0 || phoneNumberIds.includes(phoneNumberId),
		);
		return { kept: kept.length, ready: kept.filter(({ status }) => status === 'ready').length };
	}
}
