import { HORIZON_DAYS } from '../domain/businessHours';
import type { SlotSupply } from '../domain/hoursAnswer';
import { addMs, DAY_MS } from '../domain/instant';
import type { SlotPolicy } from '../domain/policy';
import type { Callback, LedgerTx } from '../ledger/ledger';

/**
 * What slots of a number are cut from: others' bookings are taken, the customer's own one moves.
 *
 * @param own The customer's booking, if there is one.
 */
export async function slotSupply(
	phoneNumberId: string,
	slots: SlotPolicy,
	own: Callback | null,
	now: string,
	{ callbacks }: LedgerTx,
): Promise<SlotSupply> {
	const until = addMs(now, (HORIZON_DAYS + 1) * DAY_MS);
	const booked = await callbacks.bookedStarts(phoneNumberId, addMs(now, -DAY_MS), until);
	const ownAt = own ? booked.findIndex((at) => Date.parse(at) === Date.parse(own.dueAt ?? '')) : -1;
	return { slots, booked: booked.filter((_, index) => index !== ownAt) };
}
