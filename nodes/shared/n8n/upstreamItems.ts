import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { CallingError } from './callingError';
import { readCallItem } from './itemJson';

/** What n8n's `$('name')` gives of a node of this execution. */
export interface NodeData {
	item?: INodeExecutionData;
	all(output?: number, run?: number): INodeExecutionData[];
}

export function nodeData(
	ctx: IExecuteFunctions,
	nodeName: string,
	itemIndex: number,
): NodeData | null {
	// `$` is untyped in n8n: it takes a node's name and gives that node's items of this execution.
	const lookUp = ctx.getWorkflowDataProxy(itemIndex).$ as (name: string) => NodeData;
	return attempt(() => lookUp(nodeName));
}

/** All items of one node's output and run; of n8n's choice unless given. */
export const itemsOfNode = (
	ctx: IExecuteFunctions,
	nodeName: string,
	output?: number,
	run?: number,
): INodeExecutionData[] =>
	attempt(() => nodeData(ctx, nodeName, 0)?.all(output, run) ?? null) ?? [];

export function customerOf(json: IDataObject): string | null {
	const { contact } = readCallItem(json);
	return contact?.id || contact?.waId || contact?.userId || null;
}

/** n8n throws for a node that has not run and for an item whose origin it cannot trace. */
export function attempt<T>(look: () => T): T | null {
	try {
		return look();
	} catch {
		return null;
	}
}

export const noCustomer = (): CallingError =>
	new CallingError(
		'no_customer',
		'This item carries no customer',
		'Connect it after a WhatsApp Calling node, or set Customer.',
	);
