import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import type { Callback, LedgerTx } from '../../shared/ledger/ledger';
import { CallingError } from '../../shared/n8n/callingError';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { isDryRun } from '../../shared/n8n/isDryRun';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerOf, requireContact } from '../findContact';
import { numberOf } from '../../shared/n8n/meantNumber';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { callbackJson } from './callbackJson';

const fields: INodeProperties[] = [
	{
		displayName: 'Which Callback',
		name: 'which',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'By ID',
				value: 'id',
				description: 'A booked slot, a parked request, a recap or a reminder',
			},
			{
				name: 'Slot That the Customer Has Booked',
				value: 'booked',
				description: 'On the number; none is no failure',
			},
		],
		default: 'booked',
	},
	{ ...customerField, displayOptions: { show: { which: ['booked'] } } },
	{ ...phoneNumberField, displayOptions: { show: { which: ['booked'] } } },
	{
		displayName: 'Callback ID',
		name: 'callbackId',
		type: 'string',
		required: true,
		displayOptions: { show: { which: ['id'] } },
		default: '',
		placeholder: 'e.g. cb_9d01…',
		description: 'As Callback › Get Many or hours.booked.callback_id gives it',
	},
	actForRealField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['callback'], operation: ['cancel'] } },
	fields,
);

/**
 * Gives a planned call, recap or reminder up: nothing happens at its time, and a slot takes its
 * reminder with it. What has fired or was cancelled before stays as
 * it is.
 *
 * @throws {CallingError} `callback_unknown`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'cancel a planned call');
	const { ledger } = run.connection;
	const find = text(run, 'which') === 'id' ? byId(text(run, 'callbackId')) : await booked(run);
	const isTest = isDryRun(run.ctx, run.itemIndex);
	return await ledger.transaction(async (tx) => {
		const found = await find(tx);
		const isWaiting = found?.status === 'waiting';
		const cancelled = isWaiting && !isTest;
		if (cancelled) await tx.callbacks.cancel(found.id, run.now());
		const callback = cancelled ? await tx.callbacks.get(found.id) : found;
		return {
			json: {
				cancelled,
				callback: callback && callbackJson(callback, ledger),
				...(isWaiting && isTest ? { dry_run: { note: TEST_RUN } } : {}),
			},
		};
	});
}

const TEST_RUN =
	'Nothing was cancelled: this is a test run. Turn on Act for Real in Test Runs to do it from here.';

type Find = (tx: LedgerTx) => Promise<Callback | null>;

const byId =
	(id: string): Find =>
	async ({ callbacks }) => {
		const found = await callbacks.get(id);
		if (found) return found;
		throw new CallingError(
			'callback_unknown',
			'There is no such callback in the ledger',
			'Set Callback ID to the id that Callback › Get Many gives.',
		);
	};

async function booked(run: OperationRun): Promise<Find> {
	const customer = customerOf(run);
	const phoneNumberId = await numberOf(run, customer.item);
	return async (tx) => {
		const { id } = await requireContact(customer, tx);
		return await tx.callbacks.booked(id, phoneNumberId);
	};
}
