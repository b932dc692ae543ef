import { SECOND_MS, toMs } from '../domain/instant';
import type { Ledger, LedgerTx } from '../ledger/ledger';
import { deskTeam } from './deskTeam';

/** House rule: supervisors are told of changes at most so often. */
const TELL_EVERY_MS = 3 * SECOND_MS;

/** What the team looked like when this process looked last; a hint, so a restart tells once more. */
const seen = new WeakMap<Ledger, { at: string; team: string }>();

/**
 * Tells every supervisor that the team's view has changed, if it has. Gives who was told.
 *
 * @param now Looks at most every {@link TELL_EVERY_MS}.
 */
export async function tellTeam(ledger: Ledger, now: string, tx: LedgerTx): Promise<string[]> {
	const last = seen.get(ledger);
	if (last && toMs(now) - toMs(last.at) < TELL_EVERY_MS) return [];
	const people = await tx.representatives.list();
	const supervisors = people.filter(({ role }) => role === 'supervisor');
	if (supervisors.length === 0) return [];
	const team = JSON.stringify(await deskTeam({ phoneNumberIds: [] }, now, tx));
	seen.set(ledger, { at: now, team });
	if (team === last?.team) return [];
	for (const { id } of supervisors) {
		await tx.deskEvents.add(id, { pageId: null, body: { kind: 'team' } }, now);
	}
	return supervisors.map(({ id }) => id);
}
