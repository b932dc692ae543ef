import { toMs } from '../instants';
import type { ContactStore } from '../ledger';
import type { SqlTx } from '../sql';
import { contactById, type ContactRow } from './contactRow';

/** Later than any contact can have changed. */
const FIRST_PAGE = { updated_at: Number.MAX_SAFE_INTEGER, id: '' };

/** A page of the contacts that live, the one that changed last first. */
export async function listContacts(
	tx: SqlTx,
	{ limit, after, changedSince }: Parameters<ContactStore['list']>[0],
): Promise<ContactRow[]> {
	const last = after === undefined ? FIRST_PAGE : await contactById(tx, after);
	if (!last) return [];
	return tx.all<ContactRow>(
		`SELECT * FROM contacts WHERE merged_into IS NULL AND updated_at >= ?
			AND (updated_at, id) < (?, ?) ORDER BY updated_at DESC, id DESC LIMIT ?`,
		[changedSince === undefined ? 0 : toMs(changedSince), last.updated_at, last.id, limit],
	);
}
