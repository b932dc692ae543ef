import type { Rating } from '../domain/followUpTap';
import type { GuardVerdict } from '../domain/qualityGuard';
import type { GuardRecords, GuardWarning } from '../domain/qualityGuardTally';

/** What a customer thought of a call, by one tap (V7). */
export interface StoredRating {
	attemptId: string;
	contactId: string;
	phoneNumberId: string;
	/** Of the call: the escalation it was for, and which signal had led (C5). */
	escalationId: string | null;
	trigger: string | null;
	rating: Rating;
	messageId: string;
	/** The tap's own time. */
	at: string;
}

export interface RatingStore {
	/**
	 * The rating of a call; of several taps the one the customer made last stands. Null, and nothing is
	 * kept, if the attempt is unknown or another contact's.
	 */
	put(
		rating: Pick<StoredRating, 'attemptId' | 'contactId' | 'rating' | 'messageId' | 'at'>,
		now: string,
	): Promise<StoredRating | null>;
	/** Of a contact, newest first. */
	list(contactId: string, limit: number): Promise<StoredRating[]>;
}

/** How calls of one number are received (M2), as it was judged last. */
export interface GuardRecord extends GuardVerdict {
	phoneNumberId: string;
	judgedAt: string;
}

export interface GuardStore {
	/** The one record that the gate and Explain use; null: nothing was ever judged, which is green. */
	get(phoneNumberId: string): Promise<GuardRecord | null>;
	put(phoneNumberId: string, verdict: GuardVerdict, now: string): Promise<void>;
	/**
	 * Calls that we placed and that ended at or after `since`, with the refusals (opt-outs, a no to an
	 * offer or to a permission request) of the same customers and Meta's warnings of that time. Calls by
	 * hand and those to test contacts are left out.
	 */
	records(phoneNumberId: string, since: string): Promise<GuardRecords>;
	/** Numbers with a call or a warning since then, or with a record that is not green. */
	numbers(since: string): Promise<string[]>;
	/** Meta's own warning (`account_update`); once per event. */
	warn(phoneNumberId: string, warning: GuardWarning, eventKey: string): Promise<void>;
	/**
	 * Attempts that were dialled from a number at or after `since`, over or not. Those by hand, to test
	 * contacts and those that Meta refused to place are left out.
	 */
	dialledSince(phoneNumberId: string, since: string): Promise<number>;
}
