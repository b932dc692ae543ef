import type {
	DeskDeed,
	ItemAttempt,
	ItemBrief,
	ItemCallback,
	ItemCallNext,
	ItemDecision,
	ItemDesk,
	ItemEscalation,
	ItemHours,
	ItemManualDial,
	ItemModel,
	ItemRating,
	ItemRecording,
	ItemRequest,
	ItemTriage,
} from './judgementSections';
import type { ItemReply, ItemSent } from './replySections';
import type { EventType } from './webhookEvent';

export type * from './judgementSections';
export type * from './replySections';

/**
 * What travels between nodes, `whatsapp-calling/1` (design.md §3), in TypeScript's spelling;
 * `n8n/callItem` maps it to the snake_case of items and back, in one place. A section that has not
 * been reached yet is absent; unknown inside a section is `null`. No SDP and no raw payload: n8n's
 * execution history keeps everything downstream for weeks.
 */
export const ITEM_SCHEMA = 'whatsapp-calling/1';

export interface ItemEvent {
	type:
		| EventType
		| 'call_requested'
		| 'callback_due'
		| 'request_woken'
		| 'manual_answered'
		/** A recap waited for its brief, or a booked slot comes near. */
		| 'recap_due'
		| 'reminder_due'
		/** No event told how a call ended; the ledger counts it as over. */
		| 'attempt_settled'
		/** What a representative did at the desk (V4). */
		| `desk_${DeskDeed}`;
	key: string;
	at: string;
	/** `ledger`: nothing came in; a time or an operator caused it. */
	origin: 'whatsapp' | 'simulator' | 'provider' | 'sample' | 'ledger';
	isTest: boolean;
}

export interface ItemLine {
	phoneNumberId: string;
	displayPhoneNumber: string | null;
	wabaId: string | null;
}

export interface ItemContact {
	id: string;
	waId: string | null;
	userId: string | null;
	name: string | null;
	language: string | null;
	timeZone: string | null;
	timeZoneSource: string | null;
	replyWindowUntil: string | null;
	lastCallAttemptAt: string | null;
	callOptOut: boolean;
	messageOptOut: boolean;
	isTest: boolean;
}

export interface ItemWish {
	id: string;
	kind: 'yes' | 'callback' | 'form' | 'inbound' | 'reminder';
	scope: 'now' | 'slot' | 'standing';
	expiresAt: string | null;
}

export interface ItemMessage {
	id: string;
	type: string;
	text: string | null;
	replyId: string | null;
	inReplyTo: string | null;
	intent: string;
	intentConfidence: number;
	intentMatched: string | null;
	requestedSlot: string | null;
}

export interface ItemPermission {
	response: 'accept' | 'reject' | 'unknown';
	isPermanent: boolean;
	expiresAt: string | null;
	source: string;
	origin: string;
}

/** Meta's live answer about one customer and one number (P3), as Permission → Get found it. */
export interface ItemPermissionState {
	status: 'none' | 'temporary' | 'permanent' | 'unknown';
	expiresAt: string | null;
	canCall: boolean;
	canRequest: boolean;
	limits: {
		action: 'request' | 'call';
		/** ISO 8601 duration. */
		period: string | null;
		maxAllowed: number | null;
		currentUsage: number | null;
		/** When a used-up limit opens again. */
		resetsAt: string | null;
	}[];
	checkedAt: string;
}

export interface ItemCall {
	id: string;
	direction: 'inbound' | 'outbound' | null;
	state: string;
	endedBy: string | null;
	ringSeconds: number | null;
	talkSeconds: number | null;
	rawStatus: string | null;
	errorCode: string | null;
	payload: string | null;
}

export interface ItemAlert {
	kind: string;
	detail: string | null;
	restrictions: { kind: string; expiresAt: string | null }[];
}

export interface ItemCart {
	value: number;
	currency: string;
	items: string[];
	source: 'whatsapp_order' | 'mapped' | 'model';
	verified: boolean;
}

export interface CallItem {
	schema: typeof ITEM_SCHEMA;
	event: ItemEvent;
	line: ItemLine;
	contact: ItemContact;
	wish?: ItemWish;
	message?: ItemMessage;
	permission?: ItemPermission;
	permissionState?: ItemPermissionState;
	call?: ItemCall;
	callNext?: ItemCallNext;
	alert?: ItemAlert;
	cart?: ItemCart;
	model?: ItemModel;
	request?: ItemRequest;
	callback?: ItemCallback;
	/** Which signal led (C5). */
	escalationTrigger?: string;
	escalation?: ItemEscalation;
	hours?: ItemHours;
	decision?: ItemDecision;
	brief?: ItemBrief;
	attempt?: ItemAttempt;
	manualDial?: ItemManualDial;
	desk?: ItemDesk;
	rating?: ItemRating;
	triage?: ItemTriage;
	recording?: ItemRecording;
	replies?: ItemReply[];
	sent?: ItemSent[];
}
