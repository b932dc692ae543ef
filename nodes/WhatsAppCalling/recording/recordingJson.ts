import type { IDataObject } from 'n8n-workflow';
import { recordingSection } from '../../shared/ingress/toItem';
import type { Ledger, StoredRecording } from '../../shared/ledger/ledger';
import { toItemJson } from '../../shared/n8n/callItem';
import { sealCallIds } from '../../shared/n8n/callNames';

/** One file of a call, as an item that the other operations take. */
export function recordingJson(recording: StoredRecording, ledger: Ledger): IDataObject {
	const { callId, attemptId, contactId, phoneNumberId } = recording;
	const { noticedAt, storedAt, deletedAt } = recording;
	return {
		...toItemJson({}, { recording: recordingSection(recording) }),
		// Meta's ids hold both phone numbers.
		call_id: sealCallIds(callId, ledger),
		attempt_id: attemptId,
		contact_id: contactId,
		phone_number_id: phoneNumberId,
		noticed_at: noticedAt,
		stored_at: storedAt,
		deleted_at: deletedAt,
	};
}
