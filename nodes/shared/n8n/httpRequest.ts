import type { Readable } from 'node:stream';
import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { HttpReply, HttpRequest } from '../graph/graphClient';
import type { HttpDownload } from '../graph/httpDownload';

type N8nRequest = (options: IHttpRequestOptions) => Promise<unknown>;

/**
 * n8n's own HTTP request as a `HttpRequest`: proxies, certificates and outbound rules of this n8n
 * hold, redirects are not followed and every status is an answer. Not the variant "with
 * authentication": that one sends a request again after a 401.
 */
export function httpRequestOf(send: N8nRequest): HttpRequest {
	return async (call) => {
		const reply = await send({
			method: call.method,
			url: call.url,
			headers: call.headers,
			// A buffer, because text would be trimmed on its way and signatures cover the exact bytes.
			...(call.body === undefined
				? {}
				: { body: typeof call.body === 'string' ? Buffer.from(call.body) : call.body }),
			timeout: call.timeoutMs,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		});
		return toReply(reply);
	};
}

/** The same for bytes, which come as a stream. */
export function httpDownloadOf(send: N8nRequest): HttpDownload {
	return async ({ url, headers, signal }) => {
		const reply = await send({
			method: 'GET',
			url,
			headers,
			abortSignal: signal,
			encoding: 'stream',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		});
		// `returnFullResponse` with this encoding makes n8n answer with this shape.
		const { statusCode, body } = reply as { statusCode: number; body: Readable };
		// What breaks off before anybody reads it must not end the process; readers see it all the same.
		body.on('error', () => undefined);
		return { status: statusCode, body };
	};
}

function toReply(reply: unknown): HttpReply {
	// `returnFullResponse` makes n8n answer with this shape.
	const { statusCode, body } = reply as IN8nHttpFullResponse;
	return { status: statusCode, body: typeof body === 'string' ? parsed(body) : body };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
