import type { IDataObject } from 'n8n-workflow';
import type { Attempt, Ledger, LedgerTx } from '../../shared/ledger/ledger';
import { attemptJson } from './attemptJson';

/** An attempt with what led to it (C5), and what the customer thought of it (V7). */
export interface AttemptStory {
	attempt: Attempt;
	escalationTrigger: string | null;
	rating: string | null;
}

/** More calls than anybody rates. */
const MOST = 1_000;

export async function attemptStory(
	attempt: Attempt,
	{ escalations, ratings }: LedgerTx,
): Promise<AttemptStory> {
	const { id, contactId, escalationId } = attempt;
	const escalation = escalationId === null ? null : await escalations.get(escalationId);
	const rated = (await ratings.list(contactId, MOST)).find(({ attemptId }) => attemptId === id);
	return {
		attempt,
		escalationTrigger: escalation?.triggers[0] ?? rated?.trigger ?? null,
		rating: rated?.rating ?? null,
	};
}

export const attemptStoryJson = (
	{ attempt, escalationTrigger, rating }: AttemptStory,
	ledger: Ledger,
): IDataObject => ({
	...attemptJson(attempt, ledger),
	escalation_trigger: escalationTrigger,
	rating,
});
