import { toMs } from '../instants';
import type { DeskDoor, DeskDoorStore } from '../ledger';
import type { Scope } from './scope';

export class SqlDeskDoors implements DeskDoorStore {
	constructor(private readonly scope: Scope) {}

	async put(door: DeskDoor, now: string): Promise<void> {
		await this.scope.tx.run(
			`INSERT INTO desk_doors (app_key, body, saved_at) VALUES (?, ?, ?)
			ON CONFLICT (app_key) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
			[door.appKey, JSON.stringify(door), toMs(now)],
		);
	}

	async get(appKey: string): Promise<DeskDoor | null> {
		const row = await this.scope.tx.get<{ body: string }>(
			'SELECT body FROM desk_doors WHERE app_key = ?',
			[appKey],
		);
		// Only `put` writes this column.
		return row ? (JSON.parse(row.body) as DeskDoor) : null;
	}

	async remove(appKey: string, routeId: string): Promise<void> {
		if ((await this.get(appKey))?.routeId !== routeId) return;
		await this.scope.tx.run('DELETE FROM desk_doors WHERE app_key = ?', [appKey]);
	}
}
