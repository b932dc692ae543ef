import type { INodeProperties, IWebhookDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { EventGroup } from '../shared/domain/eventGroup';
import { ledgerWasReplaced, onlyTheseNumbers } from '../shared/n8n/routeOptions';
import { optionsField } from '../shared/n8n/optionsField';

/**
 * The order of the outputs under *Separate Outputs*; never changed, connections are stored by index.
 * Taps on follow-ups are messages, and leave with them.
 */
export const OUTPUT_GROUPS: EventGroup[] = [
	'messages',
	'permissionReplies',
	'callEvents',
	'accountAlerts',
];

/** One output, or always four, whatever the chosen events. */
export const OUTPUTS = `={{ $parameter.options?.separateOutputs === true ? ${JSON.stringify([
	{ type: NodeConnectionTypes.Main, displayName: 'Messages' },
	{ type: NodeConnectionTypes.Main, displayName: 'Permission Replies' },
	{ type: NodeConnectionTypes.Main, displayName: 'Call Events' },
	{ type: NodeConnectionTypes.Main, displayName: 'Account Alerts' },
])} : ${JSON.stringify([NodeConnectionTypes.Main])} }}`;

export const webhooks: IWebhookDescription[] = [
	{ name: 'setup', httpMethod: 'GET', path: 'webhook', responseMode: 'onReceived' },
	{
		name: 'default',
		httpMethod: 'POST',
		path: 'webhook',
		responseMode: 'onReceived',
		responseData: '',
	},
];

const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	noDataExpression: true,
	options: [
		{
			name: 'Account Alert',
			value: 'accountAlerts',
			description: 'Meta warned about, restricted or changed calling on a number',
		},
		{
			name: 'Call Event',
			value: 'callEvents',
			description: 'A call was offered, rang, was answered, declined or ended',
		},
		{
			name: 'Follow-Up Tap',
			value: 'followUpTaps',
			description:
				'A customer tapped a button of a follow-up: a rating, a topic, a yes or no to recordings or automated calls. Message includes them.',
		},
		{ name: 'Message', value: 'messages', description: 'A customer wrote or tapped a button' },
		{
			name: 'Permission Reply',
			value: 'permissionReplies',
			description: 'A customer allowed or refused calls',
		},
	],
	default: ['messages', 'permissionReplies'],
	description:
		'Which events start this workflow. Keep messages and call events in two workflows; besides the one workflow that answers the chat, take only taps.',
};

const subscription: INodeProperties = {
	displayName: 'Subscription',
	name: 'subscription',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Subscribes the Meta app when the workflow is published',
		},
		{
			name: 'Manual',
			value: 'manual',
			description:
				'You paste the webhook URL into the Meta app yourself, with the Verify Token that Account → Check Setup shows',
		},
		{
			name: 'Override for One Number',
			value: 'override_number',
			description: 'Only this number’s events come here; the app keeps its callback for the rest',
		},
		{
			name: 'Override for the Business Account',
			value: 'override_waba',
			description: 'Only this WhatsApp Business Account’s events come here',
		},
	],
	default: 'automatic',
	description:
		'How Meta learns where to send events. One Meta app has one callback address; several triggers of one app share it.',
};

const options: INodeProperties = optionsField([
	{
		displayName: 'Also Forward To',
		name: 'forwardTo',
		type: 'string',
		typeOptions: { multipleValues: true },
		default: [],
		placeholder: 'e.g. https://bot.example.com/whatsapp',
		description:
			'Addresses that get every delivery too, byte for byte and with Meta’s signature, so that an existing bot keeps working',
	},
	{
		displayName: 'Answer Calls With Media Server',
		name: 'answerIncoming',
		type: 'boolean',
		default: false,
		description:
			'Whether customers’ calls are answered by the media server of the credential at once, without waiting for a workflow',
	},
	{
		displayName: 'Include Raw Event',
		name: 'includeRaw',
		type: 'boolean',
		default: false,
		description:
			'Whether to add Meta’s own event as raw. It may hold personal data that n8n then keeps in its execution history.',
	},
	ledgerWasReplaced('Opt-outs and consents of the old one are not known to the new one.'),
	{
		displayName: 'Message Statuses',
		name: 'messageStatuses',
		type: 'boolean',
		default: false,
		description:
			'Whether sent, delivered and read notices start this workflow as well. Each costs an execution.',
	},
	onlyTheseNumbers('the Meta app'),
	{
		displayName: 'Separate Outputs',
		name: 'separateOutputs',
		type: 'boolean',
		default: false,
		description:
			'Whether each kind of event leaves by an output of its own. n8n cannot pin data on a node with several outputs.',
	},
	{
		displayName: 'Test Phone Numbers',
		name: 'testNumbers',
		type: 'string',
		typeOptions: { multipleValues: true },
		default: [],
		placeholder: 'e.g. 919812345678',
		description:
			'While you listen for a test event, what these numbers send comes here and not to published workflows',
	},
]);

export const properties: INodeProperties[] = [
	{
		displayName:
			'Opt-outs, permissions, call states and taps on follow-ups are noted in the ledger whatever you connect here.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	events,
	subscription,
	{
		displayName: 'Phone Number ID',
		name: 'phoneNumberId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 106540352242922',
		displayOptions: { show: { subscription: ['override_number'] } },
	},
	{
		displayName: 'Take Over',
		name: 'takeOver',
		type: 'boolean',
		default: false,
		displayOptions: { show: { subscription: ['automatic'] } },
		description:
			'Whether to replace a callback address in the Meta app that belongs to somebody else',
	},
	options,
];
