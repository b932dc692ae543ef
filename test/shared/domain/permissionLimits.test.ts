import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdRequest, type RequestFacts } from '../../../nodes/shared/domain/permissionLimits';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';

const NOW = '2026-10-12T12:00:00.000Z';

const ASKABLE: RequestFacts = {
	hasReason: true,
	sentLastHour: 1,
	lastAnswers: [],
	guard: null,
	isTest: false,
};

const hold = (facts: Partial<RequestFacts> = {}, policy = DEFAULT_POLICY) =>
	holdRequest({ ...ASKABLE, ...facts }, policy, NOW);

const answers = (declines: number, of = 10): boolean[] =>
	Array.from({ length: of }, (_, index) => index >= declines);

describe('holdRequest (P7)', () => {
	it('lets a request with a reason go', () => {
		expect(hold()).toBeNull();
	});

	it('asks nobody without a live escalation or an open yes', () => {
		expect(hold({ hasReason: false })).toEqual({
			code: 'not_escalated',
			found: 'no live escalation and no open yes of this customer',
			retryAt: null,
		});
	});

	it.each([
		[29, null],
		[30, 'request_brake'],
		[31, 'request_brake'],
	])('%i requests in the last hour: %s', (sentLastHour, code) => {
		expect(hold({ sentLastHour })?.code ?? null).toBe(code);
	});

	it('says how many were asked, how many may be, and when to look again', () => {
		expect(hold({ sentLastHour: 30 })).toEqual({
			code: 'request_brake',
			found: '30 requests in the last hour, 30 allowed',
			retryAt: '2026-10-12T12:10:00.000Z',
		});
	});

	it.each([
		[4, null],
		[5, 'request_brake'],
		[10, 'request_brake'],
	])('%i declines among the last ten answers: %s', (declines, code) => {
		expect(hold({ lastAnswers: answers(declines) })?.code ?? null).toBe(code);
	});

	it('five declines of five answers hold, and older ones do not count', () => {
		expect(hold({ lastAnswers: answers(5, 5) })).toMatchObject({
			found: '5 of the last 5 answers were no, held at 5',
			retryAt: '2026-10-12T13:00:00.000Z',
		});
		expect(hold({ lastAnswers: [...answers(0), ...answers(9, 9)] })).toBeNull();
	});

	it('with many declines one request an hour still goes, or no answer could lift the brake', () => {
		expect(hold({ lastAnswers: answers(10), sentLastHour: 0 })).toBeNull();
		expect(hold({ lastAnswers: answers(10), sentLastHour: 1 })).not.toBeNull();
	});

	it('the policy sets both limits', () => {
		const policy = { ...DEFAULT_POLICY, requestsPerHour: 2, declinesOfTen: 1 };
		expect(hold({ sentLastHour: 2 }, policy)).not.toBeNull();
		expect(hold({ lastAnswers: answers(1) }, policy)).not.toBeNull();
	});

	it('more requests, more declines or no reason never let one go that was held', () => {
		fc.assert(
			fc.property(fc.nat(60), fc.nat(10), fc.boolean(), (sentLastHour, declines, hasReason) => {
				const held = hold({ sentLastHour, lastAnswers: answers(declines), hasReason });
				if (held === null) return;
				expect(hold({ sentLastHour: sentLastHour + 1, lastAnswers: answers(declines) })).toSatisfy(
					(more: unknown) => more !== null || !hasReason,
				);
				expect(
					hold({ sentLastHour, lastAnswers: answers(Math.min(10, declines + 1)), hasReason }),
				).not.toBeNull();
			}),
		);
	});
});

describe('holdRequest while the quality guard is red (M2)', () => {
	const guard = (
		level: 'green' | 'amber' | 'red',
		reasons: NonNullable<RequestFacts['guard']>['reasons'] = ['repeated_calls'],
	): NonNullable<RequestFacts['guard']> => ({
		level,
		reasons,
		measures: [{ measure: 'repeated_calls', level, count: 3, sample: 40, interval: null }],
		redEndsAt: level === 'red' ? '2026-11-12T18:30:00.000Z' : null,
	});

	it('asks nobody, says what was counted, and until when', () => {
		expect(hold({ guard: guard('red') })).toEqual({
			code: 'quality_guard',
			found: 'red: 3 of 40 calls right after another one',
			retryAt: '2026-11-12T18:30:00.000Z',
		});
	});

	it.each(['green', 'amber'] as const)('goes on asking while it is %s', (level) => {
		expect(hold({ guard: guard(level) })).toBeNull();
	});

	it('names the missing reason first: that one is about this customer', () => {
		expect(hold({ guard: guard('red'), hasReason: false })?.code).toBe('not_escalated');
	});

	it('asks a test contact, unless Meta itself has restricted the number', () => {
		expect(hold({ guard: guard('red'), isTest: true })).toBeNull();
		const byMeta = guard('red', ['repeated_calls', 'meta_restriction']);
		expect(hold({ guard: byMeta, isTest: true })?.code).toBe('quality_guard');
	});

	it('the brake on blasts holds test contacts too', () => {
		expect(hold({ sentLastHour: 30, isTest: true })?.code).toBe('request_brake');
	});
});
