import type { CallItem } from '../shared/domain/callItem';
import type { Person } from '../shared/domain/webhookEvent';
import type { Contact } from '../shared/ledger/ledger';
import { findCallItem, hasCustomer, readCallItem } from '../shared/n8n/callItem';
import { CallingError } from '../shared/n8n/callingError';
import { isToolMode } from '../shared/n8n/toolMode';
import type { Recipient } from '../shared/wire/requests';
import { text } from './operation';
import type { OperationRun } from './operation';
import { lineOf } from './line';

/** Whom an operation is about, on which of our numbers. */
export interface Target {
	/** The item of the contract that it follows from; empty if the customer was set by hand. */
	item: Partial<CallItem>;
	contact: Contact;
	recipient: Recipient;
	phoneNumberId: string;
}

/**
 * The customer and the number of this item, read anew from the ledger: what the item says about the
 * customer may be hours old.
 *
 * @throws {CallingError} `no_customer`, `customer_invalid`, `no_number`, `line_of_another_credential`.
 */
export async function resolveTarget(run: OperationRun): Promise<Target> {
	// A model never chooses the customer, so an agent's tool ignores the parameter.
	const typed = isToolMode(run.ctx) ? '' : text(run, 'customer');
	const item = typed ? readCallItem(run.json) : findCallItem(run.ctx, run.itemIndex);
	const phoneNumberId = await lineOf(run, item);
	const contact = typed ? await typedContact(run, typed) : await contactOfItem(run, item);
	return { item: typed ? {} : item, contact, recipient: recipientOf(contact), phoneNumberId };
}

async function typedContact(run: OperationRun, typed: string): Promise<Contact> {
	if (/^c_/.test(typed)) {
		const contact = await run.connection.ledger.transaction(
			async ({ contacts }) => await contacts.get(typed),
		);
		if (contact) return contact;
	}
	const digits = typed.replace(/[\s().+-]/g, '');
	if (/^\d{7,15}$/.test(digits)) return await contactOf(run, { ...NOBODY, waId: digits });
	if (/^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(typed))
		return await contactOf(run, { ...NOBODY, userId: typed });
	throw new CallingError(
		'customer_invalid',
		'Customer is neither a phone number, a user ID nor a contact of this ledger',
		'Set Customer to a phone number with country code, or leave it empty to use the customer of the item.',
	);
}

async function contactOfItem(run: OperationRun, item: Partial<CallItem>): Promise<Contact> {
	const { contact } = item;
	if (!contact || !hasCustomer(item))
		throw new Error('findCallItem gave an item without a customer');
	const { id, waId, userId, name } = contact;
	const person = { waId, userId, parentUserId: null, name };
	if (!id || run.dryRun) return await contactOf(run, person);
	// Whom the ledger knew once, and does not any more, was erased: no item brings them back.
	const found = await run.connection.ledger.transaction(
		async ({ contacts }) => (await contacts.get(id)) ?? (await contacts.find(person)),
	);
	if (found) return found;
	throw unknownCustomer();
}

const NOBODY: Person = { waId: null, userId: null, parentUserId: null, name: null };

/** The contact of a person; a dry run looks without creating one. */
export async function contactOf(run: OperationRun, person: Person): Promise<Contact> {
	const now = run.now();
	const contact = await run.connection.ledger.transaction(async ({ contacts }) =>
		run.dryRun ? await contacts.find(person) : await contacts.resolve(person, now),
	);
	if (contact) return contact;
	if (run.dryRun && (person.waId || person.userId)) return stranger(person);
	throw unknownCustomer();
}

const unknownCustomer = (): CallingError =>
	new CallingError(
		'no_customer',
		'The customer of this item is not known to this ledger',
		'Connect this node after a WhatsApp Calling node of the same credential, or set Customer. Whoever was erased is known again once they write.',
	);

function stranger({ waId, userId, name }: Person): Contact {
	return {
		id: 'c_new',
		waId,
		userId,
		name,
		language: null,
		timeZone: null,
		timeZoneSource: null,
		replyWindowUntil: null,
		lastCallAttemptAt: null,
		callOptOut: false,
		messageOptOut: false,
		isTest: false,
	};
}

function recipientOf({ waId, userId }: Contact): Recipient {
	if (waId !== null) return { waId };
	if (userId !== null) return { userId };
	throw new CallingError(
		'no_customer',
		'This contact has neither a phone number nor a user ID any more',
		'It was probably erased. Nothing can be sent to it.',
	);
}
