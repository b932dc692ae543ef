/**
 * CSV for spreadsheets: RFC 4180, UTF-8 with byte order mark (without it Excel takes the letters for
 * another alphabet's), and no cell that a spreadsheet takes for a formula.
 */

export type CsvValue = string | number | boolean | null;

const BYTE_ORDER_MARK = '\ufeff';

/** What spreadsheets skip in front of a formula, or what looks like nothing: spaces, quotes, marks. */
const SKIPPED = String.raw`[\s\p{Cc}\p{Cf}"'‘’“”\x60]*`;
/** The minus sign of mathematics; wide and small forms of the others become these by normalising. */
const BEGINS_FORMULA = '[=+\\-\u2212@|%]';
/** A cell that begins with a tab or a line break may lose it on the way in, so it counts too. */
const FORMULA = new RegExp(`^${SKIPPED}(?:${BEGINS_FORMULA}|[\\t\\r\\n])`, 'u');

/** Whether a spreadsheet may run this text as a cell. */
const mayRun = (text: string): boolean =>
	FORMULA.test(text) || FORMULA.test(text.normalize('NFKC'));

/**
 * A cell. Text that could run gets an apostrophe in front; a reader that wants the very text takes one
 * off again where what follows could run.
 *
 * @param value `null` is an empty cell without quotes, the empty text one with them.
 */
export function csvCell(value: CsvValue): string {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
	if (typeof value !== 'string') return value === null ? '' : String(value);
	const safe = mayRun(value) ? `'${value}` : value;
	return `"${safe.replaceAll('"', '""')}"`;
}

/** A whole file: a header, then a line a row, each ended by CR LF. */
export const csvText = (
	header: readonly string[],
	rows: readonly (readonly CsvValue[])[],
): string =>
	BYTE_ORDER_MARK + [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
