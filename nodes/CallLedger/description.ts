import type { INodeProperties } from 'n8n-workflow';
import { operationField, resourceField } from '../shared/n8n/operationFields';
import { OPERATIONS } from './operations';

const resource = resourceField(
	[
		{ name: 'Attempt', value: 'attempt' },
		{ name: 'Callback', value: 'callback' },
		{ name: 'Contact', value: 'contact' },
		{ name: 'Drop', value: 'drop' },
		{ name: 'Policy', value: 'policy' },
	],
	'contact',
);

// n8n tells an AI agent what its tool does in the words of `action`.
const operations: INodeProperties[] = [
	operationField(
		'attempt',
		[
			{
				name: 'Get',
				value: 'get',
				action: 'Look up whether and how the customer was called and when a call comes next',
				description: 'Show one try to call a customer: how it went, and when another is worth it',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many attempts',
				description: 'List the tries to call a customer, or who is being called now',
			},
		],
		'get',
	),
	operationField(
		'callback',
		[
			{
				name: 'Cancel',
				value: 'cancel',
				action: 'Cancel a callback',
				description:
					'Give up a booked slot, a parked request, a recap or a reminder, so that nothing happens at its time',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many callbacks',
				description: 'List the planned calls of a customer, or all that wait on a number',
			},
		],
		'getMany',
	),
	operationField(
		'contact',
		[
			{
				name: 'Erase',
				value: 'erase',
				action: 'Erase a contact',
				description: 'Delete what is known of a customer; a refusal stays in force',
			},
			{
				name: 'Explain',
				value: 'explain',
				action: 'Explain why a customer was or was not called',
				description: 'Find out why a customer was or was not called, and what to do',
			},
			{
				name: 'Export',
				value: 'export',
				action: 'Export contacts',
				description: 'Give all that is known of one customer or of all, as JSON or CSV',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a contact',
				description: 'Show a customer as the ledger knows them',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many contacts',
				description: 'List customers, those that changed last first',
			},
			{
				name: 'Reset Test Contact',
				value: 'resetTest',
				action: 'Reset a test contact',
				description: 'Let a test contact start anew: no cool-down, no refusal, no yes',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update a contact',
				description: 'Set name, language and time zone, or note that the customer refuses calls',
			},
		],
		'explain',
	),
	operationField(
		'drop',
		[
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many dropped deliveries',
				description: 'List deliveries that were refused or that nobody wanted, with the reason',
			},
		],
		'getMany',
	),
	operationField(
		'policy',
		[
			{
				name: 'Create or Update',
				value: 'createOrUpdate',
				action: 'Create or update a policy',
				description: 'Set the rules of a business number: hours, limits, thresholds, texts',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a policy',
				description: 'Show the rules of a business number, and which are house rules',
			},
		],
		'get',
	),
];

export const properties: INodeProperties[] = [
	resource,
	...operations,
	...Object.values(OPERATIONS).flatMap((byName) =>
		Object.values(byName).flatMap(({ description }) => description),
	),
];
