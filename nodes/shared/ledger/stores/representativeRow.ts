import { toIso, toIsoOrNull } from '../instants';
import type { Representative, RepresentativeStatus } from '../ledger';

export interface RepresentativeRow {
	id: string;
	name: string;
	role: Representative['role'];
	phone_number_ids: string;
	status: RepresentativeStatus;
	status_at: number;
	created_at: number;
	revoked_at: number | null;
	/** The last number of what this representative was told. */
	desk_seq: number;
}

export function toRepresentative(row: RepresentativeRow): Representative {
	return {
		id: row.id,
		name: row.name,
		role: row.role,
		// Only `create` writes this column.
		phoneNumberIds: JSON.parse(row.phone_number_ids) as string[],
		status: row.status,
		statusAt: toIso(row.status_at),
		createdAt: toIso(row.created_at),
		revokedAt: toIsoOrNull(row.revoked_at),
	};
}
