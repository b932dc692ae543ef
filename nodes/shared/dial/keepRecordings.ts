import { addMs, DAY_MS, HOUR_MS, isBefore, MINUTE_MS, toMs } from '../domain/instant';
import { readPolicy } from '../domain/policy';
import type { RecordingProblem } from '../domain/recordingProblems';
import type { MediaSource } from '../graph/media';
import type { Ledger, StoredRecording } from '../ledger/ledger';
import { draftRecording, fileNameOf, MAX_DOWNLOAD_MS } from './draftRecording';
import type { RecordingFolder } from './recordingFolder';

export interface RecordingPorts extends MediaSource {
	ledger: Ledger;
	files: RecordingFolder;
	/** Files of other numbers are fetched by the triggers of their own credential. */
	isOurs(phoneNumberId: string): Promise<boolean>;
	now(): string;
}

/** Meta keeps a file for so long (calling-api §3.6). */
const KEPT_BY_META_MS = 7 * DAY_MS;

/** Longer than a download may take: until then nobody else tries, and a process that died is made good. */
const LEASE_MS = MAX_DOWNLOAD_MS + MINUTE_MS;

const SHORTEST_GAP_MS = MINUTE_MS;
const LONGEST_GAP_MS = 6 * HOUR_MS;

/** How many are looked at in one round. */
const ROUND = 1_000;

/**
 * Fetches the files that WhatsApp has made of our calls and deletes them when their time has come
 * (P8). Run by every trigger; safe to run twice at a time.
 *
 * @throws the first error, after everything else was done.
 */
export async function keepRecordings(ports: RecordingPorts): Promise<void> {
	const done = [await settled(deleteDue(ports)), await settled(fetchDue(ports))];
	const failed = done.find(({ status }) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}

async function settled(work: Promise<void>): Promise<PromiseSettledResult<void>> {
	const [result] = await Promise.allSettled([work]);
	return result;
}

/** A workflow names where it has put a file by a scheme, such as `s3://`; our own names have none. */
export const isHeldByWorkflow = ({ reference }: Pick<StoredRecording, 'reference'>): boolean =>
	reference !== null && /^[a-z][\w+.-]*:/i.test(reference);

/** From disk first: a file that is marked deleted is gone. */
async function deleteDue({ ledger, files, now }: RecordingPorts): Promise<void> {
	const due = await ledger.transaction(
		async ({ recordings }) => await recordings.toDelete(now(), ROUND),
	);
	let trouble: unknown = null;
	for (const recording of due.filter((each) => !isHeldByWorkflow(each))) {
		try {
			await files.remove(recording.reference ?? fileNameOf(recording));
			await ledger.transaction(
				async ({ recordings }) => await recordings.deleted(recording.id, now()),
			);
		} catch (error) {
			trouble ??= error;
			await noteFailure(recording, 'recording_not_deleted', now(), ledger);
		}
	}
	await files.sweep(addMs(now(), -HOUR_MS));
	if (trouble !== null) throw trouble;
}

async function fetchDue(ports: RecordingPorts): Promise<void> {
	const { ledger, isOurs, now } = ports;
	const due = await ledger.transaction(
		async ({ recordings }) => await recordings.toFetch(now(), ROUND),
	);
	// One after the other: nobody waits for them, and calls need the line.
	for (const recording of due) {
		const isOver = !isBefore(now(), endOf(recording));
		if (!isOver && !(await isOurs(recording.phoneNumberId))) continue;
		if (await begin(recording, ports)) await fetchOne(recording, ports);
	}
}

/** Whether it is ours to fetch now: once, whichever trigger comes first, until the lease is over. */
async function begin(
	{ id, phoneNumberId }: StoredRecording,
	{ ledger, now }: RecordingPorts,
): Promise<boolean> {
	const at = now();
	return await ledger.transaction(async ({ recordings, policies }) => {
		const due = await recordings.toFetch(at, ROUND);
		const current = due.find((each) => each.id === id);
		if (!current) return false;
		const { storage } = readPolicy(await policies.get('default', phoneNumberId)).recording;
		const isOurs = storage === 'folder';
		if (!isBefore(at, endOf(current))) {
			await recordings.failed(id, current.problem ?? 'media_gone', null, at);
			return false;
		}
		const problem = isOurs ? 'fetch_interrupted' : 'left_to_workflow';
		const retryAt = isOurs ? addMs(at, LEASE_MS) : nextTry(current, at);
		await recordings.failed(id, problem, retryAt, at);
		return isOurs;
	});
}

/**
 * A file that is already there was renamed by a process that died before it said so. If nobody wants
 * the file any more by now, it goes again.
 */
async function fetchOne(recording: StoredRecording, ports: RecordingPorts): Promise<void> {
	const { ledger, files, now } = ports;
	const name = fileNameOf(recording);
	if (!(await files.has(name))) {
		const unread = await draftRecording(recording, name, ports, files);
		const problem = unread ?? (await keepOrProblem(name, files));
		if (problem !== null) return await noteFailure(recording, problem, now(), ledger);
	}
	const wanted = await ledger.transaction(
		async ({ recordings }) => await recordings.stored(recording.id, name, now()),
	);
	if (!wanted) await files.remove(name);
}

/** A draft that has gone meanwhile is one that nobody wants any more. */
async function keepOrProblem(
	name: string,
	files: RecordingFolder,
): Promise<RecordingProblem | null> {
	return await files.keep(name).then(
		() => null,
		() => 'recordings_folder_unusable',
	);
}

async function noteFailure(
	recording: StoredRecording,
	problem: string,
	at: string,
	ledger: Ledger,
): Promise<void> {
	await ledger.transaction(
		async ({ recordings }) =>
			await recordings.failed(recording.id, problem, nextTry(recording, at), at),
	);
}

const endOf = ({ noticedAt }: StoredRecording): string => addMs(noticedAt, KEPT_BY_META_MS);

/** Twice as old each time, from a minute to six hours; not past the end of the seven days, while they last. */
function nextTry(recording: StoredRecording, at: string): string {
	const age = toMs(at) - toMs(recording.noticedAt);
	const next = addMs(at, Math.min(Math.max(age, SHORTEST_GAP_MS), LONGEST_GAP_MS));
	const end = endOf(recording);
	return isBefore(at, end) && isBefore(end, next) ? end : next;
}
