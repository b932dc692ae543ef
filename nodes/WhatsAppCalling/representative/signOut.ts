import { updateDisplayOptions } from 'n8n-workflow';
import { endSessions } from '../../shared/dial/endSessions';
import { tellPages } from '../../shared/n8n/tellPages';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { representativeField, representativeUnknown } from './representativeField';

export const description = updateDisplayOptions(
	{ show: { resource: ['representative'], operation: ['signOut'] } },
	[representativeField],
);

/**
 * Signs somebody out of the desk everywhere, at once (V4): a lost phone, a shared computer. They stay on
 * the list, and a new link lets them in again.
 *
 * @throws {CallingError} `representative_unknown`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'sign anybody out');
	const id = text(run, 'representative');
	await run.connection.ledger.transaction(async (tx) => {
		const person = await tx.representatives.get(id);
		if (!person || person.revokedAt !== null) throw representativeUnknown();
		await endSessions(id, 'signed_out', run.now(), tx);
	});
	tellPages([id]);
	return { json: { id, signed_out: true } };
}
