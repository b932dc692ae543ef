import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { csvText } from '../../shared/domain/csv';
import type { Contact } from '../../shared/ledger/ledger';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { ownLines } from '../../shared/n8n/ownLines';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { customerOf, requireContact } from '../findContact';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { gatherRecord } from './gatherRecord';
import { pageFields, pageOf } from './pageFields';
import { recordJson } from './recordJson';
import { EXPORT_COLUMNS, recordRows } from './recordRows';

const ALL_CUSTOMERS = { show: { whose: ['all'] } };

const fields: INodeProperties[] = [
	{
		displayName:
			'The export holds phone numbers, and what customers agreed to in their own words. Keep it where only few can read it, and let n8n save no executions of this workflow.',
		name: 'exportNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Whose Data',
		name: 'whose',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All Customers',
				value: 'all',
				description: 'Page by page, those that changed last first',
			},
			{ name: 'One Customer', value: 'one' },
		],
		default: 'one',
	},
	{ ...customerField, displayOptions: { show: { whose: ['one'] } } },
	...pageFields.map((field) => ({ ...field, displayOptions: ALL_CUSTOMERS })),
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'CSV',
				value: 'csv',
				description:
					'One file in the binary field data, a row for each thing that is known; opens in a spreadsheet, and runs no formula there',
			},
			{
				name: 'JSON',
				value: 'json',
				description: 'One item a customer, with a list for each kind of thing',
			},
		],
		default: 'json',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['contact'], operation: ['export'] } },
	fields,
);

/** Everything that the ledger has of one customer, or of a page of them. */
export async function execute(run: OperationRun): Promise<ItemResult | ItemResult[]> {
	refuseInToolMode(run.ctx, 'export customers’ data');
	const contacts = text(run, 'whose') === 'all' ? await aPage(run) : [await one(run)];
	const records = await recordsOf(contacts, run);
	if (text(run, 'format') === 'csv') return await asFile(records, run);
	return records.map((json) => ({ json: { exported_at: run.now(), ...json } }));
}

async function one(run: OperationRun): Promise<Contact> {
	const customer = customerOf(run);
	return await run.connection.ledger.transaction(async (tx) => await requireContact(customer, tx));
}

const aPage = async (run: OperationRun): Promise<Contact[]> =>
	await run.connection.ledger.transaction(async ({ contacts }) => await contacts.list(pageOf(run)));

/** A transaction each: webhooks need not wait for a whole page. */
async function recordsOf(contacts: Contact[], run: OperationRun): Promise<IDataObject[]> {
	const { ledger } = run.connection;
	const lines = (await ownLines(run.connection, run.now())) ?? [];
	const numbers = lines.map(({ phoneNumberId }) => phoneNumberId);
	const records: IDataObject[] = [];
	for (const contact of contacts) {
		const record = await ledger.transaction(
			async (tx) => await gatherRecord(contact, numbers, run.now(), tx),
		);
		records.push(recordJson(record, ledger));
	}
	return records;
}

async function asFile(records: IDataObject[], run: OperationRun): Promise<ItemResult> {
	const rows = records.flatMap(recordRows);
	const day = run.now().slice(0, 'YYYY-MM-DD'.length);
	const data = await run.ctx.helpers.prepareBinaryData(
		Buffer.from(csvText(EXPORT_COLUMNS, rows), 'utf8'),
		`customers-${day}.csv`,
		'text/csv',
	);
	const last = records.at(-1)?.contact as IDataObject | undefined;
	return {
		json: {
			exported_at: run.now(),
			count: records.length,
			rows: rows.length,
			last_contact_id: last?.id ?? null,
		},
		binary: { data },
	};
}
