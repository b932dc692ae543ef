import type { ReasonTable } from './reasonFixes';

/** Why an automated reminder did not ring, or nobody else rings in its place (V6). */
export const REMINDER_REASONS: ReasonTable = {
	reminders_only: {
		cause:
			'A voice agent speaks reminders of booked calls alone, and this yes is to a talk with a person.',
		fix: 'Choose another leg in Initiate Call, or put it behind a Callback Trigger that starts at Slot Reminder alone, as in 26 Automated Reminders.',
	},
	voice_agent_only: {
		cause:
			'This yes is to an automated reminder; a person would ring half an hour before the booked call.',
		fix: 'Choose the leg Voice Agent (Reminders) in Initiate Call. The booked call comes by 04 Callbacks.',
	},
	automated_consent_missing: {
		cause: 'The customer has not agreed to automated calls, or has taken it back.',
		fix: 'Ask in the chat: Message › Prepare Reply, Automated Call Consent, before Send Replies. Until then remind in writing.',
	},
	slot_changed: {
		cause: 'The booked call that the reminder was about was cancelled or moved, or has been had.',
		fix: 'Nothing: a new slot has a reminder of its own.',
	},
	voice_agent_unavailable: {
		cause: 'The voice agent gave no usable answer within 5 s.',
		fix: 'Check Voice Agent URL and Voice Agent Secret under Advanced in the credential, and that it answers POST /offer. Remind in writing meanwhile.',
	},
	voice_agent_offer_invalid: {
		cause: 'The voice agent’s offer is not one that Meta accepts.',
		fix: 'It needs one audio track, Opus 48000/2, ICE user fragment and password, one SHA-256 fingerprint.',
	},
};
