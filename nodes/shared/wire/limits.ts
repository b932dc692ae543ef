import { phoneDigits } from './providers';
import { WireError } from './wireError';

/**
 * The lengths that Meta publishes, in characters (Cloud API reference: messages, templates; calling:
 * call-button-messages-deep-links). Meta refuses a longer text as a whole, so nothing is cut.
 */
export const LIMITS = {
	text: 4096,
	interactiveBody: 1024,
	listBody: 4096,
	header: 60,
	footer: 60,
	buttonTitle: 20,
	buttonId: 256,
	buttons: 3,
	listButton: 20,
	listRows: 10,
	rowTitle: 24,
	rowDescription: 72,
	rowId: 200,
	sectionTitle: 24,
	callButtonText: 20,
	callButtonPayload: 512,
	opaque: 512,
	recordingPurpose: 250,
	callbackUrl: 200,
	templateName: 512,
	templateBody: 1024,
} as const;

/** Minutes that a call button may live, by where it is used. */
export const TTL_MINUTES = {
	message: { min: 1, max: 43_200 },
	template: { min: 1440, max: 43_200 },
};

/** A text of 1 to `max` characters. Throws `text_missing` or `text_too_long`, naming the field only. */
export function requireText(value: string, field: string, max: number): string {
	if (typeof value !== 'string' || value.trim() === '') {
		const fix = `Fill in ${field}.`;
		throw new WireError('text_missing', `${field} is empty.`, fix, field);
	}
	if (value.length > max) {
		const message = `${field} has ${value.length} characters; WhatsApp allows ${max}.`;
		throw new WireError('text_too_long', message, `Shorten ${field} to ${max} characters.`, field);
	}
	return value;
}

/** As `requireText`, but nothing stays undefined, so that the key is left out of the JSON. */
export function optionalText(
	value: string | null | undefined,
	field: string,
	max: number,
): string | undefined {
	return value === undefined || value === null || value === ''
		? undefined
		: requireText(value, field, max);
}

/** Throws `count_out_of_range` unless the list has 1 to `max` elements. */
export function requireCount(list: readonly unknown[], field: string, max: number): void {
	if (list.length >= 1 && list.length <= max) return;
	const message = `${field} has ${list.length} entries; WhatsApp allows 1 to ${max}.`;
	throw new WireError(
		'count_out_of_range',
		message,
		`Give 1 to ${max} entries in ${field}.`,
		field,
	);
}

/** Throws `id_repeated`: WhatsApp refuses a message in which two buttons or rows share an id. */
export function requireDistinct(ids: readonly string[], field: string): void {
	if (new Set(ids).size === ids.length) return;
	const fix = `Give every entry in ${field} its own id.`;
	throw new WireError('id_repeated', `Two entries in ${field} have the same id.`, fix, field);
}

/** A whole number of minutes within the range. Throws `ttl_out_of_range`. */
export function requireTtl(minutes: number, field: string, range = TTL_MINUTES.message): number {
	const { min, max } = range;
	if (Number.isInteger(minutes) && minutes >= min && minutes <= max) return minutes;
	const message = `${field} is outside ${min} to ${max} minutes.`;
	throw new WireError('ttl_out_of_range', message, `Set ${field} to ${min}–${max}.`, field);
}

/** By phone number (`to`) or by business-scoped user id (`recipient`); Meta takes one of them. */
export type Recipient = { waId: string } | { userId: string };

/** Throws `recipient_invalid`; the number itself stays out of the error. */
export function recipientKeys(recipient: Recipient): { to: string } | { recipient: string } {
	if ('waId' in recipient) {
		const to = phoneDigits(recipient.waId);
		if (to !== null && to.length >= 5 && to.length <= 15) return { to };
	} else if (/^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(recipient.userId)) {
		return { recipient: recipient.userId };
	}
	throw new WireError(
		'recipient_invalid',
		'The recipient is neither a phone number with country code nor a business-scoped user id.',
		'Set Customer to a number such as +91 98…, or connect this node after a WhatsApp Calling node.',
		'recipient',
	);
}
