import { CONSENT_FIELD } from './correctBrief';
import type { DeskAfterView, DeskFieldKind } from './deskProtocol';
import type { BriefCard } from './renderBriefCard';
import { DEFAULT_SUMMARY_SCHEMA, type FieldSchema } from './summarySchema';

type DeskField = DeskAfterView['fields'][number];

/**
 * The fields of a brief as a representative corrects them (S3), called as on its card. The eight of S1
 * take what their schema says; an operator's own takes what stands in it.
 */
export const correctableFields = (fields: Record<string, unknown>, card: BriefCard): DeskField[] =>
	card.rows
		.filter(({ key }) => key !== CONSENT_FIELD)
		.map(({ key: name, label }) => {
			const value = fields[name] ?? null;
			return { name, label, value, kind: correctableKind(name, value) };
		});

export const correctableKind = (name: string, value: unknown): DeskFieldKind =>
	kindBySchema(name) ?? kindOf(value);

const KINDS: Readonly<Record<string, DeskFieldKind>> = {
	string: 'text',
	array: 'list',
	number: 'number',
	boolean: 'yes_no',
};

function kindBySchema(name: string): DeskFieldKind | undefined {
	const schemas: Record<string, FieldSchema> = DEFAULT_SUMMARY_SCHEMA.properties;
	const type = Object.hasOwn(schemas, name) ? schemas[name]?.type : undefined;
	const [first] = Array.isArray(type) ? type : [type];
	return KINDS[String(first)];
}

function kindOf(value: unknown): DeskFieldKind {
	if (value === null) return 'text';
	if (Array.isArray(value)) {
		return value.every((entry) => typeof entry === 'string') ? 'list' : 'json';
	}
	return KINDS[typeof value] ?? 'json';
}
