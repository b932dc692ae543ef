/**
 * What a chat makes of a text, read by the publishers' pages alone (Slack: "Formatting text for app
 * surfaces" and "text object", `verbatim`; WhatsApp: "How to format your messages"), as generously as
 * either client might: what is found here may come alive there.
 */

export interface LiveMarkup {
	kind:
		| 'mention'
		| 'link'
		| 'bold'
		| 'italic'
		| 'strike'
		| 'code'
		| 'quote'
		| 'list'
		| 'emoji'
		| 'unescaped';
	/** What it spans, as it stands in the text. */
	text: string;
}

const SPANS: readonly (readonly [LiveMarkup['kind'], string])[] = [
	['bold', '\\*'],
	['italic', '_'],
	['strike', '~'],
	['code', '`'],
];

/** Opened and closed at the edge of a word, on one line, with something in between. */
const span = (mark: string): RegExp =>
	new RegExp(
		`(?<![\\p{L}\\p{N}])${mark}+(?=[^\\s${mark}])[^\\n]*?(?<=\\S)${mark}+(?![\\p{L}\\p{N}])`,
		'gu',
	);

const all = (kind: LiveMarkup['kind'], text: string, pattern: RegExp): LiveMarkup[] =>
	[...text.matchAll(pattern)].map(([found]) => ({ kind, text: found }));

/** Slack's `mrkdwn` with `verbatim`: names, channels and addresses that stand free stay text. */
export function slackMarkup(mrkdwn: string): LiveMarkup[] {
	const angles = [...mrkdwn.matchAll(/<([^<>]*)>/g)].map(([, inside = '']): LiveMarkup => {
		const kind = /^[@#!]/.test(inside) ? 'mention' : 'link';
		return { kind, text: inside };
	});
	const rest = mrkdwn.replace(/<[^<>]*>/g, '\u0001');
	return [
		...angles,
		...all('unescaped', rest, /[<>]|&(?!(?:amp|lt|gt);)/g),
		...SPANS.flatMap(([kind, mark]) => all(kind, rest, span(mark))),
		...all('code', rest, /```/g),
		// Slack takes the escaped sign for a quotation too.
		...all('quote', rest, /^[^\S\n]*(?:>|&gt;)/gmu),
		...all('emoji', rest, /:[\p{L}\p{M}\p{N}_+'-]+:/gu),
	];
}

/** The text that a reader sees. */
export const slackText = (mrkdwn: string): string =>
	mrkdwn.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export const whatsAppMarkup = (text: string): LiveMarkup[] => [
	...SPANS.flatMap(([kind, mark]) => all(kind, text, span(mark))),
	...all('code', text, /```/g),
	...all('quote', text, /^[^\S\n]*>/gmu),
	...all('list', text, /^[^\S\n]*(?:[-*•]|\d{1,3}\.)\s/gmu),
];

export interface HtmlToken {
	/** `null` for text. */
	tag: string | null;
	attributes: Record<string, string>;
	text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const decoded = (text: string): string =>
	text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** Tags and texts as a browser tells them apart; attributes in double quotes only. */
export function htmlTokens(html: string): HtmlToken[] {
	return [...html.matchAll(/<([^>]*)>|([^<]+)|</g)].map(([whole, tag, text]) => {
		if (text !== undefined) return { tag: null, attributes: {}, text: decoded(text) };
		const [name = whole] = (tag ?? '').split(/\s/);
		const pairs = [...(tag ?? '').matchAll(/([^\s=]+)="([^"]*)"/g)];
		const attributes = pairs.map(([, key = '', value = '']) => [key, decoded(value)]);
		return { tag: name, attributes: Object.fromEntries(attributes), text: '' };
	});
}
