import type { SqlTx } from '../sql';
import type { RecordingRow } from './recordingRow';
import type { Scope } from './scope';

/** Their files are deleted with the next turn of the upkeep, not on their date. */
const DUE = `next_try_at = ?, keep_until = CASE WHEN keep_until < ? THEN keep_until ELSE ? END`;

/** When the call of a file began, as far as known; else when Meta told of the file. */
const BEGUN = `COALESCE(
	(SELECT COALESCE(dialling_at, claimed_at) FROM attempts WHERE attempts.id = recordings.attempt_id),
	(SELECT MIN(at) FROM call_events WHERE call_events.call_id = recordings.call_id),
	noticed_at)`;

/** P8: files of calls that the customer objected to, also those that Meta tells of only afterwards. */
export async function giveUpObjected(
	tx: SqlTx,
	of: { column: 'id' | 'contact_id'; value: string },
	nowMs: number,
): Promise<void> {
	await tx.run(
		`UPDATE recordings SET ${DUE} WHERE ${of.column} = ? AND status IN ('noticed', 'stored')
			AND EXISTS (SELECT 1 FROM recording_objections objection
				WHERE objection.contact_id = recordings.contact_id
				AND objection.since <= ${BEGUN} AND objection.at >= ${BEGUN})`,
		[nowMs, nowMs, nowMs, of.value],
	);
}

/** Of a customer who is being erased: they lead to nobody any more. Gives how many. */
export async function giveUpRecordings(
	{ tx, secrets }: Scope,
	contactId: string,
	nowMs: number,
): Promise<number> {
	const rows = await tx.all<Pick<RecordingRow, 'id' | 'call_id'>>(
		'SELECT id, call_id FROM recordings WHERE contact_id = ?',
		[contactId],
	);
	for (const { id, call_id: callId } of rows) {
		await tx.run(
			`UPDATE recordings SET contact_id = NULL, attempt_id = NULL, call_id = ?, ${DUE} WHERE id = ?`,
			[secrets.hash('erased call', callId), nowMs, nowMs, nowMs, id],
		);
	}
	return rows.length;
}
