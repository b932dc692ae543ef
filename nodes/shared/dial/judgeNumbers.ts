import { addMs, DAY_MS, isBefore, MINUTE_MS } from '../domain/instant';
import { judgeQuality, type GuardState } from '../domain/qualityGuard';
import { GUARD_RULES } from '../domain/policyRules';
import type { LedgerTx } from '../ledger/ledger';
import { guardTerms } from './guardFact';
import type { DialPorts } from './ports';

/** House rule: how often a number is judged. */
const JUDGED_FOR_MS = MINUTE_MS;

/** A number without a call for longer is green, or has a record that says otherwise. */
const QUIET_MS = (GUARD_RULES.windowDays.max + 1) * DAY_MS;

/** Before the first judgement everything that the ledger has counts. */
const EVER = '1970-01-01T00:00:00.000Z';

/**
 * Judges how calls of each number are received (M2), once a minute whoever asks, and keeps one record a
 * number: what the gates read. It goes on from the judgement before, so that days on which n8n was
 * down are judged too, and a restart forgets nothing.
 */
export async function judgeNumbers({
	ledger,
	now,
}: Pick<DialPorts, 'ledger' | 'now'>): Promise<void> {
	const at = now();
	const numbers = await ledger.transaction(
		async ({ guards }) => await guards.numbers(addMs(at, -QUIET_MS)),
	);
	for (const phoneNumberId of numbers) {
		await ledger.transaction(async (tx) => await judgeNumber(phoneNumberId, at, tx));
	}
}

async function judgeNumber(phoneNumberId: string, at: string, tx: LedgerTx): Promise<void> {
	const { guards, lines } = tx;
	const previous = await guards.get(phoneNumberId);
	if (previous !== null && isFresh(previous.judgedAt, at)) return;
	const { rules, zone } = await guardTerms(phoneNumberId, tx);
	const records = await guards.records(phoneNumberId, sinceOf(previous?.state, rules.windowDays));
	const restrictions = await lines.restrictions(phoneNumberId, at);
	const facts = { records, restrictions, zone };
	await guards.put(phoneNumberId, judgeQuality(facts, previous?.state ?? null, rules, at), at);
}

/** A judgement of the future is none: the clock was set back. */
const isFresh = (judgedAt: string, at: string): boolean =>
	!isBefore(at, judgedAt) && isBefore(at, addMs(judgedAt, JUDGED_FOR_MS));

const sinceOf = (state: GuardState | undefined, windowDays: number): string =>
	state ? addMs(state.judgedUntil, -windowDays * DAY_MS) : EVER;
