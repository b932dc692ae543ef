import { isDeepStrictEqual } from 'node:util';

import type { Correction } from '../../domain/briefCorrections';
import { newId } from '../ids';
import { toMs } from '../instants';
import {
	BRIEF_HOLDS_MS,
	type BriefStore,
	type StoredBrief,
	type StoredCorrection,
} from '../ledger';
import { sealBrief, toBrief, type BriefRow, type BriefSaid } from './briefRow';
import { contactById, touchContact } from './contactRow';
import { keepCorrections, toCorrection, type CorrectionRow } from './correctionRow';
import { liveEscalationId } from './escalationRow';
import { currentContactId, type Scope } from './scope';

type NewBrief = Parameters<BriefStore['put']>[0];

export class SqlBriefs implements BriefStore {
	constructor(private readonly scope: Scope) {}

	async put(brief: NewBrief, now: string): Promise<StoredBrief> {
		const known = await this.byColumn('brief_key', this.keyOf(brief));
		if (known) await this.refuseForeign(known, brief);
		// Whoever talked with the customer knows better than a run that is repeated afterwards.
		if (known?.source === 'corrected') return known;
		const standing = brief.source === 'rules' ? await this.standing(brief, now) : null;
		if (standing) return standing;
		const contact = await contactById(this.scope.tx, brief.contactId);
		if (!contact) throw new Error('The customer of this brief was erased meanwhile');
		const said = { ...brief, contactId: contact.id };
		if (!known) return await this.insert(said, toMs(now));
		return saysTheSame(known, said) ? known : await this.change(known.id, said, toMs(now));
	}

	async get(id: string): Promise<StoredBrief | null> {
		return (await this.byColumn('id', id)) ?? null;
	}

	async current(
		contactId: string,
		phoneNumberId: string,
		now: string,
	): Promise<StoredBrief | null> {
		const { tx } = this.scope;
		const nowMs = toMs(now);
		const owner = await currentContactId(tx, contactId);
		const live = await liveEscalationId(tx, owner, phoneNumberId, nowMs);
		const row = await tx.get<BriefRow>(
			`SELECT * FROM briefs WHERE contact_id = ? AND phone_number_id = ?
				AND (updated_at > ? OR escalation_id = ?)
			ORDER BY updated_at DESC, position DESC LIMIT 1`,
			[owner, phoneNumberId, nowMs - BRIEF_HOLDS_MS, live],
		);
		return row ? toBrief(row, this.scope) : null;
	}

	async list(contactId: string, limit: number): Promise<StoredBrief[]> {
		const rows = await this.scope.tx.all<BriefRow>(
			`SELECT * FROM briefs WHERE contact_id = ?
			ORDER BY updated_at DESC, position DESC LIMIT ?`,
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map((row) => toBrief(row, this.scope));
	}

	async correct(
		id: string,
		corrected: Parameters<BriefStore['correct']>[1],
		corrections: Correction[],
		now: string,
	): Promise<StoredBrief | null> {
		const known = await this.get(id);
		if (!known) return null;
		const approved: BriefSaid = { ...known, ...corrected, source: 'corrected' };
		if (saysTheSame(known, approved)) return known;
		await keepCorrections(this.scope, known, corrections);
		return await this.change(id, approved, toMs(now));
	}

	async corrections(contactId: string, limit: number): Promise<StoredCorrection[]> {
		const rows = await this.scope.tx.all<CorrectionRow>(
			`SELECT * FROM corrections WHERE contact_id = ?
			ORDER BY at DESC, brief_id, position DESC LIMIT ?`,
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map((row) => ({
			...toCorrection(row, this.scope),
			briefId: row.brief_id,
			contactId: row.contact_id,
			phoneNumberId: row.phone_number_id,
		}));
	}

	async correctionsSince(phoneNumberId: string, since: string): Promise<Correction[]> {
		const rows = await this.scope.tx.all<CorrectionRow>(
			`SELECT * FROM corrections WHERE phone_number_id = ? AND at >= ?
			ORDER BY at, brief_id, position`,
			[phoneNumberId, toMs(since)],
		);
		return rows.map((row) => toCorrection(row, this.scope));
	}

	/** Whoever mixes keys up must not mix customers up. */
	private async refuseForeign(known: StoredBrief, { contactId }: NewBrief): Promise<void> {
		if (known.contactId === (await currentContactId(this.scope.tx, contactId))) return;
		throw new Error('The key of this brief belongs to a brief of another customer');
	}

	/** An event's key holds a message id, and that the customer's number. */
	private keyOf({ key }: NewBrief): string {
		return this.scope.secrets.hash('brief key', key);
	}

	private async byColumn(column: 'id' | 'brief_key', value: string) {
		const row = await this.scope.tx.get<BriefRow>(`SELECT * FROM briefs WHERE ${column} = ?`, [
			value,
		]);
		return row && toBrief(row, this.scope);
	}

	/** C6: the ready brief of model, mapping or representative that facts alone do not replace. */
	private async standing(brief: NewBrief, now: string): Promise<StoredBrief | null> {
		const current = await this.current(brief.contactId, brief.phoneNumberId, now);
		return current?.status === 'ready' && current.source !== 'rules' ? current : null;
	}

	private async insert(brief: NewBrief, nowMs: number): Promise<StoredBrief> {
		const id = newId('br');
		const row = await this.scope.tx.get<BriefRow>(
			`INSERT INTO briefs (id, brief_key, contact_id, phone_number_id, escalation_id, status, source,
				body, built_at, updated_at, position)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${NEXT}) RETURNING *`,
			[
				id,
				this.keyOf(brief),
				brief.contactId,
				brief.phoneNumberId,
				brief.escalationId,
				brief.status,
				brief.source,
				sealBrief(id, brief, this.scope),
				nowMs,
				nowMs,
			],
		);
		return await this.written(row, nowMs);
	}

	private async change(id: string, brief: BriefSaid, nowMs: number): Promise<StoredBrief> {
		const row = await this.scope.tx.get<BriefRow>(
			`UPDATE briefs SET escalation_id = ?, status = ?, source = ?, body = ?, updated_at = ?,
				position = ${NEXT} WHERE id = ? RETURNING *`,
			[brief.escalationId, brief.status, brief.source, sealBrief(id, brief, this.scope), nowMs, id],
		);
		return await this.written(row, nowMs);
	}

	private async written(row: BriefRow | undefined, nowMs: number): Promise<StoredBrief> {
		if (!row) throw new Error('The ledger did not return the brief it kept');
		await touchContact(this.scope.tx, row.contact_id, nowMs);
		return toBrief(row, this.scope);
	}
}

/** Two briefs of one instant are told apart by which was written later. */
const NEXT = '(SELECT COALESCE(MAX(position), 0) + 1 FROM briefs)';

/** A repeat makes nothing newer than it is. */
function saysTheSame(known: BriefSaid, said: BriefSaid): boolean {
	const of = ({ escalationId, status, source, fields, sources, errors, threadUrl }: BriefSaid) => ({
		...{ escalationId, status, source, fields, sources, errors, threadUrl },
	});
	return isDeepStrictEqual(asKept(of(known)), asKept(of(said)));
}

const asKept = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
