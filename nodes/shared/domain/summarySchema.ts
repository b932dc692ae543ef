import { issue, issuesOf, isWithin, type SummaryIssue } from './summaryIssue';

/** JSON Schema of one field. */
export type FieldSchema = Record<string, unknown>;

const text = (description: string): FieldSchema => ({
	type: ['string', 'null'],
	maxLength: 1000,
	description,
});

/**
 * What every brief holds (S1), as JSON Schema, fit for a structured output parser. Unknown is `null`.
 * The lengths keep transcripts out (S2).
 */
export const DEFAULT_SUMMARY_SCHEMA = {
	type: 'object',
	properties: {
		customer_name: text('The name that the customer gave, or null'),
		product_interest: text('What the customer wants: item, plan or course, or null'),
		estimated_cart: {
			type: ['number', 'null'],
			minimum: 0,
			description: 'Worth of the cart in its currency, as a bare number, or null',
		},
		room_constraints: text('Measures and conditions of the place or the case, or null'),
		sentiment: text('How the customer feels, in a word or two, or null'),
		open_objections: {
			type: ['array', 'null'],
			items: { type: 'string', maxLength: 1000 },
			maxItems: 50,
			description: 'What still keeps the customer from buying, one entry each, or null',
		},
		photos_received: {
			type: ['boolean', 'null'],
			description: 'Whether the customer sent photos, or null',
		},
		consent_call: {
			type: ['string', 'null'],
			format: 'date-time',
			description: 'When the customer agreed to a call, ISO 8601 with offset, or null',
		},
	} satisfies Record<string, FieldSchema>,
	required: [
		'customer_name',
		'product_interest',
		'estimated_cart',
		'room_constraints',
		'sentiment',
		'open_objections',
		'photos_received',
		'consent_call',
	],
	additionalProperties: false,
};

export interface CompiledSchema {
	/** By name, the eight first. */
	fields: ReadonlyMap<string, FieldSchema>;
	required: ReadonlySet<string>;
	/** Fields that may be `null`. */
	nullable: ReadonlySet<string>;
	/** What is wrong with a summary; empty if it fits. */
	validate(summary: Record<string, unknown>): SummaryIssue[];
}

export type SchemaResult =
	{ ok: true; schema: CompiledSchema } | { ok: false; errors: SummaryIssue[] };

/** Compiling takes milliseconds, and one node runs one schema, beside the eight fields, over many items. */
let eightFields: SchemaResult | undefined;
let last: { key: string; result: SchemaResult } | undefined;

/**
 * The eight fields of S1 with those of an operator's JSON Schema (draft-07; an object schema with
 * `properties`): a field of the same name is the operator's. What is wrong with the operator's schema
 * is told by paths that begin with `schema`. Never throws.
 */
export function compileSummarySchema(extension: unknown): SchemaResult {
	if ((extension ?? null) === null) return (eightFields ??= compile(null));
	const key = jsonOf(extension);
	if (key === undefined) return failed('schema', 'cannot be written as JSON');
	if (last?.key !== key) last = { key, result: compile(JSON.parse(key)) };
	return last.result;
}

function compile(extension: unknown): SchemaResult {
	const problem = extension === null ? null : shapeProblem(extension);
	if (problem) return { ok: false, errors: [problem] };
	// Checked by shapeProblem.
	const own = (extension ?? {}) as { properties?: Record<string, unknown>; required?: string[] };
	const properties = { ...DEFAULT_SUMMARY_SCHEMA.properties, ...own.properties };
	const required = [...new Set([...DEFAULT_SUMMARY_SCHEMA.required, ...(own.required ?? [])])];
	const { $schema: _, ...rest } = own as Record<string, unknown>;
	return withAjv({ ...rest, type: 'object', properties, required });
}

/** What JSON Schema would allow at the root of a schema and a summary cannot take. */
function shapeProblem(extension: unknown): SummaryIssue | null {
	if (!isRecord(extension)) return issue('schema', 'must be a JSON Schema object');
	const { type = 'object', properties = {}, required = [] } = extension;
	if (type !== 'object') return issue('schema.type', 'must be "object"');
	if ('$async' in extension) return issue('schema.$async', 'is not supported');
	if (!isRecord(properties)) return issue('schema.properties', 'must be an object of field names');
	if (!Array.isArray(required) || !required.every((name) => typeof name === 'string')) {
		return issue('schema.required', 'must be a list of field names');
	}
	const names = [...Object.keys(properties), ...DEFAULT_SUMMARY_SCHEMA.required];
	const index = required.findIndex((name) => !names.includes(name));
	if (index < 0) return null;
	return issue(`schema.required[${index}]`, 'names a field that properties does not describe');
}

function withAjv(schema: Record<string, unknown> & { properties: object; required: string[] }) {
	// Loaded at the first call only: n8n's start need not pay for a compiler.
	const { Ajv } = require('ajv') as typeof import('ajv');
	const { default: addFormats } = require('ajv-formats') as typeof import('ajv-formats');
	const ajv = new Ajv({
		allErrors: true,
		allowUnionTypes: true,
		strictTypes: false,
		strictTuples: false,
		logger: false,
	});
	addFormats(ajv);
	try {
		if (ajv.validateSchema(schema) !== true) {
			return { ok: false as const, errors: issuesOf(ajv.errors ?? [], 'schema') };
		}
		const check = ajv.compile(schema);
		const validate = (summary: Record<string, unknown>) =>
			check(summary) === true ? [] : issuesOf(check.errors ?? [], '$');
		return { ok: true as const, schema: describe(schema, validate) };
	} catch (error) {
		return failed('schema', error instanceof Error ? error.message : 'cannot be compiled');
	}
}

function describe(
	schema: { properties: object; required: string[] },
	validate: CompiledSchema['validate'],
): CompiledSchema {
	const fields = Object.entries(schema.properties).map(
		([name, field]) => [name, isRecord(field) ? field : {}] as const,
	);
	const refusesNull = (name: string) =>
		validate({ [name]: null }).some(({ path }) => isWithin(path, name));
	return {
		fields: new Map(fields),
		required: new Set(schema.required),
		nullable: new Set(fields.map(([name]) => name).filter((name) => !refusesNull(name))),
		validate,
	};
}

const failed = (path: string, message: string): SchemaResult => ({
	ok: false,
	errors: [issue(path, message)],
});

function jsonOf(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
