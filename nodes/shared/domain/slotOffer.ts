import type { ItemReply, ReplyPurpose } from './callItem';
import { houseReply, wordsFor, type Addressee } from './houseReply';
import { slotTitle, zoneWords } from './slotLabel';
import type { Slot } from './slots';
import type { TextKey } from './texts';
import { slotButtonId } from './wantedTime';

/** Buttons of one message (Meta's limit); more are rows of a list. */
export const MOST_BUTTONS = 3;

export interface SlotOffer {
	/** At least one. */
	slots: readonly Slot[];
	/** In which the times are told. */
	zone: string;
	/** What the call is for; null: nothing that was raised. */
	escalationId: string | null;
}

/** Slots to choose from by one tap, in the customer's language and time (H3). */
export function slotOffer(
	purpose: ReplyPurpose,
	key: TextKey,
	to: Addressee,
	{ slots, zone, escalationId }: SlotOffer,
): ItemReply {
	const { language } = wordsFor(to, key);
	const buttons = distinctTitles(slots, zone, language).map(({ startAt, title }) => ({
		id: slotButtonId(escalationId, startAt),
		title,
	}));
	const type = buttons.length <= MOST_BUTTONS ? 'buttons' : 'list';
	return { ...houseReply(purpose, key, to, { zone: zoneWords(zone, language) }), type, buttons };
}

/** When clocks go back, one time comes twice; WhatsApp's customer could not tell the two apart. */
function distinctTitles(slots: readonly Slot[], zone: string, language: string) {
	const titled = slots.map(({ startAt }) => ({
		startAt,
		title: slotTitle(startAt, zone, language),
	}));
	return titled.filter(
		({ title }, index) => titled.findIndex((each) => each.title === title) === index,
	);
}
