import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../../nodes/SummaryBuilder/operations';
import { SAMPLE_NAMES, sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { schemaOf } from '../../shared/n8n/itemSchema';
import { BriefNode, modelSays, SUMMARY } from './briefNode';

const SCHEMAS = join(__dirname, '../../../nodes/SummaryBuilder/__schema__/v1.0.0');

const samples = SAMPLE_NAMES.map(sampleJson).filter(({ contact }) => contact !== undefined);

/** What runs add to whatever passes through; several are given, so that what may be null is shown as such. */
async function outputs(): Promise<Record<string, IDataObject[]>> {
	const node = await BriefNode.open();
	await node.yes(node.now);
	await node.heard('wamid.1');
	const sources = { sentiment: 'wamid.1' };
	const ready = await node.build(modelSays({ ...SUMMARY, sources }), {
		threadUrl: 'https://inbox.example.com/1',
	});
	const review = await node.build(modelSays({ ...SUMMARY, estimated_cart: 'a lot', odd: 1 }));
	const correction = await node.correct({ sentiment: 'calm' });
	const approved = await node.approve({ field: 'sentiment', kind: 'wrong', guidance: 'Listen.' });
	const taken = await node.approve({ field: 'customer_name', guidance: '' });
	const feedback = await node.feedback();
	const slack = await node.run(
		{ operation: 'render', target: 'slack' },
		{ brief: ready.json.brief },
	);
	const shown = [ready, review].map(({ json }) => pick(json, 'brief', 'brief_notes'));
	return {
		build: [...samples, ...shown],
		render: [...samples, pick(slack.json, 'rendered'), { brief: review.json.brief }],
		recordCorrection: [...samples, pick(correction.json, 'brief', 'corrections'), ...shown],
		promptFeedback: [pick(feedback, 'feedback', 'prompt_lines', 'prompt_text')],
		approveGuidance: [approved, taken].map(({ json }) => pick(json, 'guidance')),
	};
}

const pick = (json: IDataObject, ...keys: string[]): IDataObject =>
	Object.fromEntries(keys.map((key) => [key, json[key]]));

describe('Summary Builder', () => {
	it.each(Object.keys(OPERATIONS))(
		'n8n offers the fields of %s before a first run',
		async (name) => {
			const items = (await outputs())[name] ?? [];
			expect(items).not.toEqual([]);
			const config = await resolveConfig(__filename);
			// As the repository's formatter writes it, so that formatting changes nothing.
			const text = await format(JSON.stringify(schemaOf(items)), { ...config, parser: 'json' });
			await expect(text).toMatchFileSnapshot(join(SCHEMAS, `${name}.json`));
		},
	);
});
