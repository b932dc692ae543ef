import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackRequest {
	method: string;
	/** Without the query, decoded. */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
}

export interface LoopbackAnswer {
	status: number;
	/** A text goes out as it is, everything else as JSON. */
	body: unknown;
}

/** `hang_up`: the connection ends without an answer. */
type Answer = LoopbackAnswer | 'hang_up';

export interface LoopbackServer {
	url: string;
	stop: () => Promise<void>;
}

/**
 * A plain HTTP service for tests and the demo, on loopback.
 *
 * @param port 0: any free port
 */
export async function startLoopbackServer(
	answer: (request: LoopbackRequest) => Answer | Promise<Answer>,
	port = 0,
): Promise<LoopbackServer> {
	const server = createServer((request, response) => {
		readRequest(request)
			.then(answer)
			.then(
				(result) => respond(response, result),
				(error: unknown) => respond(response, { status: 500, body: String(error) }),
			);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		// A TCP server's address is never a text.
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function readRequest(request: IncomingMessage): Promise<LoopbackRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
	return {
		method: request.method ?? '',
		path: decodeURIComponent(pathname),
		query: searchParams,
		headers: request.headers,
		body: Buffer.concat(chunks).toString('utf8'),
	};
}

function respond(response: ServerResponse, answer: Answer): void {
	if (answer === 'hang_up') {
		response.destroy();
		return;
	}
	const { status, body } = answer;
	const isText = typeof body === 'string';
	response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' });
	response.end(isText ? body : JSON.stringify(body));
}

/** The object that a body holds as JSON; undefined if it is anything else. */
export function jsonObject(body: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(body);
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? { ...value } : undefined;
	} catch {
		return undefined;
	}
}
