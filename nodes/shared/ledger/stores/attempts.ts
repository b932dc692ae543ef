import { toMs } from '../instants';
import {
	MANUAL_LEG,
	type Attempt,
	type AttemptClaim,
	type AttemptStatus,
	type AttemptStore,
	type AttemptSweepLimits,
	type ClaimAttempt,
} from '../ledger';
import { applyCall, type CallSum } from './applyCall';
import { attemptBy, isHeld, LIVE, toAttempt, type AttemptRow } from './attemptRow';
import { claimAttempt } from './claimAttempt';
import { mayStillDial } from './mayStillDial';
import { later } from './refusals';
import { refuseAttempt } from './refuseAttempt';
import { reserveAttempt, takeReserved } from './reserveAttempt';
import { currentContactId, type Scope } from './scope';
import { settleManual } from './settleManual';
import { startsCoolDown } from './startsCoolDown';
import { sweepAttempts } from './sweepAttempts';
import { endWish, wishById } from './wishRow';

export class SqlAttempts implements AttemptStore {
	constructor(private readonly scope: Scope) {}

	async claim(input: ClaimAttempt): Promise<AttemptClaim> {
		return claimAttempt(this.scope, input);
	}

	async startDialling(
		id: string,
		token: string,
		sessionId: string | null,
		now: string,
	): Promise<boolean> {
		const { tx } = this.scope;
		const nowMs = toMs(now);
		const row = await attemptBy(tx, 'id', id);
		if (!row || row.token !== token || !isHeld(row.status)) return false;
		if (!(await mayStillDial(this.scope, row, nowMs))) return false;
		await tx.run(
			`UPDATE attempts SET status = 'dialling', session_id = ?, dialling_at = ?, status_at = ?,
				previous_attempt_at = (SELECT last_call_attempt_at FROM contacts WHERE id = ?)
			WHERE id = ?`,
			[sessionId, nowMs, nowMs, row.contact_id, id],
		);
		await endWish(tx, row.wish_id, 'spent');
		if (await startsCoolDown(tx, row)) {
			await tx.run('UPDATE contacts SET last_call_attempt_at = ? WHERE id = ?', [
				nowMs,
				row.contact_id,
			]);
		}
		return true;
	}

	async reserve(id: string, token: string, leaseSeconds: number, now: string): Promise<boolean> {
		return reserveAttempt(this.scope, id, token, leaseSeconds, toMs(now));
	}

	async takeReserved(id: string, leaseSeconds: number, now: string): Promise<string | null> {
		return takeReserved(this.scope, id, leaseSeconds, toMs(now));
	}

	async settleManual(
		id: string,
		outcome: 'completed' | 'no_answer',
		now: string,
	): Promise<boolean> {
		return settleManual(this.scope, id, outcome, toMs(now));
	}

	async release(id: string, token: string, heldReason: string, now: string): Promise<void> {
		await this.scope.tx.run(
			`UPDATE attempts SET status = 'released', held_reason = ?, status_at = ?
			WHERE id = ? AND token = ? AND status IN ('claimed', 'reserved')`,
			[heldReason, toMs(now), id, token],
		);
	}

	async placed(id: string, callId: string, now: string): Promise<void> {
		// Known after all: what was `unknown` waits for its events like any other.
		await this.scope.tx.run(
			`UPDATE attempts SET call_id = ?,
				error_code = CASE WHEN status = 'unknown' THEN NULL ELSE error_code END,
				status = CASE WHEN status = 'unknown' THEN 'dialling' ELSE status END,
				status_at = CASE WHEN status = 'unknown' THEN ? ELSE status_at END
			WHERE id = ? AND call_id IS NULL AND dialling_at IS NOT NULL AND restartable = 0`,
			[callId, toMs(now), id],
		);
	}

	async refused(id: string, errorCode: string, now: string): Promise<void> {
		await refuseAttempt(this.scope, id, errorCode, toMs(now));
	}

	async unknown(id: string, errorCode: string, now: string): Promise<void> {
		await this.scope.tx.run(
			`UPDATE attempts SET status = 'unknown', error_code = ?, status_at = ?
			WHERE id = ? AND status = 'dialling' AND call_id IS NULL`,
			[errorCode, toMs(now), id],
		);
	}

	async applyCall(id: string, call: CallSum): Promise<void> {
		await applyCall(this.scope, id, call);
	}

	async noteRepresentative(id: string, representativeId: string): Promise<void> {
		await this.scope.tx.run(
			'UPDATE attempts SET representative_id = COALESCE(representative_id, ?) WHERE id = ?',
			[representativeId, id],
		);
	}

	async noteRecording(id: string, word: string): Promise<void> {
		await this.scope.tx.run('UPDATE attempts SET recording = ? WHERE id = ?', [word, id]);
	}

	async untoldVerdicts(since: string): Promise<Attempt[]> {
		const rows = await this.scope.tx.all<AttemptRow>(
			`SELECT * FROM attempts WHERE verdict IS NOT NULL AND told_at IS NULL AND ended_at >= ?
				AND leg <> ? ORDER BY ended_at, id`,
			[toMs(since), MANUAL_LEG],
		);
		return rows.map(toAttempt);
	}

	async markTold(id: string, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			`UPDATE attempts SET told_at = ? WHERE id = ? AND verdict IS NOT NULL AND told_at IS NULL`,
			[toMs(now), id],
		);
		return changes > 0;
	}

	async get(id: string): Promise<Attempt | null> {
		const row = await attemptBy(this.scope.tx, 'id', id);
		return row ? toAttempt(row) : null;
	}

	async getByWish(wishId: string): Promise<Attempt | null> {
		const wish = await wishById(this.scope.tx, wishId);
		const row = await attemptBy(this.scope.tx, 'wish_id', wish?.id ?? wishId);
		return row ? toAttempt(row) : null;
	}

	async match(event: Parameters<AttemptStore['match']>[0]): Promise<Attempt | null> {
		const { tx } = this.scope;
		const contactId = event.contactId ? await currentContactId(tx, event.contactId) : null;
		const agrees = (row: AttemptRow): boolean =>
			(event.phoneNumberId === null || row.phone_number_id === event.phoneNumberId) &&
			(!event.direction || row.direction === event.direction) &&
			(contactId === null || row.contact_id === contactId);
		const byCall = await attemptBy(tx, 'call_id', event.callId);
		if (byCall) return agrees(byCall) ? toAttempt(byCall) : null;
		const row = event.opaque ? await attemptBy(tx, 'opaque', event.opaque) : undefined;
		// Until it is dialled the opaque value is nobody's, and one attempt has one call.
		if (!row || row.dialling_at === null || row.call_id !== null) return null;
		return agrees(row) ? toAttempt(row) : null;
	}

	async live(contactId: string): Promise<Attempt[]> {
		const rows = await this.scope.tx.all<AttemptRow>(
			`SELECT * FROM attempts WHERE contact_id = ? AND status IN ${LIVE} ORDER BY claimed_at, id`,
			[await currentContactId(this.scope.tx, contactId)],
		);
		return rows.map(toAttempt);
	}

	async list(contactId: string, limit: number): Promise<Attempt[]> {
		const rows = await this.scope.tx.all<AttemptRow>(
			'SELECT * FROM attempts WHERE contact_id = ? ORDER BY claimed_at DESC, id LIMIT ?',
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map(toAttempt);
	}

	async inStatus(status: AttemptStatus, before: string): Promise<Attempt[]> {
		const rows = await this.scope.tx.all<AttemptRow>(
			'SELECT * FROM attempts WHERE status = ? AND status_at <= ? ORDER BY status_at, id',
			[status, toMs(before)],
		);
		return rows.map(toAttempt);
	}

	async strikes(contactId: string, phoneNumberId: string, since?: string): Promise<number> {
		const ids = [await currentContactId(this.scope.tx, contactId), phoneNumberId];
		const talked = await this.scope.tx.get<{ attempt: number | null; call: number | null }>(
			`SELECT (SELECT MAX(COALESCE(dialling_at, claimed_at)) FROM attempts WHERE contact_id = ?
					AND phone_number_id = ? AND (outcome = 'completed' OR status = 'accepted')) AS attempt,
				(SELECT MAX(connected_at) FROM calls WHERE contact_id = ? AND phone_number_id = ?) AS call`,
			[...ids, ...ids],
		);
		const cleared = later(
			later(talked?.attempt ?? null, talked?.call ?? null),
			since ? toMs(since) : null,
		);
		const row = await this.scope.tx.get<{ n: number }>(
			`SELECT COUNT(*) AS n FROM attempts WHERE contact_id = ? AND phone_number_id = ?
				AND direction = 'outbound' AND status = 'ended' AND outcome IN ('no_answer', 'declined')
				AND dialling_at > ?`,
			[...ids, cleared ?? 0],
		);
		return Number(row?.n ?? 0);
	}

	async sweep(limits: AttemptSweepLimits, now: string): Promise<Attempt[]> {
		const rows = await sweepAttempts(this.scope, limits, toMs(now));
		return rows.map(toAttempt);
	}
}
