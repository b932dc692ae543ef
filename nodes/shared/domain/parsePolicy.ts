import { parseRecapFields, parseTexts, parseThresholds } from './parsePolicyTables';
import { parseRecording } from './parseRecording';
import { parseQuiet, parseTeam } from './parseTeam';
import type { PolicyBody, SlotPolicy } from './policy';
import { GUARD_RULES, NUMBER_RULES, SLOT_RULES, type NumberRule } from './policyRules';
import type { GuardRules } from './qualityGuardRules';
import {
	isRecord,
	parseEntries,
	parseFields,
	parseNumber,
	type Fail,
	type Parser,
	type Parsers,
	type PolicyError,
} from './settingParser';
import { languageTag } from './texts/language';

const numbers = <Key extends string>(rules: Readonly<Record<Key, NumberRule>>) =>
	// One parser for each key of the rules.
	Object.fromEntries(
		Object.entries<NumberRule>(rules).map(([key, rule]) => [key, parseNumber(rule)]),
	) as Record<Key, Parser<number>>;

const SLOTS: Parsers<SlotPolicy> = numbers(SLOT_RULES);
const GUARD: Parsers<GuardRules> = numbers(GUARD_RULES);

/** A setting that is a group of others. */
const group =
	<T>(
		name: string,
		parse: (value: Record<string, unknown>, path: string, fail: Fail) => T,
	): Parser<T> =>
	(value, path, fail) =>
		isRecord(value) ? parse(value, path, fail) : fail(path, `${name} must be an object`);

const FIELDS: Parsers<PolicyBody> = {
	...numbers(NUMBER_RULES),
	recapFields: parseRecapFields,
	guard: group('Quality Guard', (value, path, fail) => parseFields(value, GUARD, path, fail)),
	recording: group('Recording', parseRecording),
	team: group('Team Hours', parseTeam),
	quietHours: (value, path, fail) => (value === null ? null : parseQuiet(value, path, fail)),
	slots: group('Slots', (value, path, fail) => parseFields(value, SLOTS, path, fail)),
	thresholds: parseThresholds,
	language: (value, path, fail) =>
		(typeof value === 'string' ? languageTag(value) : null) ??
		fail(path, 'Language must be a tag such as en, hi, hi-Latn, es or pt-BR'),
	texts: parseTexts,
	testContacts: (value, path, fail) =>
		parseEntries(value, path, fail, 'Test Contacts', parseTestContact),
};

/**
 * Reads the settings of a policy, spelt in camelCase as they are stored or in snake_case as people
 * write them. What cannot be used is left out and named; of a list the rest stays.
 */
export function parsePolicy(input: unknown): { body: PolicyBody; errors: PolicyError[] } {
	const errors: PolicyError[] = [];
	const fail: Fail = (path, message) => void errors.push({ path, message: `${message}.` });
	if (isRecord(input)) return { body: parseFields(input, FIELDS, '', fail), errors };
	fail('', 'A policy must be an object of settings, such as { "cool_down_hours": 4 }');
	return { body: {}, errors };
}

const parseTestContact: Parser<string> = (value, path, fail) => {
	const digits = typeof value === 'string' ? value.replace(/[\s().+-]/g, '') : '';
	// The number itself stays out of the message.
	return /^\d{5,15}$/.test(digits)
		? digits
		: fail(path, 'Test Contacts must be phone numbers with country code, such as +44 7700 900123');
};
