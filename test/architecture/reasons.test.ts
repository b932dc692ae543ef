import { describe, expect, it } from 'vitest';
import { CALL_NEXT_REASONS } from '../../nodes/shared/domain/callNext';
import { REASONS } from '../../nodes/shared/domain/decision';
import { EXPLAINED_REASONS } from '../../nodes/shared/domain/reasonFixes';
import { RECORDING_PROBLEMS } from '../../nodes/shared/domain/recordingProblems';
import { GRAPH_ERROR_FIXES } from '../../nodes/shared/wire/graphErrorFixes';
import { explainGraphCode } from '../../nodes/shared/wire/graphErrorTable';
import { readText, sourceFiles } from './sourceFiles';

const CODE = '[a-z]+(?:_[a-z]+)*';

/** How the sources name a code that people get to see. */
const IN_SOURCES = [
	new RegExp(`new (?:Calling|Wire|Ledger|Subscription)Error\\(\\s*'(${CODE})'`, 'g'),
	new RegExp(`\\b(?:errorCode|heldReason|reason|code|refused|error): '(${CODE}_${CODE})'`, 'g'),
	new RegExp(`\\bcode: '(unexpected)'`, 'g'),
	new RegExp(`\\bheld_reason = '(${CODE})'`, 'g'),
	new RegExp(`\\brequireLine\\(.*'(${CODE}_${CODE})'`, 'g'),
	new RegExp(`\\['(${CODE})', judge[A-Z]`, 'g'),
	new RegExp(`\\bdrop\\('(${CODE})'`, 'g'),
	new RegExp(`\\bendSession\\(attempt, '(${CODE})'`, 'g'),
	new RegExp(`\\breturn '(${CODE}_(?:expired|invalid|unavailable))'`, 'g'),
];

/** Unions of codes, by the type that lists them. */
const UNIONS: [file: string, type: string][] = [
	['nodes/shared/dial/dialResult.ts', 'HeldReason'],
	['nodes/shared/dial/endOverdue.ts', 'Overdue'],
	['nodes/shared/ingress/verifyDelivery.ts', 'RefusalReason'],
	['nodes/shared/ledger/ledger.ts', 'LedgerError'],
];

const sources = sourceFiles('nodes');

function codesOfUnion([file, type]: [file: string, type: string]): string[] {
	const text = sources.find(({ path }) => path === file)?.text ?? '';
	const from = text.search(new RegExp(`(?:type|interface|class) ${type}\\b`));
	const until = text.slice(from).search(/;\n(?!\t)|\n\t\)|\n}/);
	const block = text.slice(from, from + until + 1);
	return [...block.matchAll(new RegExp(`'(${CODE}_${CODE})'`, 'g'))].map((match) => match[1] ?? '');
}

/** What a shop gives as its reason in a sample is none of ours. */
const inSources = sources
	.filter(({ path }) => !path.endsWith('/sampleItems.ts'))
	.flatMap(({ text }) =>
		IN_SOURCES.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')),
	);

const codes = [
	...new Set([
		...Object.keys(REASONS),
		...Object.keys(CALL_NEXT_REASONS),
		...Object.keys(GRAPH_ERROR_FIXES),
		...Object.keys(RECORDING_PROBLEMS),
		...UNIONS.flatMap(codesOfUnion),
		...inSources,
	]),
];

/** The cells of every table row that begins with a code. */
const rows = readText('docs/reasons.md')
	.split('\n')
	.filter((line) => /^\| `[a-z_]+` \|/.test(line))
	.map((line) => line.slice(2, -2).split(' | '))
	.map(([code = '', ...cells]) => ({ code: code.replaceAll('`', ''), cells }));

const documented = rows.map(({ code }) => code);

describe('docs/reasons.md', () => {
	it('has a row for every code that the sources can show', () => {
		expect(codes.length).toBeGreaterThan(100);
		expect(codes.filter((code) => !documented.includes(code)).sort()).toEqual([]);
	});

	it('has no row for a code that the sources do not know', () => {
		const text = sources.map((source) => source.text).join('\n');
		expect(documented.filter((code) => !new RegExp(`\\b${code}\\b`).test(text))).toEqual([]);
	});

	it.each(Object.entries(REASONS))('M5: says of %s what the decision says', (code, words) => {
		expect(rows.filter((row) => row.code === code).map(({ cells }) => cells[0])).toContain(words);
	});
});

describe('docs/reasons.md, what comes after a call', () => {
	it.each(Object.entries(CALL_NEXT_REASONS))('V7: says of %s what the item says', (code, words) => {
		const found = rows.filter((row) => row.code === code && row.cells.length === 3);
		expect(found.map(({ cells }) => cells[1])).toContain(words);
	});
});

describe('docs/reasons.md, files of calls', () => {
	it.each(Object.entries(RECORDING_PROBLEMS))('P8: has cause and fix of %s', (code, words) => {
		const [cause, fix] = words;
		const found = rows.filter((row) => row.code === code).map(({ cells }) => cells);
		expect(found).toEqual([[`${cause}.`, fix]]);
	});
});

describe("docs/reasons.md, Meta's errors", () => {
	const EVERY_NUMBER = Array.from({ length: 140_000 }, (_, number) => number);
	const RIGHT_MISSING = 'token_invalid';

	it.each(Object.entries(GRAPH_ERROR_FIXES))('explains %s as the node does', (code, fix) => {
		const row = rows.find(({ code: own, cells }) => own === code && cells.length === 3);
		expect(row?.cells[2]).toBe(fix);
	});

	it.each(Object.keys(GRAPH_ERROR_FIXES).filter((code) => code !== 'unknown_failure'))(
		'lists every number that means %s, and whether to try again',
		(code) => {
			const numbers = EVERY_NUMBER.filter(
				(number) =>
					explainGraphCode(number).code === code &&
					!(code === RIGHT_MISSING && number >= 200 && number <= 299),
			);
			const row = rows.find(({ code: own, cells }) => own === code && cells.length === 3);
			const range = code === RIGHT_MISSING ? ['200–299'] : [];
			expect(row?.cells[0]).toBe([...numbers, ...range].join(', '));
			expect(row?.cells[1]).toBe(explainGraphCode(numbers[0] ?? -1).retry);
		},
	);
});

describe('docs/reasons.md, what Explain says', () => {
	const plain = (cell = '') => cell.replace(/[*`]/g, '');
	const explained = { ...EXPLAINED_REASONS, ...GRAPH_ERROR_FIXES };

	it.each(Object.entries(EXPLAINED_REASONS))('M5: has cause and fix of %s', (code, words) => {
		const found = rows
			.filter((row) => row.code === code)
			.map(({ cells }) => cells.slice(-2).map(plain));
		expect(found).toContainEqual([words.cause, words.fix]);
	});

	it('M5: has no reason for a call or a message that Explain does not know', () => {
		const sections = ['## Why nothing rang', '## Messages that were not sent'];
		const text = readText('docs/reasons.md');
		const codesIn = sections.flatMap((heading) => {
			const section = text.slice(text.indexOf(`${heading}\n`)).split(/\n## /)[0] ?? '';
			return [...section.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1] ?? '');
		});
		expect(codesIn.length).toBeGreaterThan(50);
		expect(codesIn.filter((code) => !(code in explained))).toEqual([]);
	});

	it('M5: explains every reason for which a call is held, ended or a delivery dropped', () => {
		const unions = UNIONS.filter(([, type]) => type !== 'LedgerError').flatMap(codesOfUnion);
		expect(unions.length).toBeGreaterThan(10);
		expect(unions.filter((code) => !(code in explained))).toEqual([]);
	});
});
