import {
	ITEM_SCHEMA,
	type CallItem,
	type ItemEscalation,
	type ItemEvent,
	type ItemWish,
} from '../domain/callItem';
import { SECOND_MS, toMs } from '../domain/instant';
import type { Callback, LedgerTx } from '../ledger/ledger';
import { followedCall } from './callOfAttempt';
import { reminderWish } from './remindByVoice';
import { contactSection } from './toItem';

/** What a callback starts: one of a kind for ever, so that it is emitted and dialled once (P10). */
export const callbackKey = ({ id }: Pick<Callback, 'id'>): string => `callback:${id}`;

const EVENT_TYPES: Record<Callback['wokenBy'], ItemEvent['type']> = {
	slot: 'callback_due',
	hours: 'request_woken',
	permission: 'request_woken',
	representative: 'request_woken',
	recap: 'recap_due',
	reminder: 'reminder_due',
};

/**
 * The item of a callback at the moment it fires. It says what was booked, not that a call is allowed:
 * the gates judge it anew (H4). Null if the customer is not known any more. Keeps nothing.
 */
export async function callbackItem(
	callback: Callback,
	now: string,
	tx: LedgerTx,
): Promise<Partial<CallItem> | null> {
	const { contactId, phoneNumberId, wokenBy, dueAt, callId } = callback;
	const contact = await tx.contacts.get(contactId);
	if (!contact) return null;
	const line = await tx.lines.get(phoneNumberId);
	const wish = await wishOf(callback, now, tx);
	const call = callId === null ? null : await followedCall(callId, tx);
	const lateMs = dueAt === null ? 0 : toMs(now) - toMs(dueAt);
	return {
		schema: ITEM_SCHEMA,
		event: {
			type: EVENT_TYPES[wokenBy],
			key: callbackKey(callback),
			at: now,
			origin: 'ledger',
			isTest: contact.isTest,
		},
		line: line ?? { phoneNumberId, displayPhoneNumber: null, wabaId: null },
		contact: contactSection(contact),
		...(wish && {
			wish: { id: wish.id, kind: wish.kind, scope: wish.scope, expiresAt: wish.expiresAt },
		}),
		callback: {
			id: callback.id,
			wokenBy,
			dueAt,
			endAt: callback.endAt,
			lateSeconds: Math.max(0, Math.floor(lateMs / SECOND_MS)),
		},
		...(call && { call }),
		...(await escalationSections(callback, now, tx)),
	};
}

/** The yes to a slot is none to a reminder of it. */
async function wishOf(callback: Callback, now: string, tx: LedgerTx): Promise<ItemWish | null> {
	const { wokenBy, wishId } = callback;
	if (wokenBy === 'reminder') return await reminderWish(callback, now, tx);
	return wishId === null ? null : await tx.wishes.get(wishId);
}

export async function escalationSections(
	{
		escalationId,
		contactId,
		phoneNumberId,
	}: Pick<Callback, 'escalationId' | 'contactId' | 'phoneNumberId'>,
	now: string,
	{ escalations, offers }: LedgerTx,
): Promise<Pick<CallItem, 'escalation' | 'escalationTrigger'>> {
	const escalation = escalationId === null ? null : await escalations.get(escalationId);
	if (!escalation) return {};
	const offer = await offers.open(contactId, phoneNumberId, now);
	return {
		escalation: escalationSection(escalation, offer),
		escalationTrigger: escalation.triggers[0],
	};
}

/** An escalation as it stands on an item. */
export function escalationSection(
	{ id, status, triggers, action, evidence }: Omit<ItemEscalation, 'offer'>,
	offer: ItemEscalation['offer'],
): ItemEscalation {
	return {
		id,
		status,
		triggers,
		action,
		evidence,
		offer: offer && { messageId: offer.messageId, expiresAt: offer.expiresAt },
	};
}
