/** Why the desk does not do what it is asked: an HTTP status, and a sentence for whoever looks at the page. */
const REFUSALS = {
	host_wrong: [421, 'The desk does not answer at this address. Open the link that you were given.'],
	site_wrong: [403, 'Another site asked for this. Open the desk itself.'],
	origin_wrong: [403, 'Another site asked for this. Open the desk itself.'],
	type_wrong: [415, 'The desk takes JSON only.'],
	body_too_large: [413, 'That is too much at once.'],
	body_invalid: [400, 'The desk cannot read this. Reload the page.'],
	action_unknown: [400, 'The desk does not know this action. Reload the page.'],
	query_unknown: [404, 'The desk has no such page.'],
	session_over: [401, 'You are signed out. Ask for a new link.'],
	page_unknown: [403, 'This page is not known any more. Reload it.'],
	key_wrong: [403, 'This page is not known any more. Reload it.'],
	replayed: [409, 'This was said before.'],
	link_unknown: [403, 'This link is not known. Ask for a new one.'],
	link_expired: [403, 'This link is too old: it works for 15 minutes. Ask for a new one.'],
	link_used: [403, 'This link was used already: it works once. Ask for a new one.'],
	representative_revoked: [403, 'You do not have access to the desk any more.'],
	desk_moved: [410, 'The desk is at another address now. Ask for a new link.'],
	desk_not_ready: [503, 'The desk cannot work right now. Try again in a moment.'],
	desk_page_missing: [503, 'The page of the desk is missing on this server.'],
} as const satisfies Record<string, readonly [status: number, text: string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** Refused before anything was done. */
export class DeskRefusal extends Error {
	readonly status: number;
	readonly text: string;

	constructor(
		readonly code: RefusalCode,
		options?: { cause?: unknown },
	) {
		super(code, options);
		this.name = 'DeskRefusal';
		[this.status, this.text] = REFUSALS[code];
	}
}
