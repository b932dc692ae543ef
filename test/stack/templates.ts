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

export const CALL_DESK = '03-call-desk.json';

/** Who talks in the calls of templates that name no leg. */
export type TemplateLeg = 'call_desk' | 'media_server';

/** What a template has to be told of the stack that it runs in. */
export interface TemplatePlace {
	api: Pick<N8nApi, 'url'>;
	credential: { id: string; name: string };
	leg: TemplateLeg;
}

/** A template, set up as its overview says. */
export function forStack(
	workflow: WorkflowJson,
	{ api, credential, leg }: TemplatePlace,
): WorkflowJson {
	return withCredential(withDeskUrl(withLeg(workflow, leg), api.url), credential);
}

const DESK = `${PACKAGE_NAME}.callDeskTrigger`;

/**
 * The desk's page has another name of this machine than the editor, as it has to: n8n listens on
 * loopback, which is `127.0.0.1` and `localhost`.
 */
function withDeskUrl(workflow: WorkflowJson, n8nUrl: string): WorkflowJson {
	const deskUrl = `http://127.0.0.1:${new URL(n8nUrl).port}`;
	const nodes = workflow.nodes.map((node) =>
		node.type === DESK ? { ...node, parameters: { ...node.parameters, deskUrl } } : node,
	);
	return { ...workflow, nodes };
}

/** With its calls carried like this, where it says nothing else: left alone, they are the desk's. */
function withLeg(workflow: WorkflowJson, leg: TemplateLeg): WorkflowJson {
	const nodes = workflow.nodes.map((node) =>
		node.type === `${PACKAGE_NAME}.initiateCall`
			? { ...node, parameters: { leg, ...node.parameters } }
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
	place: TemplatePlace & { api: N8nApi },
	file: string,
): Promise<StoredWorkflow> {
	return await place.api.createWorkflow(forStack(await readTemplate(file), place));
}
