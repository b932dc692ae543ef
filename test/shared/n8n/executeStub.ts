import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

export interface ExecuteStub {
	items: INodeExecutionData[];
	/** Parameters of the node, for every item alike or by item. */
	parameters?: IDataObject | ((itemIndex: number) => IDataObject);
	credential?: IDataObject;
	mode?: WorkflowExecuteMode;
	continueOnFail?: boolean;
	/** What the node is set to do on an error. */
	onError?: INode['onError'];
	type?: string;
	/** Answers n8n's own request helper. */
	httpRequest?: (options: unknown) => Promise<unknown>;
	/** Node name → its parents' names. */
	parents?: Record<string, string[]>;
	/** What `$('name')` gives; nodes that are missing have not run. */
	upstream?: Record<string, { item?: INodeExecutionData; all?: INodeExecutionData[] }>;
	/** The node n8n is executing, when an agent lends its run to a tool. */
	executing?: string;
	/** The items of that agent. */
	given?: INodeExecutionData[];
	isTool?: boolean;
	rootMode?: WorkflowExecuteMode;
	executionId?: string;
	/** The binary data of every item. */
	bytes?: Buffer;
	settings?: IDataObject;
	/** The workflow's zone. */
	timezone?: string;
}

/** The parts of n8n's execute functions that nodes here use, over plain values. */
export function executeStub(stub: ExecuteStub): IExecuteFunctions & { hints: unknown[] } {
	const node: INode = {
		id: 'node-1',
		name: 'This Node',
		type: stub.type ?? 'n8n-nodes-whatsapp-calling.whatsAppCalling',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...(stub.onError ? { onError: stub.onError } : {}),
	};
	const hints: unknown[] = [];
	const context = {
		hints,
		additionalData: { rootExecutionMode: stub.rootMode },
		addExecutionHints: (...added: unknown[]) => hints.push(...added),
		continueOnFail: () => stub.continueOnFail ?? false,
		getCredentials: async () => {
			if (!stub.credential) throw new Error('Node does not have any credentials set');
			return stub.credential;
		},
		getExecuteData: () => ({
			node: { name: stub.executing ?? node.name },
			data: { main: [stub.given ?? []] },
		}),
		getExecutionId: () => stub.executionId ?? '77',
		getInputData: () => stub.items,
		getInstanceBaseUrl: () => 'https://n8n.example.com/',
		getMode: () => stub.mode ?? 'trigger',
		getNode: () => node,
		getNodeParameter: (name: string, itemIndex: number, fallback?: unknown) =>
			parameter(stub, name, itemIndex, fallback),
		getTimezone: () => stub.timezone ?? 'UTC',
		getParentNodes: (name: string) =>
			(stub.parents?.[name] ?? []).map((parent) => ({ name: parent, type: 'x', typeVersion: 1 })),
		getWorkflow: () => ({ id: 'wf-1', name: 'Workflow', active: true }),
		getWorkflowDataProxy: () => ({ $: (name: string) => nodeData(stub, name) }),
		getWorkflowSettings: () => stub.settings ?? {},
		helpers: {
			httpRequest: stub.httpRequest,
			getBinaryDataBuffer: async () => stub.bytes,
			prepareBinaryData: async (data: Buffer | Readable, fileName: string, mimeType: string) => ({
				data: (await buffer(Buffer.isBuffer(data) ? Readable.from([data]) : data)).toString(
					'base64',
				),
				fileName,
				mimeType,
			}),
		},
		isToolExecution: () => stub.isTool ?? false,
	};
	// Only what nodes of this package call is there; anything else fails the test loudly.
	return context as unknown as IExecuteFunctions & { hints: unknown[] };
}

function parameter(
	{ parameters = {} }: ExecuteStub,
	name: string,
	itemIndex: number,
	fallback: unknown,
): unknown {
	const values = typeof parameters === 'function' ? parameters(itemIndex) : parameters;
	const value = name.split('.').reduce<unknown>((at, key) => (at as IDataObject)?.[key], values);
	if (value === undefined) {
		if (fallback === undefined) throw new Error(`Could not get parameter "${name}"`);
		return fallback;
	}
	return value;
}

/** n8n throws for a node that has not run, and for an item whose origin it cannot trace. */
function nodeData({ upstream = {} }: ExecuteStub, name: string) {
	const data = upstream[name];
	if (!data) throw new Error(`No execution data available for ${name}`);
	return {
		get item() {
			if (!data.item) throw new Error('Paired item data unavailable');
			return data.item;
		},
		all: () => data.all ?? (data.item ? [data.item] : []),
	};
}
