import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairJson } from '../../../nodes/shared/domain/repairJson';

const whole = (values: unknown[], repairs: string[] = []) => ({
	values,
	trouble: null,
	repeated: [],
	repairs,
});

const containers = fc
	.jsonValue({ maxDepth: 4 })
	.filter((value) => typeof value === 'object' && value !== null);

describe('repairJson (S1)', () => {
	it('reads what JSON allows as JSON.parse reads it', () => {
		fc.assert(
			fc.property(containers, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
				const text = JSON.stringify(value, null, indent);
				expect(repairJson(text)).toEqual(whole([JSON.parse(text)]));
			}),
			{ numRuns: 500 },
		);
	});

	it('calls every beginning of it cut off, but for the beginnings before the first bracket', () => {
		fc.assert(
			fc.property(containers, (value) => {
				const text = `Here: ${JSON.stringify(value)}`;
				for (let length = 'Here: {'.length; length < text.length; length++) {
					expect(repairJson(text.slice(0, length)).trouble).toBe('cut');
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('never throws', () => {
		const pieces = fc.array(
			fc.oneof(
				fc.string({ maxLength: 5 }),
				fc.constantFrom(
					...'{}[]:,"\'`\\/-0'.split(''),
					'true',
					'None',
					'\\u',
					'//',
					'```',
					'<json>',
				),
			),
			{ maxLength: 40 },
		);
		fc.assert(
			fc.property(pieces, (each) => {
				expect(() => repairJson(each.join(''))).not.toThrow();
			}),
			{ numRuns: 3000 },
		);
	});

	it.each<[string, string, unknown[], string[]]>([
		['a trailing comma', '{"a": [1, 2,], }', [{ a: [1, 2] }], ['a trailing comma']],
		['single quotes', "{'a': 'x \"y\" z'}", [{ a: 'x "y" z' }], ['quotes other than "']],
		['typographic quotes', "{“a”: “it's”}", [{ a: "it's" }], ['quotes other than "']],
		['keys without quotes', '{a: 1, $b-c: 2}', [{ a: 1, '$b-c': 2 }], ['keys without quotes']],
		['comments', '{"a": 1, // why\n "b": 2}', [{ a: 1, b: 2 }], ['comments']],
		['an address, which is no comment', '{"a": "https://x"}', [{ a: 'https://x' }], []],
		[
			'Python',
			'{"a": None, "b": [True, False]}',
			[{ a: null, b: [true, false] }],
			['words of Python or JavaScript'],
		],
		['odd escapes', '{"a\\_b": "\\$5"}', [{ a_b: '$5' }], ['an escape that JSON does not have']],
		['every escape', '{"a": "\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"}', [{ a: '"\\/\b\f\n\r\té' }], []],
		['line breaks in a text', '{"a": "x\ny"}', [{ a: 'x\ny' }], []],
		['several values', '{"a": 1} and [2]', [{ a: 1 }, [2]], []],
		['brackets in prose', 'as in {this} or [that]: {"a": 1}', [{ a: 1 }], []],
		['a key of every object', '{"__proto__": 1}', [JSON.parse('{"__proto__": 1}')], []],
	])('reads %s', (_, text, values, repairs) => {
		expect(repairJson(text)).toEqual(whole(values, repairs));
	});

	it.each<[string, string, unknown[]]>([
		['an apostrophe in single quotes', "{'a': 1, 'b': 'it's'}", [{ a: 1 }]],
		['a quote in a text', '{"a": 1, "b": "5" wide", "c": 2}', [{ a: 1 }]],
		['no comma', '{"a": 1 "b": 2}', [{}]],
		['two commas', '{"z": 0, "a": 1,, "b": 2}', [{ z: 0 }]],
		['digits in groups', '{"z": 0, "a": 4,50,000}', [{ z: 0 }]],
		['quotes that end a text early', '{"z": 0, "a": "98", wide 84""}', [{ z: 0 }]],
		['no colon after a key', '{"z": 0, "a": 1, "b" 2}', [{ z: 0 }]],
		['an unknown word', '{"a": 1, "b": maybe}', [{ a: 1 }]],
		['an odd number', '{"a": 1, "b": 1.2.3}', [{ a: 1 }]],
		['another bracket', '{"a": 1, "b": [2}', [{ a: 1 }]],
		['half an escape', '{"a": 1, "b": "\\u12x"}', [{ a: 1 }]],
		['depth', `{"a": ${'['.repeat(80)}${']'.repeat(80)}}`, [expect.anything()]],
	])('is broken by %s and reads nothing behind it', (_, text, values) => {
		const read = repairJson(`${text} {"a": "not read"}`);
		expect(read.trouble).toBe('broken');
		expect(read.values).toEqual(values);
	});

	it('tells keys that stand twice with different values', () => {
		const text = '{"a": 1, "a": 2, "b": [1], "b": [1], "c": {"d": 1, "d": null}}';
		expect(repairJson(text).repeated).toEqual(['a', 'd']);
	});

	it.each([
		['```json\n{}\n```', null],
		['```json\n{}', 'cut'],
		['```json\n{}\n``', 'cut'],
		['````\n{}\n```', 'cut'],
		['~~~\n{}\n```', 'cut'],
		['```\n{}\n```\nand\n```js\n1', null],
		['{}\n```', null],
		['`{}`', null],
		['`{}', 'cut'],
		['``{}`', 'cut'],
		['"{}"', null],
		['"{}', 'cut'],
		['({}', 'cut'],
		['“{}', 'cut'],
		['<json>{}</json>', null],
		['<json>{}</jso', 'cut'],
		['<JSON type="x">{}</json>', null],
		['<summary>{}</answer>', 'cut'],
		['Dear <name>, {}', null],
		['<think>a</think>{}', null],
		['<think>{} a', 'cut'],
		['a</think>{}', null],
		['{"a": "</think>"}', null],
		['words', null],
		['words {', 'cut'],
		['', null],
	])('of %j the trouble is %s', (text, trouble) => {
		expect(repairJson(text).trouble).toBe(trouble);
	});

	it('does not read a text that is far too long', () => {
		expect(repairJson(`{}${' '.repeat(100_000)}`)).toEqual({ ...whole([]), trouble: 'too_long' });
	});

	it.each(['{', '[', '{"a":', "{'", '{//\n', '`', '<json>', '"', '{"a":1}', '<think>', '\\'])(
		'takes no time to speak of for a hundred thousand characters of %j',
		(piece) => {
			const started = performance.now();
			repairJson(piece.repeat(Math.floor(99_000 / piece.length)));
			repairJson(`${piece.repeat(Math.floor(49_000 / piece.length))}{}`);
			expect(performance.now() - started).toBeLessThan(5000);
		},
	);
});
