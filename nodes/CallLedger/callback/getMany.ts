import { updateDisplayOptions } from 'n8n-workflow';
import type { Callback } from '../../shared/ledger/ledger';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { numberOf } from '../../shared/n8n/meantNumber';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { limitOf } from '../../shared/n8n/limitField';
import { listFields, ofCustomer } from '../listFields';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { callbackJson } from './callbackJson';

const fields = listFields(
	'Which Callbacks',
	'On all numbers, newest first, also those that are over',
	{
		name: 'Waiting on a Number',
		value: 'waiting',
		description:
			'Booked slots, parked requests, recaps and reminders of everybody: those with a time first, earliest first',
	},
);

export const description = updateDisplayOptions(
	{ show: { resource: ['callback'], operation: ['getMany'] } },
	fields,
);

/** Planned calls, recaps and reminders: of one customer, or all that wait on a number. */
export async function execute(run: OperationRun): Promise<ItemResult[]> {
	refuseInToolMode(run.ctx, 'list planned calls');
	const { ledger } = run.connection;
	const callbacks =
		text(run, 'which') === 'waiting'
			? await waitingOnNumber(run)
			: await ofCustomer(run, async ({ id }, tx) => await tx.callbacks.list(id, limitOf(run)));
	return callbacks.map((callback) => ({ json: callbackJson(callback, ledger) }));
}

async function waitingOnNumber(run: OperationRun): Promise<Callback[]> {
	const phoneNumberId = await numberOf(run);
	return await run.connection.ledger.transaction(
		async ({ callbacks }) => await callbacks.waiting(phoneNumberId, limitOf(run)),
	);
}
