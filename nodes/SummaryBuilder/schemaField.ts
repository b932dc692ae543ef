import type { INodeProperties } from 'n8n-workflow';
import { compileSummarySchema } from '../shared/domain/summary';
import { CallingError } from '../shared/n8n/callingError';
import type { OperationRun } from './operation';

/** The same in every operation that knows the fields of a brief. */
export const schemaField: INodeProperties = {
	displayName: 'Schema',
	name: 'schema',
	type: 'json',
	default: '',
	placeholder: 'e.g. { "properties": { "move_in_date": { "type": ["string", "null"] } } }',
	description:
		'More fields than the eight that every brief has, as JSON Schema; a field of the same name replaces one of them. Allow null wherever something may be unknown. Give the same schema wherever this node stands.',
};

export interface SummarySchema {
	/** As `readSummary` takes it; undefined for the eight fields of S1 alone. */
	schema: unknown;
	/** The names of all fields. */
	names: string[];
}

/** @throws {CallingError} `summary_schema_invalid`, telling what is wrong where. */
export function readSchema({
	ctx,
	itemIndex,
}: Pick<OperationRun, 'ctx' | 'itemIndex'>): SummarySchema {
	const given: unknown = ctx.getNodeParameter(schemaField.name, itemIndex, '');
	const schema = schemaOf(given);
	const compiled = compileSummarySchema(schema);
	if (compiled.ok) return { schema, names: [...compiled.schema.fields.keys()] };
	const problems = compiled.errors.slice(0, SHOWN).map(({ path, message }) => `${path} ${message}`);
	throw invalid(`${problems.join('; ')}.`);
}

/** Of one mistake a validator tells several. */
const SHOWN = 3;

/** @throws {CallingError} `summary_schema_invalid` for a text that is no JSON. */
export function schemaOf(given: unknown): unknown {
	if (typeof given !== 'string') return given ?? undefined;
	if (given.trim() === '') return undefined;
	try {
		return JSON.parse(given);
	} catch {
		throw invalid('It is no JSON.');
	}
}

const invalid = (problem: string) =>
	new CallingError(
		'summary_schema_invalid',
		'What stands in Schema is no JSON Schema that a brief can follow',
		`Correct Schema in this node, or leave it empty for the eight fields that every brief has. ${problem}`,
	);
