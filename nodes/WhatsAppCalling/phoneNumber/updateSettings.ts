import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { GraphFailureError } from '../../shared/n8n/nodeError';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { settingsRequest } from '../../shared/wire/requests';
import type { CallHours, CallingSettings } from '../../shared/wire/requests';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { requestShown } from '../../shared/n8n/requestShown';
import { lineOf } from '../line';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';

const settings: INodeProperties = {
	displayName: 'Settings',
	name: 'settings',
	type: 'collection',
	placeholder: 'Add setting',
	default: {},
	description: 'Only what you add is changed',
	options: [
		{
			displayName: 'Call Hours',
			name: 'callHours',
			type: 'json',
			default:
				'{ "zone": "Asia/Kolkata", "weekly": [{ "day": 1, "from": "09:00", "to": "18:00" }], "holidays": [] }',
			description:
				'When the call button shows: zone, windows by weekday (1 = Monday, at most two a day) and up to 20 closed days. Replaces the hours as a whole; null switches them off.',
		},
		{
			displayName: 'Calling Enabled',
			name: 'enabled',
			type: 'boolean',
			default: true,
			description: 'Whether this number can place and take calls',
		},
		{
			displayName: 'Countries That See the Call Button',
			name: 'iconCountries',
			type: 'string',
			default: '',
			placeholder: 'e.g. IN, BR',
			description: 'Two-letter codes of the customers’ countries. Empty: all.',
		},
		{
			displayName: 'Permission to Call Back',
			name: 'callbackPermission',
			type: 'boolean',
			default: true,
			description: 'Whether a customer who called, even in vain, may be called back',
		},
		{
			displayName: 'Show the Call Button',
			name: 'iconVisible',
			type: 'boolean',
			default: true,
			description: 'Whether customers see the call button. Their app may need up to seven days.',
		},
		{
			displayName: 'SIP',
			name: 'sipEnabled',
			type: 'boolean',
			default: false,
			description: 'Whether the number is in SIP mode, which takes its calls away from these nodes',
		},
	],
};

export const description = updateDisplayOptions(
	{ show: { resource: ['phoneNumber'], operation: ['updateSettings'] } },
	[phoneNumberField, settings, actForRealField],
);

/** Changes the number's calling settings (Meta, calling/call-settings). */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'change the settings of a number');
	const phoneNumberId = await lineOf(run);
	const body = settingsRequest(readSettings(run));
	const path = `/${phoneNumberId}/settings`;
	if (run.dryRun)
		return { json: { ...run.json, dry_run: requestShown(run.connection, path, body) } };
	const result = await run.connection.graph.call({ method: 'POST', path, body });
	if (!result.ok) throw new GraphFailureError(result.failure);
	return { json: { phone_number_id: phoneNumberId, success: true, ...(body as IDataObject) } };
}

function readSettings(run: OperationRun): CallingSettings {
	const given = run.ctx.getNodeParameter('settings', run.itemIndex, {}) as IDataObject;
	const bool = (name: string) => (typeof given[name] === 'boolean' ? given[name] : undefined);
	return {
		enabled: bool('enabled'),
		iconVisible: bool('iconVisible'),
		callbackPermission: bool('callbackPermission'),
		sipEnabled: bool('sipEnabled'),
		...(given.iconCountries === undefined
			? {}
			: { iconCountries: countries(String(given.iconCountries)) }),
		...(given.callHours === undefined ? {} : { callHours: callHours(given.callHours) }),
	};
}

function countries(list: string): string[] {
	return list
		.toUpperCase()
		.split(/[\s,;]+/)
		.filter(Boolean);
}

function callHours(value: unknown): CallHours | null {
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (parsed === null) return null;
	const { zone, weekly, holidays = [] } = (parsed ?? {}) as Partial<CallHours>;
	if (typeof zone === 'string' && Array.isArray(weekly) && Array.isArray(holidays)) {
		return { zone, weekly, holidays };
	}
	throw new CallingError(
		'call_hours_invalid',
		'Call Hours has no zone or no windows',
		'Write { "zone": "Asia/Kolkata", "weekly": [{ "day": 1, "from": "09:00", "to": "18:00" }], "holidays": [] }, or null to switch them off.',
	);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
