import { describe, expect, it } from 'vitest';
import { hasRoom } from '../../../nodes/shared/domain/slotRoom';

const call = (startMs: number, endMs: number) => ({ startMs, endMs });

describe('hasRoom', () => {
	it.each([
		['nothing is planned', [], 1, true],
		['one goes on throughout', [call(0, 100)], 1, false],
		['one goes on throughout, and two may', [call(0, 100)], 2, true],
		['one ends when it begins', [call(0, 10)], 1, true],
		['one begins when it ends', [call(20, 30)], 1, true],
		['one begins just before it ends', [call(19, 30)], 1, false],
		['one ends just after it begins', [call(0, 11)], 1, false],
		['one is within it', [call(12, 14)], 1, false],
		['two follow each other', [call(5, 15), call(15, 25)], 2, true],
		['two cross each other', [call(5, 16), call(15, 25)], 2, false],
		['two cross each other before it begins', [call(0, 8), call(5, 15)], 2, true],
	])('H3: %s', (_what, planned, capacity, room) => {
		expect(hasRoom(call(10, 20), planned, capacity)).toBe(room);
	});
});
