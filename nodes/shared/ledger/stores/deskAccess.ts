import { toIso, toMs } from '../instants';
import {
	DESK_LINK_MS,
	DESK_SESSION_MS,
	type DeskAccessStore,
	type Representative,
	type SignInRefusal,
} from '../ledger';
import { toRepresentative, type RepresentativeRow } from './representativeRow';
import type { Scope } from './scope';

type SignedIn = Awaited<ReturnType<DeskAccessStore['signIn']>>;

/** A link and whose it is. */
type LinkRow = RepresentativeRow & { expires_at: number; used_at: number | null };

export class SqlDeskAccess implements DeskAccessStore {
	constructor(private readonly scope: Scope) {}

	async addLink(linkHash: string, representativeId: string, now: string): Promise<string> {
		const expiresMs = toMs(now) + DESK_LINK_MS;
		await this.scope.tx.run(
			'INSERT INTO desk_links (link_hash, representative_id, expires_at) VALUES (?, ?, ?)',
			[linkHash, representativeId, expiresMs],
		);
		return toIso(expiresMs);
	}

	async signIn(linkHash: string, sessionHash: string, now: string): Promise<SignedIn> {
		const { tx } = this.scope;
		const nowMs = toMs(now);
		const link = await tx.get<LinkRow>(
			`SELECT representatives.*, desk_links.expires_at, desk_links.used_at FROM desk_links
			JOIN representatives ON representatives.id = desk_links.representative_id
			WHERE desk_links.link_hash = ?`,
			[linkHash],
		);
		const refusal = refusalOf(link, nowMs);
		if (!link || refusal) return { signedIn: false, reason: refusal ?? 'link_unknown' };
		await tx.run('UPDATE desk_links SET used_at = ? WHERE link_hash = ?', [nowMs, linkHash]);
		const expiresMs = nowMs + DESK_SESSION_MS;
		await tx.run(
			`INSERT INTO desk_sessions (session_hash, representative_id, opened_at, expires_at)
			VALUES (?, ?, ?, ?)`,
			[sessionHash, link.id, nowMs, expiresMs],
		);
		return {
			signedIn: true,
			representative: toRepresentative(link),
			expiresAt: toIso(expiresMs),
		};
	}

	async session(sessionHash: string, now: string): Promise<Representative | null> {
		const row = await this.scope.tx.get<RepresentativeRow>(
			`SELECT representatives.* FROM desk_sessions
			JOIN representatives ON representatives.id = desk_sessions.representative_id
			WHERE desk_sessions.session_hash = ? AND desk_sessions.expires_at > ?
				AND representatives.revoked_at IS NULL`,
			[sessionHash, toMs(now)],
		);
		return row ? toRepresentative(row) : null;
	}

	async lastUntil(sessionHash: string, until: string, now: string): Promise<void> {
		const untilMs = toMs(until);
		await this.scope.tx.run(
			`UPDATE desk_sessions SET expires_at = ?
			WHERE session_hash = ? AND expires_at > ? AND expires_at < ?`,
			[untilMs, sessionHash, toMs(now), untilMs],
		);
	}

	async signOut(sessionHash: string, now: string): Promise<void> {
		const nowMs = toMs(now);
		await this.scope.tx.run(
			'UPDATE desk_sessions SET expires_at = ? WHERE session_hash = ? AND expires_at > ?',
			[nowMs, sessionHash, nowMs],
		);
	}

	async signOutAll(representativeId: string, now: string): Promise<void> {
		const nowMs = toMs(now);
		for (const table of ['desk_links', 'desk_sessions']) {
			await this.scope.tx.run(
				`UPDATE ${table} SET expires_at = ? WHERE representative_id = ? AND expires_at > ?`,
				[nowMs, representativeId, nowMs],
			);
		}
	}
}

function refusalOf(link: LinkRow | undefined, nowMs: number): SignInRefusal | null {
	if (!link) return 'link_unknown';
	if (link.revoked_at !== null) return 'representative_revoked';
	if (link.used_at !== null) return 'link_used';
	return link.expires_at <= nowMs ? 'link_expired' : null;
}
