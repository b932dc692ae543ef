import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MANUAL_ACTIONS } from '../../../nodes/shared/domain/manualDial';
import {
	CONFIRM_FIELD,
	manualPage,
	type ManualView,
} from '../../../nodes/shared/domain/manualPage';

const ANSWERS = {
	answered: 'attempt=att_1&act=answered&until=1&sig=a',
	no_answer: 'attempt=att_1&act=no_answer&until=1&sig=b',
	reschedule: 'attempt=att_1&act=reschedule&until=1&sig=c',
};

const ask = (name: string | null = 'Asha', query = 'attempt=att_1&act=call'): ManualView => ({
	show: 'ask',
	action: 'call',
	name,
	query,
	confirm: '0123abcd',
});

/** Every page, with the status that tells browsers and proxies what came of it. */
const VIEWS: [ManualView, number, RegExp][] = [
	...MANUAL_ACTIONS.map((action): [ManualView, number, RegExp] => [
		{ show: 'ask', action, name: 'Asha', query: 'attempt=att_1', confirm: 'c0ffee' },
		200,
		/<button type="submit">/,
	]),
	[{ show: 'dialling', answers: ANSWERS }, 303, /call is yours/],
	[{ show: 'taken', answers: ANSWERS }, 410, /has been taken/],
	[{ show: 'taken', answers: null }, 410, /has been taken/],
	[{ show: 'taking' }, 409, /is taking this call/],
	[{ show: 'held', why: 'It is night where the customer lives.' }, 409, /It is night/],
	[{ show: 'noted', answer: 'answered' }, 200, /The customer answered/],
	[{ show: 'noted', answer: 'no_answer' }, 200, /Nobody answered/],
	[{ show: 'noted', answer: 'reschedule' }, 200, /offered other times/],
	[{ show: 'told' }, 410, /told it before/],
	[{ show: 'over' }, 410, /nobody was called/],
	[{ show: 'not_called' }, 409, /Open the call link of the card first/],
	[{ show: 'incomplete' }, 404, /Open the link on the card itself/],
	[{ show: 'unknown' }, 404, /There is no such call/],
	[{ show: 'forged' }, 403, /Use the newest card/],
	[{ show: 'test_run' }, 200, /nothing was done/],
];

const count = (html: string, what: RegExp) => [...html.matchAll(what)].length;

const named = VIEWS.map(([view, status, words]) => ({
	page: view.show === 'ask' ? `ask ${view.action}` : view.show,
	view,
	status,
	words,
}));

describe.each(named)('V5: the page “$page”', ({ view, status, words }) => {
	const { html, status: given } = manualPage(view);

	it(`has status ${status} and says what to do in plain words`, () => {
		expect(given).toBe(status);
		expect(html).toMatch(words);
		expect(count(html, /<h1>/g)).toBe(1);
	});

	it('loads nothing, is kept out of search engines, and gives its address to nobody', () => {
		expect(html).not.toMatch(/\bsrc=|<link|@import|url\(|https?:|\/\//);
		expect(html).toContain('<meta name="robots" content="noindex, nofollow">');
		expect(html).toContain('<meta name="referrer" content="no-referrer">');
	});

	it('is readable on a phone, by day and by night', () => {
		expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
		expect(html).toContain('color-scheme:light dark');
		expect(html).toContain('prefers-color-scheme:dark');
		expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
	});

	it('shows no phone number', () => {
		expect(html).not.toMatch(/tel:|\d{7,}/);
	});
});

describe('V5: the form of the page', () => {
	it('posts the whole link back to the same address, with the sign of a tap', () => {
		const { html } = manualPage(ask('Asha', 'attempt=att_1&act=call'));
		expect(html).toContain('<form method="post" action="?attempt=att_1&amp;act=call">');
		expect(html).toContain(`<input type="hidden" name="${CONFIRM_FIELD}" value="0123abcd">`);
		expect(count(html, /<button/g)).toBe(1);
	});

	it('works without script: the button submits it', () => {
		const { html } = manualPage(ask());
		const plain = html.replace(/<script>.*<\/script>/, '');
		expect(plain).toMatch(/<form[^>]*method="post"[^]*<button type="submit">Call now<\/button>/);
		expect(plain).not.toMatch(/\bon\w+=/);
	});

	it('only pages with a form have a script', () => {
		expect(manualPage(ask()).html).toContain('<script>');
		expect(manualPage({ show: 'told' }).html).not.toContain('<script>');
	});

	it('leads from a used link to what can still be told', () => {
		const { html } = manualPage({ show: 'taken', answers: ANSWERS });
		const links = [...html.matchAll(/<a href="\?([^"]*)">/g)].map(([, query]) =>
			query?.replaceAll('&amp;', '&'),
		);
		expect(links).toEqual(Object.values(ANSWERS));
		expect(manualPage({ show: 'taken', answers: null }).html).not.toContain('<a ');
	});

	it('leaves out a name that nobody knows', () => {
		expect(manualPage(ask(null)).html).not.toContain('class="name"');
	});
});

describe('V5: what customers and operators write', () => {
	const hostile = fc.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.constantFrom(
			'<script>alert(1)</script>',
			'"><img src=x onerror=alert(1)>',
			"' onfocus=alert(1) autofocus='",
			'</bdi></p><form action="//evil">',
			'&lt;b&gt;',
			'\u202eevil',
		),
	);

	it('is text and nothing else, whatever is in it', () => {
		/** Tags with their attributes, without the values. */
		const bones = (html: string) =>
			html.match(/<(?:"[^"]*"|[^>"])*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""'));
		const plain = bones(manualPage(ask('Asha', 'a')).html);
		fc.assert(
			fc.property(hostile, hostile, hostile, (name, query, confirm) => {
				const { html } = manualPage({ show: 'ask', action: 'call', name, query, confirm });
				expect(bones(html)).toEqual(plain);
			}),
		);
	});

	it('a reason is text too', () => {
		const { html } = manualPage({ show: 'held', why: '<b>"no"</b>' });
		expect(html).toContain('&lt;b&gt;&quot;no&quot;&lt;/b&gt;');
		expect(html).not.toContain('<b>');
	});

	it('a name cannot turn the rest of the page around, nor fill it', () => {
		expect(manualPage(ask('\u202eevil')).html).toContain('<bdi>\u202eevil</bdi>');
		const { html } = manualPage(ask('A'.repeat(10_000)));
		expect(html.length).toBeLessThan(4_000);
	});
});
