import { afterEach, beforeEach } from 'vitest';
import { receive, type Door, type Receipt } from '../../../nodes/shared/ingress/receive';
import type { ReceivePorts } from '../../../nodes/shared/ingress/receive';
import type { ProjectedEvent } from '../../../nodes/shared/ingress/toItem';
import type { InboxRow, Ledger, LedgerTx, Route } from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import { signBody } from '../../../nodes/shared/wire/signature';
import { envelope, LINE } from './bodies';

export const SECRET = 'shhh-app-secret';
export const APP = 'app-key';

/** 2026-10-10T12:00:00Z in Unix seconds. */
export const START = Date.parse('2026-10-10T12:00:00Z') / 1000;
export const at = (seconds: number): string => new Date((START + seconds) * 1000).toISOString();

export const route = (id: string, more: Partial<Route> = {}): Route => ({
	id,
	workflowId: 'wf-1',
	nodeName: 'Trigger',
	appKey: APP,
	url: `https://n8n.example.com/webhook/${id}`,
	groups: ['messages', 'permissionReplies', 'callEvents', 'accountAlerts'],
	phoneNumberIds: [],
	includeStatuses: false,
	includeRaw: false,
	answerIncoming: false,
	testNumbers: [],
	forwardTo: [],
	mode: 'automatic',
	kind: 'chat',
	chatWorkflow: null,
	expiresAt: null,
	...more,
});

/** One memory ledger per test, a clock that stands, and short sentences over `receive`. */
export class Ingress {
	private current: Ledger | undefined;
	/** Seconds since the story began. */
	seconds = 0;

	constructor() {
		beforeEach(async () => {
			this.seconds = 0;
			this.current = await openMemoryLedger();
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

	/** This moment as Meta writes it. */
	get unix(): number {
		return START + this.seconds;
	}

	ports(more: Partial<ReceivePorts> = {}): ReceivePorts {
		return {
			ledger: this.ledger,
			appSecret: SECRET,
			appKey: APP,
			origin: 'whatsapp',
			writeItem: (item, raw) => JSON.stringify(raw === null ? item : { ...item, raw }),
			now: () => this.now,
			...more,
		};
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await this.ledger.transaction(work);
	}

	async routes(...routes: Route[]): Promise<void> {
		for (const each of routes) await this.do(async (tx) => await tx.routes.put(each, this.now));
	}

	/** Changes in one delivery, signed as Meta signs. */
	async deliver(...changes: object[]): Promise<Receipt> {
		return await this.post(envelope(...changes.map((one) => ({ ...one }))));
	}

	async post(body: object, door?: Door, ports = this.ports()): Promise<Receipt> {
		const rawBody = Buffer.from(JSON.stringify(body));
		return await receive({ rawBody, signature: signBody(rawBody, SECRET) }, ports, door);
	}

	/** Everything a pump of the route would emit now. */
	async rows(routeId: string): Promise<InboxRow[]> {
		return await this.do(async ({ inbox }) => {
			const lease = { routeId, holder: 'reader', limit: 5_000, leaseSeconds: 60 };
			return [
				...(await inbox.lease({ ...lease, lane: 'call' }, this.now)),
				...(await inbox.lease({ ...lease, lane: 'chat' }, this.now)),
			];
		});
	}

	async items(routeId: string): Promise<ReturnType<typeof readItem>[]> {
		return (await this.rows(routeId)).map(({ body }) => readItem(body));
	}

	async drops(): Promise<Record<string, number>> {
		const list = await this.do(async ({ drops }) => await drops.list(at(-10 * 86_400)));
		return Object.fromEntries(list.map(({ reason, count }) => [reason, count]));
	}

	async contact(waId: string | null, userId: string | null = null) {
		const contact = await this.do(async ({ contacts }) => await contacts.find({ waId, userId }));
		if (!contact) throw new Error('The ledger does not know this person');
		return contact;
	}

	async wish(waId: string, line = LINE) {
		const { id } = await this.contact(waId);
		return await this.do(async ({ wishes }) => await wishes.current(id, line, this.now));
	}
}

interface ReadItem {
	event: { type: ProjectedEvent['event']['type']; key: string; at: string; isTest: boolean };
	line: { phoneNumberId: string };
	contact?: {
		id: string;
		waId: string | null;
		userId: string | null;
		language: string | null;
		callOptOut: boolean;
	};
	wish?: { id: string; kind: string; scope: string; expiresAt: string | null };
	message?: { intent: string; text: string | null; requestedSlot: string | null };
	rating?: { attemptId: string; rating: string; escalationTrigger: string | null };
	triage?: { topic: string };
	permission?: { response: string };
	call?: { id: string; state: string; endedBy: string | null; errorCode: string | null };
	alert?: { kind: string; restrictions: unknown[] };
	cart?: { value: number; currency: string; items: string[] };
	raw?: unknown;
}

/** Items are written by `Ingress.ports().writeItem` in this shape. */
const readItem = (body: string): ReadItem => JSON.parse(body) as ReadItem;
