import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Contact, LedgerTx } from '../shared/ledger/ledger';
import { customerField } from '../shared/n8n/customerField';
import { phoneNumberField } from '../shared/n8n/phoneNumberField';
import { customerOf, requireContact } from './findContact';
import { limitField } from '../shared/n8n/limitField';
import type { OperationRun } from './operation';

const OF_CUSTOMER = 'customer';

/** Fields of a list that is either of one customer or of everybody on one number. */
export const listFields = (
	displayName: string,
	ofCustomer: string,
	onNumber: INodePropertyOptions,
): INodeProperties[] => [
	{
		displayName,
		name: 'which',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'All of a Customer', value: OF_CUSTOMER, description: ofCustomer }, onNumber],
		default: OF_CUSTOMER,
	},
	{ ...customerField, displayOptions: { show: { which: [OF_CUSTOMER] } } },
	{ ...phoneNumberField, displayOptions: { show: { which: [onNumber.value] } } },
	limitField,
];

/** A list of the operation's customer. */
export async function ofCustomer<T>(
	run: OperationRun,
	list: (contact: Contact, tx: LedgerTx) => Promise<T[]>,
): Promise<T[]> {
	const customer = customerOf(run);
	return await run.connection.ledger.transaction(
		async (tx) => await list(await requireContact(customer, tx), tx),
	);
}
