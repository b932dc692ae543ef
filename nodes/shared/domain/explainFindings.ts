import type { ExplainFacts, Finding } from './explainFacts';
import { addMs, DAY_MS, isBefore, MINUTE_MS } from './instant';
import { describeGuard } from './qualityGuardWords';
import { EXPLAINED_REASONS, type ReasonWords } from './reasonFixes';
import { SEND_REASONS } from './reasonFixesBeside';
import { RECORDING_PROBLEMS } from './recordingProblems';

/** House rule: so long nobody knows whether a message went out before people are told. */
const UNSETTLED_MS = MINUTE_MS;

/** House rule: what is due is started within this, or something is wrong. */
export const LATE_MS = 2 * MINUTE_MS;

/** House rule: a brief holds so long without a live escalation, and an older one explains nothing. */
const BRIEF_HOLDS_MS = DAY_MS;

/** A reason that nothing here knows; a newer version of the package wrote it. */
const UNKNOWN: ReasonWords = {
	cause: 'The reason is written in the ledger, but this version does not know it.',
	fix: 'Update the package, and look the code up in docs/reasons.md.',
};

/** A reason of ours, else one of Meta's refusals. */
export function wordsFor(code: string, metaFixes: ExplainFacts['metaFixes']): ReasonWords {
	const own = EXPLAINED_REASONS[code];
	if (own) return own;
	const fix = metaFixes[code];
	return fix === undefined ? UNKNOWN : { cause: `Meta refused or ended it (${code}).`, fix };
}

/** What is wrong beside the answer, each thing once. */
export function findings(
	facts: ExplainFacts,
	answered: string,
	now: string,
	tell: (at: string) => string,
): Finding[] {
	const { contact, drops, metaFixes } = facts;
	const codes = [
		...(contact?.messageOptOut ? ['message_opt_out'] : []),
		...ofBrief(facts, now),
		...ofMessages(facts, now),
		...ofFollowUps(facts, now),
		...drops.map(({ reason }) => reason),
	];
	const found = [...new Set(codes)].map((code) => ({
		code,
		...(SEND_REASONS[code] ?? wordsFor(code, metaFixes)),
	}));
	return [...ofGuard(facts, tell), ...ofRecordings(facts), ...found].filter(
		({ code }) => code !== answered,
	);
}

const ofBrief = ({ briefs: [newest] }: ExplainFacts, now: string): string[] =>
	newest?.status === 'needs_review' && isBefore(now, addMs(newest.builtAt, BRIEF_HOLDS_MS))
		? ['brief_needs_review']
		: [];

function ofMessages({ sends }: ExplainFacts, now: string): string[] {
	const unsettled = sends.some(
		({ status, reservedAt }) =>
			status === 'unknown' ||
			(status === 'reserved' && !isBefore(now, addMs(reservedAt, UNSETTLED_MS))),
	);
	const refused = sends.find(({ status }) => status === 'refused');
	return [
		...(unsettled ? ['no_answer'] : []),
		...(refused ? [refused.errorCode ?? 'unknown_failure'] : []),
	];
}

/** V7: nothing sends recaps and reminders unless a workflow that does is published. */
const ofFollowUps = ({ callbacks }: ExplainFacts, now: string): string[] =>
	callbacks.some(
		({ wokenBy, status, dueAt }) =>
			(wokenBy === 'recap' || wokenBy === 'reminder') &&
			status === 'waiting' &&
			dueAt !== null &&
			isBefore(addMs(dueAt, LATE_MS), now),
	)
		? ['follow_up_late']
		: [];

/** P8: the newest file that could not be fetched or deleted. */
function ofRecordings({ recordings }: ExplainFacts): Finding[] {
	const code = recordings.find(({ status }) => status !== 'deleted')?.problem ?? null;
	if (code === null) return [];
	const problems: Readonly<Record<string, readonly [string, string]>> = RECORDING_PROBLEMS;
	const [cause, fix] = problems[code] ?? [UNKNOWN.cause, UNKNOWN.fix];
	return [{ code, cause: cause.replace(/\.?$/, '.'), fix }];
}

/** M2: with what was counted, and when it ends. */
function ofGuard({ guard }: ExplainFacts, tell: (at: string) => string): Finding[] {
	if (guard === null || guard.level === 'green') return [];
	const code = guard.level === 'red' ? 'quality_guard' : 'quality_guard_amber';
	const { cause, fix } = wordsFor(code, {});
	const ends =
		guard.redEndsAt === null
			? ''
			: ` Red ends ${tell(guard.redEndsAt)} if nothing more happens that is amber.`;
	const until = guard.redEndsAt === null ? 'later' : tell(guard.redEndsAt);
	return [
		{
			code,
			cause: `${cause} Found: ${describeGuard(guard)}.${ends}`,
			fix: fix.replace('retry_at', until),
		},
	];
}
