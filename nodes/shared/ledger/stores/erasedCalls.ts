import type { ErasureStore } from '../ledger';
import type { Scope } from './scope';

type CallIds = Parameters<ErasureStore['isOfErased']>[0];

/**
 * Remembers the calls of a contact that is being erased, as keyed hashes among the keys of what was
 * seen: until no repeat of an event can come.
 */
export async function rememberCalls(scope: Scope, contactId: string, nowMs: number): Promise<void> {
	const rows = await scope.tx.all<{ name: string }>(
		`SELECT call_id AS name FROM calls WHERE contact_id = ?
		UNION SELECT call_id FROM attempts WHERE contact_id = ? AND call_id IS NOT NULL
		UNION SELECT opaque FROM attempts WHERE contact_id = ? AND dialling_at IS NOT NULL`,
		[contactId, contactId, contactId],
	);
	for (const { name } of rows) {
		await scope.tx.run(
			'INSERT INTO seen_events (event_key, at) VALUES (?, ?) ON CONFLICT (event_key) DO NOTHING',
			[keyOf(scope, name), nowMs],
		);
	}
}

export async function isOfErased(scope: Scope, { callId, opaque }: CallIds): Promise<boolean> {
	const names = opaque === null ? [callId] : [callId, opaque];
	for (const name of names) {
		const row = await scope.tx.get('SELECT at FROM seen_events WHERE event_key = ?', [
			keyOf(scope, name),
		]);
		if (row) return true;
	}
	return false;
}

function keyOf({ secrets }: Scope, name: string): string {
	return `erased:${secrets.hash('erased call', name)}`;
}
