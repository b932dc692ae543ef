import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { listRequest } from '../../shared/wire/requests';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { footerOption, headerOption, messageOptions } from '../messageOptions';
import { messageText } from '../messageText';
import { rows, text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { replyId } from '../replyId';
import { sendMessage } from '../sendMessage';

const button: INodeProperties = {
	displayName: 'Button Text',
	name: 'buttonText',
	type: 'string',
	required: true,
	default: 'Choose',
	placeholder: 'e.g. Choose a time',
	description: 'What opens the list, up to 20 characters',
};

const list: INodeProperties = {
	displayName: 'Rows',
	name: 'rows',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, maxAllowedFields: 10 },
	placeholder: 'Add row',
	default: { row: [{ id: '', title: '', description: '' }] },
	description: 'Up to ten',
	options: [
		{
			displayName: 'Row',
			name: 'row',
			values: [
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Tomorrow 10–11 am',
					description: 'Up to 24 characters',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					default: '',
					description: 'Small text below, up to 72 characters',
				},
				{
					displayName: 'ID',
					name: 'id',
					type: 'string',
					default: '',
					placeholder: 'e.g. slot_1',
					description: 'Comes back as reply_id when the customer taps it',
				},
			],
		},
	],
};

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendList'] } },
	[
		phoneNumberField,
		customerField,
		messageText('e.g. When may we call you?', 4096),
		button,
		list,
		actForRealField,
		messageOptions(footerOption, headerOption),
	],
);

export async function execute(run: OperationRun) {
	return await sendMessage(run, {
		kind: 'list',
		build: (envelope) =>
			listRequest({
				...envelope,
				text: text(run, 'text'),
				header: text(run, 'options.header'),
				footer: text(run, 'options.footer'),
				button: text(run, 'buttonText'),
				rows: rows(run, 'rows', 'row').map((row) => ({
					id: replyId(run, row.id),
					title: String(row.title ?? '').trim(),
					description: String(row.description ?? '').trim(),
				})),
			}),
	});
}
