import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { STARTER_TEMPLATES } from '../../nodes/WhatsAppCalling/template/starterTemplates';
import type { Execution, NodeJson } from '../stack/n8nApi';
import { PACKAGE_NAME } from '../stack/repositoryRoot';
import { chain, itemsOf, manualStart, runByHand as runNodesByHand } from '../stack/runByHand';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';

/** The action node on a real n8n, against the simulator, without any of the ready-made flows. */
const stack = useStack({ templates: [] });

const CUSTOMER = '447700900123';
const ACTION = `${PACKAGE_NAME}.whatsAppCalling`;

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown> = {},
): NodeJson {
	const credentials = type.startsWith(PACKAGE_NAME)
		? { whatsAppCallingApi: stack().credential }
		: undefined;
	return { name, type, typeVersion, position: [0, 0], parameters, credentials };
}

const act = (name: string, parameters: Record<string, unknown>) =>
	node(name, ACTION, 1, parameters);

const runByHand = async (nodes: NodeJson[]) => await runNodesByHand(stack().api, nodes);

const messagesSent = async () =>
	(await stack().simulator.log()).filter(
		({ kind, method, path }) => kind === 'graph' && method === 'POST' && path.endsWith('/messages'),
	);

/** What was asked of calls since the log had this length. */
const actions = async (from: number) =>
	(await stack().simulator.log())
		.slice(from)
		.filter(({ kind, path }) => kind === 'graph' && path.endsWith('/calls'))
		.map(({ request, status }) => ({ ...(request as { action: string }), status }));

describe('the credential', () => {
	it('is tested against the Graph API', async () => {
		const { api, credential, simulator } = stack();
		await simulator.post('/sim/switches', { require_appsecret_proof: true });
		const stored = await api.rest<{ data: object }>(
			'GET',
			`/credentials/${credential.id}?includeData=true`,
		);
		const type = 'whatsAppCallingApi';
		const good = await api.rest('POST', '/credentials/test', {
			credentials: { ...credential, type, data: stored.data },
		});
		expect(good).toMatchObject({ status: 'OK' });
		const wrong = { ...stored.data, appSecret: 'another app’s secret' };
		const bad = await api.rest('POST', '/credentials/test', {
			credentials: { ...credential, type, data: wrong },
		});
		expect(bad).toMatchObject({ status: 'Error' });
	});

	it('does not send its token to another host', async () => {
		const { api, config } = stack();
		const elsewhere = await api.createCredential('elsewhere', 'whatsAppCallingApi', {
			accessToken: config.access_token,
			appSecret: config.app_secret,
			graphBaseUrl: 'https://graph.facebook.com.example.com',
		});
		const failing = act('Settings', { resource: 'phoneNumber', operation: 'getSettings' });
		const nodes = [manualStart(), { ...failing, credentials: { whatsAppCallingApi: elsewhere } }];
		const execution = await runByHand(nodes);
		expect(execution.status).toBe('error');
		expect(JSON.stringify(execution.data)).toContain('graph_host_refused');
	});
});

describe('in the editor', () => {
	it('lists the business numbers and the approved templates', async () => {
		const { api, credential, config } = stack();
		const search = async (methodName: string, parameter: string, operation: string) =>
			await api.rest<{ results: { name: string; value: string }[] }>(
				'POST',
				'/dynamic-node-parameters/resource-locator-results',
				{
					path: `parameters.${parameter}`,
					methodName,
					nodeTypeAndVersion: { name: ACTION, version: 1 },
					currentNodeParameters: { resource: 'message', operation },
					credentials: { whatsAppCallingApi: credential },
				},
			);
		const numbers = await search('searchPhoneNumbers', 'phoneNumber', 'sendText');
		expect(numbers.results.map(({ value }) => value)).toEqual(['item', config.phone_number_id]);
		const templates = await search('searchTemplates', 'template', 'sendTemplate');
		expect(templates.results.length).toBeGreaterThan(0);
		expect(templates.results[0]?.value).toMatch(/^[a-z0-9_]+\|[a-z]{2}/);
	});

	it('gives a sample event without a credential, and shows what would be sent to it', async () => {
		const sample = act('Sample', { resource: 'sampleEvent', operation: 'get' });
		const send = act('Send', { resource: 'message', operation: 'sendText', text: 'Hello' });
		const execution = await runByHand([manualStart(), { ...sample, credentials: undefined }, send]);
		expect(itemsOf(execution, 'Send')).toMatchObject([
			{
				dry_run: { request: { body: { text: { body: 'Hello' } } } },
				sent: [{ status: 'dry_run' }],
			},
		]);
		expect(await messagesSent()).toEqual([]);
	});

	it('checks the set-up and finds what is missing', async () => {
		const check = act('Check', {
			resource: 'account',
			operation: 'checkSetup',
			phoneNumber: { __rl: true, mode: 'list', value: '' },
		});
		const lines = itemsOf(await runByHand([manualStart(), check]), 'Check');
		const status = Object.fromEntries(lines.map((line) => [line.check, line.status]));
		expect(status).toMatchObject({
			access_token: 'ok',
			token_permissions: 'ok',
			country: 'ok',
			messaging_limit: 'ok',
			media_server: 'ok',
			ledger: 'ok',
			execution_history: 'warning',
		});
		// No workflow with a trigger has been published yet.
		expect(status.app_subscription).toBe('problem');
	});
});

describe('setting up', () => {
	const number = () => ({ __rl: true, mode: 'id', value: stack().config.phone_number_id });

	it('creates the starter templates once', async () => {
		const create = act('Create', { resource: 'template', operation: 'createStarterSet' });
		const results = async () =>
			itemsOf(await runByHand([manualStart(), create]), 'Create').map(({ result }) => result);
		const each = (result: string) => STARTER_TEMPLATES.map(() => result);
		expect(await results()).toEqual(each('created'));
		expect(await results()).toEqual(each('exists'));
	});

	it('changes a number’s settings only when told to act for real', async () => {
		const change = {
			resource: 'phoneNumber',
			operation: 'updateSettings',
			phoneNumber: number(),
			settings: { callbackPermission: true },
		};
		const show = { resource: 'phoneNumber', operation: 'getSettings', phoneNumber: number() };
		const after = async (parameters: object) =>
			itemsOf(
				await runByHand([
					manualStart(),
					act('Change', { ...change, ...parameters }),
					act('Show', show),
				]),
				'Show',
			);
		const [before] = await after({});
		const [changed] = await after({ actForReal: true });
		expect(before).not.toMatchObject({ calling: { callback_permission_status: 'ENABLED' } });
		expect(changed).toMatchObject({ calling: { callback_permission_status: 'ENABLED' } });
	});
});

describe('in production', () => {
	it('P10: answers a message once, with the customer found behind a node that lost it', async () => {
		const { api, simulator } = stack();
		const nodes = [
			node('Trigger', `${PACKAGE_NAME}.whatsAppCallingTrigger`, 1, { events: ['messages'] }),
			node('Lose It', 'n8n-nodes-base.set', 3.4, {
				mode: 'raw',
				jsonOutput: '{ "ok": true }',
				options: {},
			}),
			act('Send', { resource: 'message', operation: 'sendText', text: 'We have read it.' }),
			act('Send Again', { resource: 'message', operation: 'sendText', text: 'And more.' }),
		];
		const workflow = await api.createWorkflow({
			name: 'answering',
			nodes,
			connections: chain(nodes),
			settings: { saveDataSuccessExecution: 'all' },
		});
		await api.publish(workflow.id);
		await simulator.post('/sim/users', { wa_id: CUSTOMER, name: 'Asha' });
		for (let i = 0; i < 3; i++) {
			await simulator.post('/sim/messages', { from: CUSTOMER, text: 'Hello', id: 'wamid.ONE' });
		}
		const execution = await until('the answering execution', 30_000, async () => {
			const all = await api.listExecutions({ workflowId: workflow.id, includeData: true });
			return all.find(({ status }) => ['success', 'error'].includes(status));
		});
		expect(itemsOf(execution, 'Send Again')).toMatchObject([
			{ ok: true, sent: [{ status: 'sent' }, { status: 'sent' }] },
		]);
		const sent = await messagesSent();
		expect(sent.map(({ request }) => request)).toMatchObject([
			{ to: CUSTOMER, text: { body: 'We have read it.' } },
			{ to: CUSTOMER, text: { body: 'And more.' } },
		]);
		await api.deleteWorkflow(workflow.id);
	});
});

describe('a customer who calls', () => {
	/** A workflow that acts on call events with these operations, one after the other. */
	async function onCall(id: string, operations: string[]): Promise<Execution> {
		const { api, simulator } = stack();
		const nodes = [
			node('Trigger', `${PACKAGE_NAME}.whatsAppCallingTrigger`, 1, { events: ['callEvents'] }),
			node('Offered', 'n8n-nodes-base.filter', 2.2, {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
					conditions: [
						{
							leftValue: '={{ $json.event.type }}',
							rightValue: 'call_offered',
							operator: { type: 'string', operation: 'equals' },
						},
					],
					combinator: 'and',
				},
				options: {},
			}),
			...operations.map((operation) => act(operation, { resource: 'call', operation })),
		];
		const workflow = await api.createWorkflow({
			name: id,
			nodes,
			connections: chain(nodes),
			settings: { saveDataSuccessExecution: 'all' },
		});
		await api.publish(workflow.id);
		await simulator.post('/sim/users', { wa_id: CUSTOMER, name: 'Asha', talk_ms: 2000 });
		await simulator.post('/sim/calls', { from: CUSTOMER });
		const last = operations.at(-1)!;
		const execution = await until('the call to be handled', 30_000, async () => {
			const all = await api.listExecutions({ workflowId: workflow.id, includeData: true });
			return all.find(({ data }) => data?.resultData.runData[last] ?? data?.resultData.error);
		});
		await api.deleteWorkflow(workflow.id);
		return execution;
	}

	it.each([
		['answered', ['accept'], ['pre_accept', 'accept']],
		['prepared, then answered', ['preAccept', 'accept'], ['pre_accept', 'accept']],
		['declined', ['reject'], ['reject']],
	])('is %s', async (id, operations, expected) => {
		const from = (await stack().simulator.log()).length;
		const execution = await onCall(id, operations);
		for (const name of operations) itemsOf(execution, name);
		const done = await actions(from);
		expect(done.map(({ action }) => action)).toEqual(expected);
		expect(done.map(({ status }) => status)).toEqual(expected.map(() => 200));
		const answers = done.map((each) => (each as { session?: { sdp: string } }).session?.sdp);
		expect(new Set(answers).size).toBe(1);
		await stack()
			.simulator.post('/sim/hangup', { from: CUSTOMER })
			.catch(() => undefined);
	});
});

/** A model that asks for one tool with arguments of its own, then says it is done. */
async function scriptedModel(toolName: string, args: object) {
	const server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			const { messages = [] } = JSON.parse(text || '{}') as { messages?: { role: string }[] };
			const answered = messages.some(({ role }) => role === 'tool');
			const call = {
				id: 'call_1',
				type: 'function',
				function: { name: toolName, arguments: JSON.stringify(args) },
			};
			const message = answered
				? { role: 'assistant', content: 'Done.' }
				: { role: 'assistant', content: null, tool_calls: [call] };
			const finish_reason = answered ? 'stop' : 'tool_calls';
			const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({
					id: 'c1',
					object: 'chat.completion',
					created: 1,
					model: 'scripted',
					choices: [{ index: 0, message, finish_reason }],
					usage,
				}),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/v1`, stop: () => server.close() };
}

/** n8n's agent of version 2 runs its tools inside itself, that of version 3 as nodes of their own. */
describe.each([2.2, 3])('as the tool of an AI agent, version %d', (agentVersion) => {
	/** Trigger → agent; the tool hangs on the agent, the customer comes from the trigger. */
	async function runAgent(tool: Record<string, unknown>, args: object, message: string) {
		const wamid = `${message}${agentVersion}`;
		const { api, simulator } = stack();
		const model = await scriptedModel('Tool', args);
		const openAi = await api.createCredential(`model ${wamid}`, 'openAiApi', {
			apiKey: 'sk-none',
			url: model.url,
			header: false,
		});
		const langchain = '@n8n/n8n-nodes-langchain';
		const nodes = [
			node('Trigger', `${PACKAGE_NAME}.whatsAppCallingTrigger`, 1, { events: ['messages'] }),
			node('Agent', `${langchain}.agent`, agentVersion, {
				promptType: 'define',
				text: '={{ $json.message.text }}',
				options: {},
			}),
			{
				...node('Model', `${langchain}.lmChatOpenAi`, 1.2, {
					model: { __rl: true, mode: 'id', value: 'scripted' },
					options: {},
				}),
				credentials: { openAiApi: openAi },
			},
			node('Tool', `${ACTION}Tool`, 1, { toolDescription: 'Acts on WhatsApp', ...tool }),
		];
		const workflow = await api.createWorkflow({
			name: `agent ${wamid}`,
			nodes,
			connections: {
				Trigger: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
				Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
			settings: { saveDataSuccessExecution: 'all' },
		});
		await api.publish(workflow.id);
		await simulator.post('/sim/messages', { from: CUSTOMER, text: 'Hello bot', id: wamid });
		const execution = await until('the agent to end', 60_000, async () => {
			const all = await api.listExecutions({ workflowId: workflow.id, includeData: true });
			return all.find(({ status }) => ['success', 'error'].includes(status));
		});
		await api.deleteWorkflow(workflow.id);
		model.stop();
		return execution;
	}

	it('writes to the customer of the conversation, whomever the model names', async () => {
		const before = (await messagesSent()).length;
		const execution = await runAgent(
			{
				resource: 'message',
				operation: 'sendText',
				text: "={{ $fromAI('text', 'what to say', 'string') }}",
				customer: "={{ $fromAI('customer', 'whom to write to', 'string') }}",
			},
			{ text: 'From the bot', customer: '447700900999' },
			'wamid.AGENT1',
		);
		expect(execution.data?.resultData.runData.Tool?.[0]?.error).toBeUndefined();
		const sent = (await messagesSent()).slice(before);
		expect(sent.map(({ request }) => request)).toMatchObject([
			{ to: CUSTOMER, text: { body: 'From the bot' } },
		]);
	});

	it('ends no call for a model', async () => {
		const from = (await stack().simulator.log()).length;
		const execution = await runAgent(
			{
				resource: 'call',
				operation: 'terminate',
				callId: "={{ $fromAI('call', 'which call', 'string') }}",
			},
			{ call: 'wacid.ANY' },
			'wamid.AGENT2',
		);
		expect(JSON.stringify(execution.data?.resultData.runData.Tool)).toContain(
			'An AI agent may not end a call',
		);
		expect(await actions(from)).toEqual([]);
	});
});
