import type { TemplateDraft } from '../../shared/wire/requests';

/**
 * The templates that the flows fall back on after the reply window. Plain and truthful, as Meta's
 * review of the category UTILITY demands; a shop may word its own.
 */
export const STARTER_TEMPLATES: readonly TemplateDraft[] = [
	{
		name: 'wac_call_permission',
		language: 'en_US',
		category: 'UTILITY',
		body: 'Hello {{1}}, you asked us to call you. May we call you on WhatsApp about this?',
		examples: ['Asha'],
		action: { type: 'call_permission_request' },
	},
	{
		name: 'wac_call_offer',
		language: 'en_US',
		category: 'UTILITY',
		body: 'Hello {{1}}, your question about {{2}} is easier to settle in a short call. Shall we call you on WhatsApp?',
		examples: ['Asha', 'your corner sofa'],
		action: { type: 'quick_replies', titles: ['Yes, call me now', 'Another time', 'No, thanks'] },
	},
	{
		name: 'wac_call_missed',
		language: 'en_US',
		category: 'UTILITY',
		body: 'Hello {{1}}, our call with you did not come about. When suits you better?',
		examples: ['Asha'],
		action: { type: 'quick_replies', titles: ['Call me now', 'Another time', 'No, thanks'] },
	},
	{
		name: 'wac_slot_reminder',
		language: 'en_US',
		category: 'UTILITY',
		body: 'Hello {{1}}, a short reminder of our call with you on WhatsApp: {{2}}. If the time does not suit you any more, just write to us.',
		examples: ['Asha', 'Tue 13 Oct, 10:00 (India time)'],
	},
	{
		name: 'wac_call_button',
		language: 'en_US',
		category: 'UTILITY',
		body: 'Hello {{1}}, if you would rather talk, you can call us right here on WhatsApp.',
		examples: ['Asha'],
		action: { type: 'call_button', text: 'Call now', ttlMinutes: 1440 },
	},
];
