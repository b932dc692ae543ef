import { updateDisplayOptions } from 'n8n-workflow';
import { endSessions } from '../../shared/dial/endSessions';
import { tellPages } from '../../shared/n8n/tellPages';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { representativeField, representativeUnknown } from './representativeField';

export const description = updateDisplayOptions(
	{ show: { resource: ['representative'], operation: ['revoke'] } },
	[representativeField],
);

/** Takes somebody off the list for good, and out of the desk at once; the name may be listed anew. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'revoke representatives');
	const id = text(run, 'representative');
	const revoked = await run.connection.ledger.transaction(async (tx) => {
		const isKnown = await tx.representatives.revoke(id, run.now());
		if (isKnown) await endSessions(id, 'revoked', run.now(), tx);
		return isKnown;
	});
	if (!revoked) throw representativeUnknown();
	tellPages([id]);
	return { json: { id, revoked } };
}
