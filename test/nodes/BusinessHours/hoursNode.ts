import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runBusinessHours } from '../../../nodes/BusinessHours/runBusinessHours';
import type { Contact, Ledger, LedgerTx, Wish } from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import type { Connection } from '../../../nodes/shared/n8n/connection';
import { readCredential } from '../../../nodes/shared/n8n/credential';
import { ok, scriptedGraph, type GraphRequest } from '../../shared/dial/scriptedGraph';
import { executeStub, type ExecuteStub } from '../../shared/n8n/executeStub';
import { asha } from '../asha';

export const LINE = '106540352242922';
export const INDIAN = '919812345678';

/** A Monday. India keeps one offset all year. */
export const at = (time: string, day = 12) => `2026-10-${day}T${time}:00+05:30`;
export const unix = (instant: string) => Math.floor(Date.parse(instant) / 1000);

/** Mondays to Saturdays 10–19 in Kolkata, a day off on the 20th. */
export const POLICY: IDataObject = {
	team: {
		zone: 'Asia/Kolkata',
		weekly: [1, 2, 3, 4, 5, 6].map((day) => ({ day, from: '10:00', to: '19:00' })),
		holidays: ['2026-10-20'],
		publicHolidays: null,
	},
};

/** Meta's answer, in the shape of calling-api §1.2. */
const permissionBody = (permission: IDataObject, canRequest: boolean) => ({
	permission,
	actions: [
		{ action_name: 'send_call_permission_request', can_perform_action: canRequest },
		{ action_name: 'start_call', can_perform_action: permission.status !== 'no_permission' },
	],
});

export interface Words {
	text?: string | null;
	intent?: string;
	replyId?: string;
	at?: string;
}

let nodes = 0;

/** The node over a ledger in memory, a policy and a Meta that is asked for permissions only. */
export class HoursNode {
	now = at('12:00');
	permission: IDataObject = { status: 'permanent' };
	canRequest = true;
	metaIsAway = false;
	requests: GraphRequest[] = [];
	hints: unknown[] = [];
	private constructor(
		readonly ledger: Ledger,
		readonly contact: Contact,
	) {}

	static async open(waId = INDIAN, policy: IDataObject | null = POLICY): Promise<HoursNode> {
		const ledger = await openMemoryLedger();
		const contact = await ledger.transaction(async (tx) => {
			const line = { phoneNumberId: LINE, displayPhoneNumber: '15550783881', wabaId: '1' };
			await tx.lines.learn(line, at('08:00'));
			if (policy) await tx.policies.put('default', LINE, policy, at('08:00'));
			return await asha(tx, { waId }, at('08:00'));
		});
		return new HoursNode(ledger, contact);
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await this.ledger.transaction(work);
	}

	/** Another customer with a yes to a slot, as ingress leaves it. */
	async stranger(waId: string): Promise<{ contact: Contact; wish: Wish }> {
		const contact = await this.do(async (tx) => await asha(tx, { waId }, at('08:00')));
		return { contact, wish: await this.yes('slot', `yes:${waId}`, contact) };
	}

	/** A yes that ingress has stored. */
	async yes(scope: Wish['scope'], id = 'yes:wamid.1', { id: contactId } = this.contact) {
		const wish = { id, contactId, phoneNumberId: LINE, kind: 'yes' as const, scope };
		return await this.do(
			async ({ wishes }) =>
				await wishes.open({ ...wish, startsAt: null, expiresAt: at('12:00', 25) }, this.now),
		);
	}

	async book(startAt: string, endAt: string, wish: Wish, capacity = 1) {
		const { contactId, id: wishId } = wish;
		const rules = { zone: 'Asia/Kolkata', earlyMs: 120_000, lateMs: 900_000, remindMs: 0 };
		const times = { startAt, endAt, ...rules };
		return await this.do(
			async ({ callbacks }) =>
				await callbacks.book(
					{ contactId, phoneNumberId: LINE, wishId, escalationId: null, capacity, ...times },
					this.now,
				),
		);
	}

	async booked() {
		return await this.do(async ({ callbacks }) => await callbacks.booked(this.contact.id, LINE));
	}

	async decisions() {
		return await this.do(async ({ decisions }) => await decisions.list(this.contact.id, 9));
	}

	item(words: Words | null, extra: IDataObject = {}): INodeExecutionData {
		const message = words && {
			id: 'wamid.1',
			type: 'text',
			text: words.text ?? null,
			reply_id: words.replyId ?? null,
			in_reply_to: null,
			intent: words.intent ?? 'none',
			intent_confidence: 1,
			intent_matched: null,
			requested_slot: null,
		};
		return {
			json: {
				event: {
					type: words ? 'message_received' : 'permission_replied',
					key: 'wamid.1:message',
					at: words?.at ?? this.now,
					origin: 'whatsapp',
					is_test: false,
				},
				line: { phone_number_id: LINE, display_phone_number: null, waba_id: null },
				contact: { id: this.contact.id, wa_id: this.contact.waId },
				...(message && { message }),
				order: 'A-7',
				...extra,
			},
		};
	}

	/** Runs the node; gives the one item and the name of its output. */
	async run(words: Words | null, stub: Partial<ExecuteStub> = {}, extra: IDataObject = {}) {
		const ctx = executeStub({
			items: [this.item(words, extra)],
			type: 'n8n-nodes-whatsapp-calling.businessHours',
			...stub,
		});
		const outputs = await runBusinessHours(ctx, {
			connect: async () => this.connection(),
			now: () => this.now,
			newId: () => `${++nodes}`,
		});
		this.hints.push(...ctx.hints);
		const index = outputs.findIndex((items) => items.length > 0);
		const json = outputs[index]?.[0]?.json ?? {};
		return {
			output: ['Open', 'Closed', 'Slot Booked'][index],
			json,
			// Written by this node, in the item's own shape.
			hours: json.hours as IDataObject & { slots: IDataObject[]; booked: IDataObject | null },
			replies: (json.replies ?? []) as unknown as Reply[],
		};
	}

	private connection(): Connection {
		const credential = readCredential({
			accessToken: `token-${++nodes}`,
			appSecret: 'app-secret',
			appId: '600100000000001',
			wabaId: '102290129340398',
		});
		const { graph, requests } = scriptedGraph(({ path }) => {
			if (this.metaIsAway) return null;
			if (path.endsWith('/phone_numbers')) return ok({ data: [{ id: LINE }] });
			if (path.endsWith('/call_permissions'))
				return ok(permissionBody(this.permission, this.canRequest));
			return ok();
		});
		this.requests = requests;
		const { ledger } = this;
		const http = async () => await Promise.reject(new Error('nothing else is asked'));
		const appKey = ledger.keyedHash('app', credential.appSecret);
		const rest = { mediaServer: null, voiceAgent: null };
		return { credential, graph, http, download: http, ledger, appKey, ...rest };
	}
}

interface Reply {
	purpose: string;
	type: string;
	text: string;
	language: string;
	buttons: { id: string; title: string }[];
}
