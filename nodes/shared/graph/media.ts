import type { GraphClient } from './graphClient';
import type { GraphErrorCode } from '../wire/graphErrorFixes';
import type { HttpDownload } from './httpDownload';
import { LOOPBACK_HOSTS } from './loopbackHosts';

/** Where Meta serves files from; the access token goes nowhere else. */
const MEDIA_HOST = /^(lookaside\.fbsbx\.com|[a-z0-9-]+(\.[a-z0-9-]+)*\.fbcdn\.net)$/;

/** Meta's ids are digits; nothing else may become part of a path. */
const MEDIA_ID = /^\d{1,40}$/;

export interface MediaSource {
	graph: GraphClient;
	download: HttpDownload;
	accessToken: string;
	/** The simulator serves its files on this machine. */
	simulator: boolean;
}

/** A file of Meta's as it says itself. */
export interface MediaFile {
	url: string;
	/** SHA-256 in hex; null: not told. */
	sha256: string | null;
}

export type MediaRefusal = 'media_gone' | 'media_refused' | 'media_host_refused';

/**
 * Where a file is now (`GET /{media_id}`): the address is fresh, and dies after five minutes
 * (calling-api §3.6). Otherwise why not, as a stable code.
 */
export async function findMedia(
	mediaId: string,
	{ graph, simulator }: Pick<MediaSource, 'graph' | 'simulator'>,
): Promise<MediaFile | MediaRefusal | GraphErrorCode> {
	if (!MEDIA_ID.test(mediaId)) return 'media_gone';
	const result = await graph.call({ method: 'GET', path: `/${mediaId}` });
	// An id that is not there any more is a wrong parameter to Meta.
	if (!result.ok) {
		const { code } = result.failure;
		return code === 'invalid_parameter' ? 'media_gone' : code;
	}
	const { url, sha256 } = result.body;
	if (typeof url !== 'string') return 'media_refused';
	return mayHaveToken(url, simulator)
		? { url, sha256: typeof sha256 === 'string' ? sumInHex(sha256) : null }
		: 'media_host_refused';
}

/** The bytes of a file; null if Meta answers anything but them, a redirect included. */
export async function readMedia(
	{ url }: MediaFile,
	signal: AbortSignal,
	{ download, accessToken }: Pick<MediaSource, 'download' | 'accessToken'>,
): Promise<AsyncIterable<Uint8Array> | null> {
	// The sum is of the file itself, so nothing may be packed on its way.
	const headers = { Authorization: `Bearer ${accessToken}`, 'Accept-Encoding': 'identity' };
	const { status, body } = await download({ url, headers, signal });
	return status === 200 ? body : null;
}

function mayHaveToken(address: string, simulator: boolean): boolean {
	if (!URL.canParse(address)) return false;
	const url = new URL(address);
	if (url.username || url.password) return false;
	if (simulator) return LOOPBACK_HOSTS.includes(url.hostname);
	return url.protocol === 'https:' && url.port === '' && MEDIA_HOST.test(url.hostname);
}

/** Meta writes sums in hex or in base64; null for anything else. */
export function sumInHex(sum: string): string | null {
	if (/^[0-9a-f]{64}$/i.test(sum)) return sum.toLowerCase();
	return /^[\w+/-]{43}=?$/.test(sum) ? Buffer.from(sum, 'base64').toString('hex') : null;
}
