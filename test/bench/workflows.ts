import type { N8nApi, StoredWorkflow, WorkflowJson } from '../stack/n8nApi';
import { PACKAGE_NAME } from '../stack/repositoryRoot';
import type { Stack } from '../stack/stack';

type NodeJson = WorkflowJson['nodes'][number];

export interface Published {
	workflow: StoredWorkflow;
	/** Of its trigger's webhook. */
	url: string;
}

export const noOp = (name: string): NodeJson => ({
	name,
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});

/** Every output of a node leads to the next node, up to `outputs` of them. */
export interface Link {
	node: NodeJson;
	outputs: number;
}

function chained(
	name: string,
	trigger: NodeJson,
	links: Link[],
	saveDataSuccessExecution: 'all' | 'none',
): WorkflowJson {
	const chain = [{ node: trigger, outputs: 1 }, ...links];
	const connections = chain.slice(0, -1).map(({ node, outputs }, index) => {
		const next = { node: chain[index + 1]?.node.name, type: 'main', index: 0 };
		return [node.name, { main: Array.from({ length: outputs }, () => [next]) }];
	});
	return {
		name,
		nodes: chain.map(({ node }, index) => ({ ...node, position: [index * 300, 0] })),
		connections: Object.fromEntries(connections) as Record<string, unknown>,
		settings: { executionOrder: 'v1', saveDataSuccessExecution },
	};
}

async function publish(
	api: N8nApi,
	workflow: WorkflowJson,
	triggerName: string,
): Promise<Published> {
	const stored = await api.createWorkflow(workflow);
	await api.publish(stored.id);
	return { workflow: stored, url: api.webhookUrl(stored, triggerName, 'webhook') };
}

const END: Link[] = [{ node: noOp('Nothing More'), outputs: 1 }];

/** Our trigger and what follows it, by default a No-Op. */
export async function publishOurs(
	{ api, credential }: Stack,
	events: string[],
	{ keepExecutions = false, links = END }: { keepExecutions?: boolean; links?: Link[] } = {},
): Promise<Published> {
	const trigger: NodeJson = {
		name: `Ours ${events.join(' ')}`,
		type: `${PACKAGE_NAME}.whatsAppCallingTrigger`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { events, subscription: 'automatic', options: {} },
		credentials: { whatsAppCallingApi: credential },
		webhookId: crypto.randomUUID(),
	};
	const workflow = chained(trigger.name, trigger, links, keepExecutions ? 'all' : 'none');
	return await publish(api, workflow, trigger.name);
}

/** A desk of its own, on n8n's other name of this machine; it keeps its executions, if there are any. */
export async function publishDesk({ api, credential }: Stack): Promise<Published> {
	const trigger: NodeJson = {
		name: 'Desk',
		type: `${PACKAGE_NAME}.callDeskTrigger`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { deskUrl: `http://127.0.0.1:${new URL(api.url).port}` },
		credentials: { whatsAppCallingApi: credential },
		webhookId: crypto.randomUUID(),
	};
	return await publish(api, chained('Desk', trigger, END, 'all'), trigger.name);
}

/** n8n's own WhatsApp Trigger and a No-Op. It takes over the app's subscription. */
export async function publishNative({ api, config }: Stack): Promise<Published> {
	const credential = await api.createCredential('WhatsApp (n8n)', 'whatsAppTriggerApi', {
		clientId: config.app_id,
		clientSecret: config.app_secret,
	});
	const trigger: NodeJson = {
		name: 'WhatsApp Trigger',
		type: 'n8n-nodes-base.whatsAppTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { updates: ['messages'], options: { messageStatusUpdates: [] } },
		credentials: { whatsAppTriggerApi: credential },
		webhookId: crypto.randomUUID(),
	};
	return await publish(api, chained('Native', trigger, END, 'none'), trigger.name);
}
