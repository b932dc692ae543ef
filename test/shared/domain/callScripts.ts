import type { CallState } from '../../../nodes/shared/domain/callState';
import type {
	CallTerminated,
	OwnAction,
	WebhookEvent,
} from '../../../nodes/shared/domain/webhookEvent';

const CALL = 'wacid.x';
export const at = (second: number) => new Date(Date.UTC(2026, 9, 10, 8, 0, second)).toISOString();

export type Step = WebhookEvent | OwnAction;

export const shared = (type: string, second: number) => ({
	eventKey: `${CALL}:${type}:${second}`,
	at: at(second),
	phoneNumberId: '1',
	displayPhoneNumber: '15550783881',
	wabaId: '2',
	raw: { a: 1 },
	callId: CALL,
	customer: { waId: '16505551234', userId: null, parentUserId: null, name: null },
	opaque: null as string | null,
});
export const inbound = { direction: 'inbound' as const };
export const outbound = { direction: 'outbound' as const };

export const offered = (second: number): Step => ({
	type: 'call_offered',
	...shared('connect', second),
	...inbound,
	sdp: null,
	ctaPayload: null,
	deeplinkPayload: null,
});
export const answerSdp = (second: number, opaque: string | null = null): Step => ({
	type: 'call_answer_sdp',
	...shared('connect', second),
	...outbound,
	opaque,
	sdp: null,
});
const status = (type: 'ringing' | 'accepted' | 'rejected', second: number): Step => ({
	type,
	...shared(type, second),
	...outbound,
});
export const ringing = (second: number) => status('ringing', second);
export const accepted = (second: number) => status('accepted', second);
export const rejected = (second: number) => status('rejected', second);
export const terminated = (
	second: number,
	rest: Partial<CallTerminated> & Pick<CallTerminated, 'direction'>,
): Step => ({
	type: 'terminated',
	...shared('terminate', second),
	status: 'completed',
	rawStatus: 'COMPLETED',
	startAt: null,
	endAt: null,
	durationSeconds: null,
	errors: [],
	...rest,
});
export const failed = (
	second: number,
	rest: Partial<CallTerminated> & Pick<CallTerminated, 'direction'>,
) =>
	terminated(second, {
		status: 'failed',
		rawStatus: 'FAILED',
		errors: [{ code: 138021, title: null, details: null }],
		...rest,
	});
export const own = (type: OwnAction['type'], second: number): Step => ({
	type,
	callId: CALL,
	at: at(second),
});
/** We ended it because nobody could carry its audio. */
export const ownNoLeg = (second: number): Step => ({
	type: 'own_terminate',
	callId: CALL,
	at: at(second),
	noLeg: true,
});
export const ready = (type: 'recording_ready' | 'transcript_ready', second: number): Step => ({
	type,
	...shared(type, second),
	direction: null,
	mediaId: '1',
	mimeType: null,
	sha256: null,
});

export const talked = { startAt: at(8), endAt: at(68), durationSeconds: 60 };

/** Name, what happened, and what the call is after all of it, whatever the order of arrival. */
export const SCRIPTS: [string, Step[], Partial<CallState>][] = [
	['nothing yet', [], { state: 'offered', direction: null, startedAt: null }],
	['an outbound call, connected only', [answerSdp(0)], { state: 'offered', direction: 'outbound' }],
	[
		'an outbound call that rings',
		[answerSdp(0), ringing(2)],
		{ state: 'ringing', startedAt: at(0) },
	],
	[
		'V2: an outbound call, accepted',
		[answerSdp(0), ringing(2), accepted(9)],
		{ state: 'accepted', answeredAt: at(9), endedAt: null, ringSeconds: 7, talkSeconds: undefined },
	],
	[
		'V2: an outbound call, talked and ended',
		[answerSdp(0), ringing(2), accepted(9), terminated(69, { ...outbound, ...talked })],
		{
			state: 'completed',
			rawStatus: 'COMPLETED',
			ringSeconds: 6,
			talkSeconds: 60,
			startedAt: at(0),
			answeredAt: at(8),
			endedAt: at(68),
			endedBy: 'unknown',
		},
	],
	[
		'an outbound call of ours that the customer ended',
		[answerSdp(0, 'att_1'), accepted(9), terminated(69, { ...outbound, ...talked })],
		{ state: 'completed', endedBy: 'customer' },
	],
	[
		'an outbound call of ours that we ended',
		[
			answerSdp(0, 'att_1'),
			accepted(9),
			own('own_terminate', 67),
			terminated(69, { ...outbound, ...talked }),
		],
		{ state: 'completed', endedBy: 'business', talkSeconds: 60 },
	],
	[
		'V2: talk time without an ACCEPTED is an answer',
		[answerSdp(0), ringing(2), terminated(69, { ...outbound, ...talked })],
		{ state: 'completed', talkSeconds: 60, answeredAt: at(8) },
	],
	[
		'V2: an ACCEPTED without talk time is an answer',
		[ringing(2), accepted(9), terminated(20, outbound)],
		{ state: 'completed', talkSeconds: 11, answeredAt: at(9), endedAt: at(20) },
	],
	[
		'a duration of zero with a start time is an answer',
		[ringing(2), terminated(9, { ...outbound, startAt: at(8), endAt: at(8), durationSeconds: 0 })],
		{ state: 'completed', talkSeconds: 0 },
	],
	[
		'a duration of zero without a start time is none',
		[ringing(2), terminated(9, { ...outbound, durationSeconds: 0 })],
		{ state: 'no_answer', talkSeconds: undefined },
	],
	[
		'V2: an outbound call that nobody answers',
		[answerSdp(0), ringing(2), terminated(47, outbound)],
		{
			state: 'no_answer',
			ringSeconds: 45,
			talkSeconds: undefined,
			answeredAt: null,
			endedBy: 'unknown',
		},
	],
	[
		'V2: connected is not answered',
		[answerSdp(0), terminated(47, outbound)],
		{ state: 'no_answer', ringSeconds: undefined },
	],
	[
		'an outbound call that we stop ringing',
		[answerSdp(0, 'att_1'), ringing(2), own('own_terminate', 47), terminated(48, outbound)],
		{ state: 'no_answer', endedBy: 'business' },
	],
	[
		'our terminate alone does not end a call',
		[answerSdp(0), ringing(2), own('own_terminate', 47)],
		{ state: 'ringing', endedBy: undefined, endedAt: null },
	],
	[
		'an outbound call that we end because nobody carries its audio',
		[answerSdp(0, 'att_1'), ringing(2), ownNoLeg(10), terminated(11, outbound)],
		{ state: 'failed', endedBy: 'business', errorCode: null, talkSeconds: undefined },
	],
	[
		'one that the customer had answered, to silence',
		[
			answerSdp(0, 'att_1'),
			accepted(9),
			ownNoLeg(12),
			terminated(13, { ...outbound, startAt: at(9), endAt: at(13), durationSeconds: 4 }),
		],
		{ state: 'failed', endedBy: 'business', talkSeconds: 4 },
	],
	[
		'one that had ended before we said so',
		[answerSdp(0, 'att_1'), ringing(2), terminated(47, outbound), ownNoLeg(60)],
		{ state: 'no_answer', endedBy: 'unknown' },
	],
	[
		'one that the customer declines meanwhile',
		[ringing(2), ownNoLeg(10), rejected(11), terminated(12, outbound)],
		{ state: 'declined', endedBy: 'customer' },
	],
	[
		'one whose end nobody has reported',
		[ringing(2), ownNoLeg(10)],
		{ state: 'ringing', endedBy: undefined },
	],
	[
		'V2: an outbound call, declined',
		[answerSdp(0), ringing(2), rejected(7)],
		{ state: 'declined', endedBy: 'customer', ringSeconds: 5, endedAt: at(7) },
	],
	[
		'V2: a rejection is not overwritten by the terminate that follows',
		[answerSdp(0), ringing(2), rejected(7), terminated(8, outbound)],
		{ state: 'declined', endedBy: 'customer', endedAt: at(7), rawStatus: 'COMPLETED' },
	],
	[
		'a rejection is not overwritten by a failure',
		[rejected(7), failed(8, outbound)],
		{ state: 'declined', endedBy: 'customer', errorCode: 138021 },
	],
	[
		'V2: a call that fails before it rings',
		[answerSdp(0), failed(3, outbound)],
		{
			state: 'failed',
			endedBy: 'platform',
			errorCode: 138021,
			rawStatus: 'FAILED',
			talkSeconds: undefined,
		},
	],
	[
		'V2: a failed call can have talk time',
		[
			offered(0),
			own('own_accept', 5),
			failed(28, { ...inbound, startAt: at(8), endAt: at(28), durationSeconds: 20 }),
		],
		{ state: 'failed', endedBy: 'platform', talkSeconds: 20, direction: 'inbound' },
	],
	[
		'V2: an inbound call',
		[offered(0)],
		{ state: 'offered', direction: 'inbound', startedAt: at(0) },
	],
	[
		'V2: an inbound call that we accepted',
		[offered(0), own('own_accept', 5)],
		{ state: 'accepted', answeredAt: at(5), ringSeconds: 5 },
	],
	[
		'V2: an inbound call, answered, ended by the customer',
		[offered(0), own('own_accept', 5), terminated(69, { ...inbound, ...talked })],
		{ state: 'completed', endedBy: 'customer', talkSeconds: 60, ringSeconds: 8 },
	],
	[
		'an inbound call, answered elsewhere',
		[offered(0), terminated(69, { ...inbound, ...talked })],
		{ state: 'completed', endedBy: 'unknown' },
	],
	[
		'an inbound call, answered and ended by us',
		[
			offered(0),
			own('own_accept', 5),
			own('own_terminate', 60),
			terminated(69, { ...inbound, ...talked }),
		],
		{ state: 'completed', endedBy: 'business' },
	],
	[
		'V2: an inbound call that nobody takes',
		[offered(0), terminated(30, inbound)],
		{ state: 'missed', endedBy: 'unknown', ringSeconds: 30, talkSeconds: undefined },
	],
	[
		'V2: an inbound call that we reject',
		[offered(0), own('own_reject', 4)],
		{ state: 'declined', endedBy: 'business', ringSeconds: 4, endedAt: at(4) },
	],
	[
		'V2: an inbound call that we rejected, ended',
		[offered(0), own('own_reject', 4), terminated(5, inbound)],
		{ state: 'declined', endedBy: 'business' },
	],
	[
		'a terminate without direction, told by what rang',
		[ringing(2), terminated(47, { direction: null })],
		{ state: 'no_answer', direction: 'outbound' },
	],
	[
		'a terminate without direction, told by our accept',
		[own('own_accept', 1), terminated(47, { direction: null })],
		{ state: 'completed', direction: 'inbound' },
	],
	[
		'a terminate with an unknown status and errors',
		[
			terminated(3, {
				...outbound,
				status: 'unknown',
				rawStatus: 'DROPPED',
				errors: [{ code: 138020, title: null, details: null }],
			}),
		],
		{ state: 'failed', rawStatus: 'DROPPED', errorCode: 138020 },
	],
	[
		'a terminate with an unknown status alone',
		[ringing(1), terminated(3, { ...outbound, status: 'unknown', rawStatus: 'DROPPED' })],
		{ state: 'no_answer', rawStatus: 'DROPPED' },
	],
	[
		'errors beside a completed call do not fail it',
		[
			terminated(69, {
				...outbound,
				...talked,
				errors: [{ code: 12455, title: null, details: null }],
			}),
		],
		{ state: 'completed', errorCode: 12455 },
	],
	[
		'two different endings: the one with talk time',
		[ringing(2), terminated(47, outbound), terminated(69, { ...outbound, ...talked })],
		{ state: 'completed', talkSeconds: 60 },
	],
	[
		'two different endings of the same second',
		[ringing(2), terminated(47, outbound), failed(47, outbound)],
		{ endedAt: at(47), ringSeconds: 45 },
	],
	[
		'a recording after the end',
		[
			offered(0),
			own('own_accept', 5),
			terminated(69, { ...inbound, ...talked }),
			ready('recording_ready', 90),
			ready('transcript_ready', 95),
		],
		{ state: 'completed', startedAt: at(0), endedAt: at(68) },
	],
	[
		'events of the same second',
		[answerSdp(0), ringing(0), accepted(0), terminated(0, outbound)],
		{ state: 'completed', ringSeconds: 0, talkSeconds: 0 },
	],
	[
		'a clock that runs backwards',
		[ringing(9), accepted(8), terminated(7, outbound)],
		{ state: 'completed', ringSeconds: 0, talkSeconds: 0 },
	],
	[
		'a terminate of ours that came after the customer had hung up',
		[
			answerSdp(0, 'att_1'),
			accepted(9),
			terminated(69, { ...outbound, ...talked }),
			own('own_terminate', 75),
		],
		{ state: 'completed', endedBy: 'customer' },
	],
	[
		'a terminate of ours, by a clock that is a little ahead of Meta’s',
		[
			answerSdp(0, 'att_1'),
			accepted(9),
			own('own_terminate', 70),
			terminated(69, { ...outbound, ...talked }),
		],
		{ state: 'completed', endedBy: 'business' },
	],
	[
		'a call that fails after we have ended it',
		[answerSdp(0, 'att_1'), accepted(9), own('own_terminate', 20), failed(40, outbound)],
		{ state: 'failed', endedBy: 'business', errorCode: 138021 },
	],
	[
		'a call that fails before we end it',
		[answerSdp(0, 'att_1'), accepted(9), failed(40, outbound), own('own_terminate', 50)],
		{ state: 'failed', endedBy: 'platform' },
	],
	[
		'a customer who declines while we stop the ringing',
		[answerSdp(0, 'att_1'), ringing(2), own('own_terminate', 46), rejected(47)],
		{ state: 'declined', endedBy: 'customer', ringSeconds: 45 },
	],
	[
		'a rejection beside an answer: not answered at all',
		[ringing(2), rejected(7), accepted(9), terminated(69, { ...outbound, ...talked })],
		{ state: 'declined', answeredAt: null, ringSeconds: 5, talkSeconds: undefined },
	],
	[
		'V2: a duration without a start time: the ring ends where the talk begins',
		[ringing(2), terminated(70, { ...outbound, endAt: at(68), durationSeconds: 60 })],
		{ state: 'completed', answeredAt: at(8), ringSeconds: 6, talkSeconds: 60 },
	],
	[
		'V2: a terminate alone, with talk time',
		[terminated(70, { ...outbound, ...talked })],
		{ state: 'completed', startedAt: null, ringSeconds: undefined, talkSeconds: 60 },
	],
	[
		'V2: a terminate alone, of a customer’s call',
		[terminated(70, inbound)],
		{ state: 'missed', direction: 'inbound', ringSeconds: undefined },
	],
	[
		'the first cause, of two endings that differ',
		[
			ringing(2),
			accepted(5),
			failed(40, { ...outbound, errors: [{ code: 138023, title: null, details: null }] }),
			failed(41, { ...outbound, startAt: at(8), durationSeconds: 20 }),
		],
		{ state: 'failed', errorCode: 138023, talkSeconds: 20 },
	],
	[
		'a customer’s call that we end before it is answered',
		[offered(0), own('own_terminate', 20), terminated(21, inbound)],
		{ state: 'missed', endedBy: 'business', ringSeconds: 21 },
	],
];
