import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	INBOUND_RING_MS,
	OUTBOUND_RING_MS,
	ringPlan,
	type RingCandidate,
	type RingSituation,
} from '../../../nodes/shared/domain/ringPlan';

const someone = (id: string, idleSince: string | null = null, isLast = false): RingCandidate => ({
	id,
	idleSince,
	isLast,
});

/** Idle the longer, the earlier in the alphabet; nobody has talked to this customer before. */
const TEAM = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, hour) =>
	someone(id, `2026-10-10T0${hour}:00`),
);
/** The same, but it was `e` who talked to this customer. */
const KNOWN = TEAM.map((one) => ({ ...one, isLast: one.id === 'e' }));

const at = (seconds: number, more: Partial<RingSituation> = {}): string[] =>
	ringPlan({
		order: 'last_then_idle',
		elapsedMs: seconds * 1000,
		totalMs: OUTBOUND_RING_MS,
		candidates: TEAM,
		ringing: [],
		closed: [],
		...more,
	});

/** Looked at each tenth of a second: when it begins to ring at whom, if nobody declines. */
function course(more: Partial<RingSituation>, totalMs = OUTBOUND_RING_MS): Record<string, number> {
	const since: Record<string, number> = {};
	for (let elapsedMs = 0; elapsedMs <= totalMs; elapsedMs += 100) {
		const ringing = Object.keys(since);
		for (const id of at(elapsedMs / 1000, { totalMs, ringing, ...more }))
			since[id] = elapsedMs / 1000;
	}
	return since;
}

describe('V4: at whom a ring begins to ring, in seconds', () => {
	it.each([
		['known to nobody', {}, OUTBOUND_RING_MS, { a: 0, b: 5, c: 10, d: 15, e: 20, f: 23 }],
		[
			'known to e',
			{ candidates: KNOWN },
			OUTBOUND_RING_MS,
			{ e: 0, a: 8, b: 13, c: 18, d: 23, f: 23 },
		],
		[
			'a customer’s call, known to e',
			{ candidates: KNOWN },
			INBOUND_RING_MS,
			{ e: 0, a: 8, b: 13, c: 18, d: 18, f: 18 },
		],
		[
			'known to nobody, a customer’s call',
			{},
			INBOUND_RING_MS,
			{ a: 0, b: 5, c: 10, d: 15, e: 18, f: 18 },
		],
		[
			'everybody at once, if the desk says so',
			{ candidates: KNOWN, order: 'all' as const },
			OUTBOUND_RING_MS,
			{ a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 },
		],
		['a yes that ends in 9 s', {}, 9_000, { a: 0, b: 2, c: 2, d: 2, e: 2, f: 2 }],
		[
			'a yes that ends in 3 s',
			{ candidates: KNOWN },
			3_000,
			{ a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 },
		],
		['nobody there', { candidates: [] }, OUTBOUND_RING_MS, {}],
		[
			'one alone, the last one',
			{ candidates: [someone('e', null, true)] },
			OUTBOUND_RING_MS,
			{ e: 0 },
		],
	])('%s', (_what, more, totalMs, expected) => {
		expect(course(more, totalMs)).toEqual(expected);
	});
});

describe('who is next', () => {
	it('the last representative before anybody who has been idle longer', () => {
		expect(at(0, { candidates: KNOWN })).toEqual(['e']);
	});

	it('whoever has not talked yet before everybody who has', () => {
		expect(at(0, { candidates: [...TEAM, someone('x')] })).toEqual(['x']);
	});

	it('of two alike always the same one, whatever the order in which they are named', () => {
		const [one, other] = [someone('m'), someone('n')];
		expect(at(0, { candidates: [one, other] })).toEqual(at(0, { candidates: [other, one] }));
	});

	it.each([
		['declines: the next at once', { ringing: ['a'], closed: ['e'] }, 3, []],
		['declines, and nobody rings: the longest idle', { closed: ['e'] }, 3, ['a']],
		['has declined: from then on one more each 5 s', { ringing: ['a'], closed: ['e'] }, 5, ['b']],
		[
			'is not ready any more while it rings there: others are asked',
			{ candidates: TEAM, ringing: ['e'] },
			5,
			['a'],
		],
		['becomes ready in the middle: before all others', { ringing: ['a'] }, 8, ['e']],
	])('the last representative %s', (_what, more, seconds, expected) => {
		expect(at(seconds, { candidates: KNOWN, ...more })).toEqual(expected);
	});

	it('after a pause of the process all whose turn has come are asked together', () => {
		expect(at(12, { ringing: ['a'] })).toEqual(['b', 'c']);
	});
});

describe('always', () => {
	const situation: fc.Arbitrary<RingSituation> = fc
		.record({
			count: fc.nat(8),
			last: fc.integer({ min: -1, max: 8 }),
			order: fc.constantFrom('last_then_idle' as const, 'all' as const),
			elapsedMs: fc.integer({ min: -1_000, max: 40_000 }),
			totalMs: fc.constantFrom(3_000, INBOUND_RING_MS, OUTBOUND_RING_MS),
			marks: fc.array(fc.constantFrom('free', 'rings', 'closed'), { minLength: 9, maxLength: 9 }),
		})
		.map(({ count, last, marks, ...rest }) => {
			const ids = Array.from({ length: count }, (_, n) => `r${n}`);
			const marked = (mark: string) => ids.filter((_, n) => marks[n] === mark);
			return {
				...rest,
				candidates: ids.map((id, n) => someone(id, `2026-10-10T0${n}:00`, n === last)),
				ringing: marked('rings'),
				closed: marked('closed'),
			};
		});

	it('nobody is asked twice, nor after declining, nor outside the time', () => {
		fc.assert(
			fc.property(situation, (given) => {
				const next = ringPlan(given);
				expect(new Set(next).size).toBe(next.length);
				for (const id of next) expect([...given.ringing, ...given.closed]).not.toContain(id);
				if (given.elapsedMs < 0 || given.elapsedMs >= given.totalMs) expect(next).toEqual([]);
			}),
		);
	});

	it('within the time it rings somewhere as long as somebody is free', () => {
		fc.assert(
			fc.property(situation, (given) => {
				const { elapsedMs, totalMs, candidates, ringing, closed } = given;
				const free = candidates.filter(({ id }) => ![...ringing, ...closed].includes(id));
				if (elapsedMs < 0 || elapsedMs >= totalMs || free.length === 0) return;
				expect(ringing.length + ringPlan(given).length).toBeGreaterThan(0);
			}),
		);
	});

	it('in the last 7 s at everybody who is free', () => {
		fc.assert(
			fc.property(situation, fc.nat(6_999), (given, left) => {
				const elapsedMs = Math.max(0, given.totalMs - 1 - left);
				const { candidates, ringing, closed } = given;
				const free = candidates.filter(({ id }) => ![...ringing, ...closed].includes(id));
				expect(ringPlan({ ...given, elapsedMs })).toHaveLength(free.length);
			}),
		);
	});

	it('changes nothing that it is given', () => {
		fc.assert(
			fc.property(situation, (given) => {
				const before = structuredClone(given);
				ringPlan(given);
				expect(given).toEqual(before);
			}),
		);
	});
});
