import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { addMs, MINUTE_MS } from '../../shared/domain/instant';
import { toItemJson } from '../../shared/n8n/callItem';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { numberIfClear } from '../../shared/n8n/meantNumber';
import type { OperationRun } from '../operation';
import { customerSections } from './customerSections';
import { pageFields, pageOf } from './pageFields';
import { optionsField } from '../../shared/n8n/optionsField';

const fields: INodeProperties[] = [
	phoneNumberField,
	...pageFields,
	optionsField([
		{
			displayName: 'Changed in the Last (Minutes)',
			name: 'changedMinutes',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 30,
			description:
				'Only customers of whom something new is known: name, zone, refusal, yes or brief. Take more than the time between two runs, so that a late run misses nobody.',
		},
	]),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['contact'], operation: ['getMany'] } },
	fields,
);

/** Customers, those that changed last first, with the yes and the brief that hold on the number. */
export async function execute(run: OperationRun): Promise<ItemResult[]> {
	refuseInToolMode(run.ctx, 'list customers');
	const now = run.now();
	const phoneNumberId = await numberIfClear(run);
	const page = { ...pageOf(run), ...changedSince(run, now) };
	return await run.connection.ledger.transaction(async (tx) => {
		const items: ItemResult[] = [];
		for (const contact of await tx.contacts.list(page)) {
			const sections = await customerSections(contact, phoneNumberId, now, tx);
			items.push({ json: toItemJson({}, sections) });
		}
		return items;
	});
}

function changedSince({ ctx, itemIndex }: OperationRun, now: string): { changedSince?: string } {
	const minutes = Number(ctx.getNodeParameter('options.changedMinutes', itemIndex, 0));
	return minutes > 0 ? { changedSince: addMs(now, -minutes * MINUTE_MS) } : {};
}
