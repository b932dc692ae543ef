import { correctableKind } from './correctableFields';
import type { DeskFieldKind } from './deskProtocol';
import { DEFAULT_SUMMARY_SCHEMA, type FieldSchema } from './summarySchema';

/** The lengths of the eight fields of S1, which keep transcripts out (S2). */
const SCHEMAS: Readonly<Record<DeskFieldKind, (value: unknown) => FieldSchema>> = {
	text: () => ({ type: ['string', 'null'], maxLength: 1000 }),
	list: () => ({
		type: ['array', 'null'],
		items: { type: 'string', maxLength: 1000 },
		maxItems: 50,
	}),
	number: () => ({ type: ['number', 'null'] }),
	yes_no: () => ({ type: ['boolean', 'null'] }),
	json: (value) => ({ type: [Array.isArray(value) ? 'array' : 'object', 'null'] }),
};

/**
 * What corrections of a brief at the desk have to fit (S3), as `correctBrief` takes it. The ledger keeps
 * no schema of an operator's own fields: each takes the kind of value that stands in it.
 */
export const deskSchema = (fields: Record<string, unknown>): object => ({
	properties: Object.fromEntries(
		Object.entries(fields)
			.filter(([name]) => !Object.hasOwn(DEFAULT_SUMMARY_SCHEMA.properties, name))
			.map(([name, value]) => [name, SCHEMAS[correctableKind(name, value)](value)]),
	),
});
