import type { DeskCallView, DeskView } from '../../shared/domain/deskProtocol';
import { type DeskCall, type DeskState, INITIAL_STATE, type Presence } from './deskState';

/** A freshly loaded page: never ready, whatever the page before it was. */
export function openPage(state: DeskState, view: DeskView): DeskState {
	return {
		...INITIAL_STATE,
		turn: state.turn + 1,
		notes: state.notes,
		connection: state.connection,
		signIn: null,
		...shownAnyway(view),
		callElsewhere: view.call,
		presence: view.me.status === 'ready' ? 'elsewhere' : 'away',
	};
}

/**
 * What the ledger says now. One that is older than what the page knows is left out; whoever asked for it
 * asks again.
 */
export function applyView(state: DeskState, view: DeskView, asked: number): DeskState {
	if (state.signIn !== null || isStale(state, view, asked)) return state;
	const call = state.call && view.call?.isThisPage ? callOf(state.call, view.call) : null;
	const ended = state.call !== null && call === null ? state.call.attempt : null;
	const open = ended ?? state.openTalk;
	const unfinished = withEnding(state, view, open);
	return {
		...state,
		...shownAnyway(view),
		unfinished,
		presence: presenceOf(state, view),
		ring: state.ring?.isTaking || state.ring?.id === view.ring?.id ? state.ring : null,
		call,
		callElsewhere: call || view.call?.attempt === open ? null : view.call,
		openTalk: unfinished.some(({ attempt }) => attempt === open) ? open : null,
	};
}

/** A call that has just been ended here counts as a live one until WhatsApp has said its end. */
function withEnding({ unfinished }: DeskState, view: DeskView, open: string | null) {
	const isOpen = ({ attempt }: { attempt: string }) => attempt === open;
	const ending = unfinished.find((talk) => isOpen(talk) && talk.result === '');
	return ending && !view.unfinished.some(isOpen) ? [ending, ...view.unfinished] : view.unfinished;
}

export const isStale = (state: DeskState, view: DeskView, asked: number): boolean =>
	view.seq < state.seq || asked < state.turn;

const shownAnyway = ({ seq, me, unfinished, team, settings }: DeskView) => ({
	seq,
	me,
	unfinished,
	team,
	settings,
});

function callOf(call: DeskCall, { state, isThisPage: _, ...view }: DeskCallView): DeskCall {
	if (call.attempt !== view.attempt) return call;
	const isOpen = call.phase === 'dialling' || call.phase === 'ringing';
	return {
		...call,
		...view,
		// The page hears of progress first; inbound it waits for its own acceptance.
		phase: isOpen || (state === 'accepted' && call.phase !== 'ending') ? state : call.phase,
		answeredAt: call.answeredAt ?? view.answeredAt,
	};
}

function presenceOf(state: DeskState, view: DeskView): Presence {
	if (view.isReadyPage && view.me.status === 'ready') return 'ready';
	if (state.presence === 'checking') return 'checking';
	return view.me.status === 'ready' ? 'elsewhere' : 'away';
}
