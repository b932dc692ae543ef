import { readAmount } from './summaryAmount';
import { isRecord } from './summaryEnvelopes';
import { readInstant } from './summaryInstant';
import type { SummaryIssue } from './summaryIssue';
import type { FieldSchema } from './summarySchema';
import { cleanValue, isUnknown } from './summaryText';

export interface FieldReading {
	/** `null` for unknown and for what does not fit. */
	value: unknown;
	/** Message ids by path below the field: `` for the field itself, `[1]` for an entry. */
	sources: Record<string, unknown>;
	errors: SummaryIssue[];
}

/** A value in the type that its field asks for, or why it cannot be had safely. */
type Conversion = { value: unknown } | { problem: string };

const YES = /^(yes|y|true|sí|si|sim|haan?|हाँ|हां|हा)$/i;
const NO = /^(no|n|false|não|nao|nahin?|नहीं|नही)$/i;

/** The types that a field names; none if it names no type. */
const typesOf = ({ type }: FieldSchema): unknown[] => (type === undefined ? [] : [type].flat());

/**
 * What a model wrote for one field, in the field's own type where that is safe: a number written as
 * money, yes or no, an instant with its offset, one text for a list. `unknown`, `n/a` and an empty text
 * are `null`; so is what does not fit, with an error that does not repeat it.
 */
export function readField(raw: unknown, field: FieldSchema, path: string): FieldReading {
	const { value, source } = withoutSource(cleanValue(raw), field);
	const sources = source === undefined ? {} : { '': source };
	const word = ownWord(value, field);
	if (word !== undefined || value === null) return { value: word ?? null, sources, errors: [] };
	if (typeof value === 'string' && isUnknown(value)) return { value: null, sources, errors: [] };
	const list = typesOf(field).includes('array') ? entriesOf(value, field) : null;
	if (list !== null) return readList(list, field, path, sources);
	const conversion = convert(value, field);
	if ('value' in conversion) return { value: conversion.value, sources, errors: [] };
	return { value: null, sources: {}, errors: [{ path, message: conversion.problem }] };
}

/** `{ value, source }`, unless the field is an object that has a `value` of its own. */
function withoutSource(raw: unknown, field: FieldSchema): { value: unknown; source?: unknown } {
	const isOwn =
		typesOf(field).includes('object') &&
		(!isRecord(field.properties) || Object.hasOwn(field.properties, 'value'));
	if (isOwn || !isRecord(raw) || !Object.hasOwn(raw, 'value')) return { value: raw };
	return { value: raw.value, source: raw.source ?? raw.source_message_id ?? raw.message_id };
}

/** One of the words that the field lists, whatever its case. */
function ownWord(value: unknown, { enum: listed, const: only }: FieldSchema): unknown {
	const words: unknown[] = Array.isArray(listed) ? listed : [only];
	if (words.includes(value) || typeof value !== 'string')
		return words.find((word) => word === value);
	const folded = value.toLowerCase();
	const alike = words.filter((word) => typeof word === 'string' && word.toLowerCase() === folded);
	return alike.length === 1 ? alike[0] : undefined;
}

const BULLET = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+/;

/** The entries that a value for a list stands for; null if it stands for none. */
function entriesOf(value: unknown, field: FieldSchema): unknown[] | null {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string' || typesOf(field).includes('string')) return null;
	if (value.startsWith('[')) return parsedAs(value, Array.isArray);
	const lines = value.split('\n');
	return lines.every((line) => BULLET.test(line))
		? lines.map((line) => line.replace(BULLET, ''))
		: [value];
}

/** Entries that say nothing are left out; a list of nothing else says nothing. */
function readList(
	list: unknown[],
	field: FieldSchema,
	path: string,
	sources: Record<string, unknown>,
): FieldReading {
	const { items } = field;
	if (!isRecord(items)) return { value: list, sources, errors: [] };
	const read = list.map((entry, index) => readField(entry, items, `${path}[${index}]`));
	const known = read.filter(({ value }) => value !== null);
	const errors = read.flatMap((entry) => entry.errors);
	for (const [index, { sources: own }] of known.entries()) {
		if ('' in own) sources[`[${index}]`] = own[''];
	}
	const saysNothing = list.length > 0 && known.length === 0;
	return { value: saysNothing ? null : known.map(({ value }) => value), sources, errors };
}

function convert(value: unknown, field: FieldSchema): Conversion {
	const types = typesOf(field);
	if (typeof value === 'string') return convertText(value, field, types);
	const type = Array.isArray(value) ? 'array' : typeof value;
	if (type === 'number' && !Number.isFinite(value)) return { problem: 'must be a finite number' };
	const fits = types.length === 0 || types.includes(type);
	if (fits || (type === 'number' && types.includes('integer'))) return { value };
	const isFreeText = types.includes('string') && field.format === undefined;
	if (isFreeText && type === 'number') return { value: String(value) };
	if (isFreeText && Array.isArray(value) && value.every((entry) => typeof entry === 'string')) {
		return { value: value.filter((entry) => !isUnknown(entry)).join(', ') || null };
	}
	if (types.includes('boolean') && (value === 0 || value === 1)) return { value: value === 1 };
	return { problem: `must be ${wanted(field)}, not ${type}` };
}

function convertText(value: string, field: FieldSchema, types: unknown[]): Conversion {
	const instant = field.format === 'date-time' ? readInstant(value) : null;
	if (instant !== null) return { value: instant };
	if (types.length === 0 || (types.includes('string') && field.format !== 'date-time')) {
		return { value };
	}
	if (types.includes('boolean') && (YES.test(value) || NO.test(value))) {
		return { value: YES.test(value) };
	}
	const amount = types.some(isNumber) ? readAmount(value) : null;
	if (amount !== null) return { value: amount };
	const object = types.includes('object') ? parsedAs(value, isRecord) : null;
	return object === null ? { problem: `must be ${wanted(field)}` } : { value: object };
}

const isNumber = (type: unknown): boolean => type === 'number' || type === 'integer';

/** What a field takes, in words. */
function wanted(field: FieldSchema): string {
	if (field.format === 'date-time') {
		return 'a date and time with offset, such as 2026-10-13T10:00:00+05:30';
	}
	const types = typesOf(field).filter((type) => type !== 'null');
	return types.map((type) => (isNumber(type) ? 'one plain number' : type)).join(' or ');
}

function parsedAs<T>(text: string, fits: (value: unknown) => value is T): T | null {
	try {
		const value: unknown = cleanValue(JSON.parse(text));
		return fits(value) ? value : null;
	} catch {
		return null;
	}
}
