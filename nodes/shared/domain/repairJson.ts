import { readJsonValue } from './repairJsonValue';

export interface RepairedJson {
	/** The objects and lists of the text in their order; of one that was not complete, what was. */
	values: unknown[];
	/**
	 * `cut`: the text ended too early. `broken`: from some point on it cannot be understood, and what
	 * follows was not read. `too_long`: nothing was read. Null: the values are what was written.
	 */
	trouble: 'cut' | 'broken' | 'too_long' | null;
	/** See {@link readJsonValue}. */
	repeated: string[];
	repairs: string[];
}

/** Characters. A summary has a few thousand; more is a loop of the model or an attack. */
const LONGEST = 100_000;

/** What models put directly around a value and close again, where that is another character. */
const AROUND: Record<string, string> = { '(': ')', '“': '”' };
const FENCE = /`{3,}|~{3,}/g;
/** Tags such as `<summary>` or `<tool_call>`; a placeholder such as `<name>` in prose is none. */
const TAG =
	/<(\/?)(\w{0,30}(?:summary|brief|output|json|answer|result|response|final|call|data)\w{0,30})(?:\s[^<>]{0,100})?>/gi;
const THINKING = /^\s*<(think|thinking|reasoning)>/i;
const END_OF_THINKING = /<\/(?:think|thinking|reasoning)>/i;

/**
 * The JSON in what a model wrote, with prose, code fences, tags and a think block around it, and with
 * the slips of {@link readJsonValue}. A text that was cut off is always told apart from a whole one:
 * by an open string, object or list, an open fence, tag or quote around the value, an open think
 * block. Never throws.
 */
export function repairJson(text: string): RepairedJson {
	const found: RepairedJson = { values: [], trouble: null, repeated: [], repairs: [] };
	if (text.length > LONGEST) return { ...found, trouble: 'too_long' };
	const answer = afterThinking(text);
	if (answer === null) return { ...found, trouble: 'cut' };
	const prose = readValues(answer, found);
	if (found.trouble === null && isOpen(prose)) found.trouble = 'cut';
	return found;
}

/**
 * What follows a think block with which the text begins; null if the block has no end. The words
 * alone decide nothing further in: a customer may have written them, and they may stand in a value.
 */
export function afterThinking(text: string): string | null {
	const end = END_OF_THINKING.exec(text);
	const after = end ? text.slice(end.index + end[0].length) : null;
	if (THINKING.test(text)) return after;
	const isBeforeValues = end !== null && !text.slice(0, end.index).includes('{');
	return isBeforeValues ? after : text;
}

/** Collects the values; gives the prose before, between and after them, one piece more than values. */
function readValues(text: string, found: RepairedJson): string[] {
	const prose: string[] = [];
	let proseFrom = 0;
	let at = nextBracket(text, 0);
	while (at >= 0) {
		const read = readJsonValue(text, at);
		const isProse = read.halt === 'broken' && !read.isObject;
		if (!isProse) {
			if (read.value !== undefined) found.values.push(read.value);
			found.repeated.push(...read.repeated);
			found.repairs.push(...read.repairs);
			// Behind a break, a customer's words in a value could pass for an object.
			found.trouble = read.halt;
			if (read.halt !== null) break;
			prose.push(text.slice(proseFrom, at));
			proseFrom = read.end;
		}
		at = nextBracket(text, Math.max(read.end, at + 1));
	}
	return [...prose, text.slice(proseFrom)];
}

function nextBracket(text: string, from: number): number {
	const bracket = /[{[]/g;
	bracket.lastIndex = from;
	return bracket.exec(text)?.index ?? -1;
}

/** Whether something that was opened before a value is not closed after it. */
function isOpen(prose: string[]): boolean {
	const before = prose.slice(0, -1);
	const after = prose.at(-1) ?? '';
	if (before.length === 0) return false;
	const fence = openFence(before.join('\n'));
	if (fence !== null && !fencesOf(after).some((run) => run.startsWith(fence))) return true;
	if (openTags(before.join('\n')).some((tag) => !after.toLowerCase().includes(`</${tag}>`))) {
		return true;
	}
	return before.some((piece, index) => {
		const opening = /`+$|["'(“]$/.exec(piece.slice(-8))?.[0];
		const closing = opening === undefined ? '' : (AROUND[opening] ?? opening);
		return !(prose[index + 1] ?? '').trimStart().startsWith(closing);
	});
}

const fencesOf = (prose: string): string[] => prose.match(FENCE) ?? [];

/** The fence that is open at the end; its own character closes it, at least as often. */
function openFence(prose: string): string | null {
	let open: string | null = null;
	for (const run of fencesOf(prose)) {
		if (open === null) open = run;
		else if (run.startsWith(open)) open = null;
	}
	return open;
}

/** Names of tags that are opened and not closed, in lower case. */
function openTags(prose: string): string[] {
	const open: string[] = [];
	for (const [, slash, tag = ''] of prose.toLowerCase().matchAll(TAG)) {
		if (slash !== '/') open.push(tag);
		else if (open.includes(tag)) open.splice(open.lastIndexOf(tag), 1);
	}
	return open;
}
