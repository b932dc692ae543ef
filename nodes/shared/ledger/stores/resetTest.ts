import { NO_REFUSALS, putContactRefusals, suppressionHashes } from './refusals';
import type { Scope } from './scope';

/** All that a try with a test contact leaves behind; what Meta holds, and the history, stay. */
const LEFT_BEHIND = [
	'consents',
	'offers',
	'escalations',
	'callbacks',
	'threads',
	'conversation_messages',
	'permission_answers',
	'briefs',
	'corrections',
	'ratings',
	'consent_revocations',
	'recording_objections',
];

/** A call that goes on keeps its attempt and wish, so that its events find them. */
export async function resetTest(scope: Scope, id: string, nowMs: number): Promise<boolean> {
	const { tx } = scope;
	const { changes } = await tx.run(
		`UPDATE contacts SET last_call_attempt_at = NULL, updated_at = ? WHERE id = ? AND is_test = 1`,
		[nowMs, id],
	);
	if (changes === 0) return false;
	for (const table of LEFT_BEHIND) await tx.run(`DELETE FROM ${table} WHERE contact_id = ?`, [id]);
	await tx.run(`DELETE FROM attempts WHERE contact_id = ? AND status IN ('released', 'ended')`, [
		id,
	]);
	await tx.run(
		`DELETE FROM desk_deeds WHERE contact_id = ? AND NOT EXISTS (
			SELECT 1 FROM attempts WHERE attempts.id = desk_deeds.attempt_id)`,
		[id],
	);
	await tx.run(
		`DELETE FROM wishes WHERE contact_id = ? AND NOT EXISTS (
			SELECT 1 FROM attempts WHERE attempts.wish_id = wishes.id)`,
		[id],
	);
	await putContactRefusals(scope, id, NO_REFUSALS);
	for (const hash of await suppressionHashes(scope, id)) {
		await tx.run('DELETE FROM suppressions WHERE hash = ?', [hash]);
	}
	return true;
}
