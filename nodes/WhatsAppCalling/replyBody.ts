import { CALL_BUTTON_MINUTES, callButtonMinutes } from '../shared/domain/callButton';
import type { ItemReply } from '../shared/domain/callItem';
import { DEFAULT_POLICY } from '../shared/domain/policy';
import { policyText, type TextKey } from '../shared/domain/texts';
import {
	buttonsRequest,
	callButtonRequest,
	listRequest,
	permissionRequest,
	templateRequest,
	textRequest,
} from '../shared/wire/requests';
import type { Envelope } from '../shared/wire/requests';

/** When a reply is to go out. */
export interface ReplyMoment {
	now: string;
	/** The customer's 24-hour window. */
	windowOpen: boolean;
}

/**
 * The body of one reply. Inside the reply window it goes out as written; outside only as its
 * template, and without one not at all.
 *
 * @returns null if there is no message of this reply now; `whyNoBody` says why.
 */
export function replyBody(
	reply: ItemReply,
	{ windowOpen, now }: ReplyMoment,
	envelope: Envelope,
): object | null {
	if (reply.template && (reply.type === 'template' || !windowOpen)) {
		const { name, language, parameters, payloads } = reply.template;
		const ids = payloads ?? reply.buttons.map(({ id }) => id);
		const quickReplies = ids.map((payload, index) => ({ index, payload }));
		return templateRequest({ ...envelope, name, language, parameters, quickReplies });
	}
	return windowOpen ? freeForm(reply, now, envelope) : null;
}

/** The shift has ended since the button was prepared (V3), or WhatsApp takes templates alone. */
export const whyNoBody = ({ windowOpen }: ReplyMoment): string =>
	windowOpen ? 'call_button_expired' : 'outside_reply_window';

function freeForm(reply: ItemReply, now: string, envelope: Envelope): object | null {
	const { text, buttons } = reply;
	const message = { ...envelope, text };
	switch (reply.type) {
		case 'buttons':
			return buttonsRequest({ ...message, buttons });
		case 'list':
			return listRequest({
				...message,
				button: policyText(DEFAULT_POLICY, listButton(reply), reply.language).text,
				rows: buttons,
			});
		case 'permission_request':
			return permissionRequest(message);
		case 'call_button':
			return callButton(reply, now, envelope);
		default:
			return textRequest(message);
	}
}

function callButton(
	{ text, buttons: [button], expiresAt = null }: ItemReply,
	now: string,
	envelope: Envelope,
): object | null {
	const ttlMinutes =
		expiresAt === null
			? CALL_BUTTON_MINUTES
			: callButtonMinutes(expiresAt, now, CALL_BUTTON_MINUTES);
	if (ttlMinutes === null) return null;
	const shown = { displayText: button?.title, payload: button?.id, ttlMinutes };
	return callButtonRequest({ ...envelope, text, ...shown });
}

/** What opens the list. */
const listButton = ({ purpose }: ItemReply): TextKey =>
	purpose === 'triage' ? 'button_topics' : 'button_slots';
