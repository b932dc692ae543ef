import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell } from '../../../nodes/shared/domain/csv';
import { type BriefCard, renderBriefCard } from '../../../nodes/shared/domain/renderBriefCard';
import { mapCrmRecord, renderBriefCrm } from '../../../nodes/shared/domain/renderBriefCrm';
import { escapeHtml } from '../../../nodes/shared/domain/renderBriefEscape';
import type { BriefView } from '../../../nodes/shared/domain/renderBriefRows';
import { type BriefLink, renderBriefSlack } from '../../../nodes/shared/domain/renderBriefSlack';
import { renderBriefText } from '../../../nodes/shared/domain/renderBriefText';
import { INJECTIONS } from '../../fixtures/summaries/injections';
import { REFERENCE } from '../../fixtures/summaries/outputCase';
import { blockProblems } from '../../stack/slackBlocks';
import { type HtmlToken, htmlTokens, slackMarkup, slackText, whatsAppMarkup } from './chatMarkup';

// ---------------------------------------------------------------- what customers and models may write

const SIGNS = [
	...['<', '>', '&', '"', "'", '`', '```', '*', '_', '~', '|', '=', '+', '-', '@', ':', '\\'],
	...['<!channel>', '<!here>', '<!everyone>', '<@U012AB3CD>', '<#C012AB3CD>', '<!subteam^S1>'],
	...['<https://evil.example|pay>', ':tada:', ':été:', '*yes*', '_yes_', '~no~', '> q', '&gt; q'],
	...['<script>', '</td>', '" onload="', '&lt;', '&amp;', '&#60;', '{{ $json }}', '${x}'],
	...['=1+1', '\t=1', '@SUM(A1)', '\r\n', '\n', '\u2028', '- a', '1. a', '• a'],
	// Turn the direction of what follows, join, or are not seen.
	...['\u202e', '\u2066', '\u2069', '\u200f', '\u200b', '\u200d', '\ufeff', '\u0000', '\u001b'],
	...[
		'\u{e0041}',
		'\ud83d',
		'é',
		'ß',
		'नमस्ते',
		'你好',
		'مرحبا',
		'😀',
		'👩‍👧',
		' ',
		'\u00a0',
		'a',
		'1',
	],
];

const hostile = fc.oneof(
	fc.constantFrom(...INJECTIONS),
	fc.array(fc.constantFrom(...SIGNS), { maxLength: 12 }).map((signs) => signs.join('')),
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc
		.tuple(fc.constantFrom(...SIGNS), fc.constantFrom(...SIGNS), fc.nat(900))
		.map(([one, other, times]) => (one + other).repeat(times)),
);

const anyJson = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 3, depthSize: 'small' },
		{ arbitrary: hostile, weight: 6 },
		fc.oneof(fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
		fc.array(tie('value'), { maxLength: 20 }),
		fc.dictionary(hostile, tie('value'), { maxKeys: 4 }),
	),
})).value;

const keys = fc.oneof(
	fc.constantFrom(...Object.keys(REFERENCE)),
	fc.constantFrom('budget', 'kyc_step', '__proto__', 'constructor', 'toString', 'f', 'size'),
	// Names of fields are the operator's: one with a colon may make a picture before ours.
	hostile.map((text) => text.replaceAll(':', '')),
);

const briefs = fc.record({
	status: fc.constantFrom('ready' as const, 'needs_review' as const),
	fields: fc.dictionary(keys, anyJson, { maxKeys: 70 }),
	sources: fc.dictionary(keys, hostile, { maxKeys: 5 }),
	errors: fc.array(
		fc.record({ path: keys.map((key) => `$.${key}`), message: fc.constant('must be string') }),
		{ maxLength: 4 },
	),
});

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const views: fc.Arbitrary<BriefView> = fc.record({
	brief: briefs,
	waId: orNull(fc.constantFrom('447700900123', '919812345678')),
	currency: orNull(fc.constantFrom('INR', 'USD', '<b>', '=1')),
	trigger: orNull(fc.oneof(hostile, fc.constant('complex_config'))),
	threadUrl: orNull(fc.oneof(fc.webUrl({ withQueryParameters: true }), hostile)),
});

const links: fc.Arbitrary<BriefLink[]> = fc.array(
	fc.record({
		label: fc.constantFrom('Call', 'Answered', 'A | B'),
		url: fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), hostile),
	}),
	{ maxLength: 5 },
);

/** Marks of direction, and what nobody sees. */
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u{e0000}-\u{e007f}]/u;
const RUNS = { numRuns: 400 };

// ---------------------------------------------------------------- targets

describe('a brief in Slack (S4, V5)', () => {
	it('is within Slack’s limits, whatever is in it', () => {
		fc.assert(
			fc.property(views, links, (view, given) => {
				const { text, blocks } = renderBriefSlack(view, given);
				expect(blockProblems(blocks)).toEqual([]);
				expect(text).toMatch(/^Call brief/);
			}),
			RUNS,
		);
	});

	it('has no mention, link, picture, quotation or formatting but ours', () => {
		fc.assert(
			fc.property(views, links, (view, given) => {
				const own = [...given, { label: 'Thread', url: view.threadUrl ?? '' }];
				for (const { type, text } of renderBriefSlack(view, given).blocks) {
					if (type === 'header') {
						expect(text).toMatchObject({ type: 'plain_text', emoji: false });
						continue;
					}
					// Without this, Slack makes links of bare names, channels and addresses.
					expect(text).toMatchObject({ type: 'mrkdwn', verbatim: true });
					const live = slackMarkup(text.text);
					const foreign = live.filter(({ kind }) => kind !== 'bold' && kind !== 'link');
					expect(foreign).toEqual([]);
					for (const link of live.filter(({ kind }) => kind === 'link')) {
						expect(own.some(({ url }) => isLinkTo(link.text, url))).toBe(true);
					}
					const bold = live.filter(({ kind }) => kind === 'bold');
					// A label, at the beginning of a line.
					for (const { text: label } of bold) {
						expect(label).toMatch(/^\*[^*]*:\*$/);
						expect(`\n${text.text}`).toContain(`\n${label}`);
					}
					expect(text.text).not.toMatch(/[\r\u2028\u2029]/);
				}
			}),
			RUNS,
		);
	});

	it('shows nothing of the direction of writing, and no hidden text', () => {
		fc.assert(
			fc.property(views, (view) => {
				const shown = renderBriefSlack(view).blocks.map(({ text }) => text.text);
				expect(shown.join('').replaceAll('\n', '')).not.toMatch(HIDDEN);
			}),
			RUNS,
		);
	});

	it('shows a short text as it was written', () => {
		const words = fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(
				words.map((signs) => `w${signs.join('')}w`),
				(written) => {
					const fields = { sentiment: written };
					const view = { ...PLAIN, brief: { status: 'ready' as const, fields } };
					const [, section] = renderBriefSlack(view).blocks;
					const shown = slackText(section?.text.text ?? '').replace('*Mood:* ', '');
					expect(asWritten(shown)).toBe(oneLine(written));
				},
			),
			RUNS,
		);
	});
});

const PLAIN: BriefView = {
	brief: { status: 'ready', fields: {} },
	waId: null,
	currency: null,
	trigger: null,
	threadUrl: null,
};

/** `<address|label>`: the very address, but for what would end it. */
function isLinkTo(link: string, url: string): boolean {
	if (!URL.canParse(url)) return false;
	const address = new URL(url).href.replaceAll('|', '%7C').replaceAll('&', '&amp;');
	return /^https?:/.test(address) && link.startsWith(`${address}|`);
}

const LOOKALIKES: Record<string, string> = { '∗': '*', '∼': '~', ˋ: '`', ˍ: '_' };
const asWritten = (shown: string): string =>
	shown.replace(/[∗∼ˋˍ]/g, (sign) => LOOKALIKES[sign] ?? sign).replaceAll('\u2060', '');
const oneLine = (text: string): string =>
	text
		.replace(/[\u0000-\u0008\u000b-\u001f\u200b\u200f\u2028\u202e\u2066\u2069\ufeff]/g, '')
		.replace(/\u{e0041}|\p{Cs}/gu, '')
		.trim()
		.replace(/\s+/g, ' ');

describe('a brief as text (S4)', () => {
	it('fits one message and formats nothing', () => {
		fc.assert(
			fc.property(views, (view) => {
				const text = renderBriefText(view);
				expect(text.length).toBeLessThanOrEqual(1024);
				// A line begins with a label, and labels are the operator's.
				const live = whatsAppMarkup(text);
				expect(live.filter(({ kind }) => kind !== 'list' && kind !== 'quote')).toEqual([]);
				expect(text.replaceAll('\n', '')).not.toMatch(HIDDEN);
				expect(text).not.toMatch(/\p{Cs}/u);
			}),
			RUNS,
		);
	});

	it('has a line a field, so that no text can pass for another field', () => {
		const three = fc.record({
			customer_name: hostile,
			sentiment: hostile,
			open_objections: hostile,
		});
		fc.assert(
			fc.property(three, (fields) => {
				const text = renderBriefText({ ...PLAIN, brief: { status: 'ready', fields } });
				expect(whatsAppMarkup(text)).toEqual([]);
				expect(text.split('\n').map((line) => line.split(':')[0])).toEqual([
					'Call brief',
					'Customer',
					'Mood',
					'Open objections',
				]);
			}),
			RUNS,
		);
	});
});

/** A page as the desk has it: texts go in as text, the address into a quoted attribute. */
const pageOf = ({ headline, phone, trigger, rows, problems, threadUrl }: BriefCard): string =>
	[
		`<h1>${escapeHtml(headline)}</h1><p>${escapeHtml(phone ?? '')}</p><p>${escapeHtml(trigger ?? '')}</p>`,
		...problems.map((problem) => `<p>${escapeHtml(problem)}</p>`),
		...rows.map(
			({ label, texts, problem, sources }) =>
				`<p title="${escapeHtml(sources.join(' '))}">${escapeHtml(label)}</p>${texts
					.map((text) => `<p>${escapeHtml(text)}</p>`)
					.join('')}<p>${escapeHtml(problem ?? '')}</p>`,
		),
		threadUrl === null ? '' : `<a href="${escapeHtml(threadUrl)}">Thread</a>`,
	].join('');

describe('a brief on the desk (S4, V4)', () => {
	it('is data alone', () => {
		fc.assert(
			fc.property(views, fc.boolean(), (view, isShared) => {
				const card = renderBriefCard(view, isShared);
				expect(JSON.parse(JSON.stringify(card))).toEqual(card);
				const strings = card.rows.flatMap(({ label, texts }) => [label, ...texts]);
				for (const text of [...strings, card.trigger ?? '']) {
					expect(text.replace(/[\n\t]/g, '')).not.toMatch(HIDDEN);
				}
			}),
			RUNS,
		);
	});

	it('makes no element, attribute or address of a customer’s text', () => {
		fc.assert(
			fc.property(views, (view) => {
				const card = renderBriefCard(view);
				const tokens = htmlTokens(pageOf(card));
				const tags = new Set(tokens.map(({ tag }) => tag).filter((tag) => tag !== null));
				expect([...tags].filter((tag) => !/^\/?(h1|p|a)$/.test(tag))).toEqual([]);
				const names = tokens.flatMap(({ attributes }) => Object.keys(attributes));
				expect(names.filter((name) => name !== 'title' && name !== 'href')).toEqual([]);
				for (const { attributes } of tokens)
					expect(attributes.href ?? 'https:').toMatch(/^https?:/);
				const texts = tokens.filter(({ tag }) => tag === null).map(({ text }: HtmlToken) => text);
				// Nothing is lost on the way either.
				for (const { texts: shown } of card.rows) {
					for (const text of shown) expect(texts).toContain(text);
				}
			}),
			RUNS,
		);
	});
});

describe('a brief for a CRM, and for a sheet (S4)', () => {
	const mapping = { Name: 'summary.customer_name', Mood: 'summary.sentiment', Why: 'name' };

	it('keeps values as they are, and takes nothing from a prototype', () => {
		fc.assert(
			fc.property(views, ({ brief }) => {
				const record = renderBriefCrm({}, brief);
				expect(record.summary).toEqual({ ...brief.fields });
				expect(record).toMatchObject({ call_consent: false, brief_status: brief.status });
				const mapped = mapCrmRecord(record, { ...mapping, Odd: 'summary.valueOf.name' });
				expect(mapped.record).toMatchObject({
					Name: brief.fields.customer_name ?? null,
					Odd: null,
				});
			}),
			RUNS,
		);
	});

	it('begins no cell with what a sheet would run', () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const cell = csvCell(text);
				expect(cell).toMatch(/^"(?:[^"]|"")*"$/);
				expect(cell.slice(1).normalize('NFKC')).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@]/u);
			}),
			RUNS,
		);
	});
});

// ---------------------------------------------------------------- phone numbers

/** Zeros of the scripts in which customers write: Latin, Devanagari, Arabic, Bengali, Tamil, Thai, wide. */
const ZEROS = [0x30, 0x966, 0x660, 0x9e6, 0xbe6, 0xe50, 0xff10];
const SEPARATORS = ['', '', '', ' ', '-', '.', '\u00a0', '–', '‑', ' - ', '_', '·', '\u200d', ') '];

const phones = fc
	.record({
		digits: fc.array(fc.nat(9), { minLength: 9, maxLength: 13 }),
		gaps: fc.array(fc.constantFrom(...SEPARATORS), { minLength: 13, maxLength: 13 }),
		zero: fc.constantFrom(...ZEROS),
		before: fc.constantFrom('', '+', '00', 'my wife: ', 'फ़ोन ', 'tel:', '(', 'call_me_on_'),
	})
	.map(({ digits, gaps, zero, before }) => {
		const written = digits.map(
			(digit, at) => String.fromCodePoint(zero + digit) + (gaps[at] ?? ''),
		);
		return `${before}${written.join('')}`;
	});

/** Seven digits in a row, whatever parts them and in whichever script. */
const NUMBER = /(?:\p{Nd}[\s\p{P}\p{Cf}]{0,3}){7}/u;

describe('a phone number in a text (S4)', () => {
	it('is hidden in every shared target, in seven scripts, wherever it stands', () => {
		fc.assert(
			fc.property(phones, (phone) => {
				const fields = {
					customer_name: phone,
					open_objections: [`ring ${phone} please`, 'x'],
					other: { deep: [phone] },
				};
				const view = { ...PLAIN, trigger: phone, brief: { status: 'ready' as const, fields } };
				const shared = {
					slack: renderBriefSlack(view).blocks.map(({ text }) => text.text),
					text: renderBriefText(view),
					card: renderBriefCard(view, true),
				};
				expect(JSON.stringify(shared)).not.toMatch(NUMBER);
			}),
			{ numRuns: 600 },
		);
	});

	it('is not given away by the ids of messages, which hold it', () => {
		const sources = { customer_name: 'wamid.HBgLMTY1MDM4Nzk0MzVVAgA=' };
		const brief = { status: 'ready' as const, fields: { customer_name: 'Asha' }, sources };
		const view = { ...PLAIN, brief };
		for (const shared of [
			renderBriefSlack(view),
			renderBriefText(view),
			renderBriefCard(view, true),
		]) {
			expect(JSON.stringify(shared)).not.toContain('wamid');
		}
		expect(renderBriefCard(view).rows[0]?.sources).toEqual([sources.customer_name]);
	});

	it.each([
		['a date', 'before 2026-11-08', 'before 2026-11-08'],
		['two dates', '2026-11-08 – 2026-11-12', '2026-11-08 - 2026-11-12'],
		['a date of another way of writing', 'before 08/11/2026', 'before 08/11/2026'],
		['an amount', '₹1,89,000', '₹1,89,000'],
		['hours', '10–11 am', '10–11 am'],
		['measures', '120x200x75 cm', '120x200x75 cm'],
		['an item number', 'SOFA_CORNER_12', 'SOFA_CORNER_12'],
	])('is not seen in %s', (_, written, shown) => {
		const fields = { room_constraints: written };
		const card = renderBriefCard({ ...PLAIN, brief: { status: 'ready', fields } }, true);
		expect(card.rows[0]?.texts).toEqual([shown]);
	});
});
