import { updateDisplayOptions } from 'n8n-workflow';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { callDeskMissing, deskLink } from './deskLink';
import { linkNotice } from './linkNotice';
import { representativeField, representativeUnknown } from './representativeField';
import { representativeJson } from './representativeJson';

export const description = updateDisplayOptions(
	{ show: { resource: ['representative'], operation: ['createLink'] } },
	[linkNotice, representativeField],
);

/**
 * A new link to the desk, for the next day or another browser (V4). Earlier ones stay good for their
 * time, sessions for theirs.
 *
 * @throws {CallingError} `representative_unknown`, `call_desk_missing`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'let anybody sign in');
	return await run.connection.ledger.transaction(async (tx) => {
		const person = await tx.representatives.get(text(run, 'representative'));
		if (!person || person.revokedAt !== null) throw representativeUnknown();
		const link = await deskLink(person, run, tx);
		if (!link) throw callDeskMissing();
		return { json: { ...representativeJson(person), ...link } };
	});
}
