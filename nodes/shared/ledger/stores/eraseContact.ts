import { toIso } from '../instants';
import type { Erasure } from '../ledger';
import { contactById } from './contactRow';
import { rememberCalls } from './erasedCalls';
import { eraseDesk } from './eraseDesk';
import { eraseItems } from './eraseItems';
import { giveUpRecordings } from './giveUpRecordings';
import { isRefused } from './refusals';
import type { Scope } from './scope';

/** Everything about a contact that has its id, but the proof of consent. */
const OPERATIONAL = [
	'conversation_messages',
	'escalations',
	'threads',
	'callbacks',
	'wishes',
	'attempts',
	'calls',
	'decisions',
	'sends',
	'offers',
	'permissions',
	'permission_answers',
	'opt_out_events',
	'briefs',
	'corrections',
	'ratings',
	'consent_revocations',
	'recording_objections',
	'desk_rings',
	'desk_deeds',
	'contact_aliases',
];

/**
 * P4, by the three classes of design.md §5. Operational rows go. Of proof of consent the words, times
 * and terms stay, under keyed hashes of contact and messages: whoever shows the message can prove it,
 * and nobody finds the customer by it. Refusals stay on the suppression list.
 *
 * What stays for a while: keys of events, which hold message ids and stop repeats, for ten days; old
 * pages of the write-ahead log, until they are written over; recordings, which lead to nobody any
 * more, until their files are deleted. A run that has its item already goes on.
 * An operator's own settings stay as they are, such as a policy's test contacts.
 */
export async function eraseContact(
	scope: Scope,
	id: string,
	nowMs: number,
): Promise<Erasure | null> {
	const { tx } = scope;
	const row = await contactById(tx, id);
	if (!row) return null;
	const suppressed = {
		calls: await isRefused(scope, row.id, 'call'),
		messages: await isRefused(scope, row.id, 'message'),
	};
	await rememberCalls(scope, row.id, nowMs);
	const pseudonymised = { consents: await pseudonymiseConsents(scope, row.id) };
	const inbox = await eraseItems(scope, await idsOf(scope, row.id));
	const recordings = await giveUpRecordings(scope, row.id, nowMs);
	const desk = await eraseDesk(scope, row.id);
	const deleted = { inbox, recordings, ...desk, ...(await deleteRows(scope, row.id)) };
	return { contactId: row.id, deleted, pseudonymised, suppressed, erasedAt: toIso(nowMs) };
}

/** The contact's and those of everybody who was merged into it. */
async function idsOf({ tx }: Scope, contactId: string): Promise<string[]> {
	const merged = await tx.all<{ id: string }>('SELECT id FROM contacts WHERE merged_into = ?', [
		contactId,
	]);
	return [contactId, ...merged.map(({ id }) => id)];
}

async function deleteRows({ tx }: Scope, contactId: string): Promise<Erasure['deleted']> {
	const deleted: Erasure['deleted'] = {};
	// Of calls first, while it is known whose they were.
	for (const table of ['call_events', 'call_sdp']) {
		const { changes } = await tx.run(
			`DELETE FROM ${table} WHERE call_id IN (SELECT call_id FROM calls WHERE contact_id = ?
				UNION SELECT call_id FROM attempts WHERE contact_id = ? AND call_id IS NOT NULL)`,
			[contactId, contactId],
		);
		deleted[table] = changes;
	}
	for (const table of OPERATIONAL) {
		const { changes } = await tx.run(`DELETE FROM ${table} WHERE contact_id = ?`, [contactId]);
		deleted[table] = changes;
	}
	const { changes } = await tx.run('DELETE FROM contacts WHERE id = ? OR merged_into = ?', [
		contactId,
		contactId,
	]);
	return { ...deleted, contacts: changes };
}

async function pseudonymiseConsents({ tx, secrets }: Scope, contactId: string): Promise<number> {
	const rows = await tx.all<{ id: string; message_id: string; offer_message_id: string | null }>(
		'SELECT id, message_id, offer_message_id FROM consents WHERE contact_id = ?',
		[contactId],
	);
	const pseudonym = secrets.hash('erased contact', contactId);
	const nameOf = (messageId: string): string => secrets.hash('erased message', messageId);
	for (const { id, message_id: answer, offer_message_id: offer } of rows) {
		await tx.run(
			'UPDATE consents SET contact_id = ?, message_id = ?, offer_message_id = ? WHERE id = ?',
			[pseudonym, nameOf(answer), offer === null ? null : nameOf(offer), id],
		);
	}
	return rows.length;
}
