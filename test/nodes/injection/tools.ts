import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { BusinessHours } from '../../../nodes/BusinessHours/BusinessHours.node';
import { CallLedger } from '../../../nodes/CallLedger/CallLedger.node';
import { OPERATIONS as LEDGER_OPERATIONS } from '../../../nodes/CallLedger/operations';
import { CallOutcome } from '../../../nodes/CallOutcome/CallOutcome.node';
import { ConsentGate } from '../../../nodes/ConsentGate/ConsentGate.node';
import { EscalationCheck } from '../../../nodes/EscalationCheck/EscalationCheck.node';
import { InitiateCall } from '../../../nodes/InitiateCall/InitiateCall.node';
import { SummaryBuilder } from '../../../nodes/SummaryBuilder/SummaryBuilder.node';
import { OPERATIONS as BRIEF_OPERATIONS } from '../../../nodes/SummaryBuilder/operations';
import { OPERATIONS as CALLING_OPERATIONS } from '../../../nodes/WhatsAppCalling/operations';
import { WhatsAppCalling } from '../../../nodes/WhatsAppCalling/WhatsAppCalling.node';
import type { ExecuteStub } from '../../shared/n8n/executeStub';
import type { World } from './world';

/** One node as a tool: everything that a builder could hand to an agent. */
export interface Tool {
	title: string;
	name: string;
	node: INodeType;
	chosen: IDataObject;
}

const pairs = (operations: Record<string, Record<string, unknown>>): [string, string][] =>
	Object.entries(operations).flatMap(([resource, each]) =>
		Object.keys(each).map((operation): [string, string] => [resource, operation]),
	);

const resources = (
	name: string,
	node: INodeType,
	operations: Record<string, Record<string, unknown>>,
): Tool[] =>
	pairs(operations).map(([resource, operation]) => ({
		title: `${name} › ${resource} › ${operation}`,
		name,
		node,
		chosen: { resource, operation },
	}));

const one = (name: string, node: INodeType): Tool => ({ title: name, name, node, chosen: {} });

export const TOOLS: Tool[] = [
	one('escalationCheck', new EscalationCheck()),
	one('consentGate', new ConsentGate()),
	one('businessHours', new BusinessHours()),
	one('initiateCall', new InitiateCall()),
	one('callOutcome', new CallOutcome()),
	...Object.keys(BRIEF_OPERATIONS).map((operation) => ({
		title: `summaryBuilder › ${operation}`,
		name: 'summaryBuilder',
		node: new SummaryBuilder(),
		chosen: { operation },
	})),
	...resources('whatsAppCalling', new WhatsAppCalling(), CALLING_OPERATIONS),
	...resources('callLedger', new CallLedger(), LEDGER_OPERATIONS),
];

/** What the tool gave, or the stable code of its refusal. */
export interface ToolAnswer {
	given: INodeExecutionData[];
	error: string | null;
}

/**
 * An agent calls a tool for Asha, whose message is `item`: n8n gives the node the arguments as the
 * incoming item and as whatever parameters the builder left to the model.
 */
export const callTool = async (
	world: World,
	tool: Tool,
	item: INodeExecutionData,
	args: IDataObject,
): Promise<ToolAnswer> =>
	await runOn(world, tool, { json: args }, args, {
		type: `n8n-nodes-whatsapp-calling.${tool.name}Tool`,
		isTool: true,
		parents: { 'This Node': ['Agent'], Agent: ['Trigger'] },
		executing: 'Agent',
		upstream: { Trigger: { item } },
	});

/** The node on an item, in a workflow unless `stub` says otherwise. */
export async function runOn(
	world: World,
	{ node, name, chosen }: Tool,
	item: INodeExecutionData,
	parameters: IDataObject,
	stub: Partial<ExecuteStub> = {},
): Promise<ToolAnswer> {
	const { description } = node as { description: INodeTypeDescription };
	const defaults = Object.fromEntries(
		// Only plain values stand as defaults in these nodes.
		description.properties.map(({ name: field, default: value }) => [field, value as IDataObject]),
	);
	const ctx = world.context(item, {
		type: `n8n-nodes-whatsapp-calling.${name}`,
		parameters: { ...defaults, ...parameters, ...chosen },
		...stub,
	});
	try {
		const branches = (await node.execute?.call(ctx)) as INodeExecutionData[][];
		return { given: branches.flat(), error: null };
	} catch (error) {
		const { message, description: why } = error as { message: string; description?: string };
		return { given: [], error: `${message} ${why ?? ''}` };
	}
}
