import type {
	DeskAfterView,
	DeskCallView,
	DeskEvent,
	DeskEventBody,
	DeskRingView,
	DeskView,
} from '../../../../nodes/shared/domain/deskProtocol';
import {
	type DeskInput,
	type DeskState,
	INITIAL_STATE,
} from '../../../../nodes/CallDeskTrigger/page/deskState';
import { reduceDesk } from '../../../../nodes/CallDeskTrigger/page/reduceDesk';

/* Views and events in the shapes of nodes/shared/domain/deskProtocol.ts, made up here. */

export const AT = '2026-11-22T10:00:00.000Z';
export const ATTEMPT = 'att_1';

export const customer = { name: 'Asha Rao', phone: '•••• 0123', language: 'en' };

export const ringView = (direction: DeskRingView['direction'] = 'outbound'): DeskRingView => ({
	id: 'ring_1',
	direction,
	customer,
	line: '+91 22 5550 0100',
	brief: null,
	endsAt: '2026-11-22T10:00:30.000Z',
});

export const callView = (change: Partial<DeskCallView> = {}): DeskCallView => ({
	attempt: ATTEMPT,
	direction: 'outbound',
	state: 'dialling',
	customer,
	line: '+91 22 5550 0100',
	brief: null,
	answeredAt: null,
	recording: 'enabled',
	disclosure: 'This call is recorded.',
	ringLimitSeconds: 30,
	isThisPage: true,
	...change,
});

export const talkView = (change: Partial<DeskAfterView> = {}): DeskAfterView => ({
	attempt: ATTEMPT,
	customer,
	endedAt: AT,
	result: 'completed',
	brief: null,
	fields: [],
	recap: '',
	recapApproved: false,
	...change,
});

export const deskView = (change: Partial<DeskView> = {}): DeskView => ({
	seq: 0,
	me: { id: 'rep_1', name: 'Priya', role: 'representative', status: 'away' },
	isReadyPage: false,
	ring: null,
	call: null,
	unfinished: [],
	team: null,
	settings: { iceServers: [] },
	...change,
});

export const me = (status: DeskView['me']['status']): DeskView['me'] => ({
	...deskView().me,
	status,
});

/** What happens, one after the other, to a state. */
export const after = (state: DeskState, ...inputs: DeskInput[]): DeskState =>
	inputs.reduce(reduceDesk, state);

/** The next event that this state has not seen. */
export const told = (state: DeskState, body: DeskEventBody): DeskState =>
	after(state, { kind: 'event', event: eventOf(state.seq + 1, body) });

export const eventOf = (seq: number, body: DeskEventBody): DeskEvent => ({ seq, at: AT, ...body });

export const away = after(INITIAL_STATE, { kind: 'opened', view: deskView() });
export const checking = after(away, { kind: 'checking', step: 'server' });
export const ready = told(checking, { kind: 'status', status: 'ready', because: 'acknowledged' });
export const elsewhere = told(ready, { kind: 'status', status: 'ready', because: 'another_page' });
export const ringing = told(ready, { kind: 'ring', ring: ringView() });
export const taking = after(ringing, { kind: 'taking', ring: 'ring_1' });
export const dialling = after(taking, { kind: 'taken', ring: 'ring_1', attempt: ATTEMPT });
export const talking = after(dialling, { kind: 'answered', attempt: ATTEMPT, at: AT });
export const ending = after(talking, { kind: 'ending', attempt: ATTEMPT });
export const ended = told(talking, { kind: 'ended', attempt: ATTEMPT, because: 'call_ended' });
export const connecting = after(
	told(ready, { kind: 'ring', ring: ringView('inbound') }),
	{ kind: 'taking', ring: 'ring_1' },
	{ kind: 'taken', ring: 'ring_1', attempt: ATTEMPT },
);

export const STATES: Record<string, DeskState> = {
	'signing in': INITIAL_STATE,
	away,
	checking,
	ready,
	elsewhere,
	ringing,
	taking,
	dialling,
	connecting,
	talking,
	ending,
	ended,
};

/** One of each kind that the server tells. */
export const EVENTS: Record<string, DeskEventBody> = {
	probe: { kind: 'probe', probe: 'p1' },
	'status ready': { kind: 'status', status: 'ready', because: 'acknowledged' },
	'status busy': { kind: 'status', status: 'busy', because: 'in_call' },
	'status away, asked': { kind: 'status', status: 'away', because: 'asked' },
	'status away, probe missed': { kind: 'status', status: 'away', because: 'probe_missed' },
	'status away, page lost': { kind: 'status', status: 'away', because: 'page_lost' },
	'status of another page': { kind: 'status', status: 'ready', because: 'another_page' },
	'status signed out': { kind: 'status', status: 'away', because: 'signed_out' },
	'status revoked': { kind: 'status', status: 'away', because: 'revoked' },
	ring: { kind: 'ring', ring: { ...ringView(), id: 'ring_2' } },
	'ring over': { kind: 'ring_over', ring: 'ring_1', because: 'taken', by: 'Rahul' },
	'ring over, another one': { kind: 'ring_over', ring: 'ring_9', because: 'nobody', by: null },
	answer: { kind: 'answer', attempt: ATTEMPT, sdp: 'v=0' },
	'progress ringing': { kind: 'progress', attempt: ATTEMPT, state: 'ringing', at: AT },
	'progress accepted': { kind: 'progress', attempt: ATTEMPT, state: 'accepted', at: AT },
	'progress of another call': { kind: 'progress', attempt: 'att_9', state: 'accepted', at: AT },
	ended: { kind: 'ended', attempt: ATTEMPT, because: 'call_ended' },
	'ended, another call': { kind: 'ended', attempt: 'att_9', because: 'call_ended' },
	recording: { kind: 'recording', attempt: ATTEMPT, recording: 'no_objection' },
	team: { kind: 'team' },
};
