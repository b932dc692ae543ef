import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import type { Callback } from '../../shared/ledger/ledger';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { customerOf, requireContact } from '../findContact';
import { limitField, limitOf } from '../limitField';
import { numberOf } from '../../shared/n8n/meantNumber';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { callbackJson } from './callbackJson';

const fields: INodeProperties[] = [
	{
		displayName: 'Which Callbacks',
		name: 'which',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All of a Customer',
				value: 'customer',
				description: 'On all numbers, newest first, also those that are over',
			},
			{
				name: 'Waiting on a Number',
				value: 'waiting',
				description:
					'Booked slots and parked requests of everybody: those with a time first, earliest first',
			},
		],
		default: 'customer',
	},
	{ ...customerField, displayOptions: { show: { which: ['customer'] } } },
	{ ...phoneNumberField, displayOptions: { show: { which: ['waiting'] } } },
	limitField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['callback'], operation: ['getMany'] } },
	fields,
);

/** Planned calls: of one customer, or all that wait on a number. */
export async function execute(run: OperationRun): Promise<ItemResult[]> {
	refuseInToolMode(run.ctx, 'list planned calls');
	const { ledger } = run.connection;
	const callbacks =
		text(run, 'which') === 'waiting' ? await waitingOnNumber(run) : await ofCustomer(run);
	return callbacks.map((callback) => ({ json: callbackJson(callback, ledger) }));
}

async function ofCustomer(run: OperationRun): Promise<Callback[]> {
	const customer = customerOf(run);
	return await run.connection.ledger.transaction(async (tx) => {
		const { id } = await requireContact(customer, tx);
		return await tx.callbacks.list(id, limitOf(run));
	});
}

async function waitingOnNumber(run: OperationRun): Promise<Callback[]> {
	const phoneNumberId = await numberOf(run);
	return await run.connection.ledger.transaction(
		async ({ callbacks }) => await callbacks.waiting(phoneNumberId, limitOf(run)),
	);
}
