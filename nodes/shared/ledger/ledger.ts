import type { Passed } from '../domain/decision';
import type {
	CallDirection,
	CallEvent,
	OwnAction,
	PermissionReplied,
	Person,
	Restriction,
} from '../domain/webhookEvent';
import type { BriefStore, GuidanceStore } from './briefPorts';
import type { CallbackStore } from './callbackPorts';
import type { ConversationStore, EscalationStore, ThreadStore } from './conversationPorts';
import type {
	DeskAccessStore,
	DeskDeedStore,
	DeskDoorStore,
	DeskEventStore,
	DeskPageStore,
	DeskRingStore,
	DeskTeamStore,
} from './deskPorts';
import type { ErasureStore } from './erasurePorts';
import type { GuardStore, RatingStore } from './followUpPorts';
import type { RecordingStore } from './recordingPorts';
import type { RepresentativeStore } from './representativePorts';

export * from './briefPorts';
export type * from './callbackPorts';
export * from './conversationPorts';
export * from './deskPorts';
export type * from './erasurePorts';
export type * from './followUpPorts';
export type * from './recordingPorts';
export type * from './representativePorts';

/**
 * The port of the ledger (design.md §5): what is remembered between executions, and every claim
 * that makes a customer-visible act happen once. Engines implement `Sql`; the stores are written
 * once over it.
 *
 * Instants are ISO 8601 with offset on the way in and UTC on the way out. `now` is always an
 * argument. A method that cannot reach the ledger throws `LedgerError`; its callers answer "no call".
 */

/** Whoever asks the ledger for something it cannot do. `code` is stable and documented. */
export class LedgerError extends Error {
	constructor(
		readonly code:
			| 'ledger_unreachable'
			| 'ledger_busy'
			| 'ledger_replaced'
			| 'ledger_key_wrong'
			| 'ledger_newer'
			| 'ledger_engine_missing'
			| 'ledger_location_refused',
		message: string,
		options?: { cause?: unknown },
	) {
		super(message, options);
		this.name = 'LedgerError';
	}
}

// ---------------------------------------------------------------- contacts

export interface Contact {
	id: string;
	waId: string | null;
	userId: string | null;
	name: string | null;
	language: string | null;
	timeZone: string | null;
	timeZoneSource: 'record' | 'phone_number' | null;
	replyWindowUntil: string | null;
	lastCallAttemptAt: string | null;
	callOptOut: boolean;
	messageOptOut: boolean;
	isTest: boolean;
}

export interface ContactStore {
	/**
	 * The contact behind a person: BSUID first, phone second. Creates it, learns a missing alias or
	 * name, and merges two contacts that turn out to be one (refusals unite, consents intersect,
	 * histories join). A known phone with another BSUID is a new person: consents are dropped, a
	 * refusal stays. Null if the person carries neither id.
	 */
	resolve(person: Person, now: string): Promise<Contact | null>;
	get(id: string): Promise<Contact | null>;
	find(person: Pick<Person, 'waId' | 'userId'>): Promise<Contact | null>;
	/** A message or a call from the customer opens the 24 h reply window from its own time. */
	noteInbound(id: string, at: string, now: string): Promise<void>;
	/**
	 * P4: a refusal or its withdrawal, ordered by the customer's message time; on a tie the refusal
	 * wins. A refusal revokes every consent and closes every open wish of the contact, on all numbers,
	 * and is written to the suppression list too. Events older than 8 days are never applied to allow.
	 */
	setOptOut(
		id: string,
		change: { calls?: boolean; messages?: boolean; at: string; messageId: string },
		now: string,
	): Promise<void>;
	setTest(id: string, isTest: boolean, now: string): Promise<void>;
	/** What is known of language and zone; null forgets, absent leaves. A zone on record is not overwritten by a guess. */
	setLocale(
		id: string,
		locale: {
			language?: string | null;
			timeZone?: string | null;
			timeZoneSource?: Contact['timeZoneSource'];
		},
		now: string,
	): Promise<void>;
	/**
	 * Newest change first; `after` is the last id of the page before, `changedSince` leaves out what
	 * changed earlier. A new refusal, consent or brief is a change of the contact too.
	 */
	list(page: { limit: number; after?: string; changedSince?: string }): Promise<Contact[]>;
	/** A name that an operator knows better than WhatsApp's profile. */
	rename(id: string, name: string, now: string): Promise<void>;
	/**
	 * Of a test contact: forgets wishes, consents, offers, escalations, callbacks, strikes, cool-down and
	 * refusals, so that the next try starts anew. False (and nothing changes) for anybody else.
	 */
	resetTest(id: string, now: string): Promise<boolean>;
}

// ---------------------------------------------------------------- consent, permission, wishes

export type ConsentScope = 'now' | 'slot' | 'standing';
/** `automated_call`: to be rung by an automated voice, for reminders only (V6). */
export type ConsentKey = 'call' | 'recording' | 'automated_call';

export interface Consent {
	id: string;
	contactId: string;
	phoneNumberId: string;
	key: ConsentKey;
	scope: ConsentScope;
	channel: string;
	messageId: string;
	wording: string | null;
	/** The business message that was answered, if any. */
	offerMessageId: string | null;
	givenAt: string;
	expiresAt: string | null;
	revokedAt: string | null;
}

export interface ConsentStore {
	/**
	 * Proof of a yes (P1). Idempotent per (contact, key, messageId). Ignored if it was refused, or taken
	 * back, later or in the same instant.
	 */
	record(consent: Omit<Consent, 'id' | 'revokedAt'>, now: string): Promise<Consent | null>;
	/** Consents that hold at `now`, newest first. */
	active(contactId: string, phoneNumberId: string, now: string): Promise<Consent[]>;
	/**
	 * Takes back what was agreed to up to then, on all numbers: the customer's own word, or what a
	 * representative heard. A reminder that would rest on it is not dialled any more.
	 */
	revoke(
		contactId: string,
		key: Exclude<ConsentKey, 'call'>,
		at: string,
		now: string,
	): Promise<void>;
	/** Every consent of a contact, newest first, for Explain. */
	history(contactId: string): Promise<Consent[]>;
}

/** Meta's key as last heard by webhook. Meta's live answer decides (P3); this one wakes and explains. */
export interface CallPermission {
	phoneNumberId: string;
	contactId: string;
	status: 'granted' | 'revoked';
	isPermanent: boolean;
	expiresAt: string | null;
	at: string;
}

export interface PermissionStore {
	/**
	 * Applies a reply unless a later one is already known. Returns whether it changed anything. A
	 * customer's answer to a request counts for the brake too; without origin and source it is one.
	 */
	apply(
		contactId: string,
		phoneNumberId: string,
		reply: Pick<PermissionReplied, 'response' | 'isPermanent' | 'expiresAt' | 'at'> &
			Partial<Pick<PermissionReplied, 'origin' | 'source'>>,
		now: string,
	): Promise<boolean>;
	get(contactId: string, phoneNumberId: string): Promise<CallPermission | null>;
	/** The last answers to requests on a number, newest first: true for an acceptance (brake, P7). */
	lastAnswers(phoneNumberId: string, limit: number): Promise<boolean[]>;
}

/** `reminder`: an automated reminder of a booked slot, to somebody who agreed to one (V6). */
export type WishKind = 'yes' | 'callback' | 'form' | 'inbound' | 'reminder';

/** One yes, one due callback, one call-me form or one inbound call (design.md §4). */
export interface Wish {
	id: string;
	phoneNumberId: string;
	contactId: string;
	kind: WishKind;
	scope: ConsentScope;
	status: 'open' | 'spent' | 'closed';
	/** What an open wish waits for, if anything. */
	waitingFor: 'permission' | null;
	createdAt: string;
	/** A yes to a slot holds from then on; null: from the start, or (scope `slot`) no slot is booked yet. */
	startsAt: string | null;
	expiresAt: string | null;
}

export interface WishStore {
	/**
	 * One open wish per (number, contact), besides inbound calls and reminders: a further yes extends it
	 * and keeps its id; of another scope, if it was said later, it takes the further one's times, and a
	 * slot booked before is given up. A booked slot keeps its times until another is booked. A yes that
	 * was given before the call it already got (`givenAt` before the dialling) is that call's wish. A
	 * reminder takes the place of one before it and ends with its slot: moved, cancelled or had.
	 */
	open(
		wish: Pick<Wish, 'id' | 'phoneNumberId' | 'contactId' | 'kind' | 'scope' | 'expiresAt'> & {
			givenAt?: string;
			startsAt?: string | null;
		},
		now: string,
	): Promise<Wish>;
	get(id: string): Promise<Wish | null>;
	/** The wish that is open and not expired at `now`. */
	current(contactId: string, phoneNumberId: string, now: string): Promise<Wish | null>;
	wait(
		id: string,
		waitingFor: Wish['waitingFor'],
		expiresAt: string | null,
		now: string,
	): Promise<void>;
	close(id: string, status: 'spent' | 'closed', now: string): Promise<void>;
}

// ---------------------------------------------------------------- offers and sends

export interface Offer {
	messageId: string;
	phoneNumberId: string;
	contactId: string;
	escalationId: string | null;
	sentAt: string;
	expiresAt: string;
	answeredAt: string | null;
}

export interface OfferStore {
	put(offer: Omit<Offer, 'answeredAt'>, now: string): Promise<void>;
	/** The newest offer that is unanswered and not expired at `at`. */
	open(contactId: string, phoneNumberId: string, at: string): Promise<Offer | null>;
	answer(messageId: string, at: string): Promise<void>;
}

export type SendStatus = 'reserved' | 'sent' | 'refused' | 'unknown';

export interface Send {
	key: string;
	kind: string;
	contactId: string;
	phoneNumberId: string;
	status: SendStatus;
	messageId: string | null;
	/** Goes out as `biz_opaque_callback_data`; settles an `unknown` send by its status webhook. */
	opaque: string;
	errorCode: string | null;
	reservedAt: string;
	settledAt: string | null;
}

export interface ClaimSend {
	/** What is being said, once: the same key is the same message (P10). */
	key: string;
	kind: string;
	/** Contact id. */
	contact: string;
	phoneNumberId: string;
	now: string;
	/** Kinds that may go to someone who opted out of messages (the confirmation itself). */
	evenIfOptedOut?: boolean;
}

/** `first`: you send it. Otherwise the stored result stands and nothing is sent. */
export type SendClaim =
	| { first: true; send: Send }
	| { first: false; send: Send }
	| { first: false; refused: 'message_opt_out'; send: null };

export interface SendStore {
	claim(input: ClaimSend): Promise<SendClaim>;
	settle(
		key: string,
		result:
			| { status: 'sent'; messageId: string }
			| { status: 'refused'; errorCode: string }
			| { status: 'unknown'; errorCode: string },
		now: string,
	): Promise<void>;
	/** A status webhook settles a send by its message id or our opaque value. Null = not ours. */
	settleByStatus(
		status: { messageId: string; opaque: string | null; failed: boolean; errorCode: string | null },
		now: string,
	): Promise<Send | null>;
	/** Reserved longer than `olderThanSeconds`: the process died while sending; becomes `unknown`. */
	sweep(olderThanSeconds: number, now: string): Promise<number>;
	get(key: string): Promise<Send | null>;
	/** Of a contact, newest first, for Explain. */
	list(contactId: string, limit: number): Promise<Send[]>;
	/** Nobody knows whether they went out, for longer than `olderThanSeconds`; oldest first. */
	unsettled(olderThanSeconds: number, now: string): Promise<Send[]>;
	/** How many sends of a kind went out on a number since `since` (brake, P7). */
	countSince(phoneNumberId: string, kind: string, since: string): Promise<number>;
}

// ---------------------------------------------------------------- attempts

export const LIVE_ATTEMPT = [
	'claimed',
	'reserved',
	'dialling',
	'ringing',
	'accepted',
	'unknown',
] as const;

export type AttemptStatus = (typeof LIVE_ATTEMPT)[number] | 'released' | 'ended';
export type AttemptOutcome = 'completed' | 'no_answer' | 'missed' | 'declined' | 'failed';

export interface Attempt {
	id: string;
	wishId: string;
	contactId: string;
	phoneNumberId: string;
	direction: CallDirection;
	leg: string;
	status: AttemptStatus;
	outcome: AttemptOutcome | null;
	/** 128 random bits, hex; goes out as `biz_opaque_callback_data`. */
	opaque: string;
	callId: string | null;
	/** The waiting leg's own session, for the SDP answer and for ending it. */
	sessionId: string | null;
	heldReason: string | null;
	errorCode: string | null;
	claimedAt: string;
	diallingAt: string | null;
	endedAt: string | null;
	/** First sign that the customer answered; null: not answered, as far as known. */
	answeredAt: string | null;
	/** The escalation that was live when it was claimed, which its rating and outcome count for (C5). */
	escalationId: string | null;
	/** `enabled`, or the precondition that a recording lacked (P8); null: recording is off. */
	recording: string | null;
	/** What the sweep took it for when no event told, even if an event has told otherwise since. */
	verdict: AttemptOutcome | null;
	/** `rep_…`: who took it at the desk; null: nobody, or another leg. */
	representativeId: string | null;
}

export interface ClaimAttempt {
	/** Idempotency key: one wish is dialled at most once (P5, P10). */
	wishId: string;
	contactId: string;
	phoneNumberId: string;
	direction: CallDirection;
	leg: string;
	/**
	 * Who claims: stable over a re-run of the same event, different between two executions. The same
	 * claimant takes its own claim over again; the older run then loses at `startDialling`.
	 */
	claimant: string;
	/** How long a claim may stay before dialling, in seconds. */
	leaseSeconds: number;
	now: string;
}

export type AttemptClaim =
	| { won: true; attempt: Attempt; token: string }
	| {
			won: false;
			/**
			 * `already_claimed`: this wish is being handled or was dialled (`attempt` is the first
			 * result) · `call_in_progress`: another wish of this contact is live · `opted_out` ·
			 * `wish_not_open`: unknown, expired, closed or spent. A call from the customer is never
			 * refused by `call_in_progress` or `opted_out`.
			 */
			reason: 'already_claimed' | 'call_in_progress' | 'opted_out' | 'wish_not_open';
			attempt: Attempt | null;
	  };

export interface AttemptSweepLimits {
	diallingToUnknownSeconds: number;
	unknownToFailedSeconds: number;
	/** Of a call by hand, of which no event tells: until the person who made it says how it went. */
	manualDiallingToUnknownSeconds: number;
}

/** The leg of a call that a person makes by hand (V5); Meta knows nothing of it. */
export const MANUAL_LEG = 'manual_dial';

/** The leg of an automated reminder, which a voice agent speaks (V6). */
export const VOICE_LEG = 'voice_agent';

/** The leg of a representative's browser (V4). */
export const DESK_LEG = 'call_desk';

export interface AttemptStore {
	claim(input: ClaimAttempt): Promise<AttemptClaim>;
	/**
	 * The point of no return, committed before the POST. False if the token is stale, the lease was
	 * taken over, the contact opted out meanwhile, the wish was dialled already, or is one to a slot
	 * that is not booked or has not begun. Sets the contact's `lastCallAttemptAt` (a reminder does not:
	 * the call that it announces is still to come), spends the wish and cancels what waits for it.
	 */
	startDialling(id: string, token: string, sessionId: string | null, now: string): Promise<boolean>;
	/**
	 * Offers an own claim to whoever takes it first: `reserved` for so long. False if the claim is not
	 * the caller's any more, or the contact opted out meanwhile.
	 */
	reserve(id: string, token: string, leaseSeconds: number, now: string): Promise<boolean>;
	/**
	 * Takes a reserved attempt: `claimed` again, for so long, under the new token that is given. Null if
	 * it is not reserved, its time is over, or somebody else was faster.
	 */
	takeReserved(id: string, leaseSeconds: number, now: string): Promise<string | null>;
	/**
	 * How a call by hand went, as the person says who made it: ends an attempt of {@link MANUAL_LEG}
	 * that was dialled. False if it was told before, or is no such attempt; nothing changes then.
	 */
	settleManual(id: string, outcome: 'completed' | 'no_answer', now: string): Promise<boolean>;
	/** Gives a claim back with no strike; the wish stays open. */
	release(id: string, token: string, heldReason: string, now: string): Promise<void>;
	/** Meta's answer to `connect`. */
	placed(id: string, callId: string, now: string): Promise<void>;
	/** Meta refused and nothing was started: the attempt ends as failed, without a strike. */
	refused(id: string, errorCode: string, now: string): Promise<void>;
	/** Nobody knows whether it rings: never dialled again by itself. */
	unknown(id: string, errorCode: string, now: string): Promise<void>;
	/** What the call's events add up to; a later event overrides the sweep's verdict. */
	applyCall(
		id: string,
		call: {
			status: 'ringing' | 'accepted' | 'ended';
			outcome: AttemptOutcome | null;
			/** Null: Meta has not named it, or knows nothing of it. */
			callId: string | null;
			errorCode: string | null;
			at: string;
			answeredAt?: string | null;
			/** No event told it: the verdict is provisional, and is kept as {@link Attempt.verdict}. */
			isVerdict?: boolean;
		},
		now: string,
	): Promise<void>;
	/** Who took it at the desk; the first one stands. */
	noteRepresentative(id: string, representativeId: string): Promise<void>;
	/** What became of the wish to record it, see {@link Attempt.recording}. */
	noteRecording(id: string, word: string): Promise<void>;
	/**
	 * Ended by a verdict since `since` and told to no workflow yet, oldest first. Told it was also by an
	 * event that named another outcome. None of calls by hand: whoever made one knows how it went.
	 */
	untoldVerdicts(since: string): Promise<Attempt[]>;
	/** True for the one who may tell it. */
	markTold(id: string, now: string): Promise<boolean>;
	get(id: string): Promise<Attempt | null>;
	getByWish(wishId: string): Promise<Attempt | null>;
	/**
	 * Matches an event to its attempt: by call id, else by opaque. Number, direction and recipient
	 * must agree as far as the event names them.
	 */
	match(event: {
		callId: string;
		opaque: string | null;
		phoneNumberId: string | null;
		direction?: CallDirection | null;
		contactId?: string | null;
	}): Promise<Attempt | null>;
	/** Live attempts of a contact, on all numbers. */
	live(contactId: string): Promise<Attempt[]>;
	/** All attempts of a contact, newest first, for Explain. */
	list(contactId: string, limit: number): Promise<Attempt[]>;
	/** All live attempts in one status since before `before`, for ring limits and reports. */
	inStatus(status: AttemptStatus, before: string): Promise<Attempt[]>;
	/** Unanswered or declined outbound attempts in a row, since the last connected call or `since`. */
	strikes(contactId: string, phoneNumberId: string, since?: string): Promise<number>;
	/**
	 * Expired claims are released; silent `dialling` becomes `unknown`, old `unknown` becomes failed. The
	 * request behind a call by hand or at the desk that nobody took is parked until its yes ends, or
	 * somebody is ready. What it ends keeps the verdict.
	 */
	sweep(limits: AttemptSweepLimits, now: string): Promise<Attempt[]>;
}

// ---------------------------------------------------------------- calls and SDP

export interface CallStore {
	/** Stores one event of a call without SDP or raw payload. False if its key is known. */
	addEvent(event: CallEvent | OwnAction, contactId: string | null, now: string): Promise<boolean>;
	/** All events of a call in the order in which they were heard, as stored (`raw` and `sdp` null). */
	events(callId: string): Promise<(CallEvent | OwnAction)[]>;
	contactOf(callId: string): Promise<string | null>;
	/** SDP is kept encrypted for two minutes, for the leg that waits for it. */
	putSdp(callId: string, kind: 'offer' | 'answer', sdp: string, now: string): Promise<void>;
	getSdp(callId: string, kind: 'offer' | 'answer', now: string): Promise<string | null>;
	/**
	 * Customers' calls whose offer nobody has claimed (an attempt on the wish `inbound:<call id>` that
	 * was not released) and that have not ended, received before `before`; while their SDP is kept.
	 */
	unansweredOffers(before: string, now: string): Promise<(CallEvent & { receivedAt: string })[]>;
	/** Answers that no leg has taken yet, oldest first. */
	undeliveredAnswers(now: string): Promise<{ callId: string; receivedAt: string }[]>;
	/** True for the one who may say that the leg took it. */
	markDelivered(callId: string, now: string): Promise<boolean>;
}

// ---------------------------------------------------------------- inbox, routes, drops

export type Lane = 'call' | 'chat';

export interface InboxRow {
	id: string;
	eventKey: string;
	routeId: string;
	lane: Lane;
	/** What the trigger emits, as JSON text. */
	body: string;
	tries: number;
}

export interface InboxStore {
	/** First sight of an event, for projections that must happen once. */
	firstSeen(eventKey: string, now: string): Promise<boolean>;
	/** One row per (event key, route); false if it is there already (P10). */
	add(row: Omit<InboxRow, 'id' | 'tries'>, now: string): Promise<boolean>;
	/** Leases ready rows and rows whose lease ended, oldest first. At most 3 tries, then `dead`. */
	lease(
		claim: { routeId: string; lane: Lane; holder: string; limit: number; leaseSeconds: number },
		now: string,
	): Promise<InboxRow[]>;
	/** Keeps a lease while the execution runs. */
	extend(id: string, holder: string, leaseSeconds: number, now: string): Promise<void>;
	done(id: string, now: string): Promise<void>;
	/** The run crashed: ready again, or dead after its last try. */
	giveBack(id: string, holder: string, now: string): Promise<void>;
	/**
	 * At start: every lease of this route held by somebody else's dead pump is ready again, or dead
	 * after 12 tries. Gives how many.
	 */
	takeOver(routeId: string, holder: string, now: string): Promise<number>;
	/** Bodies of done rows go at once, others after 7 days; keys outlive 8 days. */
	purge(now: string): Promise<void>;
	counts(routeId: string): Promise<Record<'ready' | 'leased' | 'done' | 'dead', number>>;
}

/** One trigger node that wants events: in production, or while a test listens. */
export interface Route {
	/** `<workflow id>:<node id>`, or `test:…` while a test listens. */
	id: string;
	workflowId: string;
	nodeName: string;
	/** Identifies the Meta app without naming it: keyed hash of its app secret. */
	appKey: string;
	url: string;
	groups: string[];
	/** Only these lines; empty = every line of the app. */
	phoneNumberIds: string[];
	includeStatuses: boolean;
	/** Adds the raw event to the item. */
	includeRaw: boolean;
	/** The media server answers customers' calls at once, without a workflow. */
	answerIncoming: boolean;
	/** Whose events go to this route alone while it is a listening test; digits only. */
	testNumbers: string[];
	/** Addresses that get the same bytes and signature. */
	forwardTo: string[];
	mode: 'automatic' | 'manual' | 'override_number' | 'override_waba';
	kind: 'chat' | 'calls' | 'callbacks' | 'desk' | 'test';
	/** Name of the workflow if it answers the chat of its numbers (W1); null: it does not. */
	chatWorkflow: string | null;
	expiresAt: string | null;
}

export interface RouteStore {
	put(route: Route, now: string): Promise<void>;
	remove(id: string): Promise<void>;
	/** Live routes of one app. */
	list(appKey: string, now: string): Promise<Route[]>;
	get(id: string): Promise<Route | null>;
	/** Whether an address belongs, or once belonged, to a route of this app: removed ones are remembered. */
	knows(appKey: string, url: string): Promise<boolean>;
}

export interface Drop {
	at: string;
	reason: string;
	phoneNumberId: string | null;
	detail: string | null;
	count: number;
}

export interface DropStore {
	/** Counts a refused or ignored delivery by reason, number and day; `detail` carries no personal data. */
	add(drop: Omit<Drop, 'count'>): Promise<void>;
	list(since: string): Promise<Drop[]>;
}

// ---------------------------------------------------------------- decisions, policy, number state

export interface StoredDecision {
	id: string;
	contactId: string;
	phoneNumberId: string;
	wishId: string | null;
	outcome: 'allow' | 'ask' | 'schedule' | 'deny';
	reason: string;
	needs: string | null;
	retryAt: string | null;
	evidence: { check: string; passed: Passed; found: string | null }[];
	policy: string;
	checkedAt: string;
	dryRun: boolean;
}

export interface DecisionStore {
	add(decision: StoredDecision): Promise<void>;
	list(contactId: string, limit: number): Promise<StoredDecision[]>;
}

export interface StoredPolicy {
	name: string;
	phoneNumberId: string;
	version: number;
	/** The policy as JSON; `domain/policy` reads it and fills the defaults. */
	body: unknown;
	savedAt: string;
}

export interface PolicyStore {
	get(name: string, phoneNumberId: string): Promise<StoredPolicy | null>;
	/** A new version; forward only. The same body again gives the version that stands. */
	put(name: string, phoneNumberId: string, body: unknown, now: string): Promise<StoredPolicy>;
}

export interface Line {
	phoneNumberId: string;
	displayPhoneNumber: string | null;
	wabaId: string | null;
}

export interface LineStore {
	learn(line: Line, now: string): Promise<void>;
	get(phoneNumberId: string): Promise<Line | null>;
	/** Every number that was ever heard of, by id. */
	list(): Promise<Line[]>;
	/** Account alerts name a line by its display number only. */
	findByDisplayNumber(digits: string): Promise<Line | null>;
	restrict(phoneNumberId: string, restriction: Restriction, at: string, now: string): Promise<void>;
	restrictions(phoneNumberId: string, now: string): Promise<Restriction[]>;
}

// ---------------------------------------------------------------- the whole

export interface LedgerTx {
	contacts: ContactStore;
	consents: ConsentStore;
	permissions: PermissionStore;
	wishes: WishStore;
	offers: OfferStore;
	sends: SendStore;
	attempts: AttemptStore;
	calls: CallStore;
	inbox: InboxStore;
	routes: RouteStore;
	drops: DropStore;
	decisions: DecisionStore;
	policies: PolicyStore;
	lines: LineStore;
	conversations: ConversationStore;
	escalations: EscalationStore;
	threads: ThreadStore;
	callbacks: CallbackStore;
	representatives: RepresentativeStore;
	briefs: BriefStore;
	guidance: GuidanceStore;
	erasures: ErasureStore;
	ratings: RatingStore;
	guards: GuardStore;
	recordings: RecordingStore;
	deskDoors: DeskDoorStore;
	deskAccess: DeskAccessStore;
	deskPages: DeskPageStore;
	deskEvents: DeskEventStore;
	deskRings: DeskRingStore;
	deskDeeds: DeskDeedStore;
	deskTeam: DeskTeamStore;
}

export interface Ledger {
	/** Random, made with the ledger; tells a lost or swapped one. */
	readonly id: string;
	/** Everything inside commits together or not at all. Not re-entrant. */
	transaction<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T>;
	/** One transaction around `attempts.claim` (P5). */
	claimAttempt(input: ClaimAttempt): Promise<AttemptClaim>;
	/** One transaction around `sends.claim` (P10). */
	claimSend(input: ClaimSend): Promise<SendClaim>;
	/** Keyed hash (hex) under the ledger's key, for app keys and suppression. */
	keyedHash(purpose: string, value: string): string;
	/**
	 * A name for an id that tells too much, such as Meta's call ids, which hold both phone numbers:
	 * always the same one, and only this ledger can read it.
	 */
	sealId(id: string): string;
	/** The id behind such a name; null if it is none of this ledger. */
	openId(name: string): string | null;
	close(): Promise<void>;
}
