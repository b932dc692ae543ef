import { attemptBy } from './attemptRow';
import type { Scope } from './scope';

/**
 * Meta refused `connect` and nothing was started: as if it had never been dialled. The wish is open
 * again (the customer may have to grant the permission first) and the cool-down does not count it.
 */
export async function refuseAttempt(
	{ tx }: Scope,
	id: string,
	errorCode: string,
	nowMs: number,
): Promise<void> {
	const row = await attemptBy(tx, 'id', id);
	// A call id or an event says that something was started after all.
	if (!row || row.call_id !== null) return;
	if (row.status !== 'dialling' && row.status !== 'unknown') return;
	await tx.run(
		`UPDATE attempts SET status = 'ended', outcome = 'failed', error_code = ?, ended_at = ?,
			status_at = ?, restartable = 1 WHERE id = ?`,
		[errorCode, nowMs, nowMs, id],
	);
	if (row.direction === 'outbound') {
		await tx.run(
			'UPDATE contacts SET last_call_attempt_at = ? WHERE id = ? AND last_call_attempt_at = ?',
			[row.previous_attempt_at, row.contact_id, row.dialling_at],
		);
	}
	// Unless the customer has made a further wish meanwhile: that one goes on. A reminder is tried once.
	await tx.run(
		`UPDATE wishes SET status = 'open' WHERE id = ? AND status = 'spent' AND kind <> 'reminder'
			AND NOT EXISTS (
				SELECT 1 FROM wishes newer WHERE newer.contact_id = wishes.contact_id
				AND newer.phone_number_id = wishes.phone_number_id AND newer.status = 'open'
				AND newer.kind NOT IN ('inbound', 'reminder'))`,
		[row.wish_id],
	);
}
