import type { DeskDeed } from '../../domain/judgementSections';
import { newId } from '../ids';
import { DAY_MS, toIso, toMs } from '../instants';
import type { DeskDeedStore, StoredDeskDeed } from '../ledger';
import { currentContactId, knownContactId, type Scope } from './scope';

interface DeskDeedRow {
	id: string;
	kind: DeskDeed;
	representative_id: string;
	attempt_id: string;
	contact_id: string;
	phone_number_id: string;
	/** Encrypted {@link DeedBody}. */
	body: string;
	at: number;
	/** Order of writing. */
	position: number;
	told_at: number | null;
}

type DeedBody = Pick<StoredDeskDeed, 'outcome' | 'notes'>;

export class SqlDeskDeeds implements DeskDeedStore {
	constructor(private readonly scope: Scope) {}

	async add(deed: Omit<StoredDeskDeed, 'id' | 'at'>, now: string): Promise<StoredDeskDeed> {
		const { tx, secrets } = this.scope;
		const contactId = await knownContactId(tx, deed.contactId);
		if (contactId === null) throw new Error('The customer of this call was erased meanwhile');
		const id = newId('deed');
		const body: DeedBody = { outcome: deed.outcome, notes: deed.notes };
		const row = await tx.get<DeskDeedRow>(
			`INSERT INTO desk_deeds (id, kind, representative_id, attempt_id, contact_id, phone_number_id,
				body, at, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?,
				(SELECT COALESCE(MAX(position), 0) + 1 FROM desk_deeds)) RETURNING *`,
			[
				id,
				deed.kind,
				deed.representativeId,
				deed.attemptId,
				contactId,
				deed.phoneNumberId,
				secrets.encrypt(JSON.stringify(body), bodyContext(id)),
				toMs(now),
			],
		);
		if (!row) throw new Error('The ledger did not return the deed it kept');
		return toDeed(row, this.scope);
	}

	async untold(limit: number, now: string): Promise<StoredDeskDeed[]> {
		const rows = await this.scope.tx.all<DeskDeedRow>(
			`SELECT * FROM desk_deeds WHERE told_at IS NULL AND at > ? ORDER BY at, position LIMIT ?`,
			[toMs(now) - DAY_MS, limit],
		);
		return rows.map((row) => toDeed(row, this.scope));
	}

	async markTold(id: string, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			'UPDATE desk_deeds SET told_at = ? WHERE id = ? AND told_at IS NULL',
			[toMs(now), id],
		);
		return changes > 0;
	}

	async ofAttempt(attemptId: string): Promise<StoredDeskDeed[]> {
		const rows = await this.scope.tx.all<DeskDeedRow>(
			'SELECT * FROM desk_deeds WHERE attempt_id = ? ORDER BY position',
			[attemptId],
		);
		return rows.map((row) => toDeed(row, this.scope));
	}

	async ofContact(contactId: string, limit: number): Promise<StoredDeskDeed[]> {
		const rows = await this.scope.tx.all<DeskDeedRow>(
			'SELECT * FROM desk_deeds WHERE contact_id = ? ORDER BY position DESC LIMIT ?',
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map((row) => toDeed(row, this.scope));
	}
}

function toDeed(row: DeskDeedRow, { secrets }: Scope): StoredDeskDeed {
	// Only `add` writes this column.
	const body = JSON.parse(secrets.decrypt(row.body, bodyContext(row.id))) as DeedBody;
	return {
		id: row.id,
		kind: row.kind,
		representativeId: row.representative_id,
		attemptId: row.attempt_id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		...body,
		at: toIso(row.at),
	};
}

function bodyContext(id: string): string {
	return `desk deed ${id}`;
}
