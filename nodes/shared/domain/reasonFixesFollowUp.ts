import { GUARD_REASONS, type GuardReason } from './qualityGuard';
import type { ReasonTable } from './reasonFixes';
import { RECORDING_PRECONDITIONS, type RecordingPrecondition } from './recordingConsent';

/** What to do about each reason of the quality guard (M2); the causes are {@link GUARD_REASONS}. */
const GUARD_FIXES: Readonly<Record<GuardReason, string>> = {
	answer_rate:
		'Call sooner after the yes, or by slot, and at hours at which people answer. The share is a house rule: Guard: Lowest Answer Rate in the policy.',
	refusals:
		'Call only those who asked for it, about what they asked. The share is a house rule: Guard: Highest Refusal Rate in the policy.',
	repeated_calls:
		'Look at what asks for calls that fast. Cool-Down (Hours) in the policy keeps two calls to one customer apart.',
	meta_warnings:
		'WhatsApp Manager › Account quality shows what Meta has seen. Call and ask only people who expect it.',
	meta_restriction:
		'WhatsApp Manager › Account quality shows why. Wait until Meta lifts it; customers may be asked and called again then.',
	recovering:
		'Wait: it ends after 30 whole days of the team without amber (house rule: Guard: Days Without Amber That End Red in the policy).',
};

/** What to do about a recording that did not come about (P8); the causes are {@link RECORDING_PRECONDITIONS}. */
const RECORDING_FIXES: Readonly<Record<RecordingPrecondition, string>> = {
	recording_on: 'Record Calls or Transcribe Calls, with a purpose, in 00 Settings.',
	no_objection: 'Nothing: the call goes on without a recording.',
	recording_consent:
		'Message › Prepare Reply, Recording Consent, before Send Replies; the tap is stored by itself.',
	consent_in_chat:
		'Message › Prepare Reply, Recording Consent, before Send Replies; the tap is stored by itself.',
	announcement_language: 'Store the customer’s language with Call Ledger › Contact › Update.',
	recording_purpose: 'Purpose of Recordings in 00 Settings.',
	retention: 'Keep Recordings (Days) in 00 Settings.',
	representatives_told: 'Representatives Know of Recordings in 00 Settings.',
};

/** How the number and the recording of a call stand: found beside what decided. */
export const FOLLOW_UP_REASONS: ReasonTable = {
	...withFixes(GUARD_REASONS, GUARD_FIXES),
	...withFixes(RECORDING_PRECONDITIONS, RECORDING_FIXES),
	recording_refused: {
		cause: 'WhatsApp took the call only without its recording.',
		fix: 'Look up in Meta’s documentation whether calls of this number can be recorded; Purpose of Recordings in 00 Settings has at most 250 characters.',
	},
	follow_up_late: {
		cause: 'A recap or a reminder is due, and nothing has sent it.',
		fix: 'Publish 20 Recap and Rating and 21 Reminders with the same credential, and check that n8n is running.',
	},
	quality_guard_amber: {
		cause: 'Calls of this number are about to be received badly (house rules); none is held yet.',
		fix: 'Account › Check Setup says what was counted. When it turns red, few calls are placed and no permission is requested.',
	},
};

function withFixes<Code extends string>(
	causes: Readonly<Record<Code, string>>,
	fixes: Readonly<Record<Code, string>>,
): ReasonTable {
	// Both have a key for each code.
	const codes = Object.keys(causes) as Code[];
	return Object.fromEntries(codes.map((code) => [code, { cause: causes[code], fix: fixes[code] }]));
}
