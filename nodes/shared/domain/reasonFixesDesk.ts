import type { ReasonTable } from './reasonFixes';

/** What the call desk refused, where it tells of an attack or of a wrong setting (V4). */
export const DESK_DROP_REASONS: ReasonTable = {
	desk_host_wrong: {
		cause: 'The call desk was asked at another host name than its own.',
		fix: 'Nothing, if it was somebody else. If representatives cannot open the desk, the proxy before n8n has to pass the Host header on as it is.',
	},
	desk_origin_wrong: {
		cause: 'Another site, or something that is no browser, asked for an action at the call desk.',
		fix: 'Nothing: it was refused. If it was the desk itself, the proxy before n8n has to pass the Origin header on.',
	},
	desk_link_refused: {
		cause:
			'A link to the call desk was unknown, too old, used before, or of somebody whose access was revoked.',
		fix: 'Make a new link for whoever asks for one: Representative › Create Link.',
	},
	desk_key_wrong: {
		cause: 'An action at the call desk came with a key that is not the page’s own.',
		fix: 'Nothing: it was refused.',
	},
	desk_replayed: {
		cause: 'An action at the call desk came a second time, or after a later one.',
		fix: 'Nothing: it was done once.',
	},
};

/** How calls at the desk ended, or were given back before that (V4). */
export const DESK_CALL_REASONS: ReasonTable = {
	hung_up: {
		cause: 'A representative ended the call at the desk.',
		fix: 'Nothing.',
	},
	page_lost: {
		cause:
			'The representative’s page was closed, or its connection or microphone failed, so the call was ended: nobody would have heard the customer.',
		fix: 'Offer the customer another time. If it happens often, look at network and browser of that representative.',
	},
	customer_gone: {
		cause: 'The customer hung up, or took the yes back, while it rang at the desk.',
		fix: 'Nothing. If customers wait too long, let more representatives be ready.',
	},
	call_rejected: {
		cause: 'Nobody at the desk took a customer’s call in time, so it was declined.',
		fix: 'Let more representatives be ready, or choose in Call Desk Trigger that such calls go on ringing: each one that is declined counts against the call button.',
	},
};
