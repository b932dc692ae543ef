import type { Attempt, LedgerTx } from '../ledger/ledger';
import type { DeskActor, DeskDone } from './deskPorts';

/** The attempt, if this representative has taken it; null: nobody has, or somebody else. */
export async function ownTalk(
	{ representative }: Pick<DeskActor, 'representative'>,
	attemptId: string,
	{ attempts }: Pick<LedgerTx, 'attempts'>,
): Promise<Attempt | null> {
	const attempt = await attempts.get(attemptId);
	return attempt?.representativeId === representative.id ? attempt : null;
}

export const NOT_YOURS = {
	done: false,
	code: 'not_yours',
	text: 'This call is another representative’s, or nobody has taken it.',
} as const satisfies DeskDone;
