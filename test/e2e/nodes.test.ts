import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deriveVerifyToken } from '../../nodes/shared/graph/appSecret';
import { ledgerRows } from '../stack/ledgerRows';
import type { Execution, StoredWorkflow } from '../stack/n8nApi';
import { forStack, importTemplate, readTemplate } from '../stack/templates';
import { itemsOf, manualStart, runByHand as runNodesByHand } from '../stack/runByHand';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { startForeignBot } from './ingressSupport/foreignBot';
import type { ForeignBot } from './ingressSupport/foreignBot';
import { actsSince, logMark } from './ingressSupport/graphActs';
import { MetaApp } from './ingressSupport/metaApp';
import {
	actionNode,
	createChain,
	KEEP_EXECUTIONS,
	node,
	noOpNode,
	publishChain,
	triggerNode,
} from './ingressSupport/nodes';
import { ACTS, CALL_ACTS, createFan } from './ingressSupport/operations';
import { executionsOf, outputsOf, untilStarts } from './ingressSupport/starts';
import type { Item } from './ingressSupport/starts';

/** The action nodes as operators use them: by hand in the editor, and in production. */
const stack = useStack({ templates: [], redirectGraphHost: true });

const EVERYTHING = ['messages', 'permissionReplies', 'callEvents', 'accountAlerts'];

let people = 800;

/** Somebody new, whose reply window is open. */
async function newCustomer(): Promise<string> {
	const wa_id = `447700900${++people}`;
	await stack().simulator.post('/sim/users', { wa_id, name: 'Customer' });
	await stack().simulator.post('/sim/messages', { from: wa_id, text: 'Hello' });
	return wa_id;
}

/** Nobody is asked for permission without a reason to call them (P7). */
async function wantsCall(phone: string): Promise<void> {
	const request = actionNode(stack(), 'Create', {
		resource: 'callRequest',
		operation: 'create',
		actForReal: true,
		phone,
		reason: 'abandoned cart',
		consentSource: 'checkout',
	});
	itemsOf(await runNodesByHand(stack().api, [manualStart(), request]), 'Create');
}

/** What left a node first. */
const outputOf = (execution: Execution, name: string): Item & { dry_run?: { request: object } } =>
	outputsOf(execution.data?.resultData.runData[name]?.[0]).flat().at(0) ?? {};

/** A run of a stored workflow as the editor's button does it. */
async function runByHand(workflow: StoredWorkflow): Promise<Execution> {
	const { executionId } = await stack().api.runManually(workflow.id, 'Start');
	return await stack().api.untilExecutionEnds(executionId!);
}

describe('W1: a manual run', () => {
	it('shows the exact request of every operation and acts on nobody', async () => {
		const all = [...ACTS, ...CALL_ACTS];
		const workflow = await createFan(stack(), all, { customer: await newCustomer() });
		const mark = await logMark(stack());
		const execution = await runByHand(workflow);
		expect(execution.status).toBe('success');
		for (const { name, path, body } of all) {
			const { dry_run: shown } = outputOf(execution, name);
			expect(shown?.request, name).toMatchObject({ method: 'POST', body });
			expect(JSON.stringify(shown?.request), name).toContain(`/${path}"`);
		}
		expect(await actsSince(stack(), mark)).toEqual([]);
		expect(JSON.stringify(execution.data)).not.toContain(stack().config.access_token);
	});

	it('does each of them, once, with Act for Real in Test Runs', async () => {
		const customer = await newCustomer();
		await wantsCall(customer);
		const more = { customer, actForReal: true };
		const workflow = await createFan(stack(), ACTS, more);
		const mark = await logMark(stack());
		const execution = await runByHand(workflow);
		expect(execution.data?.resultData.error).toBeUndefined();
		const done = await actsSince(stack(), mark);
		expect(done).toHaveLength(ACTS.length);
		for (const [index, { path, body }] of ACTS.entries()) {
			expect(done[index]).toMatchObject({ path, request: body });
		}
	});
});

describe('W1: 01 Messages, tried from the editor with a test contact', () => {
	const TRIGGER = 'Messages';
	const TESTERS = ['447700900701', '447700900702', '447700900703', '447700900704'];
	let tried = 0;
	let flow: StoredWorkflow;

	beforeAll(async () => {
		// What comes while nothing listens is lost here, as after a week at Meta.
		await stack().simulator.post('/sim/retries', { gaps_ms: [] });
		const template = forStack(await readTemplate('01-messages.json'), stack());
		const nodes = template.nodes.map((each) =>
			each.name === TRIGGER
				? { ...each, parameters: { ...each.parameters, options: { testNumbers: TESTERS } } }
				: each,
		);
		flow = await stack().api.createWorkflow({ ...template, nodes, settings: KEEP_EXECUTIONS });
	});

	let runs = 0;

	/** The trigger listens, a customer writes “call me”, and the flow runs to its end. */
	async function callMe(from: string): Promise<Execution> {
		await stack().api.runManually(flow.id, TRIGGER);
		const { statuses } = await stack().simulator.post<{ statuses: number[] }>('/sim/messages', {
			from,
			text: 'call me',
		});
		expect(statuses).toEqual([200]);
		const started = await untilStarts(stack(), flow, ++runs);
		expect(started.at(-1)).toMatchObject({ mode: 'manual', status: 'success' });
		return (await executionsOf(stack(), flow.id)).at(-1)!;
	}

	/** The editor's “Execute step”: one node, on what an earlier run gave the nodes before it. */
	async function runStep(earlier: Execution, name: string): Promise<Execution> {
		const { runData } = earlier.data!.resultData;
		const { [name]: _ownRun, ...before } = runData;
		const { executionId } = await stack().api.rest<{ executionId: string }>(
			'POST',
			`/workflows/${flow.id}/run`,
			{
				runData: before,
				dirtyNodeNames: [],
				destinationNode: { nodeName: name, mode: 'inclusive' },
			},
		);
		runs++;
		return await stack().api.untilExecutionEnds(executionId);
	}

	async function actForReal(name: string): Promise<void> {
		const { nodes, connections } = await stack().api.getWorkflow(flow.id);
		const changed = nodes.map((each) =>
			each.name === name ? { ...each, parameters: { ...each.parameters, actForReal: true } } : each,
		);
		flow = await stack().api.updateWorkflow(flow.id, { nodes: changed, connections });
	}

	/** A phone of the operator's own; each tries one thing. */
	async function person(): Promise<string> {
		const wa_id = TESTERS[tried++]!;
		await stack().simulator.post('/sim/users', { wa_id, name: 'Asha', on_ring: 'ignore' });
		return wa_id;
	}

	it('P2: shows the permission request, sends none; sends it when told to act for real', async () => {
		const mark = await logMark(stack());
		const execution = await callMe(await person());
		// Send Replies shows one request for each reply.
		expect(outputOf(execution, 'Send Replies').dry_run).toMatchObject([
			{ request: { body: { interactive: { type: 'call_permission_request' } } } },
		]);
		expect(await actsSince(stack(), mark)).toEqual([]);

		await actForReal('Send Replies');
		await callMe(await person());
		expect(await actsSince(stack(), mark)).toMatchObject([
			{ path: 'messages', request: { interactive: { type: 'call_permission_request' } } },
		]);
	});

	it('V1: shows the decision and the call, dials nobody; dials once when told to', async () => {
		const { api, simulator } = stack();
		// Meta takes no call from an app that would not hear of its end.
		const calls = await importTemplate(stack(), '02-calls.json');
		await api.publish(calls.id);
		const allowing = async () => {
			const wa_id = await person();
			await simulator.post('/sim/permissions', { from: wa_id, response: 'accept' });
			return wa_id;
		};
		const mark = await logMark(stack());
		const execution = await callMe(await allowing());
		expect(outputOf(execution, 'Initiate Call')).toMatchObject({
			decision: { outcome: 'allow', dry_run: true },
			dry_run: { request: { body: { action: 'connect' } } },
		});
		const again = await runStep(execution, 'Initiate Call');
		expect(outputOf(again, 'Initiate Call').dry_run).toBeDefined();
		expect(await actsSince(stack(), mark)).toEqual([]);
		expect(ledgerRows(stack().dir, 'SELECT id FROM attempts')).toEqual([]);

		await actForReal('Initiate Call');
		const real = await callMe(await allowing());
		expect(outputOf(real, 'Initiate Call').attempt).toMatchObject({ held_reason: null });
		expect(await actsSince(stack(), mark)).toMatchObject([
			{ path: 'calls', request: { action: 'connect' } },
		]);
		await api.deleteWorkflow(calls.id);
	});
});

describe('W1: a template, tried from the editor with its sample', () => {
	it.each<[file: string, trigger: string, shown: object[]]>([
		['20-recap-and-rating.json', 'Recaps', [{ type: 'text' }, { interactive: { type: 'button' } }]],
		['21-reminders.json', 'Reminders', [{ type: 'text' }]],
		['22-triage.json', 'Try Me', [{ interactive: { type: 'list' } }]],
	])('%s shows what it would send, and sends nothing', async (file, trigger, shown) => {
		const template = forStack(await readTemplate(file), stack());
		const workflow = await stack().api.createWorkflow({ ...template, settings: KEEP_EXECUTIONS });
		const mark = await logMark(stack());
		await stack().api.runManually(workflow.id, trigger);
		const started = await untilStarts(stack(), workflow, 1);
		expect(started).toMatchObject([{ mode: 'manual', status: 'success' }]);
		const [execution] = await executionsOf(stack(), workflow.id);
		const requests = outputOf(execution!, 'Send Replies').dry_run;
		expect(requests).toMatchObject(shown.map((body) => ({ request: { body } })));
		expect(await actsSince(stack(), mark)).toEqual([]);
	});
});

describe('V1: calls in production', () => {
	/** What happens when a customer calls and the workflow has this node. */
	async function answerWith(...operations: string[]): Promise<Execution> {
		const acts = operations.map((operation) =>
			actionNode(stack(), operation, { resource: 'call', operation }),
		);
		const workflow = await publishChain(stack(), 'Answering', [
			triggerNode(stack(), { events: ['callEvents'] }),
			node(stack(), 'Offered', ['n8n-nodes-base.filter', 2.2], {
				conditions: {
					options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
					conditions: [
						{
							leftValue: '={{ $json.event.type }}',
							rightValue: 'call_offered',
							operator: { type: 'string', operation: 'equals' },
						},
					],
					combinator: 'and',
				},
			}),
			...acts,
		]);
		await stack().simulator.post('/sim/calls', { from: await newCustomer() });
		const execution = await until('the flow to handle the call', 30_000, async () => {
			const all = await executionsOf(stack(), workflow.id);
			const ended = all.filter(({ status }) => ['success', 'error'].includes(status));
			return ended.find(({ data }) => data?.resultData.runData[operations.at(-1)!]);
		});
		await stack().api.deleteWorkflow(workflow.id);
		return execution;
	}

	const newestCall = async () =>
		(await stack().simulator.get<{ state: string; ended_by?: string }[]>('/sim/calls')).at(-1);

	it('are answered by the media server with Pre-Accept and Accept, and ended by Terminate', async () => {
		const mark = await logMark(stack());
		const execution = await answerWith('preAccept', 'accept', 'terminate');
		expect(execution.data?.resultData.error).toBeUndefined();
		const done = (await actsSince(stack(), mark)).map(({ request }) => request);
		expect(done.map(({ action }) => action)).toEqual(['pre_accept', 'accept', 'terminate']);
		// Meta refuses other bytes in accept than in pre_accept.
		expect(done.at(-2)?.session).toEqual(done.at(0)?.session);
		expect(await newestCall()).toMatchObject({ state: 'ended', ended_by: 'business' });
	});

	it('are declined by Reject', async () => {
		const execution = await answerWith('reject');
		expect(execution.data?.resultData.error).toBeUndefined();
		expect(await newestCall()).toMatchObject({ state: 'ended', ended_by: 'business' });
	});
});

describe("what Meta refuses is told in n8n's own error", () => {
	let sending: StoredWorkflow;

	beforeAll(async () => {
		const [text] = ACTS;
		sending = await createFan(stack(), [text!], {
			customer: await newCustomer(),
			actForReal: true,
		});
	});

	async function sendWith(fault: object): Promise<Execution> {
		const match = { method: 'POST', path: '/messages' };
		await stack().simulator.post('/sim/faults', { match, times: 1, ...fault });
		return await runByHand(sending);
	}

	/** Meta's code, ours, and what to do about it (calling-api §5). */
	it.each<[number, string, RegExp]>([
		[0, 'token_invalid', /Access Token of the WhatsApp Calling credential/],
		[3, 'token_invalid', /Access Token of the WhatsApp Calling credential/],
		[10, 'token_invalid', /Access Token of the WhatsApp Calling credential/],
		[100, 'invalid_parameter', /the details name it/],
		[190, 'token_invalid', /Access Token of the WhatsApp Calling credential/],
		[200, 'token_invalid', /Access Token of the WhatsApp Calling credential/],
		[368, 'account_locked', /Account quality/],
		[613, 'throttled', /Send more slowly/],
		[130497, 'account_locked', /Account quality/],
		[131009, 'invalid_parameter', /the details name it/],
		[131026, 'undeliverable', /update the app/],
		[131030, 'recipient_not_on_test_list', /API Setup › To/],
		[131031, 'account_locked', /Account quality/],
		[131042, 'payment_problem', /payment method/],
		[131044, 'payment_problem', /payment method/],
		[131047, 'outside_reply_window', /Send Template/],
		[131048, 'throttled', /Send more slowly/],
		[131056, 'throttled', /Send more slowly/],
		[131062, 'bsuid_not_accepted', /phone number/],
		[138000, 'calling_not_enabled', /Call settings/],
		[138001, 'receiver_cannot_be_called', /Go on in the chat/],
		[138006, 'permission_required', /Permission › Request/],
		[138009, 'permission_request_limit', /one permission request a day/],
		[138013, 'country_barred', /Send a call button/],
		[138014, 'calling_paused', /Account quality/],
		[138015, 'messaging_limit_too_low', /2,000/],
		[138017, 'already_permitted', /no request is needed/],
		[138018, 'prerequisites_missing', /field calls/],
		[138038, 'not_primary', /Conversation routing/],
	])('%d is %s', async (metaCode, code, fix) => {
		const execution = await sendWith({ code: metaCode });
		expect(execution.status).toBe('error');
		const log = await stack().simulator.log();
		const answer = log.findLast(({ path }) => path.endsWith('/messages'))!.response;
		// The error as the simulator sent it, in Meta's shape.
		const { error: said } = answer as {
			error: { message: string; error_data: { details: string } };
		};
		// n8n's error, as the editor shows it.
		const shown = execution.data?.resultData.error as { message: string; description: string };
		expect(shown.message).toContain(said.message);
		expect(shown.description).toContain(said.error_data.details);
		expect(shown.description).toContain(`(${metaCode})`);
		expect(shown.description).toContain(`[${code}]`);
		expect(shown.description).toMatch(fix);
	});

	it.each([1, 2, 131000, 131016])(
		'P10: %d leaves open whether it went out, so it is noted as unknown and not sent again',
		async (code) => {
			const mark = await logMark(stack());
			const execution = await sendWith({ code });
			expect(outputOf(execution, 'message.sendText').sent).toMatchObject([
				{ status: 'unknown', error_code: 'temporary_failure' },
			]);
			expect(await actsSince(stack(), mark)).toHaveLength(1);
		},
	);

	it('P10: 130429 means that nothing went out, so it is sent again by itself', async () => {
		const mark = await logMark(stack());
		const execution = await sendWith({ code: 130429 });
		expect(outputOf(execution, 'message.sendText').sent).toMatchObject([{ status: 'sent' }]);
		expect(await actsSince(stack(), mark)).toHaveLength(2);
	});
});

interface Line {
	check: string;
	status: string;
	found: string;
	fix: string;
}

describe('M4: Check Setup', () => {
	let meta: MetaApp;
	let bot: ForeignBot;
	let ours: StoredWorkflow;
	let healthy: Line[];

	beforeAll(async () => {
		meta = new MetaApp(stack());
		bot = await startForeignBot();
		ours = await publishChain(stack(), 'Everything', [
			triggerNode(stack(), { events: EVERYTHING }),
			noOpNode(stack()),
		]);
		await publishCheck('check');
		await publishNode('sync', {
			resource: 'phoneNumber',
			operation: 'syncHours',
			phoneNumber: { __rl: true, mode: 'id', value: stack().config.phone_number_id },
		});
		await repair();
		healthy = await check('check');
	});
	afterAll(async () => await bot.stop());

	const publishCheck = async (path: string, credential = stack().credential) =>
		await publishNode(
			path,
			{
				resource: 'account',
				operation: 'checkSetup',
				phoneNumber: { __rl: true, mode: 'list', value: '' },
				useCase: 'sales',
			},
			credential,
		);

	/** The node in production, so that the workflow need not keep its executions. */
	async function publishNode(
		path: string,
		parameters: Record<string, unknown>,
		credential = stack().credential,
	): Promise<void> {
		const action = actionNode(stack(), 'Action', parameters);
		const webhook = node(stack(), 'Webhook', ['n8n-nodes-base.webhook', 2], {
			path,
			responseMode: 'lastNode',
			responseData: 'allEntries',
		});
		const nodes = [webhook, { ...action, credentials: { whatsAppCallingApi: credential } }];
		const { id, connections } = await createChain(stack(), path, nodes);
		await stack().api.updateWorkflow(id, {
			nodes,
			connections,
			settings: { saveDataSuccessExecution: 'none', saveManualExecutions: false },
		});
		await stack().api.publish(id);
	}

	async function run(path: string): Promise<unknown> {
		const response = await fetch(`${stack().api.url}/webhook/${path}`);
		expect(response.status).toBe(200);
		return await response.json();
	}

	// The last node's items.
	const check = async (path: string) => (await run(path)) as Line[];

	const settings = async (calling: object) =>
		await meta.graph('POST', `/${stack().config.phone_number_id}/settings`, { body: { calling } });
	const switches = async (body: object) => await stack().simulator.post('/sim/switches', body);
	const pointTo = async (fields: string[]) => {
		const token = deriveVerifyToken(stack().config.app_secret);
		await meta.pointTo(stack().api.webhookUrl(ours, 'Trigger', 'webhook'), token, fields);
	};

	/** The healthy account: with call hours, so that nobody calls in vain. */
	async function repair(): Promise<void> {
		await stack().simulator.post('/sim/switches', {
			token_state: 'valid',
			messaging_limit: 'TIER_2K',
			quality_rating: 'GREEN',
			payment: 'ok',
		});
		await pointTo(['messages', 'calls', 'account_update', 'account_settings_update']);
		await settings({
			status: 'ENABLED',
			callback_permission_status: 'ENABLED',
			sip: { status: 'DISABLED' },
		});
		await run('sync');
	}

	it('V3: Sync Hours gives WhatsApp the team’s hours, and has nothing to do the next time', async () => {
		await settings({ call_hours: { status: 'DISABLED' } });
		expect(await run('sync')).toMatchObject([
			{ changed: true, calling: { call_hours: { timezone_id: 'Europe/London' } } },
		]);
		expect(await run('sync')).toMatchObject([{ changed: false }]);
	});

	it('has a line for everything, all well on a healthy account', () => {
		expect(healthy.filter(({ status }) => status !== 'ok')).toEqual([]);
		expect(healthy.map((line) => line.check)).toEqual([
			'access_token',
			'token_permissions',
			'app_subscription',
			'calls_field',
			'public_callback',
			'verify_token',
			'account_subscription',
			'payment',
			'calling_enabled',
			'country',
			'messaging_limit',
			'quality',
			'call_quality',
			'permission_settings',
			'hours',
			'call_desk',
			'representatives',
			'media_server',
			'use_case',
			'ledger',
			'execution_history',
		]);
	});

	describe('names what is wrong, and where to click', () => {
		beforeEach(repair);

		it.each<[string, () => Promise<unknown>, string, string, RegExp]>([
			[
				'the token has expired',
				() => switches({ token_state: 'expired' }),
				'access_token',
				'problem',
				/no longer valid|expired|Malformed/,
			],
			[
				'the token may not send',
				() => switches({ token_state: 'no_messaging' }),
				'token_permissions',
				'problem',
				/whatsapp_business_messaging/,
			],
			[
				'the calls field is missing',
				() => pointTo(['messages']),
				'calls_field',
				'problem',
				/calls/,
			],
			[
				'there is no subscription',
				() => meta.unsubscribe(),
				'app_subscription',
				'problem',
				/webhook/,
			],
			[
				'the callback is another program’s',
				() => meta.pointTo(bot.url, bot.verifyToken, ['messages', 'calls']),
				'app_subscription',
				'warning',
				/127\.0\.0\.1.* no trigger of this n8n/,
			],
			[
				'the app is not subscribed to the account',
				() => meta.graph('DELETE', `/${stack().config.waba_id}/subscribed_apps`),
				'account_subscription',
				'problem',
				/./,
			],
			[
				'calling is off',
				() => settings({ status: 'DISABLED' }),
				'calling_enabled',
				'problem',
				/switched off/,
			],
			[
				'the number is in SIP mode',
				() =>
					settings({
						sip: { status: 'ENABLED', servers: [{ hostname: 'sip.example.com', port: 5061 }] },
					}),
				'calling_enabled',
				'problem',
				/SIP/,
			],
			[
				'the messaging limit is too low',
				() => switches({ messaging_limit: 'TIER_250' }),
				'messaging_limit',
				'problem',
				/250 customers a day; calling needs 2000/,
			],
			[
				'the quality is low',
				() => switches({ quality_rating: 'RED' }),
				'quality',
				'problem',
				/low/,
			],
			[
				'there is no payment method',
				() => switches({ payment: 'missing' }),
				'payment',
				'problem',
				/no payment method/,
			],
			[
				'callbacks are not allowed',
				() => settings({ callback_permission_status: 'DISABLED' }),
				'permission_settings',
				'warning',
				/may not be called back/,
			],
			[
				'customers can call at any hour',
				() => settings({ call_hours: { status: 'DISABLED' } }),
				'hours',
				'warning',
				/any hour/,
			],
		])('when %s', async (_title, harm, named, status, found) => {
			await harm();
			const line = (await check('check')).find((each) => each.check === named)!;
			expect(line).toMatchObject({ status, found: expect.stringMatching(found) });
			expect(line.fix).not.toBe('');
		});

		it('when the callback cannot be reached from the internet, with a credential for Meta itself', async () => {
			const { api, config } = stack();
			const credential = await api.createCredential('Meta', 'whatsAppCallingApi', {
				accessToken: config.access_token,
				appSecret: config.app_secret,
			});
			await publishCheck('check-meta', credential);
			const lines = await check('check-meta');
			const line = lines.find((each) => each.check === 'public_callback');
			expect(line).toMatchObject({
				status: 'problem',
				found: expect.stringMatching(/localhost cannot be reached/),
			});
		});

		// Meta takes a restriction back only when it wants to: so this comes last.
		it('when Meta restricts calling', async () => {
			await stack().simulator.post('/sim/alerts', {
				event: 'ACCOUNT_RESTRICTION',
				type: 'RESTRICTED_BUSINESS_INITIATED_CALLING',
			});
			const line = (await check('check')).find((each) => each.check === 'calling_enabled');
			expect(line).toMatchObject({
				status: 'problem',
				found: expect.stringMatching(/RESTRICTED_BUSINESS_INITIATED_CALLING/),
			});
		});
	});
});
