import type { Scope } from './scope';

/**
 * Opt-outs (P4). Of each kind only the latest refusal and the latest permission are kept, in the
 * customer's message time; whichever is later holds, and a refusal wins a tie. So it does not
 * matter in which order events arrive.
 */
export interface Refusals {
	call_refused_at: number | null;
	call_allowed_at: number | null;
	message_refused_at: number | null;
	message_allowed_at: number | null;
}

export const NO_REFUSALS: Refusals = {
	call_refused_at: null,
	call_allowed_at: null,
	message_refused_at: null,
	message_allowed_at: null,
};

export type Subject = 'call' | 'message';

export function refuses(refusals: Refusals, subject: Subject): boolean {
	const refusedAt = refusals[`${subject}_refused_at`];
	const allowedAt = refusals[`${subject}_allowed_at`];
	return refusedAt !== null && (allowedAt === null || refusedAt >= allowedAt);
}

/** What holds for one person of whom both were known: refused if either was refused. */
export function uniteRefusals(a: Refusals, b: Refusals): Refusals {
	const [callRefusedAt, callAllowedAt] = uniteSubject(a, b, 'call');
	const [messageRefusedAt, messageAllowedAt] = uniteSubject(a, b, 'message');
	return {
		call_refused_at: callRefusedAt,
		call_allowed_at: callAllowedAt,
		message_refused_at: messageRefusedAt,
		message_allowed_at: messageAllowedAt,
	};
}

/** Refused at, allowed at. */
function uniteSubject(a: Refusals, b: Refusals, subject: Subject): [number | null, number | null] {
	const refusedAt = (one: Refusals): number | null => one[`${subject}_refused_at`];
	const allowedAt = (one: Refusals): number | null => one[`${subject}_allowed_at`];
	const standing = [a, b].filter((one) => refuses(one, subject));
	if (standing.length > 0) return [standing.map(refusedAt).reduce(later), null];
	return [later(refusedAt(a), refusedAt(b)), later(allowedAt(a), allowedAt(b))];
}

export function later(a: number | null, b: number | null): number | null {
	if (a === null || b === null) return a ?? b;
	return Math.max(a, b);
}

/** Every keyed hash under which this contact may be on the suppression list. */
export async function suppressionHashes(scope: Scope, contactId: string): Promise<string[]> {
	const aliases = await scope.tx.all<{ kind: string; value: string }>(
		'SELECT kind, value FROM contact_aliases WHERE contact_id = ?',
		[contactId],
	);
	return aliases.map(({ kind, value }) => scope.secrets.hash('suppression', `${kind}:${value}`));
}

/** What the suppression list says of one hash. */
export async function suppressionOf({ tx }: Scope, hash: string): Promise<Refusals | undefined> {
	return tx.get<Refusals>(
		`SELECT call_refused_at, call_allowed_at, message_refused_at, message_allowed_at
		FROM suppressions WHERE hash = ?`,
		[hash],
	);
}

export async function putSuppression({ tx }: Scope, hash: string, now: Refusals): Promise<void> {
	await tx.run(
		`INSERT INTO suppressions
			(hash, call_refused_at, call_allowed_at, message_refused_at, message_allowed_at)
		VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET
			call_refused_at = excluded.call_refused_at, call_allowed_at = excluded.call_allowed_at,
			message_refused_at = excluded.message_refused_at,
			message_allowed_at = excluded.message_allowed_at`,
		[
			hash,
			now.call_refused_at,
			now.call_allowed_at,
			now.message_refused_at,
			now.message_allowed_at,
		],
	);
}

export async function putContactRefusals(
	{ tx }: Scope,
	contactId: string,
	now: Refusals,
): Promise<void> {
	await tx.run(
		`UPDATE contacts SET call_refused_at = ?, call_allowed_at = ?, message_refused_at = ?,
			message_allowed_at = ? WHERE id = ?`,
		[
			now.call_refused_at,
			now.call_allowed_at,
			now.message_refused_at,
			now.message_allowed_at,
			contactId,
		],
	);
}

/** The check of every claim: the contact's own record and the suppression list of all its aliases. */
export async function isRefused(
	scope: Scope,
	contactId: string,
	subject: Subject,
): Promise<boolean> {
	const own = await scope.tx.get<Refusals>(
		`SELECT call_refused_at, call_allowed_at, message_refused_at, message_allowed_at
		FROM contacts WHERE id = ?`,
		[contactId],
	);
	// Of somebody who was erased nobody knows any more what they refused.
	if (!own || refuses(own, subject)) return true;
	for (const hash of await suppressionHashes(scope, contactId)) {
		const listed = await suppressionOf(scope, hash);
		if (listed && refuses(listed, subject)) return true;
	}
	return false;
}

/**
 * Makes a contact and the suppression list of its aliases agree after an alias was learned:
 * a refusal on either side holds for all.
 */
export async function spreadRefusals(
	scope: Scope,
	contactId: string,
	own: Refusals,
): Promise<void> {
	const hashes = await suppressionHashes(scope, contactId);
	let all = own;
	for (const hash of hashes)
		all = uniteRefusals(all, (await suppressionOf(scope, hash)) ?? NO_REFUSALS);
	if (!refuses(all, 'call') && !refuses(all, 'message')) return;
	await putContactRefusals(scope, contactId, all);
	for (const hash of hashes) await putSuppression(scope, hash, all);
}
