import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { whatsAppSpellings } from '../../shared/domain/readPhone';
import type { Contact, Erasure, LedgerTx } from '../../shared/ledger/ledger';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { isDryRun } from '../../shared/n8n/isDryRun';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { contactsOf, customerOf, personsOf, type Customer } from '../findContact';
import type { OperationRun } from '../operation';
import { NOT_REACHED } from './notReached';

const eraseForGood: INodeProperties = {
	displayName: 'Erase for Good',
	name: 'eraseForGood',
	type: 'boolean',
	default: false,
	description:
		'Whether to really erase. Switched off, the node only counts what would go. It cannot be undone.',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['contact'], operation: ['erase'] } },
	[
		{
			displayName:
				'Deletes what is known of the customer. What proves a consent stays under a pseudonym, and a refusal stays in force as a keyed hash: whoever said “no calls” and writes again is still not called. What lies elsewhere is listed in <b>not_reached</b>.',
			name: 'eraseNotice',
			type: 'notice',
			default: '',
		},
		customerField,
		eraseForGood,
		actForRealField,
	],
);

/** Erases a customer from the ledger; whom it does not know it need not erase. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'erase customers');
	const customer = customerOf(run);
	const isWanted = run.ctx.getNodeParameter('eraseForGood', run.itemIndex, false) === true;
	const isReal = isWanted && !isDryRun(run.ctx, run.itemIndex);
	const erasures = await eraseAll(customer, isReal, run);
	// What was on the item is the customer's, so nothing of it goes on.
	return {
		json: {
			known: erasures.length > 0,
			erasure: erasures.length > 0 ? erasureJson(erasures, isReal) : null,
			not_reached: NOT_REACHED.map((place) => ({ ...place })),
			...(isReal ? {} : { dry_run: { note: isWanted ? TEST_RUN : SWITCHED_OFF } }),
		},
		binary: {},
	};
}

const SWITCHED_OFF = 'Nothing was erased: this is what would go. Turn on Erase for Good to do it.';
const TEST_RUN =
	'Nothing was erased: this is a test run, and shows what would go. Turn on Act for Real in Test Runs to do it from here.';

/** Carries no failure: it takes back a transaction whose result is wanted all the same. */
class TakeBack extends Error {}

async function eraseAll(
	customer: Customer,
	isReal: boolean,
	run: OperationRun,
): Promise<Erasure[]> {
	const erasures: Erasure[] = [];
	try {
		await run.connection.ledger.transaction(async (tx) => {
			for (const { id } of await everyRecord(customer, tx)) {
				const erasure = await tx.erasures.erase(id, run.now());
				if (erasure) erasures.push(erasure);
			}
			if (!isReal) throw new TakeBack();
		});
	} catch (error) {
		if (!(error instanceof TakeBack)) throw error;
	}
	return erasures;
}

/** A number may be known in two spellings, as two contacts. */
async function everyRecord(customer: Customer, tx: LedgerTx): Promise<Contact[]> {
	const found = await knownAs(customer, tx);
	const spellings = found.flatMap(({ waId }) => (waId === null ? [] : whatsAppSpellings(waId)));
	const others = await contactsOf(
		spellings.map((waId) => ({ waId, userId: null })),
		tx,
	);
	return [...found, ...others.filter((other) => found.every(({ id }) => id !== other.id))];
}

async function knownAs({ typed, item }: Customer, tx: LedgerTx): Promise<Contact[]> {
	if (typed && !/^c_/.test(typed)) return await contactsOf(personsOf(typed), tx);
	const { id = typed, waId = null, userId = null } = typed ? {} : (item.contact ?? {});
	const contact = (id ? await tx.contacts.get(id) : null) ?? null;
	return contact ? [contact] : await contactsOf([{ waId, userId }], tx);
}

function erasureJson(erasures: Erasure[], isReal: boolean): IDataObject {
	return {
		contact_id: erasures[0]?.contactId ?? null,
		deleted: sum(erasures.map(({ deleted }) => deleted)),
		pseudonymised: sum(erasures.map(({ pseudonymised }) => pseudonymised)),
		suppressed: {
			calls: erasures.some(({ suppressed }) => suppressed.calls),
			messages: erasures.some(({ suppressed }) => suppressed.messages),
		},
		erased_at: isReal ? (erasures[0]?.erasedAt ?? null) : null,
	};
}

function sum(counts: Record<string, number>[]): Record<string, number> {
	const total: Record<string, number> = {};
	for (const [table, rows] of counts.flatMap((each) => Object.entries(each))) {
		total[table] = (total[table] ?? 0) + rows;
	}
	return total;
}
