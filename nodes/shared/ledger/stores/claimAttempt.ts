import { newId, randomToken } from '../ids';
import { SECOND_MS, toMs } from '../instants';
import type { AttemptClaim, ClaimAttempt } from '../ledger';
import { attemptBy, isHeld, otherLive, toAttempt, type AttemptRow } from './attemptRow';
import { liveEscalationId } from './escalationRow';
import { isRefused } from './refusals';
import { releaseExpired } from './releaseExpired';
import { currentContactId, type Scope } from './scope';
import { isOpenAt, wishById, type WishRow } from './wishRow';

type Lost = Extract<AttemptClaim, { won: false }>['reason'];

/**
 * One wish is dialled at most once, and we dial nobody who has a live attempt (P5, P10). A call from
 * the customer is claimed beside whatever lives.
 */
export async function claimAttempt(scope: Scope, input: ClaimAttempt): Promise<AttemptClaim> {
	const { tx } = scope;
	const nowMs = toMs(input.now);
	const contactId = await currentContactId(tx, input.contactId);
	const wish = await wishById(tx, input.wishId);
	if (!wish || wish.contact_id !== contactId || wish.phone_number_id !== input.phoneNumberId) {
		return lost('wish_not_open');
	}
	const own = await attemptBy(tx, 'wish_id', wish.id);
	if (own && !mayTakeOver(own, input.claimant, nowMs)) return lost('already_claimed', own);
	if (!isOpenAt(wish, nowMs)) return lost('wish_not_open', own);
	// Whoever claimed and died must not block the contact's other wishes until the sweep comes.
	await releaseExpired(scope, nowMs, contactId);
	const other = await otherLive(tx, contactId, own?.id ?? '');
	// A customer who calls wants to talk, whatever was said before or is still believed to ring.
	if (input.direction === 'outbound') {
		if (await isRefused(scope, contactId, 'call')) return lost('opted_out', own);
		if (other) return lost('call_in_progress', other);
	}
	const attempt = await take(scope, wish, own?.id ?? newId('att'), other ? 1 : 0, input);
	return { won: true, attempt: toAttempt(attempt), token: attempt.token };
}

function lost(reason: Lost, attempt?: AttemptRow): AttemptClaim {
	return { won: false, reason, attempt: attempt ? toAttempt(attempt) : null };
}

function mayTakeOver(attempt: AttemptRow, claimant: string, nowMs: number): boolean {
	if (attempt.status === 'released' || attempt.restartable === 1) return true;
	if (!isHeld(attempt.status)) return false;
	return attempt.claimant === claimant || attempt.lease_until <= nowMs;
}

/** A fresh token fences off the older run, a fresh opaque value its late events. */
async function take(
	{ tx }: Scope,
	wish: WishRow,
	id: string,
	beside: number,
	input: ClaimAttempt,
): Promise<AttemptRow> {
	const nowMs = toMs(input.now);
	const row = await tx.get<AttemptRow>(
		`INSERT INTO attempts (id, wish_id, contact_id, phone_number_id, direction, leg, status, opaque,
			claimant, token, lease_until, claimed_at, status_at, beside, escalation_id)
		VALUES (?, ?, ?, ?, ?, ?, 'claimed', ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (wish_id) DO UPDATE SET contact_id = excluded.contact_id,
			direction = excluded.direction, leg = excluded.leg, status = excluded.status, outcome = NULL,
			opaque = excluded.opaque, call_id = NULL, session_id = NULL, held_reason = NULL,
			error_code = NULL, claimant = excluded.claimant, token = excluded.token,
			lease_until = excluded.lease_until, claimed_at = excluded.claimed_at, dialling_at = NULL,
			ended_at = NULL, status_at = excluded.status_at, previous_attempt_at = NULL,
			provisional = 0, restartable = 0, beside = excluded.beside,
			escalation_id = excluded.escalation_id, recording = NULL, representative_id = NULL
		RETURNING *`,
		[
			id,
			wish.id,
			wish.contact_id,
			wish.phone_number_id,
			input.direction,
			input.leg,
			randomToken(),
			input.claimant,
			randomToken(),
			nowMs + input.leaseSeconds * SECOND_MS,
			...[nowMs, nowMs, beside],
			await liveEscalationId(tx, wish.contact_id, wish.phone_number_id, nowMs),
		],
	);
	if (!row) throw new Error('The ledger did not return the attempt it claimed');
	return row;
}
