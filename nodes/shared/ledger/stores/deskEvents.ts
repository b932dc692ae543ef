import type { DeskEventBody } from '../../domain/deskProtocol';
import { toIso, toMs } from '../instants';
import type { DeskEventStore, StoredDeskEvent } from '../ledger';
import type { Scope } from './scope';

export interface DeskEventRow {
	representative_id: string;
	seq: number;
	page_id: string | null;
	/** Encrypted: it may hold a name, a brief, SDP. */
	body: string;
	at: number;
}

export class SqlDeskEvents implements DeskEventStore {
	constructor(private readonly scope: Scope) {}

	async add(
		representativeId: string,
		{ pageId, body }: { pageId: string | null; body: DeskEventBody },
		now: string,
	): Promise<number> {
		const { tx, secrets } = this.scope;
		// The counter outlives the events, so that a purge does not begin the numbers anew.
		const row = await tx.get<{ desk_seq: number }>(
			'UPDATE representatives SET desk_seq = desk_seq + 1 WHERE id = ? RETURNING desk_seq',
			[representativeId],
		);
		if (!row) throw new Error('The ledger knows no such representative');
		const seq = row.desk_seq;
		await tx.run(
			'INSERT INTO desk_events (representative_id, seq, page_id, body, at) VALUES (?, ?, ?, ?, ?)',
			[
				representativeId,
				seq,
				pageId,
				secrets.encrypt(JSON.stringify(body), bodyContext(representativeId, seq)),
				toMs(now),
			],
		);
		return seq;
	}

	async after(representativeId: string, seq: number, limit: number): Promise<StoredDeskEvent[]> {
		const rows = await this.scope.tx.all<DeskEventRow>(
			'SELECT * FROM desk_events WHERE representative_id = ? AND seq > ? ORDER BY seq LIMIT ?',
			[representativeId, seq, limit],
		);
		return rows.map((row) => ({
			seq: row.seq,
			pageId: row.page_id,
			body: readDeskEvent(row, this.scope),
			at: toIso(row.at),
		}));
	}

	async lastSeq(representativeIds: string[]): Promise<Map<string, number>> {
		if (representativeIds.length === 0) return new Map();
		const marks = representativeIds.map(() => '?').join(', ');
		const rows = await this.scope.tx.all<{ id: string; desk_seq: number }>(
			`SELECT id, desk_seq FROM representatives WHERE id IN (${marks})`,
			representativeIds,
		);
		const known = new Map(rows.map((row) => [row.id, row.desk_seq]));
		return new Map(representativeIds.map((id) => [id, known.get(id) ?? 0]));
	}

	async purge(before: string): Promise<void> {
		await this.scope.tx.run('DELETE FROM desk_events WHERE at <= ?', [toMs(before)]);
	}
}

export function readDeskEvent(row: DeskEventRow, { secrets }: Scope): DeskEventBody {
	const text = secrets.decrypt(row.body, bodyContext(row.representative_id, row.seq));
	// Only `add` writes this column.
	return JSON.parse(text) as DeskEventBody;
}

function bodyContext(representativeId: string, seq: number): string {
	return `desk event ${representativeId} ${seq}`;
}
