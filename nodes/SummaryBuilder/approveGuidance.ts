import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { CORRECTION_KINDS } from '../shared/domain/briefCorrections';
import { fromMs } from '../shared/domain/instant';
import { quotesCorrections } from '../shared/domain/promptFeedback';
import { cleanText } from '../shared/domain/summaryText';
import { CallingError } from '../shared/n8n/callingError';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { numberOf } from '../shared/n8n/meantNumber';
import { phoneNumberField } from '../shared/n8n/phoneNumberField';
import { refuseInToolMode } from '../shared/n8n/toolMode';
import { fieldOf } from './fieldRows';
import { personOf, READY, text, type OperationRun } from './operation';
import { readSchema, schemaField } from './schemaField';

/** Characters: a line of a prompt, not a page. */
const LONGEST = 500;

const fields: INodeProperties[] = [
	{ ...phoneNumberField, description: 'The business number whose prompt it is for' },
	{ ...fieldOf('field'), required: true, description: 'The field of the brief that it is about' },
	{
		displayName: 'Kind of Error',
		name: 'kind',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any' },
			{ name: 'Invented', value: 'invented', description: 'Filled in although nobody said it' },
			{ name: 'Missing', value: 'missing', description: 'Left unknown although it was said' },
			{ name: 'Wrong', value: 'wrong', description: 'Another value than what was said' },
			{ name: 'Wrong Type', value: 'wrong_type', description: 'Such as words for a number' },
		],
		default: 'any',
		description: 'Guidance for one kind stands before guidance for any',
	},
	{
		displayName: 'Guidance',
		name: 'guidance',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Take the amount that the customer names last, as a bare number.',
		description:
			'What the model should heed, in general words: nothing that a customer has said. Empty: what was approved before is taken back.',
	},
	{
		displayName: 'Approved By',
		name: 'approvedBy',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Meera',
		description: 'Name or ID of the supervisor',
	},
	schemaField,
];

export const description = updateDisplayOptions(
	{ show: { operation: ['approveGuidance'] } },
	fields,
);

/**
 * What a supervisor wants the model to heed (S3): Prompt Feedback hands it on from now on. Like a
 * policy it is an operator's own word that no customer sees, so a test run keeps it too.
 *
 * @throws {CallingError} `guidance_invalid`, `guidance_quotes_customer`, `person_missing`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'approve guidance for its own prompt');
	const now = run.now();
	const guidance = { ...readGuidance(run), approvedBy: personOf(run, 'approvedBy', 'Approved By') };
	const connection = await run.connect();
	const phoneNumberId = await numberOf({ ...run, connection });
	await connection.ledger.transaction(async (tx) => {
		const corrections = await tx.briefs.correctionsSince(phoneNumberId, fromMs(0));
		if (quotesCorrections(guidance.text, corrections)) throw quoted();
		await tx.guidance.approve({ ...guidance, phoneNumberId }, now);
	});
	const { field, kind, text: approved, approvedBy } = guidance;
	const shown = { field, kind, text: approved || null, approved_by: approvedBy, approved_at: now };
	return { json: { ...run.json, guidance: shown }, output: READY };
}

function readGuidance(run: OperationRun) {
	const field = text(run, 'field');
	const { names } = readSchema(run);
	if (!names.includes(field)) {
		throw invalid(
			'Field is no field of the brief',
			`Choose one in Field, or describe it in Schema. The brief has: ${names.join(', ')}.`,
		);
	}
	const words = cleanText(text(run, 'guidance')).replace(/\s+/g, ' ');
	if (words.length > LONGEST) {
		throw invalid(
			`Guidance is longer than ${LONGEST} characters`,
			'Say it shorter: every chat’s prompt carries it.',
		);
	}
	const wanted = text(run, 'kind');
	return { field, kind: CORRECTION_KINDS.find((kind) => kind === wanted) ?? null, text: words };
}

const invalid = (message: string, fix: string) =>
	new CallingError('guidance_invalid', message, fix);

const quoted = () =>
	new CallingError(
		'guidance_quotes_customer',
		'Guidance repeats what stands in a correction, so it was not approved',
		'Say in general words what the model should do, without the names, numbers and phrases of any chat: the prompt of every other customer would carry them.',
	);
