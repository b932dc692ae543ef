import type { IDataObject } from 'n8n-workflow';
import type { Callback, Ledger } from '../../shared/ledger/ledger';
import { sealCallIds } from '../../shared/n8n/callNames';

/** A booked slot, a parked request, a recap or a reminder, as an item. */
export function callbackJson(callback: Callback, ledger: Ledger): IDataObject {
	const { id, contactId, phoneNumberId, wishId, escalationId, callId, wokenBy } = callback;
	return {
		id,
		contact_id: contactId,
		phone_number_id: phoneNumberId,
		woken_by: wokenBy,
		status: callback.status,
		due_at: callback.dueAt,
		end_at: callback.endAt,
		zone: callback.zone,
		wish_id: wishId === null ? null : sealCallIds(wishId, ledger),
		escalation_id: escalationId,
		call_id: callId === null ? null : sealCallIds(callId, ledger),
		created_at: callback.createdAt,
		fired_at: callback.firedAt,
	};
}
