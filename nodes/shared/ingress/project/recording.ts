import { addMs, DAY_MS, isBefore } from '../../domain/instant';
import { readPolicy } from '../../domain/policy';
import type { CallEvent, RecordingReady, TranscriptReady } from '../../domain/webhookEvent';
import type { Attempt, StoredRecording } from '../../ledger/ledger';
import type { ProjectionContext } from './context';

/**
 * WhatsApp has made a file of a call (P8). It is noted if we asked for it on that call; whatever else
 * there is, such as of a call that another app placed, is counted and never fetched.
 */
export async function noticeRecording(
	event: CallEvent,
	attempt: Attempt | null,
	{ tx, now }: ProjectionContext,
): Promise<StoredRecording | null> {
	if (!tellsOfFile(event)) return null;
	const { callId, mediaId, mimeType, sha256, phoneNumberId } = event;
	const drop = async (reason: string) => {
		await tx.drops.add({ at: now, reason, phoneNumberId, detail: event.type });
		return null;
	};
	if (attempt?.recording !== 'enabled') return await drop('recording_not_asked_for');
	if (mediaId === null) return await drop('recording_without_file');
	const { keepDays } = readPolicy(
		await tx.policies.get('default', attempt.phoneNumberId),
	).recording;
	if (keepDays === null) return await drop('recording_without_retention');
	const file = {
		kind: event.type === 'recording_ready' ? ('recording' as const) : ('transcript' as const),
		callId,
		attemptId: attempt.id,
		contactId: attempt.contactId,
		phoneNumberId: attempt.phoneNumberId,
		mediaId,
		mimeType,
		sha256,
		keepUntil: addMs(event.at, keepDays * DAY_MS),
	};
	const noticed = await tx.recordings.notice(file, now);
	// Objected to meanwhile: it goes at once, and no workflow is to work on it.
	return isBefore(now, noticed.keepUntil) ? noticed : null;
}

const tellsOfFile = (event: CallEvent): event is RecordingReady | TranscriptReady =>
	event.type === 'recording_ready' || event.type === 'transcript_ready';
