import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { wakeWaiting } from '../../shared/dial/wakeWaiting';
import type { RepresentativeStatus } from '../../shared/ledger/ledger';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { representativeField, representativeUnknown } from './representativeField';
import { representativeJson } from './representativeJson';

const STATUSES = ['ready', 'busy', 'away'] as const satisfies readonly RepresentativeStatus[];

const status: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{
			name: 'Ready',
			value: 'ready',
			description: 'Calls may ring; requests that waited are woken',
		},
		{ name: 'Busy', value: 'busy', description: 'On a call' },
		{ name: 'Away', value: 'away', description: 'No calls' },
	],
	default: 'ready',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['representative'], operation: ['setStatus'] } },
	[representativeField, status, actForRealField],
);

/**
 * Says whether somebody can take calls (V3). Whoever becomes ready wakes the requests that waited
 * for it, so a test run only shows what it would do.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'say who is ready for calls');
	const chosen = STATUSES.find((one) => one === text(run, 'status')) ?? 'away';
	const id = text(run, 'representative');
	return await run.connection.ledger.transaction(async (tx) => {
		const before = await tx.representatives.get(id);
		if (!before || before.revokedAt !== null) throw representativeUnknown();
		if (run.dryRun) return { json: { ...representativeJson(before), dry_run: { status: chosen } } };
		const person = await tx.representatives.setStatus(id, chosen, run.now());
		if (!person) throw representativeUnknown();
		const woken = chosen === 'ready' ? await wakeWaiting(person, run.now(), tx) : 0;
		return { json: { ...representativeJson(person), woken } };
	});
}
