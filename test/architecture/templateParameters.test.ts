import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../stack/repositoryRoot';
import { nodeFolders, readText } from './sourceFiles';

const PACKAGE = 'n8n-nodes-whatsapp-calling.';

/** What n8n adds to a node that an agent uses as its tool. */
const OF_TOOLS = ['toolDescription', 'descriptionType'];

const descriptions = new Map<string, INodeTypeDescription>();

beforeAll(async () => {
	for (const name of nodeFolders()) {
		// Each node folder's file exports the class of its name, as the manifest has it.
		const module = (await import(
			join(repositoryRoot(), 'nodes', name, `${name}.node.ts`)
		)) as Record<string, new () => INodeType>;
		const Node = module[name];
		if (!Node) throw new Error(`${name}.node.ts exports no ${name}.`);
		const { description } = new Node();
		descriptions.set(PACKAGE + description.name, description);
	}
	// All nodes with all they import, on a machine that is busy.
}, 120_000);

/** What a node would not understand, as `parameter: why`. */
function problemsOf(node: INode): string[] {
	const isTool = node.type.endsWith('Tool');
	const description = descriptions.get(node.type) ?? descriptions.get(node.type.slice(0, -4));
	if (!description) return [`${node.name}: no such node`];
	const shown = description.properties.filter((property) =>
		NodeHelpers.displayParameter(withDefaults(node, description), property, node, description),
	);
	const own = Object.entries(node.parameters).filter(
		([name]) => !(isTool && OF_TOOLS.includes(name)),
	);
	return own
		.flatMap(([name, value]) => valueProblems(name, value, shown))
		.map((problem) => `${node.name}.${problem}`);
}

/** What is not stored stands at its default, and other parameters are shown by it. */
function withDefaults(node: INode, { properties }: INodeTypeDescription): INodeParameters {
	const defaults = Object.fromEntries(
		properties
			.filter((property) => !property.displayOptions)
			.map((property) => [property.name, property.default] as const),
	);
	// The defaults of properties are values of parameters.
	return { ...defaults, ...node.parameters } as INodeParameters;
}

function valueProblems(name: string, value: unknown, among: INodeProperties[]): string[] {
	const property = among.find((each) => each.name === name);
	if (!property) return [`${name}: no such parameter`];
	if (typeof value === 'string' && value.startsWith('=')) return [];
	if (property.type === 'collection') {
		// A collection's options are parameters of their own.
		const inner = (property.options ?? []) as INodeProperties[];
		return Object.entries(value as object).flatMap(([key, each]) =>
			valueProblems(key, each, inner).map((problem) => `${name}.${problem}`),
		);
	}
	if (!['options', 'multiOptions'].includes(property.type) || property.typeOptions) return [];
	const known = (property.options ?? []).map((option) => ('value' in option ? option.value : null));
	const chosen = [value].flat();
	return chosen
		.filter((each) => !known.includes(each as string))
		.map((each) => `${name}: ${JSON.stringify(each)} is none of its options`);
}

const files = readdirSync(join(repositoryRoot(), 'workflows')).filter((name) =>
	name.endsWith('.json'),
);

describe.each(files)('template %s', (file) => {
	// The shape n8n exports.
	const { nodes } = JSON.parse(readText(join('workflows', file))) as { nodes: INode[] };

	it('W1: sets parameters that its nodes have, to values that they know', () => {
		const own = nodes.filter(({ type }) => type.startsWith(PACKAGE));
		expect(own.flatMap(problemsOf)).toEqual([]);
	});
});

/** Templates that answer a number's chat. */
const CHAT_ROUTES = ['01-messages.json', '10-messages-with-ai.json'];

it('W1: only the chat routes listen to chat; the others take taps', () => {
	const listening = files.filter((file) => {
		const { nodes } = JSON.parse(readText(join('workflows', file))) as { nodes: INode[] };
		return nodes.some(({ parameters }) => [parameters.events].flat().includes('messages'));
	});
	expect(listening).toEqual(CHAT_ROUTES);
});
