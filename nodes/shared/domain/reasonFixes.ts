import { REASONS, type Reason } from './decisionReasons';
import { BESIDE_REASONS } from './reasonFixesBeside';
import { DESK_CALL_REASONS } from './reasonFixesDesk';
import { FOLLOW_UP_REASONS } from './reasonFixesFollowUp';
import { REMINDER_REASONS } from './reasonFixesReminder';

/** A reason in words for operators (M5). */
export interface ReasonWords {
	/** What happened, or what stands in the way. */
	cause: string;
	/** What to do, naming the setting. `retry_at` stands for the time of the decision at hand. */
	fix: string;
}

export type ReasonTable = Readonly<Record<string, ReasonWords>>;

/** What to do about each reason of a decision; the causes are {@link REASONS}. */
const DECISION_FIXES: Readonly<Record<Reason, string>> = {
	opted_out:
		'Go on in the chat. “You can call me again” or “call me” from the customer is heard by itself; only the first takes the refusal back.',
	restricted:
		'WhatsApp Manager › Account quality shows why. Wait until retry_at, if Meta gave a time.',
	quality_guard:
		'Wait until retry_at. Account › Check Setup says what was counted and when red ends; the thresholds are house rules (Guard in the policy). Customers may call you meanwhile: Send Call Button.',
	country_barred:
		'Send Call Button, or connect Consent Gate, which prepares one. Today: USA, Canada, Egypt, Vietnam, Nigeria. The customer may be anywhere.',
	call_in_progress: 'Nothing: wait for its end.',
	unanswered_twice:
		'Write to the customer instead. Two in a row is a house rule (Unanswered Calls in a Row in the policy); Meta takes its permission back at four.',
	cool_down: 'Wait until retry_at. Four hours is a house rule: Cool-Down (Hours) in the policy.',
	daily_cap: 'Wait until retry_at.',
	no_yes:
		'Offer a call: Consent Gate prepares the question, or Send Buttons with Offers a Call on. A yes to a call now holds for 20 minutes (house rule).',
	slot_not_booked:
		'Connect Business Hours after Consent Gate, and its Slot Booked output to Send Replies.',
	slot_not_due: 'Wait until retry_at. Publish 04 Callbacks, which starts the call.',
	no_permission:
		'Permission › Request, or a call button. The yes waits 20 minutes (house rule) and is acted on when the customer allows calls.',
	permission_unavailable: 'Run Account › Check Setup, which shows what is wrong.',
	zone_unknown:
		'Connect Business Hours, and its Closed output to Send Replies: it asks the customer.',
	quiet_hours: 'Wait until retry_at, or offer a slot: connect Business Hours.',
	team_hours_not_set: 'Team Zone in 00 Settings, or in Call Ledger › Policy › Create or Update.',
	team_closed: 'Wait until retry_at, or offer a slot: connect Business Hours.',
	holiday: 'Wait until retry_at, or offer a slot: connect Business Hours.',
	no_representative_ready:
		'Somebody becomes ready at the Call Desk, or by Representative › Set Status.',
	brief_missing:
		'Put Summary Builder right before Initiate Call. If it ran, its brief needs review: the errors say where. Or turn off Brief Required in Initiate Call.',
	request_brake:
		'Wait until retry_at. Ask only customers who have a reason to be called: Permission Requests per Hour in the policy.',
	allowed: 'Nothing.',
};

/** Why a claimed call did not ring, besides the decision. */
export const HELD_REASONS: ReasonTable = {
	already_claimed: {
		cause: 'Another execution handles this yes.',
		fix: 'Nothing: one yes is one call.',
	},
	wish_not_open: {
		cause:
			'The yes has lapsed, was taken back, was used up, or belongs to somebody else; or, for a customer’s call, that call is over.',
		fix: 'Wait for the next yes.',
	},
	no_phone_number: {
		cause: 'WhatsApp hides this customer’s number, so nobody can call it by hand.',
		fix: 'Ask the customer for the number in the chat, or call over WhatsApp with another leg.',
	},
	media_server_unavailable: {
		cause:
			'The media server gave no usable answer in time: 5 s for our call, 10 s for a customer’s.',
		fix: 'Check Media Server URL and Media Server Secret under Advanced in the credential, and that it answers POST /offer. The yes stays open.',
	},
	media_server_offer_invalid: {
		cause: 'The media server’s offer is not one that Meta accepts.',
		fix: 'It needs one audio track, Opus 48000/2, ICE user fragment and password, one SHA-256 fingerprint.',
	},
	media_server_answer_invalid: {
		cause: 'The media server’s answer to a customer’s call is not one that Meta accepts.',
		fix: 'It needs one audio track, Opus 48000/2, ICE user fragment and password, one SHA-256 fingerprint.',
	},
	superseded: {
		cause: 'A later run of the same event took over.',
		fix: 'Nothing: look at the later run.',
	},
	unknown_if_ringing: {
		cause: 'Meta did not say whether the phone rings.',
		fix: 'Nothing: it is never dialled again by itself. Meta’s events settle it; without any the attempt counts as failed after 12 minutes.',
	},
	no_call_id: {
		cause: 'Meta accepted the call without naming it, so nobody knows whether the phone rings.',
		fix: 'Nothing: it is never dialled again by itself, and Meta’s events settle it.',
	},
	call_unknown: {
		cause: 'The ledger does not know the customer’s call that should be answered.',
		fix: 'Connect the node after the trigger of the same credential, with Call Event chosen.',
	},
	offer_expired: {
		cause: 'A customer’s call is too old to be answered.',
		fix: 'Put Accept right behind the trigger, or turn on Answer Calls With Media Server in the trigger.',
	},
	lease_expired: {
		cause:
			'The execution that had claimed the yes died before dialling, so the yes was free again.',
		fix: 'Look for a crash of n8n at that time. The event is run again by itself; a call by hand or at the desk is asked about again by 04 Callbacks.',
	},
	card_not_taken: {
		cause: 'A card for a call by hand was out, and nobody took it in time.',
		fix: 'Let somebody watch the channel of the cards. Publish 04 Callbacks, which asks the customer again.',
	},
	ring_not_taken: {
		cause: 'It rang at the desk for a call to this customer, and nobody took it in time.',
		fix: 'It rings again once somebody is ready at the desk. Publish 04 Callbacks, which asks the customer again when the yes has lapsed.',
	},
	contact_merged: {
		cause: 'Two contacts turned out to be one person; of two claims one was given back.',
		fix: 'Nothing: the other one counts.',
	},
};

/** How a call ended, if Meta named no fault. */
export const CALL_ENDINGS: ReasonTable = {
	call_completed: { cause: 'The customer was called, and you talked.', fix: 'Nothing.' },
	call_no_answer: {
		cause: 'The customer was called and did not answer.',
		fix: 'Offer another time in the chat. It is not dialled again by itself.',
	},
	call_missed: {
		cause: 'The customer called, and nobody answered.',
		fix: 'Write to the customer and offer a call back.',
	},
	call_declined: {
		cause: 'The call was declined.',
		fix: 'Go on in the chat. It is not dialled again by itself.',
	},
	call_failed: {
		cause: 'The call was placed and failed.',
		fix: 'Offer the customer a new call later. It is not dialled again by itself.',
	},
	leg_did_not_answer: {
		cause:
			'The media server did not take the customer’s answer within 10 s, so the call was ended.',
		fix: 'Check that the media server answers POST /answer at once.',
	},
	no_leg: {
		cause:
			'A call that had been given up turned out live, with nobody there to carry its audio, so it was ended.',
		fix: 'Run Account › Check Setup: Meta’s events came late, or n8n was down when they came.',
	},
	ring_limit: {
		cause: 'It rang for longer than the policy’s limit (house rule 45 s), so the call was ended.',
		fix: 'Offer another time in the chat. The limit is Ring Limit (Seconds) in the policy.',
	},
	call_limit: {
		cause: 'The call lasted longer than four hours (house rule), so it was ended.',
		fix: 'Check that the media server ends its calls.',
	},
	no_event: {
		cause:
			'Meta reported nothing more about a call; its outcome is our guess, and a later event corrects it.',
		fix: 'Run Account › Check Setup: the app must get the field calls.',
	},
};

/** Every decision's reason with its words. */
export const DECISION_REASONS: ReasonTable = Object.fromEntries(
	// The fixes have a key for each reason.
	(Object.keys(DECISION_FIXES) as Reason[]).map((code) => [
		code,
		{ cause: REASONS[code], fix: DECISION_FIXES[code] },
	]),
);

/** Every reason that an answer to “why was she (not) called?” can have, besides Meta's own refusals. */
export const EXPLAINED_REASONS: ReasonTable = {
	...BESIDE_REASONS,
	...FOLLOW_UP_REASONS,
	...REMINDER_REASONS,
	...DESK_CALL_REASONS,
	...CALL_ENDINGS,
	...HELD_REASONS,
	...DECISION_REASONS,
};
