/**
 * What can happen on a WhatsApp business number, in this product's own words (design.md §4).
 * Vendor-free: `wire/normalizeWebhook` is the only place that knows Meta's or a provider's names.
 *
 * Instants are ISO 8601 with offset; unknown enum values become `unknown`; absent values are `null`.
 */

/** A person as the event names them. BSUID first, phone second; either may be missing. */
export interface Person {
	/** Phone number as WhatsApp writes it: digits only, no plus. */
	waId: string | null;
	/** Business-scoped user id (BSUID). */
	userId: string | null;
	parentUserId: string | null;
	name: string | null;
}

/** One error as Meta reports it inside a webhook. `code` decides; texts are for people. */
export interface PlatformError {
	code: number;
	title: string | null;
	details: string | null;
}

export type CallDirection = 'inbound' | 'outbound';

interface EventBase {
	/** Stable identity of the event: the same delivery twice gives the same key. */
	eventKey: string;
	at: string;
	phoneNumberId: string | null;
	displayPhoneNumber: string | null;
	wabaId: string | null;
	/** The part of the delivery this event was read from. Never logged. */
	raw: unknown;
}

interface CallEventBase extends EventBase {
	callId: string;
	direction: CallDirection | null;
	/** The customer's side of the call. */
	customer: Person;
	/** `biz_opaque_callback_data`, our only correlator for an outbound call. */
	opaque: string | null;
}

/** One line of a WhatsApp order message. Money in major units of `currency`. */
export interface OrderLine {
	productId: string;
	quantity: number;
	unitPrice: number;
	currency: string;
}

export interface MessageReceived extends EventBase {
	type: 'message_received';
	from: Person;
	messageId: string;
	/** Meta's message type: text, button, interactive, image, order, audio, … or `unknown`. */
	messageType: string;
	/** The words the customer wrote or the title they tapped. */
	text: string | null;
	/** Id of the tapped button or list row. */
	replyId: string | null;
	inReplyTo: string | null;
	mediaId: string | null;
	order: OrderLine[] | null;
}

export interface MessageStatus extends EventBase {
	type: 'message_status';
	messageId: string;
	status: 'sent' | 'delivered' | 'read' | 'failed' | 'unknown';
	recipient: Person;
	opaque: string | null;
	errors: PlatformError[];
}

export interface PermissionReplied extends EventBase {
	type: 'permission_replied';
	from: Person;
	messageId: string;
	response: 'accept' | 'reject' | 'unknown';
	isPermanent: boolean;
	expiresAt: string | null;
	source: 'user_action' | 'automatic' | 'unknown';
	/** What the reply answers: a request we sent, a call the customer placed, or their profile. */
	origin: 'request' | 'call' | 'profile' | 'unknown';
	contextId: string | null;
}

export interface CallOffered extends CallEventBase {
	type: 'call_offered';
	sdp: string | null;
	ctaPayload: string | null;
	deeplinkPayload: string | null;
}

export interface CallAnswerSdp extends CallEventBase {
	type: 'call_answer_sdp';
	sdp: string | null;
}

export interface CallRinging extends CallEventBase {
	type: 'ringing';
}

export interface CallAccepted extends CallEventBase {
	type: 'accepted';
}

export interface CallRejected extends CallEventBase {
	type: 'rejected';
}

export interface CallTerminated extends CallEventBase {
	type: 'terminated';
	status: 'completed' | 'failed' | 'unknown';
	rawStatus: string | null;
	/** Present only if the call was picked up. */
	startAt: string | null;
	endAt: string | null;
	durationSeconds: number | null;
	errors: PlatformError[];
}

export interface RecordingReady extends CallEventBase {
	type: 'recording_ready';
	mediaId: string | null;
	mimeType: string | null;
	sha256: string | null;
}

export interface TranscriptReady extends CallEventBase {
	type: 'transcript_ready';
	mediaId: string | null;
	mimeType: string | null;
	sha256: string | null;
}

export interface VoicemailReceived extends EventBase {
	type: 'voicemail_received';
	from: Person;
	callId: string;
	mediaId: string | null;
}

/** A restriction on the number; `expiresAt` null = until Meta lifts it. */
export interface Restriction {
	kind: 'business_initiated' | 'user_initiated' | 'both' | 'call_button_hidden' | 'unknown';
	expiresAt: string | null;
}

export interface AccountAlert extends EventBase {
	type: 'account_alert';
	/** `restriction`, `violation`, `settings_changed` or `unknown`. */
	alert: 'restriction' | 'violation' | 'settings_changed' | 'unknown';
	/** Meta's own word (`violation_type`, `event`), kept as evidence. */
	detail: string | null;
	restrictions: Restriction[];
}

export interface UnknownEvent extends EventBase {
	type: 'unknown';
	field: string | null;
	reason: string;
}

export type CallEvent =
	| CallOffered
	| CallAnswerSdp
	| CallRinging
	| CallAccepted
	| CallRejected
	| CallTerminated
	| RecordingReady
	| TranscriptReady;

export type WebhookEvent =
	| MessageReceived
	| MessageStatus
	| PermissionReplied
	| CallEvent
	| VoicemailReceived
	| AccountAlert
	| UnknownEvent;

export type EventType = WebhookEvent['type'];

/** What a business number did itself to a call; joins Meta's events in `reduceCall`. */
export interface OwnAction {
	type: 'own_accept' | 'own_reject' | 'own_terminate';
	callId: string;
	at: string;
	/** Of a terminate: nobody could carry the audio, so the call has failed. */
	noLeg?: boolean;
}
