import type { INodeProperties } from 'n8n-workflow';
import type { BriefLink } from '../shared/domain/renderBriefSlack';
import { readRows, rowsOf } from './fieldRows';
import type { OperationRun } from './operation';

const line = (displayName: string, name: string, placeholder: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: `e.g. ${placeholder}`,
});

const onlyFor = (target: string, field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { target: [target] } },
});

export const renderFields: INodeProperties[] = [
	{
		displayName: 'Target',
		name: 'target',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'CRM Record',
				value: 'crmRecord',
				description:
					'Number, consent, call preference and summary, under your CRM’s own field names',
			},
			{
				name: 'Desk Card',
				value: 'deskCard',
				description: 'Headline and rows as data, for a page that shows them as text',
			},
			{
				name: 'Slack',
				value: 'slack',
				description: 'A whole message with blocks, for a webhook or the Slack node',
			},
			{
				name: 'WhatsApp Text',
				value: 'whatsAppText',
				description: 'Plain text that fits one WhatsApp message',
			},
		],
		default: 'slack',
		description: 'Where the brief is shown. The result stands in the item’s field rendered.',
	},
	onlyFor('deskCard', {
		displayName: 'Others Can Read It',
		name: 'isShared',
		type: 'boolean',
		default: true,
		description:
			'Whether people besides the representative may see the card: phone numbers are masked then. Slack and WhatsApp texts always mask them, a CRM record never does.',
	}),
	onlyFor(
		'slack',
		rowsOf(
			{
				displayName: 'Links',
				name: 'links',
				placeholder: 'Add Link',
				description:
					'Shown below the brief. Empty: the four links of a call by hand, if Initiate Call has put them on the item.',
			},
			[line('Label', 'label', 'Open in CRM'), line('Address', 'url', 'https://crm.example.com/1')],
		),
	),
	onlyFor(
		'crmRecord',
		rowsOf(
			{
				displayName: 'CRM Mapping',
				name: 'crmMapping',
				placeholder: 'Add Field',
				description: 'Empty: the whole record under our own names',
			},
			[
				{ ...line('CRM Field', 'field', 'Phone'), description: 'What your CRM calls it' },
				{
					...line('Taken From', 'path', 'summary.estimated_cart'),
					description:
						'One of wa_id, user_id, name, call_opt_out, message_opt_out, call_consent, call_preference, escalation_trigger, brief_status, or summary. and the name of a field of the brief',
				},
			],
		),
	),
	{
		...rowsOf(
			{
				displayName: 'Field Labels',
				name: 'labels',
				placeholder: 'Add Label',
				description: 'What fields of the brief are called where people read them',
			},
			[line('Field', 'field', 'move_in_date'), line('Label', 'label', 'Moves in')],
		),
		displayOptions: { hide: { target: ['crmRecord'] } },
	},
];

/** The parameters of Render for one item. */
export interface RenderSettings {
	isShared: boolean;
	/** Null: those of the item. */
	links: BriefLink[] | null;
	labels: Record<string, string>;
	/** Field of the CRM → path; null: no mapping. */
	mapping: Record<string, string> | null;
}

export function readRenderSettings(run: OperationRun): RenderSettings {
	const links = pairs(run, 'links', 'label', 'url').map(([label, url]) => ({ label, url }));
	const mapping = pairs(run, 'crmMapping', 'field', 'path');
	return {
		isShared: run.ctx.getNodeParameter('isShared', run.itemIndex, true) !== false,
		links: links.length > 0 ? links : null,
		labels: Object.fromEntries(pairs(run, 'labels', 'field', 'label')),
		mapping: mapping.length > 0 ? Object.fromEntries(mapping) : null,
	};
}

/** Two texts of each row that has both. */
function pairs(run: OperationRun, name: string, first: string, second: string): [string, string][] {
	return readRows(run, name)
		.map((row): [string, string] => [trimmed(row[first]), trimmed(row[second])])
		.filter((texts) => texts.every(Boolean));
}

const trimmed = (value: unknown): string => String(value ?? '').trim();
