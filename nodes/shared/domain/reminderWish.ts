const PREFIX = 'reminder:';

/** The wish that an automated reminder of a booked slot rests on (V6); one a reminder, for ever. */
export const reminderWishId = (callbackId: string): string => `${PREFIX}${callbackId}`;

/** The reminder that a wish is of; null: it is none. */
export const reminderOfWish = (wishId: string): string | null =>
	wishId.startsWith(PREFIX) ? wishId.slice(PREFIX.length) : null;
