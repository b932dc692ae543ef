import type {
	DeskAction,
	DeskOpened,
	DeskRequest,
	DeskView,
} from '../../shared/domain/deskProtocol';
import { isStale } from './applyView';
import type { DeskAudio } from './audio/deskAudio';
import { type ActionQueue, createActionQueue } from './connection/actionQueue';
import { getFromDesk, postToDesk, type Reply } from './connection/callServer';
import { EventStream } from './connection/eventStream';
import type { Desk } from './desk';
import type { Connection, DeskInput, SignInState } from './deskState';
import { hearEvent } from './flows/hearEvent';
import type { Store } from './store';
import { TEXTS } from './texts';

const TRY_AGAIN_MS = 5_000;
const VIEW_TRIES = 3;

/** Why a link did not let anybody in. */
const LINK_STATES: Record<string, SignInState> = {
	link_expired: 'link_expired',
	link_used: 'link_used',
	representative_revoked: 'representative_revoked',
	desk_moved: 'desk_moved',
};

/** Signs in, opens this load of the page, and keeps it in touch with the server. */
export class DeskSession implements Desk {
	private page: { id: string; queue: ActionQueue; stream: EventStream } | null = null;

	constructor(
		private readonly store: Store,
		readonly audio: DeskAudio,
	) {}

	state = () => this.store.state();

	tell(input: DeskInput): void {
		this.store.tell(input);
	}

	/** With a link's secret, else with the session that this browser has. */
	async start(link: string | null): Promise<void> {
		if (link === null) return await this.open('no_link');
		const reply = await postToDesk({ action: 'sign_in', link });
		if (isPassing(reply)) return this.startAgain(link);
		// Somebody who is signed in already may open an old link again.
		await this.open(reply.ok ? 'no_link' : (LINK_STATES[reply.code] ?? 'link_unknown'));
	}

	async send<T>(action: DeskAction): Promise<Reply<T>> {
		const { page } = this;
		if (!page) return NOT_OPEN;
		const reply = await page.queue.send<T>(action);
		if (!reply.ok && page === this.page) this.refused(reply.code);
		return reply;
	}

	async refresh(tries = VIEW_TRIES): Promise<void> {
		if (!this.page || tries === 0) return;
		const asked = this.state().turn;
		const reply = await getFromDesk<DeskView>({ view: '1', page: this.page.id });
		if (!reply.ok) return this.refused(reply.code);
		const isOld = isStale(this.state(), reply.value, asked);
		this.tell({ kind: 'view', view: reply.value, asked });
		if (isOld) await this.refresh(tries - 1);
	}

	async poll(): Promise<void> {
		await this.page?.stream.poll();
	}

	/** After sleep, or when nothing was heard for too long. */
	async reconnect(): Promise<void> {
		this.page?.stream.reopen();
		await this.refresh();
	}

	heardAt(): number {
		return this.page?.stream.heardAt() ?? Date.now();
	}

	/** The body of an action that is sent although the page is going away. */
	lastWord(action: DeskAction): DeskRequest | null {
		return this.page?.queue.last(action) ?? null;
	}

	close(): void {
		this.page?.stream.close();
		this.page = null;
	}

	/** @param otherwise Why nobody is signed in, if so it is. */
	private async open(otherwise: SignInState): Promise<void> {
		const reply = await postToDesk<DeskOpened>({ action: 'open' });
		if (isPassing(reply)) return this.startAgain(null);
		if (!reply.ok) return this.tell({ kind: 'signed_out', because: otherwise });
		const { page: id, key, view } = reply.value;
		this.close();
		this.tell({ kind: 'opened', view });
		const stream = new EventStream({
			page: id,
			after: view.seq,
			onEvent: (event) => void hearEvent(this, event),
			onConnection: (connection) => this.connectionIs(connection),
			onRefused: (code) => this.refused(code),
		});
		this.page = { id, queue: createActionQueue({ page: id, key }, postToDesk), stream };
	}

	private startAgain(link: string | null): void {
		this.tell({ kind: 'signed_out', because: 'unreachable' });
		setTimeout(() => void this.start(link), TRY_AGAIN_MS);
	}

	private connectionIs(connection: Connection): void {
		const before = this.state().connection;
		this.tell({ kind: 'connection', connection });
		if (connection === 'live' && before !== 'connecting') void this.refresh();
	}

	/** The server knows this session or page no more; other refusals concern the action alone. */
	private refused(code: string): void {
		if (code === 'session_over' || code === 'desk_moved') {
			this.tell({ kind: 'signed_out', because: code });
		} else if (code === 'page_unknown' || code === 'key_wrong') {
			this.close();
			void this.open('session_over');
		}
	}
}

const NOT_OPEN: Reply<never> = {
	ok: false,
	status: 0,
	code: 'unreachable',
	text: TEXTS.server.unreachable,
};

/** Not reached, or not able just now: worth another try. */
const isPassing = (reply: Reply<unknown>): boolean =>
	!reply.ok && (reply.status === 0 || reply.status >= 500);
