import { bodyContext } from './inbox';
import type { Scope } from './scope';

interface WaitingRow {
	id: string;
	event_key: string;
	route_id: string;
	body: string;
}

/**
 * Items that no workflow has taken yet and that name one of these contacts: they are not emitted any
 * more. Their keys stay, so that a repeat of the event brings nothing back. Gives how many.
 */
export async function eraseItems(
	{ tx, secrets }: Scope,
	contactIds: readonly string[],
): Promise<number> {
	const rows = await tx.all<WaitingRow>(
		// The second condition lets the index of waiting items be searched.
		`SELECT id, event_key, route_id, body FROM inbox WHERE body IS NOT NULL AND added_at >= 0`,
	);
	let erased = 0;
	for (const { id, event_key: eventKey, route_id: routeId, body } of rows) {
		const item = secrets.decrypt(body, bodyContext(eventKey, routeId));
		if (!contactIds.some((contactId) => item.includes(contactId))) continue;
		await tx.run(`UPDATE inbox SET status = 'done', body = NULL, holder = NULL WHERE id = ?`, [id]);
		erased++;
	}
	return erased;
}
