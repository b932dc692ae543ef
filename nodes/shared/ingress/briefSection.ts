import type { ItemBrief } from '../domain/callItem';
import type { StoredBrief } from '../ledger/ledger';

/** A brief as it stands on an item. */
export function briefSection(brief: StoredBrief): ItemBrief {
	const { id, status, source, fields, sources, errors, threadUrl } = brief;
	return { id, status, source, fields, sources, errors, threadUrl };
}
