import type { Execution, NodeJson, StoredWorkflow, WorkflowJson } from '../../stack/n8nApi';
import { PACKAGE_NAME } from '../../stack/repositoryRoot';
import type { Stack } from '../../stack/stack';
import { forStack, readTemplate } from '../../stack/templates';
import { until } from '../../stack/until';
import type { Phone } from './phone';

const TRIGGER = `${PACKAGE_NAME}.whatsAppCallingTrigger`;

export interface TemplateChange {
	/** The options of its trigger. */
	options?: object;
	/** Executions are kept, so that tests can count them, unless it goes live exactly as shipped. */
	asShipped?: boolean;
	/** What its set-up says that a builder does in the editor. */
	setUp?: (template: WorkflowJson) => WorkflowJson;
}

/** A template, imported and published. */
export async function publishTemplate(
	stack: Stack,
	file: string,
	{ options = {}, asShipped = false, setUp = (template) => template }: TemplateChange = {},
): Promise<StoredWorkflow> {
	const template = setUp(await readTemplate(file));
	const nodes = template.nodes.map((node) => {
		if (node.type !== TRIGGER) return node;
		// The trigger's own collection, as the template ships it.
		const shipped = node.parameters.options as object | undefined;
		return { ...node, parameters: { ...node.parameters, options: { ...shipped, ...options } } };
	});
	return await publish(stack, { ...template, nodes, ...(asShipped ? {} : KEPT) });
}

/** With these parameters of one of its nodes. */
export function withParameters(
	template: WorkflowJson,
	name: string,
	parameters: Record<string, unknown>,
): WorkflowJson {
	const nodes = template.nodes.map((node) =>
		node.name === name ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	);
	return { ...template, nodes };
}

/** Without its Escalation Check: n8n publishes one of these for a number, and any number of others (W1). */
export function withoutCheck(template: WorkflowJson): WorkflowJson {
	const CHECK = 'Escalation Check';
	// The connections of a template, as the architecture test holds them.
	const links = template.connections as Record<string, { main: { node: string }[][] }>;
	const { [CHECK]: check, ...others } = links;
	const next = check?.main[0] ?? [];
	const past = (targets: { node: string }[]) =>
		targets.flatMap((target) => (target.node === CHECK ? next : [target]));
	const connections = Object.entries(others).map(
		([from, { main }]) => [from, { main: main.map(past) }] as const,
	);
	const nodes = template.nodes.filter(({ name }) => name !== CHECK);
	return { ...template, nodes, connections: Object.fromEntries(connections) };
}

const KEPT = { settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' } };

/** The trigger, then a chain of nodes; of a node with several outputs each leads to the next. */
export async function publishChain(
	stack: Stack,
	name: string,
	nodes: Partial<NodeJson>[],
): Promise<StoredWorkflow> {
	const trigger = { name: 'Trigger', type: TRIGGER, parameters: CHAT_EVENTS };
	const all = [trigger, ...nodes].map((node, index): NodeJson => ({
		name: String(node.type?.split('.').at(-1)),
		type: '',
		typeVersion: 1,
		position: [index * 200, 0],
		parameters: {},
		...node,
	}));
	const links = all.slice(1).map((next, index) => {
		const main = [[{ node: next.name, type: 'main', index: 0 }]];
		return [all[index]?.name ?? '', { main }] as const;
	});
	const connections = Object.fromEntries(links);
	return await publish(stack, { name, nodes: all, connections, ...KEPT });
}

const CHAT_EVENTS = { events: ['messages', 'permissionReplies'] };

export const NO_OP = { type: 'n8n-nodes-base.noOp' };

/** Right behind the trigger: no Summary Builder makes a brief. */
export const INITIATE_CALL = {
	name: 'Initiate Call',
	type: `${PACKAGE_NAME}.initiateCall`,
	parameters: { briefRequired: false },
};

async function publish(stack: Stack, workflow: WorkflowJson): Promise<StoredWorkflow> {
	const stored = await stack.api.createWorkflow(forStack(workflow, stack));
	await stack.api.publish(stored.id);
	return stored;
}

/** Executions of a workflow that are about this customer, oldest first. */
export async function executionsOf(
	{ api }: Stack,
	{ id }: StoredWorkflow,
	{ userId }: Phone,
): Promise<Execution[]> {
	const all = await api.listExecutions({ workflowId: id, includeData: true });
	return all.filter(({ data }) => JSON.stringify(data ?? {}).includes(userId)).reverse();
}

/** The nodes that an execution ran. */
export const nodesOf = ({ data }: Execution): string[] =>
	Object.keys(data?.resultData.runData ?? {});

/** What started an execution: the `event.type` of the trigger's item. */
export function eventTypeOf({ data }: Execution): string | undefined {
	const [trigger] = Object.values(data?.resultData.runData ?? {});
	const { event } = trigger?.[0]?.data?.main?.[0]?.[0]?.json ?? {};
	// The trigger's own item (design.md §3).
	return (event as { type: string } | undefined)?.type;
}

export interface Held {
	decision: { reason: string; retry_at: string | null };
	attempt: { status: string; held_reason: string | null; retry_at: string | null };
}

/** What Initiate Call put on its output Held for this customer, oldest first. */
export async function heldItems(
	stack: Stack,
	workflow: StoredWorkflow,
	phone: Phone,
): Promise<Held[]> {
	const executions = await executionsOf(stack, workflow, phone);
	return executions.flatMap(({ data }) => {
		const [run] = data?.resultData.runData[INITIATE_CALL.name] ?? [];
		// The node's own item (design.md §3); tests read these sections of it.
		return (run?.data?.main?.[1] ?? []).map(({ json }) => json as unknown as Held);
	});
}

/** Resolves with the newest Held item once there are `count` of them. */
export async function untilHeld(
	stack: Stack,
	workflow: StoredWorkflow,
	phone: Phone,
	count = 1,
): Promise<Held> {
	return await until(`Initiate Call to hold ${count} items`, 30_000, async () => {
		const held = await heldItems(stack, workflow, phone);
		return held.length >= count ? held.at(-1) : undefined;
	});
}
