import type { CallItem } from '../domain/callItem';

/**
 * `true` for a value, an object for an object, a one-element list for a list of objects. Spelled out
 * so that only fields of the contract are renamed: keys that a builder chose stay as they are.
 */
export type Shape<T> =
	NonNullable<T> extends readonly (infer Element)[]
		? Element extends object
			? readonly [Shape<Element>]
			: true
		: string extends keyof NonNullable<T>
			? true
			: NonNullable<T> extends object
				? { readonly [Key in keyof T]-?: Shape<NonNullable<T[Key]>> }
				: true;

/** Every section of the item and its fields, in TypeScript's spelling. */
export const ITEM_SHAPE: Shape<CallItem> = {
	schema: true,
	event: { type: true, key: true, at: true, origin: true, isTest: true },
	line: { phoneNumberId: true, displayPhoneNumber: true, wabaId: true },
	contact: {
		id: true,
		waId: true,
		userId: true,
		name: true,
		language: true,
		timeZone: true,
		timeZoneSource: true,
		replyWindowUntil: true,
		lastCallAttemptAt: true,
		callOptOut: true,
		messageOptOut: true,
		isTest: true,
	},
	wish: { id: true, kind: true, scope: true, expiresAt: true },
	message: {
		id: true,
		type: true,
		text: true,
		replyId: true,
		inReplyTo: true,
		intent: true,
		intentConfidence: true,
		intentMatched: true,
		requestedSlot: true,
	},
	permission: { response: true, isPermanent: true, expiresAt: true, source: true, origin: true },
	permissionState: {
		status: true,
		expiresAt: true,
		canCall: true,
		canRequest: true,
		limits: [{ action: true, period: true, maxAllowed: true, currentUsage: true, resetsAt: true }],
		checkedAt: true,
	},
	call: {
		id: true,
		direction: true,
		state: true,
		endedBy: true,
		ringSeconds: true,
		talkSeconds: true,
		rawStatus: true,
		errorCode: true,
		payload: true,
	},
	callNext: { step: true, reason: true, notBefore: true, operatorText: true },
	alert: { kind: true, detail: true, restrictions: [{ kind: true, expiresAt: true }] },
	cart: { value: true, currency: true, items: true, source: true, verified: true },
	model: {
		intent: true,
		sentiment: true,
		confidence: true,
		reply: true,
		summaryForAgent: true,
	},
	request: { reason: true, consentSource: true, consentAt: true, reference: true },
	callback: { id: true, wokenBy: true, dueAt: true, endAt: true, lateSeconds: true },
	escalationTrigger: true,
	escalation: {
		id: true,
		status: true,
		triggers: true,
		action: true,
		evidence: [{ trigger: true, messageId: true, matched: true, value: true, threshold: true }],
		offer: { messageId: true, expiresAt: true },
	},
	hours: {
		openNow: true,
		closedBecause: true,
		teamZone: true,
		customerZone: true,
		nextOpeningAt: true,
		slots: [{ startAt: true, endAt: true, label: true }],
		booked: { startAt: true, endAt: true, label: true, callbackId: true },
	},
	decision: {
		id: true,
		outcome: true,
		reason: true,
		needs: true,
		retryAt: true,
		evidence: [{ check: true, passed: true, found: true }],
		operatorText: true,
		policy: true,
		checkedAt: true,
		dryRun: true,
	},
	brief: {
		id: true,
		status: true,
		source: true,
		fields: true,
		sources: true,
		errors: [{ path: true, message: true }],
		threadUrl: true,
	},
	attempt: {
		id: true,
		status: true,
		leg: true,
		representative: true,
		callId: true,
		heldReason: true,
		retryAt: true,
		recording: true,
	},
	manualDial: {
		callUrl: true,
		answeredUrl: true,
		noAnswerUrl: true,
		rescheduleUrl: true,
		expiresAt: true,
		answer: true,
	},
	desk: {
		deed: true,
		representativeId: true,
		representativeName: true,
		outcome: true,
		notes: true,
	},
	rating: { attemptId: true, rating: true, escalationTrigger: true },
	triage: { topic: true },
	recording: {
		id: true,
		kind: true,
		status: true,
		reference: true,
		mimeType: true,
		keepUntil: true,
		problem: true,
	},
	replies: [
		{
			purpose: true,
			type: true,
			text: true,
			language: true,
			buttons: [{ id: true, title: true }],
			expiresAt: true,
			template: { name: true, language: true, parameters: true, payloads: true },
		},
	],
	sent: [{ purpose: true, key: true, status: true, messageId: true, errorCode: true }],
};
