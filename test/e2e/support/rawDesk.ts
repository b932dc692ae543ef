import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import type {
	DeskAction,
	DeskEntry,
	DeskEvent,
	DeskOpened,
	DeskView,
	PageProof,
} from '../../../nodes/shared/domain/deskProtocol';
import { until } from '../../stack/until';

export interface RawAnswer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
	/** The body as an object; empty if it is none. */
	json: Record<string, unknown>;
}

export interface RawRequest {
	method?: string;
	/** Any header, `host` too, which browsers and fetch do not let anybody choose. */
	headers?: Record<string, string>;
	body?: string;
}

async function opened(
	url: string,
	{ method, headers, body }: RawRequest,
): Promise<IncomingMessage> {
	const { hostname, port, pathname, search } = new URL(url);
	const options: RequestOptions = { method, headers, hostname, port, path: `${pathname}${search}` };
	return await new Promise((resolve, reject) => {
		const sent = request(options, resolve);
		sent.once('error', reject);
		sent.setTimeout(60_000, () => sent.destroy(new Error(`No answer of ${pathname}.`)));
		sent.end(body);
	});
}

function asObject(body: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(body);
		return typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		return {};
	}
}

/** An event stream that is open. */
export interface RawStream {
	status: number;
	events: DeskEvent[];
	/** The server has ended it. */
	ended: () => boolean;
	close: () => void;
}

/**
 * A representative's browser, by hand: it sends what its test wants to be sent. Only rows of the
 * protocol are known here, nothing of the page.
 */
export class RawDesk {
	/** `name=value` of the session's cookie; empty: none. */
	cookie = '';

	/** The page of `open`, with the number of its last action. */
	proof: PageProof = { page: '', key: '', n: 0 };

	constructor(readonly url: string) {}

	get origin(): string {
		return new URL(this.url).origin;
	}

	/** A link's secret stands behind its `#`. */
	async signIn(link: string): Promise<RawAnswer> {
		const answer = await this.post({ action: 'sign_in', link: secretOf(link) });
		const [set = ''] = answer.headers['set-cookie'] ?? [];
		if (answer.status === 200) this.cookie = set.split(';')[0] ?? '';
		return answer;
	}

	/** Opens a page and keeps what proves it. @throws if it is refused */
	async open(): Promise<DeskView> {
		const answer = await this.post({ action: 'open' });
		if (answer.status !== 200) throw new Error(`open: ${answer.status} ${answer.body}`);
		// As deskProtocol has it.
		const { page, key, view } = answer.json as unknown as DeskOpened;
		this.proof = { page, key, n: 0 };
		return view;
	}

	/** An action of the open page, with the next number; `changed` goes over what proves it. */
	async act(action: DeskAction, changed: Partial<PageProof> = {}): Promise<RawAnswer> {
		this.proof.n += 1;
		return await this.post({ ...action, ...this.proof, ...changed });
	}

	/** The same, and it must be done. */
	async does(action: DeskAction): Promise<Record<string, unknown>> {
		const answer = await this.act(action);
		if (answer.status !== 200) throw new Error(`${action.action}: ${answer.status} ${answer.body}`);
		return answer.json;
	}

	async post(
		body: DeskEntry | (DeskAction & PageProof) | string,
		headers: Record<string, string> = {},
	): Promise<RawAnswer> {
		return await this.send('', {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				origin: this.origin,
				...this.cookies(),
				...headers,
			},
			body: typeof body === 'string' ? body : JSON.stringify(body),
		});
	}

	async get(query: string): Promise<RawAnswer> {
		return await this.send(query, { headers: this.cookies() });
	}

	/** As it stands here, and nothing added. */
	async send(query: string, asked: RawRequest): Promise<RawAnswer> {
		const answer = await opened(`${this.url}${query}`, asked);
		const chunks: Buffer[] = [];
		for await (const chunk of answer) chunks.push(Buffer.from(chunk));
		const body = Buffer.concat(chunks).toString('utf8');
		return { status: answer.statusCode ?? 0, headers: answer.headers, body, json: asObject(body) };
	}

	async view(): Promise<DeskView> {
		const answer = await this.get(`?view=1&page=${this.proof.page}`);
		if (answer.status !== 200) throw new Error(`view: ${answer.status} ${answer.body}`);
		// As deskProtocol has it.
		return answer.json as unknown as DeskView;
	}

	/** Events from `after` on, as they come. */
	async stream(after = 0, onEvent?: (event: DeskEvent) => void): Promise<RawStream> {
		const url = `${this.url}?stream=1&page=${this.proof.page}&after=${after}`;
		const answer = await opened(url, { headers: this.cookies() });
		const stream = { events: [] as DeskEvent[], over: false };
		let text = '';
		answer.setEncoding('utf8');
		answer.on('data', (chunk: string) => {
			text += chunk;
			const whole = text.split('\n\n');
			text = whole.pop() ?? '';
			const heard = whole.flatMap(eventOf);
			stream.events.push(...heard);
			if (onEvent) heard.forEach(onEvent);
		});
		for (const end of ['end', 'error', 'close']) answer.once(end, () => (stream.over = true));
		return {
			status: answer.statusCode ?? 0,
			events: stream.events,
			ended: () => stream.over,
			close: () => answer.destroy(),
		};
	}

	/** Says ready and acknowledges the probe, as a page does. */
	async beReady(stream: RawStream): Promise<void> {
		const known = stream.events.length;
		await this.does({ action: 'ready' });
		const probe = await until('the probe', 10_000, () =>
			stream.events.slice(known).find((event) => event.kind === 'probe'),
		);
		if (probe.kind === 'probe') await this.does({ action: 'ack', probe: probe.probe });
	}

	private cookies(): Record<string, string> {
		return this.cookie ? { cookie: this.cookie } : {};
	}
}

/** The data of a block of an event stream; comments have none. */
function eventOf(block: string): DeskEvent[] {
	const data = block
		.split('\n')
		.filter((line) => line.startsWith('data:'))
		.map((line) => line.slice('data:'.length).trim());
	// As deskProtocol has it.
	return data.length > 0 ? [JSON.parse(data.join('\n')) as DeskEvent] : [];
}

/** What the page takes out of a link: what stands behind `#`, without a name if it has one. */
export function secretOf(link: string): string {
	return decodeURIComponent(new URL(link).hash.slice(1).replace(/^\w+=/, ''));
}
