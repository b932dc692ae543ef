import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	CORRECTION_KINDS,
	type Correction,
	type CorrectionKind,
} from '../../../nodes/shared/domain/briefCorrections';
import {
	feedbackLines,
	promptFeedback,
	quotesCorrections,
	type Guidance,
} from '../../../nodes/shared/domain/promptFeedback';
import { INJECTIONS } from '../../fixtures/summaries/injections';
import { REFERENCE } from '../../fixtures/summaries/outputCase';

const FIELDS = Object.keys(REFERENCE);

const correction = (
	field: string,
	kind: CorrectionKind,
	before: unknown = null,
	after: unknown = null,
): Correction => ({ field, kind, before, after, by: 'rep_7', at: '2026-10-13T11:00:00.000Z' });

const guide = (field: string, text: string, more: Partial<Guidance> = {}): Guidance => ({
	field,
	kind: null,
	text,
	approvedAt: '2026-10-14T09:00:00.000Z',
	...more,
});

describe('promptFeedback (S3)', () => {
	it('counts by field and kind, most frequent first', () => {
		const corrections = [
			correction('sentiment', 'wrong', 'calm', 'angry'),
			correction('estimated_cart', 'missing', null, 175000),
			correction('estimated_cart', 'missing', null, 90000),
			correction('estimated_cart', 'wrong', 5, 6),
		];
		expect(promptFeedback(corrections, [], FIELDS)).toEqual([
			{ field: 'estimated_cart', kind: 'missing', count: 2, guidance: null, isWithheld: false },
			{ field: 'estimated_cart', kind: 'wrong', count: 1, guidance: null, isWithheld: false },
			{ field: 'sentiment', kind: 'wrong', count: 1, guidance: null, isWithheld: false },
		]);
	});

	it('gives approved guidance of the kind, else of the field, the newest', () => {
		const corrections = [correction('sentiment', 'wrong'), correction('sentiment', 'missing')];
		const guidance = [
			guide('sentiment', 'old', { approvedAt: '2026-10-01T09:00:00.000Z' }),
			guide('sentiment', 'Name the  mood\nof the last message.'),
			guide('sentiment', 'Never leave it out.', { kind: 'missing' }),
			guide('sentiment', 'not approved', { kind: 'wrong', approvedAt: null }),
			guide('estimated_cart', 'of another field'),
		];
		expect(promptFeedback(corrections, guidance, FIELDS).map((each) => each.guidance)).toEqual([
			'Never leave it out.',
			'Name the mood of the last message.',
		]);
	});

	it('keeps back guidance that repeats a correction which is not counted any more', () => {
		const old = correction('sentiment', 'wrong', 'calm', 'furious about delivery');
		const recent = [correction('sentiment', 'wrong', 'calm', 'sad')];
		const guidance = [guide('sentiment', 'Say when somebody is furious about delivery.')];
		expect(promptFeedback(recent, guidance, FIELDS, [old, ...recent])).toMatchObject([
			{ count: 1, guidance: null, isWithheld: true },
		]);
	});

	it('leaves out fields that the schema does not have', () => {
		const poisoned = INJECTIONS.map((text) => correction(text, 'wrong', text, text));
		expect(promptFeedback(poisoned, [], FIELDS)).toEqual([]);
	});

	it.each<[string, string, unknown, string]>([
		['a name', 'customer_name', 'Asha Rao', 'Names such as asha rao are in the contact.'],
		['a part of a name', 'customer_name', 'Asha Rao', 'ASHA is a first name.'],
		['a cart', 'estimated_cart', 189000, 'A cart of ₹1,89,000 is a high one.'],
		[
			'a phone number',
			'sentiment',
			'on +91 98123 45678',
			'Numbers such as 9812345678 are no carts.',
		],
		['the end of a phone number', 'sentiment', 'on +91 98123 45678', 'Not 45678 either.'],
		['digits of another script', 'sentiment', 'on 98123 45678', 'No ९८१२३४५६७८.'],
		[
			'three words in a row',
			'sentiment',
			'hates the olive velvet one',
			'Write "the Olive velvet".',
		],
		['an entry of a list', 'open_objections', ['too dear', 'late'], 'Such as "too dear".'],
		['a value in an object', 'sentiment', { city: 'Pune' }, 'Cities such as Pune count.'],
		['a text without its accents', 'sentiment', 'São Paulo', 'Not sao paulo.'],
	])('keeps back guidance that repeats %s, and says so', (_, field, value, text) => {
		for (const corrections of [
			[correction(field, 'wrong', value, null)],
			[correction(field, 'wrong', null, value)],
		]) {
			const [feedback] = promptFeedback(corrections, [guide(field, text)], FIELDS);
			expect(feedback).toMatchObject({ guidance: null, isWithheld: true });
			expect(quotesCorrections(text, corrections)).toBe(true);
		}
	});

	it('lets guidance speak of fields, types and single words of a text', () => {
		const text = 'Write the cart as a bare number, and a sofa by its name.';
		const corrections = [
			correction('product_interest', 'wrong', 'a sofa with olive velvet', 'a bed'),
			correction('photos_received', 'wrong', true, false),
		];
		expect(quotesCorrections(text, corrections)).toBe(false);
		expect(promptFeedback(corrections, [guide('photos_received', text)], FIELDS)[1]).toMatchObject({
			guidance: text,
		});
	});

	it('never shows a value of any correction, not even through guidance that quotes it', () => {
		const values = fc.oneof(
			fc.constantFrom(...INJECTIONS),
			fc.stringMatching(/^[a-z]{5,9}( [a-z]{4,9}){0,3}$/).map((text) => `zq${text}`),
			fc.integer({ min: 1000, max: 10 ** 9 }),
		);
		const anyValue = fc.oneof(values, fc.array(values, { minLength: 1, maxLength: 3 }));
		const corrections = fc.array(
			fc.record({
				field: fc.oneof(fc.constantFrom(...FIELDS), fc.constantFrom(...INJECTIONS)),
				kind: fc.constantFrom(...CORRECTION_KINDS),
				before: anyValue,
				after: anyValue,
				by: fc.constant('rep_7'),
				at: fc.constant('2026-10-13T11:00:00.000Z'),
			}),
			{ minLength: 1, maxLength: 8 },
		);
		const poisoned = corrections.chain((made) => {
			const said = made.flatMap(({ before, after }) => [before, after].flat().map(String));
			const texts = fc.constantFrom(...said).map((value) => `Heed this: ${value}!`);
			return fc.record({
				made: fc.constant(made),
				said: fc.constant(said),
				guidance: fc.array(
					fc.record({
						field: fc.constantFrom(...FIELDS),
						kind: fc.constant(null),
						text: fc.oneof(texts, fc.constant('Name the mood.')),
						approvedAt: fc.constant('2026-10-14T09:00:00.000Z'),
					}),
					{ maxLength: 6 },
				),
			});
		});
		fc.assert(
			fc.property(poisoned, ({ made, said, guidance }) => {
				const feedback = promptFeedback(made, guidance, FIELDS);
				const shown = `${JSON.stringify(feedback)}\n${feedbackLines(feedback).join('\n')}`;
				for (const value of said) expect(shown).not.toContain(value);
				for (const { field } of feedback) expect(FIELDS).toContain(field);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('feedbackLines (S3)', () => {
	it('says how often which field was wrong, and the guidance', () => {
		const corrections = [
			correction('estimated_cart', 'missing'),
			correction('estimated_cart', 'missing'),
			correction('sentiment', 'invented'),
		];
		const guidance = [guide('sentiment', 'Leave it unknown unless it shows.')];
		expect(feedbackLines(promptFeedback(corrections, guidance, FIELDS))).toEqual([
			'estimated_cart was left unknown although the customer had said it, 2 times.',
			'sentiment was filled in although the customer had not said it, once. Leave it unknown unless it shows.',
		]);
	});
});
