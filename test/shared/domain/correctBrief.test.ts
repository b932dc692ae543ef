import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctBrief } from '../../../nodes/shared/domain/correctBrief';
import { INJECTIONS } from '../../fixtures/summaries/injections';
import { REFERENCE } from '../../fixtures/summaries/outputCase';

const WHO = { by: 'rep_7', at: '2026-10-13T11:00:00.000Z' };
const NUMBER_NEEDED = { properties: { budget: { type: 'number' } }, required: ['budget'] };

const brief = (fields: Record<string, unknown> = REFERENCE, paths: string[] = []) => ({
	status: paths.length > 0 ? ('needs_review' as const) : ('ready' as const),
	fields,
	sources: {},
	errors: paths.map((path) => ({ path, message: 'does not fit' })),
});

describe('correctBrief (S3)', () => {
	it.each<[string, unknown, unknown]>([
		['a number from words', { estimated_cart: '₹1,75,000' }, { estimated_cart: 175000 }],
		[
			'a list from lines',
			{ open_objections: '- price\n- colour' },
			{ open_objections: ['price', 'colour'] },
		],
		['yes or no', { photos_received: 'no' }, { photos_received: false }],
		['nothing from “unknown”', { sentiment: 'Unknown' }, { sentiment: null }],
		['nothing from null', { sentiment: null }, { sentiment: null }],
	])('reads %s', (_what, given, expected) => {
		const result = correctBrief(brief(), given as Record<string, unknown>, WHO);
		expect(result).toMatchObject({
			ok: true,
			brief: { status: 'ready', fields: { ...REFERENCE, ...(expected as object) } },
		});
	});

	it.each<[string, string[], Record<string, unknown>, string[]]>([
		['of a corrected field is settled', ['$.sentiment'], { sentiment: 'calm' }, []],
		['in a corrected field is settled', ['$.open_objections[1]'], { open_objections: ['x'] }, []],
		['of another field stays', ['$.sentiment', '$.budget'], { sentiment: 'x' }, ['$.budget']],
		['of the whole output stays', ['$'], { sentiment: 'calm' }, ['$']],
		[
			'of the whole output is settled once all of it was gone over',
			['$'],
			{ ...REFERENCE, consent_call: undefined },
			[],
		],
	])('what was wrong %s', (_what, paths, given, left) => {
		const { consent_call: _, ...fields } = given;
		const before = brief({ ...REFERENCE, budget: null }, paths);
		const result = correctBrief(before, fields, WHO);
		if (!result.ok) throw new Error('not corrected');
		expect(result.brief.errors.map(({ path }) => path)).toEqual(left);
		expect(result.brief.status).toBe(left.length === 0 ? 'ready' : 'needs_review');
	});

	it('takes out a field that has to be known, and asks for review', () => {
		const before = brief({ ...REFERENCE, budget: 5 });
		const result = correctBrief(before, { budget: 'unknown' }, { ...WHO, schema: NUMBER_NEEDED });
		expect(result).toMatchObject({
			ok: true,
			brief: { status: 'needs_review', fields: { budget: null }, errors: [{ path: '$.budget' }] },
			corrections: [{ field: 'budget', kind: 'invented' }],
		});
	});

	it('tells a schema that is none', () => {
		expect(correctBrief(brief(), {}, { ...WHO, schema: [] })).toEqual({
			ok: false,
			errors: [{ path: 'schema', message: expect.any(String) }],
		});
	});

	it('never throws, never touches consent or fields that are not given, and repeats to nothing', () => {
		const values = fc.oneof(fc.constantFrom(...INJECTIONS), fc.jsonValue());
		const names = fc.oneof(fc.constantFrom(...Object.keys(REFERENCE)), fc.string());
		fc.assert(
			fc.property(fc.dictionary(names, values, { maxKeys: 4 }), (given) => {
				const result = correctBrief(brief(), given, WHO);
				if (!result.ok) return;
				const { fields } = result.brief;
				expect(fields.consent_call).toBe(REFERENCE.consent_call);
				for (const [name, value] of Object.entries(REFERENCE)) {
					if (!Object.hasOwn(given, name)) expect(fields[name]).toBe(value);
				}
				const again = correctBrief(result.brief, given, WHO);
				expect(again).toMatchObject({ ok: true, brief: result.brief, corrections: [] });
			}),
			{ numRuns: 300 },
		);
	});
});
