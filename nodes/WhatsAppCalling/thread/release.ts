import { updateDisplayOptions } from 'n8n-workflow';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { resolveTarget } from '../target';

export const description = updateDisplayOptions(
	{ show: { resource: ['thread'], operation: ['release'] } },
	[phoneNumberField, customerField, actForRealField],
);

/** The person is done: the bot may answer again, and what was theirs alone to answer is closed (C7). */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'take a customer from the person who talks with them');
	const { contact, phoneNumberId } = await resolveTarget(run);
	if (run.dryRun) return { json: { ...run.json, dry_run: { thread: null } } };
	const now = run.now();
	await run.connection.ledger.transaction(async ({ threads, escalations }) => {
		await threads.release(contact.id, phoneNumberId, now);
		const live = await escalations.live(contact.id, phoneNumberId, now);
		if (live?.action === 'human_only') await escalations.close(live.id, 'human_done', now);
	});
	return { json: { ...run.json, thread: null } };
}
