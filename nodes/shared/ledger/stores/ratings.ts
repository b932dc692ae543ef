import type { Rating } from '../../domain/followUpTap';
import { toIso, toMs } from '../instants';
import type { RatingStore, StoredRating } from '../ledger';
import { attemptBy } from './attemptRow';
import { reasonsOf, type EscalationRow } from './escalationRow';
import { currentContactId, type Scope } from './scope';

interface RatingRow {
	attempt_id: string;
	contact_id: string;
	phone_number_id: string;
	escalation_id: string | null;
	/** The escalation's first signal. */
	led_by: string | null;
	rating: Rating;
	message_id: string;
	at: number;
}

export class SqlRatings implements RatingStore {
	constructor(private readonly scope: Scope) {}

	async put(rating: Parameters<RatingStore['put']>[0]): Promise<StoredRating | null> {
		const { tx } = this.scope;
		const attempt = await attemptBy(tx, 'id', rating.attemptId);
		const owner = await currentContactId(tx, rating.contactId);
		if (!attempt || attempt.contact_id !== owner) return null;
		await tx.run(
			`INSERT INTO ratings (attempt_id, contact_id, phone_number_id, escalation_id, led_by, rating,
				message_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (attempt_id) DO UPDATE SET rating = excluded.rating,
				message_id = excluded.message_id, at = excluded.at WHERE excluded.at >= ratings.at`,
			[
				attempt.id,
				owner,
				attempt.phone_number_id,
				attempt.escalation_id,
				await this.leadOf(attempt.escalation_id),
				rating.rating,
				rating.messageId,
				toMs(rating.at),
			],
		);
		const row = await tx.get<RatingRow>('SELECT * FROM ratings WHERE attempt_id = ?', [attempt.id]);
		return row ? toRating(row) : null;
	}

	async list(contactId: string, limit: number): Promise<StoredRating[]> {
		const rows = await this.scope.tx.all<RatingRow>(
			'SELECT * FROM ratings WHERE contact_id = ? ORDER BY at DESC, attempt_id LIMIT ?',
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map(toRating);
	}

	private async leadOf(escalationId: string | null): Promise<string | null> {
		const row = await this.scope.tx.get<EscalationRow>('SELECT * FROM escalations WHERE id = ?', [
			escalationId,
		]);
		return row ? (reasonsOf(row).triggers[0] ?? null) : null;
	}
}

function toRating(row: RatingRow): StoredRating {
	return {
		attemptId: row.attempt_id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		escalationId: row.escalation_id,
		trigger: row.led_by,
		rating: row.rating,
		messageId: row.message_id,
		at: toIso(row.at),
	};
}
