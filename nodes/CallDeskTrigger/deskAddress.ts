import { LOOPBACK_HOSTS } from '../shared/graph/loopbackHosts';
import { CallingError } from '../shared/n8n/callingError';

/** Where the desk is. */
export interface DeskAddress {
	/** The page itself. */
	url: string;
	origin: string;
	/** As a browser says it: with the port if it is not the scheme's own. */
	host: string;
	path: string;
	isSecure: boolean;
}

/**
 * The desk's own address: the host that *Desk URL* names, the path that n8n gives.
 *
 * @throws {CallingError} `desk_url_missing`, `desk_url_invalid`.
 */
export function deskAddress(deskUrl: string, webhookUrl: string | undefined): DeskAddress {
	if (deskUrl === '') throw urlMissing();
	const url = URL.canParse(deskUrl) ? new URL(deskUrl) : null;
	if (!url || !isSafe(url) || url.username !== '' || url.password !== '') throw urlInvalid();
	const path = webhookUrl && URL.canParse(webhookUrl) ? new URL(webhookUrl).pathname : '/';
	const { origin, host } = url;
	return { url: `${origin}${path}`, origin, host, path, isSecure: url.protocol === 'https:' };
}

/** Without a microphone there is no desk, and browsers give it to secure pages alone. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
	protocol === 'https:' || (protocol === 'http:' && LOOPBACK_HOSTS.includes(hostname));

/**
 * On the editor's host the page would be as trusted as the editor. Names are compared without ports,
 * because cookies know none.
 *
 * @throws {CallingError} `desk_host_is_editors`.
 */
export function refuseEditorsHost({ url }: DeskAddress, editorUrl: string): void {
	if (!URL.canParse(editorUrl) || hostName(editorUrl) !== hostName(url)) return;
	throw new CallingError(
		'desk_host_is_editors',
		'Desk URL has the host name of the n8n editor',
		'Give the desk a host name of its own that leads to this n8n too, such as desk.example.com, and put it into Desk URL. If the editor is used at another address, set N8N_EDITOR_BASE_URL on this n8n. On a machine of your own, you can switch Allow the Editor’s Host on.',
	);
}

const hostName = (url: string): string => new URL(url).hostname.replace(/\.$/, '');

const urlMissing = (): CallingError =>
	new CallingError(
		'desk_url_missing',
		'The desk has no address',
		'Set Desk URL in Call Desk Trigger to the address at which representatives’ browsers reach this n8n.',
	);

const urlInvalid = (): CallingError =>
	new CallingError(
		'desk_url_invalid',
		'Desk URL cannot be used: browsers give the microphone to HTTPS pages alone',
		'Set Desk URL to an address such as https://desk.example.com, without user name and password. HTTP works on this very machine only: http://localhost or http://127.0.0.1.',
	);
