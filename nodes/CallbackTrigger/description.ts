import type { INodeProperties } from 'n8n-workflow';
import { ledgerWasReplaced, onlyTheseNumbers } from '../shared/n8n/routeOptions';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Place the gates after this trigger again: hours, permission or the customer’s mind may have changed since the booking. A test run shows the next callback and leaves it waiting.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		options: [
			{
				name: 'Booked Slot',
				value: 'slots',
				description: 'The time that the customer has chosen has come',
			},
			{
				name: 'Woken Request',
				value: 'wokenRequests',
				description:
					'A request that waited for the hours, Meta’s permission or a representative can go on',
			},
		],
		default: ['slots', 'wokenRequests'],
		description: 'What starts this workflow. What no published workflow takes goes on waiting.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			ledgerWasReplaced('What was booked in the old one is not known to the new one.'),
			onlyTheseNumbers('the credential'),
		],
	},
];
