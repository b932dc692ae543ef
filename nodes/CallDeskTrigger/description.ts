import type { INodeProperties } from 'n8n-workflow';
import { optionsField } from '../shared/n8n/optionsField';
import { ledgerWasReplaced, onlyTheseNumbers } from '../shared/n8n/routeOptions';

const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	noDataExpression: true,
	options: [
		{
			name: 'Asked Not to Be Called',
			value: 'opt_out',
			description: 'The customer told the representative; it already holds in the ledger',
		},
		{
			name: 'Brief Corrected',
			value: 'correction',
			description: 'A field of the brief was corrected, or the brief was confirmed',
		},
		{
			name: 'Call Taken',
			value: 'took_call',
			description: 'A representative took a call',
		},
		{
			name: 'Outcome Noted',
			value: 'outcome',
			description: 'A representative said how the talk went',
		},
		{
			name: 'Recap Approved',
			value: 'recap_approved',
			description: 'A representative approved the recap; it can go out',
		},
		{
			name: 'Recording Objected To',
			value: 'objection',
			description: 'The customer objects to being recorded; it already holds in the ledger',
		},
	],
	default: ['outcome', 'opt_out'],
	description:
		'What a representative did that starts this workflow. The ledger knows all of it, whatever is chosen here; looking at the page starts nothing.',
};

const iceServers: INodeProperties = {
	displayName: 'ICE Servers',
	name: 'iceServers',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add ICE server',
	default: {},
	description:
		'Helps browsers behind strict firewalls to reach WhatsApp. Leave empty unless calls connect without sound.',
	options: [
		{
			displayName: 'Server',
			name: 'servers',
			values: [
				{
					displayName: 'URLs',
					name: 'urls',
					type: 'string',
					default: '',
					placeholder: 'e.g. turns:turn.example.com:5349',
					description: 'STUN or TURN addresses of one server, separated by commas',
				},
				{
					displayName: 'User Name',
					name: 'username',
					type: 'string',
					default: '',
					description: 'Of a TURN server',
				},
				{
					displayName: 'Credential',
					name: 'credential',
					type: 'string',
					typeOptions: { password: true },
					default: '',
					description: 'Of a TURN server. Every representative’s browser gets it.',
				},
			],
		},
	],
};

export const properties: INodeProperties[] = [
	{
		displayName:
			'Give the desk a host name of its own, such as desk.example.com, that leads to this n8n and that nobody uses for the editor. Only the published workflow serves the page; its address is what WhatsApp Calling → Representative → Create puts into the link.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Desk URL',
		name: 'deskUrl',
		type: 'string',
		required: true,
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. https://desk.example.com',
		description:
			'Where representatives’ browsers reach this n8n. Scheme, host and port count; the path is n8n’s own. HTTPS, except on this very machine.',
	},
	{
		displayName: 'Allow the Editor’s Host',
		name: 'allowEditorHost',
		type: 'boolean',
		default: false,
		description:
			'Whether the desk may share its host name with the n8n editor. Then a fault in the page could act in n8n as whoever is signed in to the editor with the same browser. Leave off, except on a machine of your own.',
	},
	events,
	{
		displayName: 'Ring Whom',
		name: 'ringWhom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Last Representative, Then Longest Idle',
				value: 'last_then_idle',
				description: 'One after another, beginning with whoever talked to the customer last',
			},
			{
				name: 'Everybody Who Is Ready',
				value: 'all',
				description: 'All at once; whoever is first gets the call',
			},
		],
		default: 'last_then_idle',
		description: 'Who is rung',
	},
	{
		displayName: 'When Nobody Takes a Customer’s Call',
		name: 'whenNobody',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Let It Ring',
				value: 'let_ring',
				description:
					'WhatsApp ends it as a missed call, or offers voicemail where the policy chose it',
			},
			{
				name: 'Reject It',
				value: 'reject',
				description: 'The customer hears at once that nobody is there. Counted as a drop.',
			},
		],
		default: 'let_ring',
		description: 'What becomes of a call that has rung at the desk for 25 seconds',
	},
	iceServers,
	optionsField([
		ledgerWasReplaced(
			'Representatives, links and sessions of the old one are not known to the new one.',
		),
		onlyTheseNumbers('the credential'),
	]),
];
