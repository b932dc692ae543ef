import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import type { Contact } from '../../shared/ledger/ledger';
import { toItemJson } from '../../shared/n8n/callItem';
import { noteDecision } from '../../shared/n8n/customData';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { isToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { fileRequest, previewRequest } from './fileRequest';
import { readRequest } from './readRequest';
import type { CallRequest } from './readRequest';
import { refuseRequest } from './refuseRequest';
import { requestByAgent } from './requestByAgent';
import { requestedCustomer } from './requestedCustomer';
import { escalationSections, requestSections } from './requestSections';

const fields: INodeProperties[] = [
	{
		...phoneNumberField,
		required: false,
		default: { mode: 'list', value: '' },
		description: 'The business number that is to call. Empty: the only one of the account.',
	},
	{
		displayName: 'Customer’s Phone',
		name: 'phone',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. +14155550100',
		description:
			'As the shop or sheet has it. Without country code it is a number of your business number’s country.',
	},
	{
		displayName: 'Customer’s Name',
		name: 'customerName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Asha Rao',
	},
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. abandoned_cart',
		description: 'Why to call, in a few words; the same words for the same reason',
	},
	{
		displayName: 'Consent Source',
		name: 'consentSource',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Checkout box “You may contact me on WhatsApp”',
		description: 'Where and how this customer agreed to be contacted. Without it nobody is called.',
	},
	{
		displayName: 'Consent Time',
		name: 'consentAt',
		type: 'dateTime',
		default: '',
		description: 'When the customer agreed, or sent the form',
	},
	{
		displayName: 'Customer Asked to Be Called',
		name: 'callMeForm',
		type: 'boolean',
		default: false,
		description:
			'Whether the customer sent a form that asks for a call now. That is a yes; anything else permits asking only.',
	},
	{
		displayName: 'Form Wording',
		name: 'formWording',
		type: 'string',
		default: '',
		placeholder: 'e.g. Please call me on WhatsApp about my order',
		description: 'What the customer sent, word for word; it is kept as proof',
		displayOptions: { show: { callMeForm: [true] } },
	},
	{
		displayName: 'Reference',
		name: 'reference',
		type: 'string',
		default: '',
		placeholder: 'e.g. order 12853',
		description: 'The same reference of the same customer is the same request, however often sent',
	},
	{
		displayName: 'Cart Value',
		name: 'cartValue',
		type: 'number',
		typeOptions: { numberPrecision: 3 },
		default: 0,
	},
	{
		displayName: 'Cart Currency',
		name: 'cartCurrency',
		type: 'string',
		default: '',
		placeholder: 'e.g. INR',
	},
	{
		displayName: 'Cart Items',
		name: 'cartItems',
		type: 'string',
		default: '',
		placeholder: 'e.g. SOFA-CORNER-L, LEG-OAK',
		description: 'Separated by commas, or a list',
	},
	actForRealField,
];

/** An agent's tool takes the customer from its conversation, and nothing that speaks for them. */
const FOR_AGENTS = ['reason', actForRealField.name];

const shown = ({ displayOptions, ...field }: INodeProperties): INodeProperties => {
	const hide = FOR_AGENTS.includes(field.name) ? undefined : { '@tool': [true] };
	return { ...field, displayOptions: { ...displayOptions, hide } };
};

export const description = updateDisplayOptions(
	{ show: { resource: ['callRequest'], operation: ['create'] } },
	fields.map(shown),
);

/**
 * A call that a shop, CRM, form or sheet wants (C8): an item for the gates, and an open escalation
 * behind it. Nothing is sent and nobody is called here.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	if (isToolMode(run.ctx)) return await requestByAgent(run);
	const request = readRequest(run);
	const { contact, line } = await requestedCustomer(run);
	const key = requestKey(run, contact, line.phoneNumberId, request);
	const filing = { request, key, contact, phoneNumberId: line.phoneNumberId };
	const now = run.now();
	const json = toItemJson(run.json, requestSections(filing, line, now));
	if (contact.callOptOut || contact.messageOptOut) {
		const decision = await refuseRequest(run, filing);
		noteDecision(run.ctx, { contactId: contact.id, ...decision });
		return { json: toItemJson(json, { decision }) };
	}
	const file = run.dryRun ? previewRequest : fileRequest;
	const filed = await run.connection.ledger.transaction(async (tx) => await file(filing, now, tx));
	const shown = toItemJson(json, escalationSections(filed));
	return { json: run.dryRun ? { ...shown, dry_run: DRY_RUN } : shown };
}

const DRY_RUN = {
	note: 'Nothing was written. Turn on Act for Real in Test Runs to file this request from a test run.',
};

/**
 * The identity of a request: its reference, or without one this item of this execution, which a
 * node's retry repeats. It names the customer only in a way that the ledger alone can read.
 */
function requestKey(
	{ connection, ctx, itemIndex }: OperationRun,
	{ waId, userId, id }: Contact,
	phoneNumberId: string,
	{ reference }: CallRequest,
): string {
	const cause = reference ?? ['run', ctx.getExecutionId(), ctx.getNode().id, itemIndex];
	const named = JSON.stringify([phoneNumberId, waId ?? userId ?? id, cause]);
	return `call_request:${connection.ledger.keyedHash('call_request', named).slice(0, 32)}`;
}
