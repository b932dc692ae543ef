import { toIso, toIsoOrNull } from '../instants';
import type { RecordingKind, StoredRecording } from '../ledger';

export interface RecordingRow {
	id: string;
	kind: RecordingKind;
	/** Of an erased customer a keyed hash: Meta's ids of calls hold both numbers. */
	call_id: string;
	attempt_id: string | null;
	contact_id: string | null;
	phone_number_id: string;
	media_id: string;
	mime_type: string | null;
	sha256: string | null;
	status: StoredRecording['status'];
	reference: string | null;
	problem: string | null;
	noticed_at: number;
	/** To fetch or to delete it. */
	next_try_at: number;
	stored_at: number | null;
	keep_until: number;
	deleted_at: number | null;
}

export function toRecording(row: RecordingRow): StoredRecording {
	return {
		id: row.id,
		kind: row.kind,
		callId: row.call_id,
		attemptId: row.attempt_id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		mediaId: row.media_id,
		mimeType: row.mime_type,
		sha256: row.sha256,
		status: row.status,
		reference: row.reference,
		problem: row.problem,
		noticedAt: toIso(row.noticed_at),
		storedAt: toIsoOrNull(row.stored_at),
		keepUntil: toIso(row.keep_until),
		deletedAt: toIsoOrNull(row.deleted_at),
	};
}
