import { describe, expect, it } from 'vitest';
import { askCallback } from '../../../nodes/shared/ingress/askCallback';
import {
	ensureFields,
	ensureSubscription,
	fieldsOf,
	overrideCallback,
	readSubscription,
	SubscriptionError,
	type SubscriptionPorts,
} from '../../../nodes/shared/ingress/subscription';
import { APP_ID, ok, refuse, scriptedGraph, type GraphRequest } from '../dial/scriptedGraph';

const OURS = 'https://n8n.example.com/webhook/wf-1/trigger/webhook';
const SIBLING = 'https://n8n.example.com/webhook/wf-2/trigger/webhook';
const FOREIGN = 'https://bot.example.com/whatsapp';
const OLD = 'https://n8n.example.com/webhook/wf-1/old-name/webhook';
const WABA = '102290129340398';

/** Meta's side: one app subscription, one list of subscribed apps. */
function meta(current: { url: string; fields: string[] } | null, apps: string[] = [APP_ID]) {
	const state = { current, apps, refuse: new Set<string>() };
	const { graph, requests } = scriptedGraph(({ method, path, body }) => {
		if (state.refuse.has(`${method} ${path}`)) return refuse(100);
		if (path === `/${APP_ID}/subscriptions`) {
			if (method === 'POST')
				state.current = {
					url: String(body.callback_url),
					fields: String(body.fields).split(','),
				};
			return ok(method === 'POST' ? undefined : { data: shown(state.current) });
		}
		if (method === 'POST') state.apps.push(APP_ID);
		// Meta gives the app as an object with a link, a name and an id.
		const data = state.apps.map((id) => ({ whatsapp_business_api_data: { id, name: 'App' } }));
		return ok({ data });
	});
	const posts = () => requests.filter(({ method }) => method === 'POST');
	return { state, graph, requests, posts };
}

const shown = (current: { url: string; fields: string[] } | null) =>
	current === null
		? []
		: [
				{ object: 'page', callback_url: 'https://page.example.com', fields: [] },
				{
					object: 'whatsapp_business_account',
					callback_url: current.url,
					fields: current.fields.map((name) => ({ name, version: 'v25.0' })),
				},
			];

const ports = (graph: SubscriptionPorts['graph'], wabaIds = [WABA]): SubscriptionPorts => ({
	graph,
	appId: async () => APP_ID,
	wabaIds: async () => wabaIds,
	verifyToken: 'verify-1',
	isOurs: async (url) => url.startsWith('https://n8n.example.com/'),
});

const wanted = (more: Partial<Parameters<typeof ensureSubscription>[0]> = {}) => ({
	url: OURS,
	fields: ['calls', 'messages'],
	takeOver: false,
	liveUrls: [],
	answers: async () => true,
	...more,
});

const posted = (requests: GraphRequest[]) => requests.map(({ path, body }) => ({ path, body }));

describe('fieldsOf', () => {
	it.each([
		[['messages'], ['messages']],
		[['permissionReplies'], ['messages']],
		[['callEvents'], ['calls']],
		[['followUpTaps'], ['messages']],
		[['accountAlerts'], ['account_settings_update', 'account_update']],
		[
			['messages', 'permissionReplies', 'callEvents'],
			['calls', 'messages'],
		],
		[['nonsense', 'constructor'], []],
		[[], []],
	])('%j travel in %j', (groups, fields) => {
		expect(fieldsOf(groups)).toEqual(fields);
	});
});

describe('ensureSubscription', () => {
	it('subscribes an app that has none, as the app, with our verify token', async () => {
		const { graph, posts, state } = meta(null);
		await ensureSubscription(wanted(), ports(graph));
		expect(state.current).toEqual({ url: OURS, fields: ['calls', 'messages'] });
		expect(posts()[0]).toMatchObject({
			asApp: true,
			body: {
				object: 'whatsapp_business_account',
				callback_url: OURS,
				verify_token: 'verify-1',
				fields: 'calls,messages',
			},
		});
	});

	it('leaves a subscription that does already', async () => {
		const { graph, posts } = meta({ url: OURS, fields: ['account_update', 'calls', 'messages'] });
		await ensureSubscription(wanted(), ports(graph));
		expect(posts()).toEqual([]);
	});

	it('adds fields and never takes one away', async () => {
		const { graph, state } = meta({ url: OURS, fields: ['flows', 'messages'] });
		await ensureSubscription(wanted(), ports(graph));
		expect(state.current?.fields).toEqual(['calls', 'flows', 'messages']);
	});

	it('leaves the callback with a sibling that answers, and adds the fields there', async () => {
		const { graph, state } = meta({ url: SIBLING, fields: ['messages'] });
		await ensureSubscription(wanted({ liveUrls: [SIBLING] }), ports(graph));
		expect(state.current).toEqual({ url: SIBLING, fields: ['calls', 'messages'] });
	});

	it('takes the callback from a sibling that answers no more', async () => {
		const { graph, state } = meta({ url: SIBLING, fields: ['calls', 'messages'] });
		await ensureSubscription(
			wanted({ liveUrls: [SIBLING], answers: async () => false }),
			ports(graph),
		);
		expect(state.current?.url).toBe(OURS);
	});

	it('a renamed trigger takes its own old address over', async () => {
		const { graph, state } = meta({ url: OLD, fields: ['calls', 'messages'] });
		await ensureSubscription(wanted(), ports(graph));
		expect(state.current?.url).toBe(OURS);
	});

	it('names a foreign callback and leaves it', async () => {
		const { graph, posts, state } = meta({ url: FOREIGN, fields: ['messages'] });
		const refusal = ensureSubscription(wanted(), ports(graph));
		await expect(refusal).rejects.toThrow(FOREIGN);
		await expect(refusal).rejects.toMatchObject({ code: 'callback_foreign' });
		expect(posts()).toEqual([]);
		expect(state.current?.url).toBe(FOREIGN);
	});

	it('replaces a foreign callback with Take Over, keeping its fields', async () => {
		const { graph, state } = meta({ url: FOREIGN, fields: ['messages', 'security'] });
		await ensureSubscription(wanted({ takeOver: true }), ports(graph));
		expect(state.current).toEqual({ url: OURS, fields: ['calls', 'messages', 'security'] });
	});

	it('subscribes the app to the business account, once', async () => {
		const { graph, posts } = meta({ url: OURS, fields: ['calls', 'messages'] }, ['another-app']);
		await ensureSubscription(wanted(), ports(graph));
		await ensureSubscription(wanted(), ports(graph));
		expect(posted(posts())).toEqual([{ path: `/${WABA}/subscribed_apps`, body: {} }]);
	});

	it('names the setting if Meta does not say which account the token is for', async () => {
		const { graph } = meta({ url: OURS, fields: ['calls', 'messages'] });
		await expect(ensureSubscription(wanted(), ports(graph, []))).rejects.toMatchObject({
			code: 'account_unknown',
			fix: expect.stringContaining('WhatsApp Business Account ID'),
		});
	});

	it('tells Meta’s refusal in Meta’s words', async () => {
		const { graph, state } = meta(null);
		state.refuse.add(`POST /${APP_ID}/subscriptions`);
		const refusal = ensureSubscription(wanted(), ports(graph));
		await expect(refusal).rejects.toBeInstanceOf(SubscriptionError);
		await expect(refusal).rejects.toThrow('(#100) Refused');
	});
});

describe('overrides', () => {
	it('of one number', async () => {
		const { graph, posts } = meta(null);
		await overrideCallback({ phoneNumberId: '106540352242922' }, OURS, ports(graph));
		expect(posted(posts())).toEqual([
			{
				path: '/106540352242922',
				body: {
					webhook_configuration: { override_callback_uri: OURS, verify_token: 'verify-1' },
				},
			},
		]);
	});

	it('of a business account', async () => {
		const { graph, posts } = meta(null);
		await overrideCallback({ wabaId: WABA }, OURS, ports(graph));
		expect(posted(posts())).toEqual([
			{
				path: `/${WABA}/subscribed_apps`,
				body: { override_callback_uri: OURS, verify_token: 'verify-1' },
			},
		]);
	});

	it('need the fields: a foreign subscription that lacks one is named, not changed', async () => {
		const { graph, posts } = meta({ url: FOREIGN, fields: ['messages'] });
		const refusal = ensureFields(OURS, ['calls', 'messages', 'account_update'], ports(graph));
		await expect(refusal).rejects.toMatchObject({ code: 'fields_missing' });
		await expect(refusal).rejects.toThrow(/calls$/);
		expect(posts()).toEqual([]);
	});

	it('are content with a foreign subscription that has the fields', async () => {
		const { graph, posts } = meta({ url: FOREIGN, fields: ['messages', 'calls'] });
		await ensureFields(OURS, ['calls', 'messages', 'account_update'], ports(graph));
		expect(posts()).toEqual([]);
	});

	it('add a field to a subscription of our own, at its own address', async () => {
		const { graph, state } = meta({ url: SIBLING, fields: ['messages'] });
		await ensureFields(OURS, ['calls'], ports(graph));
		expect(state.current).toEqual({ url: SIBLING, fields: ['calls', 'messages'] });
	});
});

describe('readSubscription', () => {
	it.each([[{}], [{ data: [] }], [{ data: [null, 5] }], [{ data: 'x' }]])(
		'%j is no subscription',
		async (body) => {
			const { graph } = scriptedGraph(() => ok(body));
			expect(await readSubscription(ports(graph))).toBeNull();
		},
	);

	it('reads fields as names or as objects', async () => {
		const row = { object: 'whatsapp_business_account', callback_url: OURS };
		const { graph } = scriptedGraph(() =>
			ok({ data: [{ ...row, fields: ['calls', { name: 'messages' }] }] }),
		);
		expect(await readSubscription(ports(graph))).toEqual({
			callbackUrl: OURS,
			fields: ['calls', 'messages'],
		});
	});
});

describe('askCallback', () => {
	const ask = async (reply: { status: number; body: unknown } | null) => {
		const seen: string[] = [];
		const answers = await askCallback(
			OURS,
			{ verifyToken: 'verify-1', challenge: 'c-1' },
			async ({ url }) => {
				seen.push(url);
				if (reply === null) throw new Error('no route to host');
				return reply;
			},
		);
		return { answers, seen };
	};

	it('asks as Meta asks', async () => {
		const { answers, seen } = await ask({ status: 200, body: 'c-1' });
		expect(answers).toBe(true);
		expect(seen).toEqual([
			`${OURS}?hub.mode=subscribe&hub.verify_token=verify-1&hub.challenge=c-1`,
		]);
	});

	it.each([
		['no answer', null],
		['404', { status: 404, body: { message: 'not registered' } }],
		['another text', { status: 200, body: 'hello' }],
		['a refusal', { status: 403, body: 'c-1' }],
	])('%s is none', async (_what, reply) => {
		expect((await ask(reply)).answers).toBe(false);
	});
});
