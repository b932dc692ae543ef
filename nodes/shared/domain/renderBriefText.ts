import { maskPhone } from './redact';
import { headlineOf } from './renderBriefCard';
import { escapeWithin, FORMATTING, plainLine, webAddress } from './renderBriefEscape';
import { type BriefView, renderBriefRows, triggerOf } from './renderBriefRows';

/** The body of a WhatsApp message with buttons, and of a template, in characters. */
export const BRIEF_TEXT_LIMIT = 1024;

/** Characters that a field may have, tried from the first until all fields fit. */
const LENGTHS = [400, 200, 120, 80, 50, 30, 15];
const LABEL = 40;
/** A longer address would leave no room for the brief. */
const LONGEST_ADDRESS = 300;

/**
 * The brief as plain text that fits one WhatsApp message (S4), phone numbers masked, no formatting of
 * a customer's kept. Long fields are shortened before any is left out. Never throws.
 */
export function renderBriefText(view: BriefView): string {
	const rows = renderBriefRows(view, true);
	const trigger = triggerOf(view, true);
	const head = [
		headlineOf(view.brief.status),
		...(view.waId === null ? [] : [`Phone: ${maskPhone(view.waId)}`]),
		...(trigger === null ? [] : [`Reason: ${escapeWithin(trigger, LABEL, plainLine)}`]),
		...threadLine(view.threadUrl),
	];
	const withLength = (length: number) =>
		rows.map(({ label, texts, problem }) => {
			const value = escapeWithin(texts.join('; '), length, plainLine);
			const mark = problem === null ? '' : ' (needs review)';
			return `${escapeWithin(label, LABEL, plainLine)}: ${value}${mark}`;
		});
	for (const length of LENGTHS) {
		const text = [...head, ...withLength(length)].join('\n');
		if (text.length <= BRIEF_TEXT_LIMIT) return text;
	}
	return firstLines([...head, ...withLength(LABEL)]);
}

/** Its formatting characters are written in the way of addresses, so that WhatsApp links all of it. */
function threadLine(threadUrl: string | null): string[] {
	const address = webAddress(threadUrl)?.replace(FORMATTING, percentEncoded);
	return address === undefined || address.length > LONGEST_ADDRESS ? [] : [`Thread: ${address}`];
}

const percentEncoded = (char: string): string =>
	`%${char.charCodeAt(0).toString(16).toUpperCase()}`;

/** Whole lines as far as they fit. */
function firstLines(lines: readonly string[]): string {
	const fitting = lines.filter(
		(_, index) => lines.slice(0, index + 1).join('\n').length < BRIEF_TEXT_LIMIT,
	);
	return [...fitting, '…'].join('\n').slice(0, BRIEF_TEXT_LIMIT);
}
