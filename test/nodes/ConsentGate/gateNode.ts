import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { afterEach, beforeEach } from 'vitest';
import { runConsentGate } from '../../../nodes/ConsentGate/runConsentGate';
import type { HttpCall } from '../../../nodes/shared/graph/graphClient';
import type { Contact, Ledger, LedgerTx, Wish } from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import type { Connection } from '../../../nodes/shared/n8n/connection';
import { executeStub, type ExecuteStub } from '../../shared/n8n/executeStub';
import { asha } from '../asha';
import { tokenConnection } from '../tokenConnection';

export const LINE = '106540352242922';
export const ASHA = '919812345678';
/** A Monday, 11:30 in India: the team of the default policy is there until 18:00. */
export const START = Date.parse('2026-10-12T06:00:00Z');

export const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const OUTPUTS = ['Allowed', 'Ask First', 'Not Now', 'Do Not Call'] as const;

/** Meta's live answer (calling-api §1.2). */
export interface MetaSays {
	status: 'no_permission' | 'temporary' | 'permanent';
	canCall: boolean;
	canRequest: boolean;
	/** Unix seconds at which a used-up limit of requests opens again. */
	requestsFrom?: number;
	callsFrom?: number;
}

export const GRANTED: MetaSays = { status: 'permanent', canCall: true, canRequest: false };
export const NOT_GRANTED: MetaSays = { status: 'no_permission', canCall: false, canRequest: true };

const limits = (from: number | undefined) =>
	from === undefined
		? []
		: [{ time_period: 'PT24H', max_allowed: 1, current_usage: 1, limit_expiration_time: from }];

const answerOf = ({ status, canCall, canRequest, requestsFrom, callsFrom }: MetaSays) => ({
	permission: { status },
	actions: [
		{ action_name: 'start_call', can_perform_action: canCall, limits: limits(callsFrom) },
		{
			action_name: 'send_call_permission_request',
			can_perform_action: canRequest,
			limits: limits(requestsFrom),
		},
	],
});

/** The node over a ledger in memory, a Meta that says what it is told, and a clock that stands. */
export class GateNode {
	private opened: Connection | undefined;
	seconds = 0;
	meta: MetaSays | null = GRANTED;
	/** How often Meta was asked about the permission. */
	asked = 0;
	noted: Record<string, string> = {};

	constructor() {
		beforeEach(async () => {
			Object.assign(this, { seconds: 0, meta: GRANTED, asked: 0, noted: {} });
			const ledger = await openMemoryLedger();
			this.opened = this.connect(ledger);
			const line = { phoneNumberId: LINE, displayPhoneNumber: '919900000000', wabaId: '1' };
			await this.do(async ({ lines }) => await lines.learn(line, this.now));
		});
		afterEach(async () => await this.opened?.ledger.close());
	}

	get connection(): Connection {
		if (!this.opened) throw new Error('No ledger is open');
		return this.opened;
	}

	get now(): string {
		return at(this.seconds);
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await this.connection.ledger.transaction(work);
	}

	private connect(ledger: Ledger): Connection {
		const http = async ({ url }: HttpCall) => {
			const { pathname } = new URL(url);
			if (pathname.endsWith('/phone_numbers'))
				return { status: 200, body: { data: [{ id: LINE, verified_name: 'Sofa House' }] } };
			if (!pathname.endsWith('/call_permissions')) throw new Error(`Nobody asked for ${pathname}`);
			this.asked++;
			if (this.meta === null) throw new Error('socket hang up');
			return { status: 200, body: answerOf(this.meta) };
		};
		return tokenConnection(ledger, http, { wabaId: '102290129340398' });
	}

	async customer(ids: { waId?: string | null; userId?: string | null } = {}): Promise<Contact> {
		return await this.do(async (tx) => {
			const made = await asha(tx, { waId: ASHA, ...ids }, this.now);
			await tx.contacts.noteInbound(made.id, this.now, this.now);
			return made;
		});
	}

	/** A yes; to a call now, for 20 minutes, unless told otherwise. */
	async yes(contact: Contact, more: Partial<Wish> = {}): Promise<Wish> {
		const { id = 'yes:wamid.1', scope = 'now', startsAt = null, ...rest } = more;
		const expiresAt = rest.expiresAt ?? at(this.seconds + 1200);
		const wish = { id, kind: 'yes' as const, scope, startsAt, expiresAt };
		return await this.do(
			async ({ wishes }) =>
				await wishes.open({ ...wish, contactId: contact.id, phoneNumberId: LINE }, this.now),
		);
	}

	async escalate(contact: Contact, action = 'offer_specialist'): Promise<string> {
		const reason = { triggers: ['complex_config'], action, evidence: [] };
		const { escalation } = await this.do(
			async ({ escalations }) =>
				await escalations.open({ ...reason, contactId: contact.id, phoneNumberId: LINE }, this.now),
		);
		return escalation.id;
	}

	item(contact: Contact, more: IDataObject = {}): INodeExecutionData {
		return {
			json: {
				event: {
					type: 'message_received',
					key: 'wamid.1:message',
					at: this.now,
					origin: 'whatsapp',
					is_test: false,
				},
				line: { phone_number_id: LINE, display_phone_number: '919900000000', waba_id: '1' },
				contact: { id: contact.id, wa_id: contact.waId },
				order: 'A-7',
				...more,
			},
		};
	}

	/** Runs the node on one item and gives the output's name with the item. */
	async run(
		item: INodeExecutionData,
		parameters: IDataObject = {},
		stub: Partial<ExecuteStub> = {},
	): Promise<{ output: string; json: IDataObject & GateItem }> {
		const type = 'n8n-nodes-whatsapp-calling.consentGate';
		const ctx = executeStub({ items: [item], parameters, type, ...stub });
		const customData = { set: (key: string, value: string) => void (this.noted[key] = value) };
		const outputs = await runConsentGate(Object.assign(ctx, { customData }) as typeof ctx, {
			connect: async () => this.connection,
			now: () => this.now,
			newId: () => Math.random().toString(16).slice(2).padEnd(16, '0'),
		});
		const taken = outputs.findIndex((items) => items.length > 0);
		const [first] = outputs[taken] ?? [];
		if (!first) throw new Error('The item is gone');
		// The sections that this node writes, in the contract's shape.
		return { output: OUTPUTS[taken] ?? '', json: first.json as IDataObject & GateItem };
	}

	async decisions(contact: Contact) {
		return await this.do(async ({ decisions }) => await decisions.list(contact.id, 20));
	}
}

/** What the gate writes onto an item. */
export interface GateItem {
	decision: {
		outcome: string;
		reason: string;
		needs: string | null;
		retry_at: string | null;
		evidence: {
			check: string;
			passed: boolean | 'deferred' | 'not_applicable';
			found: string | null;
		}[];
		dry_run: boolean;
		policy: string;
	};
	replies?: {
		purpose: string;
		type: string;
		text: string;
		language: string;
		buttons: { id: string; title: string }[];
		template: { name: string; language: string; parameters: string[] } | null;
	}[];
	wish?: { id: string };
	escalation?: { id: string };
	escalation_trigger?: string;
}

export const evidenceOf = ({ decision }: GateItem, check: string) =>
	decision.evidence.find((each) => each.check === check);
