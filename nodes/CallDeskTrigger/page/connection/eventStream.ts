import type { DeskEvent } from '../../../shared/domain/deskProtocol';
import type { Connection } from '../deskState';
import { deskAddress, getFromDesk } from './callServer';

interface StreamOptions {
	page: string;
	/** The last event that is known already. */
	after: number;
	onEvent(event: DeskEvent): void;
	onConnection(connection: Connection): void;
	/** The server does not know this page or its session any more. */
	onRefused(code: string): void;
}

const POLL_MS = 5_000;
/** A browser reconnects by itself within two seconds; only a longer gap is worth a word. */
const GRACE_MS = 5_000;
/** While polling, the stream is tried again at every third poll. */
const POLLS_PER_TRY = 3;

/** The server's events, each once and in order: by Server-Sent Events, else by polling. */
export class EventStream {
	private source: EventSource | null = null;
	private after: number;
	private heard = Date.now();
	private polls = 0;
	private pollTimer: ReturnType<typeof setInterval> | undefined;
	private graceTimer: ReturnType<typeof setTimeout> | undefined;
	private isClosed = false;

	constructor(private readonly options: StreamOptions) {
		this.after = options.after;
		this.reopen();
	}

	/** Opens it anew: after sleep, or when it has been silent for too long. */
	reopen(): void {
		if (this.isClosed) return;
		this.source?.close();
		const { page } = this.options;
		const query = new URLSearchParams({ stream: '1', page, after: String(this.after) });
		const source = new EventSource(`${deskAddress()}?${query.toString()}`);
		this.source = source;
		source.addEventListener('open', () => this.opened());
		source.addEventListener('message', ({ data }: MessageEvent<string>) => {
			this.heard = Date.now();
			// The server's own JSON, see deskProtocol.
			this.take(JSON.parse(data) as DeskEvent);
		});
		source.addEventListener('error', () => {
			if (source === this.source) this.lost(source);
		});
	}

	/** Asks once for what the stream may have held back. */
	async poll(): Promise<boolean> {
		const { page, onRefused } = this.options;
		const query = { events: '1', page, after: String(this.after) };
		const reply = await getFromDesk<{ events: DeskEvent[] }>(query);
		if (this.isClosed) return false;
		if (reply.ok) reply.value.events.forEach((event) => this.take(event));
		else if (reply.status >= 400 && reply.status < 500) onRefused(reply.code);
		return reply.ok;
	}

	close(): void {
		this.isClosed = true;
		this.stopTimers();
		this.source?.close();
	}

	/** When something last came, in milliseconds. */
	heardAt(): number {
		return this.heard;
	}

	private take(event: DeskEvent): void {
		if (event.seq <= this.after) return;
		this.after = event.seq;
		this.options.onEvent(event);
	}

	private opened(): void {
		this.heard = Date.now();
		this.stopTimers();
		this.options.onConnection('live');
	}

	private lost(source: EventSource): void {
		this.graceTimer ??= setTimeout(() => this.options.onConnection('lost'), GRACE_MS);
		// An answer other than 200 ends an EventSource for good.
		if (source.readyState !== EventSource.CLOSED || this.pollTimer !== undefined) return;
		this.pollTimer = setInterval(() => void this.pollInstead(), POLL_MS);
		void this.pollInstead();
	}

	private async pollInstead(): Promise<void> {
		const isReached = await this.poll();
		// The stream may be back by now.
		if (this.isClosed || this.pollTimer === undefined) return;
		clearTimeout(this.graceTimer);
		this.options.onConnection(isReached ? 'polling' : 'lost');
		if (++this.polls % POLLS_PER_TRY === 0) this.reopen();
	}

	private stopTimers(): void {
		clearTimeout(this.graceTimer);
		clearInterval(this.pollTimer);
		this.graceTimer = this.pollTimer = undefined;
		this.polls = 0;
	}
}
