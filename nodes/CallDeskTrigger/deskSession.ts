import type { PageProof } from '../shared/domain/deskProtocol';
import type { DeskActor } from '../shared/dial/deskPorts';
import { deskPageKeyHash, deskSessionHash } from '../shared/dial/deskSecrets';
import type { LedgerTx, Representative } from '../shared/ledger/ledger';
import { systemNow } from '../shared/n8n/dialPorts';
import type { Desk, DeskCall } from './desk';
import { DeskRefusal } from './deskRefusal';
import { readSessionCookie } from './sessionCookie';

/** Who is signed in by a cookie. */
interface Session {
	hash: string;
	representative: Representative;
}

/** @throws {DeskRefusal} `session_over`, `desk_moved`, `desk_not_ready`. */
export async function requireSession(call: DeskCall, desk: Desk, tx: LedgerTx): Promise<Session> {
	const { ledger, appKey } = desk.connection;
	const door = await tx.deskDoors.get(appKey);
	// While its workflow is edited there is none for a moment.
	if (!door) throw new DeskRefusal('desk_not_ready');
	// Two desks of one app: the one that is not it any more serves nobody.
	if (door.routeId !== desk.routeId) throw new DeskRefusal('desk_moved');
	const secret = readSessionCookie(call.headers.cookie, desk.address);
	if (secret === null) throw new DeskRefusal('session_over');
	const hash = deskSessionHash(ledger, secret);
	const representative = await tx.deskAccess.session(hash, systemNow());
	if (!representative) throw new DeskRefusal('session_over');
	return { hash, representative };
}

/**
 * Who looks: session, and a page of that session.
 *
 * @throws {DeskRefusal} `session_over`, `desk_moved`, `page_unknown`.
 */
export async function requireReader(
	call: DeskCall,
	pageId: unknown,
	desk: Desk,
): Promise<DeskActor> {
	return await desk.connection.ledger.transaction(async (tx) => {
		const session = await requireSession(call, desk, tx);
		const page = typeof pageId === 'string' ? await tx.deskPages.get(pageId, systemNow()) : null;
		if (page?.sessionHash !== session.hash) throw new DeskRefusal('page_unknown');
		return { representative: session.representative, page };
	});
}

/**
 * Who acts: session, page, the page's key, and a number that was not used before.
 *
 * @throws {DeskRefusal} `session_over`, `desk_moved`, `page_unknown`, `key_wrong`, `replayed`.
 */
export async function requireActor(
	call: DeskCall,
	{ page: id, key, n }: PageProof,
	desk: Desk,
): Promise<DeskActor> {
	const { ledger } = desk.connection;
	return await ledger.transaction(async (tx) => {
		const session = await requireSession(call, desk, tx);
		const proof = { sessionHash: session.hash, keyHash: deskPageKeyHash(ledger, key), n };
		const page = await tx.deskPages.take(id, proof, systemNow());
		if (typeof page === 'string') throw new DeskRefusal(page);
		return { representative: session.representative, page };
	});
}
