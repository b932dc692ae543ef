import type { INodeProperties } from 'n8n-workflow';
import { OPERATIONS } from './operations';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Makes the brief that whoever calls the customer reads first. What a model wrote is checked and never shown as true if it does not fit; without a model the facts alone make a ready brief. <b>Initiate Call</b> looks for the brief in the ledger.',
		name: 'notice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['build'] } },
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Approve Guidance',
				value: 'approveGuidance',
				action: 'Approve guidance for the prompt',
				description: 'Tell the model what to heed, in a supervisor’s own words',
			},
			{
				name: 'Build',
				value: 'build',
				action: 'Build a brief',
				description:
					'Make the brief from the model’s summary, mapped fields and facts, and keep it',
			},
			{
				name: 'Prompt Feedback',
				value: 'promptFeedback',
				action: 'Get feedback for the prompt',
				description: 'Count what was corrected, by field and kind, without any customer’s words',
			},
			{
				name: 'Record Correction',
				value: 'recordCorrection',
				action: 'Record a correction of a brief',
				description: 'Keep what the representative puts right or confirms after the call',
			},
			{
				name: 'Render',
				value: 'render',
				action: 'Render a brief',
				description: 'Show the brief in Slack, on a desk, as text or as a CRM record',
			},
		],
		default: 'build',
	},
	...Object.values(OPERATIONS).flatMap(({ description }) => description),
];
