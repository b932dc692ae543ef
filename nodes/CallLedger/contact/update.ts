import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { contactSection } from '../../shared/ingress/toItem';
import type { Contact, LedgerTx } from '../../shared/ledger/ledger';
import { toItemJson } from '../../shared/n8n/callItem';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { customerOf, findContact, requireContact, type Customer } from '../findContact';
import type { OperationRun } from '../operation';
import { keepRefusal, refusedStrangers } from './keepRefusal';
import { readUpdate, type ContactUpdate } from './readUpdate';

const ONLY_THE_CUSTOMER =
	'Switched off it changes nothing: only the customer can take a refusal back, by writing so.';

const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Only what you add is changed; an empty value changes nothing',
	options: [
		{
			displayName: 'Do Not Call',
			name: 'doNotCall',
			type: 'boolean',
			default: true,
			description: `Whether the customer has refused calls, on all numbers. ${ONLY_THE_CUSTOMER}`,
		},
		{
			displayName: 'Do Not Message',
			name: 'doNotMessage',
			type: 'boolean',
			default: true,
			description: `Whether the customer has refused messages, and so calls too. ${ONLY_THE_CUSTOMER}`,
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'e.g. en, hi, hi-Latn, es, pt',
			description: 'Language tag in which the customer is written to',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Asha Rao',
			description: 'Stands before the name in WhatsApp’s profile',
		},
		{
			displayName: 'Refused At',
			name: 'refusedAt',
			type: 'dateTime',
			default: '',
			description:
				'When the customer refused; empty: now. What the customer has written to you later than that counts more, so give the time that your CRM noted.',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Asia/Kolkata',
			description: 'IANA zone in which the customer’s quiet hours and slots are told',
		},
	],
};

export const description = updateDisplayOptions(
	{ show: { resource: ['contact'], operation: ['update'] } },
	[
		{
			displayName:
				'A phone number that is not known yet is kept only if the customer refuses calls or messages, so that the refusal holds from the first message on.',
			name: 'updateNotice',
			type: 'notice',
			default: '',
		},
		customerField,
		updateFields,
	],
);

/**
 * What an operator or a CRM knows better; the same again changes nothing.
 *
 * @throws {CallingError} `contact_invalid`, `contact_unknown`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'change what is known of a customer');
	const customer = customerOf(run);
	const update = readUpdate(run);
	return await run.connection.ledger.transaction(async (tx) => {
		const { before, id } = await meant(customer, update, run, tx);
		await apply(id, update, run, tx);
		const after = await requireContact({ typed: id, item: {} }, tx);
		return {
			json: {
				...toItemJson(run.json, { contact: contactSection(after) }),
				updated: changedFields(before, after),
			},
		};
	});
}

/** Somebody whom nobody has heard of yet is kept for a refusal alone. */
async function meant(
	customer: Customer,
	{ refusal }: ContactUpdate,
	run: OperationRun,
	tx: LedgerTx,
): Promise<{ before: Contact | null; id: string }> {
	if (refusal === null || (await findContact(customer, tx))) {
		const before = await requireContact(customer, tx);
		return { before, id: before.id };
	}
	return { before: null, id: await refusedStrangers(customer.typed, refusal, run, tx) };
}

async function apply(
	id: string,
	{ name, language, timeZone, refusal }: ContactUpdate,
	run: OperationRun,
	tx: LedgerTx,
): Promise<void> {
	const now = run.now();
	const zone = timeZone === null ? {} : { timeZone, timeZoneSource: 'record' as const };
	if (name !== null) await tx.contacts.rename(id, name, now);
	await tx.contacts.setLocale(id, { ...(language === null ? {} : { language }), ...zone }, now);
	if (refusal !== null) await keepRefusal(id, refusal, run, tx);
}

const FIELDS = {
	name: 'name',
	language: 'language',
	timeZone: 'time_zone',
	callOptOut: 'call_opt_out',
	messageOptOut: 'message_opt_out',
} as const satisfies Partial<Record<keyof Contact, string>>;

function changedFields(before: Contact | null, after: Contact): IDataObject['updated'] {
	// The table has the fields of a contact as its keys.
	const fields = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
	return fields
		.filter((field) => (before === null ? Boolean(after[field]) : before[field] !== after[field]))
		.map((field) => FIELDS[field]);
}
