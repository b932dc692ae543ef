import type { HttpRequest } from '../graph/graphClient';
import { signBody } from '../wire/signature';

/**
 * The legs "My media server" and "Voice agent": an HTTP contract that any voice agent or media server
 * can speak (design.md §6). JSON; the body is signed with the shared secret as
 * `X-Signature-256: sha256=<hex>`. Every request may come twice, with the same `attempt_id`.
 */
export interface MediaServer {
	/** Outbound: its offer, within 5 s. Inbound: Meta's offer in, its answer out, within 10 s. */
	offer(request: {
		attemptId: string;
		direction: 'inbound' | 'outbound';
		sdp?: string;
		/** Of an automated reminder: `purpose: "reminder"` and what goes with it. */
		reminder?: ReminderScript;
	}): Promise<MediaSession | null>;
	/** The customer's answer to its offer. */
	answer(request: { attemptId: string; sessionId: string; sdp: string }): Promise<boolean>;
	end(request: { attemptId: string; sessionId: string; reason: string }): Promise<boolean>;
}

export interface MediaSession {
	sessionId: string;
	sdp: string;
}

/** What a voice agent is to say (V6). */
export interface ReminderScript {
	/** BCP 47; of the disclosure, and of the rest of the call. */
	language: string;
	/** Has to be spoken first, as it is. */
	disclosure: string;
	/** The booked call: its start with the offset of the customer's zone (IANA). */
	slot: { startAt: string; zone: string };
}

const OFFER_TIMEOUT_MS = { outbound: 5_000, inbound: 10_000 };
const TIMEOUT_MS = 5_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

type Post = (path: string, content: object, timeoutMs: number) => Promise<unknown>;

/** Signed JSON out, the parsed answer in; null for a refusal, a late answer or none. */
function signedPost({ baseUrl, secret }: MediaServerAddress, http: HttpRequest): Post {
	return async (path, content, timeoutMs) => {
		const body = JSON.stringify(content);
		const headers = {
			'Content-Type': 'application/json',
			'X-Signature-256': signBody(body, secret),
		};
		try {
			const reply = await http({
				method: 'POST',
				url: `${baseUrl}${path}`,
				headers,
				body,
				timeoutMs,
			});
			return reply.status >= 200 && reply.status < 300 ? (reply.body ?? {}) : null;
		} catch {
			return null;
		}
	};
}

function readSession(reply: unknown): MediaSession | null {
	if (!isRecord(reply)) return null;
	const { session_id: sessionId, sdp } = reply;
	return typeof sessionId === 'string' && sessionId !== '' && typeof sdp === 'string'
		? { sessionId, sdp }
		: null;
}

const reminderContent = ({ language, disclosure, slot }: ReminderScript) => ({
	purpose: 'reminder',
	language,
	disclosure,
	slot: { start_at: slot.startAt, time_zone: slot.zone },
});

export interface MediaServerAddress {
	baseUrl: string;
	secret: string;
}

/** The client never throws: an answer that is missing, late or malformed is `null` or `false`. */
export function createMediaServer(address: MediaServerAddress, http: HttpRequest): MediaServer {
	const post = signedPost(address, http);
	return {
		async offer({ attemptId, direction, sdp, reminder }) {
			const content = {
				attempt_id: attemptId,
				direction,
				...(sdp === undefined ? {} : { sdp }),
				...(reminder && reminderContent(reminder)),
			};
			return readSession(await post('/offer', content, OFFER_TIMEOUT_MS[direction]));
		},
		async answer({ attemptId, sessionId, sdp }) {
			const content = { attempt_id: attemptId, session_id: sessionId, sdp };
			return (await post('/answer', content, TIMEOUT_MS)) !== null;
		},
		async end({ attemptId, sessionId, reason }) {
			const content = { attempt_id: attemptId, session_id: sessionId, reason };
			return (await post('/end', content, TIMEOUT_MS)) !== null;
		},
	};
}
