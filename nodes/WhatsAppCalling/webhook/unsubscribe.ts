import { updateDisplayOptions } from 'n8n-workflow';
import { readSubscription } from '../../shared/ingress/subscription';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { GraphFailureError } from '../../shared/n8n/nodeError';
import { subscriptionPorts } from '../../shared/n8n/subscriptionPorts';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { requestShown } from '../../shared/n8n/requestShown';
import { flag } from '../operation';
import type { OperationRun } from '../operation';

export const description = updateDisplayOptions(
	{ show: { resource: ['webhook'], operation: ['unsubscribe'] } },
	[
		{
			displayName:
				'After this no WhatsApp event of the Meta app reaches any workflow, until one with a WhatsApp Calling Trigger is published again.',
			name: 'unsubscribeNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Even If It Points Elsewhere',
			name: 'foreign',
			type: 'boolean',
			default: false,
			description: 'Whether to end a subscription whose callback address is not one of this n8n',
		},
		actForRealField,
	],
);

/** Ends the app's subscription. Deactivating a workflow never does. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'end the webhook subscription');
	const ports = subscriptionPorts(run.connection);
	const current = await readSubscription(ports);
	if (!current) return { json: { unsubscribed: false, reason: 'no_subscription' } };
	const { callbackUrl } = current;
	if (!flag(run, 'foreign') && !(await ports.isOurs(callbackUrl))) {
		throw new CallingError(
			'callback_foreign',
			`The Meta app sends its events to ${callbackUrl}, which is no trigger of this n8n`,
			'Leave it alone, or turn on Even If It Points Elsewhere to end it anyway.',
		);
	}
	const path = `/${await ports.appId()}/subscriptions`;
	const body = { object: 'whatsapp_business_account' };
	if (run.dryRun) return { json: { dry_run: requestShown(run.connection, path, body, 'DELETE') } };
	const result = await ports.graph.call({ method: 'DELETE', path, query: body, as: 'app' });
	if (!result.ok) throw new GraphFailureError(result.failure);
	return { json: { unsubscribed: true, callback_url: callbackUrl } };
}
