import { homedir } from 'node:os';
import type { IHttpRequestOptions, INode } from 'n8n-workflow';
import { createGraphClient } from '../graph/graphClient';
import type { GraphClient, HttpRequest } from '../graph/graphClient';
import type { HttpDownload } from '../graph/httpDownload';
import { readToken } from '../graph/token';
import type { Ledger } from '../ledger/ledger';
import { ledgerLocation, openLedger } from '../ledger/openLedger';
import type { LedgerLocation } from '../ledger/openLedger';
import { CREDENTIAL_NAME, readCredential } from './credential';
import type { CallingCredential } from './credential';
import { httpDownloadOf, httpRequestOf } from './httpRequest';
import { toNodeError } from './nodeError';

export type { CallingCredential } from './credential';

/** Everything a node talks to, for one credential. */
export interface Connection {
	credential: CallingCredential;
	graph: GraphClient;
	http: HttpRequest;
	download: HttpDownload;
	ledger: Ledger;
	/** Names the Meta app without telling its secret. */
	appKey: string;
	mediaServer: CallingCredential['mediaServer'];
	voiceAgent: CallingCredential['voiceAgent'];
}

/** What execute, webhook, trigger, hook and load-options functions of n8n have in common. */
export interface ConnectContext {
	getNode(): INode;
	getCredentials<T extends object>(type: string): Promise<T>;
	helpers: { httpRequest(options: IHttpRequestOptions): Promise<unknown> };
}

/**
 * Reads and checks the node's credential, then opens what it leads to.
 *
 * @throws {NodeOperationError} naming the wrong setting of the credential, or the ledger's trouble.
 */
export async function connect(ctx: ConnectContext): Promise<Connection> {
	const raw = await ctx.getCredentials<Record<string, unknown>>(CREDENTIAL_NAME);
	try {
		const credential = readCredential(raw);
		const send = async (options: IHttpRequestOptions) => await ctx.helpers.httpRequest(options);
		const http = httpRequestOf(send);
		const ledger = await ledgerFor(credential.simulator);
		return {
			credential,
			graph: graphFor(credential, http),
			http,
			download: httpDownloadOf(send),
			ledger,
			appKey: ledger.keyedHash('app', credential.appSecret),
			mediaServer: credential.mediaServer,
			voiceAgent: credential.voiceAgent,
		};
	} catch (error) {
		throw toNodeError(ctx.getNode(), error);
	}
}

/** A Graph client that finds the app's id from the token when the credential names none. */
export function graphFor(credential: CallingCredential, http: HttpRequest): GraphClient {
	const graph: GraphClient = createGraphClient({
		request: http,
		baseUrl: credential.graphBaseUrl,
		apiVersion: credential.apiVersion,
		accessToken: credential.accessToken,
		appSecret: credential.appSecret,
		appId: async () => credential.appId ?? (await readToken(graph, credential.accessToken)).appId,
	});
	return graph;
}

async function ledgerFor(simulator: boolean): Promise<Ledger> {
	return await openLedger({
		...locate(simulator),
		queueMode: process.env.EXECUTIONS_MODE === 'queue',
	});
}

/** Where the ledger lies, for people. */
export function ledgerPlace(simulator: boolean): string {
	return locate(simulator).url;
}

function locate(simulator: boolean): LedgerLocation {
	return ledgerLocation(process.env, { simulator, n8nUserFolder: n8nUserFolder() });
}

/** The folder that holds `.n8n`, as n8n itself finds it. */
function n8nUserFolder(): string {
	return process.env.N8N_USER_FOLDER || homedir();
}
