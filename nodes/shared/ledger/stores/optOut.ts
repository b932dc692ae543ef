import { CONSENT_EVENT_LIFETIME_MS, toMs } from '../instants';
import type { ContactStore } from '../ledger';
import { contactById, touchContact } from './contactRow';
import {
	later,
	NO_REFUSALS,
	putContactRefusals,
	putSuppression,
	refuses,
	suppressionHashes,
	suppressionOf,
	type Refusals,
} from './refusals';
import type { Scope } from './scope';

export type OptOutChange = Parameters<ContactStore['setOptOut']>[1];

/** P4: for the contact and, under each of its aliases, on the suppression list. */
export async function setOptOut(
	scope: Scope,
	id: string,
	change: OptOutChange,
	nowMs: number,
): Promise<void> {
	const row = await contactById(scope.tx, id);
	if (!row) return;
	const apply = optOutChange(change, nowMs);
	const known = apply(row);
	await putContactRefusals(scope, row.id, known);
	for (const hash of await suppressionHashes(scope, row.id)) {
		await putSuppression(scope, hash, apply((await suppressionOf(scope, hash)) ?? NO_REFUSALS));
	}
	if (await keepProof(scope, row.id, change, nowMs)) await touchContact(scope.tx, row.id, nowMs);
	if (change.calls || change.messages) {
		const at = toMs(change.at);
		const all = refuses(known, 'call');
		const keepsRecaps = !change.messages;
		await withdraw(scope, row.id, { at, nowMs, all, keepsRecaps, why: 'opted_out' });
	}
}

export interface Withdrawal {
	/** When the customer said so. */
	at: number;
	nowMs: number;
	/** False where a later word allows calls again: then only what was begun before `at` ends. */
	all: boolean;
	/** A recap is a message about a call that was had: who wants no more calls may still get it. */
	keepsRecaps: boolean;
	/** Why the escalation is closed. */
	why: 'opted_out' | 'number_changed_hands';
}

/**
 * Revokes what was agreed up to `at`, closes every open wish and the live escalations, and cancels
 * every callback and reminder, on all numbers.
 */
export async function withdraw({ tx }: Scope, id: string, withdrawal: Withdrawal): Promise<void> {
	const { at, nowMs, all, keepsRecaps, why } = withdrawal;
	const begunBefore = all ? Number.MAX_SAFE_INTEGER : at;
	await tx.run(
		`UPDATE consents SET revoked_at = ? WHERE contact_id = ? AND revoked_at IS NULL
		AND given_at <= ?`,
		[at, id, at],
	);
	// A reminder's wish is younger than the slot that it goes with.
	await tx.run(
		`UPDATE wishes SET status = 'closed', waiting_for = NULL WHERE contact_id = ?
		AND status = 'open' AND kind <> 'inbound' AND (created_at <= ? OR kind = 'reminder')`,
		[id, begunBefore],
	);
	await tx.run(
		`UPDATE callbacks SET status = 'cancelled' WHERE contact_id = ? AND status = 'waiting'
		AND created_at <= ?${keepsRecaps ? ` AND woken_by <> 'recap'` : ''}`,
		[id, begunBefore],
	);
	await tx.run(
		`UPDATE escalations SET status = 'closed', closed_at = ?, closed_because = ?
		WHERE contact_id = ? AND status <> 'closed' AND opened_at <= ?`,
		[nowMs, why, id, begunBefore],
	);
}

/** False for a word that was heard before. */
async function keepProof(
	{ tx }: Scope,
	id: string,
	change: OptOutChange,
	nowMs: number,
): Promise<boolean> {
	let isNews = false;
	for (const subject of ['calls', 'messages'] as const) {
		const refused = change[subject];
		if (refused === undefined) continue;
		const { changes } = await tx.run(
			`INSERT INTO opt_out_events (contact_id, message_id, subject, refused, at, recorded_at)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			[id, change.messageId, subject, refused ? 1 : 0, toMs(change.at), nowMs],
		);
		isNews ||= changes > 0;
	}
	return isNews;
}

/** The change as a function of what is known, the same for the contact and for each suppression. */
function optOutChange(change: OptOutChange, nowMs: number): (known: Refusals) => Refusals {
	const at = toMs(change.at);
	const tooOld = at < nowMs - CONSENT_EVENT_LIFETIME_MS;
	// Whoever wants no messages at all wants no calls either.
	const calls = change.calls ?? (change.messages ? true : undefined);
	const refused = (is: boolean | undefined, before: number | null): number | null =>
		is ? later(before, at) : before;
	// A clock ahead of ours must not let a permission outlast the refusal that follows it.
	const allowed = (is: boolean | undefined, before: number | null): number | null =>
		is === false && !tooOld ? later(before, Math.min(at, nowMs)) : before;
	return (known) => ({
		call_refused_at: refused(calls, known.call_refused_at),
		call_allowed_at: allowed(calls, known.call_allowed_at),
		message_refused_at: refused(change.messages, known.message_refused_at),
		message_allowed_at: allowed(change.messages, known.message_allowed_at),
	});
}
