/** What an erasure did, in rows by class of data (design.md §5). */
export interface Erasure {
	contactId: string;
	/** Deleted: by table. */
	deleted: Record<string, number>;
	/** Proof of consent: kept under a pseudonym that leads to nobody. */
	pseudonymised: Record<string, number>;
	/** Refusals that stay in force, as keyed hashes. */
	suppressed: { calls: boolean; messages: boolean };
	erasedAt: string;
}

export interface ErasureStore {
	/**
	 * Erases a contact and those that were merged into it, in this transaction: operational data goes,
	 * proof of consent is pseudonymised, the suppression list stays. A claim that was not dialled is
	 * given up, so nothing rings afterwards; a later event of a call that rings belongs to nobody.
	 * Null for an unknown id. Whoever writes from the same number afterwards is a new contact, refused
	 * as before.
	 */
	erase(contactId: string, now: string): Promise<Erasure | null>;
	/**
	 * Whether a call was of somebody who was erased meanwhile. Known for as long as Meta may repeat its
	 * events.
	 */
	isOfErased(call: { callId: string; opaque: string | null }): Promise<boolean>;
}
