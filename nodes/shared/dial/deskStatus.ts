import type { DeskStatusCause } from '../domain/deskProtocol';
import type { DeskPage, LedgerTx, RepresentativeStatus } from '../ledger/ledger';

/** Asks a page to show that it is there. */
export async function probe(page: DeskPage, now: string, tx: LedgerTx): Promise<void> {
	const id = await tx.deskPages.probe(page.id, now);
	const event = { pageId: page.id, body: { kind: 'probe', probe: id } as const };
	await tx.deskEvents.add(page.representativeId, event, now);
}

/** Not ready for calls any more, as every page of theirs hears. */
export async function goAway(
	representativeId: string,
	cause: DeskStatusCause,
	now: string,
	tx: LedgerTx,
): Promise<void> {
	const person = await tx.representatives.get(representativeId);
	if (person?.status !== 'away') await tx.representatives.setStatus(representativeId, 'away', now);
	await tellAway(representativeId, cause, now, tx);
}

/** All pages of somebody show it. */
export async function tellAway(
	representativeId: string,
	because: DeskStatusCause,
	now: string,
	{ deskEvents }: LedgerTx,
): Promise<void> {
	const body = { kind: 'status', status: 'away', because } as const;
	await deskEvents.add(representativeId, { pageId: null, body }, now);
}

/** The page that rang until now. */
export async function tellOther(
	{ id, representativeId }: DeskPage,
	status: RepresentativeStatus,
	now: string,
	{ deskEvents }: LedgerTx,
): Promise<void> {
	const body = { kind: 'status', status, because: 'another_page' } as const;
	await deskEvents.add(representativeId, { pageId: id, body }, now);
}
