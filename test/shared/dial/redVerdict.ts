import type { GuardVerdict } from '../../../nodes/shared/domain/qualityGuard';

/** A number that is red by house rules since an hour, for 31 days more (M2). */
export function redVerdict(now: string): GuardVerdict {
	const at = (hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString();
	return {
		level: 'red',
		reasons: ['answer_rate'],
		measures: [
			{
				measure: 'answer_rate',
				level: 'red',
				count: 12,
				sample: 40,
				interval: { low: 0.18, high: 0.45 },
			},
		],
		redSince: at(-1),
		redEndsAt: at(31 * 24),
		mayRequestPermission: false,
		attemptsPerDay: 1000,
		dayStartedAt: at(-12),
		state: { judgedUntil: now, redSince: at(-1), amberUntil: now },
	};
}
