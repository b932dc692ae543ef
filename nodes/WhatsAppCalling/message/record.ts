import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { conversationKey, noteBusinessMessage } from '../../shared/ingress/noteBusinessMessage';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { flag, text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { sendKey } from '../sendKey';
import { resolveTarget } from '../target';

const fields: INodeProperties[] = [
	{
		displayName:
			'Sends nothing. Tells Escalation Check what your own bot has just written, so that it notices a bot that goes round in circles.',
		name: 'recordNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. {{ $json.output }}',
		description: 'What your bot wrote. The words are not kept, only what they tell.',
	},
	{
		displayName: 'Clarification Failed',
		name: 'clarificationFailed',
		type: 'boolean',
		default: false,
		description:
			'Whether the bot did not understand the customer. Off: “I didn’t understand” and the like are read from the text.',
	},
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		description: 'What WhatsApp calls the message',
		hint: 'Leave empty if this node records one message for each event',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['record'] } },
	[phoneNumberField, customerField, ...fields, actForRealField],
);

/** Something that the builder's own bot wrote joins the conversation window (C2), once. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'record messages');
	const { contact, phoneNumberId, item } = await resolveTarget(run);
	const { ledger } = run.connection;
	const at = run.now();
	const message = {
		contactId: contact.id,
		phoneNumberId,
		messageId: text(run, 'messageId') || sendKey(run, 'record', item),
		text: text(run, 'text'),
		at,
		...(flag(run, 'clarificationFailed') && { clarificationFailed: true }),
	};
	const recorded = { message_id: message.messageId, at };
	if (run.dryRun) return { json: { ...run.json, dry_run: { recorded } } };
	await ledger.transaction(
		async (tx) => await noteBusinessMessage(message, conversationKey(ledger), tx, at),
	);
	return { json: { ...run.json, recorded } };
}
