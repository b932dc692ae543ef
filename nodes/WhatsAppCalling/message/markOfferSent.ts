import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { conversationKey, noteBusinessMessage } from '../../shared/ingress/noteBusinessMessage';
import { openOffer } from '../../shared/ingress/openOffer';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { offerTerms } from '../sendMessage';
import { resolveTarget } from '../target';

const fields: INodeProperties[] = [
	{
		displayName:
			'Sends nothing. Your own bot has offered a call: a yes from the customer is from now on a yes to a call, and is kept as consent.',
		name: 'offerNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.messages[0].id }}',
		description: 'What WhatsApp calls the message that offered the call',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'What the message said. The words are not kept.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['markOfferSent'] } },
	[phoneNumberField, customerField, ...fields, actForRealField],
);

/**
 * An offer that did not go out by this package is open for an answer (C4).
 *
 * @throws {CallingError} `offer_message_missing`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'say that a call was offered');
	const target = await resolveTarget(run);
	const { contact, phoneNumberId } = target;
	const messageId = text(run, 'messageId');
	if (!messageId) throw offerMessageMissing();
	const { escalationId, expiresAt } = await offerTerms(run, target);
	const marked = { message_id: messageId, expires_at: expiresAt, escalation_id: escalationId };
	if (run.dryRun) return { json: { ...run.json, dry_run: { marked_offer: marked } } };
	const { ledger } = run.connection;
	const at = run.now();
	await ledger.transaction(async (tx) => {
		const party = { contactId: contact.id, phoneNumberId, messageId };
		const said = { ...party, text: text(run, 'text'), at, mayRepeat: true };
		await noteBusinessMessage(said, conversationKey(ledger), tx, at);
		await openOffer({ ...party, escalationId, sentAt: at, expiresAt }, tx, at);
	});
	return { json: { ...run.json, marked_offer: marked } };
}

const offerMessageMissing = (): CallingError =>
	new CallingError(
		'offer_message_missing',
		'It is not clear which message offered the call',
		'Set Message ID to the ID that WhatsApp gave the message, e.g. {{ $json.messages[0].id }}.',
	);
