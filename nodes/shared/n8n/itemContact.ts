import type { CallItem } from '../domain/callItem';
import type { Contact, LedgerTx } from '../ledger/ledger';
import { CallingError } from './callingError';

/**
 * The item's customer as the ledger knows them; the item is only a hint (design.md §3).
 *
 * @throws {CallingError} `contact_unknown`.
 */
export async function itemContact(
	{ contact: hint }: Pick<Partial<CallItem>, 'contact'>,
	{ contacts }: LedgerTx,
): Promise<Contact> {
	const person = { waId: hint?.waId ?? null, userId: hint?.userId ?? null };
	const contact = (hint?.id ? await contacts.get(hint.id) : null) ?? (await contacts.find(person));
	if (contact) return contact;
	throw new CallingError(
		'contact_unknown',
		'The ledger does not know this customer',
		'Start the flow from WhatsApp Calling Trigger with the same credential, so that the customer’s own message is in the ledger.',
	);
}

/**
 * The customer whom an item is judged by: of a sample the one it shows, who does not exist.
 *
 * @throws {CallingError} `contact_unknown`.
 */
export async function judgedContact(
	{ contact, event }: Pick<Partial<CallItem>, 'contact' | 'event'>,
	tx: LedgerTx,
): Promise<Contact> {
	// The item's section and the ledger's contact are of one shape.
	return event?.origin === 'sample' && contact
		? (contact as Contact)
		: await itemContact({ contact }, tx);
}
