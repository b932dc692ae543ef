import { SECOND_MS, toIso, toMs } from '../instants';
import type { ConversationStore, StoredFeatures } from '../ledger';
import { currentContactId, knownContactId, type Scope } from './scope';

interface MessageRow {
	at: number;
	features: string;
}

export class SqlConversations implements ConversationStore {
	constructor(private readonly scope: Scope) {}

	async add(
		contactId: string,
		phoneNumberId: string,
		message: StoredFeatures,
		now: string,
	): Promise<boolean> {
		const owner = await knownContactId(this.scope.tx, contactId);
		if (owner === null) return false;
		// A clock ahead of ours must not keep a message for longer than the conversation window.
		const atMs = Math.min(toMs(message.at), toMs(now));
		const nextSecondMs = (Math.floor(atMs / SECOND_MS) + 1) * SECOND_MS;
		// WhatsApp tells whole seconds: of two messages of one second, the one heard later comes later.
		const { changes } = await this.scope.tx.run(
			`INSERT INTO conversation_messages
				(contact_id, phone_number_id, sender, message_id, features, at)
			VALUES (?, ?, ?, ?, ?, (SELECT COALESCE(MAX(at) + 1, ?) FROM conversation_messages
				WHERE contact_id = ? AND phone_number_id = ? AND at >= ? AND at < ?))
			ON CONFLICT DO NOTHING`,
			[
				owner,
				phoneNumberId,
				message.from,
				message.id ?? `${toMs(message.at)}:${message.hash}`,
				JSON.stringify(featuresAlone(message)),
				...[atMs, owner, phoneNumberId, atMs, nextSecondMs],
			],
		);
		return changes > 0;
	}

	async recent(
		contactId: string,
		phoneNumberId: string,
		since: string,
		limit: number,
	): Promise<StoredFeatures[]> {
		const rows = await this.scope.tx.all<MessageRow>(
			`SELECT at, features FROM conversation_messages
			WHERE contact_id = ? AND phone_number_id = ? AND at >= ?
			ORDER BY at DESC, message_id DESC, sender LIMIT ?`,
			[await currentContactId(this.scope.tx, contactId), phoneNumberId, toMs(since), limit],
		);
		return rows.reverse().map(toFeatures);
	}

	async purge(before: string): Promise<number> {
		const { changes } = await this.scope.tx.run('DELETE FROM conversation_messages WHERE at < ?', [
			toMs(before),
		]);
		return changes;
	}
}

/** Field by field: whatever else a caller's object carries, such as the text, is not kept. */
function featuresAlone(message: StoredFeatures): Omit<StoredFeatures, 'at'> {
	return {
		id: message.id,
		from: message.from,
		length: message.length,
		words: message.words,
		hash: message.hash,
		capitalWords: message.capitalWords,
		cues: message.cues,
		surroundings: message.surroundings,
		asksFor: message.asksFor,
		refuses: message.refuses,
		clarificationFailed: message.clarificationFailed,
		isCourtesy: message.isCourtesy,
		keywords: message.keywords,
		isPhoto: message.isPhoto,
	};
}

function toFeatures(row: MessageRow): StoredFeatures {
	// Only `add` writes this column.
	const features = JSON.parse(row.features) as Omit<StoredFeatures, 'at'>;
	return { ...features, at: toIso(row.at) };
}
