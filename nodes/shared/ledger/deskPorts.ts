import type { DeskEventBody, DeskOutcome, RingOverCause } from '../domain/deskProtocol';
import type { DeskDeed } from '../domain/judgementSections';
import type { CallDirection } from '../domain/webhookEvent';
import type { Representative } from './representativePorts';

/** House rules of the desk, in milliseconds (V4). */
export const DESK_LINK_MS = 15 * 60_000;
export const DESK_SESSION_MS = 12 * 60 * 60_000;
/** A probe that is not acknowledged within this: not ready. */
export const PROBE_MS = 3_000;
/** A page that nobody has heard of for this long is gone. */
export const PAGE_GONE_MS = 8_000;
/** For how long the ledger keeps what is over: `purge` takes the instant so long ago. */
export const DESK_KEPT_MS = {
	/** What representatives were told: names, briefs, SDP. */
	events: 60 * 60_000,
	/** Links, sessions and pages. */
	pages: 24 * 60 * 60_000,
	rings: 7 * 24 * 60 * 60_000,
} as const;

/**
 * Where the desk is, and how it rings; one a Meta app. Kept by the published Call Desk Trigger, and
 * read by every process that makes a link or starts a ring.
 */
export interface DeskDoor {
	appKey: string;
	/** The trigger's route, which gets what representatives do. */
	routeId: string;
	/** The page's own address, without query or fragment. */
	url: string;
	/** `last_then_idle`: who talked to the customer last, then who has been idle longest. */
	ringOrder: 'last_then_idle' | 'all';
	/** What becomes of a customer's call that nobody takes within the ring. */
	whenNobody: 'let_ring' | 'reject';
	/** Only these numbers; empty = all of the app. */
	phoneNumberIds: string[];
}

export interface DeskDoorStore {
	put(door: DeskDoor, now: string): Promise<void>;
	get(appKey: string): Promise<DeskDoor | null>;
	/** Only its own: an edited trigger has put another one by then. */
	remove(appKey: string, routeId: string): Promise<void>;
}

/** Why somebody could not sign in. */
export type SignInRefusal =
	'link_unknown' | 'link_expired' | 'link_used' | 'representative_revoked';

/** Links, sessions and pages (V4). Secrets come in as keyed hashes; nothing else is kept of them. */
export interface DeskAccessStore {
	/** Good for {@link DESK_LINK_MS}, once. Gives when it ends. */
	addLink(linkHash: string, representativeId: string, now: string): Promise<string>;
	/** Uses the link up and opens a session of {@link DESK_SESSION_MS}; of ten at once one gets it. */
	signIn(
		linkHash: string,
		sessionHash: string,
		now: string,
	): Promise<
		| { signedIn: true; representative: Representative; expiresAt: string }
		| { signedIn: false; reason: SignInRefusal }
	>;
	/** Who a session belongs to; null: unknown, over, ended, or its person revoked. */
	session(sessionHash: string, now: string): Promise<Representative | null>;
	/** Makes a session that goes on last at least until then: nobody is cut off in mid-talk. */
	lastUntil(sessionHash: string, until: string, now: string): Promise<void>;
	/** Ends it with all its pages. */
	signOut(sessionHash: string, now: string): Promise<void>;
	/** Ends every link, session and page of somebody; part of revoking them. */
	signOutAll(representativeId: string, now: string): Promise<void>;
}

/** One load of the page, in one tab. */
export interface DeskPage {
	/** `page_…` */
	id: string;
	representativeId: string;
	sessionHash: string;
	openedAt: string;
	/** Its stream was open then, or it asked for something. */
	seenAt: string;
	/** Since when it is ready; null: it is not. */
	readyAt: string | null;
	/** The probe that it has still to acknowledge. */
	probe: { id: string; sentAt: string } | null;
	/** When it was last probed, acknowledged or not; null: never. */
	probedAt: string | null;
}

export interface DeskPageStore {
	/** A page of a live session; null if the session is over. */
	open(page: { sessionHash: string; keyHash: string }, now: string): Promise<DeskPage | null>;
	/** Null if it is not there, or its session is over. */
	get(id: string, now: string): Promise<DeskPage | null>;
	/**
	 * Takes the number of one action: `page_unknown` (also: of another session), `key_wrong`, or
	 * `replayed` if it is not greater than every one before. Counts as a sign of life.
	 */
	take(
		id: string,
		proof: { sessionHash: string; keyHash: string; n: number },
		now: string,
	): Promise<DeskPage | 'page_unknown' | 'key_wrong' | 'replayed'>;
	/** Their streams are open. */
	seen(ids: string[], now: string): Promise<void>;
	/**
	 * Asks it to show that it is there; an open probe of before counts as missed. Gives the probe's id.
	 */
	probe(id: string, now: string): Promise<string>;
	/**
	 * True if it was this page's open probe, within {@link PROBE_MS}: the page is ready, and no other page
	 * of its representative is any more.
	 */
	acknowledge(id: string, probe: string, now: string): Promise<boolean>;
	/** Not ready any more. */
	stand(id: string, now: string): Promise<void>;
	/** The page that rings for somebody; null: none is ready. */
	readyPage(representativeId: string, now: string): Promise<DeskPage | null>;
	/** Ready, by when they were last probed, oldest first. */
	allReady(now: string): Promise<DeskPage[]>;
	/**
	 * Ready ones that missed two probes in a row, that were not seen for {@link PAGE_GONE_MS}, or whose session is
	 * over; until they are stood down.
	 */
	lost(now: string): Promise<(DeskPage & { because: 'probe_missed' | 'page_lost' })[]>;
	/** Links and sessions that ended before, and pages last seen before. */
	purge(before: string): Promise<void>;
}

export interface StoredDeskEvent {
	seq: number;
	/** Null: for every page of the representative. */
	pageId: string | null;
	body: DeskEventBody;
	at: string;
}

/** What representatives are told: a sequence for each, from 1, without a gap. Bodies are encrypted. */
export interface DeskEventStore {
	add(
		representativeId: string,
		event: { pageId: string | null; body: DeskEventBody },
		now: string,
	): Promise<number>;
	/** After a number, oldest first. */
	after(representativeId: string, seq: number, limit: number): Promise<StoredDeskEvent[]>;
	/** The last number of each of them; 0 if there is none. */
	lastSeq(representativeIds: string[]): Promise<Map<string, number>>;
	purge(before: string): Promise<void>;
}

/** A call that is offered to representatives. */
export interface DeskRing {
	/** `ring_…` */
	id: string;
	direction: CallDirection;
	/** Outbound: the reserved attempt. Inbound: that of whoever took it; null before. */
	attemptId: string | null;
	/** Inbound: Meta's call; null otherwise. */
	callId: string | null;
	contactId: string;
	phoneNumberId: string;
	startedAt: string;
	endsAt: string;
	/** Null: it rings. */
	over: { because: RingOverCause; at: string } | null;
	takenBy: string | null;
	takenPage: string | null;
}

/** One representative's part in a ring. */
export interface DeskRingOffer {
	representativeId: string;
	pageId: string;
	offeredAt: string;
	/** The brief is on screen. */
	shownAt: string | null;
	/** Declined, or passed on. */
	closedAt: string | null;
}

export interface DeskRingStore {
	/**
	 * Null if this claim of the attempt, or this call, has had its ring already, or there is no such
	 * attempt. An attempt that was released and claimed again rings again; its earlier ring is over then.
	 */
	start(
		ring: Pick<
			DeskRing,
			'direction' | 'attemptId' | 'callId' | 'contactId' | 'phoneNumberId' | 'endsAt'
		>,
		now: string,
	): Promise<DeskRing | null>;
	get(id: string): Promise<DeskRing | null>;
	/** The last one of an attempt, whatever came of it. */
	ofAttempt(attemptId: string): Promise<DeskRing | null>;
	ofCall(callId: string): Promise<DeskRing | null>;
	/** Not over, oldest first. */
	live(): Promise<DeskRing[]>;
	/** Of a contact, newest first, for Explain. */
	ofContact(contactId: string, limit: number): Promise<DeskRing[]>;
	/** Offers it to a page; false if it is over, or was offered to this representative before. */
	offer(
		id: string,
		to: { representativeId: string; pageId: string },
		now: string,
	): Promise<boolean>;
	offers(id: string): Promise<DeskRingOffer[]>;
	/** The live ring that is offered to somebody and not declined, if any. */
	offeredTo(representativeId: string): Promise<DeskRing | null>;
	/** The brief is on screen there; false if it rings there no more. A repeat changes nothing. */
	shown(id: string, pageId: string, now: string): Promise<boolean>;
	/** Declined by its representative, or passed on from one who did not show it; once, while it rings. */
	close(id: string, representativeId: string, now: string): Promise<boolean>;
	/**
	 * The first one gets it: true once. False if it is over, was not offered to this page, or the brief
	 * has not been shown there.
	 */
	take(
		id: string,
		by: { representativeId: string; pageId: string; attemptId?: string },
		now: string,
	): Promise<boolean>;
	/** Of an inbound ring that was taken. */
	setAttempt(id: string, attemptId: string): Promise<void>;
	/**
	 * Of a customer's call whose taker does not answer it after all: everybody but them may be offered it
	 * anew. False if its time is over, or nobody has taken it.
	 */
	ringAgain(id: string, now: string): Promise<boolean>;
	/** False if it was over. */
	end(id: string, because: RingOverCause, now: string): Promise<boolean>;
	purge(before: string): Promise<void>;
}

/** What a representative did, once each; workflows are told by the desk's trigger (design.md §6). */
export interface StoredDeskDeed {
	/** `deed_…` */
	id: string;
	kind: DeskDeed;
	representativeId: string;
	attemptId: string;
	contactId: string;
	phoneNumberId: string;
	/** Of `outcome`; encrypted at rest with the notes. */
	outcome: DeskOutcome | null;
	notes: string | null;
	at: string;
}

export interface DeskDeedStore {
	add(deed: Omit<StoredDeskDeed, 'id' | 'at'>, now: string): Promise<StoredDeskDeed>;
	/** Told to no workflow yet, oldest first; of the last day. */
	untold(limit: number, now: string): Promise<StoredDeskDeed[]>;
	/** True for the one who may tell it. */
	markTold(id: string, now: string): Promise<boolean>;
	/** Of an attempt, oldest first. */
	ofAttempt(attemptId: string): Promise<StoredDeskDeed[]>;
	/** Of a contact, newest first, for Explain. */
	ofContact(contactId: string, limit: number): Promise<StoredDeskDeed[]>;
}

/** What supervisors and rings need to know of everybody. */
export interface DeskTeamStore {
	/** When each of them was last done with a call that they took, whatever came of it; absent: never. */
	lastTalks(representativeIds: string[]): Promise<Map<string, string>>;
	/** Who talked to a contact last; null: nobody. */
	lastRepresentative(contactId: string): Promise<string | null>;
	/** The live attempt that somebody has taken; null: none. */
	liveAttempt(representativeId: string): Promise<string | null>;
	/**
	 * Attempts taken by somebody that ended since `since` and have no `outcome` deed, newest first. None
	 * that Meta refused before anything rang.
	 */
	unfinished(representativeId: string, since: string): Promise<string[]>;
	/** Calls that wait, by cause, with the earliest time; no recaps and reminders. */
	waiting(): Promise<{ wokenBy: string; count: number; nextAt: string | null }[]>;
	/** Contacts whose last real decision since `since` was not an allow, by its reason; most first. */
	notCalled(since: string): Promise<{ reason: string; count: number }[]>;
}
