import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deriveVerifyToken } from '../../nodes/shared/graph/appSecret';
import { verifySignature } from '../../nodes/shared/wire/signature';
import { ledgerRows } from '../stack/ledgerRows';
import type { NodeJson, StoredWorkflow } from '../stack/n8nApi';
import { forStack, readTemplate } from '../stack/templates';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { startForeignBot } from './ingressSupport/foreignBot';
import type { ForeignBot } from './ingressSupport/foreignBot';
import { MessageStream } from './ingressSupport/messageStream';
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
import { countStarts, startsOf, untilQuiet, untilStarts } from './ingressSupport/starts';
import type { Start } from './ingressSupport/starts';

/** One Meta app and whoever wants its events, on a real n8n. */
const stack = useStack({ templates: [], redirectGraphHost: true });

const CUSTOMER = '447700900654';
const TESTER = '447700900111';
const EVERYTHING = ['messages', 'permissionReplies', 'callEvents', 'accountAlerts'];

let meta: MetaApp;

beforeAll(async () => {
	meta = new MetaApp(stack());
	for (const wa_id of [CUSTOMER, TESTER]) await stack().simulator.post('/sim/users', { wa_id });
});

let sequence = 0;

/** A customer writes; resolves with the message's id once Meta has its answer. */
async function write(from: string, text = 'Hello'): Promise<{ id: string; statuses: number[] }> {
	const id = `wamid.SUBSCRIPTION${++sequence}E`;
	const { statuses } = await stack().simulator.post<{ statuses: number[] }>('/sim/messages', {
		from,
		text,
		id,
	});
	return { id, statuses };
}

const messageIds = (starts: Start[]) => starts.map(({ item }) => item.message?.id);

/** Every id exactly once, whatever the order. */
function expectOnceEach(starts: Start[], ids: string[]): void {
	expect(messageIds(starts).sort()).toEqual([...ids].sort());
}

const withOptions = (trigger: NodeJson, options: object): NodeJson => ({
	...trigger,
	parameters: { ...trigger.parameters, options },
});

describe('with nothing published', () => {
	it('W1: a test that listens gets the events, one at a time', async () => {
		const { api } = stack();
		const nodes = [triggerNode(stack(), { events: ['messages'] }), noOpNode(stack())];
		const draft = await createChain(stack(), 'Draft', nodes);
		for (const round of [1, 2]) {
			expect(await api.runManually(draft.id, 'Trigger')).toEqual({ waitingForWebhook: true });
			expect((await meta.subscription())?.callbackUrl).toContain('/webhook-test/');
			const { id, statuses } = await write(CUSTOMER);
			expect(statuses).toEqual([200]);
			const starts = await untilStarts(stack(), draft, round);
			expect(starts).toHaveLength(round);
			expect(starts.at(-1)).toMatchObject({ mode: 'manual', status: 'success' });
			expect(starts.at(-1)?.item.message?.id).toBe(id);
		}
		await api.deleteWorkflow(draft.id);
	});
});

describe('three workflows on one Meta app', () => {
	let messages: StoredWorkflow;
	let calls: StoredWorkflow;
	let third: StoredWorkflow;
	const all = () => [messages, calls, third];

	/** A ready-made flow whose runs are kept, so that they can be counted. */
	async function publishTemplate(file: string): Promise<StoredWorkflow> {
		const { api } = stack();
		const template = forStack(await readTemplate(file), stack());
		const workflow = await api.createWorkflow({ ...template, settings: KEEP_EXECUTIONS });
		await api.publish(workflow.id);
		return workflow;
	}

	beforeAll(async () => {
		messages = await publishTemplate('01-messages.json');
		calls = await publishTemplate('02-calls.json');
		const nodes = [triggerNode(stack(), { events: EVERYTHING }), noOpNode(stack())];
		third = await publishChain(stack(), 'Trigger and No-Op', nodes);
	});

	const urlOf = (workflow: StoredWorkflow) => {
		const trigger = workflow.nodes.find(({ type }) => type.endsWith('whatsAppCallingTrigger'))!;
		return stack().api.webhookUrl(workflow, trigger.name, 'webhook');
	};

	it('C1: the first owns the callback, and the app gets every field that one of them wants', async () => {
		expect(await meta.subscription()).toEqual({
			callbackUrl: urlOf(messages),
			fields: ['account_settings_update', 'account_update', 'calls', 'messages'],
		});
	});

	it('C1, P10: each gets its events once', async () => {
		const { simulator } = stack();
		const before = all().map((workflow) => countStarts(stack(), workflow).total);
		const ids = await Promise.all([1, 2, 3, 4, 5].map(async () => (await write(CUSTOMER)).id));
		await simulator.post('/sim/calls', { from: CUSTOMER });
		await simulator.post('/sim/hangup', { from: CUSTOMER });
		await untilStarts(stack(), third, before[2]! + 7);
		await untilQuiet(stack(), all());
		const [inMessages, inCalls, inThird] = await Promise.all(
			all().map(async (workflow, n) => (await startsOf(stack(), workflow)).slice(before[n])),
		);
		expectOnceEach(inMessages!, ids);
		expect(inCalls!.map(({ item }) => item.event?.type)).toEqual(['call_offered', 'terminated']);
		expectOnceEach(
			inThird!.filter(({ item }) => item.message),
			ids,
		);
		expect(inThird).toHaveLength(7);
	});

	describe('while messages keep coming and Meta sends again what was not taken', () => {
		/** Plays `change` in the middle of a stream, then looks where each message went. */
		async function during(change: () => Promise<void>): Promise<void> {
			const wanting = [messages, third];
			const before = wanting.map((workflow) => countStarts(stack(), workflow).total);
			const ids = await MessageStream.during(stack(), CUSTOMER, async (stream) => {
				await stream.more(3);
				await change();
				await stream.more(3);
			});
			await untilQuiet(stack(), wanting);
			for (const [n, workflow] of wanting.entries()) {
				const starts = await untilStarts(stack(), workflow, before[n]! + ids.length);
				expectOnceEach(starts.slice(before[n]), ids);
			}
			await expectOwnedByUs();
		}

		/** Meta still calls one of ours, and it is there. */
		async function expectOwnedByUs(): Promise<void> {
			const { callbackUrl } = (await meta.subscription())!;
			expect(all().map(urlOf)).toContain(callbackUrl);
			const token = deriveVerifyToken(stack().config.app_secret);
			const query = `hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=77`;
			expect(await (await fetch(`${callbackUrl}?${query}`)).text()).toBe('77');
		}

		/** The workflow under change is always the one that Meta calls. */
		async function giveCallbackTo(workflow: StoredWorkflow): Promise<void> {
			const { fields } = (await meta.subscription())!;
			const token = deriveVerifyToken(stack().config.app_secret);
			await meta.pointTo(urlOf(workflow), token, fields);
		}

		async function edit(edited: (trigger: NodeJson) => NodeJson): Promise<void> {
			const { api } = stack();
			const { nodes, connections } = await api.getWorkflow(messages.id);
			const [old] = nodes.filter(({ type }) => type.endsWith('whatsAppCallingTrigger'));
			const trigger = edited(old!);
			const { [old!.name]: target, ...others } = connections;
			messages = await api.updateWorkflow(messages.id, {
				nodes: nodes.map((each) => (each === old ? trigger : each)),
				connections: { ...others, [trigger.name]: target },
			});
			await api.publish(messages.id);
		}

		beforeEach(async () => await giveCallbackTo(messages));

		it('P10: a parameter of the trigger changes', async () => {
			await during(() => edit((trigger) => withOptions(trigger, { includeRaw: true })));
		});

		it('P10: the trigger gets another name', async () => {
			await during(() => edit((trigger) => ({ ...trigger, name: 'Inbox' })));
		});

		it('P10: the trigger gets another address', async () => {
			const old = urlOf(messages);
			// n8n gives a webhook without an id a new one.
			await during(() => edit(({ webhookId: _webhookId, ...trigger }) => trigger));
			expect(urlOf(messages)).not.toBe(old);
		});

		it('P10: the workflow gets another name', async () => {
			await during(async () => {
				await stack().api.updateWorkflow(messages.id, { name: '01 Messages, Ours' });
				await stack().api.publish(messages.id);
			});
		});

		it('P10: the trigger gets another credential of the same app', async () => {
			const { api, config, simulator } = stack();
			const second = await api.createCredential('Second', 'whatsAppCallingApi', {
				accessToken: config.access_token,
				appSecret: config.app_secret,
				simulator: true,
				graphBaseUrl: simulator.url,
			});
			const credentials = { whatsAppCallingApi: second };
			await during(() => edit((trigger) => ({ ...trigger, credentials })));
		});

		it('P10: the trigger listens for a test event that never comes', async () => {
			await during(async () => {
				await stack().api.runManually(messages.id, triggerNameOf(messages));
				await stack().api.stopListening(messages.id);
			});
		});

		it('P10: the workflow is taken offline and published again', async () => {
			await during(async () => {
				await stack().api.deactivate(messages.id);
				expect((await meta.subscription())?.callbackUrl).not.toBe(urlOf(messages));
				await stack().api.publish(messages.id);
			});
		});

		it('P10: all are taken offline, then published again', async () => {
			await during(async () => {
				for (const workflow of all()) await stack().api.deactivate(workflow.id);
				for (const workflow of all()) await stack().api.publish(workflow.id);
			});
		});
	});

	it('W1: events of test contacts go to the listening test alone, all others to production alone', async () => {
		const { api } = stack();
		const published = [messages, third];
		const options = { testNumbers: [`+${TESTER}`] };
		const nodes = [triggerNode(stack(), { events: ['messages'], options }), noOpNode(stack())];
		const draft = await createChain(stack(), 'Being Built', nodes);
		const before = published.map((workflow) => countStarts(stack(), workflow).total);
		await api.runManually(draft.id, 'Trigger');
		let listened: Start | undefined;
		const own = { during: '', after: '' };
		const ids = await MessageStream.during(stack(), CUSTOMER, async (stream) => {
			await stream.more(3);
			own.during = (await write(TESTER, 'a test')).id;
			[listened] = await untilStarts(stack(), draft, 1);
			await stream.more(3);
			own.after = (await write(TESTER, 'no test any more')).id;
		});
		ids.push(own.after);
		await untilQuiet(stack(), published);

		expect(listened).toMatchObject({ mode: 'manual', item: { message: { id: own.during } } });
		expect(countStarts(stack(), draft).total).toBe(1);
		for (const [n, workflow] of published.entries()) {
			const starts = await untilStarts(stack(), workflow, before[n]! + ids.length);
			expectOnceEach(starts.slice(before[n]), ids);
		}
		await api.deleteWorkflow(draft.id);
	});

	const triggerNameOf = ({ nodes }: StoredWorkflow) =>
		nodes.find(({ type }) => type.endsWith('whatsAppCallingTrigger'))!.name;

	afterAll(async () => {
		for (const workflow of all()) await stack().api.deleteWorkflow(workflow.id);
	});
});

describe("a callback that is somebody else's", () => {
	let bot: ForeignBot;
	let published: StoredWorkflow | undefined;
	const FIELDS = ['messages', 'calls', 'account_update', 'account_settings_update'];

	beforeAll(async () => (bot = await startForeignBot()));
	beforeEach(async () => {
		await meta.clearOverrides();
		await meta.pointTo(bot.url, bot.verifyToken, FIELDS);
		bot.deliveries.length = 0;
	});
	afterEach(async () => {
		if (published) await stack().api.deleteWorkflow(published.id);
		published = undefined;
	});
	afterAll(async () => {
		await meta.clearOverrides();
		await bot.stop();
	});

	async function publish(parameters: object): Promise<StoredWorkflow> {
		const trigger = triggerNode(stack(), { events: ['messages', 'accountAlerts'], ...parameters });
		published = await createChain(stack(), 'Newcomer', [trigger, noOpNode(stack())]);
		await stack().api.publish(published.id);
		return published;
	}

	const urlOf = (workflow: StoredWorkflow) =>
		stack().api.webhookUrl(workflow, 'Trigger', 'webhook');

	it('is not taken: publishing fails with an error that names it, and nothing is left behind', async () => {
		await expect(publish({})).rejects.toThrow(bot.url);
		expect((await meta.subscription())?.callbackUrl).toBe(bot.url);
		const routes = ledgerRows<{ id: string }>(
			stack().dir,
			'SELECT id FROM routes WHERE expires_at IS NULL',
		);
		expect(routes).toEqual([]);
	});

	it.each([
		['override_number', 'phone_number'],
		['override_waba', 'whatsapp_business_account'],
	])('stays with %s: messages come here, account updates go there', async (mode, level) => {
		const { config, simulator } = stack();
		const workflow = await publish({ subscription: mode, phoneNumberId: config.phone_number_id });
		expect(await meta.callbacks()).toEqual({ application: bot.url, [level]: urlOf(workflow) });
		const { id, statuses } = await write(CUSTOMER);
		expect(statuses).toEqual([200]);
		expectOnceEach(await untilStarts(stack(), workflow, 1), [id]);
		expect(bot.deliveries).toEqual([]);
		await simulator.post('/sim/alerts', {
			event: 'ACCOUNT_VIOLATION',
			type: 'LOW_BUSINESS_INITIATED_CALLING_QUALITY',
		});
		expect(bot.deliveries).toHaveLength(1);
		expect(bot.deliveries[0]?.body).toContain('account_update');
	});

	it('must have the fields that an override needs, or the error names them', async () => {
		await meta.pointTo(bot.url, bot.verifyToken, ['messages']);
		const parameters = { events: ['messages', 'callEvents'], subscription: 'override_waba' };
		await expect(publish(parameters)).rejects.toThrow(/not subscribed to calls/);
		expect(await meta.callbacks()).toEqual({ application: bot.url });
	});

	it('is left alone in manual mode, until the operator pastes URL and token', async () => {
		const { app_secret } = stack().config;
		const workflow = await publish({ subscription: 'manual' });
		expect(await meta.callbacks()).toEqual({ application: bot.url });
		await meta.pointTo(urlOf(workflow), deriveVerifyToken(app_secret), ['messages']);
		const { id } = await write(CUSTOMER);
		expectOnceEach(await untilStarts(stack(), workflow, 1), [id]);
	});

	it('is replaced by Take Over, and the other receiver goes on by Also Forward To', async () => {
		const workflow = await publish({ takeOver: true, options: { forwardTo: [bot.url] } });
		expect((await meta.subscription())?.callbackUrl).toBe(urlOf(workflow));
		const { id } = await write(CUSTOMER, 'Grüße');
		expectOnceEach(await untilStarts(stack(), workflow, 1), [id]);
		const [forwarded] = await until('the forwarded delivery', 10_000, () =>
			bot.deliveries.length > 0 ? bot.deliveries : undefined,
		);
		expect(forwarded?.body).toContain(id);
		const { app_secret } = stack().config;
		expect(verifySignature(forwarded!.body, forwarded!.signature, app_secret)).toBe(true);
		expect(bot.deliveries).toHaveLength(1);
	});
});

describe("n8n's own WhatsApp Trigger on the same app", () => {
	let native: StoredWorkflow;
	let ours: StoredWorkflow;

	beforeEach(async () => await meta.unsubscribe());

	/** n8n's trigger, unchanged, with the app's id and secret. */
	async function publishNative(...behind: NodeJson[]): Promise<StoredWorkflow> {
		const { api, config } = stack();
		const credential = await api.createCredential('WhatsApp OAuth', 'whatsAppTriggerApi', {
			clientId: config.app_id,
			clientSecret: config.app_secret,
		});
		const trigger = {
			...node(stack(), 'WhatsApp Trigger', ['n8n-nodes-base.whatsAppTrigger', 1], {
				updates: ['messages'],
				options: {},
			}),
			credentials: { whatsAppTriggerApi: credential },
		};
		return await publishChain(stack(), 'Existing Bot', [trigger, ...behind]);
	}

	const nativeUrl = () => stack().api.webhookUrl(native, 'WhatsApp Trigger', 'webhook');
	const wamidsOf = (starts: Start[]) =>
		// The node hands Meta's own value on.
		starts.map(({ item }) => (item as { messages?: { id: string }[] }).messages?.[0]?.id);

	afterEach(async () => {
		for (const { id } of [native, ours]) await stack().api.deleteWorkflow(id);
	});

	it('gets its events by Also Forward To while ours owns the callback', async () => {
		native = await publishNative(noOpNode(stack()));
		expect((await meta.subscription())?.callbackUrl).toBe(nativeUrl());
		const parameters = {
			events: ['messages', 'callEvents'],
			takeOver: true,
			options: { forwardTo: [nativeUrl()] },
		};
		ours = await publishChain(stack(), 'Calls Too', [
			triggerNode(stack(), parameters),
			noOpNode(stack()),
		]);
		const ids = await Promise.all([1, 2, 3].map(async () => (await write(CUSTOMER)).id));
		expectOnceEach(await untilStarts(stack(), ours, 3), ids);
		expect(wamidsOf(await untilStarts(stack(), native, 3)).sort()).toEqual(ids.sort());
	});

	it('owns the callback and feeds ours by Process Delivery', async () => {
		native = await publishNative(
			actionNode(stack(), 'Process', { resource: 'webhook', operation: 'processDelivery' }),
		);
		ours = await publishChain(stack(), 'Behind It', [
			triggerNode(stack(), { events: ['messages'], subscription: 'manual' }),
			noOpNode(stack()),
		]);
		expect((await meta.subscription())?.callbackUrl).toBe(nativeUrl());
		const ids = await Promise.all([1, 2, 3].map(async () => (await write(CUSTOMER)).id));
		expect(wamidsOf(await untilStarts(stack(), native, 3)).sort()).toEqual(ids.sort());
		expectOnceEach(await untilStarts(stack(), ours, 3), ids);
	});
});
