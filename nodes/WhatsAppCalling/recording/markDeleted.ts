import { updateDisplayOptions } from 'n8n-workflow';
import { isHeldByWorkflow } from '../../shared/dial/keepRecordings';
import { recordingSection } from '../../shared/ingress/toItem';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { toItemJson } from '../../shared/n8n/callItem';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import type { OperationRun } from '../operation';
import { recordingField, recordingIdOf, requireRecording } from './recordingField';

export const description = updateDisplayOptions(
	{ show: { resource: ['recording'], operation: ['markDeleted'] } },
	[recordingField, actForRealField],
);

/**
 * A workflow has deleted the file from where it had put it. The same again changes nothing.
 *
 * @throws {CallingError} `recording_in_folder`: that file is ours to delete.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'say that a recording is gone');
	const id = recordingIdOf(run);
	return await run.connection.ledger.transaction(async (tx) => {
		const before = await requireRecording(id, tx);
		if (before.status === 'stored' && !isHeldByWorkflow(before)) throw inFolder();
		if (run.dryRun) return { json: { ...run.json, dry_run: { deleted: true } } };
		await tx.recordings.deleted(id, run.now());
		const after = (await tx.recordings.get(id)) ?? before;
		return { json: toItemJson(run.json, { recording: recordingSection(after) }) };
	});
}

const inFolder = (): CallingError =>
	new CallingError(
		'recording_in_folder',
		'This file lies in the recordings folder, where it is deleted by itself',
		'Nothing to do: it goes on its date. If the customer objects, use Recording → Object; to forget the customer, Call Ledger → Contact → Erase.',
	);
