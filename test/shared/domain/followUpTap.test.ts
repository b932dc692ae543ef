import { describe, expect, it } from 'vitest';
import { EVENT_GROUPS, eventGroup, groupsOf } from '../../../nodes/shared/domain/eventGroup';
import {
	RATINGS,
	readFollowUpTap,
	tapOf,
	TRIAGE_TOPICS,
} from '../../../nodes/shared/domain/followUpTap';
import type { EventType, MessageReceived } from '../../../nodes/shared/domain/webhookEvent';

const ATTEMPT = 'att_0123456789abcdef01234567';

describe('readFollowUpTap', () => {
	it.each(RATINGS)('V7: a rating, %s', (rating) => {
		expect(readFollowUpTap(`wac:rating:${ATTEMPT}:${rating}`)).toEqual({
			kind: 'rating',
			attemptId: ATTEMPT,
			rating,
		});
	});

	it.each(TRIAGE_TOPICS)('V7: a topic, %s', (topic) => {
		expect(readFollowUpTap(`wac:triage:esc_1:${topic}`)).toEqual({
			kind: 'triage',
			escalationId: 'esc_1',
			topic,
		});
		expect(readFollowUpTap(`wac:triage:-:${topic}`)).toMatchObject({ escalationId: null });
	});

	it.each([
		['recording_yes', { kind: 'recording', agrees: true }],
		['recording_no', { kind: 'recording', agrees: false }],
		['automated_yes', { kind: 'automated', agrees: true }],
		['automated_no', { kind: 'automated', agrees: false }],
	])('P8, V6: %s', (action, expected) => {
		expect(readFollowUpTap(`wac:${action}:-:1`)).toEqual(expected);
		expect(readFollowUpTap(`wac:${action}:esc_1:1`)).toEqual(expected);
	});

	it.each([
		null,
		'',
		'good',
		'wac:rating:att_1:5',
		'wac:rating:att_1:Good',
		'wac:rating:att_1:',
		'wac:rating:att_1:good:good',
		'wac:rating::good',
		'wac:rating:good',
		'wac:rating:att 1:good',
		`wac:rating:${'a'.repeat(81)}:good`,
		'xwac:rating:att_1:good',
		'wac:rating:att_1:good\n',
		'wac:triage:-:constructor',
		'wac:offer_yes:esc_1:1',
		'wac:slot:esc_1:1',
		'wac:zone:-:Asia/Kolkata',
		'wac:constructor:-:1',
		'wac:recording_maybe:-:1',
	])('%j is none', (replyId) => {
		expect(readFollowUpTap(replyId)).toBeNull();
	});
});

describe('tapOf', () => {
	it.each([
		['wac:rating:att_1:5', 'rating'],
		['wac:offer_yes:esc_1:1', 'offer_yes'],
		['offer_yes', null],
		[null, null],
	])('%j: %j', (replyId, action) => {
		expect(tapOf(replyId)).toBe(action);
	});
});

describe('groupsOf', () => {
	// Only what is looked at is there.
	const message = (replyId: string | null) =>
		({ type: 'message_received', replyId }) as MessageReceived;

	it('V7: a tap on a follow-up is a message, and for whoever takes taps alone', () => {
		expect(groupsOf(message(`wac:rating:${ATTEMPT}:good`))).toEqual(['messages', 'followUpTaps']);
	});

	it.each([null, 'wac:offer_yes:esc_1:1', 'wac:rating:att_1:5'])('%j is a message only', (id) => {
		expect(groupsOf(message(id))).toEqual(['messages']);
	});

	it('every other event has one group, or none', () => {
		for (const [group, types] of Object.entries(EVENT_GROUPS))
			for (const type of types) expect(eventGroup(type as EventType)).toBe(group);
		expect(groupsOf({ type: 'unknown' } as never)).toEqual([]);
	});
});
