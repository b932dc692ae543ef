import type { DeskOutcome, DeskStatus } from '../../shared/domain/deskProtocol';
import type {
	CheckStep,
	Connection,
	DeskCall,
	MicrophoneState,
	Notice,
	ReadyProblem,
	SignInState,
} from './deskState';

type OverCause = Extract<Notice, { kind: 'ring_over' }>['because'];
type StoodDownCause = Extract<Notice, { kind: 'stood_down' }>['because'];

/** Of `desk.html`, by `data-text` and `data-label`. */
export const PAGE_TEXTS: Record<string, string> = {
	title: 'Call Desk',
	sign_out: 'Sign out',
	ready: 'Ready for calls',
	ready_hint: 'Your browser asks for the microphone. It stays silent until you are in a call.',
	stop_ready: 'Stop taking calls',
	use_this_tab: 'Use this tab',
	not_me: 'Not me',
	controls: 'Call controls',
	mute: 'Mute',
	hold: 'Hold',
	hang_up: 'Hang up',
	microphone_again: 'Use the microphone again',
	say_first: 'Say first:',
	object: 'The customer objects to recording',
	no_calls: 'Asked not to be called',
	no_calls_question:
		'Note that this customer wants no calls at all? Every workflow stops calling until the customer takes it back.',
	no_calls_confirm: 'Yes, no more calls',
	cancel: 'Cancel',
	notes: 'Notes',
	thread: 'Open the chat',
	microphone_level: 'Microphone level',
	outcome: 'How did it go?',
	corrections: 'Correct the brief',
	corrections_hint:
		'Change what turned out differently. Leave a field empty if the customer never said.',
	save_corrections: 'Save corrections',
	recap: 'What the customer gets in writing',
	recap_none: 'Nothing would be sent: the brief has nothing to write down.',
	approve_recap: 'Approve recap',
	save: 'Save',
	save_and_ready: 'Save and be ready',
	later: 'Later',
	unfinished: 'Talks without an outcome',
	team: 'Team',
	people: 'People',
	live: 'Ringing and talking',
	waiting: 'Waiting',
	not_called: 'Not called today',
	name: 'Name',
	status: 'Status',
	since: 'Since',
	customer: 'Customer',
	state: 'State',
	with: 'With',
	waits_for: 'Waits for',
	count: 'Number',
	next: 'Next',
	reason: 'Reason',
};

const SIGN_IN: Record<SignInState, string> = {
	signing_in: 'Signing in…',
	no_link:
		'You are not signed in here. Ask your supervisor for a sign-in link and open it in this browser.',
	link_unknown: 'This sign-in link is not valid. Ask for a new link.',
	link_expired: 'This sign-in link has expired: a link is good for 15 minutes. Ask for a new link.',
	link_used: 'This sign-in link has been used: each link works once. Ask for a new link.',
	representative_revoked:
		'Your access to the desk has ended. Ask your supervisor if that is a mistake.',
	session_over: 'Your session is over. Ask for a new sign-in link.',
	signed_out: 'You are signed out. Ask for a new sign-in link to come back.',
	desk_moved: 'The desk has moved to another address. Ask for a new link.',
	unreachable: 'The desk cannot be reached just now. It is tried again by itself.',
};

const STATUS: Record<DeskStatus, string> = { ready: 'Ready', busy: 'In a call', away: 'Away' };

const STEPS: Record<CheckStep, string> = {
	microphone: 'Waiting for the microphone. Please allow it if your browser asks.',
	network: 'Checking whether audio can get through…',
	server: 'Waiting for the desk’s test ring…',
};

const PROBLEMS: Record<ReadyProblem, string> = {
	insecure_page:
		'This address is not secure, so the browser gives no microphone. Open the desk by its https address.',
	browser_too_old: 'This browser cannot hold calls. Use a current Chrome, Edge, Firefox or Safari.',
	microphone_denied:
		'The microphone is blocked. Allow it for this site (the icon beside the address), then try again.',
	microphone_missing: 'No microphone was found. Plug one in, then try again.',
	microphone_busy: 'Another program is using the microphone. Close it there, then try again.',
	sound_missing:
		'This computer has no sound output, so you would not hear the customer. Connect one, then try again.',
	no_network_path:
		'This network lets no call audio out. Try another network, or ask your administrator for ICE Servers in the desk’s settings.',
	no_probe:
		'The desk’s test ring did not get through in time. Check your connection and try again.',
};

const CONNECTION: Record<Connection, string> = {
	connecting: '',
	live: '',
	polling: 'The live connection is down. You cannot be rung until it is back.',
	lost: 'The connection to the desk is lost. It is tried again by itself.',
};

const OVER: Record<OverCause, (by: string | null) => string> = {
	taken: (by) => (by === null ? 'Somebody else has taken the call.' : `${by} has taken the call.`),
	declined: () => 'The call was passed on.',
	passed_on: () => 'The call was passed on to somebody else.',
	nobody: () => 'Nobody took the call in time.',
	customer_gone: () => 'The customer has hung up.',
	opted_out: () => 'The customer has just asked not to be called. The call was stopped.',
	held: () => 'The call may not be placed any more.',
	failed: () => 'The call could not be placed.',
};

const STOOD_DOWN: Record<StoodDownCause, string> = {
	acknowledged: '',
	asked: 'You are away.',
	probe_missed: 'You are away: this page did not answer the desk’s test ring in time.',
	another_page: 'Another tab of yours takes the calls now.',
	page_lost: 'You are away: the desk lost sight of this page.',
	in_call: 'You are in a call.',
	signed_out: 'You are signed out.',
	revoked: 'Your access has ended.',
	page_hidden: 'You are away: on a phone you are ready only while you see this page.',
	microphone_lost: 'You are away: the microphone is gone.',
};

const MICROPHONE: Record<MicrophoneState, string> = {
	fine: '',
	ended: 'Your microphone has stopped. The customer cannot hear you.',
	interrupted: 'Your system has taken the microphone away. The customer cannot hear you.',
	silent: 'Nothing is heard from your microphone. Check its switch.',
};

const PHASE: Record<DeskCall['phase'], string> = {
	connecting: 'Connecting…',
	dialling: 'Calling…',
	ringing: 'Ringing at the customer…',
	accepted: 'Connected',
	ending: 'Ending…',
};

const OUTCOMES: Record<DeskOutcome, string> = {
	helped: 'Helped',
	sold: 'Sold',
	another_time: 'Wants another time',
	follow_up_needed: 'Follow-up needed',
	not_interested: 'Not interested',
	wrong_person: 'Wrong person',
	no_conversation: 'No conversation',
};

const RESULTS: Record<string, string> = {
	completed: 'Talked',
	no_answer: 'No answer',
	missed: 'Missed',
	declined: 'Declined',
	failed: 'Failed',
};

/** Ends that nobody here has chosen. */
const ENDED: Record<string, string> = {
	ring_limit: 'The customer did not answer.',
	customer_gone: 'The customer has hung up.',
	opted_out: 'The customer has just asked not to be called. The call was ended.',
	leg_did_not_answer: 'The audio did not connect, so the call was ended.',
	page_lost: 'The desk lost sight of this page, so the call was ended.',
	call_limit: 'The call has reached its longest time and was ended.',
};

const LACKS: Record<string, string> = {
	recording_on: 'recording is off',
	no_objection: 'the customer objects',
	recording_consent: 'the customer has not agreed',
	consent_in_chat: 'the customer has not agreed in the chat',
	announcement_language: 'there is no announcement in the customer’s language',
	recording_purpose: 'no purpose is set',
	retention: 'nothing says how long it would be kept',
	representatives_told: 'the representatives have not been told',
};

const LIVE: Record<'offered' | 'dialling' | 'ringing' | 'accepted', string> = {
	offered: 'Rings at the desk',
	dialling: 'Being placed',
	ringing: 'Rings at the customer',
	accepted: 'Talking',
};

const TRIGGERS: Record<string, string> = {
	high_intent_value: 'wants to buy, and it is worth a lot',
	complex_config: 'several things have to fit together',
	policy_finance: 'a question of policy or finance',
	chat_loop: 'the chat went in circles',
	frustration: 'frustrated or in a hurry',
	explicit_request: 'asked for a person',
};

const WAITS_FOR: Record<string, string> = {
	slot: 'Its booked time',
	hours: 'Opening hours',
	permission: 'WhatsApp’s call permission',
	representative: 'A ready representative',
	recap: 'Its recap',
	reminder: 'Its reminder',
};

/** Every other text of the page. The server's own sentences and the customer's words come as data. */
export const TEXTS = {
	signIn: SIGN_IN,
	status: STATUS,
	/** Busy, but with no call any more. */
	wrappingUp: 'After a call',
	steps: STEPS,
	problems: PROBLEMS,
	connection: CONNECTION,
	microphone: MICROPHONE,
	phase: PHASE,
	outcomes: OUTCOMES,
	live: LIVE,
	server: {
		unreachable: 'The desk could not be reached. Check your connection and try again.',
		refused: 'The desk refused that. Load the page again and try once more.',
	},
	title: 'Call Desk',
	titleRing: '☎ A call is ringing',
	titleCall: '● In a call',
	notification: 'A call is ringing at the desk.',
	presence: {
		away: { heading: 'You are away', text: 'Nobody rings you until you say that you are ready.' },
		checking: { heading: 'One moment', text: '' },
		ready: { heading: 'You are ready', text: 'Keep this page open. It rings here.' },
		readyOnPhone: 'Keep this page open and visible: you are ready only while you see it.',
		noWakeLock: 'This phone may darken its screen, which makes you away.',
		elsewhere: {
			heading: 'Another tab is ready',
			text: 'Calls ring in another tab or on another device of yours.',
		},
		inCallElsewhere: (customer: string) =>
			`You are in a call with ${customer} in another tab or on another device.`,
		lost: {
			heading: 'No connection',
			text: 'The desk cannot be reached. You cannot be rung until it is back.',
		},
	},
	customer: 'Customer',
	/** The business number that the call is on. */
	line: (number: string | null) => (number === null ? '' : `on your number ${number}`),
	ring: {
		outbound: 'Call this customer?',
		inbound: 'A customer is calling',
		takeOutbound: 'I have read it – call now',
		takeInbound: 'Answer',
		taking: 'One moment…',
		secondsLeft: (seconds: number) => `${seconds} s left`,
		audioFailed: 'The audio could not be set up on this computer. The call was not taken.',
	},
	brief: {
		none: 'There is no brief for this call.',
		why: (trigger: string) => `Why: ${TRIGGERS[trigger] ?? spaced(trigger)}`,
		check: (problem: string) => `Check: ${problem}`,
	},
	call: {
		muted: 'Muted: the customer hears silence.',
		held: 'On hold: the customer hears silence, and you do not hear the customer.',
		linkLost:
			'The audio connection is interrupted. The call ends if it does not come back in a few seconds.',
		linkGone: 'The audio connection was lost, so the call was ended.',
		microphoneGone: 'The microphone did not come back, so the call was ended.',
		noAnswer: 'The customer did not answer.',
		notConnected: 'The audio did not connect, so the call was ended.',
		objected: 'Objection noted: the recording is not kept.',
		noCallsNoted: 'Noted: this customer will not be called.',
		recordingOff: 'Not recorded',
		recordingOn: 'This call is recorded',
		recordingLacks: (what: string) => `Not recorded: ${LACKS[what] ?? spaced(what)}`,
		notesLeft: (left: number) => `${left} characters left`,
	},
	after: {
		heading: (customer: string) => `After the call with ${customer}`,
		result: (result: string) => RESULTS[result] ?? spaced(result),
		chooseOutcome: 'Choose how it went.',
		notANumber: (field: string) => `${field}: this is no number.`,
		notJson: (field: string) => `${field}: this is no valid JSON.`,
		corrected: 'Corrections saved.',
		approved: 'Recap approved.',
		approve: 'Approve recap',
		unknown: 'Unknown',
		yes: 'Yes',
		no: 'No',
		listHint: (field: string) => `${field} (one a line)`,
	},
	team: {
		nobody: 'Nobody yet.',
		nothingLive: 'No calls just now.',
		nothingWaits: 'Nothing waits.',
		allCalled: 'Nobody was left uncalled today.',
		waitsFor: (code: string) => WAITS_FOR[code] ?? spaced(code),
	},
	notice: noticeText,
};

function noticeText(notice: Notice): string {
	switch (notice.kind) {
		case 'ring_over':
			return OVER[notice.because](notice.by);
		case 'stood_down':
			return STOOD_DOWN[notice.because];
		case 'ended':
			return ENDED[notice.because] ?? '';
		case 'saved':
			return 'Saved.';
		case 'said':
			return notice.text;
	}
}

/** A code that has no words of its own yet. */
const spaced = (code: string): string => code.replaceAll('_', ' ');
