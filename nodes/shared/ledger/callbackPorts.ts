/** What a request waits for that no slot dates. */
export type WakeCause = 'hours' | 'permission' | 'representative';

/** What is due some time after a call, or before a slot; nothing of it dials by itself (V7, V6). */
export type FollowUpCause = 'recap' | 'reminder';

/**
 * A call that is to be looked at later (H4): a booked slot, or a request that waits for something.
 * When its time has come it fires once, and the gates run again.
 */
export interface Callback {
	/** `cb_…` */
	id: string;
	contactId: string;
	phoneNumberId: string;
	/** The yes it rests on; dialled at most once. */
	wishId: string | null;
	escalationId: string | null;
	wokenBy: 'slot' | WakeCause | FollowUpCause;
	/** When it is due; null while nothing says when. */
	dueAt: string | null;
	/** End of a slot. */
	endAt: string | null;
	/** The customer's zone at booking, for words about the slot. */
	zone: string | null;
	/** Of a recap: the call it is about, as the ledger names it: Meta's id, or of a call by hand the attempt's. */
	callId: string | null;
	status: 'waiting' | 'fired' | 'cancelled';
	createdAt: string;
	firedAt: string | null;
}

export interface BookSlot {
	contactId: string;
	phoneNumberId: string;
	wishId: string;
	escalationId: string | null;
	startAt: string;
	endAt: string;
	zone: string;
	/** How many calls may be planned at the same time on this number. */
	capacity: number;
	/** The yes holds from this long before the start … (P1, house rule 2 min) */
	earlyMs: number;
	/** … to this long after it (15 min). */
	lateMs: number;
	/** A reminder is due this long before the start (30 min); 0, or a start sooner than that: none. */
	remindMs: number;
}

export type Booking =
	| { booked: true; callback: Callback }
	/** Others were faster, or the wish is spent, closed, lapsed or unknown. */
	| { booked: false; because: 'slot_taken' | 'wish_not_open' };

export interface CallbackStore {
	/**
	 * Books a slot and moves the wish's scope and times to it. Another slot of the same contact and
	 * number replaces the one before; the same slot again gives the same booking. Its reminder is a
	 * waiting `reminder` with `dueAt` so long before it and `endAt` at the slot's start; it moves, and
	 * is cancelled, with the slot.
	 */
	book(slot: BookSlot, now: string): Promise<Booking>;
	/**
	 * Parks a request until it is woken; one a contact, number and cause, a repeat moves `dueAt`, but
	 * not of one that is due already. For a wish that is not open any more it is cancelled at once.
	 */
	park(
		request: Pick<Callback, 'contactId' | 'phoneNumberId' | 'wishId' | 'escalationId' | 'dueAt'> & {
			wokenBy: WakeCause;
		},
		now: string,
	): Promise<Callback>;
	/**
	 * A recap that waits for its brief (V7); one a contact and number: a later call's takes the place of
	 * an earlier one, the same call's again changes nothing, not even after it was had.
	 *
	 * @throws if the contact was erased meanwhile.
	 */
	planRecap(
		recap: Pick<Callback, 'contactId' | 'phoneNumberId' | 'escalationId'> & {
			callId: string;
			dueAt: string;
		},
		now: string,
	): Promise<Callback>;
	/** Makes parked requests due now: of a contact or of everybody, on one number or on all. Gives how many. */
	wake(
		cause: WakeCause | 'recap',
		where: { phoneNumberId?: string; contactId?: string },
		now: string,
	): Promise<number>;
	/** Waiting ones of these causes whose time has come on these numbers (empty: all), earliest first. */
	due(
		wokenBy: readonly Callback['wokenBy'][],
		phoneNumberIds: string[],
		now: string,
		limit: number,
	): Promise<Callback[]>;
	/** True for the one who may act on it. Nobody is reminded of a slot that has come. */
	fire(id: string, now: string): Promise<boolean>;
	/** A yes whose slot is cancelled is one to no slot again, so it is not dialled; nor is it reminded of. */
	cancel(id: string, now: string): Promise<void>;
	/** Starts of the slots booked on a number in `[from, until)`, for capacity. */
	bookedStarts(phoneNumberId: string, from: string, until: string): Promise<string[]>;
	/** The slot that a contact has booked and not had yet. */
	booked(contactId: string, phoneNumberId: string): Promise<Callback | null>;
	get(id: string): Promise<Callback | null>;
	/**
	 * Everything that waits on a number: what has a time by its time, then what has none, the longest
	 * waiting first.
	 */
	waiting(phoneNumberId: string, limit: number): Promise<Callback[]>;
	/** Newest first, for Explain. */
	list(contactId: string, limit: number): Promise<Callback[]>;
}
