import type { RingOverCause } from '../domain/deskProtocol';
import type { DeskRing, LedgerTx } from '../ledger/ledger';

/** Why a ring is over, and by whom. */
export interface RingOver {
	because: RingOverCause;
	/** The name of whoever took it. */
	by?: string;
}

/** Ends a ring, and every page at which it rings hears why. Gives whom to tell; nobody if it was over. */
export async function endRing(
	{ id }: Pick<DeskRing, 'id'>,
	over: RingOver,
	now: string,
	tx: LedgerTx,
): Promise<string[]> {
	return (await tx.deskRings.end(id, over.because, now))
		? await tellRingOver(id, over, now, tx)
		: [];
}

/** The pages at which it rings; not that of `exceptOf`, who knows. Gives whom to tell. */
export async function tellRingOver(
	ring: string,
	{ because, by }: RingOver,
	now: string,
	tx: LedgerTx,
	exceptOf?: string,
): Promise<string[]> {
	const offers = await tx.deskRings.offers(ring);
	const open = offers.filter(
		({ closedAt, representativeId }) => closedAt === null && representativeId !== exceptOf,
	);
	for (const { representativeId, pageId } of open) {
		const body = { kind: 'ring_over', ring, because, by: by ?? null } as const;
		await tx.deskEvents.add(representativeId, { pageId, body }, now);
	}
	return open.map(({ representativeId }) => representativeId);
}
