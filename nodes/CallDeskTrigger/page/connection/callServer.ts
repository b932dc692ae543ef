import type { DeskRequest } from '../../../shared/domain/deskProtocol';
import { TEXTS } from '../texts';

/** `status` 0: the server was not reached, and whether it acted is unknown. */
export type Reply<T> =
	{ ok: true; value: T } | { ok: false; status: number; code: string; text: string };

/** Longer than Meta takes to answer a call that is placed. */
const TIME_OUT_MS = 20_000;

/** The page's own address: every request goes there. */
export const deskAddress = (): string => location.pathname;

/** One POST. Never throws, never goes twice. */
export function postToDesk<T>(request: DeskRequest): Promise<Reply<T>> {
	return exchange<T>(deskAddress(), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(request),
	});
}

/** One GET. Never throws. */
export function getFromDesk<T>(query: Record<string, string>): Promise<Reply<T>> {
	return exchange<T>(`${deskAddress()}?${new URLSearchParams(query).toString()}`, {});
}

let clockOffsetMs = 0;

/** The server's clock: a ring's end is told by it, and computers' clocks differ. */
export const serverNow = (): number => Date.now() + clockOffsetMs;

async function exchange<T>(address: string, init: RequestInit): Promise<Reply<T>> {
	try {
		const response = await fetch(address, {
			...init,
			cache: 'no-store',
			credentials: 'same-origin',
			redirect: 'error',
			signal: AbortSignal.timeout(TIME_OUT_MS),
		});
		readClock(response.headers.get('date'));
		return readReply<T>(response.status, (await response.json()) as unknown);
	} catch {
		return { ok: false, status: 0, code: 'unreachable', text: TEXTS.server.unreachable };
	}
}

/** The header counts whole seconds: a small difference says nothing. */
function readClock(date: string | null): void {
	const difference = Date.parse(date ?? '') - Date.now();
	if (!Number.isNaN(difference)) clockOffsetMs = Math.abs(difference) < 2_000 ? 0 : difference;
}

function readReply<T>(status: number, body: unknown): Reply<T> {
	// The shape is the server's promise (deskProtocol); only what could be shown is looked at.
	if (status === 200) return { ok: true, value: body as T };
	const { error, text } = Object(body) as { error?: unknown; text?: unknown };
	return {
		ok: false,
		status,
		code: typeof error === 'string' ? error : 'refused',
		text: typeof text === 'string' ? text : TEXTS.server.refused,
	};
}
