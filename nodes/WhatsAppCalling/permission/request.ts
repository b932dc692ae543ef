import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { waitForPermission } from '../../shared/dial/holdClaim';
import { isBefore } from '../../shared/domain/instant';
import { readPolicy } from '../../shared/domain/policy';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { itemWish } from '../../shared/n8n/itemWish';
import { permissionRequest, templateRequest } from '../../shared/wire/requests';
import type { Envelope } from '../../shared/wire/requests';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { customerField } from '../customerField';
import { flag, text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { permissionRequestKey } from '../sendKey';
import { sendMessage } from '../sendMessage';
import type { Target } from '../target';
import { readTemplate, templateField } from '../templateField';

const fields: INodeProperties[] = [
	{
		displayName:
			'Meta allows one request a day and two a week for each customer. A repeat for the same wish sends nothing.',
		name: 'requestNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Send As',
		name: 'sendAs',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Message',
				value: 'message',
				description: 'Within 24 hours of the customer’s last message',
			},
			{
				name: 'Template',
				value: 'template',
				description: 'At any time, with a template that holds a call permission request',
			},
		],
		default: 'message',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. May we call you about your sofa? It takes five minutes.',
		description: 'Why you want to call, up to 1,024 characters',
		displayOptions: { show: { sendAs: ['message'] } },
	},
	{ ...templateField, displayOptions: { show: { sendAs: ['template'] } } },
	{
		displayName: 'Text Offers a Call',
		name: 'offersCall',
		type: 'boolean',
		default: false,
		description:
			'Whether the text asks if you may call now. Allowing it is then stored as a yes to a call, not only as Meta’s permission.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['permission'], operation: ['request'] } },
	[phoneNumberField, customerField, ...fields, actForRealField],
);

/** Asks the customer for Meta's call permission (P2), once per wish. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	return await sendMessage(run, {
		kind: 'permission_request',
		aboutCall: true,
		offersCall: flag(run, 'offersCall'),
		key: async (target) => await permissionRequestKey(run, target),
		prepare: async (target) => await keepWish(run, target),
		build: (envelope) => bodyOf(run, envelope),
	});
}

/** A yes that still holds waits a while for the answer to the request (house rule). */
async function keepWish({ connection: { ledger }, now }: OperationRun, target: Target) {
	const { item, phoneNumberId } = target;
	await ledger.transaction(async (tx) => {
		const at = now();
		const wish = await itemWish(item, target, ledger, tx);
		if (!wish || !isBefore(at, wish.expiresAt)) return;
		const policy = readPolicy(await tx.policies.get('default', phoneNumberId));
		await waitForPermission(wish.id, policy.yesWaitsForPermissionMinutes, at, tx);
	});
}

function bodyOf(run: OperationRun, envelope: Envelope): object {
	if (text(run, 'sendAs') === 'template') {
		return templateRequest({ ...envelope, ...readTemplate(text(run, 'template')) });
	}
	return permissionRequest({ ...envelope, text: text(run, 'text') });
}
