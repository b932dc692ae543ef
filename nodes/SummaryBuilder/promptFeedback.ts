import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { addMs, DAY_MS, fromMs, isBefore } from '../shared/domain/instant';
import { feedbackLines, promptFeedback } from '../shared/domain/promptFeedback';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { numberOf } from '../shared/n8n/meantNumber';
import { phoneNumberField } from '../shared/n8n/phoneNumberField';
import { READY, type OperationRun } from './operation';
import { readSchema, schemaField } from './schemaField';

const DAYS = 7;

const fields: INodeProperties[] = [
	{
		...phoneNumberField,
		description: 'The business number whose briefs were corrected',
	},
	{
		displayName: 'Days',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		default: DAYS,
		description: 'How many days back corrections are counted',
	},
	schemaField,
];

export const description = updateDisplayOptions(
	{ show: { operation: ['promptFeedback'] } },
	fields,
);

/**
 * What the model got wrong lately (S3), for the prompt: field, kind of error, how often, and the
 * guidance that a supervisor has approved. No customer's value is in it.
 *
 * @throws {CallingError} `summary_schema_invalid`, `no_number`, `line_of_another_credential`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const now = run.now();
	const { names } = readSchema(run);
	const connection = await run.connect();
	const phoneNumberId = await numberOf({ ...run, connection });
	const { all, guidance } = await connection.ledger.transaction(async (tx) => ({
		all: await tx.briefs.correctionsSince(phoneNumberId, fromMs(0)),
		guidance: await tx.guidance.list(phoneNumberId),
	}));
	const since = addMs(now, -daysOf(run) * DAY_MS);
	const recent = all.filter(({ at }) => !isBefore(at, since));
	const feedback = promptFeedback(recent, guidance, names, all);
	const lines = feedbackLines(feedback);
	return {
		json: {
			...run.json,
			feedback: feedback.map(({ isWithheld, ...each }) => ({ ...each, is_withheld: isWithheld })),
			prompt_lines: lines,
			prompt_text: lines.join('\n'),
		},
		output: READY,
	};
}

function daysOf({ ctx, itemIndex }: OperationRun): number {
	const days = Number(ctx.getNodeParameter('days', itemIndex, DAYS));
	return days > 0 ? days : DAYS;
}
