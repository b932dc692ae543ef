import type {
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	ITriggerResponse,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { CREDENTIAL_NAME } from '../shared/n8n/credential';
import { properties } from './description';
import { runCallbacks } from './runCallbacks';

/** Booked slots whose time has come, requests that something has woken, and what is to be said about both (H4, V7). */
export class CallbackTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Callback Trigger',
		name: 'callbackTrigger',
		icon: { light: 'file:callbackTrigger.svg', dark: 'file:callbackTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ ($parameter.events ?? []).map((kind) => kind.replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase())).join(", ") }}',
		description:
			'Starts when a booked call, its reminder or a recap is due, or a request that had to wait can go on',
		defaults: { name: 'Callback Trigger' },
		eventTriggerDescription: '',
		activationMessage: 'Booked calls now start this workflow at their time.',
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL_NAME, required: true }],
		properties,
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await runCallbacks(this);
	}
}
