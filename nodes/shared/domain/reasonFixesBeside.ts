import type { ReasonTable } from './reasonFixes';
import { DESK_DROP_REASONS } from './reasonFixesDesk';

/** What Explain itself finds, where no decision or call tells more. */
export const FOUND_REASONS: ReasonTable = {
	never_heard: {
		cause: 'This customer has never reached the ledger: no message, no call, no request.',
		fix: 'Check the country code of the number, and that 01 Messages is published with this credential.',
	},
	nothing_asked: {
		cause: 'Nobody has asked for a call with this customer, and no signal was found in the chat.',
		fix: 'Nothing, unless the customer did ask: then look at the dropped deliveries, and check that 01 Messages is published.',
	},
	not_judged: {
		cause: 'There is a yes from the customer, but no gate has judged it.',
		fix: 'Publish 01 Messages with Consent Gate, Business Hours and Initiate Call connected, and look at its executions.',
	},
	not_offered: {
		cause: 'The chat was escalated, but no offer of a call went out.',
		fix: 'Connect the Ask First output of Consent Gate to Send Replies.',
	},
	offer_open: {
		cause: 'A call was offered, and the customer has not answered yet.',
		fix: 'Wait for the answer.',
	},
	human_only: {
		cause: 'This is a case for a person: nothing is sent or dialled by itself.',
		fix: 'Answer the customer yourself. Handled of Escalation Check should lead to a task for somebody.',
	},
	waits_for_permission: {
		cause:
			'The customer said yes, and the call waits until the customer also allows calls in WhatsApp.',
		fix: 'Wait for the answer to the permission request, or send a call button.',
	},
	callback_late: {
		cause: 'A planned call is due, and nothing has started it.',
		fix: 'Publish 04 Callbacks with the same credential, and check that n8n is running.',
	},
	callback_fired: {
		cause:
			'A planned call came due and was handed to the workflow, which has decided nothing since.',
		fix: 'Look at the executions of 04 Callbacks: Consent Gate, Business Hours and Initiate Call must follow the trigger.',
	},
	called_now: {
		cause: 'The customer is being called right now.',
		fix: 'Nothing: wait for the end of the call.',
	},
	allowed_not_dialled: {
		cause: 'Every check passed, but no call was placed afterwards.',
		fix: 'Connect Initiate Call behind the gates, and look for a failed execution at that time. Manual runs place no calls.',
	},
	rings_at_desk: {
		cause: 'It rings at the desk; the customer is called when a representative takes it.',
		fix: 'Take it at the Call Desk. Nobody taking it within 30 s is no strike: it rings again when somebody is ready.',
	},
	card_waits: {
		cause: 'A card for a call by hand is out, and nobody has taken it yet.',
		fix: 'Open the link to call on the card; it works once, and for 15 minutes.',
	},
	called_by_hand: {
		cause: 'Somebody has taken the card and calls by hand; how it went has not been told yet.',
		fix: 'Wait, then open the link on the card that tells how it went.',
	},
	not_told: {
		cause: 'Somebody took the card for a call by hand, and nobody has told how it went.',
		fix: 'Ask whoever took it. The customer is not called again by itself; a new yes makes a new call.',
	},
	brief_needs_review: {
		cause: 'The newest brief does not fit its schema, so it is not shown as if it were true.',
		fix: 'The timeline says which fields. Correct the prompt or the mapping of Summary Builder, or let it use facts alone.',
	},
};

/** Why an escalation was closed. */
export const CLOSED_REASONS: ReasonTable = {
	declined: {
		cause: 'A call was offered, and the customer said no.',
		fix: 'Go on in the chat. A new request from the customer starts anew.',
	},
	lapsed: {
		cause: 'The escalation had not moved for 24 hours, and no call was planned for it.',
		fix: 'Wait for the next message; a new signal starts a new escalation.',
	},
	called: {
		cause: 'The escalation has led to a call, answered or not.',
		fix: 'Nothing: a new signal starts a new one.',
	},
	human_done: {
		cause: 'A person had taken what no bot may answer, and has let go of the chat.',
		fix: 'Nothing.',
	},
	number_changed_hands: {
		cause:
			'The phone number belongs to somebody else now; the escalation of its former owner was closed.',
		fix: 'Nothing: the new owner starts anew.',
	},
};

/** Why a message did not go out, besides Meta's refusals. */
export const SEND_REASONS: ReasonTable = {
	call_opt_out: {
		cause: 'The customer does not want calls, and this message is about one.',
		fix: 'Nothing.',
	},
	message_opt_out: {
		cause: 'The customer does not want messages at all.',
		fix: 'Nothing.',
	},
	call_button_expired: {
		cause:
			'A call button was to go out after the team’s hours, or less than ten minutes before their end: it ends with the shift.',
		fix: 'Send it in the hours of the policy. If voicemail or somebody else answers after hours: Send Call Button › Also After Hours.',
	},
	not_escalated: {
		cause:
			'A permission request was to go to somebody whom nobody has a reason to call: there is no live escalation and no open yes.',
		fix: 'Nothing: people who show no signal are not asked. A message of the customer that Escalation Check finds a signal in, or Call Request › Create, gives a reason.',
	},
	send_in_progress: {
		cause: 'Another execution is sending this very message.',
		fix: 'Nothing: it is sent once.',
	},
	no_answer: {
		cause: 'Nobody knows whether the message went out; Meta’s status notice settles it.',
		fix: 'Look at the chat. If the message is not there, send it again with another Message Key.',
	},
	message_id_missing: {
		cause: 'Meta accepted the message without naming it.',
		fix: 'Look at the chat. If the message is not there, send it again with another Message Key.',
	},
};

/** Why a delivery did not reach a workflow. */
export const DROP_REASONS: ReasonTable = {
	...DESK_DROP_REASONS,
	signature_missing: {
		cause: 'No X-Hub-Signature-256. Not from Meta, or a proxy removed it.',
		fix: 'Let the header through.',
	},
	signature_wrong: {
		cause: 'The bytes were not signed with this app secret.',
		fix: 'Check App Secret; make sure that no proxy changes the body.',
	},
	not_json: { cause: 'Signed, but not JSON.', fix: 'Nothing Meta sends looks like this.' },
	raw_body_missing: {
		cause: 'n8n did not keep the bytes.',
		fix: 'A proxy or an n8n setting parses the body first.',
	},
	secret_missing: {
		cause: 'There is no app secret to check with.',
		fix: 'Fill in the credential.',
	},
	no_route: {
		cause: 'No published workflow wants this kind of event.',
		fix: 'Publish 01 Messages and 02 Calls, and check Events and Phone Numbers in their triggers.',
	},
	unknown_event: {
		cause: 'Meta sent something that this version does not know.',
		fix: 'Update the package.',
	},
	forward_failed: {
		cause: 'An address under Also Forward To did not take a delivery, three times.',
		fix: 'Check that address; the delivery was handled here all the same.',
	},
	recording_not_asked_for: {
		cause:
			'WhatsApp made a file of a call that this package did not ask to record, such as one of another app.',
		fix: 'Nothing: it was not fetched.',
	},
	recording_without_file: {
		cause: 'WhatsApp told of a recording without saying which file it is.',
		fix: 'Nothing: there is nothing to fetch.',
	},
	recording_without_retention: {
		cause: 'A file came after Keep Recordings (Days) was taken out of the policy.',
		fix: 'Set it again if recordings are wanted; this file was not fetched.',
	},
};

export const BESIDE_REASONS: ReasonTable = {
	...DROP_REASONS,
	...SEND_REASONS,
	...CLOSED_REASONS,
	...FOUND_REASONS,
};
