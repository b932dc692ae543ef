import type { Language } from './language';

/** What a text may speak of; filled in when it is sent. */
export const PLACEHOLDERS = ['name', 'slot', 'zone', 'summary'] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

export interface TextRule {
	/** WhatsApp's limit in characters: a body beside buttons, or the title of a button. */
	max: number;
	placeholders: readonly Placeholder[];
	/** Without it the text would tell nothing. */
	needs?: Placeholder;
}

const body = (...placeholders: Placeholder[]): TextRule => ({
	max: 1024,
	placeholders: ['name', ...placeholders],
});

const BUTTON: TextRule = { max: 20, placeholders: [] };

/** Every text that a customer may see, with what it may hold. Keys are stored and never renamed. */
export const TEXT_RULES = {
	/** High intent and value: why a call helps, and a question that waits (C4). */
	offer_consult: body(),
	/** Complex configuration. */
	offer_specialist: body(),
	/** Frustration. */
	apologise_offer: body(),
	/** The bot went round in circles. */
	stop_bot_offer: body(),
	/** The customer asked for a person or a call. */
	offer_call: body(),
	/** Above Meta's own buttons. It offers no call: allowing calls is no yes by itself (P1). */
	request_permission: body('slot', 'zone'),
	ask_time_zone: body(),
	offer_slots: body('zone'),
	slot_confirmed: { ...body('slot', 'zone'), needs: 'slot' },
	slot_taken: body('zone'),
	/** Above a button with which the customer calls. */
	call_button: body(),
	/** No call now, for a reason that passes. */
	not_now: body('slot', 'zone'),
	/** Outside the hours; `slot` is when they begin. */
	closed: body('slot', 'zone'),
	/** A person answers, nothing is sent by itself. */
	human_soon: body(),
	/** A chat model was to answer and did not. */
	answer_fallback: body(),
	/** After a call that the customer did not answer, with slots. */
	call_not_answered: body('zone'),
	/** After a customer's call that nobody answered, with slots. */
	call_missed: body('zone'),
	/** After a call that broke off or did not come about for a technical reason, with slots. */
	call_failed: body('zone'),
	/** Another time is wanted, with slots. */
	call_another_time: body('zone'),
	/** No call is offered any more, or was cut short: on in writing. */
	back_to_chat: body(),
	/** What was discussed; `summary` has one line for each field. */
	recap: { ...body('summary'), needs: 'summary' },
	/** Above the three buttons of a rating. */
	rating: body(),
	rating_thanks: body(),
	/** Somebody was not content: a person will look at it. */
	rating_sorry: body(),
	reminder: { ...body('slot', 'zone'), needs: 'slot' },
	/** After hours: what is it about? Above a list. */
	triage: body(),
	triage_thanks: body(),
	/** May the call be recorded? Above yes and no. */
	recording_consent: body(),
	/** What a representative says first in a call that is recorded (P8); spoken, never sent. */
	recording_disclosure: body(),
	/** May an automated voice remind by a call? Above yes and no. */
	automated_call_consent: body(),
	/** What an automated voice says first (V6); spoken, never sent. */
	automated_disclosure: body('slot', 'zone'),
	opt_out_confirmed: body(),
	stop_confirmed: body(),
	opt_in_confirmed: body(),
	button_yes: BUTTON,
	button_later: BUTTON,
	button_no: BUTTON,
	/** Opens the list of slots. */
	button_slots: BUTTON,
	button_call: BUTTON,
	button_good: BUTTON,
	button_fair: BUTTON,
	button_poor: BUTTON,
	/** Agreement and refusal of what the text above asks. */
	button_agree: BUTTON,
	button_refuse: BUTTON,
	/** Opens the triage list; its rows. */
	button_topics: BUTTON,
	topic_order: BUTTON,
	topic_price: BUTTON,
	topic_problem: BUTTON,
	topic_other: BUTTON,
} satisfies Record<string, TextRule>;

export type TextKey = keyof typeof TEXT_RULES;

export const TEXT_KEYS = Object.keys(TEXT_RULES) as TextKey[];

/** All texts of one language. */
export type Texts = Readonly<Record<TextKey, string>>;

/** The house's texts by language. */
export type HouseTexts = Readonly<Record<Language, Texts>>;
