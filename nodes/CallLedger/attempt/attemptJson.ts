import type { IDataObject } from 'n8n-workflow';
import type { Attempt, Ledger } from '../../shared/ledger/ledger';
import { sealCallIds } from '../../shared/n8n/callNames';

/** One attempt, as an item; without what proves that an event or a link is ours. */
export function attemptJson(attempt: Attempt, ledger: Ledger): IDataObject {
	const { callId } = attempt;
	return {
		id: attempt.id,
		contact_id: attempt.contactId,
		phone_number_id: attempt.phoneNumberId,
		direction: attempt.direction,
		leg: attempt.leg,
		status: attempt.status,
		outcome: attempt.outcome,
		// Meta's ids, of which a customer's call names its wish, hold both phone numbers.
		call_id: callId === null ? null : sealCallIds(callId, ledger),
		wish_id: sealCallIds(attempt.wishId, ledger),
		held_reason: attempt.heldReason,
		error_code: attempt.errorCode,
		claimed_at: attempt.claimedAt,
		dialling_at: attempt.diallingAt,
		answered_at: attempt.answeredAt,
		ended_at: attempt.endedAt,
		verdict: attempt.verdict,
		recording: attempt.recording,
		escalation_id: attempt.escalationId,
	};
}
