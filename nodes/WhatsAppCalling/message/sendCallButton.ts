import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { callButtonRequest } from '../../shared/wire/requests';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { messageOptions } from '../messageOptions';
import { messageText } from '../messageText';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { sendMessage } from '../sendMessage';

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
			'How long the button works. Do not let it outlive the time in which somebody answers.',
	},
];

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
		messageOptions(payload),
	],
);

export async function execute(run: OperationRun) {
	const ttlMinutes = Number(run.ctx.getNodeParameter('ttlMinutes', run.itemIndex, 60));
	return await sendMessage(run, {
		kind: 'call_button',
		aboutCall: true,
		build: (envelope) =>
			callButtonRequest({
				...envelope,
				text: text(run, 'text'),
				displayText: text(run, 'displayText'),
				ttlMinutes,
				payload: text(run, 'options.payload'),
			}),
	});
}
