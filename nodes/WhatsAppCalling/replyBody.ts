import type { ItemReply } from '../shared/domain/callItem';
import { DEFAULT_POLICY } from '../shared/domain/policy';
import { policyText, type TextKey } from '../shared/domain/texts';
import { CALL_BUTTON_MINUTES } from '../shared/domain/whatToAsk';
import {
	buttonsRequest,
	callButtonRequest,
	listRequest,
	permissionRequest,
	templateRequest,
	textRequest,
} from '../shared/wire/requests';
import type { Envelope } from '../shared/wire/requests';

/**
 * The body of one reply. Inside the reply window it goes out as written; outside only as its
 * template, and without one not at all.
 *
 * @returns null if WhatsApp allows no message of this reply now.
 */
export function replyBody(
	reply: ItemReply,
	windowOpen: boolean,
	envelope: Envelope,
): object | null {
	if (reply.template && (reply.type === 'template' || !windowOpen)) {
		const { name, language, parameters, payloads } = reply.template;
		const ids = payloads ?? reply.buttons.map(({ id }) => id);
		const quickReplies = ids.map((payload, index) => ({ index, payload }));
		return templateRequest({ ...envelope, name, language, parameters, quickReplies });
	}
	return windowOpen ? freeForm(reply, envelope) : null;
}

function freeForm(reply: ItemReply, envelope: Envelope): object {
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
			return callButtonRequest({
				...message,
				displayText: buttons[0]?.title,
				payload: buttons[0]?.id,
				ttlMinutes: CALL_BUTTON_MINUTES,
			});
		default:
			return textRequest(message);
	}
}

/** What opens the list. */
const listButton = ({ purpose }: ItemReply): TextKey =>
	purpose === 'triage' ? 'button_topics' : 'button_slots';
