import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runSummaryBuilder } from '../../../nodes/SummaryBuilder/runSummaryBuilder';
import type { HttpCall } from '../../../nodes/shared/graph/graphClient';
import { messageFeatures } from '../../../nodes/shared/domain/escalation';
import type { Contact, Ledger, LedgerTx } from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import { executeStub, type ExecuteStub } from '../../shared/n8n/executeStub';
import { asha } from '../asha';
import { tokenConnection } from '../tokenConnection';

export const LINE = '106540352242922';
export const CUSTOMER = '447700900123';
export const STRANGER = '447700900456';

/** The eight fields of S1 as a model writes them; nobody in it exists. */
export const SUMMARY = {
	customer_name: 'Asha Rao',
	product_interest: 'Corner sofa, olive velvet',
	estimated_cart: 1890,
	room_constraints: '3.2 m wall, a dog',
	sentiment: 'anxious but keen',
	open_objections: ['delivery before Diwali', 'stain resistance'],
	photos_received: false,
	consent_call: null,
};

export const CART: IDataObject = {
	value: 1750,
	currency: 'GBP',
	items: ['SOFA-L', 'LEG-OAK'],
	source: 'whatsapp_order',
	verified: true,
};

/** The `model` section as Escalation Check leaves it. */
export const modelSays = (summary: unknown): IDataObject => ({
	model: {
		intent: 'complex_config',
		sentiment: 'anxious',
		confidence: 0.8,
		reply: 'Let me look.',
		summary_for_agent: summary as IDataObject,
	},
});

export const at = (minutes: number) =>
	new Date(Date.parse('2026-10-12T10:00:00.000Z') + minutes * 60_000).toISOString();

interface Brief {
	id: string;
	status: string;
	source: string;
	fields: IDataObject;
	sources: Record<string, string>;
	errors: { path: string; message: string }[];
	thread_url: string | null;
}

let wamids = 0;

/** The node over a ledger in memory; of Meta, only its numbers are asked. */
export class BriefNode {
	now = at(0);
	hints: unknown[] = [];
	/** Numbers of the account. */
	lines = [LINE];
	private constructor(
		readonly ledger: Ledger,
		readonly contact: Contact,
	) {}

	static async open(): Promise<BriefNode> {
		const ledger = await openMemoryLedger();
		const contact = await ledger.transaction(
			async (tx) => await asha(tx, { waId: CUSTOMER }, at(-60)),
		);
		return new BriefNode(ledger, contact);
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await this.ledger.transaction(work);
	}

	/** A yes to a call, as ingress stores it. */
	async yes(givenAt: string, messageId = 'wamid.yes', key: 'call' | 'recording' = 'call') {
		const given = {
			scope: 'now' as const,
			channel: 'whatsapp',
			wording: 'yes',
			offerMessageId: null,
		};
		const whom = { contactId: this.contact.id, phoneNumberId: LINE };
		await this.do(
			async ({ consents }) =>
				await consents.record(
					{ ...whom, ...given, key, messageId, givenAt, expiresAt: at(120) },
					this.now,
				),
		);
	}

	/** A message as ingress keeps it: no text. */
	async heard(id: string, isPhoto = false, when = at(-10)) {
		const features = messageFeatures(
			{ id, text: isPhoto ? '' : 'hello', at: when, isOrder: false, from: 'customer' },
			{ key: 'k' },
		);
		await this.do(
			async ({ conversations }) =>
				await conversations.add(this.contact.id, LINE, { ...features, isPhoto }, this.now),
		);
	}

	async escalate() {
		const why = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };
		const { escalation } = await this.do(
			async ({ escalations }) =>
				await escalations.open(
					{ contactId: this.contact.id, phoneNumberId: LINE, ...why },
					this.now,
				),
		);
		return escalation;
	}

	async briefs() {
		return await this.do(async (tx) => await tx.briefs.list(this.contact.id, 20));
	}

	async current() {
		return await this.do(async (tx) => await tx.briefs.current(this.contact.id, LINE, this.now));
	}

	/** A new event of this customer unless `extra` says otherwise. */
	item(extra: IDataObject = {}): INodeExecutionData {
		const id = `wamid.${++wamids}`;
		return {
			json: {
				event: {
					type: 'message_received',
					key: `${id}:message`,
					at: this.now,
					origin: 'whatsapp',
					is_test: false,
				},
				line: { phone_number_id: LINE, display_phone_number: null, waba_id: null },
				contact: { id: this.contact.id, wa_id: CUSTOMER, name: 'Written on the item' },
				message: { id, type: 'text', text: 'hello', intent: 'none' },
				order: 'A-7',
				...extra,
			},
		};
	}

	/** Runs the node on one item; gives that item and the name of its output. */
	async run(parameters: IDataObject, extra: IDataObject = {}, stub: Partial<ExecuteStub> = {}) {
		const ctx = executeStub({
			items: [this.item(extra)],
			type: 'n8n-nodes-whatsapp-calling.summaryBuilder',
			parameters,
			...stub,
		});
		const outputs = await runSummaryBuilder(ctx, {
			connect: async () => tokenConnection(this.ledger, this.http, { wabaId: '102290129340398' }),
			now: () => this.now,
		});
		this.hints.push(...ctx.hints);
		const index = outputs.findIndex((items) => items.length > 0);
		const json = outputs[index]?.[0]?.json ?? {};
		return {
			output: ['Ready', 'Needs Review'][index],
			json,
			// Written by this node, in the item's own shape.
			brief: json.brief as unknown as Brief,
			notes: json.brief_notes as { path: string; message: string }[],
		};
	}

	async build(extra: IDataObject = {}, parameters: IDataObject = {}, stub?: Partial<ExecuteStub>) {
		return await this.run({ operation: 'build', ...parameters }, extra, stub);
	}

	async correct(
		rows: Record<string, unknown>,
		extra: IDataObject = {},
		parameters: IDataObject = {},
		stub?: Partial<ExecuteStub>,
	) {
		const given = { operation: 'recordCorrection', correctedBy: 'Priya', ...parameters };
		return await this.run({ ...given, correctedFields: fieldRows(rows) }, extra, stub);
	}

	async feedback(parameters: IDataObject = {}) {
		const { json } = await this.run({ operation: 'promptFeedback', days: 7, ...parameters });
		return json as IDataObject & { prompt_lines: string[]; prompt_text: string };
	}

	async approve(parameters: IDataObject, stub?: Partial<ExecuteStub>) {
		const given = { operation: 'approveGuidance', kind: 'any', approvedBy: 'Meera', ...parameters };
		return await this.run(given, {}, stub);
	}

	private readonly http = async ({ url }: HttpCall) => {
		if (!url.includes('/phone_numbers')) throw new Error('nothing else is asked');
		return { status: 200, body: { data: this.lines.map((id) => ({ id })) } };
	};
}

/** As n8n gives a fixed collection of fields and values. */
export const fieldRows = (fields: Record<string, unknown>): IDataObject => ({
	rows: Object.entries(fields).map(([name, value]) => ({ name, value: value as string })),
});
