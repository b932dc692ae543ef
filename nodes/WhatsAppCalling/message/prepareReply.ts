import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { CallItem } from '../../shared/domain/callItem';
import { toItemJson } from '../../shared/n8n/callItem';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { gatePolicyField } from '../../shared/n8n/gatePolicyField';
import { readGateItem } from '../../shared/n8n/gateRun';
import { judgedContact } from '../../shared/n8n/itemContact';
import { namedPolicy } from '../../shared/n8n/namedPolicy';
import { readTemplate } from '../../shared/n8n/readTemplate';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { flag, text } from '../operation';
import type { OperationRun } from '../operation';
import { composeReply } from './composeReply';
import { optionsField } from '../../shared/n8n/optionsField';

/** Of Template → Create Starter Set. */
const DEFAULT_REMINDER_TEMPLATE = 'wac_slot_reminder|en_US';

const reply: INodeProperties = {
	displayName: 'Reply',
	name: 'reply',
	type: 'options',
	default: 'reminder',
	options: [
		{
			name: 'Automated Call Consent',
			value: 'automatedCallConsent',
			description:
				'May an automated voice call to remind? Asked once, of customers who have not agreed.',
		},
		{
			name: 'Opt-Out Confirmed',
			value: 'optOutConfirmed',
			description: 'That calls stop, for customers who asked a representative for it',
		},
		{
			name: 'Recording Consent',
			value: 'recordingConsent',
			description:
				'May calls be recorded? Only while recording is on in the policy, of customers who have neither agreed nor objected.',
		},
		{
			name: 'Reminder',
			value: 'reminder',
			description: 'Of the slot that the customer has booked, if it is booked still',
		},
		{
			name: 'Thanks',
			value: 'thanks',
			description: 'For the rating or the topic that the customer has just tapped',
		},
		{
			name: 'Triage',
			value: 'triage',
			description: 'What is it about? A list to tap on while the team is away.',
		},
	],
};

const options: INodeProperties = optionsField([
	{
		displayName: 'Reminder Template',
		name: 'reminderTemplate',
		type: 'string',
		default: DEFAULT_REMINDER_TEMPLATE,
		placeholder: 'e.g. slot_reminder|en_US',
		description:
			'Template, written name|language, for a reminder after the reply window. Its two variables are the customer’s name and the slot.',
	},
	{
		displayName: 'Replace Earlier Replies',
		name: 'replaceEarlier',
		type: 'boolean',
		default: false,
		description:
			'Whether this reply takes the place of those that nodes before have prepared, if it is prepared',
	},
]);

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['prepareReply'] } },
	[
		{
			displayName:
				'Sends nothing: adds one reply in the words of the policy to <b>replies</b>, for Send Replies. If it does not fit, such as a reminder of a slot that is booked no more, the item goes on without it and <b>not_prepared</b> says why.',
			name: 'prepareNotice',
			type: 'notice',
			default: '',
		},
		reply,
		gatePolicyField('has the words'),
		options,
	],
);

/**
 * The item with one reply more, or with why there is none. It keeps nothing, so a test run shows the
 * same as production.
 *
 * @throws {CallingError} `contact_unknown`, `policy_unknown`, `template_invalid`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'prepare messages to a customer');
	const question = await readGateItem(run);
	const { item, phoneNumberId } = question;
	const name = text(run, 'reply');
	const template = text(run, 'options.reminderTemplate') || DEFAULT_REMINDER_TEMPLATE;
	const reminderTemplate = readTemplate(template);
	const { contact, composed } = await run.connection.ledger.transaction(async (tx) => {
		const contact = await judgedContact(item, tx);
		const policy = await namedPolicy(text(run, 'policy') || 'default', phoneNumberId, tx);
		const about = { ...question, contact, policy, reminderTemplate };
		return { contact, composed: await composeReply(name, about, tx) };
	});
	const known: Partial<CallItem> = { ...item, contact };
	if ('because' in composed) {
		const why: IDataObject = { reply: name, reason: composed.because };
		return { json: { ...toItemJson(run.json, known), not_prepared: why } };
	}
	const before = flag(run, 'options.replaceEarlier') ? [] : (item.replies ?? []);
	const replies = [...before, composed.reply];
	return { json: toItemJson(run.json, { ...known, replies }) };
}
