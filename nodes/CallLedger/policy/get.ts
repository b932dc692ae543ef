import { updateDisplayOptions } from 'n8n-workflow';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { namedPolicy } from '../../shared/n8n/namedPolicy';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { countryOfLine, numberOf } from '../../shared/n8n/meantNumber';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { policyField } from './policyField';
import { policyJson } from './policyJson';

export const description = updateDisplayOptions(
	{ show: { resource: ['policy'], operation: ['get'] } },
	[phoneNumberField, policyField],
);

/**
 * The rules of a number, house rules included and labelled.
 *
 * @throws {CallingError} `policy_unknown`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const phoneNumberId = await numberOf(run);
	const name = text(run, 'policy') || 'default';
	const country = await countryOfLine(run, phoneNumberId);
	const stored = await run.connection.ledger.transaction(async (tx) => {
		await namedPolicy(name, phoneNumberId, tx);
		return await tx.policies.get(name, phoneNumberId);
	});
	return { json: policyJson(run, stored, phoneNumberId, country) };
}
