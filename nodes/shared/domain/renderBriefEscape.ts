/** Text of customers as data, for each place where a brief is shown. */

const HTML: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** For element content and quoted attributes. */
export const escapeHtml = (text: string): string =>
	text.replace(/[&<>"']/g, (char) => HTML[char] ?? char);

/**
 * Slack and WhatsApp have no way to quote these, so letters that look like them stand in. An underscore
 * inside a word formats nothing and stays, as item numbers have it.
 */
const LOOKALIKES: Record<string, string> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ' };
export const FORMATTING = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** One line without WhatsApp's formatting. */
export const plainLine = (text: string): string =>
	text.replace(/\s+/g, ' ').replace(FORMATTING, (char) => LOOKALIKES[char] ?? char);

/** Keeps `:name:` from becoming a picture. */
const EMOJI_NAME = /:(?=[\p{L}\p{M}\p{N}_+'-]+:)/gu;
const WORD_JOINER = '\u2060';

/** One line for a `mrkdwn` text with `verbatim`: no mention, link, formatting or picture comes of it. */
export const escapeMrkdwn = (text: string): string =>
	plainLine(text)
		.replace(/[&<>]/g, (char) => HTML[char] ?? char)
		.replace(EMOJI_NAME, `:${WORD_JOINER}`);

/** Characters that one letter becomes at most. */
const LONGEST_ESCAPE = '&quot;'.length;

/**
 * As much of a text as fits `limit` characters once it is escaped, with an ellipsis where it was cut;
 * no entity and no letter is cut in two.
 */
export function escapeWithin(
	text: string,
	limit: number,
	escape: (text: string) => string,
): string {
	const whole = escape(text);
	if (whole.length <= limit) return whole;
	const letters = [...text].slice(0, limit);
	while (letters.length > 0) {
		const cut = `${escape(letters.join(''))}…`;
		if (cut.length <= limit) return cut;
		letters.splice(-Math.ceil((cut.length - limit) / LONGEST_ESCAPE));
	}
	return '';
}

/** An address that may be linked: other schemes can run code. */
export function webAddress(url: string | null): string | null {
	if (url === null || !URL.canParse(url)) return null;
	const { protocol, href } = new URL(url);
	return protocol === 'https:' || protocol === 'http:' ? href : null;
}
