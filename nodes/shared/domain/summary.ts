import { readField } from './summaryFields';
import { isWithin, MISSING, pathOf, type SummaryIssue } from './summaryIssue';
import { findSummary, type FoundSummary } from './summaryOutput';
import { type CompiledSchema, compileSummarySchema, DEFAULT_SUMMARY_SCHEMA } from './summarySchema';

export { compileSummarySchema, DEFAULT_SUMMARY_SCHEMA };
export type { SummaryIssue };

/** What a representative should know before the call (S1). Unknown is `null`. */
export interface Summary {
	customer_name: string | null;
	product_interest: string | null;
	/** In the currency of the cart. */
	estimated_cart: number | null;
	room_constraints: string | null;
	sentiment: string | null;
	open_objections: string[] | null;
	photos_received: boolean | null;
	/** When the customer agreed to a call, ISO 8601 with offset. */
	consent_call: string | null;
	/** An operator's own fields. */
	[field: string]: unknown;
}

export interface SummaryReading {
	/** Whatever could be read; a field that does not fit is `null`. */
	summary: Summary;
	/** The output was whole and every field fits: may be shown as true. */
	ready: boolean;
	/** Why not, by JSON path; never a customer's words. */
	errors: SummaryIssue[];
	/** What was repaired or dropped without harm. */
	notes: SummaryIssue[];
	/** The message that a field (`customer_name`) or an entry (`open_objections[0]`) came from. */
	sources: Record<string, string>;
}

export interface ReadOptions {
	/** An operator's JSON Schema, see {@link compileSummarySchema}. */
	schema?: unknown;
	/** Messages of this customer; a source that is none of them is dropped. */
	messageIds?: readonly string[];
}

/**
 * Reads what a model wrote about a conversation (S1, C6): repaired where that is safe, validated, and
 * never `ready` if it was cut off, contradicts itself or does not fit the schema. All text in it is the
 * customer's or the model's: data, to be escaped where it is shown. Never throws.
 *
 * @param modelOutput Text or JSON, in any envelope that {@link findSummary} knows.
 */
export function readSummary(modelOutput: unknown, options: ReadOptions = {}): SummaryReading {
	const compiled = compileSummarySchema(options.schema);
	if (!compiled.ok) return nothing(DEFAULT_NAMES, compiled.errors);
	const { schema } = compiled;
	const found = findSummary(asJson(modelOutput), schema.fields.keys());
	const troubles = found.troubles.map((message) => ({ path: '$', message }));
	if (found.fields === null) return nothing(schema.fields.keys(), troubles);
	const { summary, errors, sources } = readFields({ ...found, fields: found.fields }, schema);
	const { kept, notes } = checkSources(sources, options.messageIds);
	return {
		summary,
		ready: troubles.length + errors.length === 0,
		errors: [...troubles, ...errors],
		notes: [...notesOf(found), ...notes],
		sources: kept,
	};
}

const DEFAULT_NAMES = Object.keys(DEFAULT_SUMMARY_SCHEMA.properties);

const nothing = (names: Iterable<string>, errors: SummaryIssue[]): SummaryReading => ({
	summary: toSummary([...names].map((name) => [name, null])),
	ready: false,
	errors,
	notes: [],
	sources: {},
});

/** Fields hold what the schema asks for or `null`; the schema has the eight with their types. */
const toSummary = (fields: Iterable<readonly [string, unknown]>) =>
	Object.fromEntries(fields) as Summary;

/** What n8n would hand on: no getters, no cycles, nothing that JSON cannot say. */
function asJson(output: unknown): unknown {
	if (typeof output === 'string') return output;
	try {
		return JSON.parse(JSON.stringify(output));
	} catch {
		return undefined;
	}
}

type Found = FoundSummary & { fields: Map<string, unknown> };

function readFields(found: Found, schema: CompiledSchema) {
	const values = new Map<string, unknown>();
	const errors: SummaryIssue[] = [];
	const sources = new Map(listedSources(found.sources));
	for (const [name, field] of schema.fields) {
		const path = pathOf(name);
		const read = readField(found.fields.get(name) ?? null, field, path);
		const isTwice = found.conflicts.has(name);
		if (isTwice) errors.push({ path, message: 'is given twice with different values' });
		else errors.push(...read.errors);
		const isMissing = !found.fields.has(name) && schema.required.has(name);
		// Of an output that is not whole, that is no news.
		if (isMissing && found.troubles.length === 0) errors.push({ path, message: MISSING });
		values.set(name, isTwice ? null : read.value);
		for (const [at, source] of Object.entries(read.sources)) sources.set(`${name}${at}`, source);
	}
	errors.push(...clearInvalid(values, errors, schema));
	for (const key of sources.keys()) {
		if ((values.get(key.replace(/\[\d+\]$/, '')) ?? null) === null) sources.delete(key);
	}
	return { summary: toSummary(values), errors, sources };
}

/** Makes `null` what does not fit, leaves out what need not be there, and tells what had no error yet. */
function clearInvalid(
	values: Map<string, unknown>,
	errors: readonly SummaryIssue[],
	schema: CompiledSchema,
): SummaryIssue[] {
	for (const [name, value] of values) {
		const mayBeAbsent = value === null && !schema.required.has(name) && !schema.nullable.has(name);
		if (mayBeAbsent) values.delete(name);
	}
	return schema.validate(Object.fromEntries(values)).flatMap((issue) => {
		const name = [...values.keys()].find((each) => isWithin(issue.path, each));
		if (name === undefined) return [issue];
		const isUnknown = values.get(name) === null && !schema.nullable.has(name);
		values.set(name, null);
		if (errors.some(({ path }) => isWithin(path, name))) return [];
		return [isUnknown ? { path: pathOf(name), message: 'is not known and has to be' } : issue];
	});
}

/** `sources: { field: id }` beside the fields, or a list of ids for a list. */
function listedSources(sources: unknown): [string, unknown][] {
	if (typeof sources !== 'object' || sources === null) return [];
	return Object.entries(sources).flatMap(([name, source]): [string, unknown][] =>
		Array.isArray(source)
			? source.map((each, index) => [`${name}[${index}]`, each])
			: [[name, source]],
	);
}

const MESSAGE_ID = /^[^\s\p{C}]{1,256}$/u;

function checkSources(sources: Map<string, unknown>, messageIds: readonly string[] | undefined) {
	const kept: Record<string, string> = {};
	const notes: SummaryIssue[] = [];
	for (const [key, id] of sources) {
		if (id === null || id === undefined) continue;
		const isMessage = typeof id === 'string' && MESSAGE_ID.test(id);
		if (isMessage && (messageIds?.includes(id) ?? true)) kept[key] = id;
		else
			notes.push({ path: pathOf(key), message: 'named a source that is no message of the chat' });
	}
	return { kept, notes };
}

/** Keys are the model's words too; only what looks like a name is repeated. */
const NAME = /^[A-Za-z][A-Za-z_-]{0,40}$/;

function notesOf({ extra, repairs }: FoundSummary): SummaryIssue[] {
	const dropped = extra.map((key) => ({
		path: NAME.test(key) ? pathOf(key) : '$',
		message: 'is no field of the schema and was dropped',
	}));
	const repaired = repairs.map((repair) => ({
		path: '$',
		message: `had ${repair}, which JSON does not allow`,
	}));
	return [...dropped, ...repaired];
}
