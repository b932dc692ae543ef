import { MINUTE_MS } from '../domain/instant';
import type { RecordingProblem } from '../domain/recordingProblems';
import { findMedia, readMedia, sumInHex, type MediaSource } from '../graph/media';
import type { StoredRecording } from '../ledger/ledger';
import type { GraphErrorCode } from '../wire/graphErrorFixes';
import { ReadError, type RecordingFolder } from './recordingFolder';

/** Four hours of Opus are a hundred megabytes; whatever is longer is no call's. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The address lives for five minutes. */
export const MAX_DOWNLOAD_MS = 4 * MINUTE_MS;

const EXTENSIONS: [type: RegExp, extension: string][] = [
	[/^audio\/ogg\b/, 'ogg'],
	[/^application\/json\b/, 'json'],
];

/** What the file of a call is called, here and for whoever downloads it. */
export function fileNameOf({ id, mimeType }: Pick<StoredRecording, 'id' | 'mimeType'>): string {
	const [, extension] = EXTENSIONS.find(([type]) => type.test(mimeType ?? '')) ?? [];
	return `${id}.${extension ?? 'bin'}`;
}

/**
 * Reads a file of a call from WhatsApp into a draft of this name, and compares it with both sums that
 * were told. Null if the draft is the file; otherwise there is none, and why, as a stable code.
 */
export async function draftRecording(
	{ mediaId, sha256 }: StoredRecording,
	name: string,
	source: MediaSource,
	files: RecordingFolder,
): Promise<RecordingProblem | GraphErrorCode | null> {
	const signal = AbortSignal.timeout(MAX_DOWNLOAD_MS);
	const media = await findMedia(mediaId, source);
	if (typeof media === 'string') return media;
	try {
		const bytes = await readMedia(media, signal, source);
		if (bytes === null) return 'media_refused';
		const sum = await files.draft(name, bytes, { limit: MAX_BYTES, signal });
		const told = [sha256 === null ? null : sumInHex(sha256), media.sha256];
		if (told.every((each) => each === null || each === sum)) return null;
		await files.discard(name);
		return 'media_checksum_mismatch';
	} catch (error) {
		if (error instanceof ReadError) return error.problem;
		return isDiskError(error) ? 'recordings_folder_unusable' : 'media_unreachable';
	}
}

/** What the file system says; the network's own errors have neither a path nor one of these codes. */
const isDiskError = (error: unknown): boolean =>
	error instanceof Error &&
	('path' in error ||
		('code' in error && ['ENOSPC', 'EDQUOT', 'EIO'].includes(String(error.code))));
