import { maskPhone } from './redact';
import { headlineOf } from './renderBriefCard';
import { escapeMrkdwn, escapeWithin, webAddress } from './renderBriefEscape';
import { type BriefRow, type BriefView, renderBriefRows, triggerOf } from './renderBriefRows';

/** Slack's limits: characters of a section's text, blocks of a message, characters of an address. */
export const SLACK_LIMITS = { text: 3000, blocks: 50, url: 3000 } as const;

type Block =
	| { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
	| { type: 'section'; text: { type: 'mrkdwn'; text: string; verbatim: true } };

export interface SlackMessage {
	/** For notifications; nothing of the customer is in it. */
	text: string;
	blocks: Block[];
}

export interface BriefLink {
	label: string;
	url: string;
}

/** Characters, so chosen that a field with its label is always shorter than a section's text. */
const LABEL = 80;
const VALUE = 1200;
const ENTRY = 200;
const ENTRIES = 12;
/** Header, facts, a line on what was left out, and links. */
const OWN_BLOCKS = 4;

/**
 * The brief as a message for Slack (S4): Block Kit within its limits, every text escaped, the phone
 * number masked, since a channel is shared. Links are text, so that a webhook is enough: buttons would
 * need an app that answers them. Never throws.
 */
export function renderBriefSlack(view: BriefView, links: readonly BriefLink[] = []): SlackMessage {
	const title = headlineOf(view.brief.status);
	const rows = pack(renderBriefRows(view, true).map(rowText));
	const trigger = triggerOf(view, true);
	const fitting = rows.slice(0, SLACK_LIMITS.blocks - OWN_BLOCKS);
	const rest = rows.length > fitting.length ? ['… and fields that do not fit'] : [];
	const facts = [
		view.waId === null ? null : `*Phone:* ${escapeMrkdwn(maskPhone(view.waId))}`,
		trigger === null ? null : `*Reason:* ${escapeWithin(trigger, LABEL, escapeMrkdwn)}`,
	].filter((fact) => fact !== null);
	const all =
		view.threadUrl === null ? links : [...links, { label: 'Thread', url: view.threadUrl }];
	const linkTexts = pack(all.flatMap(linkText)).slice(0, 1);
	const sections = [facts.join('\n'), ...fitting, ...rest, ...linkTexts].filter(
		(text) => text !== '',
	);
	return {
		text: title,
		blocks: [
			{ type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
			...sections.map(section),
		],
	};
}

const section = (text: string): Block => ({
	type: 'section',
	text: { type: 'mrkdwn', text, verbatim: true },
});

function rowText({ label, texts, problem }: BriefRow): string {
	const limit = texts.length === 1 ? VALUE : ENTRY;
	const shown = texts.slice(0, ENTRIES).map((text) => escapeWithin(text, limit, escapeMrkdwn));
	const more = texts.length > ENTRIES ? [`… ${texts.length - ENTRIES} more`] : [];
	const lines = [...shown, ...more];
	const value = lines.length === 1 ? ` ${lines[0]}` : lines.map((line) => `\n• ${line}`).join('');
	const mark = problem === null ? '' : ' (needs review)';
	return `*${escapeWithin(label, LABEL, escapeMrkdwn)}:*${value}${mark}`;
}

/** Inside a link, these would end it. */
const linkText = ({ label, url }: BriefLink): string[] => {
	const address = webAddress(url)?.replaceAll('|', '%7C').replaceAll('&', '&amp;');
	if (address === undefined || /[<>]/.test(address) || address.length > SLACK_LIMITS.url / 2)
		return [];
	return [`<${address}|${escapeWithin(label, LABEL, escapeMrkdwn)}>`];
};

/** Lines joined to as few texts as hold them; a line is shorter than a text may be. */
function pack(lines: readonly string[]): string[] {
	const texts: string[] = [];
	for (const line of lines) {
		const joined = `${texts.at(-1) ?? ''}\n${line}`;
		if (texts.length > 0 && joined.length <= SLACK_LIMITS.text) texts[texts.length - 1] = joined;
		else texts.push(line);
	}
	return texts;
}
