import type { INodeProperties } from 'n8n-workflow';
import type { LedgerTx, StoredRecording } from '../../shared/ledger/ledger';
import { readCallItem } from '../../shared/n8n/callItem';
import { CallingError } from '../../shared/n8n/callingError';
import { text } from '../operation';
import type { OperationRun } from '../operation';

/** Which file is meant. */
export const recordingField: INodeProperties = {
	displayName: 'Recording ID',
	name: 'recordingId',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.recording.id }}',
	description: 'The recording or transcript, as the ledger names it',
	hint: 'Leave empty for the recording of the item',
};

/** @throws {CallingError} `no_recording`. */
export function recordingIdOf(run: OperationRun): string {
	const id = text(run, 'recordingId') || readCallItem(run.json).recording?.id;
	if (id) return id;
	throw new CallingError(
		'no_recording',
		'This item carries no recording',
		'Connect this node after Recording → Get Many, or after the trigger’s events recording_ready and transcript_ready, or set Recording ID.',
	);
}

/** @throws {CallingError} `recording_unknown`. */
export async function requireRecording(
	id: string,
	{ recordings }: LedgerTx,
): Promise<StoredRecording> {
	const recording = await recordings.get(id);
	if (recording) return recording;
	throw new CallingError(
		'recording_unknown',
		'There is no such recording in the ledger',
		'Take the ID from Recording → Get Many, with the credential of the trigger that heard of the file.',
	);
}
