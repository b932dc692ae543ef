import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow';
import { storeEvents } from '../../../nodes/shared/ingress/receive';
import type { Contact, Ledger, LedgerTx } from '../../../nodes/shared/ledger/ledger';
import { ledgerLocation, openLedger } from '../../../nodes/shared/ledger/openLedger';
import { connect, type Connection } from '../../../nodes/shared/n8n/connection';
import { receivePorts } from '../../../nodes/shared/n8n/receivePorts';
import { normalizeWebhook } from '../../../nodes/shared/wire/normalizeWebhook';
import { UNKNOWN } from '../../fixtures/summaries/unknown';
import { OFFER } from '../../shared/dial/harness';
import { buttonTap, DISPLAY, envelope, textMessage, WABA } from '../../shared/ingress/bodies';
import { route } from '../../shared/ingress/harness';
import { executeStub, type ExecuteStub } from '../../shared/n8n/executeStub';

export const LINE = '106540352242922';
/** Who writes, and everybody else. */
export const ASHA = '919812345678';
export const BELA = '919900112233';
export const CARLOS = '5215512345678';

/** What only the others' records hold: nothing of it may be seen in anything of Asha's. */
export const SECRETS = [
	BELA,
	'9900112233',
	CARLOS,
	'Bela Qureshi',
	'Carlos Ibarra',
	'teal ottoman',
	'90210777',
	'Rosewood Lane',
	'EAAinjection',
	'the-app-secret',
	'the-media-secret',
] as const;

/** A Monday, noon in India; the team is there until seven. */
export const NOON = '2026-10-12T06:30:00.000Z';
/** The same evening, half past ten: the team has left, and customers sleep. */
export const NIGHT = '2026-10-12T17:00:00.000Z';

const POLICY = {
	team: {
		zone: 'Asia/Kolkata',
		weekly: [1, 2, 3, 4, 5, 6].map((day) => ({ day, from: '10:00', to: '19:00' })),
		holidays: [],
		publicHolidays: null,
	},
};

/** How things stand with Asha before she writes. Meta would allow a call in every one of them. */
export const SITUATIONS = {
	/** A call was noticed as useful, and she has said nothing to it. */
	unasked: NOON,
	/** She wanted no calls, an hour ago. */
	refused: NOON,
	/** A call was offered, and she has not answered yet. */
	offered: NOON,
	/** She asked for a call in time, and it is late. */
	late: NIGHT,
} as const;

export type Situation = keyof typeof SITUATIONS;

const ROUTE = 'wf-1:trigger';
const APP_SECRET = 'the-app-secret';
const MEDIA = 'https://media.example.com';
let tokens = 0;

/** One ledger with three customers, on a disk of its own, and a Meta that does whatever it is asked. */
export class World {
	/** Requests that change something, at Meta or at the media server. */
	readonly posts: { path: string; body: IDataObject }[] = [];
	private readonly credential: IDataObject = {
		accessToken: `EAAinjection${++tokens}`,
		appSecret: APP_SECRET,
		appId: '900000000000001',
		wabaId: '102290129340398',
		mediaServerUrl: MEDIA,
		mediaServerSecret: 'the-media-secret',
	};

	private constructor(
		readonly folder: string,
		readonly ledger: Ledger,
		readonly asha: Contact,
		readonly bela: Contact,
		readonly carlos: Contact,
		readonly belasEscalation: string,
	) {}

	/** A copy of its own of a situation; ids are the same in every copy. */
	static async open(situation: Situation): Promise<World> {
		const template = TEMPLATES.get(situation) ?? (await makeTemplate(situation));
		TEMPLATES.set(situation, template);
		const folder = mkdtempSync(join(tmpdir(), 'injection-'));
		cpSync(template, folder, { recursive: true });
		process.env.N8N_USER_FOLDER = folder;
		const ledger = await openLedger(location(folder));
		return await ledger.transaction(async (tx) => {
			const asha = await known(ASHA, tx);
			const bela = await known(BELA, tx);
			const carlos = await known(CARLOS, tx);
			const live = await tx.escalations.live(bela.id, LINE, SITUATIONS[situation]);
			if (!live) throw new Error('Bela’s escalation is over');
			return new World(folder, ledger, asha, bela, carlos, live.id);
		});
	}

	async close(): Promise<void> {
		await this.ledger.close();
		delete process.env.N8N_USER_FOLDER;
		rmSync(this.folder, { recursive: true });
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await this.ledger.transaction(work);
	}

	/** n8n's functions for one node on one item. */
	context(
		item: INodeExecutionData,
		stub: Partial<ExecuteStub> = {},
	): ReturnType<typeof executeStub> {
		const ctx = executeStub({
			items: [item],
			credential: this.credential,
			httpRequest: async (options) => this.answer(options as IHttpRequestOptions),
			...stub,
		});
		// What executions note for n8n's list of them is no concern here.
		return Object.assign(ctx, { customData: { set: () => undefined } }) as typeof ctx;
	}

	/** What Asha writes, as the trigger emits it. */
	async hears(text: string, id = 'wamid.ASHA'): Promise<INodeExecutionData> {
		return await this.receive(textMessage(id, text, this.who));
	}

	/** A button that Asha taps. */
	async isTapped(button: string, id = 'wamid.ASHA'): Promise<INodeExecutionData> {
		return await this.receive(buttonTap(id, { id: button, title: 'Tapped' }, this.who));
	}

	private get who() {
		return { phone: ASHA, line: LINE, at: Date.now() / 1000 };
	}

	/** Through the door of every delivery, and out of the trigger. */
	private async receive(change: object): Promise<INodeExecutionData> {
		const connection = await this.connection();
		const now = new Date().toISOString();
		const events = normalizeWebhook(envelope({ ...change }));
		await storeEvents(events, receivePorts(connection), null, now);
		const lease = { routeId: ROUTE, holder: 'test', lane: 'chat' as const, leaseSeconds: 60 };
		const row = await this.do(async ({ inbox }) => {
			const [first] = await inbox.lease({ ...lease, limit: 1 }, now);
			if (first) await inbox.done(first.id, now);
			return first;
		});
		if (!row) throw new Error('The trigger emits nothing');
		return { json: JSON.parse(row.body) as IDataObject };
	}

	private async connection(): Promise<Connection> {
		return await connect(this.context({ json: {} }));
	}

	private answer({ url, method, body }: IHttpRequestOptions): unknown {
		const { pathname } = new URL(url);
		const answered = (answer: unknown) => ({ statusCode: 200, body: answer });
		if (method === 'POST' || method === 'DELETE')
			this.posts.push({ path: pathname, body: json(body) });
		if (url.startsWith(MEDIA)) return answered({ session_id: 's-1', sdp: OFFER });
		if (pathname.endsWith('/phone_numbers'))
			return answered({ data: [{ id: LINE, verified_name: 'Sofa House' }] });
		if (pathname.endsWith('/call_permissions')) return answered(EVERYTHING_ALLOWED);
		if (pathname.endsWith('/messages')) return answered({ messages: [{ id: 'wamid.SENT' }] });
		if (pathname.endsWith('/calls')) return answered({ calls: [{ id: 'wacid.1' }] });
		return answered({ data: [] });
	}

	/** Every row of every table that is not about Asha: no column of it names her. */
	othersRows(): Record<string, string[]> {
		return Object.fromEntries(
			Object.entries(this.tables()).map(([table, rows]) => [
				table,
				rows.filter((row) => !this.isAshas(row)).sort(),
			]),
		);
	}

	/** Rows of Asha that lead to somebody else: there should be none. */
	mixedRows(): string[] {
		const marks = [this.bela.id, this.carlos.id, this.belasEscalation, 'wamid.BELA'];
		const rows = Object.values(this.tables()).flat();
		return rows.filter((row) => this.isAshas(row) && marks.some((mark) => row.includes(mark)));
	}

	private isAshas(row: string): boolean {
		const suppressed = this.ledger.keyedHash('suppression', `phone:${ASHA}`);
		return [this.asha.id, ASHA, 'wamid.ASHA', suppressed].some((mark) => row.includes(mark));
	}

	private tables(): Record<string, string[]> {
		const path = new URL(location(this.folder).url.replace(/^sqlite:/, 'file:'));
		const database = new DatabaseSync(path, { readOnly: true });
		const read = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[];
		const names = read("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) =>
			String(name),
		);
		const tables = names.map((name) => [name, read(`SELECT * FROM ${name}`)] as const);
		database.close();
		return Object.fromEntries(
			tables.map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row))]),
		);
	}

	/** All that the ledger lets Asha's call depend on, without ids and times. */
	async standing(): Promise<IDataObject> {
		const { id } = this.asha;
		const now = new Date().toISOString();
		return await this.do(async (tx) => {
			const contact = await tx.contacts.get(id);
			const wish = await tx.wishes.current(id, LINE, now);
			const escalations = await tx.escalations.list(id, 9);
			return {
				callOptOut: contact?.callOptOut ?? null,
				messageOptOut: contact?.messageOptOut ?? null,
				isTest: contact?.isTest ?? null,
				name: contact?.name ?? null,
				timeZone: contact?.timeZone ?? null,
				wish: wish && { kind: wish.kind, scope: wish.scope, isBooked: wish.startsAt !== null },
				// Two of one second are in no order.
				consents: (await tx.consents.history(id))
					.map(({ key, scope, channel, revokedAt }) => `${key} ${scope} ${channel} ${revokedAt}`)
					.map((consent) => consent.replace(/ 20.*$/, ' revoked'))
					.sort(),
				permission: (await tx.permissions.get(id, LINE))?.status ?? null,
				attempts: (await tx.attempts.list(id, 9)).map(({ status, leg }) => `${leg} ${status}`),
				callbacks: (await tx.callbacks.list(id, 9)).map(({ status }) => status),
				escalations: escalations.map(
					({ status, action, triggers }) => `${triggers.join()} ${action} ${status}`,
				),
				owned: (await tx.threads.owned(id, LINE, now)) !== null,
			};
		});
	}
}

const EVERYTHING_ALLOWED = {
	permission: { status: 'permanent' },
	actions: [
		{ action_name: 'start_call', can_perform_action: true },
		{ action_name: 'send_call_permission_request', can_perform_action: true },
	],
};

function json(body: unknown): IDataObject {
	if (Buffer.isBuffer(body) || typeof body === 'string')
		return JSON.parse(String(body)) as IDataObject;
	// Requests of this package have JSON bodies.
	return (body ?? {}) as IDataObject;
}

const location = (folder: string) =>
	ledgerLocation(process.env, { simulator: false, n8nUserFolder: folder });

async function known(waId: string, { contacts }: LedgerTx): Promise<Contact> {
	const contact = await contacts.find({ waId, userId: null });
	if (!contact) throw new Error('The situation lacks a customer');
	return contact;
}

// ---------------------------------------------------------------- how it all began

const TEMPLATES = new Map<Situation, string>();

export function removeTemplates(): void {
	for (const folder of TEMPLATES.values()) rmSync(folder, { recursive: true });
	TEMPLATES.clear();
}

async function makeTemplate(situation: Situation): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'injection-template-'));
	const ledger = await openLedger(location(folder));
	const now = SITUATIONS[situation];
	const earlier = new Date(Date.parse(now) - 3_600_000).toISOString();
	await ledger.transaction(async (tx) => {
		await tx.lines.learn(
			{ phoneNumberId: LINE, displayPhoneNumber: DISPLAY, wabaId: WABA },
			earlier,
		);
		await tx.routes.put(route(ROUTE, { appKey: ledger.keyedHash('app', APP_SECRET) }), earlier);
		await tx.policies.put('default', LINE, POLICY, earlier);
		await others(tx, earlier, now);
		await ashaIn(situation, tx, earlier, now);
	});
	await ledger.close();
	return folder;
}

async function person(waId: string, name: string, now: string, tx: LedgerTx): Promise<string> {
	const who = { waId, userId: null, parentUserId: null, name };
	const made = await tx.contacts.resolve(who, now);
	if (!made) throw new Error('This person carries no id');
	await tx.contacts.noteInbound(made.id, now, now);
	return made.id;
}

const REASON = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };

async function ashaIn(situation: Situation, tx: LedgerTx, earlier: string, now: string) {
	const id = await person(ASHA, 'Asha', earlier, tx);
	const party = { contactId: id, phoneNumberId: LINE };
	const { escalation } = await tx.escalations.open({ ...REASON, ...party }, earlier);
	if (situation === 'offered') {
		const expiresAt = new Date(Date.parse(now) + 1_800_000).toISOString();
		const sent = { messageId: 'wamid.ASHA.offer', escalationId: escalation.id, sentAt: earlier };
		await tx.offers.put({ ...party, ...sent, expiresAt }, earlier);
		await tx.escalations.advance(escalation.id, 'offered', earlier);
	}
	if (situation === 'refused') {
		const refusal = { calls: true, at: earlier, messageId: 'wamid.ASHA.stop' };
		await tx.contacts.setOptOut(id, refusal, earlier);
	}
	if (situation === 'late') await yes(id, 'wamid.ASHA.yes', now, tx);
}

async function yes(contactId: string, messageId: string, now: string, tx: LedgerTx) {
	const expiresAt = new Date(Date.parse(now) + 1_200_000).toISOString();
	const given = { contactId, phoneNumberId: LINE, scope: 'now' as const, expiresAt };
	const proof = { channel: 'whatsapp', messageId, wording: 'yes', offerMessageId: null };
	await tx.consents.record({ ...given, ...proof, key: 'call', givenAt: now }, now);
	await tx.wishes.open({ ...given, id: `yes:${messageId}`, kind: 'yes' }, now);
}

/** Bela wants a call now and has a brief; Carlos wants none, ever. */
async function others(tx: LedgerTx, earlier: string, now: string): Promise<void> {
	const bela = await person(BELA, 'Bela Qureshi', earlier, tx);
	const { escalation } = await tx.escalations.open(
		{ ...REASON, contactId: bela, phoneNumberId: LINE },
		earlier,
	);
	await yes(bela, 'wamid.BELA.yes', now, tx);
	const fields = {
		...UNKNOWN,
		customer_name: 'Bela Qureshi',
		product_interest: 'teal ottoman',
		estimated_cart: 90210777,
		room_constraints: 'third floor, 9 Rosewood Lane',
	};
	const brief = await tx.briefs.put(
		{
			key: 'wamid.BELA:1',
			contactId: bela,
			phoneNumberId: LINE,
			escalationId: escalation.id,
			status: 'ready',
			source: 'model',
			fields,
			sources: {},
			errors: [],
			threadUrl: null,
		},
		earlier,
	);
	const change = { kind: 'wrong' as const, by: 'Meera', at: earlier };
	await tx.briefs.correct(
		brief.id,
		{ status: 'ready', fields: { ...fields, sentiment: 'calm' }, sources: {}, errors: [] },
		[
			{ ...change, field: 'estimated_cart', before: 7, after: 90210777 },
			{ ...change, field: 'product_interest', before: 'sofa', after: 'teal ottoman' },
		],
		earlier,
	);
	// Nobody knows whether this one went out.
	const unsettled = { key: 'buttons:wamid.BELA', kind: 'buttons', contact: bela };
	await tx.sends.claim({ ...unsettled, phoneNumberId: LINE, now: earlier });
	await tx.sends.settle(unsettled.key, { status: 'unknown', errorCode: '131000' }, earlier);
	const guidance = {
		phoneNumberId: LINE,
		field: 'estimated_cart',
		kind: null,
		approvedBy: 'Meera',
	};
	await tx.guidance.approve({ ...guidance, text: 'Take the amount that was named last.' }, earlier);
	const carlos = await person(CARLOS, 'Carlos Ibarra', earlier, tx);
	const refusal = { calls: true, messages: true, at: earlier, messageId: 'wamid.CARLOS.stop' };
	await tx.contacts.setOptOut(carlos, refusal, earlier);
}
