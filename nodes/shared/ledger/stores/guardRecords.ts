import type { GuardCall, GuardRefusal } from '../../domain/qualityGuardTally';
import { toIso } from '../instants';
import { MANUAL_LEG, type AttemptOutcome } from '../ledger';
import type { SqlTx } from '../sql';

/** Placed from a number and over since then; a call that Meta refused to place was none. */
const CALLS = `FROM attempts JOIN contacts ON contacts.id = attempts.contact_id
	WHERE attempts.phone_number_id = ? AND ended_at >= ? AND direction = 'outbound'
		AND leg <> '${MANUAL_LEG}' AND restartable = 0 AND contacts.is_test = 0`;

interface CallRow {
	contact_id: string;
	dialling_at: number;
	ended_at: number;
	outcome: AttemptOutcome;
	answered_at: number | null;
}

/** Calls by hand and those to test contacts are left out. */
export async function guardCalls(
	tx: SqlTx,
	phoneNumberId: string,
	sinceMs: number,
): Promise<GuardCall[]> {
	const rows = await tx.all<CallRow>(
		`SELECT contact_id, dialling_at, ended_at, outcome, answered_at ${CALLS}
		ORDER BY dialling_at, attempts.id`,
		[phoneNumberId, sinceMs],
	);
	return rows.map((row) => ({
		contactId: row.contact_id,
		startedAt: toIso(row.dialling_at),
		endedAt: toIso(row.ended_at),
		outcome: row.outcome,
		answered: row.answered_at !== null || row.outcome === 'completed',
	}));
}

/**
 * What the customers of these calls refused since the first of them began. Of a no to an offer the
 * time is the customer's own, as far as an offer holds it.
 */
export async function guardRefusals(
	tx: SqlTx,
	phoneNumberId: string,
	sinceMs: number,
): Promise<GuardRefusal[]> {
	const calls = [phoneNumberId, sinceMs];
	const first = await tx.get<{ at: number | null }>(
		`SELECT MIN(dialling_at) AS at ${CALLS}`,
		calls,
	);
	const fromMs = first?.at ?? null;
	if (fromMs === null) return [];
	const called = `contact_id IN (SELECT attempts.contact_id ${CALLS})`;
	const rows = await tx.all<{ contact_id: string; at: number }>(
		`SELECT contact_id, at FROM opt_out_events WHERE ${called} AND refused = 1 AND at >= ?
		UNION SELECT contact_id, at FROM permission_answers
		WHERE ${called} AND phone_number_id = ? AND accepted = 0 AND at >= ?
		UNION SELECT contact_id, COALESCE((SELECT MAX(answered_at) FROM offers
			WHERE offers.contact_id = escalations.contact_id AND offers.escalation_id = escalations.id
			AND answered_at <= closed_at), closed_at)
		FROM escalations WHERE ${called} AND phone_number_id = ? AND closed_because = 'declined'
			AND closed_at >= ?
		ORDER BY at, contact_id`,
		[
			...[...calls, fromMs],
			...[...calls, phoneNumberId, fromMs],
			...[...calls, phoneNumberId, fromMs],
		],
	);
	return rows.map((row) => ({ contactId: row.contact_id, at: toIso(row.at) }));
}
