import type { DeskRequest } from '../shared/domain/deskProtocol';
import type { DeskCall } from './desk';
import type { DeskAddress } from './deskAddress';
import { DeskRefusal } from './deskRefusal';
import { readDeskRequest } from './readDeskRequest';

/** An offer, or the longest note in any script, with room to spare. */
const BODY_LIMIT = 64 * 1024;

/**
 * Before anything else: what n8n answers on any other host name is not the desk's.
 *
 * @throws {DeskRefusal} `host_wrong`.
 */
export function requireHost({ headers }: DeskCall, { host }: DeskAddress): void {
	if (headers.host?.toLowerCase() !== host) throw new DeskRefusal('host_wrong');
}

/**
 * The page itself may be come to from anywhere, such as from a link in a chat, but only as a page of
 * its own; it holds nothing before it has asked.
 *
 * @throws {DeskRefusal} `site_wrong`.
 */
export function requirePageVisit({ headers }: DeskCall): void {
	const dest = headers['sec-fetch-dest'];
	if (dest !== undefined && dest !== 'document') throw new DeskRefusal('site_wrong');
}

/**
 * What is read is read by the page alone. Older browsers do not say who asks; the cookie, which no
 * other site can make a browser send, holds for them too.
 *
 * @throws {DeskRefusal} `site_wrong`.
 */
export function requireOwnSite({ headers }: DeskCall): void {
	const site = headers['sec-fetch-site'];
	if (site !== undefined && site !== 'same-origin') throw new DeskRefusal('site_wrong');
}

/**
 * Said by our own page, in a form that no other site can send without asking first. n8n grants every
 * such question (2.41), so the origin itself is what counts.
 *
 * @throws {DeskRefusal} `origin_wrong`, `type_wrong`, `body_too_large`, `body_invalid`, `action_unknown`.
 */
export function requireOwnRequest(
	{ headers, rawBody }: DeskCall,
	{ origin }: DeskAddress,
): DeskRequest {
	if (headers.origin !== origin) throw new DeskRefusal('origin_wrong');
	if (headers['content-type'] !== 'application/json') throw new DeskRefusal('type_wrong');
	if (rawBody === null) throw new DeskRefusal('body_invalid');
	if (rawBody.length > BODY_LIMIT) throw new DeskRefusal('body_too_large');
	return readDeskRequest(parse(rawBody));
}

function parse(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		throw new DeskRefusal('body_invalid');
	}
}
