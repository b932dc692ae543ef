import { SECOND_MS, toIso, toIsoOrNull, toMs } from '../instants';
import type { Offer, OfferStore } from '../ledger';
import { currentContactId, knownContactId, type Scope } from './scope';

/** The customer's times are Meta's, in whole seconds; the offer's is ours. */
const CLOCK_DIFFERENCE_MS = 5 * SECOND_MS;

interface OfferRow {
	message_id: string;
	phone_number_id: string;
	contact_id: string;
	escalation_id: string | null;
	sent_at: number;
	expires_at: number;
	answered_at: number | null;
}

export class SqlOffers implements OfferStore {
	constructor(private readonly scope: Scope) {}

	async put(offer: Omit<Offer, 'answeredAt'>): Promise<void> {
		const contactId = await knownContactId(this.scope.tx, offer.contactId);
		if (contactId === null) return;
		await this.scope.tx.run(
			`INSERT INTO offers (message_id, phone_number_id, contact_id, escalation_id, sent_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (message_id) DO NOTHING`,
			[
				offer.messageId,
				offer.phoneNumberId,
				contactId,
				offer.escalationId,
				toMs(offer.sentAt),
				toMs(offer.expiresAt),
			],
		);
	}

	async open(contactId: string, phoneNumberId: string, at: string): Promise<Offer | null> {
		const atMs = toMs(at);
		// C3: a "yes" that was written before the offer (and delivered late) answers something else.
		const row = await this.scope.tx.get<OfferRow>(
			`SELECT * FROM offers WHERE contact_id = ? AND phone_number_id = ? AND sent_at <= ?
				AND answered_at IS NULL AND expires_at > ? ORDER BY sent_at DESC, message_id LIMIT 1`,
			[
				await currentContactId(this.scope.tx, contactId),
				phoneNumberId,
				atMs + CLOCK_DIFFERENCE_MS,
				atMs,
			],
		);
		return row ? toOffer(row) : null;
	}

	async answer(messageId: string, at: string): Promise<void> {
		await this.scope.tx.run(
			'UPDATE offers SET answered_at = ? WHERE message_id = ? AND answered_at IS NULL',
			[toMs(at), messageId],
		);
	}
}

function toOffer(row: OfferRow): Offer {
	return {
		messageId: row.message_id,
		phoneNumberId: row.phone_number_id,
		contactId: row.contact_id,
		escalationId: row.escalation_id,
		sentAt: toIso(row.sent_at),
		expiresAt: toIso(row.expires_at),
		answeredAt: toIsoOrNull(row.answered_at),
	};
}
