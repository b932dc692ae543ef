import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8nApi, StoredWorkflow, WorkflowJson } from './n8nApi';
import { PACKAGE_NAME, repositoryRoot } from './repositoryRoot';

/** File names in workflows/, in order: `01-messages.json`, … */
export async function templateFiles(): Promise<string[]> {
	const names = await readdir(join(repositoryRoot(), 'workflows'));
	return names.filter((name) => name.endsWith('.json')).sort();
}

export async function readTemplate(file: string): Promise<WorkflowJson> {
	// Shipped by us; the architecture test holds its shape.
	return JSON.parse(
		await readFile(join(repositoryRoot(), 'workflows', file), 'utf8'),
	) as WorkflowJson;
}

/** Sets the credential in every node of this package, as the editor does on import. */
export function withCredential(
	workflow: WorkflowJson,
	credential: { id: string; name: string },
): WorkflowJson {
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith(`${PACKAGE_NAME}.`)
			? { ...node, credentials: { whatsAppCallingApi: credential } }
			: node,
	);
	return { ...workflow, nodes };
}

const CHAT_MODEL = '@n8n/n8n-nodes-langchain.lmChatOpenAi';

/** Sets the credential of the chat model, of type openAiApi. */
export function withModel(
	workflow: WorkflowJson,
	credential: { id: string; name: string },
): WorkflowJson {
	const nodes = workflow.nodes.map((node) =>
		node.type === CHAT_MODEL ? { ...node, credentials: { openAiApi: credential } } : node,
	);
	return { ...workflow, nodes };
}

/** Of each of these a number has one: its chat is answered once (W1), its slots are reminded of once. */
const ALTERNATIVES = [
	['01-messages.json', '10-messages-with-ai.json'],
	['21-reminders.json', '26-automated-reminders.json'],
];

/** n8n publishes no node without a credential that it needs, and these need one of another service. */
const OF_OTHER_SERVICES = ['25-recordings-s3.json'];

/** The templates of a list that can be live together: of alternatives the first. */
export function publishable(files: string[]): string[] {
	const left = ALTERNATIVES.flatMap((names) =>
		files.filter((file) => names.includes(file)).slice(1),
	);
	return files.filter((file) => ![...left, ...OF_OTHER_SERVICES].includes(file));
}

/** Imports a template as a new, unpublished workflow. */
export async function importTemplate(
	api: N8nApi,
	file: string,
	credential: { id: string; name: string },
): Promise<StoredWorkflow> {
	return await api.createWorkflow(withCredential(await readTemplate(file), credential));
}
