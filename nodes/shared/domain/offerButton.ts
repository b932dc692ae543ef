/** Answers to an offer of a call: now, another time, no. */
export const OFFER_CHOICES = ['yes', 'later', 'no'] as const;

export type OfferChoice = (typeof OFFER_CHOICES)[number];

/** The id of a button that answers an offer, in a message or a template. */
export const offerButtonId = (choice: OfferChoice, escalationId: string | null): string =>
	`wac:offer_${choice}:${escalationId ?? '-'}:1`;
