import { toIso } from '../instants';
import type { StoredBrief } from '../ledger';
import type { Scope } from './scope';

export interface BriefRow {
	id: string;
	brief_key: string;
	contact_id: string;
	phone_number_id: string;
	escalation_id: string | null;
	status: StoredBrief['status'];
	source: StoredBrief['source'];
	/** Encrypted {@link BriefBody}. */
	body: string;
	built_at: number;
	updated_at: number;
	/** Order of writing. */
	position: number;
}

type BriefBody = Pick<StoredBrief, 'fields' | 'sources' | 'errors' | 'threadUrl'>;

/** What may change of a brief. */
export type BriefSaid = BriefBody & Pick<StoredBrief, 'escalationId' | 'status' | 'source'>;

/** What customers said, and the address of their chat, which holds their number. */
export function sealBrief(
	id: string,
	{ fields, sources, errors, threadUrl }: BriefBody,
	{ secrets }: Scope,
): string {
	const body: BriefBody = { fields, sources, errors, threadUrl };
	return secrets.encrypt(JSON.stringify(body), bodyContext(id));
}

export function toBrief(row: BriefRow, { secrets }: Scope): StoredBrief {
	// Only `sealBrief` writes this column.
	const body = JSON.parse(secrets.decrypt(row.body, bodyContext(row.id))) as BriefBody;
	return {
		id: row.id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		escalationId: row.escalation_id,
		status: row.status,
		source: row.source,
		...body,
		builtAt: toIso(row.built_at),
		updatedAt: toIso(row.updated_at),
	};
}

function bodyContext(id: string): string {
	return `brief ${id}`;
}
