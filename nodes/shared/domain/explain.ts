import { chooseAnswer, type Answer } from './explainAnswer';
import type { ExplainFacts, Explanation, Finding } from './explainFacts';
import { findings, wordsFor } from './explainFindings';
import { timelineOf } from './explainTimeline';
import { isBefore } from './instant';
import type { ReasonWords } from './reasonFixes';
import { isoInZone } from './zoneClock';

export type { ExplainFacts, Explanation } from './explainFacts';

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
	const also = findings(facts, answer.code, now, tell);
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

/** `2026-10-12 15:00 (Asia/Kolkata)`. */
function tellTime(at: string, zone: string): string {
	const [date, time = ''] = isoInZone(Date.parse(at), zone).split('T');
	return `${date} ${time.slice(0, 5)} (${zone})`;
}
