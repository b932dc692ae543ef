import { tapOf } from '../../domain/followUpTap';
import { readIntent, type IntentReading } from '../../domain/intent';
import { addMs, isBefore, later, MINUTE_MS, toMs } from '../../domain/instant';
import { isStartWord, saysAnyTime } from '../../domain/optInWords';
import type { Policy } from '../../domain/policy';
import { readSlotRequests } from '../../domain/slotRequest';
import { slotOfTap, timeInWords } from '../../domain/wantedTime';
import type { MessageReceived } from '../../domain/webhookEvent';
import { isoInZone } from '../../domain/zoneClock';
import type { ConsentScope, Offer } from '../../ledger/ledger';

export interface ReadMessage {
	reading: IntentReading;
	/** The start of the call that the words or the tap name. */
	requestedSlot: string | null;
	/** What the customer agrees to; null: to no call. */
	yes: YesTerms | null;
}

export interface YesTerms {
	scope: ConsentScope;
	expiresAt: string | null;
}

/** What a message is read with. */
export interface ReadingContext {
	/** What the customer's words mean with no offer open. */
	withoutOffer: IntentReading;
	offer: Offer | null;
	/** The business has said nothing else since, so that a bare "ok" answers the offer. */
	isOfferLast: boolean;
	/** Where the customer may live, which takes a while to work out; times in words need it. */
	zones(): string[];
	/** The customer has refused calls or messages, and may take it back. */
	hasRefused: boolean;
	policy: Policy;
}

export const NO_READING: IntentReading = {
	intent: 'none',
	asksToBeCalled: false,
	confidence: 0,
	matched: null,
};

/**
 * What a message means, and to which call it agrees (P1). Only written words and taps speak for the
 * customer; voice notes and reactions never do.
 */
export function readMessage(event: MessageReceived, context: ReadingContext): ReadMessage {
	const tap = tapOf(event.replyId);
	if (tap !== null) return readTap(event, tap, context);
	if (event.text === null) return { reading: NO_READING, requestedSlot: null, yes: null };
	return readWords(event, event.text, context);
}

/** Taps on our own buttons say exactly what they mean. */
const TAPS: Record<string, IntentReading['intent']> = {
	offer_yes: 'accept',
	offer_later: 'accept_later',
	offer_no: 'decline',
	slot: 'accept_later',
};

function readTap(
	event: MessageReceived,
	action: string,
	{ offer, zones, policy }: ReadingContext,
): ReadMessage {
	const intent = Object.hasOwn(TAPS, action) ? TAPS[action] : undefined;
	if (intent === undefined) return { reading: NO_READING, requestedSlot: null, yes: null };
	const tapped = { ...NO_READING, intent, confidence: 1, matched: `tap:${action}` };
	// The offer has lapsed, but whoever taps "call me" now asks for a call now.
	const asks = intent === 'accept' && !offer;
	const reading: IntentReading = asks
		? { ...tapped, intent: 'call_request', asksToBeCalled: true }
		: tapped;
	const time = action === 'slot' ? tappedTime(event, zones()) : null;
	const scope = scopeOf(reading, '', intent === 'accept_later');
	return agreed(event, reading, { scope, time, policy });
}

function readWords(
	event: MessageReceived,
	text: string,
	{ withoutOffer, offer, isOfferLast, zones, hasRefused, policy }: ReadingContext,
): ReadMessage {
	// A tap or a quote that answers another message is no answer to the offer.
	const answersOffer =
		offer !== null &&
		(event.inReplyTo === null ? isOfferLast : event.inReplyTo === offer.messageId);
	const read = answersOffer ? readIntent(text, { offerOpen: true }) : withoutOffer;
	const reading = isStartWord(text) ? startOf(hasRefused) : read;
	const isForLater = asksForLater(reading, text, event.at, answersOffer);
	const time = isForLater ? namedTime(text, event.at, zones()) : null;
	return agreed(event, reading, { scope: scopeOf(reading, text, isForLater), time, policy });
}

/** Its own word, which nothing else may outweigh; from somebody who refused nothing it is a greeting. */
const startOf = (hasRefused: boolean): IntentReading =>
	hasRefused
		? { ...NO_READING, intent: 'opt_in_calls', confidence: 1, matched: 'start' }
		: NO_READING;

/** "Call me tomorrow" must not ring now, whether or not its time can be read. */
function asksForLater(
	{ intent, asksToBeCalled }: IntentReading,
	text: string,
	at: string,
	isAnswer: boolean,
): boolean {
	if (intent !== 'call_request' || !asksToBeCalled) return intent === 'accept_later';
	const asAnswer = isAnswer ? intent : readIntent(text, { offerOpen: true }).intent;
	// Whether it names a time does not depend on the zone.
	return asAnswer === 'accept_later' || readSlotRequests(text, { now: at, zone: 'UTC' }).length > 0;
}

/** P1: asking for a person, a number or a video call is no yes to a call. */
function scopeOf(
	{ intent, asksToBeCalled }: IntentReading,
	text: string,
	isForLater: boolean,
): ConsentScope | null {
	if (intent === 'opt_in_calls') return saysAnyTime(text) ? 'standing' : null;
	if (isForLater) return 'slot';
	return intent === 'accept' || (intent === 'call_request' && asksToBeCalled) ? 'now' : null;
}

interface NamedTime {
	startAt: string;
	/** The last instant that the words may mean. */
	until: string;
}

function namedTime(text: string, at: string, zones: string[]): NamedTime | null {
	const wanted = timeInWords(text, zones, at);
	const requests = wanted.when === 'later' ? wanted.requests : [];
	const [first] = requests;
	if (!first) return null;
	const until = requests.map(({ startAt, endAt }) => endAt ?? startAt).reduce(later);
	return { startAt: first.startAt, until };
}

/** A slot that has begun is no time any more. */
function tappedTime({ replyId, at }: MessageReceived, zones: string[]): NamedTime | null {
	const startAt = slotOfTap(replyId);
	if (startAt === null || !isBefore(at, startAt)) return null;
	const [zone, other] = zones;
	const isKnown = zone !== undefined && other === undefined;
	return { startAt: isKnown ? isoInZone(toMs(startAt), zone) : startAt, until: startAt };
}

function agreed(
	{ at }: MessageReceived,
	reading: IntentReading,
	{ scope, time, policy }: { scope: ConsentScope | null; time: NamedTime | null; policy: Policy },
): ReadMessage {
	const requestedSlot = time?.startAt ?? null;
	if (scope === null) return { reading, requestedSlot, yes: null };
	const expiresAt = {
		now: yesNowUntil(at, policy),
		slot: time
			? addMs(time.until, policy.slotLateMinutes * MINUTE_MS)
			: addMs(at, policy.offerLifetimeMinutes * MINUTE_MS),
		standing: null,
	}[scope];
	return { reading, requestedSlot, yes: { scope, expiresAt } };
}

/** How long a yes to a call now holds (P1). */
export const yesNowUntil = (at: string, { yesNowMinutes }: Policy): string =>
	addMs(at, yesNowMinutes * MINUTE_MS);
