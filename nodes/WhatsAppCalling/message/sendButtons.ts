import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { buttonsRequest } from '../../shared/wire/requests';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { footerOption, headerOption, messageOptions } from '../messageOptions';
import { messageText } from '../messageText';
import { rows, text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { replyId } from '../replyId';
import { sendMessage } from '../sendMessage';

const buttons: INodeProperties = {
	displayName: 'Buttons',
	name: 'buttons',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, maxAllowedFields: 3 },
	placeholder: 'Add button',
	default: { button: [{ id: '', title: '' }] },
	description: 'Up to three',
	options: [
		{
			displayName: 'Button',
			name: 'button',
			values: [
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Yes, call me now',
					description: 'Up to 20 characters',
				},
				{
					displayName: 'ID',
					name: 'id',
					type: 'string',
					default: '',
					placeholder: 'e.g. offer_yes',
					description: 'Comes back as reply_id when the customer taps it',
				},
			],
		},
	],
};

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendButtons'] } },
	[
		phoneNumberField,
		customerField,
		messageText('e.g. Shall we call you about your order?', 1024),
		buttons,
		actForRealField,
		messageOptions(footerOption, headerOption),
	],
);

export async function execute(run: OperationRun) {
	return await sendMessage(run, {
		kind: 'buttons',
		build: (envelope) =>
			buttonsRequest({
				...envelope,
				text: text(run, 'text'),
				header: text(run, 'options.header'),
				footer: text(run, 'options.footer'),
				buttons: rows(run, 'buttons', 'button').map(({ id, title }) => ({
					id: replyId(run, id),
					title: String(title ?? '').trim(),
				})),
			}),
	});
}
