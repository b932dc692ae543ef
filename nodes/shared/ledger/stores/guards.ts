import type { GuardVerdict } from '../../domain/qualityGuard';
import type { GuardRecords, GuardWarning } from '../../domain/qualityGuardTally';
import { toIso, toMs } from '../instants';
import { MANUAL_LEG, type GuardRecord, type GuardStore } from '../ledger';
import { guardCalls, guardRefusals } from './guardRecords';
import type { Scope } from './scope';

export class SqlGuards implements GuardStore {
	constructor(private readonly scope: Scope) {}

	async get(phoneNumberId: string): Promise<GuardRecord | null> {
		const row = await this.scope.tx.get<{ body: string; judged_at: number }>(
			'SELECT body, judged_at FROM guard_records WHERE phone_number_id = ?',
			[phoneNumberId],
		);
		if (!row) return null;
		// Only `put` writes this column.
		const verdict = JSON.parse(row.body) as GuardVerdict;
		return { ...verdict, phoneNumberId, judgedAt: toIso(row.judged_at) };
	}

	async put(phoneNumberId: string, verdict: GuardVerdict, now: string): Promise<void> {
		await this.scope.tx.run(
			`INSERT INTO guard_records (phone_number_id, level, body, judged_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (phone_number_id) DO UPDATE SET level = excluded.level, body = excluded.body,
				judged_at = excluded.judged_at`,
			[phoneNumberId, verdict.level, JSON.stringify(verdict), toMs(now)],
		);
	}

	async records(phoneNumberId: string, since: string): Promise<GuardRecords> {
		const sinceMs = toMs(since);
		const calls = await guardCalls(this.scope.tx, phoneNumberId, sinceMs);
		return {
			calls,
			refusals: await guardRefusals(this.scope.tx, phoneNumberId, sinceMs),
			warnings: await this.warnings(phoneNumberId, sinceMs),
		};
	}

	async numbers(since: string): Promise<string[]> {
		const sinceMs = toMs(since);
		const rows = await this.scope.tx.all<{ phone_number_id: string }>(
			`SELECT phone_number_id FROM attempts WHERE ended_at >= ?
			UNION SELECT phone_number_id FROM guard_warnings WHERE at >= ?
			UNION SELECT phone_number_id FROM guard_records WHERE level <> 'green'`,
			[sinceMs, sinceMs],
		);
		return rows.map((row) => row.phone_number_id).sort();
	}

	async warn(phoneNumberId: string, { about, at }: GuardWarning, eventKey: string): Promise<void> {
		await this.scope.tx.run(
			`INSERT INTO guard_warnings (event_key, phone_number_id, about, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (event_key) DO NOTHING`,
			[eventKey, phoneNumberId, about, toMs(at)],
		);
	}

	async dialledSince(phoneNumberId: string, since: string): Promise<number> {
		const row = await this.scope.tx.get<{ n: number }>(
			`SELECT COUNT(*) AS n FROM attempts JOIN contacts ON contacts.id = attempts.contact_id
			WHERE attempts.phone_number_id = ? AND dialling_at >= ? AND direction = 'outbound'
				AND leg <> ? AND restartable = 0 AND contacts.is_test = 0`,
			[phoneNumberId, toMs(since), MANUAL_LEG],
		);
		return Number(row?.n ?? 0);
	}

	private async warnings(phoneNumberId: string, sinceMs: number): Promise<GuardWarning[]> {
		const rows = await this.scope.tx.all<{ about: GuardWarning['about']; at: number }>(
			`SELECT about, at FROM guard_warnings WHERE phone_number_id = ? AND at >= ?
			ORDER BY at, event_key`,
			[phoneNumberId, sinceMs],
		);
		return rows.map(({ about, at }) => ({ about, at: toIso(at) }));
	}
}
