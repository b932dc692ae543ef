import { asWord } from './metaTypes';

/** Which calls a warning of Meta's is about. */
export type WarnedCalls = 'business_initiated' | 'user_initiated' | 'unknown';

/** Meta's violation types about calls, current and of 2025 (calling/call-settings). */
const WARNINGS: Readonly<Record<string, WarnedCalls>> = {
	low_business_initiated_calling_quality: 'business_initiated',
	low_calling_quality: 'business_initiated',
	low_user_initiated_calling_quality: 'user_initiated',
	user_initiated_calls_low_pickup_rate: 'user_initiated',
};

/**
 * The calls that an `ACCOUNT_VIOLATION` warns about; null if it is not about calls: the same event
 * tells of messages and of the account too.
 */
export function warnedCalls(violationType: string | null): WarnedCalls | null {
	const word = asWord(violationType);
	if (word === null) return null;
	if (Object.hasOwn(WARNINGS, word)) return WARNINGS[word] ?? null;
	return /(?:^|_)call(?:s|ing)?(?:_|$)/.test(word) ? 'unknown' : null;
}
