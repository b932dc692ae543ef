import { DESK_LEG, LIVE_ATTEMPT, type Attempt, type LedgerTx } from '../ledger/ledger';
import type { DeskActor } from './deskPorts';
import { ownTalk } from './deskTalk';

/** The call that this very page has; null: it is another page's, also of the same person. */
export async function ownCall(
	actor: DeskActor,
	attemptId: string,
	tx: LedgerTx,
): Promise<Attempt | null> {
	const attempt = await ownTalk(actor, attemptId, tx);
	if (attempt?.leg !== DESK_LEG) return null;
	// Until it is dialled or answered, the ring tells.
	const pageId = attempt.sessionId ?? (await tx.deskRings.ofAttempt(attemptId))?.takenPage;
	return pageId === actor.page.id ? attempt : null;
}

export const isLive = ({ status }: Attempt): boolean =>
	LIVE_ATTEMPT.some((live) => live === status);
