import { describeGuard, describeMeasure } from '../../shared/domain/qualityGuardWords';
import { FOLLOW_UP_REASONS } from '../../shared/domain/reasonFixesFollowUp';
import { ok, problem, warning } from './setupFacts';
import type { KeptNumber, Verdict } from './setupFacts';

/** M2: why it is watched, with the sample of every measure, and when red ends. */
export function judgeCallQuality({ guard }: KeptNumber): Verdict {
	if (guard === null) return ok('no call has been judged yet');
	const { level, reasons, measures, redEndsAt } = guard;
	const quiet = measures.filter((measure) => measure.level === 'green').map(describeMeasure);
	const ends = redEndsAt === null ? [] : [`red ends ${redEndsAt} if nothing more happens`];
	const found = [describeGuard(guard), ...quiet, ...ends].join('; ');
	if (level === 'green') return ok(found);
	const fix = reasons.map((reason) => FOLLOW_UP_REASONS[reason]?.fix ?? '').join(' ');
	return level === 'red' ? problem(found, fix) : warning(found, fix);
}
