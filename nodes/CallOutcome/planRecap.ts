import type { CallNext } from '../shared/domain/callNext';
import type { Contact, Ledger, LedgerTx } from '../shared/ledger/ledger';
import { openCallIds } from '../shared/n8n/callNames';
import type { HeardCall } from './readCall';
import type { OutcomeQuestion } from './readQuestion';

/** What goes out once the brief is corrected, or has waited long enough. */
const OF_RECAP = ['recap', 'rating'];

/**
 * Keeps a recap that waits for its brief, for a Callback Trigger that takes Recap Due (V7). Not if
 * neither recap nor rating is wanted, and not in a dry run.
 */
export async function planRecap(
	{ reason, notBefore }: CallNext,
	{ attempt, section }: HeardCall,
	contact: Contact,
	{ phoneNumberId, prepares, dryRun, now }: OutcomeQuestion,
	escalationId: string | null,
	ledger: Ledger,
	{ callbacks }: LedgerTx,
): Promise<void> {
	const isWanted = OF_RECAP.some((purpose) => prepares.includes(purpose));
	if (reason !== 'recap_not_due' || notBefore === null || !isWanted || dryRun) return;
	const recap = {
		contactId: contact.id,
		phoneNumberId,
		escalationId,
		callId: attempt?.callId ?? openCallIds(section.id, ledger),
		dueAt: notBefore,
	};
	await callbacks.planRecap(recap, now);
}
