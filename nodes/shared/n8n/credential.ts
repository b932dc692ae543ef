import { DEFAULT_API_VERSION } from '../graph/apiVersion';
import { deriveVerifyToken } from '../graph/appSecret';
import { LOOPBACK_HOSTS } from '../graph/loopbackHosts';
import { CallingError } from './callingError';

export const CREDENTIAL_NAME = 'whatsAppCallingApi';

/** What every node may rely on once the credential has been read. Empty settings are `null`. */
export interface CallingCredential {
	accessToken: string;
	appSecret: string;
	/** The credential talks to the simulator: own ledger, loopback allowed. */
	simulator: boolean;
	wabaId: string | null;
	appId: string | null;
	/** As set, or derived from the app secret. */
	verifyToken: string;
	apiVersion: string;
	/** Without a slash at the end. */
	graphBaseUrl: string;
	mediaServer: CallServer | null;
	/** Speaks automated reminders (V6). */
	voiceAgent: CallServer | null;
}

/** Where somebody carries the audio of calls, and the secret that signs requests to it. */
export interface CallServer {
	/** Without a slash at the end. */
	baseUrl: string;
	secret: string;
}

const GRAPH_HOSTS = ['graph.facebook.com'];
export const DEFAULT_GRAPH_BASE_URL = 'https://graph.facebook.com';

/**
 * Checks a decrypted credential and fills in what may be left empty.
 *
 * @throws {CallingError} naming the setting that is missing or refused.
 */
export function readCredential(raw: Record<string, unknown>): CallingCredential {
	const text = (name: string) => (typeof raw[name] === 'string' ? raw[name].trim() : '');
	const accessToken = required(text('accessToken'), 'Access Token');
	const appSecret = required(text('appSecret'), 'App Secret');
	const simulator = raw.simulator === true;
	return {
		accessToken,
		appSecret,
		simulator,
		wabaId: numericId(text('wabaId'), 'WhatsApp Business Account ID'),
		appId: numericId(text('appId'), 'App ID'),
		verifyToken: text('verifyToken') || deriveVerifyToken(appSecret),
		apiVersion: apiVersion(text('apiVersion')),
		graphBaseUrl: graphBaseUrl(text('graphBaseUrl') || DEFAULT_GRAPH_BASE_URL, simulator),
		mediaServer: callServer(text('mediaServerUrl'), text('mediaServerSecret'), 'Media Server'),
		voiceAgent: callServer(text('voiceAgentUrl'), text('voiceAgentSecret'), 'Voice Agent'),
	};
}

function required(value: string, setting: string): string {
	if (value) return value;
	throw new CallingError(
		'credential_incomplete',
		`The WhatsApp Calling credential has no ${setting}`,
		`Open the credential and fill in ${setting}. Nothing is sent or accepted without it.`,
	);
}

function numericId(value: string, setting: string): string | null {
	if (!value) return null;
	if (/^\d{5,25}$/.test(value)) return value;
	throw new CallingError(
		'credential_invalid',
		`${setting} in the WhatsApp Calling credential is not an id`,
		`Under Advanced, set ${setting} to the digits that Meta shows, or leave it empty.`,
	);
}

function apiVersion(value: string): string {
	if (!value) return DEFAULT_API_VERSION;
	if (/^v\d{2,3}\.\d$/.test(value)) return value;
	throw new CallingError(
		'credential_invalid',
		'API Version in the WhatsApp Calling credential is not a Graph version',
		`Under Advanced, set API Version to a value such as ${DEFAULT_API_VERSION}.`,
	);
}

function graphBaseUrl(value: string, simulator: boolean): string {
	const url = parseUrl(value, 'Graph Base URL');
	const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
	const isMeta = url.protocol === 'https:' && url.port === '' && GRAPH_HOSTS.includes(url.hostname);
	const isLoopback = LOOPBACK_HOSTS.includes(url.hostname);
	if (bare && (simulator ? isLoopback : isMeta)) return url.origin;
	throw new CallingError(
		'graph_host_refused',
		'The access token is not sent to the Graph Base URL of this credential',
		simulator
			? 'With Simulator ticked, Graph Base URL must be the simulator on this machine, e.g. http://127.0.0.1:4010.'
			: `Under Advanced, set Graph Base URL to ${DEFAULT_GRAPH_BASE_URL}, or tick Simulator to use a simulator on this machine.`,
	);
}

/** https, or http on this machine: what goes there can be read by nobody in between. */
export const isSafeAddress = ({ protocol, hostname }: URL): boolean =>
	protocol === 'https:' || (protocol === 'http:' && LOOPBACK_HOSTS.includes(hostname));

function callServer(
	baseUrl: string,
	secret: string,
	who: 'Media Server' | 'Voice Agent',
): CallServer | null {
	if (!baseUrl) return null;
	const url = parseUrl(baseUrl, `${who} URL`);
	if (!isSafeAddress(url) || url.username || url.password || url.search || url.hash) {
		throw new CallingError(
			'media_server_refused',
			`${who} URL in the WhatsApp Calling credential cannot be used`,
			`Under Advanced, set ${who} URL to an https:// address without user name or query (http:// only on this machine).`,
		);
	}
	if (!secret) required('', `${who} Secret`);
	return { baseUrl: url.href.replace(/\/+$/, ''), secret };
}

function parseUrl(value: string, setting: string): URL {
	try {
		return new URL(value);
	} catch {
		throw new CallingError(
			'credential_invalid',
			`${setting} in the WhatsApp Calling credential is not an address`,
			`Under Advanced, set ${setting} to a full address that starts with https://.`,
		);
	}
}
