import type { PolicyBody } from './policy';
import { GUARD_RULES, NUMBER_RULES, RECORDING_NAMES, SLOT_RULES } from './policyRules';
import type { PolicyError } from './settingParser';
import { snakeCase } from './snakeCase';
import { parseWindows, WEEKDAYS } from './windowText';

/** One line of a form: a text, or a number where one is asked for. */
export type Line = string | number;

/** The settings of a policy as lines of a form, in the order in which a person fills them in. */
export const SETTING_LINES = [
	'teamZone',
	...WEEKDAYS.map((day) => day.toLowerCase()),
	'holidays',
	'publicHolidays',
	'quietHours',
	...Object.keys(NUMBER_RULES),
	...Object.keys(SLOT_RULES).map((key) => groupLine('slot', key)),
	'recapFields',
	...Object.keys(RECORDING_NAMES).map((key) => groupLine('recording', key)),
	...Object.keys(GUARD_RULES).map((key) => groupLine('guard', key)),
	'thresholds',
	'language',
	'testContacts',
];

/** `lengthMinutes` of the slots is the line `slotLengthMinutes`. */
export function groupLine(group: 'slot' | 'guard' | 'recording', key: string): string {
	return `${group}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

/**
 * Settings written as lines, named in camelCase or snake_case, as a policy that `checkPolicy` takes.
 * An empty line leaves its setting alone, `none` empties it; lines of other names are ignored. With
 * hours for any weekday the days without are closed.
 */
export function readSettings(lines: Record<string, unknown>): {
	settings: object;
	errors: PolicyError[];
} {
	const line = (name: string) => lineOf(lines[name] ?? lines[snakeCase(name)]);
	const errors: PolicyError[] = [];
	const weekly = readWeek(line, errors);
	const numbers = (rules: object, nameOf: (key: string) => string) =>
		present(Object.keys(rules).map((key) => [key, asNumber(line(nameOf(key)))]));
	const team = present([
		['zone', line('teamZone')],
		['weekly', weekly],
		['holidays', asList(line('holidays'), /[\s,;]+/)],
		['publicHolidays', asPlace(line('publicHolidays'))],
	]);
	const settings = present([
		['team', unlessEmpty(team)],
		['quietHours', readQuiet(line('quietHours'))],
		...Object.entries(numbers(NUMBER_RULES, (key) => key)),
		['slots', unlessEmpty(numbers(SLOT_RULES, (key) => groupLine('slot', key)))],
		['recapFields', asList(line('recapFields'), /[\s,;]+/)],
		['recording', unlessEmpty(readRecording(line))],
		['guard', unlessEmpty(numbers(GUARD_RULES, (key) => groupLine('guard', key)))],
		['thresholds', asAmounts(line('thresholds'))],
		['language', line('language')],
		['testContacts', asList(line('testContacts'), /[,;\n]+/)],
	]);
	return { settings, errors };
}

type ReadLine = (name: string) => string | undefined;

const present = (entries: [name: string, value: unknown][]): Record<string, unknown> =>
	Object.fromEntries(entries.filter(([, value]) => value !== undefined));

const unlessEmpty = (settings: object): object | undefined =>
	Object.keys(settings).length > 0 ? settings : undefined;

function lineOf(value: unknown): string | undefined {
	const isLine = ['string', 'number', 'boolean'].includes(typeof value);
	const text = isLine ? String(value).trim() : '';
	return text === '' ? undefined : text;
}

const isNone = (line: string): boolean => /^none$/i.test(line);

/** A text that is no number stays one, so that the check names it. */
const asNumber = (line: string | undefined): unknown =>
	line === undefined || Number.isNaN(Number(line)) ? line : Number(line);

/** `yes`, `no`, or what a node's switch gives. */
function asYesOrNo(line: string | undefined): unknown {
	if (line !== undefined && /^(yes|true|on)$/i.test(line)) return true;
	return line !== undefined && /^(no|false|off)$/i.test(line) ? false : line;
}

function asList(line: string | undefined, separator: RegExp): string[] | undefined {
	if (line === undefined) return undefined;
	return isNone(line) ? [] : line.split(separator).filter((entry) => entry.trim() !== '');
}

/** `IN`, or with a region `IN-MH`. */
function asPlace(line: string | undefined): object | null | undefined {
	if (line === undefined) return undefined;
	if (isNone(line)) return null;
	const [country, ...region] = line.split('-');
	return { country, region: region.join('-') || null };
}

/** `USD 500, INR 15000`. */
function asAmounts(line: string | undefined): Record<string, unknown> | undefined {
	const entries = asList(line, /[,;\n]+/);
	return (
		entries &&
		Object.fromEntries(
			entries.map((entry) => {
				const [currency = '', ...amount] = entry.trim().split(/[\s:=]+/);
				return [currency, asNumber(amount.join(''))];
			}),
		)
	);
}

function readRecording(read: ReadLine): Record<string, unknown> {
	const line = (key: keyof typeof RECORDING_NAMES) => read(groupLine('recording', key));
	const orNone = (key: 'purpose' | 'keepDays') => {
		const text = line(key);
		return text !== undefined && isNone(text) ? null : text;
	};
	const keepDays = orNone('keepDays');
	return present([
		['calls', asYesOrNo(line('calls'))],
		['transcripts', asYesOrNo(line('transcripts'))],
		['purpose', orNone('purpose')],
		['keepDays', keepDays === null ? null : asNumber(keepDays)],
		['representativesTold', asYesOrNo(line('representativesTold'))],
		['storage', line('storage')?.toLowerCase()],
	]);
}

function readQuiet(line: string | undefined): unknown {
	if (line === undefined) return undefined;
	if (isNone(line)) return null;
	const [window, another] = parseWindows(line) ?? [];
	return another === undefined ? (window ?? line) : line;
}

function readWeek(line: ReadLine, errors: PolicyError[]): object[] | undefined {
	const days = WEEKDAYS.map((name) => ({ name, text: line(name.toLowerCase()) }));
	if (days.every(({ text }) => text === undefined)) return undefined;
	return days.flatMap(({ name, text = 'closed' }, index) => {
		const windows = parseWindows(text);
		if (windows) return windows.map((window) => ({ day: index + 1, ...window }));
		const message = `${name} must be hours such as 09:00-13:00, 14:00-18:00, or closed.`;
		errors.push({ path: name.toLowerCase(), message });
		return [];
	});
}

/** What stands, with the settings that are given now: lists anew, texts by key and language. */
export function mergePolicy(stands: PolicyBody, given: PolicyBody): PolicyBody {
	const texts = { ...stands.texts };
	for (const [key, byLanguage] of Object.entries(given.texts ?? {})) {
		texts[key] = { ...texts[key], ...byLanguage };
	}
	const merged: PolicyBody = { ...stands, ...given };
	if (stands.team && given.team) merged.team = { ...stands.team, ...given.team };
	if (stands.slots && given.slots) merged.slots = { ...stands.slots, ...given.slots };
	if (stands.guard && given.guard) merged.guard = { ...stands.guard, ...given.guard };
	if (stands.recording && given.recording) {
		merged.recording = { ...stands.recording, ...given.recording };
	}
	if (given.texts) merged.texts = texts;
	return merged;
}
