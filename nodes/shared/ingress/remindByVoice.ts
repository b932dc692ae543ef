import { addMs, isBefore, MINUTE_MS } from '../domain/instant';
import { reminderWishId } from '../domain/reminderWish';
import type { Callback, LedgerTx } from '../ledger/ledger';

/** House rule: an automated reminder that rings later than this before the slot comes too late. */
const RINGS_UNTIL_MS = 5 * MINUTE_MS;

type ReminderWish = Parameters<LedgerTx['wishes']['open']>[0];

/**
 * The wish to be reminded by an automated call (V6): of a customer who has agreed to such calls, from
 * now until shortly before the slot. It stands beside the slot's own. Null: the reminder is written
 * only.
 */
export async function reminderWish(
	{ id, wokenBy, contactId, phoneNumberId, endAt: slotStart }: Callback,
	now: string,
	{ consents }: LedgerTx,
): Promise<ReminderWish | null> {
	if (wokenBy !== 'reminder' || slotStart === null) return null;
	const expiresAt = addMs(slotStart, -RINGS_UNTIL_MS);
	if (!isBefore(now, expiresAt)) return null;
	const active = await consents.active(contactId, phoneNumberId, now);
	if (!active.some(({ key }) => key === 'automated_call')) return null;
	const shared = { id: reminderWishId(id), contactId, phoneNumberId };
	return { ...shared, kind: 'reminder', scope: 'slot', startsAt: now, expiresAt };
}
