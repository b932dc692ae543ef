import type { INodeProperties } from 'n8n-workflow';
import { MANUAL_LEG, VOICE_LEG } from '../shared/ledger/ledger';
import { ACT_FOR_REAL } from '../shared/n8n/isDryRun';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Calls only with a stored yes, Meta’s permission (a call by hand needs none), at a decent hour for the customer and the team, with somebody ready and briefed; all of it is checked again right before dialling. Started means that it rings: at the desk until a representative takes it, or at the customer. One yes is one call, however often this node runs. What is held for the hour or for a representative comes back by Callback Trigger.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Leg',
		name: 'leg',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Call Desk',
				value: 'call_desk',
				description:
					'A representative talks, in the browser page of 03 Call Desk. It rings there with the brief, and whoever takes it first gets the call.',
			},
			{
				name: 'Call by Hand (Slack Card)',
				value: 'manual_dial',
				description:
					'A person calls from their own telephone. The item gets the links of a card, and the first one who taps gets the call. Meta need not have calling enabled.',
			},
			{
				name: 'My Media Server',
				value: 'media_server',
				description: 'The media server set in the credential carries the audio',
			},
			{
				name: 'Voice Agent (Reminders)',
				value: 'voice_agent',
				description:
					'An automated voice reminds of a booked call: only customers who agreed to automated calls, only behind Callback Trigger with Slot Reminder',
			},
		],
		default: 'call_desk',
		description: 'Who talks to the customer. n8n itself cannot carry audio.',
	},
	{
		displayName: 'Answer Page URL',
		name: 'answerPageUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/manual-dial',
		description:
			'The Production URL of the Webhook node (GET and POST) that leads to Webhook › Process Manual Answer. The links of the card open there.',
		displayOptions: { show: { leg: [MANUAL_LEG] } },
	},
	{
		displayName:
			'The voice agent has to speak the disclosure first: it comes with the request for its offer. It needs neither a brief nor a representative, starts no cool-down for the booked call, and counts as a strike if nobody answers; so it does not ring where a further strike would cost the booked call.',
		name: 'voiceNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { leg: [VOICE_LEG] } },
	},
	{
		displayName: 'Brief Required',
		name: 'briefRequired',
		type: 'boolean',
		default: true,
		description:
			'Whether a call is held until Summary Builder has made a brief of this customer that is ready. It is looked up in the ledger, so an older one that still holds counts too. In a test run the brief of the item counts, because Summary Builder keeps none.',
		displayOptions: { hide: { leg: [VOICE_LEG] } },
	},
	{
		displayName: 'Act for Real in Test Runs',
		name: ACT_FOR_REAL,
		type: 'boolean',
		default: false,
		description:
			'Whether a manual execution really calls the customer, or offers the call. Off: it shows the decision and what would go out instead.',
	},
];
