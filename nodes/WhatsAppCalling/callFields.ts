import type { INodeProperties } from 'n8n-workflow';
import type { CallItem } from '../shared/domain/callItem';
import { readCallItem } from '../shared/n8n/callItem';
import { openCallIds } from '../shared/n8n/callNames';
import { CallingError } from '../shared/n8n/callingError';
import { isToolMode } from '../shared/n8n/toolMode';
import { actForRealField } from '../shared/n8n/actForRealField';
import { lineOf } from './line';
import { text } from './operation';
import type { OperationRun } from './operation';
import { phoneNumberField } from './phoneNumberField';

const callIdField: INodeProperties = {
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.call.id }}',
	description: 'The call to act on',
	hint: 'Leave empty for the call of the item',
};

/** The fields of every operation on a call. */
export const callFields: INodeProperties[] = [phoneNumberField, callIdField, actForRealField];

/** Which call an item means. @throws {CallingError} `no_call`, and as `lineOf`. */
export async function resolveCall(
	run: OperationRun,
): Promise<{ callId: string; phoneNumberId: string; item: Partial<CallItem> }> {
	const item = readCallItem(run.json);
	const typed = isToolMode(run.ctx) ? '' : text(run, 'callId');
	const named = typed || item.call?.id || item.attempt?.callId;
	if (!named) {
		throw new CallingError(
			'no_call',
			'This item carries no call',
			'Connect this node after a call event or after Initiate Call, or set Call ID.',
		);
	}
	const callId = openCallIds(named, run.connection.ledger);
	return { callId, phoneNumberId: await lineOf(run, item), item };
}
