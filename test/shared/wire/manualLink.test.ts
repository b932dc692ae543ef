import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MANUAL_ACTIONS } from '../../../nodes/shared/domain/manualDial';
import {
	isGenuine,
	manualLinkQuery,
	readManualLink,
	type ManualLink,
} from '../../../nodes/shared/wire/manualLink';

const hashWith = (key: string) => (text: string) =>
	createHmac('sha256', key).update(text).digest('hex');
const hash = hashWith('ledger 1');
const OPAQUE = '00112233445566778899aabbccddeeff';

const LINK: ManualLink = {
	attemptId: 'att_0123456789abcdef01234567',
	action: 'call',
	until: '2026-10-12T12:15:00.000Z',
};

/** As a web server parses a query: a name that comes twice is a list. */
function parsed(query: string): Record<string, string | string[]> {
	const all = new URLSearchParams(query);
	return Object.fromEntries(
		[...new Set(all.keys())].map((name) => {
			const values = all.getAll(name);
			return [name, values.length > 1 ? values : (values[0] ?? '')];
		}),
	);
}

function fourOf(query: string): unknown[] {
	const { attempt, act, until, sig } = parsed(query);
	return [attempt, act, until, sig];
}

/** What the page does with a query: null unless it is whole and genuine. */
function accepted(query: string, opaque = OPAQUE, by = hash): ManualLink | null {
	const link = readManualLink(parsed(query));
	if (!link || !isGenuine(link, opaque, by)) return null;
	const { signature: _signature, ...rest } = link;
	return rest;
}

const anyLink = fc.record({
	attemptId: fc
		.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 })
		.map((hex) => `att_${hex}`),
	action: fc.constantFrom(...MANUAL_ACTIONS),
	until: fc
		.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2099-01-01') })
		.map((ms) => new Date(ms).toISOString()),
});

describe('V5: the links of a card', () => {
	it('come back as they were made', () => {
		fc.assert(
			fc.property(anyLink, (link) => {
				expect(accepted(manualLinkQuery(link, OPAQUE, hash))).toEqual(link);
			}),
		);
	});

	it('are refused with any byte changed, left out or added', () => {
		const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
		const edit = fc.constantFrom('change', 'cut', 'add');
		fc.assert(
			fc.property(anyLink, fc.nat(), printable, edit, (link, at, letter, how) => {
				const query = manualLinkQuery(link, OPAQUE, hash);
				const index = at % query.length;
				const rest = query.slice(index + (how === 'add' ? 0 : 1));
				const changed = query.slice(0, index) + (how === 'cut' ? '' : letter) + rest;
				// A second `&` in a row, or a letter changed into itself, leaves the link as it is.
				fc.pre(!isDeepStrictEqual(fourOf(changed), fourOf(query)));
				expect(accepted(changed)).toBeNull();
			}),
			{ numRuns: 3000 },
		);
	});

	it('of one act do not do another', () => {
		const query = manualLinkQuery(LINK, OPAQUE, hash);
		for (const action of ['answered', 'no_answer', 'reschedule'])
			expect(accepted(query.replace('act=call', `act=${action}`))).toBeNull();
	});

	it('do not last longer than they were made for', () => {
		const query = manualLinkQuery(LINK, OPAQUE, hash);
		const until = String(Date.parse(LINK.until));
		expect(accepted(query.replace(until, String(Number(until) + 1)))).toBeNull();
	});

	it('end with the claim they were made for', () => {
		const query = manualLinkQuery(LINK, OPAQUE, hash);
		expect(accepted(query, 'ffeeddccbbaa99887766554433221100')).toBeNull();
	});

	it('hold in their own ledger only', () => {
		const query = manualLinkQuery(LINK, OPAQUE, hash);
		expect(accepted(query, OPAQUE, hashWith('ledger 2'))).toBeNull();
	});

	it('say nothing personal, and not the attempt’s own secret', () => {
		const query = manualLinkQuery(LINK, OPAQUE, hash);
		expect(Object.keys(parsed(query))).toEqual(['attempt', 'act', 'until', 'sig']);
		expect(query).not.toContain(OPAQUE);
	});

	it('may be followed by what a chat app adds', () => {
		const query = manualLinkQuery(LINK, OPAQUE, hash);
		expect(accepted(`${query}&utm_source=slack`)).toEqual(LINK);
	});

	const whole = parsed(manualLinkQuery(LINK, OPAQUE, hash));
	it.each([
		['nothing', undefined],
		['null', null],
		['a text', 'attempt=att_1'],
		['no parameter', {}],
		['no signature', { ...whole, sig: undefined }],
		['two signatures', { ...whole, sig: [whole.sig, whole.sig] }],
		['a signature in capitals', { ...whole, sig: String(whole.sig).toUpperCase() }],
		['an unknown act', { ...whole, act: 'erase' }],
		['an act of every object', { ...whole, act: 'constructor' }],
		['no attempt', { ...whole, attempt: '' }],
		['somebody else’s id', { ...whole, attempt: 'c_0123456789abcdef01234567' }],
		['a path', { ...whole, attempt: 'att_../../etc' }],
		['a number', { ...whole, until: 1_791_807_300_000 }],
		['a time that is no number', { ...whole, until: '2026-10-12' }],
	])('%s is no link', (_what, query) => {
		expect(readManualLink(query)).toBeNull();
	});
});
