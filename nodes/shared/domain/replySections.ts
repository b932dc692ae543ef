/** The sections of an item that hold what a customer is to be sent, and what was; see callItem.ts. */

export type ReplyPurpose =
	| 'offer_call'
	| 'apology'
	| 'request_permission'
	| 'offer_slots'
	| 'confirm_slot'
	| 'ask_time_zone'
	| 'call_button'
	| 'reschedule'
	| 'reminder'
	| 'triage'
	| 'recap'
	| 'rating'
	| 'recording_consent'
	| 'automated_call_consent'
	| 'back_to_chat'
	| 'opt_out_confirmed'
	| 'opt_in_confirmed'
	/** The bot's own answer, as a model drafted it. */
	| 'answer';

export interface ItemReply {
	purpose: ReplyPurpose;
	type: 'text' | 'buttons' | 'list' | 'template' | 'permission_request' | 'call_button';
	text: string;
	language: string;
	buttons: { id: string; title: string }[];
	/** Of a call button: the end of the shift, with which it ends (V3); null: an hour after it is sent. */
	expiresAt?: string | null;
	/** `payloads`: of the template's own quick replies, in their order; null: the ids of `buttons`. */
	template: {
		name: string;
		language: string;
		parameters: string[];
		payloads?: string[] | null;
	} | null;
}

export interface ItemSent {
	purpose: string;
	key: string;
	status: 'sent' | 'refused' | 'unknown' | 'dry_run';
	messageId: string | null;
	errorCode: string | null;
}
