import { describe, expect, it } from 'vitest';
import type { CallItem } from '../../../nodes/shared/domain/callItem';
import { renderBriefCard } from '../../../nodes/shared/domain/renderBriefCard';
import { mapCrmRecord, renderBriefCrm } from '../../../nodes/shared/domain/renderBriefCrm';
import { escapeHtml, escapeWithin } from '../../../nodes/shared/domain/renderBriefEscape';
import type { BriefView } from '../../../nodes/shared/domain/renderBriefRows';
import { renderBriefSlack, SLACK_LIMITS } from '../../../nodes/shared/domain/renderBriefSlack';
import { BRIEF_TEXT_LIMIT, renderBriefText } from '../../../nodes/shared/domain/renderBriefText';
import { INJECTIONS } from '../../fixtures/summaries/injections';
import { having, REFERENCE } from '../../fixtures/summaries/outputCase';

const UNKNOWN = Object.fromEntries(Object.keys(REFERENCE).map((name) => [name, null]));

const view = (fields: Record<string, unknown>, more: Partial<BriefView> = {}): BriefView => ({
	brief: { status: 'ready', fields },
	waId: '447700900123',
	currency: 'INR',
	trigger: 'complex_config',
	threadUrl: 'https://inbox.example/t/1?a=1&b=2',
	...more,
});

const inReview = (fields: Record<string, unknown>): BriefView => ({
	...view(fields),
	brief: {
		status: 'needs_review',
		fields,
		errors: [
			{ path: '$', message: 'was cut off' },
			{ path: '$.sentiment', message: 'must be string' },
		],
	},
});

const slackTexts = (shown: BriefView) =>
	renderBriefSlack(shown).blocks.map(({ text }) => text.text);

describe('renderBriefCard (S2, S4, V4)', () => {
	it('shows every field with its label and its sources', () => {
		const sources = { customer_name: 'wamid.1', 'open_objections[1]': 'wamid.2' };
		const card = renderBriefCard({
			...view(REFERENCE),
			brief: { status: 'ready', fields: REFERENCE, sources },
		});
		expect(card).toMatchObject({
			status: 'ready',
			headline: 'Call brief',
			phone: '+447700900123',
			trigger: 'complex_config',
			problems: [],
			threadUrl: 'https://inbox.example/t/1?a=1&b=2',
		});
		expect(card.rows.map(({ label, texts }) => [label, ...texts])).toEqual([
			['Customer', 'Asha Rao'],
			['Interested in', 'Corner sofa, olive velvet'],
			['Estimated cart', 'INR 1,89,000'],
			['Constraints', '3.2 m wall, a dog and a toddler'],
			['Mood', 'anxious but keen'],
			['Open objections', 'delivery before Diwali', 'stain resistance'],
			['Photos received', 'Yes'],
			['Agreed to a call', '2026-10-12 15:20 (UTC+05:30)'],
		]);
		expect(card.rows.map((row) => row.sources).filter((ids) => ids.length > 0)).toEqual([
			['wamid.1'],
			['wamid.2'],
		]);
	});

	it('shows unknown as unknown, and no objections as none', () => {
		const { rows } = renderBriefCard(view({ ...UNKNOWN, open_objections: [] }));
		expect(rows.map(({ key, isKnown, texts }) => [key, isKnown, ...texts])).toContainEqual([
			'open_objections',
			true,
			'None',
		]);
		expect(rows.filter(({ isKnown }) => !isKnown).map(({ texts }) => texts)).toEqual(
			Array(7).fill(['Unknown']),
		);
	});

	it('says what is not confirmed', () => {
		const card = renderBriefCard(inReview(having({ sentiment: null })));
		expect(card.headline).toBe('Call brief: needs review, not confirmed');
		expect(card.problems).toEqual(['was cut off']);
		expect(card.rows.filter(({ problem }) => problem).map(({ key }) => key)).toEqual(['sentiment']);
	});

	it.each<[number, string | null, string]>([
		[189000, 'INR', 'INR 1,89,000'],
		[189000.5, 'USD', 'USD 189,000.5'],
		[1890, null, '1,890'],
		[1890, '<b>', '1,890'],
	])('writes a cart of %d in %s as %s', (value, currency, text) => {
		const { rows } = renderBriefCard(view({ estimated_cart: value }, { currency }));
		expect(rows[0]?.texts).toEqual([text]);
	});

	it('calls own fields by their label, else by their name', () => {
		const fields = { kyc_step: 'PAN', toString: 'x' };
		const { rows } = renderBriefCard(view(fields, { labels: { kyc_step: 'KYC step' } }));
		expect(rows.map(({ label }) => label)).toEqual(['KYC step', 'ToString']);
	});

	it.each([['javascript:alert(1)'], ['data:text/html,x'], ['not an address'], [null]])(
		'links nothing that is no web address: %j',
		(threadUrl) => {
			expect(renderBriefCard(view({}, { threadUrl })).threadUrl).toBeNull();
		},
	);

	it('hides phone numbers where others may read', () => {
		const card = renderBriefCard(view({ customer_name: 'on +91 98123 45678' }), true);
		expect(card.phone).toBe('+44 ••••• 0123');
		expect(card.rows[0]?.texts).toEqual(['on [number]']);
	});
});

describe('renderBriefSlack (S4, V5)', () => {
	it('makes a header, facts, the fields and links', () => {
		const links = [{ label: 'Call', url: 'https://n8n.example/call?t=a|b' }];
		const message = renderBriefSlack(view(REFERENCE), links);
		expect(message.text).toBe('Call brief');
		expect(message.blocks.map(({ text }) => text.text)).toEqual([
			'Call brief',
			'*Phone:* +44 ••••• 0123\n*Reason:* complex_config',
			[
				'*Customer:* Asha Rao',
				'*Interested in:* Corner sofa, olive velvet',
				'*Estimated cart:* INR 1,89,000',
				'*Constraints:* 3.2 m wall, a dog and a toddler',
				'*Mood:* anxious but keen',
				'*Open objections:*\n• delivery before Diwali\n• stain resistance',
				'*Photos received:* Yes',
				'*Agreed to a call:* 2026-10-12 15:20 (UTC+05:30)',
			].join('\n'),
			'<https://n8n.example/call?t=a%7Cb|Call>\n<https://inbox.example/t/1?a=1&amp;b=2|Thread>',
		]);
	});

	it('marks what needs review', () => {
		const texts = slackTexts(inReview({ sentiment: null })).join('\n');
		expect(texts).toContain('needs review, not confirmed');
		expect(texts).toContain('*Mood:* Unknown (needs review)');
	});

	it.each<[string, string, string]>([
		['a mention of all', '<!channel>', '&lt;!channel&gt;'],
		['a link', '<https://evil.example|pay>', '&lt;https://evil.example|pay&gt;'],
		['an entity', '&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
		['bold', '*yes*', '∗yes∗'],
		['code', '`yes`', 'ˋyesˋ'],
		['strike', '~no~', '∼no∼'],
		['italics', '_yes_', 'ˍyesˍ'],
		['an item number', 'SOFA_CORNER_L', 'SOFA_CORNER_L'],
		['a picture', ':tada:', ':\u2060tada:'],
		['lines', 'a\n> b\r\n• c', 'a &gt; b • c'],
	])('shows %s as it was written', (_, written, shown) => {
		expect(slackTexts(view({ sentiment: written }))[2]).toBe(`*Mood:* ${shown}`);
	});
});

describe('renderBriefSlack with more than a message holds (S4)', () => {
	const long = '&'.repeat(5000);

	it.each<[string, (index: number) => unknown]>([
		['long texts', () => long],
		['long lists', () => Array(40).fill(long)],
		['short texts', (index) => `no. ${index}`],
	])('holds to the limits with 90 fields of %s', (_, value) => {
		const entries = Array.from({ length: 90 }, (__, index) => [`${index} ${long}`, value(index)]);
		const { blocks } = renderBriefSlack(view(Object.fromEntries(entries)));
		const lengths = blocks.map(({ text }) => text.text.length);
		expect(blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.blocks);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(SLACK_LIMITS.text);
	});

	it('says that it left fields and entries out', () => {
		const many = Object.fromEntries(
			Array.from({ length: 90 }, (_, index) => [`f${index}`, Array(12).fill(long)]),
		);
		expect(
			slackTexts(view({ ...many, open_objections: Array(14).fill('x') })).join('\n'),
		).toContain('… and fields that do not fit');
		expect(slackTexts(view({ open_objections: Array(14).fill('x') }))[2]).toContain('• … 2 more');
	});
});

describe('escapeWithin', () => {
	it.each<[string, number, string]>([
		['abc', 3, 'abc'],
		['abcd', 3, 'ab…'],
		['&&&', 15, '&amp;&amp;&amp;'],
		['&&&', 14, '&amp;&amp;…'],
		['😀😀😀', 5, '😀😀…'],
		['😀😀😀', 6, '😀😀😀'],
		['&', 3, ''],
	])('cuts %j to %d characters as %j', (text, limit, cut) => {
		expect(escapeWithin(text, limit, escapeHtml)).toBe(cut);
	});
});

describe('renderBriefText (S4)', () => {
	it('has a line for each field', () => {
		expect(renderBriefText(view(REFERENCE)).split('\n')).toEqual([
			'Call brief',
			'Phone: +44 ••••• 0123',
			'Reason: complex_config',
			'Thread: https://inbox.example/t/1?a=1&b=2',
			'Customer: Asha Rao',
			'Interested in: Corner sofa, olive velvet',
			'Estimated cart: INR 1,89,000',
			'Constraints: 3.2 m wall, a dog and a toddler',
			'Mood: anxious but keen',
			'Open objections: delivery before Diwali; stain resistance',
			'Photos received: Yes',
			'Agreed to a call: 2026-10-12 15:20 (UTC+05:30)',
		]);
	});

	it('shortens long fields before it leaves one out', () => {
		const long = { room_constraints: 'r'.repeat(900), product_interest: 'p'.repeat(900) };
		const text = renderBriefText(view(having(long)));
		expect(text.length).toBeLessThanOrEqual(BRIEF_TEXT_LIMIT);
		expect(text).toContain('Agreed to a call: 2026-10-12 15:20 (UTC+05:30)');
		expect(text).toContain('pp…\n');
	});

	it('leaves out lines where there are too many', () => {
		const many = Object.fromEntries(
			Array.from({ length: 90 }, (_, index) => [`f${index}`, 'x'.repeat(40)]),
		);
		const text = renderBriefText(view(many));
		expect(text.length).toBeLessThanOrEqual(BRIEF_TEXT_LIMIT);
		expect(text.endsWith('\n…')).toBe(true);
		expect(text).toContain('F0: xxx');
	});
});

describe('renderBriefCrm (S4)', () => {
	const contact = {
		waId: '447700900123',
		userId: 'GB.1',
		name: 'Asha Rao',
		callOptOut: false,
		messageOptOut: false,
	} as CallItem['contact'];
	const wish: CallItem['wish'] = { id: 'w', kind: 'yes', scope: 'now', expiresAt: null };
	const brief = view(REFERENCE).brief;

	it('has number, consent flags, call preference and summary', () => {
		expect(renderBriefCrm({ contact, wish, escalationTrigger: 'chat_loop' }, brief)).toEqual({
			wa_id: '447700900123',
			user_id: 'GB.1',
			name: 'Asha Rao',
			call_opt_out: false,
			message_opt_out: false,
			call_consent: true,
			call_preference: 'call',
			escalation_trigger: 'chat_loop',
			brief_status: 'ready',
			summary: REFERENCE,
		});
	});

	it.each<[string, object, boolean, string]>([
		['has said nothing', { contact }, false, 'unknown'],
		['called', { contact, wish: { ...wish, kind: 'inbound' } }, false, 'unknown'],
		['wants no calls', { contact: { ...contact, callOptOut: true }, wish }, false, 'text_only'],
		['wants nothing', { contact: { ...contact, messageOptOut: true } }, false, 'none'],
		['is not known', {}, false, 'unknown'],
	])('of a customer who %s', (_, item, consent, preference) => {
		expect(renderBriefCrm(item, brief)).toMatchObject({
			call_consent: consent,
			call_preference: preference,
		});
	});

	it('is put under the names of the CRM', () => {
		const record = renderBriefCrm({ contact, wish }, brief);
		const mapping = {
			Phone: 'wa_id',
			Cart: 'summary.estimated_cart',
			Why: 'escalation_trigger',
			Odd: 'constructor.name',
			None: 'summary.budget',
		};
		expect(mapCrmRecord(record, mapping)).toEqual({
			record: { Phone: '447700900123', Cart: 189000, Why: null, Odd: null, None: null },
			unmapped: ['Odd', 'None'],
		});
	});
});

describe('every shared render (S4)', () => {
	it.each(INJECTIONS.filter((text) => /\p{Nd}[\p{Nd}\s.()-]{8,}\p{Nd}/u.test(text)))(
		'hides the number in %j from everybody but the desk and the CRM',
		(text) => {
			const shown = view({ customer_name: text, open_objections: [text], estimated_cart: text });
			const shared = [
				renderBriefSlack(shown),
				renderBriefText(shown),
				renderBriefCard(shown, true),
			];
			for (const each of shared) {
				const digits = JSON.stringify(each)
					.normalize('NFKC')
					.replace(/[\s().-]/g, '');
				expect(digits).not.toMatch(/\p{Nd}{7,}/u);
			}
		},
	);
});

describe('escapeHtml', () => {
	it.each(INJECTIONS)('leaves no markup in %j and loses nothing', (text) => {
		const escaped = escapeHtml(text);
		expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
		const back: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
		expect(escaped.replace(/&([^;]+);/g, (_, name: string) => back[name] ?? '')).toBe(text);
	});
});
