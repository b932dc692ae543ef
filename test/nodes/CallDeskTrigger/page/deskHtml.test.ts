import { describe, expect, it } from 'vitest';
import { readText, sourceFiles } from '../../../architecture/sourceFiles';

const html = readText('nodes/CallDeskTrigger/page/desk.html');
const code = sourceFiles('nodes/CallDeskTrigger/page')
	.map(({ text }) => text)
	.join('\n');

const parts = [...html.matchAll(/data-test="([\w-]+)"/g)].map((match) => match[1] ?? '');
const ids = [...html.matchAll(/\sid="([\w-]+)"/g)].map((match) => match[1] ?? '');

describe('desk.html', () => {
	it('has every part that the views look for', () => {
		const wanted = [...code.matchAll(/(?:htmlPart|buttonPart|part|table)\('([\w-]+)'/g)];
		expect(wanted.length).toBeGreaterThan(40);
		expect(wanted.map((match) => match[1] ?? '').filter((name) => !parts.includes(name))).toEqual(
			[],
		);
	});

	it('names each part once, but for the brief, which is in the ring and in the call', () => {
		const twice = parts.filter((name, index) => parts.indexOf(name) !== index);
		expect(twice).toEqual(['brief']);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('labels and describes by ids that are there', () => {
		const named = html.matchAll(/(?:for|aria-labelledby|aria-describedby|data-table)="([\w-]+)"/g);
		const wanted = [...named].map((match) => match[1] ?? '');
		expect(wanted.length).toBeGreaterThan(10);
		expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
	});

	it('has one place each for its style and its script, and brings none of its own', () => {
		expect(html.match(/<!--style-->/g)).toHaveLength(1);
		expect(html.match(/<!--script-->/g)).toHaveLength(1);
		expect(html).not.toMatch(/<(script|style|link|img|iframe)\b/);
	});
});
