import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { explain } from '../../shared/domain/explain';
import type { Attempt, Contact, LedgerTx } from '../../shared/ledger/ledger';
import { CallingError } from '../../shared/n8n/callingError';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { isToolMode } from '../../shared/n8n/toolMode';
import { gatherFacts } from '../contact/gatherFacts';
import { customerOf, requireContact } from '../findContact';
import { countryOfLine, numberOf } from '../../shared/n8n/meantNumber';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { attemptStory, attemptStoryJson, type AttemptStory } from './attemptStory';

const fields: INodeProperties[] = [
	customerField,
	phoneNumberField,
	{
		displayName: 'Attempt ID',
		name: 'attemptId',
		type: 'string',
		default: '',
		placeholder: 'e.g. att_7c2b…',
		description: 'Empty: the customer’s newest attempt. An AI agent never chooses one.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['attempt'], operation: ['get'] } },
	fields,
);

/**
 * One try to call: as asked for, or the customer's newest on the number; of a customer whom nobody
 * tried to call the status is `none`.
 *
 * @throws {CallingError} `attempt_unknown`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const id = isToolMode(run.ctx) ? '' : text(run, 'attemptId');
	const { contact, story, retryAt } = id ? await byId(id, run) : await newest(run);
	if (isToolMode(run.ctx)) return { json: inFewWords(story?.attempt ?? null, retryAt) };
	const found = story ? attemptStoryJson(story, run.connection.ledger) : NOT_TRIED;
	return { json: { ...found, contact_id: contact.id, retry_at: retryAt } };
}

const NOT_TRIED = { id: null, status: 'none', outcome: null };

/** What helps a model to answer “will you call me?”, and nothing that names anybody. */
const inFewWords = (attempt: Attempt | null, retryAt: string | null) => ({
	status: attempt?.status ?? NOT_TRIED.status,
	outcome: attempt?.outcome ?? null,
	direction: attempt?.direction ?? null,
	at: attempt && (attempt.diallingAt ?? attempt.claimedAt),
	retry_at: retryAt,
});

interface Found {
	contact: Pick<Contact, 'id'>;
	story: AttemptStory | null;
	/** When a call comes next, or is worth another try. */
	retryAt: string | null;
}

async function newest(run: OperationRun): Promise<Found> {
	const customer = customerOf(run);
	const phoneNumberId = await numberOf(run, customer.item);
	const country = await countryOfLine(run, phoneNumberId);
	return await run.connection.ledger.transaction(async (tx) => {
		const contact = await requireContact(customer, tx);
		const all = await tx.attempts.list(contact.id, MOST);
		const attempt = all.find((each) => each.phoneNumberId === phoneNumberId) ?? null;
		const retryAt = await nextTry(contact, { phoneNumberId, country }, run.now(), tx);
		const story = attempt && (await attemptStory(attempt, tx));
		return { contact, story, retryAt };
	});
}

/** Of several numbers, the one asked about is among the last so many. */
const MOST = 50;

async function byId(id: string, run: OperationRun): Promise<Found> {
	return await run.connection.ledger.transaction(async (tx) => {
		const attempt = await tx.attempts.get(id);
		const contact = attempt && (await tx.contacts.get(attempt.contactId));
		if (!attempt || !contact) throw unknownAttempt();
		const { phoneNumberId } = attempt;
		const retryAt = await nextTry(contact, { phoneNumberId, country: null }, run.now(), tx);
		return { contact, story: await attemptStory(attempt, tx), retryAt };
	});
}

/** As Explain tells it. */
const nextTry = async (
	contact: Contact,
	line: Parameters<typeof gatherFacts>[1],
	now: string,
	tx: LedgerTx,
): Promise<string | null> => explain(await gatherFacts(contact, line, now, tx), now).retryAt;

const unknownAttempt = (): CallingError =>
	new CallingError(
		'attempt_unknown',
		'There is no such attempt in the ledger',
		'Set Attempt ID to the attempt.id that Initiate Call gave, or leave it empty for the customer’s newest.',
	);
