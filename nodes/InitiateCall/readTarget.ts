import type { CallTarget } from '../shared/dial/callFacts';
import type { CallItem } from '../shared/domain/callItem';
import type { Ledger } from '../shared/ledger/ledger';
import { CallingError } from '../shared/n8n/callingError';
import { itemContact } from '../shared/n8n/itemContact';
import { itemWish } from '../shared/n8n/itemWish';

export type DialTarget = CallTarget;

/** A sample's customer does not exist, so nothing can be decided about them. */
export function sampleItem(): CallingError {
	return new CallingError(
		'sample_item',
		'This item is a sample, and its customer does not exist',
		'Write “call me” to your business number from your own phone while the trigger listens for a test event, and run this node with that item.',
	);
}

/**
 * The customer and the yes as the ledger knows them; the item is only a hint (design.md §3).
 *
 * @throws {CallingError} `contact_unknown`.
 */
export async function readTarget(
	item: Partial<CallItem>,
	phoneNumberId: string,
	ledger: Ledger,
	now: string,
): Promise<DialTarget> {
	return await ledger.transaction(async (tx) => {
		const contact = await itemContact(item, tx);
		const named = await itemWish(item, { contact, phoneNumberId }, ledger, tx);
		// An inbound call's wish is answered, not dialled.
		const isDialled = named !== null && named.kind !== 'inbound';
		const wish = isDialled ? named : await tx.wishes.current(contact.id, phoneNumberId, now);
		return { phoneNumberId, contact, wish };
	});
}
