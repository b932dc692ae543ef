import { updateDisplayOptions } from 'n8n-workflow';
import type { IBinaryKeyData, INodeProperties } from 'n8n-workflow';
import type { Readable } from 'node:stream';
import { draftRecording, fileNameOf } from '../../shared/dial/draftRecording';
import { isHeldByWorkflow } from '../../shared/dial/keepRecordings';
import { isBefore } from '../../shared/domain/instant';
import { RECORDING_PROBLEMS } from '../../shared/domain/recordingProblems';
import { recordingSection } from '../../shared/ingress/toItem';
import type { StoredRecording } from '../../shared/ledger/ledger';
import { toItemJson } from '../../shared/n8n/callItem';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { recordingPorts } from '../../shared/n8n/recordingPorts';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { GRAPH_ERROR_FIXES } from '../../shared/wire/graphErrorFixes';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { recordingField, recordingIdOf, requireRecording } from './recordingField';

const binaryField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['recording'], operation: ['download'] } },
	[
		{
			displayName:
				'Where n8n saves executions, it keeps a copy of the file with them. Turn off saving in the settings of a workflow that downloads recordings, failed executions too.',
			name: 'copyNotice',
			type: 'notice',
			default: '',
		},
		recordingField,
		binaryField,
	],
);

/** The file of a call as binary data: from WhatsApp as long as it is there, else from the folder. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'hear recordings');
	const { ledger } = run.connection;
	const id = recordingIdOf(run);
	const recording = await ledger.transaction(async (tx) => await requireRecording(id, tx));
	if (!isBefore(run.now(), recording.keepUntil)) throw notKept();
	const field = text(run, 'binaryPropertyName') || binaryField.default;
	const binary: IBinaryKeyData = { [String(field)]: await readFile(recording, run) };
	const json = toItemJson(run.json, { recording: recordingSection(recording) });
	return { json, binary };
}

type BinaryFile = IBinaryKeyData[string];

/** @throws {CallingError} with why there is no file to give. */
async function readFile(recording: StoredRecording, run: OperationRun): Promise<BinaryFile> {
	const { status, reference } = recording;
	if (status === 'noticed') return await fromWhatsApp(recording, run);
	if (status !== 'stored' || reference === null) throw status === 'lost' ? lost() : notKept();
	if (isHeldByWorkflow(recording)) throw keptElsewhere();
	const { files } = recordingPorts(run.connection);
	if (!(await files.has(reference))) throw missing();
	return await toBinary(files.read(reference), recording, run);
}

/** By way of a draft of this execution's own, so that nothing unchecked goes on. */
async function fromWhatsApp(recording: StoredRecording, run: OperationRun): Promise<BinaryFile> {
	const { ctx, itemIndex } = run;
	const source = recordingPorts(run.connection);
	const execution = ctx.getExecutionId().replace(/\W/g, '');
	const id = `${recording.id}_${execution}_${itemIndex}`;
	const draft = fileNameOf({ ...recording, id });
	const problem = await draftRecording(recording, draft, source, source.files);
	if (problem !== null) throw failure(problem);
	try {
		return await toBinary(source.files.readDraft(draft), recording, run);
	} finally {
		await source.files.discard(draft);
	}
}

async function toBinary(
	bytes: Readable,
	recording: StoredRecording,
	{ ctx }: OperationRun,
): Promise<BinaryFile> {
	const mimeType = recording.mimeType ?? undefined;
	return await ctx.helpers.prepareBinaryData(bytes, fileNameOf(recording), mimeType);
}

function failure(problem: string): CallingError {
	const [cause, fix] =
		Object.entries(RECORDING_PROBLEMS).find(([code]) => code === problem)?.[1] ?? [];
	const graphFix = Object.entries(GRAPH_ERROR_FIXES).find(([code]) => code === problem)?.[1];
	return new CallingError(
		problem,
		cause ?? 'WhatsApp did not give the file',
		fix ?? graphFix ?? 'Run Account → Check Setup to see what is wrong.',
	);
}

const notKept = (): CallingError =>
	new CallingError(
		'recording_not_kept',
		'This file is not kept any more',
		'Nothing to do: its time is over, or the customer objected or was erased.',
	);

const lost = (): CallingError =>
	new CallingError(
		'recording_lost',
		'This file was not fetched in the seven days for which WhatsApp keeps it',
		'Recording → Get Many shows in problem why the last try failed.',
	);

const keptElsewhere = (): CallingError =>
	new CallingError(
		'recording_kept_elsewhere',
		'A workflow has put this file somewhere else',
		'Read it from where recording.reference says, with the node of that storage.',
	);

const missing = (): CallingError =>
	new CallingError(
		'recording_file_missing',
		'This file is not in the recordings folder',
		'Put back the folder recordings beside the ledger from your backup.',
	);
