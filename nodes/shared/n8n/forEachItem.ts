import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { errorFacts, toNodeError } from './nodeError';
import { isToolMode } from './toolMode';

export { isDryRun } from './isDryRun';
export { refuseInToolMode } from './toolMode';

export interface ItemResult {
	json: IDataObject;
	/** Which output, 0 = the first. */
	output?: number;
	/** The incoming item's binary data unless given. */
	binary?: IBinaryKeyData;
}

export interface ForEachItem {
	/** How many outputs the node has. */
	outputs?: number;
	/**
	 * Where an item that failed goes when the node is set to continue. A gate names the output that
	 * lets nothing through.
	 */
	failedOutput?: number;
	work(itemIndex: number, json: IDataObject): Promise<ItemResult | ItemResult[]>;
}

/**
 * Runs a node's work once per incoming item. Every outgoing item is paired with the one it came
 * from; a failure ends the execution, or marks its own item if the node is set to continue.
 */
export async function forEachItem(
	ctx: IExecuteFunctions,
	{ outputs = 1, failedOutput = 0, work }: ForEachItem,
): Promise<INodeExecutionData[][]> {
	const branches: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
	for (const [itemIndex, item] of ctx.getInputData().entries()) {
		const given = ownJson(ctx, item.json);
		try {
			const result = await work(itemIndex, given);
			for (const one of Array.isArray(result) ? result : [result]) {
				branches[one.output ?? 0]?.push(paired(one.json, one.binary ?? item.binary, itemIndex));
			}
		} catch (error) {
			if (!ctx.continueOnFail()) throw toNodeError(ctx.getNode(), error, itemIndex);
			const json = failedJson(ctx, given, error);
			branches[failedOutput]?.push(paired(json, item.binary, itemIndex));
		}
	}
	return branches;
}

/**
 * To an agent's tool n8n lends the item that the agent got, with what the model filled in written over
 * it: nothing that could be believed, and more than a model should read in the answer.
 */
const ownJson = (ctx: IExecuteFunctions, json: IDataObject): IDataObject =>
	isToolMode(ctx) ? {} : json;

/**
 * The item with what went wrong and how to fix it. n8n makes a bare message of an item that carries
 * an n8n error beside its JSON; without one it takes the item for failed only if it has nothing but
 * `error`, and then adds the fields of the incoming item itself.
 */
function failedJson(ctx: IExecuteFunctions, json: IDataObject, thrown: unknown): IDataObject {
	const { code, message, fix, metaCode } = errorFacts(thrown);
	const error = { code, message, fix, meta_code: metaCode };
	return ctx.getNode().onError === 'continueErrorOutput' ? { error } : { ...json, error };
}

function paired(
	json: IDataObject,
	binary: IBinaryKeyData | undefined,
	itemIndex: number,
): INodeExecutionData {
	return { json, ...(binary ? { binary } : {}), pairedItem: { item: itemIndex } };
}
