import { chooseAnswer, type Answer } from './explainAnswer';
import type { ExplainFacts, Explanation, Finding } from './explainFacts';
import { timelineOf } from './explainTimeline';
import { addMs, DAY_MS, isBefore, MINUTE_MS } from './instant';
import { EXPLAINED_REASONS, type ReasonWords } from './reasonFixes';
import { SEND_REASONS } from './reasonFixesBeside';
import { isoInZone } from './zoneClock';

export type { ExplainFacts, Explanation } from './explainFacts';

/** House rule: so long nobody knows whether a message went out before people are told. */
const UNSETTLED_MS = MINUTE_MS;

/** House rule: a brief holds so long without a live escalation, and an older one explains nothing. */
const BRIEF_HOLDS_MS = DAY_MS;

const isFresh = (builtAt: string, now: string): boolean =>
	isBefore(now, addMs(builtAt, BRIEF_HOLDS_MS));

/** A reason that nothing here knows; a newer version of the package wrote it. */
const UNKNOWN: ReasonWords = {
	cause: 'The reason is written in the ledger, but this version does not know it.',
	fix: 'Update the package, and look the code up in docs/reasons.md.',
};

/**
 * Why a customer was, or was not, called, with what to do (M5). Pure: the same facts give the same
 * answer. Holds no phone number and no words of the customer.
 */
export function explain(facts: ExplainFacts, now: string): Explanation {
	const tell = (at: string) => tellTime(at, facts.zone);
	const answer = chooseAnswer(facts, now);
	const retryAt = answer.retryAt !== null && isBefore(now, answer.retryAt) ? answer.retryAt : null;
	const words = wordsFor(answer.code, facts.metaFixes);
	const fix = words.fix.replace(
		'retry_at',
		answer.retryAt === null ? 'later' : tell(answer.retryAt),
	);
	const also = findings(facts, answer.code, now);
	return {
		answer: answer.code,
		called: answer.called,
		cause: words.cause,
		fix,
		retryAt,
		summary: summarise(answer, { cause: words.cause, fix }, also, tell),
		also,
		timeline: timelineOf(facts, tell),
	};
}

/** A reason of ours, else one of Meta's refusals. */
function wordsFor(code: string, metaFixes: ExplainFacts['metaFixes']): ReasonWords {
	const own = EXPLAINED_REASONS[code];
	if (own) return own;
	const fix = metaFixes[code];
	return fix === undefined ? UNKNOWN : { cause: `Meta refused or ended it (${code}).`, fix };
}

function summarise(
	{ at, called, decision }: Answer,
	{ cause, fix }: ReasonWords,
	also: Finding[],
	tell: (at: string) => string,
): string {
	const failed = decision?.evidence.find(({ passed }) => passed === false);
	return [
		called === null ? 'Perhaps called.' : called ? 'Called.' : 'Not called.',
		cause,
		failed?.found ? `Found: ${failed.found}.` : '',
		`What to do: ${fix}`,
		at === null ? '' : `Since ${tell(at)}${decision ? `, under ${decision.policy}` : ''}.`,
		...also.map((finding) => `Also: ${finding.cause} ${finding.fix}`),
	]
		.filter(Boolean)
		.join(' ');
}

/** What is wrong beside the answer, each thing once. */
function findings(facts: ExplainFacts, answered: string, now: string): Finding[] {
	const { contact, sends, drops, briefs, metaFixes } = facts;
	const unsettled = sends.filter(
		({ status, reservedAt }) =>
			status === 'unknown' ||
			(status === 'reserved' && !isBefore(now, addMs(reservedAt, UNSETTLED_MS))),
	);
	const [newest] = briefs;
	const refused = sends.filter(({ status }) => status === 'refused').slice(0, 1);
	const codes = [
		...(contact?.messageOptOut ? ['message_opt_out'] : []),
		...(newest?.status === 'needs_review' && isFresh(newest.builtAt, now)
			? ['brief_needs_review']
			: []),
		...(unsettled.length > 0 ? ['no_answer'] : []),
		...refused.map(({ errorCode }) => errorCode ?? 'unknown_failure'),
		...drops.map(({ reason }) => reason),
	];
	return [...new Set(codes)]
		.filter((code) => code !== answered)
		.map((code) => ({ code, ...(SEND_REASONS[code] ?? wordsFor(code, metaFixes)) }));
}

/** `2026-10-12 15:00 (Asia/Kolkata)`. */
function tellTime(at: string, zone: string): string {
	const [date, time = ''] = isoInZone(Date.parse(at), zone).split('T');
	return `${date} ${time.slice(0, 5)} (${zone})`;
}
