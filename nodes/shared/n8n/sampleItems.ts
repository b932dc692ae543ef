import type { IDataObject } from 'n8n-workflow';
import { ITEM_SCHEMA } from '../domain/callItem';
import type { CallItem, ItemCall, ItemContact, ItemEvent } from '../domain/callItem';
import type { DeskDeed } from '../domain/judgementSections';
import { toItemJson } from './itemJson';

/**
 * One item of every kind, as the trigger emits it: the one source of Sample Event, of the output
 * schemas, of pinned data in the flows and of `docs/items.md`. Nobody in it exists; the numbers are
 * from the range that is reserved for fiction (Ofcom, +44 7700 900000–900999).
 */

const line: CallItem['line'] = {
	phoneNumberId: '106540352242922',
	displayPhoneNumber: '442079460018',
	wabaId: '102290129340398',
};

const contact: ItemContact = {
	id: 'c_sample',
	waId: '447700900123',
	userId: 'GB.13491208655302741918',
	name: 'Asha Rao',
	language: 'en',
	timeZone: 'Europe/London',
	timeZoneSource: 'phone_number',
	replyWindowUntil: '2026-10-13T09:30:00.000Z',
	lastCallAttemptAt: null,
	callOptOut: false,
	messageOptOut: false,
	isTest: true,
};

const wish: CallItem['wish'] = {
	id: 'yes:sample-message-1',
	kind: 'yes',
	scope: 'now',
	expiresAt: '2026-10-12T09:50:00.000Z',
};

const outbound: ItemCall = {
	id: 'sample-call-1',
	direction: 'outbound',
	state: 'ringing',
	endedBy: null,
	ringSeconds: null,
	talkSeconds: null,
	rawStatus: null,
	errorCode: null,
	payload: null,
};

/** A tap on a button of a follow-up. */
const tap = (id: string, replyId: string, text: string): CallItem['message'] => ({
	id,
	type: 'interactive',
	text,
	replyId,
	inReplyTo: `${id}-question`,
	intent: 'none',
	intentConfidence: 0,
	intentMatched: null,
	requestedSlot: null,
});

const attempt: CallItem['attempt'] = {
	id: 'att_sample',
	status: 'ended',
	leg: 'media_server',
	representative: null,
	callId: outbound.id,
	heldReason: null,
	retryAt: null,
	recording: null,
};

const event = (type: ItemEvent['type'], at: string): ItemEvent => ({
	type,
	key: `sample:${type}`,
	at,
	origin: 'sample',
	isTest: true,
});

const base = (type: ItemEvent['type'], at: string): Partial<CallItem> => ({
	schema: ITEM_SCHEMA,
	event: event(type, at),
	line,
	contact,
});

/** What a representative did at the desk about the call above. */
function deskSample<Deed extends DeskDeed>(deed: Deed, title: string) {
	const isTalk = deed === 'took_call';
	const call: ItemCall = isTalk
		? { ...outbound, state: 'accepted', ringSeconds: 8 }
		: { ...outbound, state: 'completed', endedBy: 'customer', ringSeconds: 8, talkSeconds: 240 };
	const item = {
		...base(`desk_${deed}`, isTalk ? '2026-10-12T09:31:08.000Z' : '2026-10-12T09:36:30.000Z'),
		escalationTrigger: 'complex_config',
		escalation: {
			id: 'esc_sample',
			status: isTalk ? 'calling' : 'closed',
			triggers: ['complex_config'],
			action: 'offer_specialist',
			evidence: [],
			offer: null,
		},
		attempt: {
			id: 'att_sample',
			status: isTalk ? 'accepted' : 'ended',
			leg: 'call_desk',
			representative: 'Priya',
			callId: outbound.id,
			heldReason: null,
			retryAt: null,
			recording: null,
		},
		call,
		desk: {
			deed,
			representativeId: 'rep_sample',
			representativeName: 'Priya',
			outcome: deed === 'outcome' ? 'sold' : null,
			notes: deed === 'outcome' ? 'Takes the linen, wants delivery on a Saturday.' : null,
		},
	} satisfies Partial<CallItem>;
	return { title, item };
}

export const SAMPLE_ITEMS = {
	message_received: {
		title: 'A customer asks to be called',
		item: {
			...base('message_received', '2026-10-12T09:30:00.000Z'),
			wish,
			message: {
				id: 'sample-message-1',
				type: 'text',
				text: 'Can you call me now? I want to order the corner sofa.',
				replyId: null,
				inReplyTo: null,
				intent: 'call_request',
				intentConfidence: 0.95,
				intentMatched: 'call me now',
				requestedSlot: null,
			},
		},
	},
	escalated: {
		title: 'A stalled chat is escalated, allowed and checked against the hours',
		item: {
			...base('message_received', '2026-10-12T09:28:00.000Z'),
			wish: { ...wish, scope: 'slot', expiresAt: '2026-10-13T09:15:00.000Z' },
			message: {
				id: 'sample-message-3',
				type: 'text',
				text: 'Tomorrow 10-11am please. 3.2 m room, a dog and a toddler, velvet or linen?',
				replyId: null,
				inReplyTo: 'sample-offer-1',
				intent: 'accept_later',
				intentConfidence: 0.97,
				intentMatched: 'tomorrow',
				requestedSlot: '2026-10-13T10:00:00.000+01:00',
			},
			model: {
				intent: 'compare_fabrics',
				sentiment: 'anxious',
				confidence: 0.8,
				reply: null,
				summaryForAgent: {
					customer_name: null,
					product_interest: 'Corner sofa',
					estimated_cart: 1890,
					room_constraints: '3.2 m, dog, toddler',
					sentiment: 'anxious but keen',
					open_objections: ['velvet or linen with a dog'],
					photos_received: false,
					consent_call: null,
				},
			},
			escalationTrigger: 'complex_config',
			escalation: {
				id: 'esc_sample',
				status: 'accepted',
				triggers: ['complex_config', 'high_intent_value'],
				action: 'offer_specialist',
				evidence: [
					{
						trigger: 'complex_config',
						messageId: 'sample-message-3',
						matched: 'room, dog, fabric',
						value: 3,
						threshold: 3,
					},
				],
				offer: { messageId: 'sample-offer-1', expiresAt: '2026-10-12T10:20:00.000Z' },
			},
			decision: {
				id: 'dec_sample',
				outcome: 'allow',
				reason: 'allowed',
				needs: null,
				retryAt: null,
				evidence: [
					{ check: 'opted_out', passed: true, found: null },
					{ check: 'team_hours', passed: 'deferred', found: null },
				],
				operatorText: 'Every check passed.',
				policy: 'default@7',
				checkedAt: '2026-10-12T09:28:01.000Z',
				dryRun: false,
			},
			brief: {
				id: 'br_sample',
				status: 'ready',
				source: 'model',
				fields: {
					customer_name: 'Asha Rao',
					product_interest: 'Corner sofa',
					estimated_cart: 1890,
					room_constraints: '3.2 m, dog, toddler',
					sentiment: 'anxious but keen',
					open_objections: ['velvet or linen with a dog'],
					photos_received: false,
					consent_call: '2026-10-12T09:28:00.000Z',
				},
				sources: {
					room_constraints: 'sample-message-3',
					'open_objections[0]': 'sample-message-3',
					consent_call: 'sample-message-3',
				},
				errors: [],
				threadUrl: 'https://inbox.example.com/chats/c_sample',
			},
			hours: {
				openNow: true,
				closedBecause: null,
				teamZone: 'Europe/London',
				customerZone: 'Europe/London',
				nextOpeningAt: null,
				slots: [],
				booked: {
					startAt: '2026-10-13T10:00:00.000+01:00',
					endAt: '2026-10-13T10:30:00.000+01:00',
					label: 'Tue 13 Oct, 10:00 (London time)',
					callbackId: 'cb_sample',
				},
			},
			replies: [
				{
					purpose: 'confirm_slot',
					type: 'text',
					text: 'Thank you. We call you on Tue 13 Oct at 10:00 (London time).',
					language: 'en',
					buttons: [],
					template: null,
				},
			],
		},
	},
	callback_due: {
		title: 'A booked call is due',
		item: {
			...base('callback_due', '2026-10-13T09:00:00.000Z'),
			wish: { ...wish, scope: 'slot', expiresAt: '2026-10-13T09:15:00.000Z' },
			callback: {
				id: 'cb_sample',
				wokenBy: 'slot',
				dueAt: '2026-10-13T09:00:00.000Z',
				endAt: '2026-10-13T09:30:00.000Z',
				lateSeconds: 0,
			},
		},
	},
	call_requested: {
		title: 'A shop asks for a call',
		item: {
			...base('call_requested', '2026-10-12T08:00:00.000Z'),
			request: {
				reason: 'abandoned_cart',
				consentSource: 'Checkout box “You may contact me on WhatsApp”',
				consentAt: '2026-10-12T07:40:00.000Z',
				reference: 'order 12853',
			},
			cart: {
				value: 1890,
				currency: 'GBP',
				items: ['SOFA-CORNER-L'],
				source: 'mapped',
				verified: false,
			},
		},
	},
	order_received: {
		title: 'A customer sends a cart',
		item: {
			...base('message_received', '2026-10-12T09:25:00.000Z'),
			message: {
				id: 'sample-message-2',
				type: 'order',
				text: null,
				replyId: null,
				inReplyTo: null,
				intent: 'none',
				intentConfidence: 0,
				intentMatched: null,
				requestedSlot: null,
			},
			cart: {
				value: 1890,
				currency: 'GBP',
				items: ['SOFA-CORNER-L'],
				source: 'whatsapp_order',
				verified: true,
			},
		},
	},
	permission_replied: {
		title: 'A customer allows calls',
		item: {
			...base('permission_replied', '2026-10-12T09:31:00.000Z'),
			wish,
			permission: {
				response: 'accept',
				isPermanent: false,
				expiresAt: '2026-10-19T09:31:00.000Z',
				source: 'user_action',
				origin: 'request',
			},
		},
	},
	call_offered: {
		title: 'A customer calls',
		item: {
			...base('call_offered', '2026-10-12T10:00:00.000Z'),
			wish: { id: 'inbound:sample-call-2', kind: 'inbound', scope: 'now', expiresAt: null },
			call: {
				...outbound,
				id: 'sample-call-2',
				direction: 'inbound',
				state: 'offered',
				payload: 'order-12853',
			},
		},
	},
	ringing: {
		title: 'The customer’s phone rings',
		item: { ...base('ringing', '2026-10-12T09:31:10.000Z'), wish, call: outbound },
	},
	accepted: {
		title: 'The customer answers',
		item: {
			...base('accepted', '2026-10-12T09:31:18.000Z'),
			wish,
			call: { ...outbound, state: 'accepted', ringSeconds: 8 },
		},
	},
	call_completed: {
		title: 'A call ends after a conversation',
		item: {
			...base('terminated', '2026-10-12T09:35:18.000Z'),
			wish,
			call: {
				...outbound,
				state: 'completed',
				endedBy: 'customer',
				ringSeconds: 8,
				talkSeconds: 240,
				rawStatus: 'COMPLETED',
			},
		},
	},
	call_unanswered: {
		title: 'A call is not answered',
		item: {
			...base('terminated', '2026-10-12T09:31:55.000Z'),
			wish,
			call: { ...outbound, state: 'no_answer', endedBy: 'business', rawStatus: 'COMPLETED' },
		},
	},
	attempt_settled: {
		title: 'No event tells how a call ended, so it counts as failed',
		item: {
			...base('attempt_settled', '2026-10-12T09:43:10.000Z'),
			escalationTrigger: 'complex_config',
			escalation: {
				id: 'esc_sample',
				status: 'closed',
				triggers: ['complex_config'],
				action: 'offer_specialist',
				evidence: [],
				offer: null,
			},
			attempt,
			call: { ...outbound, state: 'failed', errorCode: 'no_event' },
		},
	},
	recap_due: {
		title: 'A recap is due',
		item: {
			...base('recap_due', '2026-10-12T10:05:18.000Z'),
			callback: {
				id: 'cb_sample_recap',
				wokenBy: 'recap',
				dueAt: '2026-10-12T10:05:18.000Z',
				endAt: null,
				lateSeconds: 0,
			},
			call: {
				...outbound,
				state: 'completed',
				endedBy: 'customer',
				ringSeconds: 8,
				talkSeconds: 240,
				rawStatus: 'COMPLETED',
			},
		},
	},
	rated: {
		title: 'A customer rates a call',
		item: {
			...base('message_received', '2026-10-12T10:06:00.000Z'),
			message: tap('sample-message-4', 'wac:rating:att_sample:good', 'Good'),
			rating: { attemptId: 'att_sample', rating: 'good', escalationTrigger: 'complex_config' },
		},
	},
	reminder_due: {
		title: 'A booked call comes near',
		item: {
			...base('reminder_due', '2026-10-13T08:30:00.000Z'),
			wish: {
				id: 'reminder:cb_sample_reminder',
				kind: 'reminder',
				scope: 'slot',
				expiresAt: '2026-10-13T08:55:00.000Z',
			},
			callback: {
				id: 'cb_sample_reminder',
				wokenBy: 'reminder',
				dueAt: '2026-10-13T08:30:00.000Z',
				endAt: '2026-10-13T09:00:00.000Z',
				lateSeconds: 0,
			},
		},
	},
	triaged: {
		title: 'A customer says after hours what it is about',
		item: {
			...base('message_received', '2026-10-12T21:10:00.000Z'),
			message: tap('sample-message-5', 'wac:triage:esc_sample:order', 'My order'),
			triage: { topic: 'order' },
		},
	},
	desk_took_call: deskSample('took_call', 'A representative takes a call at the desk'),
	desk_outcome: deskSample('outcome', 'A representative says how a call went'),
	desk_correction: deskSample('correction', 'A representative corrects the brief'),
	desk_opt_out: deskSample('opt_out', 'A customer asks a representative not to be called'),
	desk_objection: deskSample('objection', 'A customer objects to being recorded'),
	desk_recap_approved: deskSample('recap_approved', 'A representative approves the recap'),
	account_alert: {
		title: 'Meta pauses calling on a number',
		item: {
			schema: ITEM_SCHEMA,
			event: event('account_alert', '2026-10-12T08:00:00.000Z'),
			line,
			alert: {
				kind: 'restriction',
				detail: 'RESTRICTED_BUSINESS_INITIATED_CALLING',
				restrictions: [{ kind: 'business_initiated', expiresAt: '2026-10-19T08:00:00.000Z' }],
			},
		},
	},
} satisfies Record<string, { title: string; item: Partial<CallItem> }>;

export type SampleName = keyof typeof SAMPLE_ITEMS;

export const SAMPLE_NAMES = Object.keys(SAMPLE_ITEMS) as SampleName[];

/** A sample as it stands on an item. */
export function sampleJson(name: SampleName): IDataObject {
	return toItemJson({}, SAMPLE_ITEMS[name].item);
}
