import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	isFinalCallState,
	reduceCall,
	type CallState,
} from '../../../nodes/shared/domain/callState';
import type { CallTerminated, OwnAction } from '../../../nodes/shared/domain/webhookEvent';
import {
	accepted,
	answerSdp,
	at,
	failed,
	inbound,
	offered,
	outbound,
	own,
	ownNoLeg,
	ready,
	rejected,
	ringing,
	SCRIPTS,
	talked,
	terminated,
	type Step,
} from './callScripts';

const LONGEST = 6;

function subsetsOf<T>(list: readonly T[]): T[][] {
	const [first, ...rest] = list;
	if (first === undefined) return [[]];
	return subsetsOf(rest).flatMap((subset) => [subset, [first, ...subset]]);
}

function ordersOf<T>(list: readonly T[]): T[][] {
	if (list.length === 0) return [[]];
	return list.flatMap((first, index) =>
		ordersOf(list.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
	);
}

/** As it came; each event again after all others, and before them; everything again, backwards. */
const repetitionsOf = (order: readonly Step[]): Step[][] => [
	[...order],
	[...order, ...order.toReversed()],
	...order.flatMap((event) => [
		[...order, event],
		[event, ...order],
	]),
];

const REJECTIONS: string[] = ['rejected', 'own_reject'];
const ANSWERS: string[] = ['accepted', 'own_accept'];
const INBOUND: string[] = ['call_offered', 'own_accept', 'own_reject'];

/** Ours comes after the end by no more than clocks may differ (3 s), and the first of ours counts. */
function isCutOff(events: readonly Step[], { at, endAt }: CallTerminated): boolean {
	const [ours] = events
		.filter((event): event is OwnAction => event.type === 'own_terminate')
		.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
	return ours?.noLeg === true && Date.parse(ours.at) <= Date.parse(endAt ?? at) + 3_000;
}

/** The state by requirements.md V2 as plain questions about what was heard; one ending at most. */
function expectedState(events: readonly Step[]): CallState['state'] {
	const heard = (types: string[]) => events.some(({ type }) => types.includes(type));
	if (heard(REJECTIONS)) return 'declined';
	const end = events.find((event) => event.type === 'terminated');
	const isAnswered = heard(ANSWERS) || (end && (end.startAt !== null || !!end.durationSeconds));
	if (!end) return isAnswered ? 'accepted' : heard(['ringing']) ? 'ringing' : 'offered';
	const isFailure =
		end.status === 'failed' ||
		(end.status === 'unknown' && end.errors.length > 0) ||
		isCutOff(events, end);
	if (isFailure) return 'failed';
	if (isAnswered) return 'completed';
	const isInbound = end.direction === 'inbound' || (end.direction === null && heard(INBOUND));
	return isInbound ? 'missed' : 'no_answer';
}

describe('reduceCall, every order', () => {
	const full: [string, Step[]][] = [
		...SCRIPTS.map(([title, events]): [string, Step[]] => [title, events]),
		[
			'an outbound call with everything',
			[
				answerSdp(0, 'att_1'),
				ringing(2),
				accepted(9),
				own('own_terminate', 67),
				terminated(69, { ...outbound, ...talked }),
				ready('recording_ready', 90),
			],
		],
		[
			'an inbound call with everything',
			[
				offered(0),
				own('own_accept', 5),
				own('own_terminate', 60),
				terminated(69, { ...inbound, ...talked }),
				ready('recording_ready', 90),
				ready('transcript_ready', 95),
			],
		],
		[
			'an outbound call, declined, failed and stopped at once',
			[
				answerSdp(0, 'att_1'),
				ringing(2),
				accepted(6),
				rejected(7),
				own('own_terminate', 7),
				failed(8, outbound),
			],
		],
	];

	full.push([
		'an outbound call that nobody could carry',
		[
			answerSdp(0, 'att_1'),
			ringing(2),
			accepted(9),
			ownNoLeg(10),
			terminated(12, { ...outbound, startAt: at(9), endAt: at(12), durationSeconds: 3 }),
			ready('recording_ready', 90),
		],
	]);

	it.each(full)('V2: one final state for whatever is heard, in any order, of: %s', (_, script) => {
		expect(script.length).toBeLessThanOrEqual(LONGEST);
		for (const heard of subsetsOf(script)) {
			const expected = reduceCall(heard);
			if (heard.filter(({ type }) => type === 'terminated').length < 2)
				expect(expected.state).toBe(expectedState(heard));
			for (const arrived of ordersOf(heard).flatMap(repetitionsOf)) {
				// Comparing as text: a hundred times as fast as a deep comparison.
				if (JSON.stringify(reduceCall(arrived)) !== JSON.stringify(expected))
					expect(reduceCall(arrived)).toEqual(expected);
			}
		}
	});

	const ENDS = {
		'is not over': [],
		'ends with nobody named': [terminated(47, { direction: null })],
		'ends after talk': [terminated(69, { ...outbound, ...talked })],
		fails: [failed(40, { direction: null })],
	};
	const KINDS = [
		offered(0),
		answerSdp(1, 'att_1'),
		ringing(2),
		accepted(9),
		rejected(12),
		own('own_accept', 10),
		own('own_reject', 11),
		own('own_terminate', 46),
	];

	it.each(Object.entries(ENDS))(
		'V2: one final state for every script of up to six kinds of events, in any order, that %s',
		(_, end) => {
			const scripts = subsetsOf(KINDS).map((kinds) => [...kinds, ...end]);
			for (const script of scripts.filter(({ length }) => length <= LONGEST)) {
				const expected = reduceCall(script);
				expect(expected.state).toBe(expectedState(script));
				for (const arrived of ordersOf(script)) {
					if (JSON.stringify(reduceCall(arrived)) !== JSON.stringify(expected))
						expect(reduceCall(arrived)).toEqual(expected);
				}
			}
		},
	);
});

const second = fc.nat({ max: 90 });
const error = fc.record({
	code: fc.constantFrom(138021, 138023),
	title: fc.constant(null),
	details: fc.constant(null),
});
const ending = fc.record({
	direction: fc.constantFrom('inbound', 'outbound', null),
	status: fc.constantFrom('completed', 'failed', 'unknown'),
	rawStatus: fc.constantFrom('COMPLETED', 'FAILED', null),
	startAt: fc.constantFrom(null, talked.startAt),
	endAt: fc.constantFrom(null, talked.endAt),
	durationSeconds: fc.constantFrom(null, 0, 4, 60),
	errors: fc.array(error, { maxLength: 2 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
	second.map(offered),
	second.map((at) => answerSdp(at, at % 2 ? 'att_1' : null)),
	second.map(ringing),
	second.map(accepted),
	second.map(rejected),
	fc.tuple(second, ending).map(([at, rest]) => terminated(at, rest)),
	fc
		.tuple(fc.constantFrom('own_accept', 'own_reject', 'own_terminate'), second)
		.map(([type, at]) => own(type, at)),
	second.map(ownNoLeg),
	second.map((at) => ready('recording_ready', at)),
);
const story = fc.array(step, { maxLength: 14 });

describe('reduceCall, any story', () => {
	it('V2: gives one result for any order and repetition', () => {
		const arrivals = story.chain((events) =>
			fc.tuple(
				fc.constant(events),
				fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length }),
			),
		);
		fc.assert(
			fc.property(arrivals, ([events, arrived]) => {
				expect(reduceCall(structuredClone(arrived))).toEqual(reduceCall(events));
			}),
			{ numRuns: 2000 },
		);
	});

	it('V2: never overwrites a rejection', () => {
		fc.assert(
			fc.property(story, fc.oneof(second.map(rejected), step), (events, more) => {
				const isRejected = [...events, more].some(({ type }) => REJECTIONS.includes(type));
				expect(reduceCall([...events, more]).state === 'declined').toBe(isRejected);
			}),
			{ numRuns: 1000 },
		);
	});

	it('V2: never calls a connect an answer', () => {
		const unanswered = story.map((events) =>
			events
				.filter(({ type }) => ![...ANSWERS, 'terminated'].includes(type))
				.concat(answerSdp(1), offered(1), terminated(80, { direction: null })),
		);
		fc.assert(
			fc.property(unanswered, (events) => {
				const call = reduceCall(events);
				expect(['no_answer', 'missed', 'declined', 'failed']).toContain(call.state);
				expect([call.answeredAt, call.talkSeconds]).toEqual([null, undefined]);
			}),
		);
	});

	it('V2: is final once an end or a rejection was heard, and only then', () => {
		fc.assert(
			fc.property(story, (events) => {
				const isOver = events.some(({ type }) => [...REJECTIONS, 'terminated'].includes(type));
				const call = reduceCall(events);
				expect(isFinalCallState(call.state)).toBe(isOver);
				expect('endedBy' in call).toBe(isOver);
				expect(call.endedAt !== null).toBe(isOver);
			}),
		);
	});
});
