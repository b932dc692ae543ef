import { toIsoOrNull } from '../instants';
import type { Contact } from '../ledger';
import type { SqlTx } from '../sql';
import { refuses, type Refusals } from './refusals';

export interface ContactRow extends Refusals {
	id: string;
	wa_id: string | null;
	user_id: string | null;
	parent_user_id: string | null;
	name: string | null;
	/** 1: the name is an operator's, not WhatsApp's. */
	is_renamed: number;
	language: string | null;
	time_zone: string | null;
	time_zone_source: Contact['timeZoneSource'];
	reply_window_until: number | null;
	last_call_attempt_at: number | null;
	is_test: number;
	merged_into: string | null;
	created_at: number;
	updated_at: number;
}

export type AliasKind = 'phone' | 'user';

export function toContact(row: ContactRow): Contact {
	return {
		id: row.id,
		waId: row.wa_id,
		userId: row.user_id,
		name: row.name,
		language: row.language,
		timeZone: row.time_zone,
		timeZoneSource: row.time_zone_source,
		replyWindowUntil: toIsoOrNull(row.reply_window_until),
		lastCallAttemptAt: toIsoOrNull(row.last_call_attempt_at),
		callOptOut: refuses(row, 'call'),
		messageOptOut: refuses(row, 'message'),
		isTest: row.is_test === 1,
	};
}

/** The contact of this id, or the one it was merged into. */
export async function contactById(tx: SqlTx, id: string): Promise<ContactRow | undefined> {
	const row = await tx.get<ContactRow>('SELECT * FROM contacts WHERE id = ?', [id]);
	if (!row?.merged_into) return row;
	return tx.get<ContactRow>('SELECT * FROM contacts WHERE id = ?', [row.merged_into]);
}

export async function contactByAlias(
	tx: SqlTx,
	kind: AliasKind,
	value: string | null,
): Promise<ContactRow | undefined> {
	if (!value) return undefined;
	return tx.get<ContactRow>(
		`SELECT c.* FROM contact_aliases a JOIN contacts c ON c.id = a.contact_id
		WHERE a.kind = ? AND a.value = ?`,
		[kind, value],
	);
}

/** What changed beside the row is a change of the contact too: it comes first in the list again. */
export async function touchContact(tx: SqlTx, id: string, nowMs: number): Promise<void> {
	await tx.run('UPDATE contacts SET updated_at = ? WHERE id = ? AND updated_at < ?', [
		nowMs,
		id,
		nowMs,
	]);
}
