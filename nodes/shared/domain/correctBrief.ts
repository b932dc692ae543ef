import { diffSummary, type Correction } from './briefCorrections';
import { compileSummarySchema, readSummary } from './summary';
import { isWithin, issue, pathOf, type SummaryIssue } from './summaryIssue';
import { isUnknown } from './summaryText';

/** The parts of a brief that a correction touches. */
export interface CorrectableBrief {
	status: 'ready' | 'needs_review';
	fields: Record<string, unknown>;
	sources: Record<string, string>;
	errors: SummaryIssue[];
}

export type CorrectionResult =
	| { ok: true; brief: CorrectableBrief; corrections: Correction[] }
	/** What cannot be taken over, by path; nothing is corrected then. */
	| { ok: false; errors: SummaryIssue[] };

/** When the customer agreed to a call: the one field that nobody corrects. */
export const CONSENT_FIELD = 'consent_call';

/**
 * The brief with what a representative put right (S3). Only the given fields change; the word
 * `unknown` or null takes a value out. A value that does not fit the schema is refused, so that a slip
 * of the pen is not kept as an error of the model; so is a consent, which the ledger alone knows. What
 * was wrong with a corrected field is settled; what was wrong with the output as a whole is once no
 * field of it is left that nobody has gone over. Never throws.
 *
 * @param given By field name.
 */
export function correctBrief(
	before: CorrectableBrief,
	given: Record<string, unknown>,
	{ by, at, schema }: { by: string; at: string; schema?: unknown },
): CorrectionResult {
	const compiled = compileSummarySchema(schema);
	if (!compiled.ok) return compiled;
	const names = Object.keys(given);
	const known = [...compiled.schema.fields.keys()];
	const values = known.map((name) => [
		name,
		valueOf(Object.hasOwn(given, name) ? given : before.fields, name),
	]);
	const { summary, errors } = readSummary(Object.fromEntries(values), { schema });
	const isTakenOut = (name: string) => saysNothing(given[name]);
	const wrong = errors.filter(({ path }) => isAbout(path, names));
	const slips = wrong.filter(({ path }) => !isAbout(path, names.filter(isTakenOut)));
	const refused = [...names.flatMap((name) => notCorrectable(name, known)), ...slips];
	if (refused.length > 0) return { ok: false, errors: refused };
	const corrected = names.map((name) => [name, summary[name] ?? null]);
	const fields = { ...before.fields, ...Object.fromEntries(corrected) };
	const corrections = diffSummary(before.fields, fields, { by, at, errors: before.errors });
	const open = [...openErrors(before, names), ...wrong];
	return {
		ok: true,
		brief: {
			status: open.length === 0 ? 'ready' : 'needs_review',
			fields,
			sources: withoutThose(before.sources, corrections),
			errors: open,
		},
		corrections,
	};
}

const valueOf = (fields: Record<string, unknown>, name: string): unknown =>
	(Object.hasOwn(fields, name) ? fields[name] : null) ?? null;

const isAbout = (path: string, names: readonly string[]): boolean =>
	names.some((name) => isWithin(path, name));

const saysNothing = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && isUnknown(value));

function notCorrectable(name: string, known: readonly string[]): SummaryIssue[] {
	if (name === CONSENT_FIELD) return [issue(pathOf(name), 'is taken from the ledger alone')];
	return known.includes(name) ? [] : [issue(pathOf(name), 'is no field of the schema')];
}

/** What stays wrong with the fields that were not corrected, and with the output as a whole. */
function openErrors({ fields, errors }: CorrectableBrief, names: string[]): SummaryIssue[] {
	const isGoneOver = Object.keys(fields).every(
		(name) => name === CONSENT_FIELD || names.includes(name) || valueOf(fields, name) === null,
	);
	const own = Object.keys(fields);
	return errors.filter(({ path }) => !isAbout(path, names) && (isAbout(path, own) || !isGoneOver));
}

/** The message that a value came from did not say what stands there now. */
const withoutThose = (sources: Record<string, string>, corrections: readonly Correction[]) =>
	Object.fromEntries(
		Object.entries(sources).filter(
			([key]) => !corrections.some(({ field }) => key.replace(/\[\d+\]$/, '') === field),
		),
	);
