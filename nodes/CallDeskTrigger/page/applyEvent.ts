import type { DeskEvent } from '../../shared/domain/deskProtocol';
import { type DeskState, signedOut } from './deskState';

type EventOf<K extends DeskEvent['kind']> = Extract<DeskEvent, { kind: K }>;

/** What the server tells. An event that is already in the state changes nothing. */
export function applyEvent(state: DeskState, event: DeskEvent): DeskState {
	if (event.seq <= state.seq) return state;
	return applyNew({ ...state, seq: event.seq }, event);
}

function applyNew(state: DeskState, event: DeskEvent): DeskState {
	switch (event.kind) {
		case 'status':
			return applyStatus(state, event);
		case 'ring':
			// Only for who is ready: a page that has just stood down has nobody in front of it.
			if (state.presence !== 'ready' || state.call || state.ring?.isTaking) return state;
			return { ...state, ring: { ...event.ring, isTaking: false }, notice: null };
		case 'ring_over':
			return applyRingOver(state, event);
		case 'progress':
			return applyProgress(state, event);
		case 'recording':
			if (state.call?.attempt !== event.attempt) return state;
			return { ...state, call: { ...state.call, recording: event.recording } };
		case 'ended':
			return applyEnded(state, event);
		case 'probe':
		case 'answer':
		case 'team':
			return state;
	}
}

function applyStatus(state: DeskState, { status, because }: EventOf<'status'>): DeskState {
	if (because === 'revoked') return signedOut(state, 'representative_revoked');
	if (because === 'signed_out') return signedOut(state, 'signed_out');
	const told = state.me ? { ...state, me: { ...state.me, status } } : state;
	if (because === 'another_page') return { ...told, presence: 'elsewhere', ring: null };
	if (status === 'ready') {
		// Of another page, unless this one has just shown that it is there.
		return told.presence === 'checking' ? { ...told, presence: 'ready' } : told;
	}
	if (status === 'busy') return told;
	if (told.presence === 'away' || told.presence === 'checking') return told;
	const notice = because === 'asked' ? told.notice : ({ kind: 'stood_down', because } as const);
	return { ...told, presence: 'away', ring: told.ring?.isTaking ? told.ring : null, notice };
}

function applyRingOver(state: DeskState, event: EventOf<'ring_over'>): DeskState {
	// Whoever is taking it hears by the answer to that whether it was in time.
	if (state.ring?.id !== event.ring || state.ring.isTaking) return state;
	const { because, by } = event;
	return { ...state, ring: null, notice: { kind: 'ring_over', because, by } };
}

function applyProgress(state: DeskState, event: EventOf<'progress'>): DeskState {
	const { call } = state;
	if (call?.attempt !== event.attempt || call.phase === 'ending') return state;
	if (event.state === 'ringing') {
		return call.phase === 'dialling' ? { ...state, call: { ...call, phase: 'ringing' } } : state;
	}
	const answeredAt = call.answeredAt ?? event.at;
	return { ...state, call: { ...call, phase: 'accepted', answeredAt } };
}

/** From the call to the form after it; the server's view completes it. */
function applyEnded(state: DeskState, { attempt, because, at }: EventOf<'ended'>): DeskState {
	const { call, callElsewhere, turn } = state;
	if (callElsewhere?.attempt === attempt) return { ...state, callElsewhere: null };
	if (call?.attempt !== attempt) return state;
	const talk = {
		attempt,
		customer: call.customer,
		endedAt: at,
		// The view says, as soon as it is read.
		result: '',
		brief: call.brief,
		fields: [],
		recap: '',
		recapApproved: false,
	};
	const others = state.unfinished.filter((other) => other.attempt !== attempt);
	return {
		...state,
		turn: turn + 1,
		presence: 'away',
		call: null,
		openTalk: attempt,
		unfinished: [talk, ...others],
		// Whoever ends it has said why.
		notice: call.phase === 'ending' ? state.notice : { kind: 'ended', because },
	};
}
