import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { loadFieldNames } from '../../../nodes/SummaryBuilder/loadFieldNames';
import { SUMMARY } from './briefNode';

async function names(schema: unknown): Promise<unknown[]> {
	// The loader reads one parameter and nothing else.
	const ctx = { getCurrentNodeParameter: () => schema } as unknown as ILoadOptionsFunctions;
	return (await loadFieldNames.call(ctx)).map(({ value }) => value);
}

const OURS = Object.keys(SUMMARY).filter((name) => name !== 'consent_call');

describe('fields to choose from', () => {
	it.each<[string, unknown, string[]]>([
		['no schema', undefined, OURS],
		['an empty one', '', OURS],
		['own fields', '{ "properties": { "move_in_date": {} } }', [...OURS, 'move_in_date']],
		['one that is half written', '{ "properties": {', OURS],
		['an expression', '={{ $json.schema }}', OURS],
		['one that is none', { type: 'array' }, OURS],
	])('with %s', async (_what, schema, expected) => {
		expect(await names(schema)).toEqual(expected);
	});
});
