import { toMs } from '../instants';
import type { AttemptStatus, AttemptStore } from '../ledger';
import { attemptBy, otherLive, type AttemptRow } from './attemptRow';
import type { Scope } from './scope';
import { endWish } from './wishRow';

/** `callId` is null for a call by hand, which Meta knows nothing of. */
export type CallSum = Omit<Parameters<AttemptStore['applyCall']>[1], 'callId'> & {
	callId: string | null;
};

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
	await spendWish(scope, row);
	if (PROGRESS[call.status] < progress(row)) return;
	const atMs = toMs(call.at);
	const ended = call.status === 'ended';
	await tx.run(
		`UPDATE attempts SET call_id = ?, status = ?, outcome = ?, error_code = ?, ended_at = ?,
			status_at = ?, provisional = 0, restartable = 0, beside = ? WHERE id = ?`,
		[
			call.callId,
			call.status,
			ended ? call.outcome : null,
			call.errorCode,
			ended ? atMs : null,
			row.status === call.status ? row.status_at : atMs,
			await livesBeside(scope, row, ended),
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
	if (row.direction === 'inbound' || row.dialling_at === null) return;
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
