import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { DEFAULT_API_VERSION } from '../nodes/shared/graph/apiVersion';
import { appSecretProof } from '../nodes/shared/graph/appSecret';
import {
	CREDENTIAL_NAME,
	DEFAULT_GRAPH_BASE_URL,
	readCredential,
} from '../nodes/shared/n8n/credential';

export class WhatsAppCallingApi implements ICredentialType {
	name = CREDENTIAL_NAME;

	displayName = 'WhatsApp Calling API';

	icon: Icon = {
		light: 'file:../nodes/WhatsAppCalling/whatsAppCalling.svg',
		dark: 'file:../nodes/WhatsAppCalling/whatsAppCalling.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-calling/n8n-nodes-whatsapp-calling/blob/main/docs/credential.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Token of a system user with whatsapp_business_messaging and whatsapp_business_management, and your WhatsApp Business Account assigned to it. Business Settings › Users › System Users › Generate token.',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Secret of the Meta app that the token belongs to: App Dashboard › App settings › Basic. It signs every webhook, so nothing is accepted without it.',
		},
		{
			displayName:
				'Advanced: everything below may stay as it is. What is empty is found from the token.',
			name: 'advancedNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Simulator',
			name: 'simulator',
			type: 'boolean',
			default: false,
			noDataExpression: true,
			description:
				'Whether this credential talks to the simulator on this machine instead of Meta. Its data is kept in a ledger of its own.',
		},
		{
			displayName: 'Graph Base URL',
			name: 'graphBaseUrl',
			type: 'string',
			default: DEFAULT_GRAPH_BASE_URL,
			noDataExpression: true,
			placeholder: 'e.g. http://127.0.0.1:4010',
			description:
				'Where requests go. Only Meta’s own host, or a simulator on this machine with Simulator ticked.',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: DEFAULT_API_VERSION,
			description: 'Version of the Graph API',
		},
		{
			displayName: 'WhatsApp Business Account ID',
			name: 'wabaId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 102290129340398',
			description: 'Empty: every account that the token was granted',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 670843887433847',
			description: 'Empty: the app that the token belongs to',
		},
		{
			displayName: 'Verify Token',
			name: 'verifyToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'What Meta must say when it checks the webhook address. Empty: derived from the app secret. Set one of your own if you paste the address into Meta by hand.',
		},
		{
			displayName: 'Media Server URL',
			name: 'mediaServerUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://media.example.com/whatsapp',
			description: 'Your own media server, for calls with the leg My Media Server',
		},
		{
			displayName: 'Media Server Secret',
			name: 'mediaServerSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Shared secret that signs every request to the media server',
		},
		{
			displayName: 'Voice Agent URL',
			name: 'voiceAgentUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://voice.example.com/reminders',
			description: 'Your own voice agent, for calls with the leg Voice Agent (Reminders)',
		},
		{
			displayName: 'Voice Agent Secret',
			name: 'voiceAgentSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Shared secret that signs every request to the voice agent, and the voice agent’s own requests',
		},
	];

	/** Only the host the token is meant for ever gets it, whichever node asks. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { accessToken, appSecret, graphBaseUrl } = readCredential(credentials);
		if (new URL(request.url, request.baseURL).origin !== graphBaseUrl) {
			throw new Error(`This credential may only be used for requests to ${graphBaseUrl}.`);
		}
		return {
			...request,
			headers: { ...request.headers, Authorization: `Bearer ${accessToken}` },
			qs: { ...request.qs, appsecret_proof: appSecretProof(accessToken, appSecret) },
			disableFollowRedirect: true,
		};
	};

	/** Asks Meta who the token is, with the app secret's proof, so that both are checked. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.graphBaseUrl || "${DEFAULT_GRAPH_BASE_URL}" }}`,
			url: `=/{{ $credentials.apiVersion || "${DEFAULT_API_VERSION}" }}/me`,
			qs: { fields: 'id' },
		},
	};
}
