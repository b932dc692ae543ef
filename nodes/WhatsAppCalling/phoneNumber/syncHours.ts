import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { countryOfLine } from '../../shared/n8n/meantNumber';
import { namedPolicy } from '../../shared/n8n/namedPolicy';
import { GraphFailureError } from '../../shared/n8n/nodeError';
import { requestShown } from '../../shared/n8n/requestShown';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { holdsCallHours } from '../../shared/wire/callHoursState';
import { asFields } from '../../shared/wire/metaTypes';
import { settingsRequest } from '../../shared/wire/requests';
import type { CallingSettings } from '../../shared/wire/requests';
import { callHoursByPolicy } from '../callHoursByPolicy';
import { lineOf } from '../line';
import { text, type OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';

const whenClosed: INodeProperties[] = [
	{
		displayName: 'When Closed',
		name: 'whenClosed',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Hide the Call Button',
				value: 'hide',
				description: 'Customers can call while the team answers, by the hours of the policy',
			},
			{
				name: 'Voicemail',
				value: 'voicemail',
				description: 'Customers can always call; whom nobody answers leaves a message',
			},
		],
		default: 'hide',
		description: 'What customers find outside the team’s hours. WhatsApp holds one of the two.',
	},
	{
		displayName: 'Greeting Media ID',
		name: 'greetingMediaId',
		type: 'string',
		default: '',
		required: true,
		description:
			'The greeting, uploaded to Meta for the use case call_voicemail_announcement: OGG with Opus, under 60 seconds',
		displayOptions: { show: { whenClosed: ['voicemail'] } },
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['phoneNumber'], operation: ['syncHours'] } },
	[phoneNumberField, ...whenClosed, actForRealField],
);

/** How long it rings before the greeting (Meta, calling/voicemail: 0 to 30). */
const RING_SECONDS = 20;

/**
 * WhatsApp's call hours follow the team hours of the policy, or give way to voicemail (V3). Nothing is
 * sent if they do already, so that it may run every day.
 *
 * @throws {CallingError} `team_hours_not_set`. @throws {WireError} `too_many_windows`, naming the day.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'change the settings of a number');
	const { graph } = run.connection;
	const phoneNumberId = await lineOf(run);
	const { wanted, left } = await wantedSettings(run, phoneNumberId);
	const path = `/${phoneNumberId}/settings`;
	const current = await graph.call({ method: 'GET', path });
	if (!current.ok) throw new GraphFailureError(current.failure);
	const settings = changes(asFields(current.body.calling), wanted);
	const found = { phone_number_id: phoneNumberId, closed_times_left: left };
	if (!settings) return { json: { ...found, changed: false } };
	const body = settingsRequest(settings);
	if (run.dryRun)
		return { json: { ...run.json, dry_run: requestShown(run.connection, path, body) } };
	const result = await graph.call({ method: 'POST', path, body });
	if (!result.ok) throw new GraphFailureError(result.failure);
	return { json: { ...found, changed: true, ...(body as IDataObject) } };
}

type Wanted = Required<Pick<CallingSettings, 'callHours' | 'voicemail'>>;

async function wantedSettings(
	run: OperationRun,
	phoneNumberId: string,
): Promise<{ wanted: Wanted; left: number }> {
	if (text(run, 'whenClosed') === 'voicemail') {
		const greetingMediaId = text(run, 'greetingMediaId');
		const voicemail = { greetingMediaId, timeoutSeconds: RING_SECONDS };
		return { wanted: { callHours: null, voicemail }, left: 0 };
	}
	const policy = await run.connection.ledger.transaction(
		async (tx) => await namedPolicy('default', phoneNumberId, tx),
	);
	const country = await countryOfLine(run, phoneNumberId);
	const byPolicy = callHoursByPolicy(policy, country, run.now());
	if (byPolicy === null) throw zoneMissing();
	const { callHours, left } = byPolicy;
	return { wanted: { callHours, voicemail: null }, left };
}

/** Only what differs; null: nothing does. Voicemail that is not set up is left alone. */
function changes(
	current: Record<string, unknown>,
	{ callHours, voicemail }: Wanted,
): CallingSettings | null {
	const stands = asFields(current.voicemail);
	const newHours = holdsCallHours(current.call_hours, callHours) ? {} : { callHours };
	const isOn = stands.status === 'ENABLED';
	const greeting = asFields(asFields(stands.audio).default).announcement_media_id;
	const isSame = voicemail ? isOn && String(greeting) === voicemail.greetingMediaId : !isOn;
	const all = { ...newHours, ...(isSame ? {} : { voicemail }) };
	return Object.keys(all).length === 0 ? null : all;
}

const zoneMissing = () =>
	new CallingError(
		'team_hours_not_set',
		'The team’s time zone is not known, so there are no hours to pass on',
		'Set Team Zone in 00 Settings, or in Call Ledger › Policy › Create or Update.',
	);
