import type { Correction, CorrectionKind } from '../domain/briefCorrections';
import type { Guidance } from '../domain/promptFeedback';
import type { SummaryIssue } from '../domain/summary';

/** What a representative is shown before the ring, as it was built or corrected last (S1). */
export interface StoredBrief {
	/** `br_…` */
	id: string;
	contactId: string;
	phoneNumberId: string;
	/** The escalation it was built for, if one was live. */
	escalationId: string | null;
	status: 'ready' | 'needs_review';
	/** `corrected`: a representative has changed or confirmed it since. */
	source: 'model' | 'mapped' | 'rules' | 'corrected';
	/** By the operator's own names, as they are on the item; unknown is `null`. */
	fields: Record<string, unknown>;
	sources: Record<string, string>;
	errors: SummaryIssue[];
	threadUrl: string | null;
	builtAt: string;
	updatedAt: string;
}

export interface BriefStore {
	/**
	 * Keeps the brief of one event: `key` again gives the same id with what is said now, unless a
	 * representative has corrected it since; what says nothing new makes it no newer. Facts alone
	 * (`source: rules`) never replace a ready brief of model, mapping or representative that still holds
	 * ({@link BriefStore.current}): that one is given back. The fields are encrypted at rest.
	 *
	 * @throws if the contact was erased meanwhile, or if `key` is that of another contact's brief,
	 * of which nothing is given or changed.
	 */
	put(
		brief: Omit<StoredBrief, 'id' | 'builtAt' | 'updatedAt'> & { key: string },
		now: string,
	): Promise<StoredBrief>;
	get(id: string): Promise<StoredBrief | null>;
	/**
	 * The newest brief of a contact and number that still holds: of the live escalation, or not older
	 * than {@link BRIEF_HOLDS_MS}. Newest first whatever its status: one that needs review stands before
	 * an older ready one, so that no stale brief is shown as if it were true.
	 */
	current(contactId: string, phoneNumberId: string, now: string): Promise<StoredBrief | null>;
	/** Of a contact, on all numbers, newest first. */
	list(contactId: string, limit: number): Promise<StoredBrief[]>;
	/**
	 * What a representative changed after the call (S3): keeps the differences and the corrected brief.
	 * No difference confirms it as it is. Null for an unknown id. A repeat changes nothing.
	 */
	correct(
		id: string,
		corrected: Pick<StoredBrief, 'status' | 'fields' | 'sources' | 'errors'>,
		corrections: Correction[],
		now: string,
	): Promise<StoredBrief | null>;
	/** Of a contact, newest first, for Explain. */
	corrections(contactId: string, limit: number): Promise<StoredCorrection[]>;
	/** Of everybody on a number since then, for prompt feedback; nobody's id is in it. */
	correctionsSince(phoneNumberId: string, since: string): Promise<Correction[]>;
}

export interface StoredCorrection extends Correction {
	briefId: string;
	contactId: string;
	phoneNumberId: string;
}

/** House rule: how long a brief holds without a live escalation. */
export const BRIEF_HOLDS_MS = 24 * 60 * 60 * 1000;

/** What a supervisor has approved for the prompt (S3). */
export interface GuidanceStore {
	/** One a number, field and kind: the latest stands. An empty text takes it back. */
	approve(
		guidance: {
			phoneNumberId: string;
			field: string;
			kind: CorrectionKind | null;
			text: string;
			approvedBy: string;
		},
		now: string,
	): Promise<void>;
	list(phoneNumberId: string): Promise<Guidance[]>;
}
