import { describe, expect, it } from 'vitest';
import { REASONS } from '../../../nodes/shared/domain/decisionReasons';
import { explain } from '../../../nodes/shared/domain/explain';
import type { ExplainFacts } from '../../../nodes/shared/domain/explainFacts';
import {
	CALL_ENDINGS,
	EXPLAINED_REASONS,
	HELD_REASONS,
} from '../../../nodes/shared/domain/reasonFixes';
import {
	CLOSED_REASONS,
	DROP_REASONS,
	SEND_REASONS,
} from '../../../nodes/shared/domain/reasonFixesBeside';
import { DESK_CALL_REASONS } from '../../../nodes/shared/domain/reasonFixesDesk';
import { FOLLOW_UP_REASONS } from '../../../nodes/shared/domain/reasonFixesFollowUp';
import { RECORDING_PROBLEMS } from '../../../nodes/shared/domain/recordingProblems';
import { REMINDER_REASONS } from '../../../nodes/shared/domain/reasonFixesReminder';
import { GRAPH_ERROR_FIXES } from '../../../nodes/shared/wire/graphErrorFixes';

const NOW = '2026-10-12T09:30:00.000Z';
const EARLIER = '2026-10-12T09:00:00.000Z';
const EARLIEST = '2026-10-12T08:00:00.000Z';
const LATER = '2026-10-12T13:00:00.000Z';

const facts = (...changes: Partial<ExplainFacts>[]): ExplainFacts =>
	Object.assign(
		{
			contact: { callOptOut: false, messageOptOut: false },
			wish: null,
			permission: null,
			offerUntil: null,
			decisions: [],
			attempts: [],
			callbacks: [],
			escalations: [],
			sends: [],
			consents: [],
			briefs: [],
			corrections: [],
			ratings: [],
			recordings: [],
			rings: [],
			deeds: [],
			guard: null,
			drops: [],
			zone: 'Asia/Kolkata',
			metaFixes: GRAPH_ERROR_FIXES,
		},
		...changes,
	);

const contact = (change: Partial<ExplainFacts['contact']>) => ({
	contact: { callOptOut: false, messageOptOut: false, ...change },
});

type Decision = ExplainFacts['decisions'][number];
const decision = (reason: string, change: Partial<Decision> = {}): Decision => ({
	outcome: reason === 'allowed' ? 'allow' : 'schedule',
	reason,
	retryAt: LATER,
	evidence: [
		{ check: 'opted_out', passed: true, found: null },
		{ check: 'cool_down', passed: reason === 'allowed', found: 'last attempt 12 min ago' },
		{ check: 'brief', passed: 'deferred', found: null },
	],
	policy: 'default@7',
	checkedAt: EARLIER,
	isReminder: false,
	...change,
});

type Attempt = ExplainFacts['attempts'][number];
const attempt = (change: Partial<Attempt>): Attempt => ({
	direction: 'outbound',
	byHand: false,
	atDesk: false,
	isReminder: false,
	status: 'ended',
	outcome: 'completed',
	heldReason: null,
	errorCode: null,
	claimedAt: EARLIER,
	diallingAt: EARLIER,
	endedAt: EARLIER,
	recording: null,
	verdict: null,
	...change,
});

/** V5: a person calls, from a card. */
const byHand = (status: string, change: Partial<Attempt> = {}) =>
	attempt({ byHand: true, status, outcome: null, diallingAt: null, endedAt: null, ...change });

const released = (heldReason: string, change: Partial<Attempt> = {}) =>
	attempt({
		status: 'released',
		outcome: null,
		heldReason,
		diallingAt: null,
		endedAt: null,
		...change,
	});

type Callback = ExplainFacts['callbacks'][number];
const callback = (change: Partial<Callback>): Callback => ({
	wokenBy: 'slot',
	dueAt: LATER,
	status: 'waiting',
	createdAt: EARLIER,
	firedAt: null,
	...change,
});

type Escalation = ExplainFacts['escalations'][number];
const escalation = (change: Partial<Escalation> = {}): Escalation => ({
	status: 'open',
	triggers: ['complex_config'],
	action: 'offer_specialist',
	openedAt: EARLIER,
	closedAt: null,
	closedBecause: null,
	...change,
});

const send = (change: Partial<ExplainFacts['sends'][number]>) => ({
	kind: 'request_permission',
	status: 'sent' as const,
	errorCode: null,
	reservedAt: EARLIER,
	...change,
});

const wish = {
	scope: 'now',
	waitingFor: null,
	createdAt: EARLIER,
	startsAt: null,
	expiresAt: LATER,
};

/** M2: as the ledger keeps it. */
const RED: NonNullable<ExplainFacts['guard']> = {
	level: 'red',
	reasons: ['answer_rate'],
	measures: [
		{
			measure: 'answer_rate',
			level: 'red',
			count: 12,
			sample: 40,
			interval: { low: 0.1807, high: 0.4543 },
		},
	],
	redSince: EARLIEST,
	redEndsAt: '2026-11-17T18:30:00.000Z',
};

const AMBER = { ...RED, level: 'amber' as const, redSince: null, redEndsAt: null };

/** How each code comes to be the answer, from what the ledger holds. */
const toldBy: [code: string, given: ExplainFacts][] = [
	...Object.keys(REASONS)
		.filter((code) => code !== 'allowed')
		.map((code): [string, ExplainFacts] => [code, facts({ decisions: [decision(code)] })]),
	...Object.keys({ ...HELD_REASONS, ...REMINDER_REASONS }).map((code): [string, ExplainFacts] => [
		code,
		facts({ attempts: [released(code)] }),
	]),
	...['completed', 'no_answer', 'missed', 'declined', 'failed'].map(
		(outcome): [string, ExplainFacts] => [
			`call_${outcome}`,
			facts({ attempts: [attempt({ outcome })] }),
		],
	),
	...[
		'leg_did_not_answer',
		'no_leg',
		'ring_limit',
		'call_limit',
		'no_event',
		...Object.keys(GRAPH_ERROR_FIXES),
	].map((errorCode): [string, ExplainFacts] => [
		errorCode,
		facts({ attempts: [attempt({ outcome: 'failed', errorCode })] }),
	]),
	...Object.keys(GRAPH_ERROR_FIXES).map((code): [string, ExplainFacts] => [
		code,
		facts({ attempts: [released(code)] }),
	]),
	// That a call came about is told by the call.
	...Object.keys(CLOSED_REASONS)
		.filter((code) => code !== 'called')
		.map((code): [string, ExplainFacts] => [
			code,
			facts({
				escalations: [escalation({ status: 'closed', closedAt: EARLIER, closedBecause: code })],
			}),
		]),
	...Object.keys(DROP_REASONS).map((reason): [string, ExplainFacts] => [
		reason,
		facts({ drops: [{ at: EARLIER, reason, count: 3 }] }),
	]),
	['never_heard', facts({ contact: null, drops: [{ at: EARLIER, reason: 'no_route', count: 1 }] })],
	['nothing_asked', facts()],
	['not_judged', facts({ wish })],
	['not_offered', facts({ escalations: [escalation()] })],
	['human_only', facts({ escalations: [escalation({ action: 'human_only' })] })],
	['offer_open', facts({ offerUntil: LATER, escalations: [escalation()] })],
	['waits_for_permission', facts({ wish: { ...wish, waitingFor: 'permission' } })],
	[
		'waits_for_permission',
		facts({ callbacks: [callback({ wokenBy: 'permission', dueAt: null })] }),
	],
	['callback_late', facts({ callbacks: [callback({ dueAt: EARLIER, createdAt: EARLIEST })] })],
	['callback_fired', facts({ callbacks: [callback({ status: 'fired', firedAt: EARLIER })] })],
	[
		'called_now',
		facts({ attempts: [attempt({ status: 'ringing', outcome: null, endedAt: null })] }),
	],
	['allowed_not_dialled', facts({ decisions: [decision('allowed')] })],
	['card_waits', facts({ attempts: [byHand('reserved')] })],
	[
		'rings_at_desk',
		facts({ attempts: [attempt({ atDesk: true, status: 'reserved', outcome: null })] }),
	],
	['card_not_taken', facts({ attempts: [byHand('released', { heldReason: 'card_not_taken' })] })],
	['called_by_hand', facts({ attempts: [byHand('dialling', { diallingAt: EARLIER })] })],
	['not_told', facts({ attempts: [byHand('unknown', { diallingAt: EARLIER })] })],
	[
		'not_told',
		facts({ attempts: [byHand('ended', { outcome: 'failed', errorCode: 'no_event' })] }),
	],
];

/** M5, V4: what the timeline says of the desk. */
const atDesk: [told: string, given: Partial<ExplainFacts>, code: string, text: string][] = [
	[
		'who took the call',
		{ deeds: [{ kind: 'took_call', by: 'Priya', outcome: null, at: EARLIER }] },
		'took_call',
		'Priya took the call at the desk',
	],
	[
		'how it went, without notes',
		{ deeds: [{ kind: 'outcome', by: 'Priya', outcome: 'sold', at: EARLIER }] },
		'outcome',
		'Priya noted the outcome: sold',
	],
	[
		'P4: that calls were refused in it',
		{ deeds: [{ kind: 'opt_out', by: 'Priya', outcome: null, at: EARLIER }] },
		'opt_out',
		'Priya noted that the customer wants no calls',
	],
	[
		'P8: that recording was refused in it',
		{ deeds: [{ kind: 'objection', by: 'Priya', outcome: null, at: EARLIER }] },
		'objection',
		'Priya noted that the customer does not want to be recorded',
	],
	[
		'V7: who let the recap go',
		{ deeds: [{ kind: 'recap_approved', by: 'Priya', outcome: null, at: EARLIER }] },
		'recap_approved',
		'Priya approved the recap',
	],
	[
		'that it rings',
		{ rings: [{ over: null, startedAt: EARLIER }] },
		'rings_at_desk',
		'It rings at the desk',
	],
	[
		'that nobody took it',
		{ rings: [{ over: { because: 'nobody', at: EARLIER }, startedAt: EARLIEST }] },
		'ring_not_taken',
		'It rang at the desk, and nobody took it',
	],
	[
		'that everybody declined',
		{ rings: [{ over: { because: 'declined', at: EARLIER }, startedAt: EARLIEST }] },
		'ring_not_taken',
		'It rang at the desk, and everybody declined',
	],
	[
		'that the customer hung up, or took the yes back, before',
		{ rings: [{ over: { because: 'customer_gone', at: EARLIER }, startedAt: EARLIEST }] },
		'customer_gone',
		'It rang at the desk until the customer wanted no call any more',
	],
];

describe('explain, what happened at the desk', () => {
	it.each(atDesk)('M5: tells %s', (_, given, code, text) => {
		const { timeline } = explain(facts(given), NOW);
		expect(timeline).toEqual([{ at: EARLIER, what: 'desk', code, text }]);
	});

	it.each<[string, Partial<ExplainFacts>]>([
		[
			'a ring that was taken: its call tells',
			{ rings: [{ over: { because: 'taken', at: EARLIER }, startedAt: EARLIEST }] },
		],
		[
			'a correction: the brief’s own entries tell it',
			{ deeds: [{ kind: 'correction', by: 'Priya', outcome: null, at: EARLIER }] },
		],
	])('has no line of the desk for %s', (_, given) => {
		expect(explain(facts(given), NOW).timeline).toEqual([]);
	});
});

describe('explain', () => {
	it.each(toldBy)('M5: for %s names the cause and the fix', (code, given) => {
		const { answer, cause, fix, summary } = explain(given, NOW);
		expect(answer).toBe(code);
		const own = EXPLAINED_REASONS[code];
		const metaFix: Record<string, string> = GRAPH_ERROR_FIXES;
		expect(cause).toBe(own?.cause ?? `Meta refused or ended it (${code}).`);
		const words = own?.fix ?? metaFix[code] ?? 'no fix';
		expect(fix.startsWith(words.split('retry_at')[0] ?? '')).toBe(true);
		expect(fix).not.toContain('retry_at');
		expect(summary).toContain(cause);
		expect(summary).toContain(fix);
	});

	it('M5: has a way to tell every reason in its table', () => {
		const told = toldBy.map(([code]) => code);
		const beside = [
			...Object.keys(SEND_REASONS),
			...Object.keys(FOLLOW_UP_REASONS),
			...Object.keys(DESK_CALL_REASONS),
			'allowed',
			'called',
			'brief_needs_review',
		];
		const untold = Object.keys(EXPLAINED_REASONS).filter((code) => !told.includes(code));
		expect(untold.sort()).toEqual(beside.sort());
	});

	it('says what was found, since when, under which policy, and when to try again', () => {
		expect(explain(facts({ decisions: [decision('cool_down')] }), NOW)).toMatchObject({
			answer: 'cool_down',
			called: false,
			retryAt: LATER,
			summary:
				'Not called. The last call attempt is too recent. The policy sets the cool-down. Found: last attempt 12 min ago. What to do: Wait until 2026-10-12 18:30 (Asia/Kolkata). Four hours is a house rule: Cool-Down (Hours) in the policy. Since 2026-10-12 14:30 (Asia/Kolkata), under default@7.',
		});
	});

	it('names no time to wait for that has passed', () => {
		const given = facts({ decisions: [decision('cool_down', { retryAt: EARLIER })] });
		expect(explain(given, NOW).retryAt).toBeNull();
	});

	it.each<[string, string, boolean | null, ExplainFacts]>([
		[
			'a call that goes on, whatever was decided',
			'called_now',
			true,
			facts({
				attempts: [attempt({ status: 'accepted', outcome: null })],
				decisions: [decision('no_yes', { checkedAt: NOW })],
			}),
		],
		[
			'that nobody knows whether it rings',
			'unknown_if_ringing',
			null,
			facts({ attempts: [attempt({ status: 'unknown', outcome: null })] }),
		],
		[
			'P4: a refusal, over a decision before it',
			'opted_out',
			false,
			facts(contact({ callOptOut: true }), { decisions: [decision('cool_down')] }),
		],
		[
			'the decision after the call',
			'cool_down',
			false,
			facts({
				attempts: [
					attempt({
						outcome: 'no_answer',
						claimedAt: EARLIEST,
						diallingAt: EARLIEST,
						endedAt: EARLIEST,
					}),
				],
				decisions: [decision('cool_down')],
			}),
		],
		[
			'the call after the decision',
			'call_no_answer',
			true,
			facts({
				attempts: [attempt({ outcome: 'no_answer' })],
				decisions: [decision('allowed', { checkedAt: EARLIEST })],
			}),
		],
		[
			'the call that its decision allowed in the same instant',
			'call_no_answer',
			true,
			facts({ attempts: [attempt({ outcome: 'no_answer' })], decisions: [decision('allowed')] }),
		],
		[
			'H4: a booked slot, over what was decided when it was booked',
			'slot_not_due',
			false,
			facts({ callbacks: [callback({})], decisions: [decision('team_closed')] }),
		],
		[
			'H4: a slot that nobody starts',
			'callback_late',
			false,
			facts({ callbacks: [callback({ dueAt: EARLIER })], decisions: [decision('slot_not_due')] }),
		],
		[
			'why a request is parked',
			'quiet_hours',
			false,
			facts({ callbacks: [callback({ wokenBy: 'hours' })], decisions: [decision('quiet_hours')] }),
		],
		[
			'why it cannot go on, while it waits for permission too',
			'restricted',
			false,
			facts({
				callbacks: [callback({ wokenBy: 'permission', dueAt: null })],
				decisions: [decision('restricted')],
			}),
		],
		[
			'what a fired callback led to',
			'no_permission',
			false,
			facts({
				callbacks: [callback({ status: 'fired', firedAt: EARLIER })],
				decisions: [decision('no_permission', { checkedAt: NOW })],
			}),
		],
		[
			'an offer that waits, over the yes that is missing',
			'offer_open',
			false,
			facts({ offerUntil: LATER, decisions: [decision('no_yes')] }),
		],
		[
			'the missing yes, once the offer is over',
			'no_yes',
			false,
			facts({ offerUntil: EARLIER, decisions: [decision('no_yes')] }),
		],
		[
			'C4: a no to the offer',
			'declined',
			false,
			facts({
				decisions: [decision('no_yes', { checkedAt: EARLIEST })],
				escalations: [escalation({ closedAt: EARLIER, closedBecause: 'declined' })],
			}),
		],
		[
			'a call, not that it closed the escalation',
			'call_completed',
			true,
			facts({
				attempts: [attempt({})],
				escalations: [escalation({ closedAt: NOW, closedBecause: 'called' })],
			}),
		],
		[
			'Meta’s refusal of a call, which rang nowhere',
			'daily_call_cap',
			false,
			facts({
				attempts: [attempt({ outcome: 'failed', errorCode: 'daily_call_cap', diallingAt: null })],
			}),
		],
		[
			'V5: a card that nobody took, though the request waits again',
			'card_not_taken',
			false,
			facts({
				decisions: [decision('allowed')],
				attempts: [byHand('released', { heldReason: 'card_not_taken' })],
				callbacks: [callback({ wokenBy: 'representative', createdAt: NOW })],
			}),
		],
		[
			'V5: a run that died with a call by hand, though the request waits again',
			'lease_expired',
			false,
			facts({
				decisions: [decision('allowed')],
				attempts: [byHand('released', { heldReason: 'lease_expired' })],
				callbacks: [callback({ wokenBy: 'representative', createdAt: NOW })],
			}),
		],
		[
			'V5: a card that somebody has taken, as perhaps called',
			'called_by_hand',
			null,
			facts({ attempts: [byHand('dialling', { diallingAt: EARLIER })] }),
		],
		[
			'V5: how a call by hand went, once it was told',
			'call_no_answer',
			true,
			facts({ attempts: [byHand('ended', { outcome: 'no_answer', diallingAt: EARLIER })] }),
		],
		[
			'V5: nobody having told, as nobody knows',
			'not_told',
			null,
			facts({ attempts: [byHand('ended', { outcome: 'failed', errorCode: 'no_event' })] }),
		],
		[
			'a claim by hand whose execution gave it up, by its own reason',
			'cool_down',
			false,
			facts({ attempts: [byHand('released', { heldReason: 'cool_down' })] }),
		],
		[
			'V7: a call, not the recap that is due after it',
			'call_completed',
			true,
			facts({ attempts: [attempt({})], callbacks: [callback({ wokenBy: 'recap' })] }),
		],
		[
			'V7: a call, not the recap that was had after it',
			'call_completed',
			true,
			facts({
				attempts: [attempt({})],
				callbacks: [callback({ wokenBy: 'recap', status: 'fired', firedAt: NOW })],
			}),
		],
		[
			'H4: the booked slot, not the reminder of it',
			'slot_not_due',
			false,
			facts({ callbacks: [callback({ wokenBy: 'reminder', dueAt: NOW }), callback({})] }),
		],
		[
			'V6: the booked slot, not the automated reminder that goes out or was held',
			'slot_not_due',
			false,
			facts({
				callbacks: [callback({})],
				attempts: [
					attempt({ isReminder: true, status: 'ringing', outcome: null, endedAt: null }),
					attempt({ isReminder: true, claimedAt: EARLIEST, endedAt: EARLIEST }),
				],
				decisions: [decision('quiet_hours', { isReminder: true, checkedAt: NOW })],
			}),
		],
		[
			'M2: the quality guard that denied it',
			'quality_guard',
			false,
			facts({ decisions: [decision('quality_guard', { outcome: 'deny' })], guard: RED }),
		],
		[
			'an answered call as one, whatever its error',
			'call_completed',
			true,
			facts({ attempts: [attempt({ errorCode: 'relay_failed' })] }),
		],
	])('answers with %s', (_what, code, called, given) => {
		expect(explain(given, NOW)).toMatchObject({ answer: code, called });
	});

	it('tells a reason of a newer version by its code', () => {
		const explanation = explain(facts({ decisions: [decision('moon_phase')] }), NOW);
		expect(explanation).toMatchObject({
			answer: 'moon_phase',
			fix: expect.stringContaining('Update'),
		});
	});

	describe('beside the answer', () => {
		const also = (...changes: Partial<ExplainFacts>[]) =>
			explain(facts({ decisions: [decision('cool_down')] }, ...changes), NOW).also;

		it('P10: tells of messages that nobody knows about, and how to send them again', () => {
			const found = also({ sends: [send({ status: 'unknown' }), send({ status: 'reserved' })] });
			expect(found).toEqual([{ code: 'no_answer', ...SEND_REASONS.no_answer }]);
			expect(found[0]?.fix).toContain('send it again');
		});

		it('is quiet about a message that is on its way', () => {
			expect(also({ sends: [send({ status: 'reserved', reservedAt: NOW })] })).toEqual([]);
			expect(also({ sends: [send({})] })).toEqual([]);
		});

		it.each([...Object.keys(SEND_REASONS), ...Object.keys(GRAPH_ERROR_FIXES)])(
			'M5: tells of a message refused for %s, with the fix',
			(errorCode) => {
				const [found] = also({ sends: [send({ status: 'refused', errorCode })] });
				expect(found?.code).toBe(errorCode);
				expect(found?.cause).not.toBe('');
				expect(found?.fix.length).toBeGreaterThan(5);
				expect(found?.fix).not.toContain('Update the package, and look');
			},
		);

		it('tells of refusals of messages and of dropped deliveries, each once', () => {
			const drops = ['signature_wrong', 'no_route', 'no_route'].map((reason) => ({
				at: EARLIER,
				reason,
				count: 1,
			}));
			const { also: found, summary } = explain(
				facts(contact({ messageOptOut: true }), { drops }),
				NOW,
			);
			expect(found.map(({ code }) => code)).toEqual(['message_opt_out', 'no_route']);
			expect(summary).toContain('Also: No published workflow wants this kind of event.');
		});
	});

	describe('beside the answer: the number (M2)', () => {
		const also = (guard: ExplainFacts['guard'], code = 'cool_down') =>
			explain(facts({ decisions: [decision(code)], guard }), NOW).also;

		it('red: what was counted, and when it ends', () => {
			const [found, another] = also(RED);
			expect(another).toBeUndefined();
			expect(found).toEqual({
				code: 'quality_guard',
				cause: `${REASONS.quality_guard} Found: red: 12 of 40 calls answered (95 %: 18.1–45.4 %). Red ends 2026-11-18 00:00 (Asia/Kolkata) if nothing more happens that is amber.`,
				fix: expect.stringContaining('Wait until 2026-11-18 00:00 (Asia/Kolkata).'),
			});
		});

		it('amber: what was counted', () => {
			expect(also(AMBER)).toMatchObject([
				{
					code: 'quality_guard_amber',
					cause: expect.stringMatching(/Found: amber: 12 of 40 calls answered \(95 %: [^)]+\)\.$/),
				},
			]);
		});

		it('quiet while it is green, was never judged, or is the answer itself', () => {
			expect(also(null)).toEqual([]);
			expect(also({ ...AMBER, level: 'green', reasons: [] })).toEqual([]);
			expect(also(RED, 'quality_guard')).toEqual([]);
		});
	});

	it.each(['recap', 'reminder'] as const)(
		'V7: says beside the answer that a %s is late',
		(wokenBy) => {
			const given = (dueAt: string, status: Callback['status'] = 'waiting') =>
				explain(
					facts({ attempts: [attempt({})], callbacks: [callback({ wokenBy, dueAt, status })] }),
					NOW,
				).also.map(({ code }) => code);
			expect(given('2026-10-12T09:27:59.999Z')).toEqual(['follow_up_late']);
			expect(given('2026-10-12T09:28:00.000Z')).toEqual([]);
			expect(given(EARLIER, 'fired')).toEqual([]);
		},
	);

	const file = {
		kind: 'recording' as const,
		status: 'stored' as 'stored' | 'lost' | 'deleted',
		problem: null,
		noticedAt: EARLIER,
		storedAt: '2026-10-12T09:02:00.000Z',
		keepUntil: LATER,
		deletedAt: null,
	};

	it.each(Object.entries(RECORDING_PROBLEMS))(
		'P8: says beside the answer that a file has %s, with the fix',
		(problem, [cause, fix]) => {
			const also = (status: typeof file.status) =>
				explain(facts({ attempts: [attempt({})], recordings: [{ ...file, status, problem }] }), NOW)
					.also;
			expect(also('lost')).toEqual([{ code: problem, cause: `${cause}.`, fix }]);
			expect(also('deleted')).toEqual([]);
		},
	);

	it('V2, V6, V7, P8: tells in the timeline what followed a call', () => {
		const { timeline } = explain(
			facts({
				attempts: [
					attempt({ recording: 'enabled' }),
					attempt({
						outcome: 'no_answer',
						verdict: 'failed',
						recording: 'recording_consent',
						endedAt: '2026-10-12T08:59:00.000Z',
					}),
					attempt({
						outcome: 'failed',
						verdict: 'failed',
						errorCode: 'no_event',
						endedAt: '2026-10-12T08:58:00.000Z',
					}),
					attempt({ isReminder: true, endedAt: '2026-10-12T08:57:00.000Z' }),
				],
				ratings: [
					{ rating: 'poor', trigger: 'frustration', at: '2026-10-12T09:10:00.000Z' },
					{ rating: 'good', trigger: null, at: '2026-10-12T09:09:00.000Z' },
				],
				recordings: [
					file,
					{ ...file, kind: 'transcript', status: 'lost', problem: 'media_gone', storedAt: null },
				],
				callbacks: [
					callback({ wokenBy: 'recap', createdAt: '2026-10-12T09:01:00.000Z' }),
					callback({ wokenBy: 'reminder', createdAt: EARLIEST }),
				],
			}),
			NOW,
		);
		expect(timeline.map(({ what, code, text }) => `${what} ${code}: ${text}`)).toEqual([
			'rating poor: The customer rated the call (frustration): poor',
			'rating good: The customer rated the call: good',
			'recording stored: Recording stored until 2026-10-12 18:30 (Asia/Kolkata)',
			'callback waiting: Recap due 2026-10-12 18:30 (Asia/Kolkata)',
			'attempt completed: Our call: completed, recorded',
			'recording media_gone: Transcript lost',
			'attempt no_answer: Our call: no_answer, first taken for failed, not recorded: recording_consent',
			'attempt no_event: Our call: failed',
			'attempt completed: An automated reminder call: completed',
			'callback waiting: Reminder due 2026-10-12 18:30 (Asia/Kolkata)',
		]);
	});

	const brief = {
		status: 'needs_review' as const,
		source: 'model',
		builtAt: EARLIER,
		errors: [{ path: 'sentiment' }, { path: 'open_objections[1]' }],
	};

	it('S1: says beside the answer that the newest brief needs review', () => {
		const given = facts({ decisions: [decision('brief_missing')], briefs: [brief] });
		expect(explain(given, NOW)).toMatchObject({
			answer: 'brief_missing',
			fix: expect.stringContaining('Brief Required'),
			also: [{ code: 'brief_needs_review', fix: expect.stringContaining('Summary Builder') }],
		});
		const ready = { ...brief, status: 'ready' as const, errors: [] };
		expect(explain(facts({ briefs: [ready, brief] }), NOW).also).toEqual([]);
		const yesterday = { ...brief, builtAt: '2026-10-11T09:30:00.000Z' };
		expect(explain(facts({ briefs: [yesterday] }), NOW).also).toEqual([]);
	});

	it('S3: tells in the timeline how the brief came about, and none of its values', () => {
		const corrected = { field: 'sentiment', kind: 'wrong' as const, by: 'rep_7', at: NOW };
		const ready = { ...brief, status: 'ready' as const, builtAt: EARLIEST, errors: [] };
		const { timeline } = explain(facts({ briefs: [brief, ready], corrections: [corrected] }), NOW);
		expect(timeline).toEqual([
			{
				at: NOW,
				what: 'correction',
				code: 'wrong',
				text: 'sentiment of the brief corrected by rep_7',
			},
			{
				at: EARLIER,
				what: 'brief',
				code: 'needs_review',
				text: 'Brief (model), does not fit: sentiment, open_objections[1]',
			},
			{ at: EARLIEST, what: 'brief', code: 'ready', text: 'Brief (model)' },
		]);
	});

	it('V5: tells in the timeline that a call was made by hand', () => {
		const { timeline } = explain(facts({ attempts: [byHand('reserved')] }), NOW);
		expect(timeline[0]).toMatchObject({ code: 'reserved', text: 'A call by hand: reserved' });
	});

	it('keeps a timeline of all that happened, newest first', () => {
		const { timeline } = explain(
			facts({
				decisions: [decision('cool_down', { checkedAt: NOW })],
				attempts: [attempt({ outcome: 'no_answer' })],
				callbacks: [callback({ createdAt: EARLIEST })],
				escalations: [
					escalation({
						openedAt: '2026-10-12T07:00:00.000Z',
						closedAt: '2026-10-12T09:10:00.000Z',
						closedBecause: 'called',
					}),
				],
				sends: [send({ reservedAt: '2026-10-12T07:10:00.000Z' })],
				consents: [
					{
						key: 'call',
						scope: 'now',
						givenAt: '2026-10-12T07:20:00.000Z',
						expiresAt: null,
						revokedAt: '2026-10-12T09:20:00.000Z',
					},
				],
				permission: { status: 'granted', expiresAt: LATER, at: '2026-10-12T07:30:00.000Z' },
			}),
			NOW,
		);
		expect(timeline.map(({ what, code }) => `${what} ${code}`)).toEqual([
			'decision cool_down',
			'consent revoked',
			'escalation called',
			'attempt no_answer',
			'callback waiting',
			'permission granted',
			'consent given',
			'message sent',
			'escalation open',
		]);
		expect(timeline[0]?.text).toBe(
			'schedule: cool_down (last attempt 12 min ago), under default@7',
		);
		expect(timeline[4]?.text).toBe('Planned call due 2026-10-12 18:30 (Asia/Kolkata) (slot)');
	});

	it('keeps the newest fifty of a long history', () => {
		const decisions = Array.from({ length: 80 }, (_, minute) =>
			decision('cool_down', {
				checkedAt: new Date(Date.parse(NOW) - minute * 60_000).toISOString(),
			}),
		);
		const { timeline } = explain(facts({ decisions }), NOW);
		expect(timeline).toHaveLength(50);
		expect(timeline[0]?.at).toBe(NOW);
	});

	it('has words of its own for each ending of a call', () => {
		const causes = Object.values(CALL_ENDINGS).map(({ cause }) => cause);
		expect(new Set(causes).size).toBe(causes.length);
	});
});
