import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { CREDENTIAL_NAME } from '../shared/n8n/credential';
import { searchPhoneNumbers } from '../shared/n8n/searchPhoneNumbers';
import { properties } from './description';
import { loadFieldNames } from './loadFieldNames';
import { runSummaryBuilder } from './runSummaryBuilder';

/** What the person who calls should know, checked before it is shown, and corrected afterwards (S1–S4). */
export class SummaryBuilder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Summary Builder',
		name: 'summaryBuilder',
		icon: { light: 'file:summaryBuilder.svg', dark: 'file:summaryBuilder.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description:
			'Brief whoever calls the customer: build the summary, show it where it is needed, learn from corrections',
		defaults: { name: 'Summary Builder' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Ready', 'Needs Review'],
		usableAsTool: true,
		credentials: [
			{
				name: CREDENTIAL_NAME,
				required: true,
				displayOptions: { hide: { operation: ['render'] } },
			},
		],
		properties,
	};

	methods = {
		listSearch: { searchPhoneNumbers },
		loadOptions: { loadFieldNames },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runSummaryBuilder(this);
	}
}
