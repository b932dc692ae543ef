import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	isFinalCallState,
	reduceCall,
	type FinalCallState,
} from '../../../nodes/shared/domain/callState';
import { tellsEnd } from '../../../nodes/shared/domain/tellsEnd';
import {
	accepted,
	answerSdp,
	failed,
	inbound,
	offered,
	outbound,
	own,
	ready,
	rejected,
	ringing,
	SCRIPTS,
	talked,
	terminated,
	type Step,
} from './callScripts';

const keyOf = (step: Step) => ('eventKey' in step ? step.eventKey : null);

/** The events that tell of the end, of what was heard so far. */
const tellers = (heard: Step[], verdict: FinalCallState | null = null) =>
	heard.map(keyOf).filter((key): key is string => key !== null && tellsEnd(heard, key, verdict));

const hungUp = terminated(69, { ...outbound, ...talked });
const noAnswer = terminated(47, outbound);
const ofRecording = ready('recording_ready', 90);

describe('tellsEnd', () => {
	it.each<[string, Step[], Step | null]>([
		['V2: nothing has ended yet', [answerSdp(0), ringing(2), accepted(9)], null],
		['V2: the terminate', [answerSdp(0), ringing(2), accepted(9), hungUp], hungUp],
		[
			'V2: the terminate, though the ring is heard of an hour later',
			[answerSdp(0), hungUp, ringing(2), accepted(9)],
			hungUp,
		],
		[
			'V2: the rejection, and not the terminate that follows it',
			[ringing(2), rejected(7), terminated(8, outbound)],
			rejected(7),
		],
		[
			'V2: a rejection that puts right what the terminate told',
			[ringing(2), terminated(8, outbound), rejected(7)],
			rejected(7),
		],
		[
			'V2: an answer that puts right what the terminate told',
			[ringing(2), terminated(20, outbound), accepted(9)],
			accepted(9),
		],
		['V2: the second ending, if it says more', [ringing(2), noAnswer, hungUp], hungUp],
		[
			'V2: the first of two endings that say the same',
			[noAnswer, terminated(48, outbound)],
			noAnswer,
		],
		[
			'a rejection of ours is told by the next event, since it starts no workflow itself',
			[offered(0), own('own_reject', 4), terminated(5, inbound)],
			terminated(5, inbound),
		],
		['a rejection of ours, before anything follows', [offered(0), own('own_reject', 4)], null],
		['a recording that comes after the end tells nothing', [noAnswer, ofRecording], noAnswer],
		['a recording that comes before the end', [ofRecording, noAnswer], noAnswer],
	])('%s', (_, heard, expected) => {
		expect(tellers(heard)).toEqual(expected ? [keyOf(expected)] : []);
	});

	describe('after a verdict', () => {
		const failedLate = failed(90, outbound);

		it.each<[string, Step[], FinalCallState, Step | null]>([
			['V7: the same end tells nothing', [ringing(2), noAnswer], 'no_answer', null],
			['V7: another end tells anew', [ringing(2), noAnswer], 'failed', noAnswer],
			['nothing has ended by an event', [answerSdp(0), ringing(2)], 'failed', null],
			[
				'the same end, then another: that one tells',
				[failedLate, rejected(7)],
				'failed',
				rejected(7),
			],
			['an answer on the way tells nothing by itself', [accepted(9)], 'failed', null],
			['the same end twice', [failedLate, failed(91, outbound)], 'failed', null],
		])('%s', (_, heard, verdict, expected) => {
			expect(tellers(heard, verdict)).toEqual(expected ? [keyOf(expected)] : []);
		});
	});

	it('an event that is not of this call tells nothing', () => {
		expect(tellsEnd([noAnswer], 'wacid.other:terminate:1')).toBe(false);
	});

	const anyStory = fc
		.constantFrom(...SCRIPTS.map(([, steps]) => steps))
		.chain((steps) => fc.shuffledSubarray(steps, { minLength: 0, maxLength: steps.length }))
		// The ledger keeps each event once.
		.map((steps) => [...new Map(steps.map((step) => [keyOf(step) ?? step.type, step])).values()]);

	it('V7: exactly one event tells of every end, in every order and whatever is missing', () => {
		fc.assert(
			fc.property(anyStory, (heard) => {
				const isOver = isFinalCallState(reduceCall(heard).state);
				const [last] = heard.slice(-1);
				const told = tellers(heard).length;
				expect(told).toBeLessThanOrEqual(1);
				if (isOver && last && keyOf(last)) expect(told).toBe(1);
			}),
			{ numRuns: 3000 },
		);
	});

	it('V2: whoever hears one event after the other is told every end, the right one last', () => {
		fc.assert(
			fc.property(anyStory, (heard) => {
				let toldLast: string | null = null;
				for (const [index, step] of heard.entries()) {
					const soFar = heard.slice(0, index + 1);
					const key = keyOf(step);
					if (key !== null && tellsEnd(soFar, key)) toldLast = reduceCall(soFar).state;
				}
				const [last] = heard.slice(-1);
				const { state } = reduceCall(heard);
				if (isFinalCallState(state) && last && keyOf(last)) expect(toldLast).toBe(state);
			}),
			{ numRuns: 3000 },
		);
	});
});
