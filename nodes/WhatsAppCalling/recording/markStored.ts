import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { isHeldByWorkflow } from '../../shared/dial/keepRecordings';
import { recordingSection } from '../../shared/ingress/toItem';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { toItemJson } from '../../shared/n8n/callItem';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { recordingField, recordingIdOf, requireRecording } from './recordingField';

const referenceField: INodeProperties = {
	displayName: 'Reference',
	name: 'reference',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. s3://recordings/{{ $json.recording.id }}.ogg',
	description: 'Where the file is now, beginning with a scheme such as s3://',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['recording'], operation: ['markStored'] } },
	[
		{
			displayName:
				'The item leaves with <b>kept</b>. False: nobody wants this file any more, or it is kept elsewhere, so delete what you have stored.',
			name: 'keptNotice',
			type: 'notice',
			default: '',
		},
		recordingField,
		referenceField,
		actForRealField,
	],
);

/**
 * A workflow has put the file somewhere. The same again changes nothing.
 *
 * @throws {CallingError} `reference_invalid`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'say where a recording is');
	const id = recordingIdOf(run);
	const reference = text(run, 'reference');
	if (!isHeldByWorkflow({ reference })) throw referenceInvalid();
	return await run.connection.ledger.transaction(async (tx) => {
		const before = await requireRecording(id, tx);
		if (run.dryRun) return { json: { ...run.json, dry_run: { stored_at: reference } } };
		const kept = await tx.recordings.stored(id, reference, run.now());
		const after = (await tx.recordings.get(id)) ?? before;
		const json = toItemJson(run.json, { recording: recordingSection(after) });
		return { json: { ...json, kept, reference } };
	});
}

const referenceInvalid = (): CallingError =>
	new CallingError(
		'reference_invalid',
		'It is not clear where the file has been stored',
		'Set Reference to an address with a scheme, such as s3://bucket/key. The recordings folder fills itself.',
	);
