import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { CREDENTIAL_NAME } from '../shared/n8n/credential';
import { properties } from './description';
import { runInitiateCall } from './runInitiateCall';

/** Claims the yes, decides again, and dials or rings at the desk, once (V1, V4, P5, P10). */
export class InitiateCall implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Initiate Call',
		name: 'initiateCall',
		icon: { light: 'file:initiateCall.svg', dark: 'file:initiateCall.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ media_server: "by media server", manual_dial: "call by hand", voice_agent: "automated reminder" })[$parameter["leg"]] ?? "rings at the desk" }}',
		description:
			'Call the customer on WhatsApp if both the customer and Meta allow it, exactly once',
		defaults: { name: 'Initiate Call' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Started', 'Held'],
		usableAsTool: true,
		credentials: [{ name: CREDENTIAL_NAME, required: true }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runInitiateCall(this);
	}
}
