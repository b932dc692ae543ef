import { readPhone } from '../../shared/domain/readPhone';
import type { LedgerTx } from '../../shared/ledger/ledger';
import { CallingError } from '../../shared/n8n/callingError';
import { personsOf } from '../findContact';
import type { OperationRun } from '../operation';
import type { Refusal } from './readUpdate';

/** A refusal that stands already is not told again, so that a sync changes nothing by itself. */
export async function keepRefusal(
	id: string,
	{ calls, messages, at }: Refusal,
	{ connection, now }: OperationRun,
	{ contacts }: LedgerTx,
): Promise<void> {
	const contact = await contacts.get(id);
	if ((!calls || contact?.callOptOut) && (!messages || contact?.messageOptOut)) return;
	const said = at ?? now();
	const proof = `${id} ${calls} ${messages} ${said}`;
	const messageId = `operator:${connection.ledger.keyedHash('operator refusal', proof)}`;
	await contacts.setOptOut(
		id,
		{ ...(calls ? { calls } : {}), ...(messages ? { messages } : {}), at: said, messageId },
		now(),
	);
}

/**
 * Makes contacts of somebody whom the ledger has never heard of, one for each spelling that WhatsApp
 * may use, so that the refusal holds whichever it is (P4). Gives the first.
 *
 * @throws {CallingError} `customer_invalid` for what is no phone number or user ID.
 */
export async function refusedStrangers(
	typed: string,
	refusal: Refusal,
	run: OperationRun,
	tx: LedgerTx,
): Promise<string> {
	const ids: string[] = [];
	for (const person of personsOf(asPhone(typed))) {
		const stranger = { ...person, parentUserId: null, name: null };
		const contact = await tx.contacts.resolve(stranger, run.now());
		if (!contact) continue;
		await keepRefusal(contact.id, refusal, run, tx);
		ids.push(contact.id);
	}
	const [first] = ids;
	if (first !== undefined) return first;
	throw unknown();
}

/** Only what can be a phone number makes a contact: a missing country code would refuse somebody else. */
function asPhone(typed: string): string {
	if (/^c_/.test(typed)) throw unknown();
	if (/^[A-Z]{2}\./.test(typed)) return typed;
	const digits = readPhone(typed, null);
	if (digits !== null) return digits;
	throw new CallingError(
		'customer_invalid',
		'Customer is no phone number with country code, so nothing was changed',
		'Set Customer to the number with its country code, e.g. +14155550100.',
	);
}

const unknown = (): CallingError =>
	new CallingError(
		'contact_unknown',
		'The ledger does not know this contact',
		'Set Customer to a phone number with country code.',
	);
