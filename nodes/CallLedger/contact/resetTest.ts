import { updateDisplayOptions } from 'n8n-workflow';
import { readPolicy } from '../../shared/domain/policy';
import type { Contact, LedgerTx } from '../../shared/ledger/ledger';
import { CallingError } from '../../shared/n8n/callingError';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { customerOf, requireContact } from '../findContact';
import { numberOf } from '../../shared/n8n/meantNumber';
import type { OperationRun } from '../operation';

export const description = updateDisplayOptions(
	{ show: { resource: ['contact'], operation: ['resetTest'] } },
	[customerField, phoneNumberField],
);

/**
 * Lets a test contact start anew: no cool-down, no strikes, no refusal, no yes.
 *
 * @throws {CallingError} `not_a_test_contact`: a real customer's refusal is never forgotten.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'reset a test contact');
	const customer = customerOf(run);
	const phoneNumberId = await numberOf(run, customer.item);
	const now = run.now();
	return await run.connection.ledger.transaction(async (tx) => {
		const contact = await requireContact(customer, tx);
		const listed = await isListed(contact, phoneNumberId, tx);
		// The mark is set when the contact writes; who was listed since is one all the same.
		if (listed && !contact.isTest) await tx.contacts.setTest(contact.id, true, now);
		const reset = await tx.contacts.resetTest(contact.id, now);
		if (reset) return { json: { contact_id: contact.id, reset } };
		throw new CallingError(
			'not_a_test_contact',
			'This customer is no test contact, so nothing was reset',
			'Add the phone number to Test Contacts in 00 Settings first. What a real customer has said is never forgotten.',
		);
	});
}

async function isListed(
	{ waId }: Contact,
	phoneNumberId: string,
	{ policies }: LedgerTx,
): Promise<boolean> {
	const { testContacts } = readPolicy(await policies.get('default', phoneNumberId));
	return waId !== null && testContacts.includes(waId);
}
