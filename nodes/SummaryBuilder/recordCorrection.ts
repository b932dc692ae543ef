import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { keepCorrection, type CorrectedBrief } from '../shared/dial/keepCorrection';
import type { ItemBrief } from '../shared/domain/callItem';
import {
	correctBrief,
	type CorrectableBrief,
	type CorrectionResult,
} from '../shared/domain/correctBrief';
import type { Contact, LedgerTx, StoredBrief } from '../shared/ledger/ledger';
import { toItemJson } from '../shared/n8n/callItem';
import { CallingError } from '../shared/n8n/callingError';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { readGateItem, type GateItem } from '../shared/n8n/gateRun';
import { itemContact } from '../shared/n8n/itemContact';
import { refuseInToolMode } from '../shared/n8n/toolMode';
import { fieldRows, readFieldRows } from './fieldRows';
import { NEEDS_REVIEW, personOf, READY, type OperationRun } from './operation';
import { noBrief, readBrief } from './readBriefView';
import { readSchema, schemaField } from './schemaField';

const fields: INodeProperties[] = [
	fieldRows(
		{
			displayName: 'Corrected Fields',
			name: 'correctedFields',
			description:
				'What the brief should have said. Fields that are not listed stay; with none the brief is confirmed as it is. Corrected or confirmed, its recap need not wait any longer. When the customer agreed to a call cannot be corrected: that is for the ledger to say.',
		},
		'Empty: as it was. Write “unknown” to take out what the customer never said.',
	),
	{
		displayName: 'Corrected By',
		name: 'correctedBy',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Priya',
		description: 'Name or ID of the representative',
	},
	schemaField,
];

export const description = updateDisplayOptions(
	{ show: { operation: ['recordCorrection'] } },
	fields,
);

export const testHint = 'Test run: the correction was not kept.';

/**
 * What a representative puts right, or confirms, after the call (S3): kept as differences by field,
 * with who and when. The item gets the corrected brief and which fields changed, without their values.
 * A recap that waits for it is due (V7).
 *
 * @throws {CallingError} `no_brief`, `correction_invalid`, `person_missing`, `summary_schema_invalid`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const { ctx, json } = run;
	refuseInToolMode(ctx, 'correct a brief');
	const given = readFieldRows(run, 'correctedFields');
	const by = personOf(run, 'correctedBy', 'Corrected By');
	const { schema } = readSchema(run);
	const connection = await run.connect();
	const question = await readGateItem({ ...run, connection });
	const { item, dryRun, now } = question;
	return await connection.ledger.transaction(async (tx) => {
		const { contact, before } = await readCase(question, tx);
		const result = corrected(correctBrief(before, given, { by, at: now, schema }));
		const brief: ItemBrief = dryRun
			? { ...before, ...result.brief, source: 'corrected' }
			: ((await keepCorrection(before.id, result, now, tx)) ?? before);
		const { status } = brief;
		const changes = result.corrections.map(({ field, kind, at }) => ({ field, kind, by, at }));
		return {
			json: { ...toItemJson(json, { ...item, contact, brief }), corrections: changes },
			output: status === 'ready' ? READY : NEEDS_REVIEW,
		};
	});
}

type Correctable = CorrectableBrief & Pick<StoredBrief, 'id' | 'source' | 'threadUrl'>;

/** The item's brief if it is this customer's, else the newest of this customer and number. */
async function readCase(
	{ item, phoneNumberId }: GateItem,
	tx: LedgerTx,
): Promise<{ contact: Contact; before: Correctable }> {
	if (item.event?.origin === 'sample') return sampleCase(item);
	const contact = await itemContact(item, tx);
	const named = item.brief?.id ? await tx.briefs.get(item.brief.id) : null;
	const isTheirs = named?.contactId === contact.id;
	const newest = await tx.briefs.list(contact.id, RECENT);
	const before = isTheirs ? named : newest.find((one) => one.phoneNumberId === phoneNumberId);
	if (!before) throw noBrief();
	return { contact, before };
}

const RECENT = 20;

/** A sample's customer does not exist: what the sample says is all there is. */
function sampleCase({ contact, brief }: GateItem['item']): {
	contact: Contact;
	before: Correctable;
} {
	if (!contact) throw new Error('findCallItem gave an item without a customer');
	const { id = '', source = null, threadUrl = null } = brief ?? {};
	const shown = { id, source: source ?? 'rules', threadUrl };
	// The item's section and the ledger's contact are of one shape.
	return { contact: contact as Contact, before: { ...readBrief(brief), ...shown } };
}

/** @throws {CallingError} `correction_invalid`. */
function corrected(result: CorrectionResult): CorrectedBrief {
	if (result.ok) return result;
	const problems = result.errors.map(({ path, message }) => `${path} ${message}`).join('; ');
	throw new CallingError(
		'correction_invalid',
		'What stands in Corrected Fields cannot be taken over, so nothing was corrected',
		`Correct it in Corrected Fields, or the field’s type in Schema: ${problems}.`,
	);
}
