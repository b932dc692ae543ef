import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CallItem } from '../domain/callItem';
import { CallingError } from './callingError';
import { hasCustomer, readCallItem } from './itemJson';
import { customerOf, itemsOfNode, noCustomer } from './upstreamItems';

/**
 * The item that an AI agent works on while it uses one of our nodes as a tool: never what the model
 * filled in, only what stood before the agent. n8n pairs every tool call of a run with the run's first
 * item, whichever item the agent was at, so that a run about two customers is refused.
 *
 * @throws {CallingError} `no_customer`, `several_customers`.
 */
export function findAgentItem(ctx: IExecuteFunctions, itemIndex: number): Partial<CallItem> {
	for (const items of itemsBefore(ctx, itemIndex)) {
		const found = items.map(({ json }) => json).filter((json) => hasCustomer(readCallItem(json)));
		if (new Set(found.map(customerOf)).size > 1) throw severalCustomers();
		const newest = found.at(-1);
		if (newest) return readCallItem(newest);
	}
	throw noCustomer();
}

/** Items of the nodes before the agent, nearest first. */
function* itemsBefore(
	ctx: IExecuteFunctions,
	itemIndex: number,
): Generator<{ json: IDataObject }[]> {
	const { agent, source, given } = beforeAgent(ctx, ctx.getInputData()[itemIndex]);
	yield given;
	if (source) {
		const { previousNode, previousNodeOutput, previousNodeRun } = source;
		yield itemsOfNode(ctx, previousNode, previousNodeOutput, previousNodeRun);
	}
	const parents = ctx.getParentNodes(source?.previousNode ?? agent).map(({ name }) => name);
	for (const name of parents.reverse()) yield itemsOfNode(ctx, name);
}

/** An agent runs its tool with the source of the agent's own item, or lends it its run's data. */
function beforeAgent(ctx: IExecuteFunctions, own: INodeExecutionData | undefined) {
	const paired = own?.pairedItem;
	const source =
		typeof paired === 'object' && !Array.isArray(paired) ? paired.sourceOverwrite : undefined;
	const running = ctx.getExecuteData?.();
	const self = ctx.getNode().name;
	const agent = running?.node.name ?? self;
	const lends = !source && agent !== self;
	return { source, agent, given: (lends && running?.data?.main?.[0]) || [] };
}

const severalCustomers = (): CallingError =>
	new CallingError(
		'several_customers',
		'This run of the agent is about several customers, and n8n does not tell a tool which one is meant',
		'Give the agent one item at a time: let the trigger start one run for each message, as it does, or put Loop Over Items before the agent.',
	);
