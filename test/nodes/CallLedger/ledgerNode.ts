import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runOperation } from '../../../nodes/CallLedger/runOperation';
import type { HttpCall } from '../../../nodes/shared/graph/graphClient';
import type { Contact, Ledger, LedgerTx } from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import type { Connection } from '../../../nodes/shared/n8n/connection';
import { executeStub } from '../../shared/n8n/executeStub';
import type { ExecuteStub } from '../../shared/n8n/executeStub';
import { asha } from '../asha';
import { tokenConnection } from '../tokenConnection';

export const NUMBER = '106540352242922';
export const OTHER_NUMBER = '106540352242999';
export const NOW = '2026-10-12T09:30:00.000Z';
export const CUSTOMER = '447700900123';

/** Numbers of the account, as `/{waba}/phone_numbers` lists them. */
const LINES: Record<string, string> = {
	[NUMBER]: '+44 20 7946 0018',
	[OTHER_NUMBER]: '+55 11 5555 0100',
};

export interface LedgerNode {
	ledger: Ledger;
	contact: Contact;
	do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T>;
	/** An item of this customer and number; `extra` fields are added. */
	item(extra?: IDataObject): INodeExecutionData;
	run(parameters: IDataObject, stub?: Partial<ExecuteStub>): Promise<IDataObject[]>;
	/** The same with binary data. */
	runItems(parameters: IDataObject, stub?: Partial<ExecuteStub>): Promise<INodeExecutionData[]>;
	clock: { now: string };
}

/** The node over a ledger in memory, and a Meta that knows some numbers (null: that is silent). */
export async function ledgerNode(numbers: string[] | null = [NUMBER]): Promise<LedgerNode> {
	const ledger = await openMemoryLedger();
	const contact = await ledger.transaction(async (tx) => await asha(tx, { waId: CUSTOMER }, NOW));
	const connection = connectionOf(ledger, numbers);
	const clock = { now: NOW };
	const item = (extra: IDataObject = {}): INodeExecutionData => ({
		json: {
			line: { phone_number_id: NUMBER, display_phone_number: '442079460018', waba_id: '1' },
			contact: { id: contact.id, wa_id: CUSTOMER },
			...extra,
		},
	});
	const runItems: LedgerNode['runItems'] = async (parameters, stub = {}) => {
		const ctx = executeStub({ items: [item()], parameters, ...stub });
		const ports = { connect: async () => connection, now: () => clock.now };
		const [items = []] = await runOperation(ctx, ports);
		return items;
	};
	return {
		ledger,
		contact,
		do: async (work) => await ledger.transaction(work),
		item,
		clock,
		runItems,
		run: async (parameters, stub) => (await runItems(parameters, stub)).map(({ json }) => json),
	};
}

function connectionOf(ledger: Ledger, numbers: string[] | null): Connection {
	const http = async ({ url }: HttpCall) => {
		if (numbers === null || !url.includes('/phone_numbers')) return { status: 500, body: {} };
		const data = numbers.map((id) => ({
			id,
			verified_name: `Shop ${id.slice(-3)}`,
			display_phone_number: LINES[id],
		}));
		return { status: 200, body: { data } };
	};
	return tokenConnection(ledger, http, { wabaId: '102290129340398' });
}
