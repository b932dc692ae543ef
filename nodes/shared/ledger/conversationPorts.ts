import type { MessageFeatures } from '../domain/escalation';

/** What the ledger keeps of a conversation: no text, only what signals are read from (design.md §5). */
export interface StoredFeatures extends MessageFeatures {
	/** The message carries a photo. */
	isPhoto: boolean;
}

export interface ConversationStore {
	/**
	 * One message, without its text. False if it is there already: same contact, number, sender and
	 * message id; without an id, same time and words.
	 */
	add(
		contactId: string,
		phoneNumberId: string,
		message: StoredFeatures,
		now: string,
	): Promise<boolean>;
	/** The messages at or after `since`, oldest first; of more than `limit` the newest. */
	recent(
		contactId: string,
		phoneNumberId: string,
		since: string,
		limit: number,
	): Promise<StoredFeatures[]>;
	/** Forgets messages older than the conversation window. Gives how many. */
	purge(before: string): Promise<number>;
}

/** In the order in which an escalation moves; it never moves back. */
export const ESCALATION_STATUSES = ['open', 'offered', 'accepted', 'calling', 'closed'] as const;

/** House rule: an escalation that nothing has moved or joined for so long is over. */
export const ESCALATION_LAPSES_MS = 24 * 60 * 60 * 1000;

export type EscalationStatus = (typeof ESCALATION_STATUSES)[number];

export interface EscalationEvidence {
	trigger: string;
	messageId: string | null;
	matched: string | null;
	value: number | string | null;
	threshold: number | null;
}

/** One wish of ours to talk to a customer, from the first signal to the end of the call (C2, C5). */
export interface Escalation {
	/** `esc_…` */
	id: string;
	contactId: string;
	phoneNumberId: string;
	status: EscalationStatus;
	/** The first signal leads: `escalation_trigger`. */
	triggers: string[];
	action: string;
	evidence: EscalationEvidence[];
	openedAt: string;
	/** When it last moved or was joined by a signal. */
	updatedAt: string;
	closedAt: string | null;
	closedBecause: string | null;
}

export interface EscalationStore {
	/**
	 * The one live escalation of a contact and number. One that has not moved for
	 * `ESCALATION_LAPSES_MS` is over: it is closed as `lapsed` and not given. A booked slot or a dated
	 * request keeps it until as long after its time.
	 */
	live(contactId: string, phoneNumberId: string, now: string): Promise<Escalation | null>;
	/**
	 * Opens one, or adds the triggers and evidence to the live one; its action stays, unless only a
	 * chat model had asked for it until now.
	 */
	open(
		input: Pick<Escalation, 'contactId' | 'phoneNumberId' | 'triggers' | 'action' | 'evidence'>,
		now: string,
	): Promise<{ escalation: Escalation; opened: boolean }>;
	/** Moves it on. A step back, an unknown id and a closed one change nothing. */
	advance(id: string, status: 'offered' | 'accepted' | 'calling', now: string): Promise<void>;
	close(id: string, because: string, now: string): Promise<void>;
	get(id: string): Promise<Escalation | null>;
	/** Newest first, for Explain. */
	list(contactId: string, limit: number): Promise<Escalation[]>;
}

/** Who talks with a customer, so that the bot is silent (C7). */
export interface Thread {
	contactId: string;
	phoneNumberId: string;
	/** Name or id of the person, as the builder gave it. */
	owner: string;
	takenAt: string;
	/** The thread is free from then on; house rule: 30 min after the last action. */
	until: string;
}

export interface ThreadStore {
	/** Takes it, or takes it over from somebody else; a repeat prolongs it. */
	take(thread: Omit<Thread, 'takenAt'>, now: string): Promise<Thread>;
	release(contactId: string, phoneNumberId: string, now: string): Promise<void>;
	owned(contactId: string, phoneNumberId: string, now: string): Promise<Thread | null>;
}
