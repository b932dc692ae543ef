/** The sections of an item that say why, whether and when to call; see callItem.ts. */
import type { NextStep } from './callNext';
import type { Passed } from './decision';

/** What a chat model made of the conversation (C6): evidence for rules, never a decision. */
export interface ItemModel {
	intent: string | null;
	sentiment: string | null;
	confidence: number | null;
	reply: string | null;
	/** As the model wrote it: fields, or a text that Summary Builder has still to read. */
	summaryForAgent: Record<string, unknown> | string | null;
}

export interface ItemEscalation {
	id: string;
	status: 'open' | 'offered' | 'accepted' | 'calling' | 'closed';
	triggers: string[];
	action: string;
	evidence: {
		trigger: string;
		messageId: string | null;
		matched: string | null;
		value: number | string | null;
		threshold: number | null;
	}[];
	offer: { messageId: string; expiresAt: string } | null;
}

export interface ItemSlot {
	startAt: string;
	endAt: string;
	/** In the customer's language and time, with the zone. */
	label: string;
}

export interface ItemHours {
	openNow: boolean;
	/** `team_closed`, `holiday`, `quiet_hours`, `later_wanted`, `zone_unknown`, `not_set`. */
	closedBecause: string | null;
	teamZone: string | null;
	/** The one zone, or the first of several candidates; null if unknown. */
	customerZone: string | null;
	nextOpeningAt: string | null;
	slots: ItemSlot[];
	booked: (ItemSlot & { callbackId: string }) | null;
}

/** Why a Callback Trigger fired. */
export interface ItemCallback {
	id: string;
	wokenBy: 'slot' | 'hours' | 'permission' | 'representative' | 'recap' | 'reminder';
	dueAt: string | null;
	endAt: string | null;
	/** How long after `due_at` it fired. */
	lateSeconds: number;
}

/** A call that a shop, CRM, form or sheet wants (C8). */
export interface ItemRequest {
	reason: string;
	consentSource: string;
	consentAt: string | null;
	reference: string | null;
}

export interface ItemDecision {
	id: string;
	outcome: 'allow' | 'ask' | 'schedule' | 'deny';
	reason: string;
	needs: string | null;
	retryAt: string | null;
	evidence: { check: string; passed: Passed; found: string | null }[];
	operatorText: string;
	policy: string;
	checkedAt: string;
	dryRun: boolean;
}

export interface ItemAttempt {
	id: string | null;
	status: string;
	leg: string;
	representative: string | null;
	callId: string | null;
	heldReason: string | null;
	retryAt: string | null;
	/** `enabled`, or the precondition that a recording lacked; null: recording is off (P8). */
	recording: string | null;
}

/** What the representative is shown before the ring (S1, S2). */
export interface ItemBrief {
	id: string;
	status: 'ready' | 'needs_review' | 'missing';
	source: 'model' | 'mapped' | 'rules' | 'corrected' | null;
	/** By the operator's own names; unknown is `null`. */
	fields: Record<string, unknown>;
	/** The message that a field came from. */
	sources: Record<string, string>;
	errors: { path: string; message: string }[];
	threadUrl: string | null;
}

/** What comes after a call, and why (V7). Nothing of it dials. */
export interface ItemCallNext {
	step: NextStep;
	/** Stable code, see docs/reasons.md. */
	reason: string;
	/** Of `reschedule`: slots start from then on. Of `wait`: when to look again, if that is known. */
	notBefore: string | null;
	operatorText: string;
}

/** A call that a person makes by hand, before calling is enabled on the account (V5). */
export interface ItemManualDial {
	/** Signed links: one call, then one answer to how it went. */
	callUrl: string;
	answeredUrl: string;
	noAnswerUrl: string;
	rescheduleUrl: string;
	/** Nobody can take the call from then on. */
	expiresAt: string;
	/** What the person told; null as long as nothing was told. */
	answer: 'answered' | 'no_answer' | 'reschedule' | null;
}

/** What somebody can have done at the desk. */
export type DeskDeed =
	'took_call' | 'outcome' | 'correction' | 'opt_out' | 'objection' | 'recap_approved';

/** What a representative did at the desk (V4). */
export interface ItemDesk {
	deed: DeskDeed;
	representativeId: string;
	representativeName: string;
	/** Of `outcome`: `helped`, `sold`, `another_time`, … */
	outcome: string | null;
	notes: string | null;
}

/** What the customer thought of the call, by one tap (V7). */
export interface ItemRating {
	attemptId: string;
	/** `good`, `fair`, `poor` */
	rating: string;
	/** Which signal had led to the call (C5). */
	escalationTrigger: string | null;
}

/** What the customer says it is about, by a tap after hours. */
export interface ItemTriage {
	/** `order`, `price`, `problem`, `other` */
	topic: string;
}

/** A file of a call (P8); the file itself travels as binary data, if at all. */
export interface ItemRecording {
	id: string;
	kind: 'recording' | 'transcript';
	status: 'noticed' | 'stored' | 'deleted' | 'lost';
	reference: string | null;
	mimeType: string | null;
	keepUntil: string;
	problem: string | null;
}
