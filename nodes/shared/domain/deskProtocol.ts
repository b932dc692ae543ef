import type { BriefCard } from './renderBriefCard';

/**
 * What the desk's page and its server say to each other (V4; design.md §6): types alone, so that the
 * page's bundle and the node agree. Instants are ISO 8601 in UTC. Nothing in it is markup; the page
 * puts every word in as text.
 *
 * GET without a query: the page. GET `?view=1&page=<id>`: {@link DeskView}. GET
 * `?stream=1&page=<id>&after=<seq>`: Server-Sent Events, each with `id: <seq>` and a {@link DeskEvent} as
 * data; a browser's `Last-Event-ID` goes before `after`. GET `?events=1&page=<id>&after=<seq>`: the same
 * as a list, for polling, `{ events: DeskEvent[], seq }`. POST: a {@link DeskRequest} as JSON.
 */

/** How a representative says the call went. */
export const DESK_OUTCOMES = [
	'helped',
	'sold',
	'another_time',
	'follow_up_needed',
	'not_interested',
	'wrong_person',
	'no_conversation',
] as const;
export type DeskOutcome = (typeof DESK_OUTCOMES)[number];

/** Why a page ends a call. */
export const HANG_UP_CAUSES = [
	'hung_up',
	'page_closed',
	'connection_lost',
	'microphone_failed',
	'no_answer',
] as const;
export type HangUpCause = (typeof HANG_UP_CAUSES)[number];

/** Longest note, in characters; the page stops there, the server refuses more. */
export const NOTE_LIMIT = 4_000;

/** Before there is a page: the link's secret for a session, the session for a page. */
export type DeskEntry =
	| { action: 'sign_in'; link: string }
	/** Answered with {@link DeskOpened}. A reload is another page, and never ready. */
	| { action: 'open' };

/** What a page asks for; `ring` and `attempt` are ids of the ledger. */
export type DeskAction =
	/** After the click that unlocked audio and microphone. Answered by the event `probe`. */
	| { action: 'ready' }
	/** Within 3 s of the probe. */
	| { action: 'ack'; probe: string }
	| { action: 'away' }
	| { action: 'sign_out' }
	/** The brief is on screen: from then on this page may take the ring. */
	| { action: 'ring_shown'; ring: string }
	| { action: 'decline'; ring: string }
	/** Outbound: with the page's offer. Inbound: without; the answer holds the customer's offer. */
	| { action: 'take'; ring: string; sdp?: string }
	/** Inbound: the page's answer; 200 means that Meta has it (`pre_accept`). */
	| { action: 'answer'; attempt: string; sdp: string }
	/** Inbound: media is connected; 200 means accepted, and the microphone may go on. */
	| { action: 'connected'; attempt: string }
	/** Outbound: sustained audio of the customer, who has answered whether or not Meta says so. */
	| { action: 'heard'; attempt: string }
	| { action: 'hang_up'; attempt: string; because: HangUpCause }
	/** The customer objects to being recorded (P8). */
	| { action: 'object'; attempt: string }
	/** The customer asked not to be called (P4). */
	| { action: 'no_calls'; attempt: string }
	| { action: 'outcome'; attempt: string; outcome: DeskOutcome; notes: string }
	/** Field by field (S3); null: the customer never said. Answered with `{ brief: BriefCard }`. */
	| { action: 'correct'; attempt: string; fields: Record<string, unknown> }
	/** The recap may go out as the brief stands. */
	| { action: 'approve_recap'; attempt: string };

/** The page that asks: its key, and a number that only grows, so that nothing is said twice. */
export interface PageProof {
	page: string;
	key: string;
	n: number;
}

export type DeskRequest = DeskEntry | (DeskAction & PageProof);

/** 200 with `ok: true`, else 4xx or 5xx with a stable code and a sentence for people. */
export type DeskReply<T extends object = object> =
	({ ok: true } & T) | { ok: false; error: string; text: string };

export interface DeskOpened {
	page: string;
	key: string;
	view: DeskView;
}

/** `take`: who won. `text` says why not. */
export type DeskTaken =
	| { taken: true; attempt: string; offer: string | null }
	| { taken: false; reason: string; text: string };

export type DeskStatus = 'ready' | 'busy' | 'away';

/** Everything a page shows, read from the ledger. */
export interface DeskView {
	/** The last event that this already includes. */
	seq: number;
	me: { id: string; name: string; role: 'representative' | 'supervisor'; status: DeskStatus };
	/** This very page is the one that rings. */
	isReadyPage: boolean;
	ring: DeskRingView | null;
	call: DeskCallView | null;
	/** Talks of the last 12 h whose outcome is not noted yet, newest first. */
	unfinished: DeskAfterView[];
	/** For supervisors; null for others. */
	team: DeskTeamView | null;
	settings: { iceServers: { urls: string[]; username?: string; credential?: string }[] };
}

export interface DeskCustomer {
	name: string | null;
	/** Masked but for the last digits; null if hidden. */
	phone: string | null;
	language: string | null;
}

export interface DeskRingView {
	/** `ring_…` */
	id: string;
	direction: 'outbound' | 'inbound';
	customer: DeskCustomer;
	/** The business number, for people. */
	line: string | null;
	brief: BriefCard | null;
	/** It stops ringing here. */
	endsAt: string;
}

export interface DeskCallView {
	attempt: string;
	direction: 'outbound' | 'inbound';
	state: 'dialling' | 'ringing' | 'accepted';
	customer: DeskCustomer;
	line: string | null;
	brief: BriefCard | null;
	/** First sign that the customer is there; null: not yet. */
	answeredAt: string | null;
	/** `enabled`, or why not; null: recording is off (P8). */
	recording: string | null;
	/** To be said at the beginning, in the customer's language; null: nothing has to be. */
	disclosure: string | null;
	/** Our own limit for ringing, in seconds. */
	ringLimitSeconds: number;
	/** This page has the call; any other page of the same person only shows it. */
	isThisPage: boolean;
}

export interface DeskAfterView {
	attempt: string;
	customer: DeskCustomer;
	endedAt: string;
	/** `completed`, `no_answer`, `missed`, `declined`, `failed` */
	result: string;
	brief: BriefCard | null;
	/** By field: what stands there, and what kind of value it takes. */
	fields: { name: string; label: string; value: unknown; kind: DeskFieldKind }[];
	/** What the customer would get in writing as the brief stands; empty: nothing. */
	recap: string;
	recapApproved: boolean;
}

export type DeskFieldKind = 'text' | 'list' | 'number' | 'yes_no' | 'json';

/** What a supervisor sees (V3, M5). */
export interface DeskTeamView {
	people: { id: string; name: string; status: DeskStatus; since: string }[];
	/** Rings and talks of this moment. */
	live: {
		attempt: string | null;
		customer: DeskCustomer;
		direction: 'outbound' | 'inbound';
		state: 'offered' | 'dialling' | 'ringing' | 'accepted';
		representative: string | null;
		since: string;
	}[];
	/** Requests that wait, by what would wake them. */
	waiting: { wokenBy: string; count: number; nextAt: string | null }[];
	/** “Not called today”, by reason (docs/reasons.md), most frequent first. */
	notCalled: { reason: string; count: number; text: string }[];
}

/** A row of the representative's sequence, as the page hears it. */
export type DeskEvent = { seq: number; at: string } & DeskEventBody;

export type DeskEventBody =
	/** Answer with `ack` within 3 s, or this page is not ready. */
	| { kind: 'probe'; probe: string }
	| { kind: 'status'; status: DeskStatus; because: DeskStatusCause }
	| { kind: 'ring'; ring: DeskRingView }
	/** `by`: who took it, if somebody did. */
	| { kind: 'ring_over'; ring: string; because: RingOverCause; by: string | null }
	/** The customer's SDP answer to this page's offer. */
	| { kind: 'answer'; attempt: string; sdp: string }
	| { kind: 'progress'; attempt: string; state: 'ringing' | 'accepted'; at: string }
	| { kind: 'ended'; attempt: string; because: string }
	| { kind: 'recording'; attempt: string; recording: string | null }
	/** Of supervisors: the team's view has changed. */
	| { kind: 'team' };

export type DeskStatusCause =
	| 'acknowledged'
	| 'asked'
	| 'probe_missed'
	| 'another_page'
	| 'page_lost'
	| 'in_call'
	| 'signed_out'
	| 'revoked';

export type RingOverCause =
	'taken' | 'declined' | 'passed_on' | 'nobody' | 'customer_gone' | 'opted_out' | 'held' | 'failed';
