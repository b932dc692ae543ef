import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { storeEvents } from '../../shared/ingress/receive';
import { wake } from '../../shared/ingress/wake';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { receivePorts } from '../../shared/n8n/receivePorts';
import { signalLegs } from '../../shared/n8n/signalLegs';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { normalizeWebhook } from '../../shared/wire/normalizeWebhook';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { parsedBody, signedBody, signedBodyFields } from './signedBody';

const fields: INodeProperties[] = [
	{
		displayName:
			'Takes a delivery that reached n8n another way and gives it to the WhatsApp Calling Triggers of this credential, as if Meta had called them.',
		name: 'deliveryNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Who Checked It',
		name: 'trust',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'The Node Before',
				value: 'upstream',
				description:
					'The n8n WhatsApp Trigger, or a webhook of your provider that checks its callers',
			},
			{
				name: 'Check Meta’s Signature Here',
				value: 'signature',
				description:
					'A Webhook node with Raw Body on: bytes in binary data, signature in the headers',
			},
		],
		default: 'upstream',
		description:
			'Anybody who knows a webhook address can write to it. Whatever is let in here counts as the customer’s word.',
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'json',
		required: true,
		default: '={{ $json.body ?? $json }}',
		description: 'The delivery, or an item of the n8n WhatsApp Trigger',
		displayOptions: { show: { trust: ['upstream'] } },
	},
	...updateDisplayOptions(
		{ show: { trust: ['signature'] } },
		signedBodyFields('X-Hub-Signature-256'),
	),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['webhook'], operation: ['processDelivery'] } },
	fields,
);

/** The same as a delivery from Meta: projected, stored once, taken up by the triggers. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'take in a webhook delivery');
	const { credential } = run.connection;
	const events = normalizeWebhook(await bodyOf(run));
	const origin = credential.simulator ? 'simulator' : 'provider';
	const ports = receivePorts(run.connection, origin);
	const receipt = await storeEvents(events, ports, null, run.now());
	for (const routeId of receipt.routeIds) wake(routeId);
	// The events are stored: a leg that cannot be told now is told by the trigger's pump.
	await signalLegs(receipt, run.connection).catch(() => undefined);
	const understood = events.filter(({ type }) => type !== 'unknown');
	return {
		json: {
			events: events.length,
			understood: understood.length,
			types: understood.map(({ type }) => type),
			workflows_started: receipt.routeIds.length,
		},
	};
}

async function bodyOf(run: OperationRun): Promise<unknown> {
	const { appSecret } = run.connection.credential;
	if (text(run, 'trust') === 'signature') return await signedBody(run, appSecret, notSigned());
	const given = run.ctx.getNodeParameter('body', run.itemIndex);
	return typeof given === 'string' ? parsedBody(given) : given;
}

const notSigned = (): CallingError =>
	new CallingError(
		'signature_wrong',
		'This delivery was not signed with the app secret of the credential',
		'Turn on Raw Body in the Webhook node, pass its header X-Hub-Signature-256 to Signature, and check App Secret in the credential.',
	);
