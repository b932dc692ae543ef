import type { CorrectionKind } from './briefCorrections';
import type { Evidence } from './decision';
import type { ExplainedDeed, ExplainedRing } from './explainFactsDesk';
import type { GuardVerdict } from './qualityGuard';

/** What the ledger knows of one customer and one number, as far as it explains. Lists: newest first. */
export interface ExplainFacts {
	/** Null: the ledger does not know this customer. */
	contact: { callOptOut: boolean; messageOptOut: boolean } | null;
	/** The yes that holds now. */
	wish: ExplainedWish | null;
	/** Meta's key as last heard by webhook. */
	permission: { status: 'granted' | 'revoked'; expiresAt: string | null; at: string } | null;
	/** Until when an offer waits for its answer. */
	offerUntil: string | null;
	decisions: ExplainedDecision[];
	attempts: ExplainedAttempt[];
	callbacks: ExplainedCallback[];
	escalations: ExplainedEscalation[];
	sends: ExplainedSend[];
	consents: ExplainedConsent[];
	briefs: ExplainedBrief[];
	corrections: ExplainedCorrection[];
	ratings: ExplainedRating[];
	/** Files of calls, without the files. */
	recordings: ExplainedRecording[];
	/** When it rang at the desk. */
	rings: ExplainedRing[];
	/** What representatives did there. */
	deeds: ExplainedDeed[];
	/** How calls of the number are received (M2); null: never judged. */
	guard: Pick<GuardVerdict, 'level' | 'reasons' | 'measures' | 'redSince' | 'redEndsAt'> | null;
	/** Of this number, and of deliveries that name none. */
	drops: ExplainedDrop[];
	/** IANA zone in which times are told: the team's. */
	zone: string;
	/** How to fix what Meta refused, by stable code. */
	metaFixes: Readonly<Record<string, string>>;
}

export interface ExplainedWish {
	scope: string;
	waitingFor: 'permission' | null;
	createdAt: string;
	startsAt: string | null;
	expiresAt: string | null;
}

export interface ExplainedDecision {
	outcome: 'allow' | 'ask' | 'schedule' | 'deny';
	reason: string;
	retryAt: string | null;
	evidence: Evidence[];
	policy: string;
	checkedAt: string;
	/** Of a call that only reminds of a booked one (V6). */
	isReminder: boolean;
}

export interface ExplainedAttempt {
	direction: 'inbound' | 'outbound';
	/** A person makes it by hand, so no event tells of it (V5). */
	byHand: boolean;
	/** A representative takes it in the browser (V4). */
	atDesk: boolean;
	/** An automated voice reminds of a booked call (V6). */
	isReminder: boolean;
	status: string;
	outcome: string | null;
	heldReason: string | null;
	errorCode: string | null;
	claimedAt: string;
	diallingAt: string | null;
	endedAt: string | null;
	/** `enabled`, or the precondition that a recording lacked (P8); null: recording is off. */
	recording: string | null;
	/** What it was taken for while no event told. */
	verdict: string | null;
}

export interface ExplainedCallback {
	wokenBy: 'slot' | 'hours' | 'permission' | 'representative' | 'recap' | 'reminder';
	dueAt: string | null;
	status: 'waiting' | 'fired' | 'cancelled';
	createdAt: string;
	firedAt: string | null;
}

export interface ExplainedEscalation {
	status: string;
	triggers: string[];
	action: string;
	openedAt: string;
	closedAt: string | null;
	closedBecause: string | null;
}

export interface ExplainedSend {
	kind: string;
	status: 'reserved' | 'sent' | 'refused' | 'unknown';
	errorCode: string | null;
	reservedAt: string;
}

export interface ExplainedConsent {
	key: string;
	scope: string;
	givenAt: string;
	expiresAt: string | null;
	revokedAt: string | null;
}

/** Without its values: they are the customer's. */
export interface ExplainedBrief {
	status: 'ready' | 'needs_review';
	source: string;
	builtAt: string;
	/** What did not fit the schema, by path. */
	errors: { path: string }[];
}

/** Without the values that differ. */
export interface ExplainedCorrection {
	field: string;
	kind: CorrectionKind;
	by: string;
	at: string;
}

/** One tap after a call (V7). */
export interface ExplainedRating {
	rating: string;
	/** The signal that had led to the call (C5). */
	trigger: string | null;
	at: string;
}

export interface ExplainedRecording {
	kind: 'recording' | 'transcript';
	status: 'noticed' | 'stored' | 'deleted' | 'lost';
	problem: string | null;
	noticedAt: string;
	storedAt: string | null;
	keepUntil: string;
	deletedAt: string | null;
}

export interface ExplainedDrop {
	at: string;
	reason: string;
	count: number;
}

/** Something that stood in the way, with what to do. */
export interface Finding {
	code: string;
	cause: string;
	fix: string;
}

export interface TimelineEntry {
	at: string;
	what:
		| 'decision'
		| 'attempt'
		| 'callback'
		| 'escalation'
		| 'message'
		| 'consent'
		| 'permission'
		| 'brief'
		| 'correction'
		| 'rating'
		| 'recording'
		| 'desk';
	/** Reason, outcome or status, as documented. */
	code: string;
	text: string;
}

/** Why a customer was, or was not, called. */
export interface Explanation {
	/** Stable code of what decided, see docs/reasons.md. */
	answer: string;
	/** Whether the newest thing that happened is a call; null: nobody knows. */
	called: boolean | null;
	cause: string;
	fix: string;
	/** From when another try is worth it, if that lies ahead and is known. */
	retryAt: string | null;
	/** All of it as one paragraph for an operator. */
	summary: string;
	/** What else is wrong. */
	also: Finding[];
	timeline: TimelineEntry[];
}
