import { describe, expect, it } from 'vitest';
import { messageFeatures } from '../../../nodes/shared/domain/escalation';
import { isStartWord } from '../../../nodes/shared/domain/optInWords';
import { readIntent } from '../../../nodes/shared/domain/intent';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import {
	HOUSE_TEXTS,
	LANGUAGES,
	LONGEST_SUMMARY_LINE,
	LONGEST_VALUE,
	PLACEHOLDERS,
	policyText,
	SUMMARY_LINES,
	TEXT_KEYS,
	TEXT_RULES,
	type Language,
	type TextKey,
	type TextRule,
} from '../../../nodes/shared/domain/texts';

const policy = (texts: Record<string, Record<string, string>> = {}, language = 'en') => ({
	...DEFAULT_POLICY,
	texts,
	language,
});

const everyText = LANGUAGES.flatMap((language) =>
	TEXT_KEYS.map((key) => [language, key] as [Language, TextKey]),
);

describe('the house texts', () => {
	it.each(everyText)('%s %s fits WhatsApp with the longest values', (language, key) => {
		const rule: TextRule = TEXT_RULES[key];
		const longest = Object.fromEntries(PLACEHOLDERS.map((name) => [name, 'x'.repeat(200)]));
		const summary = Array.from({ length: 50 }, () => 'x'.repeat(200)).join('\n');
		const { text } = policyText(policy(), key, language, { ...longest, summary });
		expect(text.length).toBeGreaterThan(0);
		expect(text.length).toBeLessThanOrEqual(rule.max);
		expect(text).not.toMatch(/[{}]/);
	});

	it.each(everyText)('%s %s speaks only of what it may', (language, key) => {
		const { placeholders, needs }: TextRule = TEXT_RULES[key];
		const found = [...HOUSE_TEXTS[language][key].matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
		expect(placeholders).toEqual(expect.arrayContaining(found));
		expect(needs === undefined || found.includes(needs)).toBe(true);
	});

	it.each(everyText)('%s %s reads well without any value', (language, key) => {
		const { text } = policyText(policy(), key, language);
		expect(text).not.toMatch(/[{}]|\(\s*\)|\s[,.?!।]|\s{2}/);
	});

	it.each(LANGUAGES)('C4: every offer in %s asks and waits', (language) => {
		const offers = TEXT_KEYS.filter((key) => /^(offer_(?!slots)|apologise_|stop_bot_)/.test(key));
		expect(offers).toHaveLength(5);
		for (const key of offers) expect(HOUSE_TEXTS[language][key]).toMatch(/\?$/);
	});

	it.each(LANGUAGES)('P4: a refusal is taken back in %s by the words that we name', (language) => {
		const [, words = ''] = /“(.+)”/.exec(HOUSE_TEXTS[language].opt_out_confirmed) ?? [];
		expect(readIntent(words, { offerOpen: false }).intent).toBe('opt_in_calls');
	});

	it.each(LANGUAGES)('P4: a stop is taken back in %s by the word that we name', (language) => {
		const [, word = ''] = /“(.+)”/.exec(HOUSE_TEXTS[language].stop_confirmed) ?? [];
		expect(isStartWord(word)).toBe(true);
	});

	it.each(LANGUAGES)(
		'V6: an automated voice in %s says first that it is one, then what for, then how to reach a person',
		(language) => {
			const { text } = policyText(policy(), 'automated_disclosure', language, { slot: 'SLOT' });
			const [first = ''] = text.split(/[.।]/);
			expect(first).toMatch(/automated|स्वचालित|automática/);
			expect(text.indexOf('SLOT')).toBeGreaterThan(first.length);
			expect(text.indexOf('“')).toBeGreaterThan(text.indexOf('SLOT'));
		},
	);

	it.each(
		LANGUAGES.flatMap((language) =>
			(
				[
					['rating', ['button_good', 'button_fair', 'button_poor']],
					['consent', ['button_agree', 'button_refuse']],
					['triage', ['topic_order', 'topic_price', 'topic_problem', 'topic_other']],
				] as const
			).map(([about, keys]) => ({ language, about, keys })),
		),
	)('$language: the buttons of a $about differ, and none is a call', ({ language, keys }) => {
		const titles = keys.map((key) => HOUSE_TEXTS[language][key]);
		expect(new Set(titles).size).toBe(titles.length);
		for (const title of titles) {
			const { intent } = readIntent(title, { offerOpen: false });
			expect(intent).toBe('none');
		}
	});

	it.each(LANGUAGES)(
		'C2, C6: a person is asked for in %s by the words that we name',
		(language) => {
			const [, words = ''] = /“(.+)”/.exec(HOUSE_TEXTS[language].answer_fallback) ?? [];
			expect(readIntent(words, { offerOpen: false }).intent).toBe('call_request');
		},
	);

	it.each(LANGUAGES)(
		'C2, C6: no answer in %s counts as one that was not understood',
		(language) => {
			const said = { from: 'business', text: HOUSE_TEXTS[language].answer_fallback } as const;
			const { clarificationFailed } = messageFeatures({ ...said, at: '2026-10-12T09:30:00Z' });
			expect(clarificationFailed).toBe(true);
		},
	);

	it.each(
		LANGUAGES.flatMap((language) => [
			[language, 'button_yes', 'accept'] as const,
			[language, 'button_later', 'accept_later'] as const,
			[language, 'button_no', 'decline'] as const,
		]),
	)('%s %s, typed instead of tapped, means %s', (language, key, intent) => {
		expect(readIntent(HOUSE_TEXTS[language][key], { offerOpen: true }).intent).toBe(intent);
	});
});

describe('policyText', () => {
	const own = policy({ offer_call: { es: 'Hola, {name}. ¿Te marcamos?', fr: 'Un appel ?' } });

	it.each([
		['es', null, 'Hola. ¿Te marcamos?', 'es'],
		['es-MX', 'Ana', 'Hola, Ana. ¿Te marcamos?', 'es'],
		['es_MX', 'Ana', 'Hola, Ana. ¿Te marcamos?', 'es'],
		['fr-CA', null, 'Un appel ?', 'fr'],
	])('takes the operator’s words for %s', (language, name, text, found) => {
		expect(policyText(own, 'offer_call', language, { name })).toEqual({ text, language: found });
	});

	it.each([
		['pt-BR', 'pt'],
		['pt_BR', 'pt'],
		['HI-latn-IN', 'hi-Latn'],
		['hi-IN', 'hi'],
		['en_US', 'en'],
	])('finds the house’s text for %s under %s', (language, found) => {
		expect(policyText(own, 'button_no', language)).toEqual({
			text: HOUSE_TEXTS[found as Language].button_no,
			language: found,
		});
	});

	it.each([[null], ['sv'], ['no language at all'], ['']])(
		'%s falls back to the language of the policy, then to English',
		(language) => {
			expect(policyText(policy({}, 'es-MX'), 'button_no', language).language).toBe('es');
			expect(policyText(policy({}, 'ja'), 'button_no', language).language).toBe('en');
		},
	);

	it('an empty text of the operator is no text', () => {
		expect(policyText(policy({ button_no: { en: '' } }), 'button_no', 'en').text).toBe(
			HOUSE_TEXTS.en.button_no,
		);
	});

	it('takes a value as it is: one line, cut where it is long, never a placeholder itself', () => {
		const text = (name: string) =>
			policyText(policy({ not_now: { en: '{name}!' } }), 'not_now', 'en', { name }).text;
		expect(text('Ana\n María')).toBe('Ana María!');
		expect(text('{slot} $& $1')).toBe('{slot} $& $1!');
		expect([...text('😀'.repeat(100))]).toHaveLength(LONGEST_VALUE + 1);
	});

	it('V7: takes a summary line by line, as many and as long as fit, the rest as one line each', () => {
		const summary = ' Sofa:  olive\tvelvet \r\n\nCart: {name} $&\u2028' + 'x\n'.repeat(20);
		const { text } = policyText(policy(), 'recap', 'en', { name: 'Asha\nRao', summary });
		const lines = text.split('\n');
		expect(lines.slice(0, 4)).toEqual([
			'Thank you for the call, Asha Rao! As discussed:',
			'Sofa: olive velvet',
			'Cart: {name} $&',
			'x',
		]);
		expect(lines).toHaveLength(SUMMARY_LINES + 2);
		const long = policyText(policy(), 'recap', 'en', { summary: '😀'.repeat(300) }).text;
		expect([...(long.split('\n')[1] ?? '')]).toHaveLength(LONGEST_SUMMARY_LINE);
	});

	it('keeps brackets and commas whose values are known', () => {
		const { text } = policyText(policy(), 'offer_slots', 'en', { zone: 'London time' });
		expect(text).toContain(' (London time).');
	});
});
