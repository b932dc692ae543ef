import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { parsePolicy } from '../../shared/domain/parsePolicy';
import { mergePolicy } from '../../shared/domain/policySettings';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { countryOfLine, numberOf } from '../../shared/n8n/meantNumber';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { policyField } from './policyField';
import { policyJson } from './policyJson';
import { readInput } from './readInput';
import { settingFields } from './settingFields';
import { textFields } from './textFields';

const fields: INodeProperties[] = [
	phoneNumberField,
	policyField,
	{
		displayName: 'Settings From',
		name: 'settingsFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Fields Below', value: 'fields' },
			{
				name: 'Incoming Item',
				value: 'item',
				description:
					'Fields of the item with the names of 00 Settings, such as team_zone, monday or cool_down_hours',
			},
			{ name: 'JSON', value: 'json' },
		],
		default: 'fields',
	},
	{
		displayName: 'Settings',
		name: 'settings',
		type: 'collection',
		placeholder: 'Add Setting',
		displayOptions: { show: { settingsFrom: ['fields'] } },
		default: {},
		description: 'Only what you add is changed',
		options: settingFields,
	},
	{ ...textFields, displayOptions: { show: { settingsFrom: ['fields'] } } },
	{
		displayName: 'Settings as JSON',
		name: 'json',
		type: 'json',
		displayOptions: { show: { settingsFrom: ['json'] } },
		default:
			'{\n  "team": {\n    "zone": "Asia/Kolkata",\n    "weekly": [{ "day": 1, "from": "09:00", "to": "18:00" }],\n    "holidays": ["2026-12-25"]\n  }\n}',
		description:
			'Only what it names is changed. Policy › Get shows the names; 1 = Monday, null for no quiet hours.',
	},
	{
		displayName: 'Forget What Was Set Before',
		name: 'startOver',
		type: 'boolean',
		default: false,
		description: 'Whether to start from the house rules, instead of from the version that stands',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['policy'], operation: ['createOrUpdate'] } },
	fields,
);

/**
 * Saves a new version of a number's rules; the same settings again make none.
 *
 * @throws {CallingError} `policy_invalid`; nothing is saved then.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'change the rules for calls');
	const given = readInput(run);
	const phoneNumberId = await numberOf(run);
	const name = text(run, 'policy') || 'default';
	const startOver = run.ctx.getNodeParameter('startOver', run.itemIndex, false) === true;
	const country = await countryOfLine(run, phoneNumberId);
	const stored = await run.connection.ledger.transaction(async ({ policies }) => {
		const stands = startOver ? null : await policies.get(name, phoneNumberId);
		const body = mergePolicy(parsePolicy(stands?.body ?? {}).body, given);
		return await policies.put(name, phoneNumberId, body, run.now());
	});
	return { json: policyJson(run, stored, phoneNumberId, country) };
}
