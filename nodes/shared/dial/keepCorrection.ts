import type { CorrectionResult } from '../domain/correctBrief';
import type { LedgerTx, StoredBrief } from '../ledger/ledger';

/** A brief gone over, with what was changed in it. */
export type CorrectedBrief = Extract<CorrectionResult, { ok: true }>;

/**
 * Keeps what a representative put right, or confirmed, and lets the recap go that waits for it, in one
 * transaction (S3, V7). Null for an unknown brief.
 */
export async function keepCorrection(
	id: string,
	{ brief, corrections }: CorrectedBrief,
	now: string,
	{ briefs, callbacks }: Pick<LedgerTx, 'briefs' | 'callbacks'>,
): Promise<StoredBrief | null> {
	const kept = await briefs.correct(id, brief, corrections, now);
	if (kept?.status === 'ready') await callbacks.wake('recap', kept, now);
	return kept;
}
