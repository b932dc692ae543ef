import { CALL_LIMIT_MS } from '../shared/dial/callLimit';
import { DESK_SESSION_MS } from '../shared/ledger/ledger';
import type { DeskAddress } from './deskAddress';

/**
 * The browser's session. Not `__Host-`, which wants the path `/`: n8n hands a request's cookies to
 * whatever workflow it is for, so ours goes to the desk alone. On a plain loopback address not every
 * browser takes the prefix.
 */
const nameOf = ({ isSecure }: DeskAddress): string =>
	isSecure ? '__Secure-call_desk' : 'call_desk';

const cookie = (address: DeskAddress, value: string, maxAgeSeconds: number): string =>
	`${nameOf(address)}=${value}; Path=${address.path}; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Strict`;

/** The ledger ends the session; a cookie that ended first would cut somebody off in mid-talk. */
export const sessionCookie = (address: DeskAddress, secret: string): string =>
	cookie(address, secret, (DESK_SESSION_MS + CALL_LIMIT_MS) / 1000);

export const endedCookie = (address: DeskAddress): string => cookie(address, '', 0);

/**
 * The secret that a browser sent; null if there is none. Of two of one name, one was planted by a
 * neighbouring host, and nobody can tell which.
 */
export function readSessionCookie(header: string | undefined, address: DeskAddress): string | null {
	const prefix = `${nameOf(address)}=`;
	const sent = (header ?? '')
		.split(';')
		.map((pair) => pair.trim())
		.filter((pair) => pair.startsWith(prefix));
	const [only] = sent;
	return only && sent.length === 1 ? only.slice(prefix.length) : null;
}
