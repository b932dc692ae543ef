import { toMs } from '../domain/instant';
import { reminderOfWish } from '../domain/reminderWish';
import { slotTitle, zoneWords } from '../domain/slotLabel';
import { policyText } from '../domain/texts';
import { isoInZone } from '../domain/zoneClock';
import { VOICE_LEG, type LedgerTx, type Wish } from '../ledger/ledger';
import type { LegRequest } from './claimAndDecide';
import type { HeldReason } from './dialResult';
import type { ReminderScript } from './mediaServer';
import type { DialPorts } from './ports';

/** Why an automated reminder must not ring, although every check of the decision passed (V6). */
export type ReminderObstacle = Extract<HeldReason, 'automated_consent_missing' | 'slot_changed'>;

/**
 * What a leg is not for (V6): a voice agent speaks reminders alone, and nobody else may dial a
 * reminder's wish, because a person would ring half an hour early. Null: it fits.
 */
export function unfitLeg(
	leg: string,
	{ kind }: Pick<Wish, 'kind'>,
): 'reminders_only' | 'voice_agent_only' | null {
	const isReminder = kind === 'reminder';
	if (leg === VOICE_LEG) return isReminder ? null : 'reminders_only';
	return isReminder ? 'voice_agent_only' : null;
}

/** Asked when it is decided, and once more in the transaction after which it may ring. */
export async function reminderObstacle(
	wish: RemindedWish,
	now: string,
	tx: LedgerTx,
): Promise<ReminderObstacle | null> {
	const { contactId, phoneNumberId } = wish;
	const active = await tx.consents.active(contactId, phoneNumberId, now);
	if (!active.some(({ key }) => key === 'automated_call')) return 'automated_consent_missing';
	return (await remindedSlot(wish, tx)) === null ? 'slot_changed' : null;
}

/**
 * Why no reminder rings, in a reminder's own words: it loses its yes with its slot or its consent, and
 * then these are what is told. Other legs' reasons stay as they are.
 *
 * @param reason Null: nothing else stands in the way.
 */
export async function inReminderTerms<R extends HeldReason | null>(
	reason: R,
	{ leg, wish }: { leg: string; wish: Wish | null },
	{ ledger, now }: Pick<DialPorts, 'ledger' | 'now'>,
): Promise<R | ReminderObstacle> {
	const hasNoOther = reason === null || reason === 'no_yes' || reason === 'wish_not_open';
	if (leg !== VOICE_LEG || wish === null || !hasNoOther) return reason;
	const found = await ledger.transaction(async (tx) => await reminderObstacle(wish, now(), tx));
	return found ?? reason;
}

type RemindedWish = Pick<Wish, 'id' | 'contactId' | 'phoneNumberId'>;

/** The booked slot that a reminder is of; null if that one is not booked any more. */
async function remindedSlot(
	{ id, contactId, phoneNumberId }: RemindedWish,
	{ callbacks }: LedgerTx,
): Promise<{ startAt: string; zone: string } | null> {
	const reminder = await callbacks.get(reminderOfWish(id) ?? '');
	const booked = await callbacks.booked(contactId, phoneNumberId);
	if (booked?.dueAt == null || booked.zone === null) return null;
	const { dueAt: startAt, zone } = booked;
	return reminder?.endAt === startAt ? { startAt, zone } : null;
}

/** What the voice agent is told to say; null if the slot has gone. */
export async function reminderScript(
	{ wish, contact }: Pick<LegRequest, 'wish' | 'contact'>,
	{ ledger, policy }: Pick<DialPorts, 'ledger' | 'policy'>,
): Promise<ReminderScript | null> {
	const slot = await ledger.transaction(async (tx) => await remindedSlot(wish, tx));
	if (slot === null) return null;
	const { startAt, zone } = slot;
	const key = 'automated_disclosure';
	const { language } = policyText(policy, key, contact.language);
	const values = {
		name: contact.name,
		slot: slotTitle(startAt, zone, language),
		zone: zoneWords(zone, language),
	};
	return {
		language,
		disclosure: policyText(policy, key, contact.language, values).text,
		slot: { startAt: isoInZone(toMs(startAt), zone), zone },
	};
}
