import type { SqlTx } from '../sql';
import { later, putContactRefusals, spreadRefusals, uniteRefusals } from './refusals';
import type { ContactRow } from './contactRow';
import { intersectConsents } from './intersectConsents';
import { joinPlans } from './joinPlans';
import type { Scope } from './scope';

/**
 * Two contacts turned out to be one person (design.md §4): refusals unite, consents intersect,
 * histories join. `kept` lives on; the id of `gone` leads to it. Returns what is now known.
 */
export async function mergeContacts(
	scope: Scope,
	kept: ContactRow,
	gone: ContactRow,
	nowMs: number,
): Promise<ContactRow> {
	await intersectConsents(scope, kept.id, gone.id, nowMs);
	await joinWishes(scope, kept.id, gone.id);
	await joinAttempts(scope, kept.id, gone.id, nowMs);
	await joinPermissions(scope, kept.id, gone.id);
	await joinPlans(scope, kept.id, gone.id, nowMs);
	await joinHistories(scope, kept.id, gone.id);
	return joinRows(scope, kept, gone, nowMs);
}

/**
 * One open wish per number stays, the kept contact's; the other's id leads to it. A reminder goes with
 * the slot that is given up: its id leads nowhere, since a voice agent may act on nothing else (V6).
 */
async function joinWishes({ tx }: Scope, kept: string, gone: string): Promise<void> {
	await tx.run(
		`UPDATE wishes SET status = 'closed', same_as = (
			SELECT mine.id FROM wishes mine WHERE mine.contact_id = ? AND mine.status = 'open'
			AND mine.kind NOT IN ('inbound', 'reminder')
			AND mine.phone_number_id = wishes.phone_number_id)
		WHERE contact_id = ? AND status = 'open' AND kind NOT IN ('inbound', 'reminder') AND EXISTS (
			SELECT 1 FROM wishes mine WHERE mine.contact_id = ? AND mine.status = 'open'
			AND mine.kind NOT IN ('inbound', 'reminder')
			AND mine.phone_number_id = wishes.phone_number_id)
		AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.wish_id = wishes.id)`,
		[kept, gone, kept],
	);
	await tx.run(
		`UPDATE wishes SET status = 'closed' WHERE contact_id = ? AND status = 'open'
		AND kind <> 'inbound' AND EXISTS (
			SELECT 1 FROM wishes mine WHERE mine.contact_id = ? AND mine.status = 'open'
			AND mine.kind <> 'inbound' AND (mine.kind <> 'reminder' OR wishes.kind = 'reminder')
			AND mine.phone_number_id = wishes.phone_number_id)`,
		[gone, kept],
	);
	await tx.run('UPDATE wishes SET contact_id = ? WHERE contact_id = ?', [kept, gone]);
}

/** Both may have a live attempt: what has not been dialled is held, what rings already lives on. */
async function joinAttempts(
	{ tx }: Scope,
	kept: string,
	gone: string,
	nowMs: number,
): Promise<void> {
	const live = await tx.all<{ id: string }>(
		`SELECT id FROM attempts WHERE contact_id IN (?, ?) AND status NOT IN ('released', 'ended')
		ORDER BY CASE WHEN status IN ('claimed', 'reserved') THEN 1 ELSE 0 END, claimed_at, id`,
		[kept, gone],
	);
	for (const { id } of live.slice(1)) {
		await tx.run(
			`UPDATE attempts SET status = 'released', held_reason = 'contact_merged', status_at = ?
			WHERE id = ? AND status IN ('claimed', 'reserved')`,
			[nowMs, id],
		);
		await tx.run('UPDATE attempts SET beside = 1 WHERE id = ?', [id]);
	}
	await tx.run('UPDATE attempts SET contact_id = ? WHERE contact_id = ?', [kept, gone]);
}

/** The permission heard last stays; on a tie the revoked one. */
async function joinPermissions({ tx }: Scope, kept: string, gone: string): Promise<void> {
	await tx.run(
		`DELETE FROM permissions WHERE contact_id IN (?, ?) AND EXISTS (
			SELECT 1 FROM permissions other WHERE other.contact_id IN (?, ?)
			AND other.phone_number_id = permissions.phone_number_id
			AND other.contact_id <> permissions.contact_id
			AND (other.at > permissions.at OR (other.at = permissions.at AND (
				(other.status = 'revoked' AND permissions.status <> 'revoked')
				OR (other.status = permissions.status AND other.contact_id = ?)))))`,
		[kept, gone, kept, gone, kept],
	);
	await tx.run('UPDATE permissions SET contact_id = ? WHERE contact_id = ?', [kept, gone]);
	await tx.run(
		`INSERT INTO permission_answers (phone_number_id, contact_id, at, accepted)
		SELECT phone_number_id, ?, at, accepted FROM permission_answers WHERE contact_id = ?
		ON CONFLICT DO NOTHING`,
		[kept, gone],
	);
	await tx.run('DELETE FROM permission_answers WHERE contact_id = ?', [gone]);
}

const JOINED_TABLES = [
	'consents',
	'offers',
	'sends',
	'calls',
	'decisions',
	'briefs',
	'corrections',
	'ratings',
	'recordings',
	'desk_rings',
	'desk_deeds',
	'contact_aliases',
];

async function joinHistories({ tx }: Scope, kept: string, gone: string): Promise<void> {
	for (const table of JOINED_TABLES) {
		await tx.run(`UPDATE ${table} SET contact_id = ? WHERE contact_id = ?`, [kept, gone]);
	}
	await tx.run(
		`DELETE FROM opt_out_events WHERE contact_id = ? AND EXISTS (
			SELECT 1 FROM opt_out_events other WHERE other.contact_id = ?
			AND other.message_id = opt_out_events.message_id
			AND other.subject = opt_out_events.subject AND other.refused = opt_out_events.refused)`,
		[gone, kept],
	);
	await tx.run('UPDATE opt_out_events SET contact_id = ? WHERE contact_id = ?', [kept, gone]);
	await joinObjections(tx, kept, gone);
}

/** What either took back is taken back, with the latest word on each key. */
async function joinObjections(tx: SqlTx, kept: string, gone: string): Promise<void> {
	await tx.run(
		`INSERT INTO consent_revocations (contact_id, consent_key, at)
		SELECT ?, consent_key, at FROM consent_revocations WHERE contact_id = ?
		ON CONFLICT (contact_id, consent_key) DO UPDATE SET at = excluded.at
		WHERE excluded.at > consent_revocations.at`,
		[kept, gone],
	);
	await tx.run('DELETE FROM consent_revocations WHERE contact_id = ?', [gone]);
	await tx.run(
		`INSERT INTO recording_objections (contact_id, at, since, said_by)
		SELECT ?, at, since, said_by FROM recording_objections WHERE contact_id = ?
		ON CONFLICT (contact_id, at) DO UPDATE SET since = excluded.since
		WHERE excluded.since < recording_objections.since`,
		[kept, gone],
	);
	await tx.run('DELETE FROM recording_objections WHERE contact_id = ?', [gone]);
}

async function joinRows(
	scope: Scope,
	kept: ContactRow,
	gone: ContactRow,
	nowMs: number,
): Promise<ContactRow> {
	const joined = joinFacts(kept, gone);
	await scope.tx.run(
		`UPDATE contacts SET wa_id = ?, user_id = ?, parent_user_id = ?, name = ?, is_renamed = ?,
			language = ?, time_zone = ?, time_zone_source = ?, reply_window_until = ?, last_call_attempt_at = ?,
			is_test = ?, updated_at = ? WHERE id = ?`,
		[
			joined.wa_id,
			joined.user_id,
			joined.parent_user_id,
			joined.name,
			joined.is_renamed,
			joined.language,
			joined.time_zone,
			joined.time_zone_source,
			joined.reply_window_until,
			joined.last_call_attempt_at,
			joined.is_test,
			nowMs,
			kept.id,
		],
	);
	await putContactRefusals(scope, kept.id, joined);
	await scope.tx.run(
		`UPDATE contacts SET merged_into = ?, wa_id = NULL, user_id = NULL, updated_at = ?
		WHERE id = ? OR merged_into = ?`,
		[kept.id, nowMs, gone.id, gone.id],
	);
	await spreadRefusals(scope, kept.id, joined);
	return joined;
}

function joinFacts(kept: ContactRow, gone: ContactRow): ContactRow {
	const isGoneNamed = kept.is_renamed === 0 && (gone.is_renamed === 1 || kept.name === null);
	const named = isGoneNamed ? gone : kept;
	return {
		...kept,
		...uniteRefusals(kept, gone),
		wa_id: kept.wa_id ?? gone.wa_id,
		user_id: kept.user_id ?? gone.user_id,
		parent_user_id: kept.parent_user_id ?? gone.parent_user_id,
		name: named.name,
		is_renamed: named.is_renamed,
		language: kept.language ?? gone.language,
		time_zone: kept.time_zone ?? gone.time_zone,
		time_zone_source: kept.time_zone ? kept.time_zone_source : gone.time_zone_source,
		reply_window_until: later(kept.reply_window_until, gone.reply_window_until),
		last_call_attempt_at: later(kept.last_call_attempt_at, gone.last_call_attempt_at),
		is_test: Math.max(kept.is_test, gone.is_test),
	};
}
