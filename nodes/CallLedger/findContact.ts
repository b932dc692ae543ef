import type { CallItem } from '../shared/domain/callItem';
import { whatsAppSpellings } from '../shared/domain/readPhone';
import type { Contact, LedgerTx } from '../shared/ledger/ledger';
import { findCallItem, readCallItem } from '../shared/n8n/callItem';
import { CallingError } from '../shared/n8n/callingError';
import { itemContact } from '../shared/n8n/itemContact';
import { isToolMode } from '../shared/n8n/toolMode';
import { text } from './operation';
import type { OperationRun } from './operation';

export type PersonIds = Parameters<LedgerTx['contacts']['find']>[0];

/** Whom an operation is about: typed into *Customer*, or of an item. */
export interface Customer {
	typed: string;
	/** The nearest item with a customer; the incoming one if *Customer* is set. */
	item: Partial<CallItem>;
}

/**
 * A model never chooses the customer, so an agent's tool ignores *Customer*.
 *
 * @throws {CallingError} `no_customer`.
 */
export function customerOf(run: OperationRun): Customer {
	const typed = isToolMode(run.ctx) ? '' : text(run, 'customer');
	const item = typed ? readCallItem(run.json) : findCallItem(run.ctx, run.itemIndex);
	return { typed, item };
}

/**
 * The contact, or null if the ledger knows nobody of what was typed. Asking creates nobody.
 *
 * @throws {CallingError} `customer_invalid`; `contact_unknown` for an item's customer.
 */
export async function findContact(
	{ typed, item }: Customer,
	tx: LedgerTx,
): Promise<Contact | null> {
	if (!typed) return await itemContact(item, tx);
	if (/^c_/.test(typed)) return await tx.contacts.get(typed);
	const [found = null] = await contactsOf(personsOf(typed), tx);
	return found;
}

/** Everybody whom the ledger knows by one of these ids. */
export async function contactsOf(
	persons: readonly PersonIds[],
	{ contacts }: LedgerTx,
): Promise<Contact[]> {
	const known = new Map<string, Contact>();
	for (const person of persons) {
		const contact = await contacts.find(person);
		if (contact) known.set(contact.id, contact);
	}
	return [...known.values()];
}

/** @throws {CallingError} `contact_unknown` besides. */
export async function requireContact(customer: Customer, tx: LedgerTx): Promise<Contact> {
	const contact = await findContact(customer, tx);
	if (contact) return contact;
	throw new CallingError(
		'contact_unknown',
		'The ledger does not know this customer',
		'Check the country code in Customer, and that the credential is the one of the trigger.',
	);
}

/**
 * The ids that WhatsApp may know somebody by: a business-scoped user ID, or a phone number in each of
 * the spellings it has had.
 *
 * @throws {CallingError} `customer_invalid`.
 */
export function personsOf(typed: string): PersonIds[] {
	if (/^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(typed)) return [{ waId: null, userId: typed }];
	const digits = typed.replace(/[\s().+-]/g, '').replace(/^00/, '');
	if (/^\d{7,15}$/.test(digits)) {
		return whatsAppSpellings(digits).map((waId) => ({ waId, userId: null }));
	}
	throw new CallingError(
		'customer_invalid',
		'Customer is neither a phone number, a user ID nor a contact of this ledger',
		'Set Customer to a phone number with country code, or leave it empty to use the customer of the item.',
	);
}
