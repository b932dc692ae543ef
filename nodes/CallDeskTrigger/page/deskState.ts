import type {
	DeskAfterView,
	DeskCallView,
	DeskEvent,
	DeskRingView,
	DeskStatusCause,
	DeskTeamView,
	DeskView,
	RingOverCause,
} from '../../shared/domain/deskProtocol';
import type { BriefCard } from '../../shared/domain/renderBriefCard';

/** Why the page shows no desk. */
export type SignInState =
	| 'signing_in'
	| 'no_link'
	| 'link_unknown'
	| 'link_expired'
	| 'link_used'
	| 'representative_revoked'
	| 'session_over'
	| 'signed_out'
	| 'desk_moved'
	| 'unreachable';

/** `elsewhere`: another page of the same person is the one that rings. */
export type Presence = 'away' | 'checking' | 'ready' | 'elsewhere';

export type CheckStep = 'microphone' | 'network' | 'server';

/** Why this page could not become ready. */
export type ReadyProblem =
	| 'insecure_page'
	| 'browser_too_old'
	| 'microphone_denied'
	| 'microphone_missing'
	| 'microphone_busy'
	| 'sound_missing'
	| 'no_network_path'
	| 'no_probe';

export type Connection = 'connecting' | 'live' | 'polling' | 'lost';

/** The audio connection to Meta. */
export type Link = 'connecting' | 'connected' | 'lost';

/** `ended`, `interrupted`: taken away by the system; `silent`: it is on and nothing is heard. */
export type MicrophoneState = 'fine' | 'ended' | 'interrupted' | 'silent';

/** What has just happened, for people. */
export type Notice =
	| { kind: 'ring_over'; because: RingOverCause; by: string | null }
	| { kind: 'stood_down'; because: DeskStatusCause | 'page_hidden' | 'microphone_lost' }
	| { kind: 'ended'; because: string }
	| { kind: 'saved' }
	| { kind: 'said'; text: string };

export interface DeskCall extends Omit<DeskCallView, 'state' | 'isThisPage'> {
	/** `connecting`: of a customer's call, until Meta has accepted our answer. */
	phase: 'connecting' | 'dialling' | 'ringing' | 'accepted' | 'ending';
	isMuted: boolean;
	isHeld: boolean;
	link: Link;
	microphone: MicrophoneState;
	hasObjected: boolean;
	/** “Asked not to be called”: noted only after it was confirmed. */
	noCalls: 'no' | 'asking' | 'noted';
}

/** What the page shows; made by `reduceDesk` alone. */
export interface DeskState {
	/** The last event that is in it. */
	seq: number;
	/** Grows with what this page does itself: a view that was asked for before is out of date. */
	turn: number;
	/** Null: signed in. */
	signIn: SignInState | null;
	me: DeskView['me'] | null;
	presence: Presence;
	step: CheckStep;
	/** A known problem, or the server's own sentence. */
	problem: { code: ReadyProblem } | { text: string } | null;
	connection: Connection;
	notice: Notice | null;
	ring: (DeskRingView & { isTaking: boolean }) | null;
	call: DeskCall | null;
	/** A call of the same person that another page has. */
	callElsewhere: DeskCallView | null;
	unfinished: DeskAfterView[];
	/** Whose form is open. */
	openTalk: string | null;
	/** What was typed, by attempt: from the call into the form after it. */
	notes: Record<string, string>;
	team: DeskTeamView | null;
	settings: DeskView['settings'];
}

export const INITIAL_STATE: DeskState = {
	seq: 0,
	turn: 0,
	signIn: 'signing_in',
	me: null,
	presence: 'away',
	step: 'microphone',
	problem: null,
	connection: 'connecting',
	notice: null,
	ring: null,
	call: null,
	callElsewhere: null,
	unfinished: [],
	openTalk: null,
	notes: {},
	team: null,
	settings: { iceServers: [] },
};

/** Nothing of the desk is left on screen, but what was typed is not lost. */
export const signedOut = ({ notes }: DeskState, signIn: SignInState): DeskState => ({
	...INITIAL_STATE,
	notes,
	signIn,
});

/** All that can happen to the page: the server's events and views, and what its person does. */
export type DeskInput =
	| { kind: 'signed_out'; because: SignInState }
	| { kind: 'opened'; view: DeskView }
	/** `asked`: the turn at which it was asked for. */
	| { kind: 'view'; view: DeskView; asked: number }
	| { kind: 'event'; event: DeskEvent }
	| { kind: 'connection'; connection: Connection }
	| { kind: 'checking'; step: CheckStep }
	| { kind: 'not_ready'; problem: NonNullable<DeskState['problem']> }
	| { kind: 'stood_down'; notice: Notice | null }
	| { kind: 'taking'; ring: string }
	| { kind: 'not_taken'; ring: string; text: string }
	| { kind: 'taken'; ring: string; attempt: string }
	| { kind: 'declined'; ring: string }
	| { kind: 'answered'; attempt: string; at: string }
	| { kind: 'ending'; attempt: string }
	| { kind: 'link'; link: Link }
	| { kind: 'microphone'; microphone: MicrophoneState }
	| { kind: 'mute'; isOn: boolean }
	| { kind: 'hold'; isOn: boolean }
	| { kind: 'objected'; attempt: string }
	| { kind: 'no_calls'; step: DeskCall['noCalls'] }
	| { kind: 'notes'; attempt: string; text: string }
	| { kind: 'open_talk'; attempt: string | null }
	| { kind: 'finished'; attempt: string }
	| { kind: 'corrected'; attempt: string; brief: BriefCard }
	| { kind: 'recap_approved'; attempt: string }
	| { kind: 'notice'; notice: Notice | null };

/** `data-state` of the page: what matters most just now. */
export type Screen =
	| 'sign_in'
	| 'away'
	| 'checking'
	| 'ready'
	| 'ring'
	| 'dialling'
	| 'talking'
	| 'after'
	| 'elsewhere'
	| 'lost';

export function screenOf(state: DeskState): Screen {
	if (state.signIn !== null) return 'sign_in';
	if (state.call) return wasAnswered(state.call) ? 'talking' : 'dialling';
	if (state.ring) return 'ring';
	if (state.openTalk !== null) return 'after';
	if (state.callElsewhere || state.presence === 'elsewhere') return 'elsewhere';
	if (state.connection === 'lost') return 'lost';
	return state.presence;
}

const wasAnswered = ({ phase, answeredAt }: DeskCall): boolean =>
	phase === 'accepted' || (phase === 'ending' && answeredAt !== null);

/**
 * Whether the customer may hear the microphone. Outbound it is on from the dialling: Meta drops what
 * comes before the customer answers. Inbound only once Meta has accepted.
 */
export function isMicrophoneOn({ call }: DeskState): boolean {
	if (!call || call.isMuted || call.isHeld || call.phase === 'ending') return false;
	return call.direction === 'outbound' || call.phase === 'accepted';
}
