import { toIso, toIsoOrNull } from '../instants';
import type { DeskPage } from '../ledger';

export interface DeskPageRow {
	id: string;
	representative_id: string;
	session_hash: string;
	key_hash: string;
	opened_at: number;
	seen_at: number;
	/** The number of its last action. */
	last_n: number;
	ready_at: number | null;
	/** The probe that is not acknowledged yet. */
	probe_id: string | null;
	probed_at: number | null;
	/** Of a ready page: in a row, before the open one. */
	probes_missed: number;
}

export function toDeskPage(row: DeskPageRow): DeskPage {
	const probedAt = toIsoOrNull(row.probed_at);
	return {
		id: row.id,
		representativeId: row.representative_id,
		sessionHash: row.session_hash,
		openedAt: toIso(row.opened_at),
		seenAt: toIso(row.seen_at),
		readyAt: toIsoOrNull(row.ready_at),
		probe:
			row.probe_id !== null && probedAt !== null ? { id: row.probe_id, sentAt: probedAt } : null,
		probedAt,
	};
}
