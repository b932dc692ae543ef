import type { INodeProperties } from 'n8n-workflow';
import { ledgerWasReplaced, onlyTheseNumbers } from '../shared/n8n/routeOptions';
import { optionsField } from '../shared/n8n/optionsField';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Place the gates after slots and woken requests again: hours, permission or the customer’s mind may have changed since the booking. A test run shows what comes next and leaves it waiting.',
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
				name: 'Recap Due',
				value: 'recaps',
				description:
					'A representative has gone over the brief of a call, or the delay of the policy is over: the recap can go out',
			},
			{
				name: 'Slot Reminder',
				value: 'reminders',
				description: 'A booked call comes near, as long before it as the policy says',
			},
			{
				name: 'Woken Request',
				value: 'wokenRequests',
				description:
					'A request that waited for the hours, Meta’s permission or a representative can go on',
			},
		],
		default: ['slots', 'wokenRequests'],
		description:
			'What starts this workflow. What no published workflow takes goes on waiting; a reminder of a slot that has begun and a recap older than a day are dropped.',
	},
	optionsField([
		ledgerWasReplaced('What was booked in the old one is not known to the new one.'),
		onlyTheseNumbers('the credential'),
	]),
];
