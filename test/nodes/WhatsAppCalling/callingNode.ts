import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { HttpCall } from '../../../nodes/shared/graph/graphClient';
import type { Contact, Ledger } from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import type { Connection } from '../../../nodes/shared/n8n/connection';
import { runOperation } from '../../../nodes/WhatsAppCalling/runOperation';
import { recordingHttp } from '../../shared/graph/recordingHttp';
import type { Answer } from '../../shared/graph/recordingHttp';
import { executeStub } from '../../shared/n8n/executeStub';
import type { ExecuteStub } from '../../shared/n8n/executeStub';
import { asha } from '../asha';
import { tokenConnection } from '../tokenConnection';

export const NUMBER = '106540352242922';
export const NOW = '2026-10-12T09:30:00.000Z';
export const CUSTOMER = '447700900123';

/** The answer to a message, as Meta's reference prints it. */
export const messageSent = (id = 'wamid.SENT1') => ({
	status: 200,
	body: {
		messaging_product: 'whatsapp',
		contacts: [{ input: CUSTOMER, wa_id: CUSTOMER }],
		messages: [{ id }],
	},
});

const TOKEN_ANSWER = {
	data: { app_id: '600100000000001', is_valid: true, granular_scopes: [], scopes: [] },
};

export interface CallingNode {
	ledger: Ledger;
	contact: Contact;
	connection: Connection;
	/** Requests to Meta, without the look-up of the token. */
	calls: HttpCall[];
	waits: number[];
	/** An item of this customer and number; `extra` sections are added. */
	item(extra?: IDataObject): INodeExecutionData;
	run(parameters: IDataObject, stub?: Partial<ExecuteStub>): Promise<INodeExecutionData[]>;
	/** A live escalation, without which nobody is asked for permission (P7). Gives its id. */
	escalate(): Promise<string>;
	hints: unknown[];
	/** What the node takes for now. */
	clock: { now: string };
}

/** The node over a ledger in memory and a Meta that answers from a list. */
export async function callingNode(...answers: Answer[]): Promise<CallingNode> {
	const ledger = await openMemoryLedger();
	const contact = await ledger.transaction(async (tx) => {
		const made = await asha(tx, { waId: CUSTOMER }, NOW);
		await tx.contacts.noteInbound(made.id, NOW, NOW);
		return made;
	});
	const meta = recordingHttp(...answers);
	const http = async (call: HttpCall) =>
		call.url.includes('/debug_token') ? { status: 200, body: TOKEN_ANSWER } : await meta.http(call);
	const connection = tokenConnection(ledger, http, {
		mediaServerUrl: 'http://127.0.0.1:5010',
		mediaServerSecret: 'media-secret',
	});
	const waits: number[] = [];
	const hints: unknown[] = [];
	const clock = { now: NOW };
	const item = (extra: IDataObject = {}): INodeExecutionData => ({
		json: {
			event: { type: 'message_received', key: 'wamid.IN1:message', at: NOW, origin: 'whatsapp' },
			line: { phone_number_id: NUMBER, display_phone_number: '442079460018', waba_id: '1' },
			contact: { id: contact.id, wa_id: CUSTOMER },
			order: 'A-7',
			...extra,
		},
	});
	return {
		ledger,
		contact,
		connection,
		calls: meta.calls,
		waits,
		hints,
		clock,
		item,
		async escalate() {
			const party = { contactId: contact.id, phoneNumberId: NUMBER };
			const reasons = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };
			const { escalation } = await ledger.transaction(
				async ({ escalations }) => await escalations.open({ ...party, ...reasons }, clock.now),
			);
			return escalation.id;
		},
		async run(parameters, stub = {}) {
			const ctx = executeStub({ items: [item()], parameters, ...stub });
			const sleep = async (ms: number) => void waits.push(ms);
			const ports = { connect: async () => connection, now: () => clock.now, sleep };
			const [items = []] = await runOperation(ctx, ports);
			hints.push(...ctx.hints);
			return items;
		},
	};
}

/** Below the version, without the query: `POST /106…/messages`. */
export function pathOf({ method, url }: HttpCall): string {
	return `${method} ${new URL(url).pathname.replace(/^\/v[\d.]+/, '')}`;
}
