import type { Language } from './language';

/** What a text may speak of; filled in when it is sent. */
export const PLACEHOLDERS = ['name', 'slot', 'zone'] as const;

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
	opt_out_confirmed: body(),
	stop_confirmed: body(),
	opt_in_confirmed: body(),
	button_yes: BUTTON,
	button_later: BUTTON,
	button_no: BUTTON,
	/** Opens the list of slots. */
	button_slots: BUTTON,
	button_call: BUTTON,
} satisfies Record<string, TextRule>;

export type TextKey = keyof typeof TEXT_RULES;

export const TEXT_KEYS = Object.keys(TEXT_RULES) as TextKey[];

/** All texts of one language. */
export type Texts = Readonly<Record<TextKey, string>>;

/** The house's texts by language. */
export type HouseTexts = Readonly<Record<Language, Texts>>;
