import { afterEach, beforeEach } from 'vitest';

import {
	MANUAL_LEG,
	type Attempt,
	type AttemptClaim,
	type AttemptOutcome,
	type ClaimAttempt,
	type Consent,
	type Contact,
	type Ledger,
	type LedgerTx,
	type StoredBrief,
	type Booking,
	type BookSlot,
	type BriefStore,
	type Callback,
	type CallbackStore,
	type Escalation,
	type Wish,
	type WishStore,
} from '../../nodes/shared/ledger/ledger';
import type { Person } from '../../nodes/shared/domain/webhookEvent';
import type { Engine } from './engines';

export const LINE = '106540352242922';
export const OTHER_LINE = '106540352242933';
/** BSUIDs in the form of Meta's business-scoped user ids page. */
export const ALICE = { waId: '14085551234', userId: 'US.13491208655302741918' };
export const BOB = { waId: '14085559999', userId: 'US.99991208655302741918' };

const START_MS = Date.parse('2026-10-10T12:00:00Z');

/** An instant so many seconds after the story began, in UTC as the ledger writes it. */
export function at(seconds: number): string {
	return new Date(START_MS + seconds * 1000).toISOString();
}

type OpenWish = Parameters<WishStore['open']>[0];
type Parked = Parameters<CallbackStore['park']>[0];
type NewBrief = Parameters<BriefStore['put']>[0];

export const MINUTES = 60;
export const HOURS = 3600;
export const DAYS = 86_400;

export function person(ids: Partial<Person>): Person {
	return { waId: null, userId: null, parentUserId: null, name: null, ...ids };
}

/** One ledger per test, and the short sentences that tests are made of. */
export class Story {
	private current: Ledger | undefined;

	constructor(engine: Engine) {
		beforeEach(async () => {
			this.current = await engine.open();
		});
		afterEach(async () => {
			await this.current?.close();
		});
	}

	get ledger(): Ledger {
		if (!this.current) throw new Error('No ledger is open');
		return this.current;
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return this.ledger.transaction(work);
	}

	async meet(ids: Partial<Person> = ALICE, seconds = 0): Promise<Contact> {
		const contact = await this.do((tx) => tx.contacts.resolve(person(ids), at(seconds)));
		if (!contact) throw new Error('This person carries no id');
		return contact;
	}

	async contact(id: string): Promise<Contact> {
		const contact = await this.do((tx) => tx.contacts.get(id));
		if (!contact) throw new Error('No such contact');
		return contact;
	}

	async refuse(contact: Contact, seconds: number, now = seconds): Promise<void> {
		const change = { calls: true, at: at(seconds), messageId: `wamid.no${seconds}` };
		await this.do((tx) => tx.contacts.setOptOut(contact.id, change, at(now)));
	}

	async allow(contact: Contact, seconds: number, now = seconds): Promise<void> {
		const change = { calls: false, at: at(seconds), messageId: `wamid.ok${seconds}` };
		await this.do((tx) => tx.contacts.setOptOut(contact.id, change, at(now)));
	}

	async consent(contact: Contact, given: Partial<Consent> = {}, now = 0): Promise<Consent | null> {
		const { id: _id, revokedAt: _revokedAt, ...rest } = given;
		return this.do((tx) =>
			tx.consents.record(
				{
					contactId: contact.id,
					phoneNumberId: LINE,
					key: 'call',
					scope: 'now',
					channel: 'whatsapp',
					messageId: 'wamid.yes',
					wording: 'yes, call me now',
					offerMessageId: null,
					givenAt: at(0),
					expiresAt: at(20 * MINUTES),
					...rest,
				},
				at(now),
			),
		);
	}

	async wish(contact: Contact, wish: Partial<OpenWish> = {}, now = 0): Promise<Wish> {
		return this.do((tx) =>
			tx.wishes.open(
				{
					id: 'yes:wamid.1',
					phoneNumberId: LINE,
					contactId: contact.id,
					kind: 'yes',
					scope: 'now',
					expiresAt: at(20 * MINUTES),
					...wish,
				},
				at(now),
			),
		);
	}

	async claim(wish: Wish, claim: Partial<ClaimAttempt> = {}): Promise<AttemptClaim> {
		return this.ledger.claimAttempt({
			wishId: wish.id,
			contactId: wish.contactId,
			phoneNumberId: wish.phoneNumberId,
			direction: wish.kind === 'inbound' ? 'inbound' : 'outbound',
			leg: 'media_server',
			claimant: 'execution 1',
			leaseSeconds: 60,
			now: at(0),
			...claim,
		});
	}

	async won(wish: Wish, claim: Partial<ClaimAttempt> = {}): Promise<AttemptClaim & { won: true }> {
		const result = await this.claim(wish, claim);
		if (!result.won) throw new Error(`The claim was lost: ${result.reason}`);
		return result;
	}

	async start(claim: AttemptClaim & { won: true }, seconds = 0): Promise<boolean> {
		return this.do((tx) =>
			tx.attempts.startDialling(claim.attempt.id, claim.token, 'session 1', at(seconds)),
		);
	}

	/** A wish that was claimed and dialled. */
	async dial(
		contact: Contact,
		seconds = 0,
		wish: Partial<OpenWish> = {},
	): Promise<AttemptClaim & { won: true }> {
		const opened = await this.wish(
			contact,
			{ id: `yes:${seconds}`, expiresAt: null, ...wish },
			seconds,
		);
		const claim = await this.won(opened, { now: at(seconds) });
		if (!(await this.start(claim, seconds))) throw new Error('The attempt could not be dialled');
		return claim;
	}

	async call(
		attemptId: string,
		status: 'ringing' | 'accepted' | 'ended',
		seconds: number,
		outcome: AttemptOutcome | null = null,
		callId = `wacid.${attemptId}`,
	): Promise<void> {
		const sum = { status, outcome, callId, errorCode: null, at: at(seconds) };
		await this.do((tx) => tx.attempts.applyCall(attemptId, sum, at(seconds)));
	}

	/** A dialled wish whose call ended so. */
	async past(contact: Contact, seconds: number, outcome: AttemptOutcome): Promise<Attempt> {
		const { attempt } = await this.dial(contact, seconds);
		await this.call(attempt.id, 'ended', seconds + 30, outcome);
		return this.attempt(attempt.id);
	}

	/** A call by hand that waits on a card for somebody to take it, for 15 minutes or as given. */
	async reserved(
		wish: Wish,
		seconds = 0,
		leaseSeconds = 15 * MINUTES,
	): Promise<AttemptClaim & { won: true }> {
		const claim = await this.won(wish, { leg: MANUAL_LEG, now: at(seconds) });
		const { attempt, token } = claim;
		const isOffered = await this.do((tx) =>
			tx.attempts.reserve(attempt.id, token, leaseSeconds, at(seconds)),
		);
		if (!isOffered) throw new Error('The claim could not be offered');
		return claim;
	}

	/** Null for whoever comes too late. */
	async take(attemptId: string, seconds: number): Promise<string | null> {
		return this.do((tx) => tx.attempts.takeReserved(attemptId, MINUTES, at(seconds)));
	}

	/** A call by hand that somebody took and made. */
	async byHand(contact: Contact, seconds = 0, wish: Partial<OpenWish> = {}): Promise<Attempt> {
		const opened = await this.wish(
			contact,
			{ id: `yes:${seconds}`, expiresAt: null, ...wish },
			seconds,
		);
		const { attempt } = await this.reserved(opened, seconds);
		const token = await this.take(attempt.id, seconds);
		const isDialled = await this.do((tx) =>
			tx.attempts.startDialling(attempt.id, token ?? '', null, at(seconds)),
		);
		if (!isDialled) throw new Error('The attempt could not be dialled');
		return this.attempt(attempt.id);
	}

	async attempt(id: string): Promise<Attempt> {
		const attempt = await this.do((tx) => tx.attempts.get(id));
		if (!attempt) throw new Error('No such attempt');
		return attempt;
	}
	/** One message of the customer led to it. */
	async escalate(contact: Contact, seconds = 0, input: Partial<Escalation> = {}) {
		const signal = { trigger: 'complex_config', matched: 'sofa', value: null, threshold: null };
		return this.do((tx) =>
			tx.escalations.open(
				{
					contactId: contact.id,
					phoneNumberId: LINE,
					triggers: ['complex_config'],
					action: 'offer_specialist',
					evidence: [{ ...signal, messageId: 'wamid.sofa' }],
					...input,
				},
				at(seconds),
			),
		);
	}

	/** Half an hour, beginning so many seconds after the story began. */
	async book(
		wish: Pick<Wish, 'id' | 'contactId'>,
		startSeconds: number,
		slot: Partial<BookSlot> = {},
		now = 0,
	): Promise<Booking> {
		return this.do((tx) =>
			tx.callbacks.book(
				{
					contactId: wish.contactId,
					phoneNumberId: LINE,
					wishId: wish.id,
					escalationId: null,
					startAt: at(startSeconds),
					endAt: at(startSeconds + 30 * MINUTES),
					zone: 'Asia/Kolkata',
					capacity: 1,
					earlyMs: 2 * MINUTES * 1000,
					lateMs: 15 * MINUTES * 1000,
					remindMs: 0,
					...slot,
				},
				at(now),
			),
		);
	}

	/** A yes to a later time and the slot that it led to. */
	async booked(
		contact: Contact,
		startSeconds: number,
		slot: Partial<BookSlot> = {},
	): Promise<Callback> {
		const id = `yes:${contact.id}`;
		const phoneNumberId = slot.phoneNumberId ?? LINE;
		const wish = await this.wish(contact, {
			id,
			scope: 'slot',
			phoneNumberId,
			expiresAt: at(HOURS),
		});
		const booking = await this.book(wish, startSeconds, slot);
		if (!booking.booked) throw new Error(`Not booked: ${booking.because}`);
		return booking.callback;
	}

	async park(contact: Contact, request: Partial<Parked> = {}, now = 0): Promise<Callback> {
		return this.do((tx) =>
			tx.callbacks.park(
				{
					contactId: contact.id,
					phoneNumberId: LINE,
					wishId: null,
					escalationId: null,
					dueAt: null,
					wokenBy: 'representative',
					...request,
				},
				at(now),
			),
		);
	}

	async callback(id: string): Promise<Callback> {
		const callback = await this.do((tx) => tx.callbacks.get(id));
		if (!callback) throw new Error('No such callback');
		return callback;
	}

	/** What a model made of the chat about a sofa. */
	async brief(contact: Contact, brief: Partial<NewBrief> = {}, now = 0): Promise<StoredBrief> {
		return this.do((tx) =>
			tx.briefs.put(
				{
					key: 'wamid.sofa:message:node1',
					contactId: contact.id,
					phoneNumberId: LINE,
					escalationId: null,
					status: 'ready',
					source: 'model',
					fields: { customer_name: 'Asha', estimated_cart: 189_000, room_constraints: null },
					sources: { customer_name: 'wamid.sofa' },
					errors: [],
					threadUrl: null,
					...brief,
				},
				at(now),
			),
		);
	}

	async escalation(id: string): Promise<Escalation> {
		const escalation = await this.do((tx) => tx.escalations.get(id));
		if (!escalation) throw new Error('No such escalation');
		return escalation;
	}
}
