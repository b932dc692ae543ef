import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { CREDENTIAL_NAME } from '../shared/n8n/credential';
import { properties } from './description';
import { runCallOutcome } from './runCallOutcome';

/** What became of a call, and what to do next (V2, P6, V7). */
export class CallOutcome implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Call Outcome',
		name: 'callOutcome',
		icon: { light: 'file:callOutcome.svg', dark: 'file:callOutcome.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ "Policy: " + ($parameter.policy || "default") }}',
		description: 'Tell what became of a call, and what to do next and why',
		defaults: { name: 'Call Outcome' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['In Progress', 'Completed', 'No Answer', 'Declined', 'Failed'],
		usableAsTool: true,
		credentials: [{ name: CREDENTIAL_NAME, required: true }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCallOutcome(this);
	}
}
