import { newId } from '../ids';
import { CONSENT_EVENT_LIFETIME_MS, toIso, toIsoOrNull, toMs, toMsOrNull } from '../instants';
import type { Consent, ConsentKey, ConsentScope, ConsentStore } from '../ledger';
import { closeReminders } from './callbackRow';
import { contactById, touchContact } from './contactRow';
import { currentContactId, knownContactId, type Scope } from './scope';

interface ConsentRow {
	id: string;
	contact_id: string;
	phone_number_id: string;
	consent_key: ConsentKey;
	scope: ConsentScope;
	channel: string;
	message_id: string;
	wording: string | null;
	offer_message_id: string | null;
	given_at: number;
	expires_at: number | null;
	revoked_at: number | null;
}

export class SqlConsents implements ConsentStore {
	constructor(private readonly scope: Scope) {}

	async record(consent: Omit<Consent, 'id' | 'revokedAt'>, now: string): Promise<Consent | null> {
		const { tx } = this.scope;
		const contact = await contactById(tx, consent.contactId);
		if (!contact) return null;
		const { id: contactId, call_refused_at: refusedAt } = contact;
		const givenAt = toMs(consent.givenAt);
		if (givenAt < toMs(now) - CONSENT_EVENT_LIFETIME_MS) return null;
		if (refusedAt !== null && refusedAt >= givenAt) return null;
		if ((await this.revokedAt(contactId, consent.key)) >= givenAt) return null;
		const { changes } = await tx.run(
			`INSERT INTO consents (id, contact_id, phone_number_id, consent_key, scope, channel,
				message_id, wording, offer_message_id, given_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (contact_id, consent_key, message_id) DO NOTHING`,
			[
				newId('con'),
				contactId,
				consent.phoneNumberId,
				consent.key,
				consent.scope,
				consent.channel,
				consent.messageId,
				consent.wording,
				consent.offerMessageId,
				givenAt,
				toMsOrNull(consent.expiresAt),
			],
		);
		if (changes > 0) await touchContact(tx, contactId, toMs(now));
		const row = await tx.get<ConsentRow>(
			'SELECT * FROM consents WHERE contact_id = ? AND consent_key = ? AND message_id = ?',
			[contactId, consent.key, consent.messageId],
		);
		return row ? toConsent(row) : null;
	}

	async active(contactId: string, phoneNumberId: string, now: string): Promise<Consent[]> {
		const rows = await this.scope.tx.all<ConsentRow>(
			`SELECT * FROM consents WHERE contact_id = ? AND phone_number_id = ?
				AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
			ORDER BY given_at DESC, id`,
			[await currentContactId(this.scope.tx, contactId), phoneNumberId, toMs(now)],
		);
		return rows.map(toConsent);
	}

	async revoke(contactId: string, key: ConsentKey, at: string, now: string): Promise<void> {
		const { tx } = this.scope;
		const owner = await knownContactId(tx, contactId);
		if (owner === null) return;
		const atMs = toMs(at);
		await tx.run(
			`INSERT INTO consent_revocations (contact_id, consent_key, at) VALUES (?, ?, ?)
			ON CONFLICT (contact_id, consent_key) DO UPDATE SET at = excluded.at
			WHERE excluded.at > consent_revocations.at`,
			[owner, key, atMs],
		);
		const { changes } = await tx.run(
			`UPDATE consents SET revoked_at = ? WHERE contact_id = ? AND consent_key = ?
			AND revoked_at IS NULL AND given_at <= ?`,
			[atMs, owner, key, atMs],
		);
		if (changes === 0) return;
		await touchContact(tx, owner, toMs(now));
		if (key === 'automated_call') await closeReminders(tx, owner);
	}

	async history(contactId: string): Promise<Consent[]> {
		const rows = await this.scope.tx.all<ConsentRow>(
			'SELECT * FROM consents WHERE contact_id = ? ORDER BY given_at DESC, id',
			[await currentContactId(this.scope.tx, contactId)],
		);
		return rows.map(toConsent);
	}

	/** When this contact took it back last; before all time, if never. */
	private async revokedAt(contactId: string, key: ConsentKey): Promise<number> {
		const row = await this.scope.tx.get<{ at: number }>(
			'SELECT at FROM consent_revocations WHERE contact_id = ? AND consent_key = ?',
			[contactId, key],
		);
		return row?.at ?? Number.NEGATIVE_INFINITY;
	}
}

function toConsent(row: ConsentRow): Consent {
	return {
		id: row.id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		key: row.consent_key,
		scope: row.scope,
		channel: row.channel,
		messageId: row.message_id,
		wording: row.wording,
		offerMessageId: row.offer_message_id,
		givenAt: toIso(row.given_at),
		expiresAt: toIsoOrNull(row.expires_at),
		revokedAt: toIsoOrNull(row.revoked_at),
	};
}
