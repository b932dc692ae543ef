import { redact } from './redact';
import { isWithin, type SummaryIssue } from './summaryIssue';
import { asciiDigits, cleanText } from './summaryText';

/** What every target shows; the targets escape it. */
export interface BriefView {
	brief: {
		status: 'ready' | 'needs_review';
		fields: Record<string, unknown>;
		sources?: Record<string, string>;
		errors?: readonly SummaryIssue[];
	};
	/** Digits. */
	waId: string | null;
	/** ISO 4217, of the cart. */
	currency: string | null;
	/** `escalation_trigger`: why this call. */
	trigger: string | null;
	threadUrl: string | null;
	/** What an operator's own fields are called. */
	labels?: Record<string, string>;
}

export interface BriefRow {
	key: string;
	label: string;
	isKnown: boolean;
	/** The entries of a list, else one text. Not escaped. */
	texts: string[];
	/** Message ids. */
	sources: string[];
	/** What did not fit the schema, so that somebody has to look. */
	problem: string | null;
}

export const UNKNOWN_TEXT = 'Unknown';

const LABELS: Record<string, string> = {
	customer_name: 'Customer',
	product_interest: 'Interested in',
	estimated_cart: 'Estimated cart',
	room_constraints: 'Constraints',
	sentiment: 'Mood',
	open_objections: 'Open objections',
	photos_received: 'Photos received',
	consent_call: 'Agreed to a call',
};

/**
 * The brief line by line, unknown as unknown (S2).
 *
 * @param isShared Others than the representative may read it: phone numbers in texts are hidden.
 */
export const renderBriefRows = (view: BriefView, isShared: boolean): BriefRow[] =>
	Object.entries(view.brief.fields).map(([key, value]) => {
		const texts = textsOf(key, value, view);
		const { sources = {}, errors = [] } = view.brief;
		return {
			key,
			label: labelOf(key, view),
			isKnown: texts !== null,
			texts: (texts ?? [UNKNOWN_TEXT]).map((text) => shownText(text, isShared)),
			// Meta's ids of messages hold the customer's number.
			sources: isShared ? [] : sourcesOf(key, sources),
			problem: errors.find(({ path }) => isWithin(path, key))?.message ?? null,
		};
	});

/** Why this call, as others than the representative may read it or not. */
export const triggerOf = ({ trigger }: BriefView, isShared: boolean): string | null =>
	trigger === null ? null : shownText(cleanText(trigger), isShared);

const sourcesOf = (key: string, sources: Record<string, string>): string[] =>
	Object.keys(sources)
		.filter((at) => at === key || at.startsWith(`${key}[`))
		.map((at) => sources[at] ?? '');

const labelOf = (key: string, { labels = {} }: BriefView): string => {
	const own = Object.hasOwn(labels, key) ? labels[key] : undefined;
	if (own !== undefined) return cleanText(own);
	if (Object.hasOwn(LABELS, key)) return LABELS[key] ?? key;
	const words = cleanText(key).replace(/[_-]+/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
};

/**
 * What parts digits, besides the spaces, dots and hyphens that `redact` knows. A slash parts a number
 * only before a long rest: 08/11/2026 is a date.
 */
const ODD_GAP = String.raw`(?:[\p{Pd}\p{Pc}\p{Cf}\p{M}·•∙]|\/(?=\d{5}))`;
const NUMBER = new RegExp(String.raw`\d(?:(?:[\s().]|${ODD_GAP}){0,4}\d){6,}`, 'gu');
const ODD_GAPS = new RegExp(`${ODD_GAP}+`, 'gu');

/** Numbers in any script's digits are hidden where others read; dates and grouped amounts stay. */
const shownText = (text: string, isShared: boolean): string =>
	isShared
		? redact(asciiDigits(text).replace(NUMBER, (number) => number.replace(ODD_GAPS, '-')))
		: text;

function textsOf(key: string, value: unknown, view: BriefView): string[] | null {
	if (Array.isArray(value)) {
		return value.length === 0 ? ['None'] : value.map((entry) => textOf(entry) ?? UNKNOWN_TEXT);
	}
	const { currency } = view;
	if (key === 'estimated_cart' && typeof value === 'number') return [money(value, currency)];
	const text = textOf(value);
	if (text === null) return null;
	return [key === 'consent_call' ? instantText(text) : text];
}

function textOf(value: unknown): string | null {
	if (typeof value === 'boolean') return value ? 'Yes' : 'No';
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
	if (typeof value === 'string') return cleanText(value) || null;
	if (typeof value !== 'object' || value === null) return null;
	try {
		return cleanText(JSON.stringify(value));
	} catch {
		return null;
	}
}

/** Grouped as the currency's country groups; an unknown currency is left out. */
function money(value: number, currency: string | null): string {
	const code = currency !== null && /^[A-Z]{3}$/.test(currency) ? `${currency} ` : '';
	const locale = currency === 'INR' ? 'en-IN' : 'en';
	return code + new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

/** `2026-10-13T10:00:00+05:30` → `2026-10-13 10:00 (UTC+05:30)`. */
function instantText(instant: string): string {
	const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})[\d:.]*(Z|[+-]\d{2}:\d{2})$/.exec(instant);
	if (!parts) return instant;
	const [, date, clock, offset] = parts;
	return `${date} ${clock} (UTC${offset === 'Z' ? '' : offset})`;
}
