import { SECOND_MS } from '../instants';
import { MANUAL_LEG, type AttemptSweepLimits } from '../ledger';
import type { AttemptRow } from './attemptRow';
import { releaseExpired } from './releaseExpired';
import type { Scope } from './scope';

/** House rules for attempts that nobody reports on any more (design.md §4). */
export async function sweepAttempts(
	scope: Scope,
	limits: AttemptSweepLimits,
	nowMs: number,
): Promise<AttemptRow[]> {
	const { tx } = scope;
	const before = (seconds: number): number => nowMs - seconds * SECOND_MS;
	// The last step first, so that one sweep takes an attempt one step.
	const failed = await tx.all<AttemptRow>(
		`UPDATE attempts SET status = 'ended', outcome = 'failed', verdict = 'failed', provisional = 1,
			status_at = ?, ended_at = ?, error_code = COALESCE(error_code, 'no_event')
		WHERE status = 'unknown' AND status_at <= ? RETURNING *`,
		[nowMs, nowMs, before(limits.unknownToFailedSeconds)],
	);
	const silent = await tx.all<AttemptRow>(
		`UPDATE attempts SET status = 'unknown', status_at = ?
		WHERE status = 'dialling' AND status_at <= CASE WHEN leg = ? THEN ? ELSE ? END RETURNING *`,
		[
			nowMs,
			MANUAL_LEG,
			before(limits.manualDiallingToUnknownSeconds),
			before(limits.diallingToUnknownSeconds),
		],
	);
	return [...failed, ...silent, ...(await releaseExpired(scope, nowMs))];
}
