import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { addMs, HOUR_MS, isBefore, SECOND_MS } from '../../shared/domain/instant';
import type { Send } from '../../shared/ledger/ledger';
import { refuseInToolMode, type ItemResult } from '../../shared/n8n/forEachItem';
import type { OperationRun } from '../operation';

/** Meta's status notice normally settles an unanswered request within seconds (design.md §5). */
const SETTLES_SECONDS = 60;

const withinHours: INodeProperties = {
	displayName: 'Of the Last Hours',
	name: 'withinHours',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description: 'How far back to look; 0 is all. An hourly schedule with 1 tells of each one once.',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['getUnsettled'] } },
	[withinHours],
);

/**
 * Messages of which nobody knows whether they went out: Meta did not answer, or n8n died while
 * sending. They never go again by themselves (P10); one item each, for a person to look at.
 */
export async function execute(run: OperationRun): Promise<ItemResult[]> {
	refuseInToolMode(run.ctx, 'list messages to customers');
	const now = run.now();
	const hours = Number(run.ctx.getNodeParameter('withinHours', run.itemIndex, 0));
	const since = addMs(now, -hours * HOUR_MS - SETTLES_SECONDS * SECOND_MS);
	const unsettled = await run.connection.ledger.transaction(
		async ({ sends }) => await sends.unsettled(SETTLES_SECONDS, now),
	);
	return unsettled
		.filter(({ reservedAt }) => !(hours > 0) || !isBefore(reservedAt, since))
		.map((send) => ({ json: toJson(send) }));
}

function toJson({ kind, contactId, phoneNumberId, reservedAt, errorCode }: Send): IDataObject {
	return {
		contact_id: contactId,
		phone_number_id: phoneNumberId,
		kind,
		at: reservedAt,
		error_code: errorCode,
		what_happened: `Nobody knows whether a message (${kind}) of ${reservedAt} reached contact ${contactId}`,
		how_to_fix: `Look at the chat. If it is not there, send it again: Message → Send Text with Customer set to ${contactId}.`,
	};
}
