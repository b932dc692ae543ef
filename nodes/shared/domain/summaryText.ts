/**
 * Control and lone surrogate characters, marks that turn the direction of what follows, and invisible
 * characters that only carry hidden text. Joiners stay: Indian scripts and emoji need them.
 */
const INVISIBLE =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e01ef}]/gu;

/** Words without invisible characters and without space around them. Applying it twice changes nothing. */
export const cleanText = (text: string): string => text.replace(INVISIBLE, '').trim();

/** Deeper than an operator's fields go. */
const DEEPEST = 32;

/** The same for every text of a value; what lies too deep is `null`. */
export function cleanValue(value: unknown, depth = 0): unknown {
	if (typeof value === 'string') return cleanText(value);
	if (typeof value !== 'object' || value === null) return value;
	if (depth > DEEPEST) return null;
	if (Array.isArray(value)) return value.map((entry) => cleanValue(entry, depth + 1));
	const entries = Object.entries(value);
	return Object.fromEntries(entries.map(([key, entry]) => [key, cleanValue(entry, depth + 1)]));
}

/** What models write for "I do not know", in the house's languages. */
const UNKNOWN_WORDS = `|unknown|not known|unspecified|not specified|unavailable|not available
|not provided|not mentioned|not stated|not given|not disclosed|not applicable|no information|no data
|none|null|nil|undefined|n/a|tbd|tbc|to be determined|to be confirmed|unsure
|desconocido|desconocida|no disponible|no especificado|no mencionado|no indicado|no informado
|desconhecido|desconhecida|não disponível|não especificado|não mencionado|não informado
|अज्ञात|पता नहीं|pata nahi|pata nahin`;

const fold = (text: string): string =>
	text
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[\p{P}\p{Z}\p{C}\p{Mn}<>]+/gu, ' ')
		.trim();

const UNKNOWN = new Set(UNKNOWN_WORDS.split('|').map(fold));

/** Longer than any of the words: a sentence. */
const LONGEST_WORDS = 40;

/** Whether a text says that nothing is known, or says nothing. A person may be called Na. */
export const isUnknown = (text: string): boolean =>
	text.length <= LONGEST_WORDS && (text === 'NA' || UNKNOWN.has(fold(text)));

/** `९८`, `٩٨` and `９８` as `98`. */
export const asciiDigits = (text: string): string =>
	text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
		const point = digit.codePointAt(0) ?? 0;
		let first = point;
		while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
		// Unicode has a script's digits in a row, zero first; wherever two rows meet, each is of ten.
		return String((point - first) % 10);
	});
