import type { INodeProperties } from 'n8n-workflow';
import { FOLLOW_UPS } from '../shared/domain/followUps';
import { gatePolicyField } from '../shared/n8n/gatePolicyField';
import { DEFAULT_RESCHEDULE_TEMPLATE } from './readQuestion';
import { optionsField } from '../shared/n8n/optionsField';

export const properties: INodeProperties[] = [
	{
		displayName:
			'An end leaves once, by its own output; everything else leaves by <b>In Progress</b>. <b>call_next.step</b> says what to do: recap, reschedule, back_to_chat, wait or tell_operator. This node sends nothing and dials nobody: what to tell the customer stands in <b>replies</b>, for WhatsApp Calling › Send Replies.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	gatePolicyField('judges'),
	{
		displayName: 'Prepare Follow-Ups',
		name: 'followUps',
		type: 'multiOptions',
		default: [...FOLLOW_UPS],
		description:
			'What is written into replies when it is due. A recap that waits for its brief comes back by a Callback Trigger that starts at Recap Due.',
		options: [
			{
				name: 'Back to Chat',
				value: 'back_to_chat',
				description: 'That it goes on in writing, when no call is offered any more',
			},
			{
				name: 'Rating',
				value: 'rating',
				description: 'How the call was, by one tap',
			},
			{
				name: 'Recap',
				value: 'recap',
				description: 'What was discussed, from the corrected brief',
			},
			{
				name: 'Reschedule',
				value: 'reschedule',
				description: 'Free slots to choose from, after a call that did not come about',
			},
		],
	},
	optionsField([
		{
			displayName: 'Reschedule Template',
			name: 'rescheduleTemplate',
			type: 'string',
			default: DEFAULT_RESCHEDULE_TEMPLATE,
			placeholder: 'e.g. call_missed|en_US',
			description:
				'Template, written name|language, that offers another time after the reply window. Its one variable is the customer’s name; its three buttons mean now, another time, no.',
		},
	]),
];
