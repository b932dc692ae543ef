import type { GuardFact } from '../domain/decision';
import { fromMs, toMs } from '../domain/instant';
import { phoneCountry } from '../domain/phoneCountry';
import { readPolicy } from '../domain/policy';
import { teamZone } from '../domain/policyHours';
import { afterWholeDaysMs, startOfDayMs } from '../domain/qualityGuardDays';
import type { GuardRules } from '../domain/qualityGuardRules';
import { MANUAL_LEG, type LedgerTx } from '../ledger/ledger';

/** By what a number is judged (M2): it is judged once, so its default policy counts, whichever node asks. */
export interface GuardTerms {
	rules: GuardRules;
	/** IANA zone of the team's days; UTC while the team's zone is not known. */
	zone: string;
}

export async function guardTerms(
	phoneNumberId: string,
	{ lines, policies }: LedgerTx,
): Promise<GuardTerms> {
	const policy = readPolicy(await policies.get('default', phoneNumberId));
	const line = await lines.get(phoneNumberId);
	const country = phoneCountry(line?.displayPhoneNumber ?? null);
	return { rules: policy.guard, zone: teamZone(policy, country) ?? 'UTC' };
}

/**
 * How calls of a number are received, as judged last, with the attempts of the team's day counted now.
 *
 * @param ownAttemptId The claim that is judged, if there is one: those before it are first in line, so
 * that several at once stay within the day's limit.
 */
export async function guardFact(
	phoneNumberId: string,
	ownAttemptId: string | null,
	now: string,
	tx: LedgerTx,
): Promise<GuardFact | null> {
	const record = await tx.guards.get(phoneNumberId);
	if (record === null) return null;
	const { rules, zone } = await guardTerms(phoneNumberId, tx);
	const dayStart = startOfDayMs(toMs(now), zone);
	const isRed = record.redSince !== null;
	const dialled = isRed ? await tx.guards.dialledSince(phoneNumberId, fromMs(dayStart)) : 0;
	const inLine = isRed ? await claimsBefore(phoneNumberId, ownAttemptId, now, tx) : 0;
	return {
		...record,
		attemptsToday: dialled + inLine,
		attemptsPerDay: rules.attemptsPerDay,
		nextDayAt: fromMs(afterWholeDaysMs(dayStart, 1, zone)),
	};
}

async function claimsBefore(
	phoneNumberId: string,
	ownAttemptId: string | null,
	now: string,
	{ attempts }: LedgerTx,
): Promise<number> {
	const claims = (await attempts.inStatus('claimed', now)).filter(
		(claim) =>
			claim.phoneNumberId === phoneNumberId &&
			claim.direction === 'outbound' &&
			claim.leg !== MANUAL_LEG,
	);
	return Math.max(
		claims.findIndex(({ id }) => id === ownAttemptId),
		0,
	);
}
