import { isWithin, type SummaryIssue } from './summaryIssue';

/**
 * What was wrong: not there though known, there though nobody said it, of the wrong type, or simply
 * another value.
 */
export const CORRECTION_KINDS = ['missing', 'invented', 'wrong_type', 'wrong'] as const;

export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** One field that a representative changed after the call (S3). */
export interface Correction {
	field: string;
	kind: CorrectionKind;
	/** `null` for unknown. */
	before: unknown;
	after: unknown;
	/** Id of the representative. */
	by: string;
	at: string;
}

type Fields = Record<string, unknown>;

/**
 * The fields in which two summaries differ, by whom and when. The order of a list is no difference,
 * nor is the space around a text.
 *
 * @param errors Of the brief before: a field that did not fit was of the wrong type, not missing.
 */
export function diffSummary(
	before: Fields,
	after: Fields,
	{ by, at, errors = [] }: { by: string; at: string; errors?: readonly SummaryIssue[] },
): Correction[] {
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...names].flatMap((field) => {
		const [was, is] = [valueOf(before, field), valueOf(after, field)];
		if (sameText(was) === sameText(is)) return [];
		const isBadType = was === null && errors.some(({ path }) => isWithin(path, field));
		const kind = isBadType ? 'wrong_type' : kindOf(was, is);
		return [{ field, kind, before: was, after: is, by, at }];
	});
}

const valueOf = (fields: Fields, name: string): unknown =>
	(Object.hasOwn(fields, name) ? fields[name] : null) ?? null;

function kindOf(before: unknown, after: unknown): CorrectionKind {
	if (Array.isArray(before) && Array.isArray(after)) {
		const [had, has] = [before.map(sameText), after.map(sameText)];
		if (had.every((entry) => has.includes(entry))) return 'missing';
		return has.every((entry) => had.includes(entry)) ? 'invented' : 'wrong';
	}
	if (before === null) return 'missing';
	if (after === null) return 'invented';
	return typeof before === typeof after ? 'wrong' : 'wrong_type';
}

/** Equal for values that mean the same. */
function sameText(value: unknown): string {
	if (typeof value === 'string') return JSON.stringify(value.trim());
	if (Array.isArray(value)) return `[${value.map(sameText).sort().join()}]`;
	if (typeof value !== 'object' || value === null) return String(value);
	const members = Object.entries(value).map(
		([key, entry]) => `${JSON.stringify(key)}:${sameText(entry)}`,
	);
	return `{${members.sort().join()}}`;
}
