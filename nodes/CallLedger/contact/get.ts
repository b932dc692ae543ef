import { updateDisplayOptions } from 'n8n-workflow';
import { toItemJson } from '../../shared/n8n/callItem';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { isToolMode } from '../../shared/n8n/toolMode';
import { customerOf, requireContact, type Customer } from '../findContact';
import { numberIfClear } from '../../shared/n8n/meantNumber';
import type { OperationRun } from '../operation';
import { customerSections } from './customerSections';
import { followUpLists } from './followUpLists';

export const description = updateDisplayOptions(
	{ show: { resource: ['contact'], operation: ['get'] } },
	[customerField, phoneNumberField],
);

/** The customer as the ledger knows them now. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const customer = customerOf(run);
	return isToolMode(run.ctx) ? await inFewWords(run, customer) : await asItem(run, customer);
}

/** What was on the item of yes and brief is older than what the ledger knows. */
async function asItem(run: OperationRun, customer: Customer): Promise<ItemResult> {
	const phoneNumberId = await numberIfClear(run, customer.item);
	const { wish: _wish, brief: _brief, ...rest } = run.json;
	const json = phoneNumberId === null ? run.json : rest;
	const { ledger } = run.connection;
	return await ledger.transaction(async (tx) => {
		const contact = await requireContact(customer, tx);
		const sections = await customerSections(contact, phoneNumberId, run.now(), tx);
		return {
			json: { ...toItemJson(json, sections), ...(await followUpLists(contact, ledger, tx)) },
		};
	});
}

async function inFewWords(run: OperationRun, customer: Customer): Promise<ItemResult> {
	const contact = await run.connection.ledger.transaction(
		async (tx) => await requireContact(customer, tx),
	);
	const { name, language, timeZone, callOptOut, messageOptOut, lastCallAttemptAt } = contact;
	return {
		json: {
			name,
			language,
			time_zone: timeZone,
			call_opt_out: callOptOut,
			message_opt_out: messageOptOut,
			last_call_attempt_at: lastCallAttemptAt,
		},
	};
}
