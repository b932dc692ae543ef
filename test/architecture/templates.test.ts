import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../stack/repositoryRoot';
import { nodeFolders, readText } from './sourceFiles';

interface TemplateNode {
	name: string;
	type: string;
	position: number[];
	parameters: Record<string, unknown>;
	[key: string]: unknown;
}

interface Template {
	name: string;
	nodes: TemplateNode[];
	connections: Record<string, Record<string, ({ node: string }[] | null)[]>>;
	settings: Record<string, unknown>;
	[key: string]: unknown;
}

const STICKY = 'n8n-nodes-base.stickyNote';

/** n8n's sticky colours: yellow is 1 and the default, white is 7. */
const YELLOW = [undefined, 1];
const WHITE = 7;

const OWN_NODES = nodeFolders().map(
	(name) => `n8n-nodes-whatsapp-calling.${name[0]?.toLowerCase()}${name.slice(1)}`,
);

/** As nodes, and as the tools that n8n makes of them for its agents. */
const OWN_TYPES = [...OWN_NODES, ...OWN_NODES.map((type) => `${type}Tool`)];

/** n8n's own nodes around chat models, which the other templates do without. */
const MODEL_TYPES = '@n8n/n8n-nodes-langchain.';
const WITH_MODEL = ['10-messages-with-ai.json'];

/**
 * With a webhook id, the path of n8n's Webhook node is its whole address, whichever way the template
 * was imported: only so can the links in a card name it before anybody has opened the editor.
 */
const WITH_WEBHOOK_ID: Record<string, string> = { '06-manual-dial-slack.json': 'Answer Page' };

/** Tokens of Meta, bearer headers, private keys, webhook addresses that carry a secret. */
const SECRET =
	/EAA[A-Za-z0-9]{20}|Bearer [A-Za-z0-9]|BEGIN [A-Z ]*PRIVATE KEY|hooks\.slack\.com\/services\/[A-Z0-9]/;

const files = readdirSync(join(repositoryRoot(), 'workflows')).filter((name) =>
	name.endsWith('.json'),
);

describe('workflows/', () => {
	it('ships the numbered templates of this version', () => {
		expect(files).toEqual(
			expect.arrayContaining([
				'00-settings.json',
				'01-messages.json',
				'02-calls.json',
				'03-call-desk.json',
				'03b-add-representative.json',
				'04-callbacks.json',
				'05-call-request.json',
				'06-manual-dial-slack.json',
				'07-crm-sync.json',
				'10-messages-with-ai.json',
				'20-recap-and-rating.json',
				'21-reminders.json',
				'22-triage.json',
				'90-errors.json',
			]),
		);
	});
});

describe.each(files)('template %s', (file) => {
	const text = readText(join('workflows', file));
	// The shape n8n exports; the tests below check what matters of it.
	const template = JSON.parse(text) as Template;

	it('has what the editor and the command line import, and nothing of the instance it came from', () => {
		expect(Object.keys(template).sort()).toEqual([
			'connections',
			'name',
			'nodes',
			'pinData',
			'settings',
		]);
		expect(template.settings.executionOrder).toBe('v1');
	});

	it('keeps no successful run: execution data holds what customers wrote', () => {
		expect(template.settings).toMatchObject({
			saveDataSuccessExecution: 'none',
			saveManualExecutions: false,
		});
	});

	it('V4: keeps no run at all that holds a link to the desk', () => {
		const hasLink = ({ parameters: { resource, operation } }: TemplateNode) =>
			resource === 'representative' && ['create', 'createLink'].includes(String(operation));
		if (!template.nodes.some(hasLink)) return;
		expect(template.settings.saveDataErrorExecution).toBe('none');
	});

	it('has nodes without ids, webhook ids and credentials', () => {
		const hasForeign = (node: TemplateNode) =>
			'id' in node ||
			'credentials' in node ||
			('webhookId' in node && node.name !== WITH_WEBHOOK_ID[file]);
		const wrong = template.nodes.filter(hasForeign);
		expect(wrong.map((node) => node.name)).toEqual([]);
	});

	it('has addresses that n8n finds: its command line builds them from the name, which must be one word', () => {
		const called = template.nodes.filter(({ type }) =>
			/\.(webhook|formTrigger|whatsAppCallingTrigger|callDeskTrigger)$/.test(type),
		);
		const lost = called.filter((node) => /\s/.test(node.name) && !('webhookId' in node));
		expect(lost.map(({ name }) => name)).toEqual([]);
	});

	it('holds no secret', () => {
		expect(SECRET.exec(text)?.[0]).toBeUndefined();
	});

	it("uses nodes of this package and of n8n's base package only, and those of chat models in 10", () => {
		const packages = ['n8n-nodes-base.', ...(WITH_MODEL.includes(file) ? [MODEL_TYPES] : [])];
		const unknown = template.nodes
			.map((node) => node.type)
			.filter((type) => !OWN_TYPES.includes(type) && !packages.some((of) => type.startsWith(of)));
		expect(unknown).toEqual([]);
	});

	it('connects nodes that exist, each name once', () => {
		const names = template.nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		const targets = Object.values(template.connections).flatMap((byType) =>
			Object.values(byType).flatMap((outputs) => outputs.flatMap((output) => output ?? [])),
		);
		const mentioned = [...Object.keys(template.connections), ...targets.map(({ node }) => node)];
		expect(mentioned.filter((name) => !names.includes(name))).toEqual([]);
	});

	it('explains itself: one yellow overview note, white notes for the sections', () => {
		const colours = template.nodes
			.filter((node) => node.type === STICKY)
			.map((node) => node.parameters.color as number | undefined);
		expect(colours.filter((colour) => YELLOW.includes(colour))).toHaveLength(1);
		expect(colours.filter((colour) => !YELLOW.includes(colour) && colour !== WHITE)).toEqual([]);
	});
});
