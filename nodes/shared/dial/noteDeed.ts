import type { DeskDeed } from '../domain/judgementSections';
import type { Attempt, LedgerTx, StoredDeskDeed } from '../ledger/ledger';
import type { DeskActor } from './deskPorts';

/** Writes down what a representative did about a call, for the workflows, in the same transaction. */
export async function noteDeed(
	{ representative }: Pick<DeskActor, 'representative'>,
	attempt: Pick<Attempt, 'id' | 'contactId' | 'phoneNumberId'>,
	deed: Pick<StoredDeskDeed, 'kind'> & Partial<Pick<StoredDeskDeed, 'outcome' | 'notes'>>,
	now: string,
	{ deskDeeds }: Pick<LedgerTx, 'deskDeeds'>,
): Promise<void> {
	const { id: attemptId, contactId, phoneNumberId } = attempt;
	const about = { representativeId: representative.id, attemptId, contactId, phoneNumberId };
	await deskDeeds.add({ outcome: null, notes: null, ...deed, ...about }, now);
}

/** What is said of a call once, is said once, however often the button is pressed. */
export async function noteOnce(
	actor: Pick<DeskActor, 'representative'>,
	attempt: Attempt,
	kind: DeskDeed,
	now: string,
	tx: Pick<LedgerTx, 'deskDeeds'>,
): Promise<void> {
	const deeds = await tx.deskDeeds.ofAttempt(attempt.id);
	if (deeds.some((deed) => deed.kind === kind)) return;
	await noteDeed(actor, attempt, { kind }, now, tx);
}
