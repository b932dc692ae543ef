import { toMs, toMsOrNull } from '../instants';
import type { AttemptStatus, AttemptStore } from '../ledger';
import { attemptBy, otherLive, type AttemptRow } from './attemptRow';
import type { Scope } from './scope';
import { startsCoolDown } from './startsCoolDown';
import { endWish } from './wishRow';

export type CallSum = Parameters<AttemptStore['applyCall']>[1];

/** How far a call has come; an event never leads back. */
const PROGRESS: Record<AttemptStatus, number> = {
	released: 0,
	claimed: 0,
	reserved: 0,
	dialling: 1,
	unknown: 1,
	ringing: 2,
	accepted: 3,
	ended: 4,
};

/** What Meta's events add up to is the truth, also over a verdict that was only a guess. */
export async function applyCall(scope: Scope, id: string, call: CallSum): Promise<void> {
	const { tx } = scope;
	const row = await attemptBy(tx, 'id', id);
	if (!row || (row.call_id !== null && row.call_id !== call.callId)) return;
	// A guess changes nothing about an end that is known, or guessed already.
	if (call.isVerdict && row.status === 'ended') return;
	await spendWish(scope, row);
	if (PROGRESS[call.status] < progress(row)) return;
	const atMs = toMs(call.at);
	const ended = call.status === 'ended';
	const outcome = ended ? call.outcome : null;
	await tx.run(
		`UPDATE attempts SET call_id = ?, status = ?, outcome = ?, error_code = ?, ended_at = ?,
			status_at = ?, provisional = ?, restartable = 0, beside = ?,
			answered_at = COALESCE(answered_at, ?), verdict = COALESCE(?, verdict),
			told_at = COALESCE(told_at, ?) WHERE id = ?`,
		[
			call.callId,
			call.status,
			outcome,
			call.errorCode,
			ended ? atMs : null,
			row.status === call.status ? row.status_at : atMs,
			call.isVerdict ? 1 : 0,
			await livesBeside(scope, row, ended),
			toMsOrNull(call.answeredAt ?? null),
			call.isVerdict ? outcome : null,
			// The event that puts a verdict right tells of the end itself.
			ended && row.verdict !== null && outcome !== row.verdict ? atMs : null,
			id,
		],
	);
}

function progress(row: AttemptRow): number {
	return row.provisional === 1 || row.restartable === 1 ? 0 : PROGRESS[row.status];
}

/** Something was started: the wish is used up, and the cool-down counts from when we dialled. */
async function spendWish({ tx }: Scope, row: AttemptRow): Promise<void> {
	await endWish(tx, row.wish_id, 'spent');
	if (row.dialling_at === null || !(await startsCoolDown(tx, row))) return;
	await tx.run(
		`UPDATE contacts SET last_call_attempt_at = ?
		WHERE id = ? AND (last_call_attempt_at IS NULL OR last_call_attempt_at < ?)`,
		[row.dialling_at, row.contact_id, row.dialling_at],
	);
}

/** An attempt that comes back to life may find another one of the contact alive. */
async function livesBeside({ tx }: Scope, row: AttemptRow, ended: boolean): Promise<number> {
	if (ended || (row.status !== 'ended' && row.status !== 'released')) return row.beside;
	return (await otherLive(tx, row.contact_id, row.id)) ? 1 : 0;
}
