import { LIMITS, optionalText, recipientKeys, requireText, type Recipient } from './limits';

/**
 * Bodies of `POST /{phone_number_id}/calls` (Meta, calling/reference). SDP goes in as it is: clean it
 * with `cleanOffer` or `cleanAnswer` first. All throw a WireError that names the field.
 */

/** How a call is recorded, or transcribed: what for, and the language in which WhatsApp announces it. */
export interface RecordingBlock {
	/** Up to 250 characters. */
	purpose: string;
	announcementLanguage: string;
}

/** Of `connect` and `accept` (Meta, calling/call-recording and /call-transcription); none: neither. */
export interface RecordingBlocks {
	recording?: RecordingBlock;
	transcription?: RecordingBlock;
}

/** Calls a customer. `opaque` comes back in every event of the call and is our only correlator. */
export function connectRequest(call: {
	recipient: Recipient;
	sdp: string;
	opaque?: string | null;
	blocks?: RecordingBlocks;
}): object {
	return {
		messaging_product: 'whatsapp',
		...recipientKeys(call.recipient),
		action: 'connect',
		session: { sdp_type: 'offer', sdp: call.sdp },
		...opaqueKey(call.opaque),
		...blockKeys(call.blocks),
	};
}

/** Prepares media for a customer's call before it is accepted. */
export function preAcceptRequest({ callId, sdp }: { callId: string; sdp: string }): object {
	return { ...action(callId, 'pre_accept'), session: { sdp_type: 'answer', sdp } };
}

/** Accepts a customer's call. The SDP must be the bytes that `pre_accept` carried, if it was sent. */
export function acceptRequest(call: {
	callId: string;
	sdp: string;
	opaque?: string | null;
	blocks?: RecordingBlocks;
}): object {
	return {
		...action(call.callId, 'accept'),
		session: { sdp_type: 'answer', sdp: call.sdp },
		...opaqueKey(call.opaque),
		...blockKeys(call.blocks),
	};
}

export function rejectRequest({ callId }: { callId: string }): object {
	return action(callId, 'reject');
}

/** Ends a call. Needed even after media has ended, since Meta bills until it arrives. */
export function terminateRequest({ callId }: { callId: string }): object {
	return action(callId, 'terminate');
}

function action(callId: string, name: 'pre_accept' | 'accept' | 'reject' | 'terminate'): object {
	const call_id = requireText(callId, 'callId', Number.MAX_SAFE_INTEGER);
	return { messaging_product: 'whatsapp', call_id, action: name };
}

function opaqueKey(opaque: string | null | undefined): object {
	const value = optionalText(opaque, 'opaque', LIMITS.opaque);
	return value === undefined ? {} : { biz_opaque_callback_data: value };
}

function blockKeys({ recording, transcription }: RecordingBlocks = {}): object {
	return {
		...(recording && { recording: enabled(recording) }),
		...(transcription && { transcription: enabled(transcription) }),
	};
}

const enabled = ({ purpose, announcementLanguage }: RecordingBlock): object => ({
	status: 'ENABLED',
	purpose: requireText(purpose, 'purpose', LIMITS.recordingPurpose),
	announcement_language: announcementLanguage,
});
