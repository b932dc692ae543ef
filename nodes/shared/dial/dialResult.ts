import type { Reason } from '../domain/decision';
import type { Attempt, AttemptClaim, Contact, Wish } from '../ledger/ledger';
import type { GraphErrorCode } from '../wire/graphErrorFixes';
import type { RecordedDecision } from './recordDecision';

export interface DialRequest {
	wish: Wish;
	contact: Contact;
	/** Stable over a re-run of the same event, different between two executions. */
	claimant: string;
	/** Whether a call without a ready brief is held; absent: somebody else judges that. */
	briefRequired?: boolean;
}

/** Why nothing rings: the decision's own reasons, Meta's refusals, and what is said here. */
export type HeldReason =
	| Exclude<Reason, 'allowed'>
	| GraphErrorCode
	/** Another run handles this yes. */
	| 'already_claimed'
	/** The yes has lapsed, was withdrawn or used up, or was for somebody else. */
	| 'wish_not_open'
	/** A person cannot dial a number that WhatsApp hides. */
	| 'no_phone_number'
	| 'media_server_unavailable'
	| 'media_server_offer_invalid'
	| 'voice_agent_unavailable'
	| 'voice_agent_offer_invalid'
	/** A voice agent speaks reminders, and this yes is to a talk with a person (V6). */
	| 'reminders_only'
	/** This yes is to an automated reminder, and a person would ring too early (V6). */
	| 'voice_agent_only'
	/** The customer has not agreed to automated calls, or has taken it back. */
	| 'automated_consent_missing'
	/** The slot that the reminder was about was cancelled, moved or had meanwhile. */
	| 'slot_changed'
	/** A later run of the same event took over. */
	| 'superseded'
	/** Meta did not say whether the phone rings; it is never dialled again by itself. */
	| 'unknown_if_ringing';

export interface Held {
	started: false;
	heldReason: HeldReason;
	retryAt: string | null;
	attempt: Attempt | null;
	decision: RecordedDecision | null;
}

export type DialResult =
	{ started: true; attempt: Attempt; decision: RecordedDecision | null } | Held;

export type WonClaim = AttemptClaim & { won: true };

export const held = (
	heldReason: HeldReason,
	rest: Pick<Held, 'attempt' | 'decision'> & { retryAt?: string | null },
): Held => ({ started: false, heldReason, retryAt: null, ...rest });
