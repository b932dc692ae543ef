import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { fromMs } from '../../shared/domain/instant';
import { actForRealField } from '../../shared/n8n/actForRealField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { customerField } from '../customerField';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { resolveTarget } from '../target';
import { heardAt, heardAtField } from './heardAt';

const fields: INodeProperties[] = [
	{
		displayName:
			'Takes back every consent to recordings, and deletes what was recorded: from the recordings folder by itself, elsewhere by Get Many → Due for Deletion. A call that is going on is recorded to its end, so end it if the customer asks for that.',
		name: 'objectionNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Told By',
		name: 'toldBy',
		type: 'options',
		options: [
			{ name: 'Customer', value: 'customer', description: 'In writing' },
			{
				name: 'Representative',
				value: 'representative',
				description: 'Who heard it from the customer',
			},
		],
		default: 'representative',
	},
	heardAtField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['recording'], operation: ['object'] } },
	[phoneNumberField, customerField, ...fields, actForRealField],
);

/** Whatever was recorded goes too: it rested on what is taken back. */
const EVER = fromMs(0);

/** The customer objects to recordings (P8), until they agree again themselves. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'object to recordings');
	const { contact } = await resolveTarget(run);
	const by = text(run, 'toldBy') === 'customer' ? 'customer' : 'representative';
	const at = heardAt(run);
	const objection = { told_by: by, at };
	if (run.dryRun) return { json: { ...run.json, dry_run: { recording_objection: objection } } };
	await run.connection.ledger.transaction(
		async ({ recordings }) =>
			await recordings.object({ contactId: contact.id, by, at, since: EVER }, run.now()),
	);
	return { json: { ...run.json, recording_objection: objection } };
}
