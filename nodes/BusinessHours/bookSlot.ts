import type { PermissionFact } from '../shared/domain/decision';
import { addMs, isBefore, MINUTE_MS } from '../shared/domain/instant';
import type { Policy } from '../shared/domain/policy';
import type { Slot } from '../shared/domain/slots';
import type { Booking, LedgerTx } from '../shared/ledger/ledger';
import type { HoursCase, HoursQuestion } from './readHoursCase';

/** Stores the slot for the customer's open wish (H4). The same slot again is the same booking. */
export async function bookSlot(
	{ startAt, endAt }: Slot,
	{ contact, policy, wish, escalationId, facts }: HoursCase,
	{ phoneNumberId, now }: HoursQuestion,
	{ callbacks }: LedgerTx,
): Promise<Booking> {
	const [zone] = facts.customerHours.zones;
	if (wish === null || zone === undefined) return { booked: false, because: 'wish_not_open' };
	const slot = {
		contactId: contact.id,
		phoneNumberId,
		wishId: wish.id,
		escalationId,
		startAt,
		endAt,
		zone,
		capacity: policy.slots.capacity,
		earlyMs: policy.slotEarlyMinutes * MINUTE_MS,
		lateMs: policy.slotLateMinutes * MINUTE_MS,
		remindMs: policy.reminderMinutes * MINUTE_MS,
	};
	return await callbacks.book(slot, now);
}

/**
 * Whether the customer has to be asked for Meta's permission, so that the call can ring until the
 * yes to the slot ends. Not if Meta cannot be asked, or would refuse the request: the gates ask again
 * when the slot is due.
 */
export function needsPermission(
	permission: PermissionFact | null,
	startAt: string,
	{ slotLateMinutes }: Pick<Policy, 'slotLateMinutes'>,
): boolean {
	if (permission === null || !permission.canRequest) return false;
	const { status, expiresAt } = permission;
	const isGiven = status === 'permanent' || status === 'temporary';
	const lastRing = addMs(startAt, slotLateMinutes * MINUTE_MS);
	return !isGiven || !isBefore(lastRing, expiresAt);
}
