import type { CallItem, ItemWish } from '../../shared/domain/callItem';
import { briefSection } from '../../shared/ingress/briefSection';
import { contactSection } from '../../shared/ingress/toItem';
import type { Contact, LedgerTx, Wish } from '../../shared/ledger/ledger';

/**
 * A customer, and the yes and the brief that hold now on a number.
 *
 * @param phoneNumberId null: no number is meant, and there are no more sections.
 */
export async function customerSections(
	contact: Contact,
	phoneNumberId: string | null,
	now: string,
	{ wishes, briefs }: LedgerTx,
): Promise<Partial<CallItem>> {
	const sections = { contact: contactSection(contact) };
	if (phoneNumberId === null) return sections;
	const wish = await wishes.current(contact.id, phoneNumberId, now);
	const brief = await briefs.current(contact.id, phoneNumberId, now);
	return {
		...sections,
		...(wish && { wish: wishSection(wish) }),
		...(brief && { brief: briefSection(brief) }),
	};
}

const wishSection = ({ id, kind, scope, expiresAt }: Wish): ItemWish => ({
	id,
	kind,
	scope,
	expiresAt,
});
