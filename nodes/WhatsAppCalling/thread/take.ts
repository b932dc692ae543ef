import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { addMs, MINUTE_MS } from '../../shared/domain/instant';
import { readPolicy } from '../../shared/domain/policy';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { resolveTarget } from '../target';

const fields: INodeProperties[] = [
	{
		displayName: 'Owner',
		name: 'owner',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.user.name }}',
		description: 'Who talks with the customer now, as your team knows them',
	},
	{
		displayName: 'For Minutes',
		name: 'minutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'How long the bot is silent after this. 0: as long as the policy says. Taking it again prolongs it.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['thread'], operation: ['take'] } },
	[phoneNumberField, customerField, ...fields, actForRealField],
);

/** A person talks with this customer, so the bot is silent until they let go or the time is over (C7). */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const { contact, phoneNumberId } = await resolveTarget(run);
	const { ledger } = run.connection;
	const now = run.now();
	const own = Number(run.ctx.getNodeParameter('minutes', run.itemIndex, 0));
	return await ledger.transaction(async ({ policies, threads }) => {
		const { threadMinutes } = readPolicy(await policies.get('default', phoneNumberId));
		const until = addMs(now, (own > 0 ? own : threadMinutes) * MINUTE_MS);
		const owner = text(run, 'owner') || NOBODY_NAMED;
		if (run.dryRun) return { json: { ...run.json, dry_run: { thread: { owner, until } } } };
		const taken = await threads.take({ contactId: contact.id, phoneNumberId, owner, until }, now);
		const thread = { owner: taken.owner, taken_at: taken.takenAt, until: taken.until };
		return { json: { ...run.json, thread } };
	});
}

const NOBODY_NAMED = 'a person';
