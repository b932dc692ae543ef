import type { DeskEventBody } from '../../domain/deskProtocol';
import type { Erasure } from '../ledger';
import { readDeskEvent, type DeskEventRow } from './deskEvents';
import type { Scope } from './scope';

/**
 * What representatives were told of a contact in the last hour, and to whom the calls were offered.
 * Every event about a customer names its ring or its attempt. Gives how many, by table.
 */
export async function eraseDesk(scope: Scope, contactId: string): Promise<Erasure['deleted']> {
	const { tx } = scope;
	const named = await tx.all<{ id: string }>(
		`SELECT id FROM desk_rings WHERE contact_id = ?
		UNION SELECT id FROM attempts WHERE contact_id = ?`,
		[contactId, contactId],
	);
	// Nothing about a customer is told without a ring or an attempt.
	const events =
		named.length === 0 ? 0 : await eraseEvents(scope, new Set(named.map(({ id }) => id)));
	const { changes } = await tx.run(
		`DELETE FROM desk_ring_offers WHERE ring_id IN (
			SELECT id FROM desk_rings WHERE contact_id = ?)`,
		[contactId],
	);
	return { desk_events: events, desk_ring_offers: changes };
}

async function eraseEvents(scope: Scope, named: ReadonlySet<string>): Promise<number> {
	// The condition lets the index be searched.
	const rows = await scope.tx.all<DeskEventRow>('SELECT * FROM desk_events WHERE at >= 0');
	let erased = 0;
	for (const row of rows) {
		if (!namesOf(readDeskEvent(row, scope)).some((name) => named.has(name))) continue;
		await scope.tx.run('DELETE FROM desk_events WHERE representative_id = ? AND seq = ?', [
			row.representative_id,
			row.seq,
		]);
		erased++;
	}
	return erased;
}

function namesOf(body: DeskEventBody): string[] {
	if ('attempt' in body) return [body.attempt];
	if (body.kind === 'ring') return [body.ring.id];
	return body.kind === 'ring_over' ? [body.ring] : [];
}
