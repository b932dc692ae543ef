import type { ItemReply } from '../shared/domain/callItem';
import { houseReply, nameInTemplate, wordsFor } from '../shared/domain/houseReply';
import { OFFER_CHOICES, offerButtonId } from '../shared/domain/offerButton';
import type { TextKey } from '../shared/domain/texts';
import type { Ask } from '../shared/domain/whatToAsk';
import { LIMITS } from '../shared/wire/limits';
import type { GateCase } from './readGateCase';
import type { GateSettings } from './settings';

/** The words of an offer, by the action of the escalation (C2). */
const OFFER_TEXTS: Readonly<Record<string, TextKey>> = {
	offer_consult: 'offer_consult',
	offer_specialist: 'offer_specialist',
	apologise_offer: 'apologise_offer',
	stop_bot_offer: 'stop_bot_offer',
};

/** What stands in a template where no reason is given: Meta takes no empty variable. */
const NO_REASON = 'your request';

type Reply = (
	about: GateCase,
	settings: GateSettings,
	escalationId: string | null,
	until: Ask['until'],
) => ItemReply;

/** In the chat while the reply window is open, by template after it. */
const REPLIES: Readonly<Record<NonNullable<Ask['say']>, Reply>> = {
	offer: (about, settings, escalationId) => {
		const key = OFFER_TEXTS[actionOf(about)] ?? 'offer_call';
		return {
			...houseReply('offer_call', key, about),
			...headed(wordsFor(about, key).text, settings),
			type: 'buttons',
			buttons: OFFER_CHOICES.map((choice) => ({
				id: offerButtonId(choice, escalationId),
				title: wordsFor(about, `button_${choice}`).text,
			})),
			template: {
				...settings.offerTemplate,
				parameters: [nameInTemplate(about), settings.reason ?? NO_REASON],
			},
		};
	},
	permission_request: (about, settings) => ({
		...houseReply('request_permission', 'request_permission', about),
		...headed(wordsFor(about, 'request_permission').text, settings),
		type: 'permission_request',
		template: { ...settings.permissionTemplate, parameters: [nameInTemplate(about)] },
	}),
	call_button: (about, _settings, escalationId, until) => ({
		...houseReply('call_button', 'call_button', about),
		type: 'call_button',
		expiresAt: until,
		buttons: [
			{
				id: `wac:call_button:${escalationId ?? '-'}:1`,
				title: wordsFor(about, 'button_call').text,
			},
		],
	}),
	not_now: (about) => houseReply('reschedule', 'not_now', about),
};

/** What goes to the customer; the gate itself sends nothing. */
export function gateReplies(
	{ say, until }: Ask,
	about: GateCase,
	settings: GateSettings,
	escalationId: string | null,
): ItemReply[] {
	return say === null ? [] : [REPLIES[say](about, settings, escalationId, until)];
}

const actionOf = ({ escalation, lapsed }: GateCase): string => (escalation ?? lapsed)?.action ?? '';

/** The reason as a bold line above the text, if there is room: it fits in front of any language. */
function headed(text: string, { reason }: GateSettings): { text: string } {
	const both = `*${reason}*\n${text}`;
	return { text: reason === null || both.length > LIMITS.interactiveBody ? text : both };
}
