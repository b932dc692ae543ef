import type { DeskAfterView } from '../../shared/domain/deskProtocol';
import { type DeskCall, type DeskInput, type DeskState, signedOut } from './deskState';
import { applyEvent } from './applyEvent';
import { applyView, openPage } from './applyView';

/** The page's next state. Pure; whoever calls it does what has to be done besides. */
export function reduceDesk(state: DeskState, input: DeskInput): DeskState {
	switch (input.kind) {
		case 'signed_out':
			return signedOut(state, input.because);
		case 'opened':
			return openPage(state, input.view);
		case 'view':
			return applyView(state, input.view, input.asked);
		case 'event':
			return applyEvent(state, input.event);
		case 'connection':
			return { ...state, connection: input.connection };
		case 'notice':
			return { ...state, notice: input.notice };
		case 'checking':
		case 'not_ready':
		case 'stood_down':
			return reducePresence(state, input);
		case 'taking':
		case 'not_taken':
		case 'taken':
		case 'declined':
			return reduceRing(state, input);
		case 'notes':
			return { ...state, notes: { ...state.notes, [input.attempt]: input.text } };
		case 'open_talk':
		case 'finished':
		case 'corrected':
		case 'recap_approved':
			return reduceTalk(state, input);
		default:
			return state.call ? { ...state, call: reduceCall(state.call, input) } : state;
	}
}

type InputOf<K extends DeskInput['kind']> = Extract<DeskInput, { kind: K }>;

function reducePresence(
	state: DeskState,
	input: InputOf<'checking' | 'not_ready' | 'stood_down'>,
): DeskState {
	const { turn } = state;
	switch (input.kind) {
		case 'checking':
			return { ...state, presence: 'checking', step: input.step, problem: null, notice: null };
		case 'not_ready':
			return { ...state, turn: turn + 1, presence: 'away', problem: input.problem };
		case 'stood_down':
			return { ...state, turn: turn + 1, presence: 'away', ring: null, notice: input.notice };
	}
}

function reduceRing(
	state: DeskState,
	input: InputOf<'taking' | 'not_taken' | 'taken' | 'declined'>,
): DeskState {
	const { ring, turn } = state;
	if (!ring || ring.id !== input.ring) return state;
	switch (input.kind) {
		case 'taking':
			return { ...state, ring: { ...ring, isTaking: true }, notice: null };
		case 'not_taken':
			return { ...state, ring: null, notice: { kind: 'said', text: input.text } };
		case 'declined':
			return { ...state, ring: null, notice: null };
		case 'taken': {
			const call: DeskCall = {
				attempt: input.attempt,
				direction: ring.direction,
				phase: ring.direction === 'outbound' ? 'dialling' : 'connecting',
				customer: ring.customer,
				line: ring.line,
				brief: ring.brief,
				...NOTHING_SAID_YET,
			};
			return { ...state, turn: turn + 1, ring: null, openTalk: null, call, callElsewhere: null };
		}
	}
}

/** Until the first view of the call. */
const NOTHING_SAID_YET = {
	answeredAt: null,
	recording: null,
	disclosure: null,
	ringLimitSeconds: 45,
	isMuted: false,
	isHeld: false,
	link: 'connecting',
	microphone: 'fine',
	hasObjected: false,
	noCalls: 'no',
} as const;

type CallInput = InputOf<
	'answered' | 'ending' | 'link' | 'microphone' | 'mute' | 'hold' | 'objected' | 'no_calls'
>;

function reduceCall(call: DeskCall, input: CallInput): DeskCall {
	if ('attempt' in input && input.attempt !== call.attempt) return call;
	switch (input.kind) {
		case 'answered':
			if (call.phase === 'ending') return call;
			return { ...call, phase: 'accepted', answeredAt: call.answeredAt ?? input.at };
		case 'ending':
			return { ...call, phase: 'ending' };
		case 'link':
			return { ...call, link: input.link };
		case 'microphone':
			return { ...call, microphone: input.microphone };
		case 'mute':
			return { ...call, isMuted: input.isOn };
		case 'hold':
			return { ...call, isHeld: input.isOn };
		case 'objected':
			return { ...call, hasObjected: true };
		case 'no_calls':
			return { ...call, noCalls: input.step };
	}
}

function reduceTalk(
	state: DeskState,
	input: InputOf<'open_talk' | 'finished' | 'corrected' | 'recap_approved'>,
): DeskState {
	const { turn, unfinished } = state;
	switch (input.kind) {
		case 'open_talk':
			return { ...state, openTalk: input.attempt, notice: null };
		case 'finished':
			return {
				...state,
				turn: turn + 1,
				openTalk: null,
				unfinished: unfinished.filter(({ attempt }) => attempt !== input.attempt),
				notice: { kind: 'saved' },
			};
		case 'corrected':
			return withTalk(state, input.attempt, { brief: input.brief });
		case 'recap_approved':
			return withTalk(state, input.attempt, { recapApproved: true });
	}
}

function withTalk(state: DeskState, attempt: string, change: Partial<DeskAfterView>): DeskState {
	const unfinished = state.unfinished.map((talk) =>
		talk.attempt === attempt ? { ...talk, ...change } : talk,
	);
	return { ...state, unfinished };
}
