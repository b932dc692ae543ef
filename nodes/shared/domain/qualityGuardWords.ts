import type { GuardReason, GuardVerdict } from './qualityGuard';
import type { GuardMeasure } from './qualityGuardMeasures';

/**
 * A judgement of the quality guard in a few words, with its samples (M2), such as
 * `red: 12 of 40 calls answered (95 %: 18.1–45.4 %)`.
 */
export function describeGuard({
	level,
	reasons,
	measures,
}: Pick<GuardVerdict, 'level' | 'reasons' | 'measures'>): string {
	const found = reasons.map((reason) => {
		const measure = measures.find((each) => each.measure === reason);
		return measure ? describeMeasure(measure) : OTHER_REASONS[reason];
	});
	return found.length > 0 ? `${level}: ${found.join(', ')}` : level;
}

/** What was counted, of how many, and what the true share may be. */
export function describeMeasure({ measure, count, sample, interval }: GuardMeasure): string {
	const range =
		interval === null ? '' : ` (95 %: ${percent(interval.low)}–${percent(interval.high)} %)`;
	return `${MEASURED[measure](count, sample)}${range}`;
}

/** Rounded: a sample of some hundreds bears no more digits. */
const percent = (share: number): number => Math.round(share * 1000) / 10;

const MEASURED: Readonly<
	Record<GuardMeasure['measure'], (count: number, sample: number) => string>
> = {
	answer_rate: (count, sample) => `${count} of ${sample} calls answered`,
	refusals: (count, sample) => `${count} of ${sample} calls followed by a no`,
	repeated_calls: (count, sample) => `${count} of ${sample} calls right after another one`,
	meta_warnings: (count) => `${count} ${count === 1 ? 'warning' : 'warnings'} of Meta`,
};

/** What no sample tells. */
const OTHER_REASONS: Readonly<Partial<Record<GuardReason, string>>> = {
	meta_restriction: 'restricted by Meta',
	recovering: 'the days without a warning that end it are not over',
};
