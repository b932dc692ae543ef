import { jsonObject, startLoopbackServer } from './loopbackServer';
import type { LoopbackAnswer, LoopbackRequest } from './loopbackServer';

export type CrmFields = Record<string, unknown>;

/** A contact as this CRM keeps it: whatever it was given, and when it changed. */
export interface CrmContact extends CrmFields {
	id: string;
	updated_at: string;
}

export interface CrmReceiver {
	url: string;
	/** The contacts as they stand. */
	contacts: () => CrmContact[];
	/** How often each contact was written, by id. */
	writes: (id: string) => number;
	/** The next `times` requests are answered 503. */
	fail: (times: number) => void;
	/** Somebody changes a contact in the CRM; tells the webhook, if there is one. @returns its status */
	change: (id: string, fields: CrmFields) => Promise<number | undefined>;
	/** Where changes made in the CRM go, with a header that only the two know. */
	tell: (url: string, header: { name: string; value: string }) => void;
	stop: () => Promise<void>;
}

/**
 * A plain CRM over REST, on loopback: `PUT /contacts/:id` creates or updates (the same fields again
 * change nothing), `GET /contacts?changed_since=<instant>` lists, and what somebody changes in the CRM
 * itself goes out as `{ event: "contact.changed", contact }`.
 */
export async function startCrmReceiver({ port = 0 } = {}): Promise<CrmReceiver> {
	const crm = new Crm();
	const server = await startLoopbackServer((request) => crm.answer(request), port);
	return {
		url: server.url,
		contacts: () => [...crm.contacts.values()],
		writes: (id) => crm.writes.get(id) ?? 0,
		fail: (times) => {
			crm.downTimes = times;
		},
		change: async (id, fields) => await crm.change(id, fields),
		tell: (url, { name, value }) => {
			crm.webhook = { url, headers: { [name]: value, 'content-type': 'application/json' } };
		},
		stop: server.stop,
	};
}

class Crm {
	readonly contacts = new Map<string, CrmContact>();

	readonly writes = new Map<string, number>();

	downTimes = 0;

	webhook: { url: string; headers: Record<string, string> } | undefined;

	answer({ method, path, query, body }: LoopbackRequest): LoopbackAnswer {
		if (this.downTimes > 0) {
			this.downTimes -= 1;
			return { status: 503, body: { error: 'down' } };
		}
		const [, id] = /^\/contacts\/([^/]+)$/.exec(path) ?? [];
		if (method === 'PUT' && id !== undefined) return this.put(id, body);
		if (method === 'GET' && path === '/contacts') {
			const since = query.get('changed_since') ?? '';
			const changed = [...this.contacts.values()].filter((each) => each.updated_at >= since);
			return { status: 200, body: { contacts: changed } };
		}
		return { status: 404, body: { error: 'not_found' } };
	}

	async change(id: string, fields: CrmFields): Promise<number | undefined> {
		const contact = this.keep(id, fields);
		if (!this.webhook) return undefined;
		const { url, headers } = this.webhook;
		const body = JSON.stringify({ event: 'contact.changed', contact });
		return (await fetch(url, { method: 'POST', headers, body })).status;
	}

	private put(id: string, body: string): LoopbackAnswer {
		const fields = jsonObject(body);
		if (!fields) return { status: 400, body: { error: 'not_an_object' } };
		this.writes.set(id, (this.writes.get(id) ?? 0) + 1);
		return { status: 200, body: this.keep(id, fields) };
	}

	private keep(id: string, fields: CrmFields): CrmContact {
		const known = this.contacts.get(id);
		const isSame = Object.entries(fields).every(
			([key, value]) => JSON.stringify(known?.[key]) === JSON.stringify(value),
		);
		if (known && isSame) return known;
		const contact = { ...known, ...fields, id, updated_at: new Date().toISOString() };
		this.contacts.set(id, contact);
		return contact;
	}
}
