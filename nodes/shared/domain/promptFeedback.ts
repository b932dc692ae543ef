import { CORRECTION_KINDS, type Correction, type CorrectionKind } from './briefCorrections';
import { asciiDigits } from './summaryText';

/** What a supervisor wants the model to heed (S3), in the supervisor's own words. */
export interface Guidance {
	field: string;
	/** Null for every kind of error of the field. */
	kind: CorrectionKind | null;
	text: string;
	/** Null until a supervisor has approved it; then it may reach the prompt. */
	approvedAt: string | null;
}

export interface Feedback {
	field: string;
	kind: CorrectionKind;
	count: number;
	/** Approved, and free of what customers said; else null. */
	guidance: string | null;
	/** There is approved guidance that repeats a corrected value, so it is kept back. */
	isWithheld: boolean;
}

/**
 * How often which field was wrong in which way, most frequent first, with approved guidance. No value
 * of any correction is in it: what a customer said or a model made up never reaches the prompt of
 * another customer's chat, not even through a guidance that quotes it. Fields that the schema does not
 * have are left out, since their names are not the operator's.
 *
 * @param corrections What is counted, such as the last week's.
 * @param everMade Whose values no guidance may repeat: an old one is no less a customer's.
 */
export function promptFeedback(
	corrections: readonly Correction[],
	guidance: readonly Guidance[],
	fieldNames: readonly string[],
	everMade: readonly Correction[] = corrections,
): Feedback[] {
	const said = traces(everMade);
	const counted = fieldNames.flatMap((field) =>
		CORRECTION_KINDS.map((kind) => ({
			field,
			kind,
			count: corrections.filter((each) => each.field === field && each.kind === kind).length,
		})),
	);
	const found = counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
	return found.map((each) => {
		const approved = guidanceFor(each, guidance);
		const isWithheld = approved !== null && repeats(approved, said);
		return { ...each, guidance: isWithheld ? null : approved, isWithheld };
	});
}

/** The feedback as lines for a prompt. */
export const feedbackLines = (feedback: readonly Feedback[]): string[] =>
	feedback.map(({ field, kind, count, guidance }) => {
		const times = count === 1 ? 'once' : `${count} times`;
		return `${field} ${WORDS[kind]} ${times}.${guidance === null ? '' : ` ${guidance}`}`;
	});

const WORDS: Record<CorrectionKind, string> = {
	missing: 'was left unknown although the customer had said it,',
	invented: 'was filled in although the customer had not said it,',
	wrong_type: 'had the wrong type,',
	wrong: 'was wrong,',
};

/** The newest approved guidance for a kind of error, else for the field. */
function guidanceFor(
	{ field, kind }: { field: string; kind: CorrectionKind },
	guidance: readonly Guidance[],
): string | null {
	const approved = guidance
		.filter((each) => each.field === field && each.approvedAt !== null && each.text.trim() !== '')
		.sort((a, b) => Date.parse(b.approvedAt ?? '') - Date.parse(a.approvedAt ?? ''));
	const fitting = [kind, null].flatMap((wanted) => approved.filter((each) => each.kind === wanted));
	return fitting[0]?.text.trim().replace(/\s+/g, ' ') ?? null;
}

/** Whether a guidance may go to the prompt: whoever approves it is told at once. */
export const quotesCorrections = (text: string, corrections: readonly Correction[]): boolean =>
	repeats(text, traces(corrections));

/** So many words in a row are a quotation. */
const QUOTED_WORDS = 3;
/** A number of so many digits is a price, a phone number or an address … */
const TELLING_DIGITS = 3;
/** … and so many digits of a longer one give it away. */
const TELLING_PART = 5;

/** What would give corrections' values away. */
interface Traces {
	/** Folded words with a space around: whole values, runs of words, every word of a name. */
	phrases: Set<string>;
	numbers: Set<string>;
}

function traces(corrections: readonly Correction[]): Traces {
	const phrases = new Set<string>();
	const numbers = new Set<string>();
	for (const { field, before, after } of corrections) {
		for (const words of [before, after].flatMap(leaves).flatMap(foldedForms)) {
			phrases.add(spaced(words));
			for (const [index, word] of words.entries()) {
				const run = words.slice(index, index + QUOTED_WORDS);
				if (run.length === QUOTED_WORDS) phrases.add(spaced(run));
				if (isTelling(word)) numbers.add(word);
				if (field === 'customer_name' && word.length > 2) phrases.add(spaced([word]));
			}
		}
	}
	phrases.delete(spaced([]));
	return { phrases, numbers };
}

function repeats(text: string, { phrases, numbers }: Traces): boolean {
	const forms = foldedForms(text);
	const own = forms.flat().filter(isTelling);
	return (
		[...phrases].some((phrase) => forms.some((words) => spaced(words).includes(phrase))) ||
		[...numbers].some((number) => own.some((other) => sharesDigits(number, other)))
	);
}

const isTelling = (word: string): boolean => /^\d+$/.test(word) && word.length >= TELLING_DIGITS;

function sharesDigits(a: string, b: string): boolean {
	const [short, long] = a.length < b.length ? [a, b] : [b, a];
	return a === b || (short.length >= TELLING_PART && long.includes(short));
}

const spaced = (words: readonly string[]): string => ` ${words.join(' ')} `;

/** Every text and number in a value; yes and no give nobody away. */
function leaves(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value === 'number') return [String(value)];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(leaves);
}

/** The words without case and accents; once more with groups of digits joined to one number. */
function foldedForms(text: string): string[][] {
	const folded = asciiDigits(text).normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
	const joined = folded.replace(/(?<=\d)[\s.,'’()-]+(?=\d)/g, '');
	return [folded, joined].map((form) =>
		form.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''),
	);
}
