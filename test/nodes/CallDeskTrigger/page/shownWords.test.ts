import { describe, expect, it } from 'vitest';
import {
	clockText,
	durationText,
	secondsUntil,
} from '../../../../nodes/CallDeskTrigger/page/clockText';
import { safeLink } from '../../../../nodes/CallDeskTrigger/page/safeLink';
import { PAGE_TEXTS, TEXTS } from '../../../../nodes/CallDeskTrigger/page/texts';
import { RECORDING_PRECONDITIONS } from '../../../../nodes/shared/domain/recordingConsent';
import { readText, sourceFiles } from '../../../architecture/sourceFiles';

const html = readText('nodes/CallDeskTrigger/page/desk.html');
const sources = sourceFiles('nodes/CallDeskTrigger/page');
const views = sources.filter(({ path }) => !path.endsWith('/texts.ts'));

describe('texts', () => {
	const named = [...html.matchAll(/data-(?:text|label)="(\w+)"/g)].map((match) => match[1] ?? '');

	it('are all there for desk.html', () => {
		expect(named.length).toBeGreaterThan(30);
		expect(named.filter((name) => !PAGE_TEXTS[name])).toEqual([]);
	});

	it('stand in one file: desk.html has none of its own but the title', () => {
		const words = html.replace(/<!--.*?-->|<title>.*?<\/title>|<[^>]*>/gs, '').trim();
		expect(words).toBe('');
	});

	it('are all used', () => {
		const code = views.map(({ text }) => text).join('\n');
		const isUsed = (name: string) =>
			named.includes(name) || code.includes(`PAGE_TEXTS.${name}`) || code.includes(`'${name}'`);
		expect(Object.keys(PAGE_TEXTS).filter((name) => !isUsed(name))).toEqual([]);
	});

	it.each(Object.keys(RECORDING_PRECONDITIONS))('say why nothing is recorded: %s', (code) => {
		expect(TEXTS.call.recordingLacks(code)).not.toContain(code.replaceAll('_', ' '));
	});

	it('make words of a code that they do not know', () => {
		expect(TEXTS.after.result('odd_end')).toBe('odd end');
	});
});

describe('customers’ words', () => {
	it('are never markup: nothing in the page makes elements from text', () => {
		const markup =
			/innerHTML|outerHTML|insertAdjacentHTML|document\.write|setAttribute\('style'|createContextualFragment|DOMParser|\beval\(|new Function/;
		expect(sources.filter(({ text }) => markup.test(text)).map(({ path }) => path)).toEqual([]);
		expect(html).not.toMatch(/\sstyle=|\son\w+=|src=|href=/);
	});
});

describe('safeLink', () => {
	it.each([
		['https://inbox.example.com/t/1', 'https://inbox.example.com/t/1'],
		['http://inbox.example.com/', 'http://inbox.example.com/'],
		['javascript:alert(1)', null],
		[' javascript:alert(1)', null],
		['data:text/html,x', null],
		['/relative', null],
		['', null],
		[null, null],
	])('%j: %j', (address, link) => {
		expect(safeLink(address)).toBe(link);
	});
});

describe('clocks', () => {
	it.each([
		[0, '0:00'],
		[9.9, '0:09'],
		[75, '1:15'],
		[3_675, '1:01:15'],
		[-4, '0:00'],
	])('%d s is %s', (seconds, text) => {
		expect(durationText(seconds)).toBe(text);
	});

	it.each([
		[0, 30],
		[500, 30],
		[29_001, 1],
		[31_000, 0],
	])('%d ms later there are %d s left', (ms, left) => {
		const end = '2026-11-22T10:00:30.000Z';
		expect(secondsUntil(end, Date.parse('2026-11-22T10:00:00.000Z') + ms)).toBe(left);
	});

	it('show an instant in hours and minutes', () => {
		expect(clockText('2026-11-22T10:05:00.000Z')).toMatch(/\d{1,2}.05/);
	});
});
