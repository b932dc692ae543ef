import {
	ITEM_SCHEMA,
	type CallItem,
	type ItemCall,
	type ItemContact,
	type ItemMessage,
	type ItemRecording,
} from '../domain/callItem';
import type { CallState } from '../domain/callState';
import type { IntentReading } from '../domain/intent';
import type { MessageReceived, OwnAction, WebhookEvent } from '../domain/webhookEvent';
import type { Contact, StoredRecording, Wish } from '../ledger/ledger';
import { callErrorCode } from './project/call';
import type { TapSections } from './project/followUpTap';

/** What ingress knows about an event once it is projected. */
export interface ProjectedEvent {
	event: WebhookEvent;
	contact: Contact | null;
	wish: Wish | null;
	reading?: IntentReading;
	requestedSlot?: string | null;
	tapSections?: TapSections;
	call?: CallState;
	recording?: StoredRecording | null;
	origin: 'whatsapp' | 'simulator' | 'provider';
}

const messageSection = (
	event: MessageReceived,
	reading: IntentReading,
	requestedSlot: string | null,
): ItemMessage => ({
	id: event.messageId,
	type: event.messageType,
	text: event.text,
	replyId: event.replyId,
	inReplyTo: event.inReplyTo,
	intent: reading.intent,
	intentConfidence: reading.confidence,
	intentMatched: reading.matched,
	requestedSlot,
});

/** @param payload What a call button or link of ours carried, if the customer called by one. */
export const callSection = (id: string, call: CallState, payload: string | null): ItemCall => ({
	id,
	direction: call.direction,
	state: call.state,
	endedBy: call.endedBy ?? null,
	ringSeconds: call.ringSeconds ?? null,
	talkSeconds: call.talkSeconds ?? null,
	rawStatus: call.rawStatus,
	errorCode: callErrorCode(call),
	payload,
});

export const payloadOf = (event: WebhookEvent | OwnAction): string | null =>
	event.type === 'call_offered' ? (event.ctaPayload ?? event.deeplinkPayload) : null;

/** What the customer called by, of everything known of the call. */
export const firstPayload = (events: readonly (WebhookEvent | OwnAction)[]): string | null =>
	events.map(payloadOf).find((payload) => payload !== null) ?? null;

export const contactSection = (contact: Contact): ItemContact => ({
	id: contact.id,
	waId: contact.waId,
	userId: contact.userId,
	name: contact.name,
	language: contact.language,
	timeZone: contact.timeZone,
	timeZoneSource: contact.timeZoneSource,
	replyWindowUntil: contact.replyWindowUntil,
	lastCallAttemptAt: contact.lastCallAttemptAt,
	callOptOut: contact.callOptOut,
	messageOptOut: contact.messageOptOut,
	isTest: contact.isTest,
});

/** A file of a call; the file itself never travels in JSON. */
export const recordingSection = (recording: StoredRecording): ItemRecording => ({
	id: recording.id,
	kind: recording.kind,
	status: recording.status,
	reference: recording.reference,
	mimeType: recording.mimeType,
	keepUntil: recording.keepUntil,
	problem: recording.problem,
});

/** The finest currencies (Kuwait, Bahrain) have three. */
const MONEY_DECIMALS = 3;

/** An order message is a cart that WhatsApp itself vouches for. Mixed currencies are no cart. */
function cartSection({ order }: MessageReceived): CallItem['cart'] {
	const currency = order?.[0]?.currency;
	if (!order || !currency || order.some((line) => line.currency !== currency)) return undefined;
	const value = order.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
	return {
		// Sums of cents: 3 × 19.99 must not become 59.969999….
		value: Number(value.toFixed(MONEY_DECIMALS)),
		currency,
		items: order.map((line) => line.productId),
		source: 'whatsapp_order',
		verified: true,
	};
}

function eventSections({
	event,
	reading,
	requestedSlot = null,
	tapSections,
	call,
	recording,
}: ProjectedEvent): Partial<CallItem> {
	switch (event.type) {
		case 'message_received': {
			const cart = cartSection(event);
			const message = reading && messageSection(event, reading, requestedSlot);
			return { ...(message && { message }), ...tapSections, ...(cart && { cart }) };
		}
		case 'permission_replied':
			return {
				permission: {
					response: event.response,
					isPermanent: event.isPermanent,
					expiresAt: event.expiresAt,
					source: event.source,
					origin: event.origin,
				},
			};
		case 'account_alert':
			return {
				alert: { kind: event.alert, detail: event.detail, restrictions: event.restrictions },
			};
		default:
			if (!call || !('callId' in event) || !('direction' in event)) return {};
			return {
				call: callSection(event.callId, call, payloadOf(event)),
				...(recording && { recording: recordingSection(recording) }),
			};
	}
}

/** The item of an event, without raw payload and without SDP (design.md §3). */
export function toItem(projected: ProjectedEvent): Partial<CallItem> {
	const { event, contact, wish, origin } = projected;
	return {
		schema: ITEM_SCHEMA,
		event: {
			type: event.type,
			key: event.eventKey,
			at: event.at,
			origin,
			isTest: contact?.isTest ?? false,
		},
		line: {
			phoneNumberId: event.phoneNumberId ?? '',
			displayPhoneNumber: event.displayPhoneNumber,
			wabaId: event.wabaId,
		},
		...(contact && { contact: contactSection(contact) }),
		...(wish && {
			wish: { id: wish.id, kind: wish.kind, scope: wish.scope, expiresAt: wish.expiresAt },
		}),
		...eventSections(projected),
	};
}
