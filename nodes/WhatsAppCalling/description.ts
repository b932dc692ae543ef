import type { INodeProperties } from 'n8n-workflow';
import { operationField, resourceField } from '../shared/n8n/operationFields';
import { OPERATIONS } from './operations';

const resource = resourceField(
	[
		{ name: 'Account', value: 'account' },
		{ name: 'Call', value: 'call' },
		{ name: 'Call Request', value: 'callRequest' },
		{ name: 'Message', value: 'message' },
		{ name: 'Permission', value: 'permission' },
		{ name: 'Phone Number', value: 'phoneNumber' },
		{ name: 'Recording', value: 'recording' },
		{ name: 'Representative', value: 'representative' },
		{ name: 'Sample Event', value: 'sampleEvent' },
		{ name: 'Template', value: 'template' },
		{ name: 'Thread', value: 'thread' },
		{ name: 'Webhook', value: 'webhook' },
	],
	'message',
);

const operations: INodeProperties[] = [
	operationField(
		'account',
		[
			{
				name: 'Check Setup',
				value: 'checkSetup',
				action: 'Check the set-up',
				description: 'Find out what is missing before the first call, and where to put it right',
			},
		],
		'checkSetup',
	),
	operationField(
		'call',
		[
			{
				name: 'Accept',
				value: 'accept',
				action: 'Accept a call',
				description: 'Answer a customer’s call with the media server',
			},
			{
				name: 'Pre-Accept',
				value: 'preAccept',
				action: 'Pre accept a call',
				description: 'Connect the audio of a customer’s call before accepting it',
			},
			{
				name: 'Reject',
				value: 'reject',
				action: 'Reject a call',
				description: 'Decline a customer’s call',
			},
			{
				name: 'Terminate',
				value: 'terminate',
				action: 'Terminate a call',
				description: 'End a call, whoever started it',
			},
		],
		'accept',
	),
	operationField(
		'callRequest',
		[
			{
				name: 'Create',
				value: 'create',
				action: 'Create a call request',
				description: 'Let a shop, CRM, form or sheet want a call with a customer who agreed to it',
			},
		],
		'create',
	),
	operationField(
		'message',
		[
			{
				name: 'Get Unsettled',
				value: 'getUnsettled',
				action: 'Get unsettled messages',
				description: 'List messages of which nobody knows whether they went out',
			},
			{
				name: 'Mark Offer Sent',
				value: 'markOfferSent',
				action: 'Mark an offer as sent',
				description: 'Tell that your own bot has offered a call',
			},
			{
				name: 'Prepare Reply',
				value: 'prepareReply',
				action: 'Prepare a reply on the item',
				description:
					'Add a reminder, a triage question, a question of consent, a confirmation or thanks to what Send Replies sends',
			},
			{
				name: 'Record',
				value: 'record',
				action: 'Record a message of your bot',
				description: 'Tell what your own bot has written, so that a stuck chat is noticed',
			},
			{
				name: 'Send Buttons',
				value: 'sendButtons',
				action: 'Send a message with buttons',
				description: 'Send a text with up to three buttons',
			},
			{
				name: 'Send Call Button',
				value: 'sendCallButton',
				action: 'Send a call button',
				description: 'Send a button with which the customer calls you',
			},
			{
				name: 'Send List',
				value: 'sendList',
				action: 'Send a list',
				description: 'Send a text with a list to choose from',
			},
			{
				name: 'Send Replies',
				value: 'sendReplies',
				action: 'Send the replies of the item',
				description: 'Send what the nodes before have prepared, once and in the right form',
			},
			{
				name: 'Send Template',
				value: 'sendTemplate',
				action: 'Send a template',
				description: 'Send an approved template, at any time',
			},
			{
				name: 'Send Text',
				value: 'sendText',
				action: 'Send a text message',
				description: 'Send words within 24 hours of the customer’s last message',
			},
		],
		'sendReplies',
	),
	operationField(
		'permission',
		[
			{
				name: 'Get',
				value: 'get',
				action: 'Get the call permission',
				description: 'Ask Meta whether this customer may be called or asked now',
			},
			{
				name: 'Request',
				value: 'request',
				action: 'Request call permission',
				description: 'Ask the customer to allow calls',
			},
		],
		'get',
	),
	operationField(
		'phoneNumber',
		[
			{
				name: 'Get Settings',
				value: 'getSettings',
				action: 'Get the settings of a number',
				description: 'Show the calling settings of a business number',
			},
			{
				name: 'Sync Hours',
				value: 'syncHours',
				action: 'Sync the hours of a number',
				description: 'Let WhatsApp’s call hours follow the team hours, or give way to voicemail',
			},
			{
				name: 'Update Settings',
				value: 'updateSettings',
				action: 'Update the settings of a number',
				description: 'Change the calling settings of a business number',
			},
		],
		'getSettings',
	),
	operationField(
		'recording',
		[
			{
				name: 'Download',
				value: 'download',
				action: 'Download a recording',
				description: 'Get the recording or transcript of a call as a file',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many recordings',
				description: 'List recordings and transcripts, where they are and until when',
			},
			{
				name: 'Mark Deleted',
				value: 'markDeleted',
				action: 'Mark a recording as deleted',
				description: 'Tell that your workflow has deleted a file from its storage',
			},
			{
				name: 'Mark Stored',
				value: 'markStored',
				action: 'Mark a recording as stored',
				description: 'Tell where your workflow has put a file',
			},
			{
				name: 'Note Consent',
				value: 'noteConsent',
				action: 'Note a consent to recordings',
				description: 'Tell that a customer agreed to recordings in a talk',
			},
			{
				name: 'Object',
				value: 'object',
				action: 'Object to recordings',
				description: 'Tell that a customer objects, and have what was recorded deleted',
			},
		],
		'getMany',
	),
	operationField(
		'representative',
		[
			{
				name: 'Create',
				value: 'create',
				action: 'Create a representative',
				description: 'List somebody who answers calls, with a link to the call desk',
			},
			{
				name: 'Create Link',
				value: 'createLink',
				action: 'Create a link to the call desk',
				description:
					'Let somebody who is listed sign in at the call desk, today or in another browser',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many representatives',
				description: 'List those who answer calls, and who of them is ready',
			},
			{
				name: 'Revoke',
				value: 'revoke',
				action: 'Revoke a representative',
				description: 'Take somebody off the list',
			},
			{
				name: 'Set Status',
				value: 'setStatus',
				action: 'Set the status of a representative',
				description: 'Say whether somebody is ready for calls',
			},
			{
				name: 'Sign Out',
				value: 'signOut',
				action: 'Sign a representative out',
				description: 'End at once everything that somebody is signed in to at the call desk',
			},
		],
		'create',
	),
	operationField(
		'sampleEvent',
		[
			{
				name: 'Get',
				value: 'get',
				action: 'Get a sample event',
				description: 'Give an item to build with; needs no credential',
			},
		],
		'get',
	),
	operationField(
		'template',
		[
			{
				name: 'Create Starter Set',
				value: 'createStarterSet',
				action: 'Create the starter set of templates',
				description: 'Create the templates that the ready-made flows use',
			},
		],
		'createStarterSet',
	),
	operationField(
		'thread',
		[
			{
				name: 'Release',
				value: 'release',
				action: 'Release a thread',
				description: 'Let the bot answer this customer again',
			},
			{
				name: 'Take',
				value: 'take',
				action: 'Take a thread',
				description: 'A person talks with this customer: the bot is silent',
			},
		],
		'take',
	),
	operationField(
		'webhook',
		[
			{
				name: 'Process Delivery',
				value: 'processDelivery',
				action: 'Process a webhook delivery',
				description: 'Take in a delivery that came through another webhook',
			},
			{
				name: 'Process Manual Answer',
				value: 'processManualAnswer',
				action: 'Process an answer to a card',
				description: 'Answer the links of a call by hand: who takes it, and how it went',
			},
			{
				name: 'Process Request for a Person',
				value: 'processPersonRequest',
				action: 'Process a request for a person',
				description:
					'Take in that a customer wants a person, from the voice agent that speaks reminders',
			},
			{
				name: 'Unsubscribe',
				value: 'unsubscribe',
				action: 'Unsubscribe the app',
				description: 'Stop Meta from sending events of the app',
			},
		],
		'processDelivery',
	),
];

export const properties: INodeProperties[] = [
	resource,
	...operations,
	...Object.values(OPERATIONS).flatMap((byName) =>
		Object.values(byName).flatMap(({ description }) => description),
	),
];
