import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvText } from '../../../nodes/shared/domain/csv';
import { INJECTIONS } from '../../fixtures/summaries/injections';
import { readCsv } from './readCsv';

/** Written by hand, letter by letter: what the OWASP page on CSV injection lists, and its disguises. */
const SKIPPED_LETTERS = [
	' ',
	'\u00a0',
	'\u3000',
	'"',
	"'",
	'‘',
	'’',
	'“',
	'”',
	'`',
	'\u200b',
	'\ufeff',
	'\u0000',
];
const FORMULA_LETTERS = [
	'=',
	'+',
	'-',
	'@',
	'\t',
	'\r',
	'\n',
	'＝',
	'＋',
	'－',
	'＠',
	'﹦',
	'﹢',
	'﹣',
	'﹫',
	'−',
	'|',
	'%',
];

function beginsFormula(cell: string): boolean {
	const letters = [...cell];
	const first = letters.find((letter) => !SKIPPED_LETTERS.includes(letter));
	return first !== undefined && FORMULA_LETTERS.includes(first);
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** What a reader does who wants the very text: one apostrophe off where the rest could run. */
const plain = (cell: string): string => {
	const rest = cell.slice(1);
	return cell.startsWith("'") && csvCell(rest) === quoted(cell) ? rest : cell;
};

const nasty = fc.array(
	fc.oneof(
		fc.constantFrom(...SKIPPED_LETTERS, ...FORMULA_LETTERS, ',', '\r\n', 'a', '1', 'क', '😀'),
		fc.string({ unit: 'grapheme', maxLength: 3 }),
	),
	{ maxLength: 6 },
);
const text = nasty.map((parts) => parts.join(''));

describe('csvCell', () => {
	it.each(FORMULA_LETTERS)('keeps a sheet from running a text that begins with %j', (letter) => {
		for (const before of ['', ...SKIPPED_LETTERS, ' "', '"\u200b ']) {
			expect(csvCell(`${before}${letter}1+1`)).toMatch(/^"'/);
		}
	});

	it.each([
		'a=1',
		'A-7',
		'1',
		'12.5',
		'x@y.example',
		'नमस्ते',
		'',
		'"quoted"',
		'(+44)',
		'{"a":"=1"}',
	])('leaves %j as it is', (value) => {
		expect(csvCell(value)).toBe(quoted(value));
	});

	it.each(INJECTIONS)('keeps a sheet from running %j', (value) => {
		const [[cell = ''] = []] = readCsv(`${csvCell(value)}\r\n`);
		expect(beginsFormula(cell) && !cell.startsWith("'")).toBe(false);
		expect(plain(cell)).toBe(value);
	});

	it('no text begins a formula, however it is disguised', () => {
		fc.assert(
			fc.property(text, (value) => {
				const [[cell = ''] = []] = readCsv(`${csvCell(value)}\r\n`);
				expect(beginsFormula(cell) && !cell.startsWith("'")).toBe(false);
			}),
			{ numRuns: 2000 },
		);
	});

	it.each<[number | boolean | null, string]>([
		[-5, '-5'],
		[189000.5, '189000.5'],
		[true, 'true'],
		[null, ''],
		[Number.NaN, ''],
		[Number.NEGATIVE_INFINITY, ''],
	])('writes %j as %j', (value, cell) => {
		expect(csvCell(value)).toBe(cell);
	});
});

describe('csvText', () => {
	it('begins with a byte order mark and ends every line with CR LF', () => {
		expect(
			csvText(
				['a', 'b'],
				[
					['x', 1],
					[null, ''],
				],
			),
		).toBe('\ufeff"a","b"\r\n"x",1\r\n,""\r\n');
	});

	it('comes back as it was written, whatever is in the cells', () => {
		const table = fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
		fc.assert(
			fc.property(table, (rows) => {
				const [header, ...read] = readCsv(csvText(['a', 'b'], rows).slice(1));
				expect(header).toEqual(['a', 'b']);
				expect(read.map((row) => row.map(plain))).toEqual(rows);
			}),
			{ numRuns: 1000 },
		);
	});
});
