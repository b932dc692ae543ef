import { cleanText, isUnknown } from './summaryText';

/** What WhatsApp takes as one message, in characters. */
const LONGEST = 4096;

/** A model's answer as a customer may get it: no invisible characters, cut where it is too long. */
export function modelReply(value: unknown): string | null {
	const text = modelWords(value);
	if (text === null || text.length <= LONGEST) return text;
	const whole = text.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '');
	return `${whole.trimEnd()}…`;
}

/** Text of a model that says something. */
export function modelWords(value: unknown): string | null {
	const text = typeof value === 'string' ? cleanText(value) : '';
	return text === '' || isUnknown(text) ? null : text;
}
