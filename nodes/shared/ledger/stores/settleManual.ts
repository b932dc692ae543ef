import { endTalk } from '../endTalk';
import { toIso } from '../instants';
import { MANUAL_LEG } from '../ledger';
import { applyCall } from './applyCall';
import { attemptBy, toAttempt, type AttemptRow } from './attemptRow';
import { SqlEscalations } from './escalations';
import type { Scope } from './scope';

/** What a person tells of a call by hand counts like Meta's events of any other call (V5). */
export async function settleManual(
	scope: Scope,
	id: string,
	outcome: 'completed' | 'no_answer',
	nowMs: number,
): Promise<boolean> {
	const row = await attemptBy(scope.tx, 'id', id);
	if (!row || row.leg !== MANUAL_LEG || !isUntold(row)) return false;
	const at = toIso(nowMs);
	await applyCall(scope, id, { status: 'ended', outcome, callId: null, errorCode: null, at });
	const { contactId, phoneNumberId, diallingAt: begunAt } = toAttempt(row);
	const escalations = new SqlEscalations(scope);
	await endTalk({ contactId, phoneNumberId, leg: MANUAL_LEG, begunAt }, at, { escalations });
	return true;
}

/** Dialled, and nobody has said how it went; the sweep's verdict is only a guess. */
function isUntold({ status, provisional }: AttemptRow): boolean {
	return status === 'dialling' || status === 'unknown' || (status === 'ended' && provisional === 1);
}
