import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { hoursFacts } from '../../shared/dial/callFacts';
import { callButtonMinutes, endOfShift } from '../../shared/domain/callButton';
import { phoneCountry } from '../../shared/domain/phoneCountry';
import { readPolicy } from '../../shared/domain/policy';
import { callButtonRequest } from '../../shared/wire/requests';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { messageOptions } from '../messageOptions';
import { messageText } from '../messageText';
import { flag, text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { sendMessage } from '../sendMessage';
import { resolveTarget } from '../target';
import type { Target } from '../target';

const fields: INodeProperties[] = [
	{
		displayName: 'Button Text',
		name: 'displayText',
		type: 'string',
		default: 'Call now',
		description: 'Up to 20 characters',
	},
	{
		displayName: 'Valid for Minutes',
		name: 'ttlMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 43200 },
		default: 60,
		description:
			'How long the button works, at most. It ends with the hours of the team, as far as the policy has them, and within a day; in the last ten minutes of the hours it is not sent. A template’s call button ends when the template says.',
	},
];

const afterHours: INodeProperties = {
	displayName: 'Also After Hours',
	name: 'afterHours',
	type: 'boolean',
	default: false,
	description:
		'Whether the button may work while the team is away, because WhatsApp’s voicemail or somebody else answers then',
};

const payload: INodeProperties = {
	displayName: 'Payload',
	name: 'payload',
	type: 'string',
	default: '',
	description: 'Comes back with the customer’s call, up to 512 characters',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendCallButton'] } },
	[
		phoneNumberField,
		customerField,
		messageText('e.g. You can call us right here.', 1024),
		...fields,
		actForRealField,
		messageOptions(afterHours, payload),
	],
);

/** A button with which the customer calls us; no longer than somebody is there to answer (V3). */
export async function execute(run: OperationRun) {
	const wanted = Number(run.ctx.getNodeParameter('ttlMinutes', run.itemIndex, 60));
	const target = await resolveTarget(run);
	const ttlMinutes = flag(run, 'options.afterHours')
		? wanted
		: await minutesOfShift(wanted, target, run);
	return await sendMessage(run, {
		kind: 'call_button',
		aboutCall: true,
		refuses: ttlMinutes === null ? 'call_button_expired' : null,
		build: (envelope) =>
			callButtonRequest({
				...envelope,
				text: text(run, 'text'),
				displayText: text(run, 'displayText'),
				ttlMinutes: ttlMinutes ?? wanted,
				payload: text(run, 'options.payload'),
			}),
	});
}

/** Null if the team is away, or nearly. A test contact may call at any time; so may all if nobody set hours. */
async function minutesOfShift(
	wanted: number,
	{ contact, phoneNumberId }: Target,
	{ connection, now }: OperationRun,
): Promise<number | null> {
	const at = now();
	const { teamHours, isTest } = await connection.ledger.transaction(async ({ lines, policies }) => {
		const policy = readPolicy(await policies.get('default', phoneNumberId));
		const line = await lines.get(phoneNumberId);
		return hoursFacts(contact, phoneCountry(line?.displayPhoneNumber ?? null), policy, at);
	});
	if (isTest || teamHours === null) return wanted;
	return callButtonMinutes(endOfShift(teamHours, at), at, wanted);
}
