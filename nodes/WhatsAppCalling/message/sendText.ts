import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { textRequest } from '../../shared/wire/requests';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { messageOptions } from '../messageOptions';
import { messageText } from '../messageText';
import { flag, text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { sendMessage } from '../sendMessage';

const previewUrl: INodeProperties = {
	displayName: 'Link Preview',
	name: 'previewUrl',
	type: 'boolean',
	default: false,
	description: 'Whether WhatsApp shows a preview of the first link',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendText'] } },
	[
		phoneNumberField,
		customerField,
		messageText('e.g. Thank you, we will call you in a minute.', 4096),
		actForRealField,
		messageOptions(previewUrl),
	],
);

export async function execute(run: OperationRun) {
	return await sendMessage(run, {
		kind: 'text',
		build: (envelope) =>
			textRequest({
				...envelope,
				text: text(run, 'text'),
				previewUrl: flag(run, 'options.previewUrl'),
			}),
	});
}
