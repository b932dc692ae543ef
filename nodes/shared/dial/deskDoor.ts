import type { DeskDoor, LedgerTx } from '../ledger/ledger';

/** The published desk that answers for a number; null: there is none. */
export async function deskDoor(
	phoneNumberId: string,
	appKey: string,
	{ deskDoors }: Pick<LedgerTx, 'deskDoors'>,
): Promise<DeskDoor | null> {
	const door = await deskDoors.get(appKey);
	const isFor = door?.phoneNumberIds.length === 0 || door?.phoneNumberIds.includes(phoneNumberId);
	return isFor ? door : null;
}
