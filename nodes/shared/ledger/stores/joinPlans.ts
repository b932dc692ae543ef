import type { EscalationStatus } from '../ledger';
import { ESCALATION_STATUSES } from '../ledger';
import { joinReasons, reasonsOf, type EscalationRow } from './escalationRow';
import type { Scope } from './scope';

/** What was planned for two contacts that are one: escalations, callbacks, threads, conversations. */
export async function joinPlans(
	scope: Scope,
	kept: string,
	gone: string,
	nowMs: number,
): Promise<void> {
	await joinEscalations(scope, kept, gone, nowMs);
	await joinCallbacks(scope, kept, gone);
	await joinThreads(scope, kept, gone);
	await joinConversations(scope, kept, gone);
}

/** Of two live ones on a number the newer lives, as far on as either was; the other's id is its own. */
async function joinEscalations(
	{ tx }: Scope,
	kept: string,
	gone: string,
	nowMs: number,
): Promise<void> {
	const live = await tx.all<EscalationRow>(
		`SELECT * FROM escalations WHERE contact_id IN (?, ?) AND status <> 'closed'
		ORDER BY phone_number_id, opened_at DESC, id`,
		[kept, gone],
	);
	for (const [n, older] of live.entries()) {
		const newer = live[n - 1];
		if (newer?.phone_number_id !== older.phone_number_id) continue;
		const { triggers, evidence } = joinReasons(reasonsOf(older), reasonsOf(newer));
		await tx.run(
			`UPDATE escalations SET status = ?, triggers = ?, evidence = ?, lapses_at = ? WHERE id = ?`,
			[
				further(older.status, newer.status),
				JSON.stringify(triggers),
				JSON.stringify(evidence),
				Math.max(older.lapses_at, newer.lapses_at),
				newer.id,
			],
		);
		await tx.run(
			`UPDATE escalations SET status = 'closed', closed_at = ?, closed_because = 'contact_merged'
			WHERE id = ?`,
			[nowMs, older.id],
		);
		for (const table of ['offers', 'callbacks', 'briefs', 'attempts', 'ratings']) {
			await tx.run(
				`UPDATE ${table} SET escalation_id = ? WHERE contact_id IN (?, ?) AND escalation_id = ?`,
				[newer.id, kept, gone, older.id],
			);
		}
	}
	await tx.run('UPDATE escalations SET contact_id = ? WHERE contact_id = ?', [kept, gone]);
}

function further(one: EscalationStatus, other: EscalationStatus): EscalationStatus {
	const isFirst = ESCALATION_STATUSES.indexOf(one) > ESCALATION_STATUSES.indexOf(other);
	return isFirst ? one : other;
}

/** What rests on a wish that the merge has closed is over; of two that wait alike the kept one's stays. */
async function joinCallbacks({ tx }: Scope, kept: string, gone: string): Promise<void> {
	await tx.run(
		`UPDATE callbacks SET status = 'cancelled' WHERE contact_id = ? AND status = 'waiting' AND (
			EXISTS (SELECT 1 FROM wishes WHERE wishes.id = callbacks.wish_id AND wishes.status <> 'open')
			OR EXISTS (SELECT 1 FROM callbacks mine WHERE mine.contact_id = ? AND mine.status = 'waiting'
				AND mine.phone_number_id = callbacks.phone_number_id
				AND mine.woken_by = callbacks.woken_by))`,
		[gone, kept],
	);
	await tx.run('UPDATE callbacks SET contact_id = ? WHERE contact_id = ?', [kept, gone]);
}

/** Whoever holds the thread longest holds it. */
async function joinThreads({ tx }: Scope, kept: string, gone: string): Promise<void> {
	await tx.run(
		`DELETE FROM threads WHERE contact_id IN (?, ?) AND EXISTS (
			SELECT 1 FROM threads other WHERE other.contact_id IN (?, ?)
			AND other.phone_number_id = threads.phone_number_id AND other.contact_id <> threads.contact_id
			AND (other.owned_until > threads.owned_until
				OR (other.owned_until = threads.owned_until AND other.contact_id = ?)))`,
		[kept, gone, kept, gone, kept],
	);
	await tx.run('UPDATE threads SET contact_id = ? WHERE contact_id = ?', [kept, gone]);
}

async function joinConversations({ tx }: Scope, kept: string, gone: string): Promise<void> {
	await tx.run(
		`INSERT INTO conversation_messages
			(contact_id, phone_number_id, sender, message_id, at, features)
		SELECT ?, phone_number_id, sender, message_id, at, features FROM conversation_messages
		WHERE contact_id = ? ON CONFLICT DO NOTHING`,
		[kept, gone],
	);
	await tx.run('DELETE FROM conversation_messages WHERE contact_id = ?', [gone]);
}
