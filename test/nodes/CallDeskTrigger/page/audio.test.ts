import { describe, expect, it } from 'vitest';
import {
	hearMicrophone,
	isTooSilent,
	silenceFrom,
} from '../../../../nodes/CallDeskTrigger/page/audio/silence';
import {
	hearAudio,
	NOTHING_HEARD,
} from '../../../../nodes/CallDeskTrigger/page/audio/sustainedAudio';

/** Packets in all, at each moment in milliseconds. */
const heard = (...moments: [packets: number, atMs: number][]) =>
	moments.reduce((before, [packets, atMs]) => hearAudio(before, packets, atMs), NOTHING_HEARD);

describe('the customer has answered by sustained audio (simulator-rules)', () => {
	it.each<[string, [number, number][], boolean]>([
		[
			'nothing at all',
			[
				[0, 0],
				[0, 1000],
			],
			false,
		],
		[
			'one stray packet',
			[
				[1, 0],
				[1, 100],
				[1, 900],
			],
			false,
		],
		[
			'a burst shorter than 300 ms',
			[
				[5, 0],
				[10, 100],
				[15, 200],
			],
			false,
		],
		[
			'packets that keep coming for 300 ms',
			[
				[5, 0],
				[10, 100],
				[15, 200],
				[20, 300],
			],
			true,
		],
		[
			'two packets in 400 ms are not three',
			[
				[1, 0],
				[2, 400],
			],
			false,
		],
		[
			'three in 400 ms are',
			[
				[1, 0],
				[2, 200],
				[3, 400],
			],
			true,
		],
		[
			'a stray packet, a gap, and a new beginning',
			[
				[1, 0],
				[2, 3000],
				[3, 3100],
			],
			false,
		],
		[
			'a gap, then sustained',
			[
				[1, 0],
				[2, 3000],
				[9, 3200],
				[20, 3400],
			],
			true,
		],
	])('%s: %#', (_, moments, isSustained) => {
		expect(heard(...moments).isSustained).toBe(isSustained);
	});

	it('once it was, it stays so', () => {
		const state = heard([5, 0], [10, 200], [20, 400], [21, 9000]);
		expect(state.isSustained).toBe(true);
	});
});

describe('a microphone that is on and gives nothing', () => {
	const on = silenceFrom(0);
	const spoken = hearMicrophone(on, 0.02, 1_000);

	it.each([
		['is given a moment', on, 7_900, false],
		['is dead after 8 s without a sound', on, 8_000, true],
		['may belong to somebody who listens', spoken, 40_000, false],
		['but not for ever', spoken, 46_000, true],
	])('%s', (_, silence, nowMs, isSilent) => {
		expect(isTooSilent(silence, nowMs)).toBe(isSilent);
	});

	it('does not take the hiss of nothing for a voice', () => {
		expect(hearMicrophone(on, 0.000_1, 5_000)).toBe(on);
	});
});
