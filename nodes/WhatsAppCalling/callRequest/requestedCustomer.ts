import type { ItemLine } from '../../shared/domain/callItem';
import { phoneCountry } from '../../shared/domain/phoneCountry';
import { readPhone, whatsAppSpellings } from '../../shared/domain/readPhone';
import type { Contact } from '../../shared/ledger/ledger';
import { readCallItem } from '../../shared/n8n/callItem';
import { CallingError } from '../../shared/n8n/callingError';
import { ownLines } from '../../shared/n8n/ownLines';
import { lineOf } from '../line';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { contactOf } from '../target';

export interface RequestedCustomer {
	contact: Contact;
	line: ItemLine;
}

/**
 * Whom a request is about, on which of our numbers; a phone number that the ledger has not seen
 * becomes a contact.
 *
 * @throws {CallingError} `phone_invalid`, `no_number`, `line_of_another_credential`.
 */
export async function requestedCustomer(run: OperationRun): Promise<RequestedCustomer> {
	const line = await lineSection(run, await numberOf(run));
	const digits = readPhone(text(run, 'phone'), phoneCountry(line.displayPhoneNumber));
	if (digits === null) {
		throw new CallingError(
			'phone_invalid',
			'Customer’s Phone is not a phone number',
			'Set Customer’s Phone to the number with its country code, e.g. +14155550100.',
		);
	}
	return { contact: await contactByPhone(run, digits), line };
}

/** As chosen, or the item's; a shop's data names no number, and then the only one is meant. */
async function numberOf(run: OperationRun): Promise<string> {
	if (text(run, 'phoneNumber') || readCallItem(run.json).line) return await lineOf(run);
	const lines = (await ownLines(run.connection, run.now())) ?? [];
	const [only] = lines;
	if (only && lines.length === 1) return only.phoneNumberId;
	throw new CallingError(
		'no_number',
		'This request does not say which business number is to call',
		'Choose the number in Phone Number.',
	);
}

/** The number as Meta shows it, kept for the rules that ask for its country. */
async function lineSection(run: OperationRun, phoneNumberId: string): Promise<ItemLine> {
	const now = run.now();
	const own = (await ownLines(run.connection, now)) ?? [];
	const found = own.find((line) => line.phoneNumberId === phoneNumberId);
	return await run.connection.ledger.transaction(async ({ lines }) => {
		if (!found) {
			return (await lines.get(phoneNumberId)) ?? { ...NO_DETAILS, phoneNumberId };
		}
		const { displayPhoneNumber, wabaId } = found;
		const line = { phoneNumberId, displayPhoneNumber, wabaId };
		if (!run.dryRun) await lines.learn(line, now);
		return line;
	});
}

const NO_DETAILS = { displayPhoneNumber: null, wabaId: null };

/** Known under another spelling of the number, it is that contact, with its refusals (P4). */
async function contactByPhone(run: OperationRun, digits: string): Promise<Contact> {
	const spellings = whatsAppSpellings(digits);
	const known = await run.connection.ledger.transaction(async ({ contacts }) => {
		for (const waId of spellings) {
			const contact = await contacts.find({ waId, userId: null });
			if (contact) return contact;
		}
		return null;
	});
	const name = text(run, 'customerName') || null;
	const waId = known?.waId ?? digits;
	return await contactOf(run, { waId, userId: known?.userId ?? null, parentUserId: null, name });
}
