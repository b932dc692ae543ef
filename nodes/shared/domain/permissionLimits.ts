import { addMs, HOUR_MS, MINUTE_MS } from './instant';
import type { Policy } from './policy';
import type { GuardVerdict } from './qualityGuard';
import { describeGuard } from './qualityGuardWords';

/** What our own brake on permission requests rests on (P7); all of one business number. */
export interface RequestFacts {
	/** A live escalation or an open yes: somebody has a reason to call this customer. */
	hasReason: boolean;
	/** Requests that went out, or may have, in the last hour. */
	sentLastHour: number;
	/** Whether the last answers to requests were a yes, newest first. */
	lastAnswers: boolean[];
	/** How calls of the number are received (M2); null: never judged. */
	guard: Pick<GuardVerdict, 'level' | 'reasons' | 'measures' | 'redEndsAt'> | null;
	/** House rules do not hold for test contacts in this; Meta's restriction does. */
	isTest: boolean;
}

/** Why a permission request may not be sent now. */
export interface RequestHold {
	code: 'request_brake' | 'quality_guard' | 'not_escalated';
	/** In words for operators. */
	found: string;
	retryAt: string | null;
}

/** How many answers the brake looks at. */
export const ANSWERS_OF_BRAKE = 10;

/** House rule: the requests of an hour run out one by one, so it is looked at again soon. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

/**
 * Whether one more customer may be asked for call permission (P7): only with a reason, not while the
 * quality guard is red (M2), at most
 * `requestsPerHour` an hour and number, and not while `declinesOfTen` of the last ten said no. That
 * last brake lets one request an hour through: with none at all, no answer could ever lift it.
 *
 * Meta's own limits are not in it: its live answer tells those (P3).
 */
export function holdRequest(
	{ hasReason, sentLastHour, lastAnswers, guard, isTest }: RequestFacts,
	{ requestsPerHour, declinesOfTen }: Pick<Policy, 'requestsPerHour' | 'declinesOfTen'>,
	now: string,
): RequestHold | null {
	if (!hasReason) {
		const found = 'no live escalation and no open yes of this customer';
		return { code: 'not_escalated', found, retryAt: null };
	}
	const isExempt = isTest && guard?.reasons.includes('meta_restriction') === false;
	if (guard?.level === 'red' && !isExempt) {
		return { code: 'quality_guard', found: describeGuard(guard), retryAt: guard.redEndsAt };
	}
	if (sentLastHour >= requestsPerHour) {
		const found = `${sentLastHour} requests in the last hour, ${requestsPerHour} allowed`;
		return { code: 'request_brake', found, retryAt: addMs(now, LOOK_AGAIN_MS) };
	}
	const answers = lastAnswers.slice(0, ANSWERS_OF_BRAKE);
	const declines = answers.filter((accepted) => !accepted).length;
	if (declines < declinesOfTen || sentLastHour === 0) return null;
	const found = `${declines} of the last ${answers.length} answers were no, held at ${declinesOfTen}`;
	return { code: 'request_brake', found, retryAt: addMs(now, HOUR_MS) };
}
