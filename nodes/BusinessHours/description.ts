import type { INodeProperties } from 'n8n-workflow';
import { byHandOption } from '../shared/n8n/byHandOption';
import { gatePolicyField } from '../shared/n8n/gatePolicyField';
import { optionsField } from '../shared/n8n/optionsField';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Team hours and quiet hours come from the policy; <b>00 Settings</b> sets them. Initiate Call holds to the same hours with this node or without it: this node is where a customer gets another time.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	gatePolicyField('sets the hours'),
	optionsField([
		{
			displayName: 'Also Closed On',
			name: 'closedDays',
			type: 'string',
			typeOptions: { multipleValues: true },
			default: [],
			placeholder: 'e.g. 2026-12-24',
			description: 'More days off on the team’s calendar, beside those of the policy',
		},
		{
			displayName: 'Ask for the Time Zone When Unknown',
			name: 'askZone',
			type: 'boolean',
			default: true,
			description:
				'Whether a customer whose time of day nobody knows is asked for it. Nobody is called at an hour that may be night.',
		},
		byHandOption,
		{
			displayName: 'Slots to Offer',
			name: 'slotCount',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10 },
			default: 3,
			description:
				'How many times to choose from, if not as many as the policy says. Up to three are buttons, more are a list.',
		},
	]),
];
