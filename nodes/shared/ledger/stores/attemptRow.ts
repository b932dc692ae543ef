import type { CallDirection } from '../../domain/webhookEvent';
import { toIso, toIsoOrNull } from '../instants';
import type { Attempt, AttemptOutcome, AttemptStatus } from '../ledger';
import type { SqlTx, SqlValue } from '../sql';

export interface AttemptRow {
	id: string;
	wish_id: string;
	contact_id: string;
	phone_number_id: string;
	direction: CallDirection;
	leg: string;
	status: AttemptStatus;
	outcome: AttemptOutcome | null;
	opaque: string;
	call_id: string | null;
	session_id: string | null;
	held_reason: string | null;
	error_code: string | null;
	claimant: string;
	token: string;
	lease_until: number;
	claimed_at: number;
	dialling_at: number | null;
	ended_at: number | null;
	/** Since when `status` holds. */
	status_at: number;
	/** The contact's `last_call_attempt_at` before this attempt was dialled. */
	previous_attempt_at: number | null;
	/** 1: ended by the sweep's verdict only, no event said so. */
	provisional: number;
	/** 1: Meta refused and nothing was started, so the wish may be claimed again. */
	restartable: number;
	/** 1: lives although another attempt of the contact does (see schema). */
	beside: number;
	answered_at: number | null;
	escalation_id: string | null;
	recording: string | null;
	verdict: AttemptOutcome | null;
	/** When its end was told, of one that has a verdict. */
	told_at: number | null;
	representative_id: string | null;
}

/** The text of `LIVE_ATTEMPT` in SQL, as in the index that allows one of them per contact. */
export const LIVE = `('claimed', 'reserved', 'dialling', 'ringing', 'accepted', 'unknown')`;

export function toAttempt(row: AttemptRow): Attempt {
	return {
		id: row.id,
		wishId: row.wish_id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		direction: row.direction,
		leg: row.leg,
		status: row.status,
		outcome: row.outcome,
		opaque: row.opaque,
		callId: row.call_id,
		sessionId: row.session_id,
		heldReason: row.held_reason,
		errorCode: row.error_code,
		claimedAt: toIso(row.claimed_at),
		diallingAt: toIsoOrNull(row.dialling_at),
		endedAt: toIsoOrNull(row.ended_at),
		answeredAt: toIsoOrNull(row.answered_at),
		escalationId: row.escalation_id,
		recording: row.recording,
		verdict: row.verdict,
		representativeId: row.representative_id,
	};
}

export async function attemptBy(
	tx: SqlTx,
	column: 'id' | 'wish_id' | 'opaque' | 'call_id',
	value: SqlValue,
): Promise<AttemptRow | undefined> {
	return tx.get<AttemptRow>(`SELECT * FROM attempts WHERE ${column} = ?`, [value]);
}

/** Another live attempt of this contact, on any number. */
export async function otherLive(
	tx: SqlTx,
	contactId: string,
	attemptId: string,
): Promise<AttemptRow | undefined> {
	return tx.get<AttemptRow>(
		`SELECT * FROM attempts WHERE contact_id = ? AND id <> ? AND status IN ${LIVE}
		ORDER BY claimed_at, id LIMIT 1`,
		[contactId, attemptId],
	);
}

/** Not dialled yet: a claim that can be given back, taken over, or that runs out. */
export function isHeld(status: AttemptStatus): boolean {
	return status === 'claimed' || status === 'reserved';
}
