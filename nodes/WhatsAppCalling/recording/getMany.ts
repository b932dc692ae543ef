import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { isHeldByWorkflow } from '../../shared/dial/keepRecordings';
import { addMs, DAY_MS, isBefore } from '../../shared/domain/instant';
import type { LedgerTx, StoredRecording } from '../../shared/ledger/ledger';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { limitField, limitOf } from '../../shared/n8n/limitField';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { customerField } from '../customerField';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { resolveTarget } from '../target';
import { recordingJson } from './recordingJson';

const OF_CUSTOMER = 'customer';

const fields: INodeProperties[] = [
	{
		displayName: 'Which Recordings',
		name: 'which',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All of a Customer', value: OF_CUSTOMER, description: 'Newest first' },
			{
				name: 'Due for Deletion',
				value: 'due',
				description:
					'Those that a workflow has stored and whose time is over. What lies in the recordings folder is deleted by itself.',
			},
			{
				name: 'Not Yet Fetched',
				value: 'noticed',
				description: 'WhatsApp has them, and you do not yet',
			},
			{ name: 'Stored', value: 'stored', description: 'Those that are kept, first to go first' },
		],
		default: OF_CUSTOMER,
	},
	{ ...customerField, displayOptions: { show: { which: [OF_CUSTOMER] } } },
	limitField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['recording'], operation: ['getMany'] } },
	fields,
);

/** Files of calls and where they are (P8), one item each. */
export async function execute(run: OperationRun): Promise<ItemResult[]> {
	refuseInToolMode(run.ctx, 'list recordings');
	const { ledger } = run.connection;
	const which = text(run, 'which');
	const limit = limitOf(run);
	const contactId = which === OF_CUSTOMER ? (await resolveTarget(run)).contact.id : null;
	const found = await ledger.transaction(async (tx) =>
		contactId === null
			? await ofEverybody(which, run.now(), tx)
			: await tx.recordings.list(contactId, limit),
	);
	return found.slice(0, limit).map((recording) => ({ json: recordingJson(recording, ledger) }));
}

/** Whatever is kept is to be deleted one day: no retention is longer than ten years. */
const ALL_MS = 20 * 366 * DAY_MS;

async function ofEverybody(
	which: string,
	now: string,
	{ recordings }: LedgerTx,
): Promise<StoredRecording[]> {
	const until = which === 'due' ? now : addMs(now, ALL_MS);
	const kept = await recordings.toDelete(until, Number.MAX_SAFE_INTEGER);
	if (which === 'due') return kept.filter(isHeldByWorkflow);
	const ofStatus = kept.filter(({ status }) => status === which);
	// What nobody wants any more need not be fetched.
	return which === 'noticed'
		? ofStatus.filter(({ keepUntil }) => isBefore(now, keepUntil))
		: ofStatus;
}
