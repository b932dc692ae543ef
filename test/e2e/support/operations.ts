import type { NodeJson, StoredWorkflow } from '../../stack/n8nApi';
import { PACKAGE_NAME } from '../../stack/repositoryRoot';
import { chain, itemsOf, manualStart, runByHand } from '../../stack/runByHand';
import type { Stack } from '../../stack/stack';
import { withCredential } from '../../stack/templates';

type Json = Record<string, unknown>;

const operationNode = (type: string, parameters: Json): NodeJson => ({
	name: 'Operation',
	type: `${PACKAGE_NAME}.${type}`,
	typeVersion: 1,
	position: [400, 0],
	parameters,
});

/** One operation as a person runs it in the editor; gives the items of its first output. */
export async function operate(stack: Stack, type: string, parameters: Json): Promise<Json[]> {
	const node = operationNode(type, { actForReal: true, ...parameters });
	const { nodes } = withCredential({ name: '', nodes: [node], connections: {} }, stack.credential);
	return itemsOf(await runByHand(stack.api, [manualStart(), ...nodes]), node.name);
}

/** An operation that is live: give it an item, and it gives what becomes of it. */
export type LiveOperation = (item: Json) => Promise<Json>;

let published = 0;

/** Publishes one operation behind a webhook, since a test run in the editor keeps nothing. */
export async function publishOperation(
	stack: Stack,
	type: string,
	parameters: Json,
): Promise<LiveOperation> {
	const path = `operation-${++published}`;
	const nodes: NodeJson[] = [
		{
			name: 'Asked',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
		},
		{
			name: 'Item',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			position: [200, 0],
			parameters: { jsCode: 'return [{ json: $json.body }];' },
		},
		operationNode(type, parameters),
	];
	const workflow = { name: path, nodes, connections: chain(nodes) };
	const stored: StoredWorkflow = await stack.api.createWorkflow(
		withCredential(workflow, stack.credential),
	);
	await stack.api.publish(stored.id);
	return async (item) => {
		const answer = await fetch(`${stack.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(item),
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
		// n8n answers with the first item of the last node.
		return JSON.parse(text) as Json;
	};
}
