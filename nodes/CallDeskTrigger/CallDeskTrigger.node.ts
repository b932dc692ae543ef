import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	ITriggerResponse,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { CREDENTIAL_NAME } from '../shared/n8n/credential';
import { properties } from './description';
import { publishDesk, removeDesk } from './publishDesk';
import { runDesk } from './runDesk';
import { serveDesk } from './serveDesk';

/** The page where representatives are ready, briefed, talk and write the outcome (V4). */
export class CallDeskTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Call Desk Trigger',
		name: 'callDeskTrigger',
		icon: { light: 'file:callDeskTrigger.svg', dark: 'file:callDeskTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter.deskUrl }}',
		description:
			'Serves the page where representatives take calls, and starts when they have done something there',
		defaults: { name: 'Call Desk Trigger' },
		eventTriggerDescription: '',
		activationMessage:
			'The desk is open. Make a link for each representative with WhatsApp Calling → Representative → Create.',
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL_NAME, required: true }],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', path: 'desk', responseMode: 'onReceived' },
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'desk',
				responseMode: 'onReceived',
				responseData: '',
			},
		],
		properties,
	};

	webhookMethods = {
		default: {
			/** Always false: `create` runs at every start and puts the desk's address anew. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await publishDesk(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await removeDesk(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await serveDesk(this);
	}

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await runDesk(this);
	}
}
