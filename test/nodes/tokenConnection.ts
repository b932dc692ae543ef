import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { createGraphClient } from '../../nodes/shared/graph/graphClient';
import type { HttpDownload } from '../../nodes/shared/graph/httpDownload';
import type { Ledger } from '../../nodes/shared/ledger/ledger';
import type { Connection } from '../../nodes/shared/n8n/connection';
import { readCredential } from '../../nodes/shared/n8n/credential';

const APP_ID = '600100000000001';

let tokens = 0;

/** What a credential opens, over a Meta of the test; with a token of its own, by which numbers are remembered. */
export function tokenConnection(
	ledger: Ledger,
	http: Connection['http'],
	fields: ICredentialDataDecryptedObject,
	download: HttpDownload = async () => {
		throw new Error('unexpected download');
	},
): Connection {
	const credential = readCredential({
		accessToken: `EAAtest${++tokens}`,
		appSecret: 'app-secret',
		appId: APP_ID,
		...fields,
	});
	const graph = createGraphClient({
		request: http,
		baseUrl: credential.graphBaseUrl,
		apiVersion: credential.apiVersion,
		accessToken: credential.accessToken,
		appSecret: credential.appSecret,
		appId: () => APP_ID,
	});
	const appKey = ledger.keyedHash('app', credential.appSecret);
	const { mediaServer, voiceAgent } = credential;
	return { credential, graph, http, download, ledger, appKey, mediaServer, voiceAgent };
}
