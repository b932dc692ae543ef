import { newId } from '../ids';
import { toMs } from '../instants';
import type { Callback, CallbackStore } from '../ledger';
import { toCallback, type CallbackRow } from './callbackRow';
import { knownContactId, type Scope } from './scope';

export type RecapPlan = Parameters<CallbackStore['planRecap']>[0];

/**
 * Once a call, whatever became of it; the last call's recap is the one that waits (V7).
 *
 * @throws if the contact was erased meanwhile: a call's id leads to its customer.
 */
export async function planRecap({ tx }: Scope, recap: RecapPlan, nowMs: number): Promise<Callback> {
	const contactId = await knownContactId(tx, recap.contactId);
	if (contactId === null) throw new Error('The customer of this call was erased meanwhile');
	const of = [contactId, recap.phoneNumberId];
	const known = await tx.get<CallbackRow>(
		`SELECT * FROM callbacks WHERE contact_id = ? AND phone_number_id = ? AND woken_by = 'recap'
		AND call_id = ?`,
		[...of, recap.callId],
	);
	if (known) return toCallback(known);
	await tx.run(
		`UPDATE callbacks SET status = 'cancelled' WHERE contact_id = ? AND phone_number_id = ?
		AND woken_by = 'recap' AND status = 'waiting'`,
		of,
	);
	const row = await tx.get<CallbackRow>(
		`INSERT INTO callbacks (id, contact_id, phone_number_id, escalation_id, woken_by, call_id,
			due_at, status, created_at) VALUES (?, ?, ?, ?, 'recap', ?, ?, 'waiting', ?) RETURNING *`,
		[newId('cb'), ...of, recap.escalationId, recap.callId, toMs(recap.dueAt), nowMs],
	);
	if (!row) throw new Error('The ledger did not return the recap it planned');
	return toCallback(row);
}
