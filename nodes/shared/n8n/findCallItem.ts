import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { CallItem } from '../domain/callItem';
import { findAgentItem } from './findAgentItem';
import { hasCustomer, readCallItem } from './itemJson';
import { isToolMode } from './toolMode';
import { attempt, customerOf, nodeData, noCustomer } from './upstreamItems';

/**
 * The item of the contract that belongs to an incoming item: the item itself if it names a customer,
 * else the nearest one upstream that it was made from. A Slack or AI node in between replaces the
 * item, and the customer must not get lost with it. In tool mode see {@link findAgentItem}.
 *
 * @throws {CallingError} `no_customer` if there is none, `several_customers`.
 */
export function findCallItem(ctx: IExecuteFunctions, itemIndex: number): Partial<CallItem> {
	if (isToolMode(ctx)) return findAgentItem(ctx, itemIndex);
	const own = ctx.getInputData()[itemIndex];
	const item = readCallItem(own?.json ?? {});
	if (hasCustomer(item)) return item;
	// Nearest first; n8n lists them farthest first.
	const parents = ctx.getParentNodes(ctx.getNode().name).reverse();
	for (const nodeName of new Set(parents.map(({ name }) => name))) {
		const earlier = readCallItem(itemOf(ctx, nodeName, itemIndex) ?? {});
		if (hasCustomer(earlier)) return earlier;
	}
	throw noCustomer();
}

/**
 * The item of an earlier node that this one descends from. Where a node in between did not pair its
 * items, the earlier node's only customer is meant; two customers would be a guess.
 */
function itemOf(ctx: IExecuteFunctions, nodeName: string, itemIndex: number): IDataObject | null {
	const node = nodeData(ctx, nodeName, itemIndex);
	if (!node) return null;
	const paired = attempt(() => node.item?.json ?? null);
	if (paired) return paired;
	const all = attempt(() => node.all()) ?? [];
	const customers = new Set(all.map(({ json }) => customerOf(json)).filter(Boolean));
	return customers.size === 1 ? (all.find(({ json }) => customerOf(json))?.json ?? null) : null;
}
