import type { INodeProperties } from 'n8n-workflow';
import { byHandOption } from '../shared/n8n/byHandOption';
import { gatePolicyField } from '../shared/n8n/gatePolicyField';
import { DEFAULT_OFFER_TEMPLATE, DEFAULT_PERMISSION_TEMPLATE } from './settings';
import { optionsField } from '../shared/n8n/optionsField';

export const properties: INodeProperties[] = [
	{
		displayName:
			'A call needs two keys: the customer’s own yes and Meta’s call permission. This node sends nothing: what to ask stands in <b>replies</b>, for WhatsApp Calling › Send Replies on every output but Allowed.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	gatePolicyField('judges'),
	{
		displayName: 'Reason for the Call',
		name: 'reason',
		type: 'string',
		default: '',
		placeholder: 'e.g. Your corner sofa',
		description:
			'What the call is about, as the customer reads it above the question and in the template, up to 60 characters',
	},
	optionsField([
		{
			displayName: 'Call Button',
			name: 'callButton',
			type: 'boolean',
			default: true,
			description:
				'Whether customers whom we may not call or ask get a button to call us, while the team is there',
		},
		byHandOption,
		{
			displayName: 'Cool-Down (Hours)',
			name: 'coolDownHours',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 8,
			description:
				'Hours between two calls to a customer; only a longer time than the policy’s counts',
		},
		{
			displayName: 'Offer Template',
			name: 'offerTemplate',
			type: 'string',
			default: DEFAULT_OFFER_TEMPLATE,
			placeholder: 'e.g. call_offer|en_US',
			description:
				'Template, written name|language, that offers a call after the reply window. Its two variables are the customer’s name and the reason; its three buttons mean now, another time, no.',
		},
		{
			displayName: 'Permission Template',
			name: 'permissionTemplate',
			type: 'string',
			default: DEFAULT_PERMISSION_TEMPLATE,
			placeholder: 'e.g. call_permission|en_US',
			description:
				'Template, written name|language, with a call permission request, for after the reply window. Its one variable is the customer’s name.',
		},
		{
			displayName: 'Unanswered Calls',
			name: 'strikes',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			description:
				'Unanswered calls in a row after which calling stops; only fewer than the policy’s count',
		},
	]),
];
