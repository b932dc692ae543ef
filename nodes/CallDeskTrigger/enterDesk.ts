import {
	deskLinkHash,
	deskPageKeyHash,
	deskSessionHash,
	newDeskSecret,
} from '../shared/dial/deskSecrets';
import { readDeskView } from '../shared/dial/deskView';
import type { DeskActor } from '../shared/dial/deskPorts';
import type { DeskOpened, DeskView } from '../shared/domain/deskProtocol';
import { deskPorts } from '../shared/n8n/deskPorts';
import { systemNow } from '../shared/n8n/dialPorts';
import type { Desk, DeskCall } from './desk';
import { DeskRefusal } from './deskRefusal';
import { requireSession } from './deskSession';
import { sessionCookie } from './sessionCookie';

/**
 * The secret of a link for a session, once. Guessing 256 bits is hopeless, so nothing slows tries down
 * but what a request to n8n costs by itself.
 *
 * @throws {DeskRefusal} `link_unknown`, `link_expired`, `link_used`, `representative_revoked`.
 */
export async function signIn(call: DeskCall, link: string, desk: Desk): Promise<object> {
	const { ledger } = desk.connection;
	const secret = newDeskSecret();
	const hashes = [deskLinkHash(ledger, link), deskSessionHash(ledger, secret)] as const;
	const entry = await ledger.transaction(
		async ({ deskAccess }) => await deskAccess.signIn(...hashes, systemNow()),
	);
	if (!entry.signedIn) throw new DeskRefusal(entry.reason);
	call.response.append('Set-Cookie', sessionCookie(desk.address, secret));
	return {};
}

/**
 * A session for a page; a reload is another page, and never ready.
 *
 * @throws {DeskRefusal} `session_over`, `desk_moved`.
 */
export async function openPage(call: DeskCall, desk: Desk): Promise<DeskOpened> {
	const { ledger } = desk.connection;
	const key = newDeskSecret();
	const actor = await ledger.transaction(async (tx) => {
		const { hash: sessionHash, representative } = await requireSession(call, desk, tx);
		const keyHash = deskPageKeyHash(ledger, key);
		const page = await tx.deskPages.open({ sessionHash, keyHash }, systemNow());
		if (!page) throw new DeskRefusal('session_over');
		return { representative, page };
	});
	return { page: actor.page.id, key, view: await viewFor(actor, desk) };
}

export async function viewFor(actor: DeskActor, desk: Desk): Promise<DeskView> {
	const view = await readDeskView(actor, await deskPorts(desk.connection, ''));
	return { ...view, settings: { iceServers: desk.iceServers } };
}
