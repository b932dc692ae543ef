import { afterEach, beforeEach } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../../nodes/shared/domain/policy';
import type { HttpReply } from '../../../nodes/shared/graph/graphClient';
import { dialLeg } from '../../../nodes/shared/dial/dialLeg';
import type { DialResult } from '../../../nodes/shared/dial/dialResult';
import type { MediaServer, ReminderScript } from '../../../nodes/shared/dial/mediaServer';
import { createDeskLeg } from '../../../nodes/shared/dial/deskLeg';
import type { DeskPorts } from '../../../nodes/shared/dial/deskPorts';
import type {
	Attempt,
	Contact,
	Ledger,
	LedgerTx,
	StoredBrief,
	Wish,
} from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import { ok, scriptedGraph, type GraphRequest, type GraphScript } from './scriptedGraph';

export const LINE = '106540352242922';
export const APP = 'app-1';
export const ASHA = '919812345678';
export const CALL = 'wacid.HBgLOTE5ODEy';
export const START = Date.parse('2026-10-10T12:00:00Z');

export const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const fingerprint = Array(32).fill('AB').join(':');

/** What a media server offers or answers: Chromium's lines, cut down to those that matter. */
export const sdp = (more: string[] = ['a=setup:actpass'], eol = '\r\n'): string =>
	[
		'v=0',
		'o=- 1 2 IN IP4 127.0.0.1',
		's=-',
		't=0 0',
		'm=audio 9 UDP/TLS/RTP/SAVPF 111',
		'c=IN IP4 0.0.0.0',
		'a=rtpmap:111 opus/48000/2',
		'a=ice-ufrag:Zk3T',
		'a=ice-pwd:0123456789abcdef01234567',
		`a=fingerprint:sha-256 ${fingerprint}`,
		...more,
		'',
	].join(eol);

export const OFFER = sdp();

/** Day and night, so that tests which are not about hours may run at any. India has no law of its own. */
export const SLEEPLESS: Policy = {
	...DEFAULT_POLICY,
	team: {
		...DEFAULT_POLICY.team,
		weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '00:00' })),
	},
	quietHours: null,
};

/** Meta's live answer about a customer who allows calls (calling-api §1.2). */
export const GRANTED: HttpReply = ok({
	permission: { status: 'temporary', expiration_time: START / 1000 + 86_400 },
	actions: [
		{ action_name: 'send_call_permission_request', can_perform_action: true },
		{ action_name: 'start_call', can_perform_action: true },
	],
});
export const NOT_GRANTED: HttpReply = ok({ permission: { status: 'no_permission' }, actions: [] });
export const PLACED: HttpReply = ok({ messaging_product: 'whatsapp', calls: [{ id: CALL }] });

interface MediaRequest {
	path: 'offer' | 'answer' | 'end';
	attemptId: string;
	sessionId?: string;
	sdp?: string;
	reason?: string;
	reminder?: ReminderScript;
}

/** What Summary Builder keeps of a customer. */
export const briefOf = (
	contactId: string,
	status: StoredBrief['status'] = 'ready',
	key = 'wamid.1',
) => ({
	key,
	contactId,
	phoneNumberId: LINE,
	escalationId: null,
	status,
	source: 'model' as const,
	fields: { product_interest: 'Corner sofa' },
	sources: {},
	errors: [],
	threadUrl: null,
});

/** One ledger per test, Meta and the media server as scripts, a clock that stands. */
export class Dialling {
	private current: Ledger | undefined;
	seconds = 0;
	permission: HttpReply | null = GRANTED;
	/** Answers to `POST /{number}/calls`, in turn; the last one repeats. */
	answers: (HttpReply | null)[] = [PLACED];
	session: Awaited<ReturnType<MediaServer['offer']>> = { sessionId: 's-1', sdp: OFFER };
	answerTaken = true;
	policy: Policy = SLEEPLESS;
	requests: GraphRequest[] = [];
	media: MediaRequest[] = [];
	/** What the voice agent was asked for; it gives the same session. */
	voice: MediaRequest[] = [];
	waits: number[] = [];
	/** Whose streams were woken. */
	told: string[] = [];
	/** Called with every request to Meta, whose answer about the permission stands already. */
	onGraph: (request: GraphRequest) => void | Promise<void> = () => {};
	private posts = 0;

	constructor() {
		beforeEach(async () => {
			Object.assign(this, {
				seconds: 0,
				permission: GRANTED,
				answers: [PLACED],
				session: { sessionId: 's-1', sdp: OFFER },
				answerTaken: true,
				policy: SLEEPLESS,
				requests: [],
				media: [],
				voice: [],
				waits: [],
				told: [],
				onGraph: () => {},
				posts: 0,
			});
			this.current = await openMemoryLedger();
			await this.do(
				async ({ lines }) =>
					await lines.learn(
						{ phoneNumberId: LINE, displayPhoneNumber: '919900000000', wabaId: '1' },
						this.now,
					),
			);
		});
		afterEach(async () => await this.current?.close());
	}

	get ledger(): Ledger {
		if (!this.current) throw new Error('No ledger is open');
		return this.current;
	}

	get now(): string {
		return at(this.seconds);
	}

	private script: GraphScript = async (request) => {
		const { permission } = this;
		await this.onGraph(request);
		if (request.path.endsWith('/call_permissions')) return permission;
		const reply = this.answers[Math.min(this.posts, this.answers.length - 1)];
		this.posts++;
		return reply ?? null;
	};

	ports(more: Partial<DeskPorts> = {}): DeskPorts {
		const { graph } = scriptedGraph(async (request) => {
			this.requests.push(request);
			return await this.script(request);
		});
		const tellPages = (ids: readonly string[]) => void this.told.push(...ids);
		return {
			appKey: APP,
			isOurs: async () => true,
			tellPages,
			callDesk: createDeskLeg({ ledger: this.ledger, now: () => this.now, tellPages }),
			ledger: this.ledger,
			graph,
			mediaServer: this.server(this.media),
			voiceAgent: this.server(this.voice),
			policy: this.policy,
			now: () => this.now,
			sleep: async (ms) => void this.waits.push(ms),
			newId: () => '0011223344556677',
			...more,
		};
	}

	private server(asked: MediaRequest[]): MediaServer {
		return {
			offer: async ({ attemptId, sdp: offered, reminder }) => {
				asked.push({ path: 'offer', attemptId, sdp: offered, ...(reminder && { reminder }) });
				return this.session;
			},
			answer: async (request) => {
				asked.push({ path: 'answer', ...request });
				return this.answerTaken;
			},
			end: async (request) => {
				asked.push({ path: 'end', ...request });
				return true;
			},
		};
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await this.ledger.transaction(work);
	}

	/** Bodies of `POST /{number}/calls` by action. */
	posted(action: string): Record<string, unknown>[] {
		return this.requests
			.filter(({ method, body }) => method === 'POST' && body.action === action)
			.map(({ body }) => body);
	}

	async customer(ids: { waId?: string | null; userId?: string | null } = {}): Promise<Contact> {
		const { waId = ASHA, userId = null } = ids;
		const contact = await this.do(
			async ({ contacts }) =>
				await contacts.resolve({ waId, userId, parentUserId: null, name: null }, this.now),
		);
		if (!contact) throw new Error('This person carries no id');
		return contact;
	}

	/** A yes for 20 minutes, with its proof. */
	async yes(contact: Contact, id = 'wamid.1'): Promise<Wish> {
		const shared = {
			contactId: contact.id,
			phoneNumberId: LINE,
			scope: 'now' as const,
			expiresAt: at(this.seconds + 1200),
		};
		const consent = {
			...shared,
			key: 'call' as const,
			channel: 'whatsapp',
			messageId: id,
			wording: 'call me',
			offerMessageId: null,
			givenAt: this.now,
		};
		return await this.do(async ({ wishes, consents }) => {
			await consents.record(consent, this.now);
			return await wishes.open({ ...shared, id: `yes:${id}`, kind: 'yes' }, this.now);
		});
	}

	async dial(wish: Wish, contact: Contact, claimant = 'run-1', ports = this.ports()) {
		return await dialLeg({ wish, contact, claimant }, ports);
	}

	async attempt(wishId: string): Promise<Attempt> {
		const attempt = await this.do(async ({ attempts }) => await attempts.getByWish(wishId));
		if (!attempt) throw new Error('No attempt of this wish');
		return attempt;
	}

	async wish(id: string): Promise<Wish> {
		const wish = await this.do(async ({ wishes }) => await wishes.get(id));
		if (!wish) throw new Error('No such wish');
		return wish;
	}

	/** What Summary Builder has kept of this customer. */
	async brief(contact: Contact, status: StoredBrief['status'] = 'ready'): Promise<StoredBrief> {
		const brief = briefOf(contact.id, status, `brief at ${this.now}:${status}`);
		return await this.do(async ({ briefs }) => await briefs.put(brief, this.now));
	}

	async optOut(contact: Contact): Promise<void> {
		await this.do(
			async ({ contacts }) =>
				await contacts.setOptOut(
					contact.id,
					{ calls: true, at: this.now, messageId: 'wamid.no' },
					this.now,
				),
		);
	}
}

export const heldReason = (result: DialResult): string | null =>
	result.started ? null : result.heldReason;
