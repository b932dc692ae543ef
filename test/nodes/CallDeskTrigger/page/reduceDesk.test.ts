import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type DeskInput,
	type DeskState,
	INITIAL_STATE,
	isMicrophoneOn,
	type Screen,
	screenOf,
} from '../../../../nodes/CallDeskTrigger/page/deskState';
import { reduceDesk } from '../../../../nodes/CallDeskTrigger/page/reduceDesk';
import type { DeskAfterView } from '../../../../nodes/shared/domain/deskProtocol';
import {
	after,
	AT,
	ATTEMPT,
	away,
	callView,
	checking,
	connecting,
	deskView,
	dialling,
	elsewhere,
	ended,
	ending,
	eventOf,
	EVENTS,
	me,
	ready,
	ringing,
	ringView,
	STATES,
	taking,
	talking,
	talkView,
	told,
} from './deskStates';

/** `data-state` after an event; a state that is not listed stays on its screen. */
const SCREENS_AFTER: Record<string, Partial<Record<string, Screen>>> = {
	probe: {},
	'status ready': { checking: 'ready' },
	'status busy': {},
	'status away, asked': { ready: 'away', elsewhere: 'away', ringing: 'away' },
	'status away, probe missed': { ready: 'away', elsewhere: 'away', ringing: 'away' },
	'status away, page lost': { ready: 'away', elsewhere: 'away', ringing: 'away' },
	'status of another page': {
		away: 'elsewhere',
		checking: 'elsewhere',
		ready: 'elsewhere',
		ringing: 'elsewhere',
		taking: 'elsewhere',
	},
	'status signed out': Object.fromEntries(Object.keys(STATES).map((name) => [name, 'sign_in'])),
	'status revoked': Object.fromEntries(Object.keys(STATES).map((name) => [name, 'sign_in'])),
	ring: { ready: 'ring' },
	'ring over': { ringing: 'ready' },
	'ring over, another one': {},
	answer: {},
	'progress ringing': {},
	'progress accepted': { dialling: 'talking', connecting: 'talking' },
	'progress of another call': {},
	ended: { dialling: 'after', connecting: 'after', talking: 'after', ending: 'after' },
	'ended, another call': {},
	recording: {},
	team: {},
};

const pairs = Object.entries(STATES).flatMap(([name, state]) =>
	Object.entries(EVENTS).map(([heard, body]) => ({ name, state, heard, body })),
);

describe('every event in every state', () => {
	it.each(pairs)('$heard, when $name', ({ name, state, heard, body }) => {
		const next = told(state, body);
		expect(screenOf(next)).toBe(SCREENS_AFTER[heard]?.[name] ?? screenOf(state));
	});

	it.each(pairs)('$heard, when $name, a second time changes nothing', ({ state, body }) => {
		const event = eventOf(state.seq, body);
		expect(reduceDesk(state, { kind: 'event', event })).toBe(state);
	});
});

describe('ready (V4)', () => {
	it('is nobody by loading the page, though another page of theirs is', () => {
		const view = deskView({ me: me('ready'), isReadyPage: true });
		const opened = after(INITIAL_STATE, { kind: 'opened', view });
		expect(screenOf(opened)).toBe('elsewhere');
	});

	it('is only who has asked: a status for another page makes this one nothing', () => {
		expect(told(away, EVENTS['status ready']!).presence).toBe('away');
	});

	it('tells why it ended', () => {
		const lost = told(ready, EVENTS['status away, page lost']!);
		expect(lost.notice).toEqual({ kind: 'stood_down', because: 'page_lost' });
	});

	it('needs no word when it was asked for', () => {
		expect(told(ready, EVENTS['status away, asked']!).notice).toBeNull();
	});

	it('shows what failed, until it is tried again', () => {
		const failed = after(checking, { kind: 'not_ready', problem: { code: 'microphone_denied' } });
		expect(failed).toMatchObject({ presence: 'away', problem: { code: 'microphone_denied' } });
		expect(after(failed, { kind: 'checking', step: 'microphone' }).problem).toBeNull();
	});

	it('is again, by the view, who was freed without a call', () => {
		const view = deskView({ seq: 9, me: me('ready'), isReadyPage: true });
		expect(after(away, { kind: 'view', view, asked: away.turn }).presence).toBe('ready');
	});

	it('goes to another tab, with the ring that was on screen', () => {
		expect(told(ringing, EVENTS['status of another page']!)).toMatchObject({
			presence: 'elsewhere',
			ring: null,
		});
	});
});

describe('a ring', () => {
	it('is not shown to somebody who is not ready', () => {
		expect(told(away, EVENTS.ring!).ring).toBeNull();
		expect(told(elsewhere, EVENTS.ring!).ring).toBeNull();
	});

	it('says who took it', () => {
		expect(told(ringing, EVENTS['ring over']!).notice).toEqual({
			kind: 'ring_over',
			because: 'taken',
			by: 'Rahul',
		});
	});

	it('stays for whoever is taking it: the answer to that says who won', () => {
		expect(told(taking, EVENTS['ring over']!).ring?.isTaking).toBe(true);
		const lost = after(taking, { kind: 'not_taken', ring: 'ring_1', text: 'Rahul has it.' });
		expect(lost).toMatchObject({ ring: null, notice: { kind: 'said', text: 'Rahul has it.' } });
	});

	it('that is over in the ledger is taken off the screen', () => {
		const view = deskView({ seq: 9, me: me('ready'), isReadyPage: true });
		expect(after(ringing, { kind: 'view', view, asked: ringing.turn }).ring).toBeNull();
	});

	it('that rings in the ledger too stays', () => {
		const change = { me: me('ready'), isReadyPage: true, ring: ringView() };
		const view = deskView({ seq: 9, ...change });
		const state = after(ringing, { kind: 'view', view, asked: ringing.turn });
		expect(state.ring?.id).toBe('ring_1');
	});

	it('becomes a call with what was on its card', () => {
		expect(dialling.call).toMatchObject({ attempt: ATTEMPT, phase: 'dialling', customer });
		expect(dialling.ring).toBeNull();
	});

	it.each(['taken', 'not_taken', 'declined', 'taking'] as const)(
		'%s, after another one has come, changes nothing',
		(kind) => {
			const input = { kind, ring: 'ring_0', attempt: ATTEMPT, text: '' };
			expect(reduceDesk(ringing, input)).toBe(ringing);
		},
	);
});

const { customer } = callView();

describe('the microphone', () => {
	it.each([
		['away', away, false],
		['ready', ready, false],
		['in a ring', ringing, false],
		['while an outbound call rings: Meta drops it until the customer answers', dialling, true],
		['before Meta has accepted an inbound call', connecting, false],
		['once it has', after(connecting, { kind: 'answered', attempt: ATTEMPT, at: AT }), true],
		['in a talk', talking, true],
		['muted', after(talking, { kind: 'mute', isOn: true }), false],
		['on hold', after(talking, { kind: 'hold', isOn: true }), false],
		[
			'off hold but muted',
			after(
				talking,
				{ kind: 'mute', isOn: true },
				{ kind: 'hold', isOn: true },
				{ kind: 'hold', isOn: false },
			),
			false,
		],
		['when the call is being ended', ending, false],
		['after it', ended, false],
	])('%s', (_, state, isOn) => {
		expect(isMicrophoneOn(state)).toBe(isOn);
	});
});

describe('a call', () => {
	it('was answered at the first sign of it, which later ones do not move', () => {
		const body = {
			kind: 'progress',
			attempt: ATTEMPT,
			state: 'accepted',
			at: '2026-11-22T10:00:09.000Z',
		} as const;
		expect(told(talking, body).call?.answeredAt).toBe(AT);
	});

	it('does not go back from talking to ringing', () => {
		expect(told(talking, EVENTS['progress ringing']!).call?.phase).toBe('accepted');
	});

	it('that is being ended is not answered any more', () => {
		const quick = after(dialling, { kind: 'ending', attempt: ATTEMPT });
		const late = after(quick, { kind: 'answered', attempt: ATTEMPT, at: AT });
		expect(late.call?.phase).toBe('ending');
		expect(screenOf(told(quick, EVENTS['progress accepted']!))).toBe('dialling');
	});

	it('gets disclosure, recording and limit from the first view', () => {
		const view = deskView({ seq: 5, me: me('busy'), call: callView() });
		const state = after(dialling, { kind: 'view', view, asked: dialling.turn });
		expect(state.call).toMatchObject({
			disclosure: 'This call is recorded.',
			recording: 'enabled',
			ringLimitSeconds: 30,
			phase: 'dialling',
		});
	});

	it('keeps mute and notes through a view', () => {
		const muted = after(
			talking,
			{ kind: 'mute', isOn: true },
			{ kind: 'notes', attempt: ATTEMPT, text: 'oak' },
		);
		const view = deskView({ seq: 9, me: me('busy'), call: callView({ state: 'accepted' }) });
		const state = after(muted, { kind: 'view', view, asked: muted.turn });
		expect(state.call?.isMuted).toBe(true);
		expect(state.notes[ATTEMPT]).toBe('oak');
	});

	it('inbound, is not accepted by a view that still says ringing', () => {
		const call = callView({ direction: 'inbound', state: 'ringing' });
		const view = deskView({ seq: 9, me: me('busy'), call });
		const state = after(connecting, { kind: 'view', view, asked: connecting.turn });
		expect(state.call?.phase).toBe('connecting');
	});

	it('survives a view that was asked for before it was taken', () => {
		const view = deskView({ seq: 9, me: me('ready'), isReadyPage: true });
		expect(after(dialling, { kind: 'view', view, asked: taking.turn })).toBe(dialling);
	});

	it('survives a view that is older than what the page has heard', () => {
		const view = deskView({ seq: talking.seq - 1 });
		expect(after(talking, { kind: 'view', view, asked: talking.turn })).toBe(talking);
	});

	it('that the ledger has no more is over, and its form opens', () => {
		const view = deskView({ seq: 9, me: me('busy'), unfinished: [talkView()] });
		const state = after(ending, { kind: 'view', view, asked: ending.turn });
		expect(screenOf(state)).toBe('after');
		expect(state.openTalk).toBe(ATTEMPT);
	});

	it('goes on when the connection to the server is lost', () => {
		const lost = after(talking, { kind: 'connection', connection: 'lost' });
		expect(screenOf(lost)).toBe('talking');
		expect(isMicrophoneOn(lost)).toBe(true);
	});

	it('of another page is only shown', () => {
		const call = callView({ isThisPage: false });
		const opened = after(INITIAL_STATE, {
			kind: 'opened',
			view: deskView({ me: me('busy'), call }),
		});
		expect(screenOf(opened)).toBe('elsewhere');
		expect(opened.call).toBeNull();
		expect(isMicrophoneOn(opened)).toBe(false);
		expect(screenOf(told(opened, EVENTS.ended!))).toBe('away');
	});

	it('ends the view of a page whose person was revoked', () => {
		expect(told(talking, EVENTS['status revoked']!)).toMatchObject({
			signIn: 'representative_revoked',
			call: null,
		});
	});

	it('takes objection and “no calls” only once they are noted', () => {
		const asked = after(talking, { kind: 'no_calls', step: 'asking' });
		expect(asked.call?.noCalls).toBe('asking');
		expect(after(asked, { kind: 'objected', attempt: 'att_9' }).call?.hasObjected).toBe(false);
		expect(after(asked, { kind: 'objected', attempt: ATTEMPT }).call?.hasObjected).toBe(true);
	});
});

describe('after a talk', () => {
	const finished = after(ended, { kind: 'finished', attempt: ATTEMPT });

	it('shows its form before the server’s view has come', () => {
		expect(ended.unfinished).toMatchObject([{ attempt: ATTEMPT, customer, result: '' }]);
	});

	it('stays open while the view still has the call, which WhatsApp has not ended yet', () => {
		const live = { seq: 9, me: me('busy'), call: callView({ state: 'accepted' }) };
		const early = after(ended, { kind: 'view', view: deskView(live), asked: ended.turn });
		expect(early).toMatchObject({ openTalk: ATTEMPT, callElsewhere: null, call: null });
		expect(screenOf(early)).toBe('after');
		const view = deskView({ seq: 10, unfinished: [talkView()] });
		const told = after(early, { kind: 'view', view, asked: early.turn });
		expect(told).toMatchObject({ openTalk: ATTEMPT, unfinished: [{ result: 'completed' }] });
	});

	it('says why it ended, unless this page ended it and has said so', () => {
		expect(ended.notice).toEqual({ kind: 'ended', because: 'call_ended' });
		const said = { kind: 'said', text: 'The audio connection was lost.' } as const;
		const own = after(ending, { kind: 'notice', notice: said });
		expect(told(own, EVENTS.ended!).notice).toEqual(said);
	});

	it('is done with when its outcome was saved', () => {
		expect(finished).toMatchObject({ openTalk: null, unfinished: [], notice: { kind: 'saved' } });
		expect(screenOf(finished)).toBe('away');
	});

	it('is not reopened by a view that was asked for before', () => {
		const view = deskView({ seq: 9, unfinished: [talkView()] });
		expect(after(finished, { kind: 'view', view, asked: ended.turn })).toBe(finished);
	});

	it('can wait, and be opened again', () => {
		const later = after(ended, { kind: 'open_talk', attempt: null });
		expect(screenOf(later)).toBe('away');
		expect(screenOf(after(later, { kind: 'open_talk', attempt: ATTEMPT }))).toBe('after');
	});

	it('gives way to a ring, and is there again after it', () => {
		const open = after(ready, { kind: 'open_talk', attempt: 'att_0' });
		const rung = told(open, EVENTS.ring!);
		expect(screenOf(rung)).toBe('ring');
		expect(screenOf(after(rung, { kind: 'declined', ring: 'ring_2' }))).toBe('after');
	});

	it('shows corrections and approval at once', () => {
		const brief = {
			status: 'ready',
			headline: 'Call brief',
			phone: null,
			trigger: null,
			rows: [],
			problems: [],
			threadUrl: null,
		} as const;
		const corrected = after(
			ended,
			{ kind: 'corrected', attempt: ATTEMPT, brief: { ...brief, rows: [], problems: [] } },
			{ kind: 'recap_approved', attempt: ATTEMPT },
		);
		expect(corrected.unfinished).toMatchObject([{ brief, recapApproved: true }]);
	});

	it('keeps what was typed when the session ends', () => {
		const typed = after(ended, { kind: 'notes', attempt: ATTEMPT, text: 'call back Friday' });
		const out = after(typed, { kind: 'signed_out', because: 'session_over' });
		const back = after(out, { kind: 'opened', view: deskView({ unfinished: [talkView()] }) });
		expect(back.notes[ATTEMPT]).toBe('call back Friday');
	});
});

describe('the connection', () => {
	it.each([
		['away', away, 'lost'],
		['ready', ready, 'lost'],
		['ringing', ringing, 'ring'],
		['talking', talking, 'talking'],
		['after', ended, 'after'],
	] as const)('lost, when %s: shows %s', (_, state, screen) => {
		expect(screenOf(after(state, { kind: 'connection', connection: 'lost' }))).toBe(screen);
	});
});

const inputs: fc.Arbitrary<DeskInput> = fc.oneof(
	fc.constantFrom<DeskInput>(
		{ kind: 'checking', step: 'network' },
		{ kind: 'not_ready', problem: { text: 'no' } },
		{ kind: 'stood_down', notice: null },
		{ kind: 'taking', ring: 'ring_2' },
		{ kind: 'taken', ring: 'ring_2', attempt: ATTEMPT },
		{ kind: 'not_taken', ring: 'ring_2', text: 'no' },
		{ kind: 'declined', ring: 'ring_2' },
		{ kind: 'answered', attempt: ATTEMPT, at: AT },
		{ kind: 'ending', attempt: ATTEMPT },
		{ kind: 'mute', isOn: true },
		{ kind: 'mute', isOn: false },
		{ kind: 'hold', isOn: true },
		{ kind: 'link', link: 'lost' },
		{ kind: 'microphone', microphone: 'ended' },
		{ kind: 'finished', attempt: ATTEMPT },
		{ kind: 'connection', connection: 'lost' },
		{ kind: 'signed_out', because: 'session_over' },
		{ kind: 'opened', view: deskView() },
	),
	fc
		.record({ body: fc.constantFrom(...Object.values(EVENTS)), seq: fc.nat(60) })
		.map(({ body, seq }): DeskInput => ({ kind: 'event', event: eventOf(seq, body) })),
	fc
		.record({
			seq: fc.nat(60),
			asked: fc.nat(20),
			status: fc.constantFrom('ready' as const, 'busy' as const, 'away' as const),
			isReadyPage: fc.boolean(),
			call: fc.constantFrom(null, callView(), callView({ isThisPage: false })),
			unfinished: fc.constantFrom<DeskAfterView[]>([], [talkView()]),
		})
		.map(({ asked, status, ...view }): DeskInput => ({
			kind: 'view',
			asked,
			view: deskView({ ...view, me: me(status) }),
		})),
);

const RULES: [string, (state: DeskState, before: DeskState) => boolean][] = [
	['never rings in a call', ({ ring, call }) => ring === null || call === null],
	[
		'rings only at whoever is signed in',
		({ ring, call, signIn }) => signIn === null || (!ring && !call),
	],
	[
		'has the microphone on in calls alone',
		(state) => !isMicrophoneOn(state) || state.call !== null,
	],
	[
		'lets no customer who called hear anything before acceptance',
		(state) =>
			state.call?.direction !== 'inbound' ||
			state.call.phase === 'accepted' ||
			!isMicrophoneOn(state),
	],
	[
		'never forgets how far it has heard, but with its session',
		(state, before) => state.seq >= before.seq || state.signIn !== null || state.turn > before.turn,
	],
	['is never muted into sound', (state) => !state.call?.isMuted || !isMicrophoneOn(state)],
];

const anywhere = fc.constantFrom(...Object.values(STATES));

describe('whatever happens', () => {
	it.each(RULES)('%s', (_, holds) => {
		fc.assert(
			fc.property(anywhere, fc.array(inputs, { maxLength: 40 }), (start, all) => {
				let state = start;
				for (const input of all) {
					const next = reduceDesk(state, input);
					expect(holds(next, state)).toBe(true);
					state = next;
				}
			}),
			{ seed: 6 },
		);
	});
});
