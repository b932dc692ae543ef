import type { INodeProperties } from 'n8n-workflow';
import { gatePolicyField } from '../shared/n8n/gatePolicyField';

export const properties: INodeProperties[] = [
	{
		displayName:
			'An end leaves once, by its own output; everything else leaves by <b>In Progress</b>. <b>call_next.step</b> says what to do: recap, reschedule, back_to_chat, wait or tell_operator. This node sends nothing and dials nobody.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	gatePolicyField('judges'),
];
