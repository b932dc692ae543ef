import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IHookFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { afterEach, beforeEach } from 'vitest';
import type { Ledger, Route } from '../../../nodes/shared/ledger/ledger';
import { connect, type Connection } from '../../../nodes/shared/n8n/connection';
import { deriveVerifyToken } from '../../../nodes/shared/graph/appSecret';

export const APP_ID = '900000000000001';
export const WABA = '102290129340398';
export const LINE = '106540352242922';
export const SECRET = 'app-secret-1';
export const HOST = 'https://n8n.example.com';
const GRAPH = 'https://graph.facebook.com/v25.0';

export const CREDENTIAL: IDataObject = {
	accessToken: 'token-1',
	appSecret: SECRET,
	appId: APP_ID,
	wabaId: WABA,
};

/** Meta as far as subscriptions go, and the addresses of the world that answer. */
export class Meta {
	subscription: { url: string; fields: string[] } | null = null;
	apps: string[] = [];
	overrides: IDataObject = {};
	/** Nothing of Meta answers. */
	away = false;
	/** Addresses that answer the handshake with our token. */
	alive = new Set<string>();
	requests: string[] = [];
	/** Everything that was sent elsewhere. */
	delivered: { url: string; body: string; headers: IDataObject }[] = [];

	answer = async (options: IHttpRequestOptions): Promise<unknown> => {
		const { url, method = 'GET' } = options;
		const body = textOf(options.body);
		if (!url.startsWith(GRAPH)) return this.elsewhere(url, method, body, options.headers ?? {});
		const { pathname } = new URL(url);
		const path = pathname.replace('/v25.0', '');
		this.requests.push(`${method} ${path}`);
		if (this.away) throw new Error('getaddrinfo ENOTFOUND graph.facebook.com');
		return reply(200, this.graph(method, path, body === '' ? {} : JSON.parse(body)));
	};

	private graph(method: string, path: string, body: IDataObject): IDataObject {
		if (path === `/${APP_ID}/subscriptions`) {
			if (method === 'POST')
				this.subscription = {
					url: String(body.callback_url),
					fields: String(body.fields).split(','),
				};
			return method === 'POST' ? { success: true } : { data: this.shown() };
		}
		if (path === `/${WABA}/subscribed_apps`) {
			if (method === 'POST') {
				this.apps = [APP_ID];
				if (body.override_callback_uri) this.overrides[WABA] = body.override_callback_uri;
			}
			return { data: this.apps.map((id) => ({ whatsapp_business_api_data: { id } })) };
		}
		// A token that was granted to every account of its user names none (calling-api §1).
		if (path === '/debug_token') return { data: { app_id: APP_ID, granular_scopes: [] } };
		if (path === `/${WABA}/phone_numbers`)
			return { data: [{ id: LINE, display_phone_number: '+1 555-078-3881' }] };
		if (method === 'POST') this.overrides[path.slice(1)] = body.webhook_configuration ?? null;
		return { success: true };
	}

	private shown(): IDataObject[] {
		if (!this.subscription) return [];
		const { url, fields } = this.subscription;
		const object = 'whatsapp_business_account';
		return [{ object, callback_url: url, fields: fields.map((name) => ({ name })) }];
	}

	private elsewhere(url: string, method: string, body: string, headers: IDataObject): unknown {
		const asked = new URL(url);
		const bare = `${asked.origin}${asked.pathname}`;
		if (method === 'POST') {
			this.delivered.push({ url, body, headers });
			return reply(this.alive.has(bare) ? 200 : 404, '');
		}
		const known = asked.searchParams.get('hub.verify_token') === deriveVerifyToken(SECRET);
		const alive = this.alive.has(bare) && known;
		return reply(alive ? 200 : 404, alive ? asked.searchParams.get('hub.challenge') : '');
	}
}

const reply = (statusCode: number, body: unknown) => ({ statusCode, body, headers: {} });

const textOf = (body: unknown): string => {
	if (Buffer.isBuffer(body)) return body.toString('utf8');
	return body === undefined ? '' : JSON.stringify(body);
};

export interface Node {
	id?: string;
	name?: string;
	workflowId?: string;
	workflowName?: string;
	parameters?: IDataObject;
	credential?: IDataObject;
	/** What it leads to, by type; `(off)` behind one is disabled. */
	leadsTo?: string[];
}

export const EVERYTHING = ['messages', 'permissionReplies', 'callEvents', 'accountAlerts'];

export const urlOf = ({ workflowId = 'wf-1', name = 'Trigger' }: Node, test = false): string =>
	`${HOST}/${test ? 'webhook-test' : 'webhook'}/${workflowId}/${name.toLowerCase()}/webhook`;

/** An n8n with one ledger folder of its own. */
export class Host {
	meta = new Meta();
	log: { message: string; reason: unknown }[] = [];
	private folder = '';
	private before: string | undefined;

	constructor() {
		beforeEach(() => {
			this.before = process.env.N8N_USER_FOLDER;
			this.folder = mkdtempSync(join(tmpdir(), 'whatsapp-calling-'));
			process.env.N8N_USER_FOLDER = this.folder;
			this.meta = new Meta();
			this.log = [];
		});
		afterEach(async () => {
			await (await this.ledger()).close();
			if (this.before === undefined) delete process.env.N8N_USER_FOLDER;
			else process.env.N8N_USER_FOLDER = this.before;
			rmSync(this.folder, { recursive: true });
		});
	}

	/** What hook, trigger and webhook functions of n8n have in common. */
	context(node: Node = {}): IDataObject {
		const { id = 'node-1', name = 'Trigger', workflowId = 'wf-1' } = node;
		const parameters: IDataObject = { events: EVERYTHING, ...node.parameters };
		const common = {
			getNode: () => ({ id, name, type: 'x', typeVersion: 1, position: [0, 0], parameters }),
			getWorkflow: () => ({ id: workflowId, name: node.workflowName ?? 'Workflow', active: true }),
			getChildNodes: () =>
				(node.leadsTo ?? []).map((type) => ({
					name: type,
					type: `n8n-nodes-whatsapp-calling.${type.replace(' (off)', '')}`,
					typeVersion: 1,
					disabled: type.endsWith('(off)'),
				})),
			getNodeParameter: (key: string, fallback?: unknown) => parameters[key] ?? fallback,
			getCredentials: async () => node.credential ?? CREDENTIAL,
			logger: {
				warn: (message: string, { reason }: { reason?: unknown } = {}) =>
					this.log.push({ message, reason }),
				error: () => {},
				info: () => {},
				debug: () => {},
			},
			helpers: {
				httpRequest: async (options: IHttpRequestOptions) => await this.meta.answer(options),
			},
		};
		return common as unknown as IDataObject;
	}

	hook(
		node: Node,
		{ test = false, activation = 'activate', deleting = false } = {},
	): IHookFunctions {
		const context = {
			...this.context(node),
			getMode: () => (deleting ? 'internal' : test ? 'manual' : 'trigger'),
			getActivationMode: () => (deleting ? 'update' : test ? 'manual' : activation),
			getNodeWebhookUrl: () => urlOf(node, test),
			getWebhookName: () => 'default',
		};
		// Only what the trigger's hooks call is there; anything else fails the test loudly.
		return context as unknown as IHookFunctions;
	}

	async connection(node: Node = {}): Promise<Connection> {
		return await connect(this.hook(node));
	}

	async ledger(): Promise<Ledger> {
		return (await this.connection()).ledger;
	}

	async routes(seconds = 0): Promise<Route[]> {
		const { ledger, appKey } = await this.connection();
		const now = new Date(Date.now() + seconds * 1000).toISOString();
		return await ledger.transaction(async ({ routes }) => await routes.list(appKey, now));
	}
}
