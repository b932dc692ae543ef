import type { CallItem } from '../domain/callItem';
import { isBefore } from '../domain/instant';
import type { Contact, Ledger, LedgerTx, Wish } from '../ledger/ledger';
import { openCallIds } from './callNames';
import type { GateItem } from './gateRun';

/**
 * The yes that the item names, if the ledger has it for this customer and number: an item is only a
 * hint, and nobody's yes but the customer's own counts (design.md §3). Whether it still holds is for
 * the caller to ask.
 */
export async function itemWish(
	{ wish: hint }: Pick<Partial<CallItem>, 'wish'>,
	customer: { contact: Pick<Contact, 'id'>; phoneNumberId: string },
	ledger: Pick<Ledger, 'openId'>,
	{ wishes }: Pick<LedgerTx, 'wishes'>,
): Promise<Wish | null> {
	// Sections come from other nodes too, whose types are no promise.
	if (typeof hint?.id !== 'string') return null;
	const named = await wishes.get(openCallIds(hint.id, ledger));
	const { contact, phoneNumberId } = customer;
	const isTheirs = named?.contactId === contact.id && named.phoneNumberId === phoneNumberId;
	return isTheirs ? named : null;
}

/** The yes that the item names while it holds, else the one that does. */
export async function openWish(
	{ item, phoneNumberId, now }: Pick<GateItem, 'item' | 'phoneNumberId' | 'now'>,
	contact: Pick<Contact, 'id'>,
	ledger: Pick<Ledger, 'openId'>,
	tx: Pick<LedgerTx, 'wishes'>,
): Promise<Wish | null> {
	const named = await itemWish(item, { contact, phoneNumberId }, ledger, tx);
	// A call from the customer is answered, not planned or dialled.
	const holds = named?.status === 'open' && isBefore(now, named.expiresAt);
	if (holds && named.kind !== 'inbound') return named;
	return await tx.wishes.current(contact.id, phoneNumberId, now);
}
