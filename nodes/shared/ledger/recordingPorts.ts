export type RecordingKind = 'recording' | 'transcript';

/** A file of a call that Meta keeps for seven days, and we for as long as the policy says (P8). */
export interface StoredRecording {
	/** `rec_…` */
	id: string;
	kind: RecordingKind;
	callId: string;
	/** Null: the call was none of ours, or its customer was erased. */
	attemptId: string | null;
	contactId: string | null;
	phoneNumberId: string;
	/** Meta's id of the file; its addresses live for five minutes, the id for seven days. */
	mediaId: string;
	mimeType: string | null;
	sha256: string | null;
	/**
	 * `noticed`: Meta has it, we do not yet · `stored`: at `reference` · `deleted`: gone here, on its
	 * date, by an objection or an erasure · `lost`: Meta gave it to nobody in time.
	 */
	status: 'noticed' | 'stored' | 'deleted' | 'lost';
	/** Where it is: a path below the recordings folder, or what a workflow has named (`s3://…`). */
	reference: string | null;
	/** Why the last try to fetch or delete it failed, as a stable code. */
	problem: string | null;
	noticedAt: string;
	storedAt: string | null;
	/** It is deleted from then on. */
	keepUntil: string;
	deletedAt: string | null;
}

export interface RecordingStore {
	/**
	 * Meta has a file; once per media id. To be deleted at once if the customer objected to the call it is
	 * of, or was erased.
	 */
	notice(
		file: Omit<
			StoredRecording,
			'id' | 'status' | 'reference' | 'problem' | 'noticedAt' | 'storedAt' | 'deletedAt'
		>,
		now: string,
	): Promise<StoredRecording>;
	get(id: string): Promise<StoredRecording | null>;
	/** Of a contact, newest first. */
	list(contactId: string, limit: number): Promise<StoredRecording[]>;
	/** Noticed and not stored, whose next try is due, oldest first. */
	toFetch(now: string, limit: number): Promise<StoredRecording[]>;
	/**
	 * It is there. False if it is neither `noticed` any more nor stored at the same place: then the file
	 * has to go again.
	 */
	stored(id: string, reference: string, now: string): Promise<boolean>;
	/**
	 * The next try is due at `retryAt`; null: there is none, and one that was `noticed` is `lost`. A file
	 * that could not be deleted stays to be deleted.
	 */
	failed(id: string, problem: string, retryAt: string | null, now: string): Promise<void>;
	/** Noticed or stored ones that are to be deleted by now: on their date, or unwanted. */
	toDelete(now: string, limit: number): Promise<StoredRecording[]>;
	deleted(id: string, now: string): Promise<void>;
	/**
	 * The customer objects, in the chat or in a call (P8): consents to recordings given before are
	 * revoked, and files of calls since `since` up to it are to be deleted now, also those that Meta tells
	 * of afterwards.
	 */
	object(
		objection: { contactId: string; by: 'customer' | 'representative'; at: string; since: string },
		now: string,
	): Promise<void>;
	/** When the customer objected last; null: never. */
	objectedAt(contactId: string): Promise<string | null>;
}
