import { AGENT_TRIGGER } from '../../domain/requestedByAgent';
import { newId } from '../ids';
import { toMs } from '../instants';
import {
	ESCALATION_LAPSES_MS,
	ESCALATION_STATUSES,
	type Escalation,
	type EscalationStore,
} from '../ledger';
import {
	joinReasons,
	reasonsOf,
	toEscalation,
	unclosedEscalation,
	type EscalationRow,
} from './escalationRow';
import { currentContactId, type Scope } from './scope';

type OpenEscalation = Parameters<EscalationStore['open']>[0];

export class SqlEscalations implements EscalationStore {
	constructor(private readonly scope: Scope) {}

	async live(contactId: string, phoneNumberId: string, now: string): Promise<Escalation | null> {
		const owner = await currentContactId(this.scope.tx, contactId);
		const row = await this.liveRow(owner, phoneNumberId, toMs(now));
		return row ? toEscalation(row) : null;
	}

	async open(
		input: OpenEscalation,
		now: string,
	): Promise<{ escalation: Escalation; opened: boolean }> {
		const nowMs = toMs(now);
		const contactId = await currentContactId(this.scope.tx, input.contactId);
		const live = await this.liveRow(contactId, input.phoneNumberId, nowMs);
		const row = live
			? await this.join(live, input, nowMs)
			: await this.insert({ ...input, contactId }, nowMs);
		if (!row) throw new Error('The ledger did not return the escalation it opened');
		return { escalation: toEscalation(row), opened: !live };
	}

	async advance(
		id: string,
		status: 'offered' | 'accepted' | 'calling',
		now: string,
	): Promise<void> {
		const nowMs = toMs(now);
		const upTo = ESCALATION_STATUSES.slice(0, ESCALATION_STATUSES.indexOf(status) + 1);
		await this.scope.tx.run(
			`UPDATE escalations SET status = ?, updated_at = ?,
				lapses_at = CASE WHEN lapses_at < ? THEN ? ELSE lapses_at END
			WHERE id = ? AND lapses_at > ? AND status IN (${upTo.map(() => '?').join(', ')})`,
			[
				status,
				nowMs,
				nowMs + ESCALATION_LAPSES_MS,
				nowMs + ESCALATION_LAPSES_MS,
				id,
				nowMs,
				...upTo,
			],
		);
	}

	async close(id: string, because: string, now: string): Promise<void> {
		await this.closeAt(id, because, toMs(now));
	}

	async get(id: string): Promise<Escalation | null> {
		const row = await this.scope.tx.get<EscalationRow>('SELECT * FROM escalations WHERE id = ?', [
			id,
		]);
		return row ? toEscalation(row) : null;
	}

	async list(contactId: string, limit: number): Promise<Escalation[]> {
		const rows = await this.scope.tx.all<EscalationRow>(
			'SELECT * FROM escalations WHERE contact_id = ? ORDER BY opened_at DESC, id LIMIT ?',
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map(toEscalation);
	}

	private async liveRow(
		contactId: string,
		phoneNumberId: string,
		nowMs: number,
	): Promise<EscalationRow | undefined> {
		const row = await unclosedEscalation(this.scope.tx, contactId, phoneNumberId);
		if (!row || row.lapses_at > nowMs) return row;
		await this.closeAt(row.id, 'lapsed', row.lapses_at);
		return undefined;
	}

	private async closeAt(id: string, because: string, atMs: number): Promise<void> {
		await this.scope.tx.run(
			`UPDATE escalations SET status = 'closed', closed_at = ?, closed_because = ?
			WHERE id = ? AND status <> 'closed'`,
			[atMs, because, id],
		);
	}

	private async insert(input: OpenEscalation, nowMs: number): Promise<EscalationRow | undefined> {
		const { triggers, evidence } = joinReasons({ triggers: [], evidence: [] }, input);
		return this.scope.tx.get<EscalationRow>(
			`INSERT INTO escalations (id, contact_id, phone_number_id, status, triggers, action, evidence,
				opened_at, updated_at, lapses_at) VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?) RETURNING *`,
			[
				newId('esc'),
				input.contactId,
				input.phoneNumberId,
				JSON.stringify(triggers),
				input.action,
				JSON.stringify(evidence),
				nowMs,
				nowMs,
				nowMs + ESCALATION_LAPSES_MS,
			],
		);
	}

	private async join(
		live: EscalationRow,
		input: OpenEscalation,
		nowMs: number,
	): Promise<EscalationRow | undefined> {
		const known = reasonsOf(live);
		// What a chat model alone asked for leads no rule (C2).
		const leads = known.triggers.some((trigger) => trigger !== AGENT_TRIGGER);
		const { triggers, evidence } = leads ? joinReasons(known, input) : joinReasons(input, known);
		return this.scope.tx.get<EscalationRow>(
			`UPDATE escalations SET action = ?, triggers = ?, evidence = ?, updated_at = ?, lapses_at = ?
			WHERE id = ? RETURNING *`,
			[
				leads ? live.action : input.action,
				JSON.stringify(triggers),
				JSON.stringify(evidence),
				nowMs,
				Math.max(live.lapses_at, nowMs + ESCALATION_LAPSES_MS),
				live.id,
			],
		);
	}
}
