import type { NumberRule } from './policyRules';
import { snakeCase } from './snakeCase';

/** A setting that cannot be used as given. */
export interface PolicyError {
	/** Where it stands, such as `team.weekly[0].from`; empty for the whole. */
	path: string;
	/** What it must be, beginning with the name of the setting. */
	message: string;
}

/** Notes what is wrong; the value counts as not given. */
export type Fail = (path: string, message: string) => undefined;

/** Makes a usable value of a given one, or fails. */
export type Parser<T> = (value: unknown, path: string, fail: Fail) => T | undefined;

export type Parsers<T> = { [Key in keyof T]-?: Parser<Exclude<T[Key], undefined>> };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A number within the bounds of its rule. */
export const parseNumber =
	({ name, min, max, fraction }: NumberRule): Parser<number> =>
	(value, path, fail) => {
		const fits = typeof value === 'number' && value >= min && value <= max;
		if (fits && (fraction || Number.isInteger(value))) return value;
		const kind = fraction ? 'a number' : 'a whole number';
		return fail(path, `${name} must be ${kind} from ${min} to ${max}`);
	};

/**
 * The fields of an object that can be used, named in camelCase or snake_case. Other names are
 * errors: a typing error must not pass for a setting.
 */
export function parseFields<T extends object>(
	input: Record<string, unknown>,
	parsers: Parsers<T>,
	parent: string,
	fail: Fail,
): Partial<T> {
	const found: Partial<T> = {};
	// The keys of an object of parsers are the fields.
	const keys = Object.keys(parsers) as (keyof T & string)[];
	for (const [name, value] of Object.entries(input)) {
		const path = parent ? `${parent}.${snakeCase(name)}` : snakeCase(name);
		const key = keys.find((each) => each === name || snakeCase(each) === name);
		if (key === undefined) {
			fail(path, `There is no setting ${path}`);
			continue;
		}
		const parsed = parsers[key](value, path, fail);
		if (parsed !== undefined) found[key] = parsed;
	}
	return found;
}

/** The entries of a list that can be used. */
export function parseEntries<T>(
	value: unknown,
	path: string,
	fail: Fail,
	name: string,
	parse: Parser<T>,
): T[] | undefined {
	if (!Array.isArray(value)) return fail(path, `${name} must be a list`);
	return value.flatMap((entry, index) => {
		const parsed = parse(entry, `${path}[${index}]`, fail);
		return parsed === undefined ? [] : [parsed];
	});
}
