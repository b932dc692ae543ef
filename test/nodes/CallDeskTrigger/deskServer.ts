import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { afterEach, beforeEach } from 'vitest';
import { CallDeskTrigger } from '../../../nodes/CallDeskTrigger/CallDeskTrigger.node';
import { closeStreams } from '../../../nodes/CallDeskTrigger/deskStreams';
import { publishDesk } from '../../../nodes/CallDeskTrigger/publishDesk';
import { deskLinkHash, newDeskSecret } from '../../../nodes/shared/dial/deskSecrets';
import type { DeskOpened, PageProof } from '../../../nodes/shared/domain/deskProtocol';
import type { LedgerTx, Representative } from '../../../nodes/shared/ledger/ledger';
import { Host, type Node } from '../WhatsAppCallingTrigger/triggerStub';

export const ORIGIN = 'https://desk.example.com';
export const PATH = '/webhook/wf-1/trigger/webhook';
export const ROUTE = 'wf-1:node-1';

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
	json: IDataObject;
}

/** Signed in, with one page. */
export interface Visitor {
	who: Representative;
	cookie: string;
	proof: PageProof;
}

/** A published desk behind a real HTTP server that does what n8n 2.41 does before a node is asked. */
export class DeskServer {
	readonly host = new Host();
	mode = 'webhook';
	/** What the workflow remembers. */
	memory: IDataObject = {};
	/** How often a workflow was to be started by a request. */
	executions = 0;
	private server: Server | undefined;
	private parameters: IDataObject = { deskUrl: ORIGIN };

	constructor() {
		beforeEach(async () => {
			[this.mode, this.memory, this.executions] = ['webhook', {}, 0];
			this.server = createServer(this.app()).listen(0, '127.0.0.1');
			await once(this.server, 'listening');
			await this.publish();
		});
		// Before the ledger is closed.
		afterEach(async () => {
			closeStreams((await this.host.ledger()).id, ROUTE);
			this.server?.closeAllConnections();
			this.server?.close();
		});
	}

	/** With these parameters from now on. */
	async publish(parameters: IDataObject = {}, node: Node = {}): Promise<void> {
		this.parameters = { deskUrl: ORIGIN, ...parameters };
		const hook = this.host.hook({ ...node, parameters: this.parameters });
		const editor = { getInstanceBaseUrl: () => 'https://n8n.example.com' };
		await publishDesk(Object.assign(hook, editor));
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await (await this.host.ledger()).transaction(work);
	}

	async hire(name = 'Priya'): Promise<Representative> {
		const person = { name, role: 'representative' as const, phoneNumberIds: [] };
		const now = new Date().toISOString();
		return await this.do(async ({ representatives }) => await representatives.create(person, now));
	}

	/** The secret of a link that was made so many minutes ago. */
	async link({ id }: Representative, minutesAgo = 0): Promise<string> {
		const secret = newDeskSecret();
		const ledger = await this.host.ledger();
		const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
		await this.do(
			async ({ deskAccess }) => await deskAccess.addLink(deskLinkHash(ledger, secret), id, at),
		);
		return secret;
	}

	async visit(name?: string): Promise<Visitor> {
		const who = await this.hire(name);
		const entry = await this.post({ action: 'sign_in', link: await this.link(who) });
		const cookie = String(entry.headers['set-cookie']?.[0]).split(';')[0] ?? '';
		return { who, cookie, proof: await this.open(cookie) };
	}

	async open(cookie: string): Promise<PageProof> {
		const opened = await this.post({ action: 'open' }, { cookie });
		if (opened.status !== 200) throw new Error(opened.text);
		// The server's promise, see deskProtocol.ts.
		const { page, key } = opened.json as unknown as DeskOpened;
		return { page, key, n: 1 };
	}

	/** As our own page says it, unless other headers are given; `undefined` leaves one out. */
	async post(body: unknown, headers: Record<string, string | undefined> = {}): Promise<Answer> {
		const bytes = typeof body === 'string' ? body : JSON.stringify(body);
		const own = { origin: ORIGIN, 'content-type': 'application/json' };
		return await this.send('POST', '', { ...own, ...headers }, bytes);
	}

	async get(query = '', headers: Record<string, string | undefined> = {}): Promise<Answer> {
		return await this.send('GET', query, headers);
	}

	private async send(
		method: string,
		query: string,
		headers: Record<string, string | undefined>,
		body = '',
	): Promise<Answer> {
		const { headers: told, chunks, status } = await this.raw(method, query, headers, body);
		for await (const chunk of chunks) void chunk;
		const text = chunks.text();
		return { status, headers: told, text, json: asObject(text) };
	}

	/** What comes, as it comes. */
	async raw(method: string, query: string, headers: Record<string, string | undefined>, body = '') {
		// A listening TCP server has an address of this kind.
		const { port } = this.server?.address() as AddressInfo;
		const given = { host: new URL(ORIGIN).host, ...headers };
		const sent = Object.entries(given).filter(([, value]) => value !== undefined);
		const outgoing = request({
			port,
			method,
			path: `${PATH}${query}`,
			headers: Object.fromEntries(sent),
		});
		outgoing.end(body);
		const [response] = await once(outgoing, 'response');
		let text = '';
		response.setEncoding('utf8');
		response.on('data', (chunk: string) => (text += chunk));
		const chunks = {
			text: () => text,
			isOver: () => response.complete || response.destroyed,
			close: () => outgoing.destroy(),
			async *[Symbol.asyncIterator]() {
				if (!response.complete || !response.readableEnded) await once(response, 'end');
				yield text;
			},
		};
		return { status: Number(response.statusCode), headers: response.headers, chunks };
	}

	private app(): express.Express {
		const app = express().disable('x-powered-by');
		app.use(express.raw({ type: () => true, limit: '16mb' }));
		app.all('/*path', async (req, res) => {
			// n8n grants every origin whatever it asks for.
			if (req.headers.origin !== undefined) {
				res.header('Access-Control-Allow-Origin', req.headers.origin);
				res.header('Access-Control-Allow-Methods', 'OPTIONS, GET, POST');
			}
			const rawBody: unknown = req.body;
			const context = {
				...this.host.context({ parameters: this.parameters }),
				getMode: () => this.mode,
				getWebhookName: () => (req.method === 'GET' ? 'setup' : 'default'),
				getNodeWebhookUrl: () => `https://n8n.example.com${PATH}`,
				getRequestObject: () => Object.assign(req, { rawBody }),
				getResponseObject: () => res,
				getQueryData: () => req.query,
				getHeaderData: () => req.headers,
				getWorkflowStaticData: () => this.memory,
			};
			const trigger = new CallDeskTrigger();
			// Only what the trigger calls is there; anything else fails the test loudly.
			const answer = await trigger.webhook.call(context as unknown as IWebhookFunctions);
			if (answer.workflowData !== undefined || !answer.noWebhookResponse) this.executions += 1;
		});
		return app;
	}
}

function asObject(text: string): IDataObject {
	try {
		return JSON.parse(text) as IDataObject;
	} catch {
		return {};
	}
}
