import { addMs } from '../domain/instant';
import type { Attempt, LedgerTx } from '../ledger/ledger';
import { CALL_LIMIT_MS } from './callLimit';
import type { DeskActor, DeskPorts } from './deskPorts';

/**
 * In a call from now on, and not free for another one before it is written up (V4). A session that would end
 * in the middle of it goes on.
 */
export async function beginCall(
	{ representative: { id }, page: { sessionHash } }: DeskActor,
	attempt: Pick<Attempt, 'id'>,
	at: string,
	tx: LedgerTx,
): Promise<void> {
	await tx.attempts.noteRepresentative(attempt.id, id);
	await tx.deskAccess.lastUntil(sessionHash, addMs(at, CALL_LIMIT_MS), at);
	await tx.representatives.setStatus(id, 'busy', at);
	const body = { kind: 'status', status: 'busy', because: 'in_call' } as const;
	await tx.deskEvents.add(id, { pageId: null, body }, at);
}

/** Nothing was started after all, so there is nothing to write up. */
export async function freeAgain(
	{ representative: { id }, page }: DeskActor,
	{ ledger, now }: Pick<DeskPorts, 'ledger' | 'now'>,
): Promise<void> {
	await ledger.transaction(async ({ deskPages, deskEvents, representatives }) => {
		const at = now();
		const isReady = (await deskPages.readyPage(id, at))?.id === page.id;
		if (!isReady || (await representatives.get(id))?.status !== 'busy') return;
		await representatives.setStatus(id, 'ready', at);
		const body = { kind: 'status', status: 'ready', because: 'acknowledged' } as const;
		await deskEvents.add(id, { pageId: null, body }, at);
	});
}
