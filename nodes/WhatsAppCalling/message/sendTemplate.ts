import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { CallingError } from '../../shared/n8n/callingError';
import { templateRequest } from '../../shared/wire/requests';
import type { TemplateParameters } from '../../shared/wire/requests';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { messageOptions } from '../messageOptions';
import { rows, text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { sendMessage } from '../sendMessage';
import { readTemplate, templateField } from '../templateField';

const variables: INodeProperties = {
	displayName: 'Variables',
	name: 'variables',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add variable',
	default: {},
	description: 'What stands in the template’s placeholders',
	options: [
		{
			displayName: 'Variable',
			name: 'variable',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. first_name',
					description: 'Leave empty for numbered placeholders, in order',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

const payloads: INodeProperties = {
	displayName: 'Button IDs',
	name: 'buttonIds',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add button ID' },
	default: [],
	description: 'What comes back as reply_id for the template’s quick-reply buttons, in their order',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendTemplate'] } },
	[
		phoneNumberField,
		customerField,
		templateField,
		variables,
		actForRealField,
		messageOptions(payloads),
	],
);

export async function execute(run: OperationRun) {
	const { name, language } = readTemplate(text(run, 'template'));
	return await sendMessage(run, {
		kind: 'template',
		build: (envelope) =>
			templateRequest({
				...envelope,
				name,
				language,
				parameters: readVariables(run),
				quickReplies: readButtonIds(run).map((payload, index) => ({ index, payload })),
			}),
	});
}

function readVariables(run: OperationRun): TemplateParameters {
	const given = rows(run, 'variables', 'variable').map(({ name, value }) => ({
		name: String(name ?? '').trim(),
		value: String(value ?? ''),
	}));
	const named = given.filter(({ name }) => name);
	if (named.length === 0) return given.map(({ value }) => value);
	if (named.length === given.length) {
		return Object.fromEntries(named.map(({ name, value }) => [name, value]));
	}
	throw new CallingError(
		'variables_mixed',
		'Some variables have a name and some have none',
		'Give every variable a name, or none of them if the template numbers its placeholders.',
	);
}

function readButtonIds(run: OperationRun): string[] {
	const ids = run.ctx.getNodeParameter('options.buttonIds', run.itemIndex, []);
	return Array.isArray(ids) ? ids.map(String).filter(Boolean) : [];
}
