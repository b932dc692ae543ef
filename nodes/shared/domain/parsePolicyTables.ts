import type { Policy } from './policy';
import { isRecord, parseEntries, type Fail, type Parser } from './settingParser';
import { LONGEST_VALUE } from './texts';
import { languageTag } from './texts/language';
import { TEXT_KEYS, TEXT_RULES, type TextKey, type TextRule } from './texts/textKeys';

const LARGEST_AMOUNT = 1_000_000_000_000;

/** As operators name fields of their schema. */
const FIELD_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,99}$/u;

let currencies: Set<string> | undefined;

const isCurrency = (code: string): boolean =>
	(currencies ??= new Set(Intl.supportedValuesOf('currency'))).has(code);

/** High-value thresholds by ISO 4217 currency. */
export const parseThresholds: Parser<Policy['thresholds']> = (value, path, fail) => {
	if (!isRecord(value)) return fail(path, 'Thresholds must be amounts by currency');
	const thresholds: Policy['thresholds'] = {};
	for (const [name, amount] of Object.entries(value)) {
		const code = name.toUpperCase();
		const isAmount = typeof amount === 'number' && amount > 0 && amount <= LARGEST_AMOUNT;
		if (!isCurrency(code)) {
			fail(`${path}.${name}`, `Thresholds: ${name} is no currency of ISO 4217, such as INR`);
		} else if (!isAmount) {
			fail(`${path}.${name}`, `Thresholds: ${code} must be an amount over 0`);
		} else {
			thresholds[code] = amount;
		}
	}
	return thresholds;
};

/** What the team notes about a customer is not read back to them. */
export const NEVER_TOLD = ['sentiment', 'open_objections', 'consent_call'];

/** Fields of the brief that a recap tells the customer (V7). */
export const parseRecapFields: Parser<Policy['recapFields']> = (value, path, fail) => {
	const fields = parseEntries(value, path, fail, 'Recap Fields', parseRecapField);
	return fields && [...new Set(fields)];
};

const parseRecapField: Parser<string> = (value, path, fail) => {
	const field = typeof value === 'string' ? value.trim() : '';
	if (!FIELD_NAME.test(field)) {
		return fail(
			path,
			'Recap Fields must be names of fields of the brief, such as product_interest',
		);
	}
	if (!NEVER_TOLD.includes(field)) return field;
	return fail(
		path,
		`Recap Fields: ${field} is for the team alone, and is never sent to the customer`,
	);
};

/** Own texts by key and language. */
export const parseTexts: Parser<Policy['texts']> = (value, path, fail) => {
	if (!isRecord(value)) return fail(path, 'Texts must be words by text and language');
	const texts: Policy['texts'] = {};
	for (const [key, byLanguage] of Object.entries(value)) {
		const at = `${path}.${key}`;
		if (!isTextKey(key)) {
			fail(at, `Texts: there is no text ${key}; there are ${TEXT_KEYS.join(', ')}`);
		} else if (!isRecord(byLanguage)) {
			fail(at, `Texts: ${key} must be words by language`);
		} else {
			texts[key] = parseLanguages(key, byLanguage, at, fail);
		}
	}
	return texts;
};

const isTextKey = (key: string): key is TextKey => TEXT_KEYS.some((each) => each === key);

function parseLanguages(
	key: TextKey,
	byLanguage: Record<string, unknown>,
	path: string,
	fail: Fail,
): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [language, text] of Object.entries(byLanguage)) {
		const tag = languageTag(language);
		const wrong = tag === null ? 'is for no language, such as en or pt-BR' : wrongWith(key, text);
		if (wrong !== null) fail(`${path}.${language}`, `Texts: ${key} (${language}) ${wrong}`);
		else if (tag !== null && typeof text === 'string') found[tag] = text.trim();
	}
	return found;
}

function wrongWith(key: TextKey, text: unknown): string | null {
	const { max, placeholders, needs }: TextRule = TEXT_RULES[key];
	if (typeof text !== 'string' || text.trim() === '') return 'has no words';
	const named = [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
	const unknown = named.find((name) => !placeholders.some((each) => each === name));
	if (unknown !== undefined) {
		const known = placeholders.map((name) => `{${name}}`).join(', ') || 'none';
		return `has the placeholder {${unknown}}; it may have ${known}`;
	}
	if (needs !== undefined && !named.includes(needs)) return `must have the placeholder {${needs}}`;
	const longest = text.trim().replace(/\{[^{}]*\}/g, 'x'.repeat(LONGEST_VALUE)).length;
	if (longest <= max) return null;
	const room = named.length > 0 ? `, ${LONGEST_VALUE} for each placeholder` : '';
	return `has ${longest} characters${room}; WhatsApp allows ${max}`;
}
