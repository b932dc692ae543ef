import { newId } from '../ids';
import { toIsoOrNull, toMs, toMsOrNull } from '../instants';
import type { RecordingStore, StoredRecording } from '../ledger';
import { SqlConsents } from './consents';
import { isOfErased } from './erasedCalls';
import { giveUpObjected } from './giveUpRecordings';
import { toRecording, type RecordingRow } from './recordingRow';
import { currentContactId, knownContactId, type Scope } from './scope';

type NewFile = Parameters<RecordingStore['notice']>[0];

export class SqlRecordings implements RecordingStore {
	constructor(private readonly scope: Scope) {}

	async notice(file: NewFile, now: string): Promise<StoredRecording> {
		const { tx } = this.scope;
		const nowMs = toMs(now);
		const known = await this.by('media_id', file.mediaId);
		if (known) return toRecording(known);
		const id = await this.insert(await this.ownedNow(file, now), nowMs);
		await giveUpObjected(tx, { column: 'id', value: id }, nowMs);
		const row = await this.by('id', id);
		if (!row) throw new Error('The ledger did not return the recording it noted');
		return toRecording(row);
	}

	async get(id: string): Promise<StoredRecording | null> {
		const row = await this.by('id', id);
		return row ? toRecording(row) : null;
	}

	async list(contactId: string, limit: number): Promise<StoredRecording[]> {
		const rows = await this.scope.tx.all<RecordingRow>(
			'SELECT * FROM recordings WHERE contact_id = ? ORDER BY noticed_at DESC, id LIMIT ?',
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map(toRecording);
	}

	async toFetch(now: string, limit: number): Promise<StoredRecording[]> {
		const rows = await this.scope.tx.all<RecordingRow>(
			`SELECT * FROM recordings WHERE status = 'noticed' AND next_try_at <= ? AND keep_until > ?
			ORDER BY noticed_at, id LIMIT ?`,
			[toMs(now), toMs(now), limit],
		);
		return rows.map(toRecording);
	}

	async stored(id: string, reference: string, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			`UPDATE recordings SET status = 'stored', reference = ?, problem = NULL, next_try_at = ?,
				stored_at = COALESCE(stored_at, ?)
			WHERE id = ? AND (status = 'noticed' OR (status = 'stored' AND reference = ?))`,
			[reference, toMs(now), toMs(now), id, reference],
		);
		return changes > 0;
	}

	async failed(id: string, problem: string, retryAt: string | null): Promise<void> {
		// A file that is there stays known until it is deleted.
		await this.scope.tx.run(
			`UPDATE recordings SET problem = ?, next_try_at = COALESCE(?, next_try_at)
			${retryAt === null ? `, status = CASE status WHEN 'noticed' THEN 'lost' ELSE status END` : ''}
			WHERE id = ? AND status IN ('noticed', 'stored')`,
			[problem, toMsOrNull(retryAt), id],
		);
	}

	async toDelete(now: string, limit: number): Promise<StoredRecording[]> {
		const rows = await this.scope.tx.all<RecordingRow>(
			`SELECT * FROM recordings WHERE status IN ('noticed', 'stored') AND keep_until <= ?
				AND next_try_at <= ? ORDER BY keep_until, id LIMIT ?`,
			[toMs(now), toMs(now), limit],
		);
		return rows.map(toRecording);
	}

	async deleted(id: string, now: string): Promise<void> {
		await this.scope.tx.run(
			`UPDATE recordings SET status = 'deleted', reference = NULL, problem = NULL, deleted_at = ?
			WHERE id = ? AND status IN ('noticed', 'stored')`,
			[toMs(now), id],
		);
	}

	async object(
		{ contactId, by, at, since }: Parameters<RecordingStore['object']>[0],
		now: string,
	): Promise<void> {
		const { tx } = this.scope;
		const owner = await knownContactId(tx, contactId);
		if (owner === null) return;
		await tx.run(
			`INSERT INTO recording_objections (contact_id, at, since, said_by) VALUES (?, ?, ?, ?)
			ON CONFLICT (contact_id, at) DO UPDATE SET since = excluded.since
			WHERE excluded.since < recording_objections.since`,
			[owner, toMs(at), toMs(since), by],
		);
		await new SqlConsents(this.scope).revoke(owner, 'recording', at, now);
		await giveUpObjected(tx, { column: 'contact_id', value: owner }, toMs(now));
	}

	async objectedAt(contactId: string): Promise<string | null> {
		const row = await this.scope.tx.get<{ at: number | null }>(
			'SELECT MAX(at) AS at FROM recording_objections WHERE contact_id = ?',
			[await currentContactId(this.scope.tx, contactId)],
		);
		return toIsoOrNull(row?.at ?? null);
	}

	/** Of somebody who was erased nothing is kept, and it leads to nobody. */
	private async ownedNow(file: NewFile, now: string): Promise<NewFile> {
		const { tx, secrets } = this.scope;
		const contactId = file.contactId === null ? null : await knownContactId(tx, file.contactId);
		const isErased =
			(file.contactId !== null && contactId === null) ||
			(await isOfErased(this.scope, { callId: file.callId, opaque: null }));
		if (!isErased) return { ...file, contactId };
		const callId = secrets.hash('erased call', file.callId);
		return { ...file, callId, contactId: null, attemptId: null, keepUntil: now };
	}

	private async insert(file: NewFile, nowMs: number): Promise<string> {
		const id = newId('rec');
		await this.scope.tx.run(
			`INSERT INTO recordings (id, kind, call_id, attempt_id, contact_id, phone_number_id, media_id,
				mime_type, sha256, status, noticed_at, next_try_at, keep_until)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'noticed', ?, ?, ?)`,
			[
				id,
				file.kind,
				file.callId,
				file.attemptId,
				file.contactId,
				file.phoneNumberId,
				file.mediaId,
				file.mimeType,
				file.sha256,
				nowMs,
				nowMs,
				toMs(file.keepUntil),
			],
		);
		return id;
	}

	private async by(column: 'id' | 'media_id', value: string): Promise<RecordingRow | undefined> {
		return this.scope.tx.get<RecordingRow>(`SELECT * FROM recordings WHERE ${column} = ?`, [value]);
	}
}
