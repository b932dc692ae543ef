import type { Policy } from './policy';
import { EN } from './texts/en';
import { ES } from './texts/es';
import { HI } from './texts/hi';
import { HI_LATN } from './texts/hiLatn';
import { LANGUAGES, languageTag, widerTags, type Language } from './texts/language';
import { PT } from './texts/pt';
import type { HouseTexts, Placeholder, TextKey } from './texts/textKeys';

export { LANGUAGES, languageTag, type Language } from './texts/language';
export { PLACEHOLDERS, TEXT_KEYS, TEXT_RULES } from './texts/textKeys';
export type { Placeholder, TextKey, TextRule } from './texts/textKeys';

/** What the placeholders stand for; null or absent: not known. */
export type TextValues = Partial<Record<Placeholder, string | null>>;

export const HOUSE_TEXTS: HouseTexts = { en: EN, hi: HI, 'hi-Latn': HI_LATN, es: ES, pt: PT };

/** The longest value that a text takes in, in characters; a longer one is cut. */
export const LONGEST_VALUE = 60;

/** Of a summary: so many lines, and characters of each. */
export const SUMMARY_LINES = 8;
export const LONGEST_SUMMARY_LINE = 100;

/**
 * A text for a customer, with the language it is in: the operator's own words before the house's, in
 * the customer's language, else the policy's, else English. `pt_BR` and `pt-BR` find `pt`.
 *
 * A placeholder without a value goes, with the comma before it (“Hello, {name}”) or the brackets
 * around it (“… a time ({zone})”).
 */
export function policyText(
	policy: Pick<Policy, 'texts' | 'language'>,
	key: TextKey,
	language: string | null,
	values: TextValues = {},
): { text: string; language: string } {
	for (const tag of wantedTags(language, policy.language)) {
		const text = ownText(policy.texts[key], tag) ?? houseText(key, tag);
		if (text !== null) return { text: fill(text, values), language: tag };
	}
	return { text: fill(EN[key], values), language: 'en' };
}

const wantedTags = (...languages: (string | null)[]): string[] =>
	languages
		.map((language) => languageTag(language ?? ''))
		.flatMap((tag) => (tag === null ? [] : widerTags(tag)));

function ownText(byLanguage: Record<string, string> | undefined, tag: string): string | null {
	const found = Object.entries(byLanguage ?? {}).find(([own]) => languageTag(own) === tag);
	return found?.[1] || null;
}

const isHouse = (tag: string): tag is Language => LANGUAGES.some((language) => language === tag);

const houseText = (key: TextKey, tag: string): string | null =>
	isHouse(tag) ? HOUSE_TEXTS[tag][key] : null;

function fill(text: string, values: TextValues): string {
	// Any name may stand in an operator's text; an unknown one has no value.
	const known = values as Record<string, string | null | undefined>;
	const valueOf = (name: string) => {
		const value = known[name] ?? '';
		return name === 'summary' ? someLines(value) : oneLine(value, LONGEST_VALUE);
	};
	return text
		.replace(/\s*\([^()]*\{(\w+)\}[^()]*\)/g, (group, name: string) => valueOf(name) && group)
		.replace(/(,?\s*)\{(\w+)\}/g, (_, before: string, name: string) => {
			const value = valueOf(name);
			return value && before + value;
		})
		.trim();
}

/** A name is a customer's text: it may be long, or of several lines. */
function oneLine(value: string, limit: number): string {
	const characters = [...value.replace(/\s+/g, ' ').trim()];
	if (characters.length <= limit) return characters.join('');
	return `${characters.slice(0, limit - 1).join('')}…`;
}

/** The one value that may have several: a line for each thing that was discussed. */
const someLines = (value: string): string =>
	value
		.split(/\r\n|[\n\r\u2028\u2029]/)
		.map((line) => oneLine(line, LONGEST_SUMMARY_LINE))
		.filter(Boolean)
		.slice(0, SUMMARY_LINES)
		.join('\n');
