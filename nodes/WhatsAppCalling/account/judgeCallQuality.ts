import type { GuardVerdict } from '../../shared/domain/qualityGuard';
import { describeGuard, describeMeasure } from '../../shared/domain/qualityGuardWords';
import { FOLLOW_UP_REASONS } from '../../shared/domain/reasonFixesFollowUp';
import { ok, problem, warning } from './setupFacts';
import type { NumberFacts, Verdict } from './setupFacts';

/** A number with how its calls are received, as the quality guard keeps it (M2). */
export interface GuardedNumber extends NumberFacts {
	/** Null: never judged. */
	guard: GuardVerdict | null;
}

/** M2: why it is watched, with the sample of every measure, and when red ends. */
export function judgeCallQuality({ guard }: GuardedNumber): Verdict {
	if (guard === null) return ok('no call has been judged yet');
	const { level, reasons, measures, redEndsAt } = guard;
	const quiet = measures.filter((measure) => measure.level === 'green').map(describeMeasure);
	const ends = redEndsAt === null ? [] : [`red ends ${redEndsAt} if nothing more happens`];
	const found = [describeGuard(guard), ...quiet, ...ends].join('; ');
	if (level === 'green') return ok(found);
	const fix = reasons.map((reason) => FOLLOW_UP_REASONS[reason]?.fix ?? '').join(' ');
	return level === 'red' ? problem(found, fix) : warning(found, fix);
}
