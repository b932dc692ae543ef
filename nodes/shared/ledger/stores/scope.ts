import type { Secrets } from '../secrets';
import type { SqlTx } from '../sql';

/** What every store works with: one open transaction and the ledger's key. */
export interface Scope {
	readonly tx: SqlTx;
	readonly secrets: Secrets;
}

/**
 * Follows a merge: items on their way may still carry the id of a contact that is now another. The id
 * of somebody who was erased stays as it is.
 */
export async function currentContactId(tx: SqlTx, contactId: string): Promise<string> {
	const row = await tx.get<{ merged_into: string | null }>(
		'SELECT merged_into FROM contacts WHERE id = ?',
		[contactId],
	);
	return row?.merged_into ?? contactId;
}

/** The contact that is meant, if there is one: whoever was erased leaves no new traces. */
export async function knownContactId(tx: SqlTx, contactId: string): Promise<string | null> {
	const row = await tx.get<{ id: string; merged_into: string | null }>(
		'SELECT id, merged_into FROM contacts WHERE id = ?',
		[contactId],
	);
	return row ? (row.merged_into ?? row.id) : null;
}
