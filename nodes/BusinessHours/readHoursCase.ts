import { hoursFacts } from '../shared/dial/callFacts';
import { slotSupply } from '../shared/dial/slotSupply';
import { newTryFrom } from '../shared/domain/callNext';
import type { HoursFacts, SlotSupply } from '../shared/domain/hoursAnswer';
import { isBefore } from '../shared/domain/instant';
import { phoneCountry } from '../shared/domain/phoneCountry';
import type { Policy } from '../shared/domain/policy';
import { slotOfTap, timeInWords, type WantedTime } from '../shared/domain/wantedTime';
import type { Callback, Contact, Ledger, LedgerTx, Wish } from '../shared/ledger/ledger';
import { judgedContact } from '../shared/n8n/itemContact';
import { openWish } from '../shared/n8n/itemWish';
import { namedPolicy } from '../shared/n8n/namedPolicy';
import type { HoursSettings } from './settings';
import type { GateItem } from '../shared/n8n/gateRun';

/** What one item asks of this node. */
export interface HoursQuestion extends GateItem {
	settings: HoursSettings;
}

/** Everything the answer rests on, as the ledger knows it; the item is only a hint (design.md §3). */
export interface HoursCase {
	contact: Contact;
	policy: Policy;
	wish: Wish | null;
	facts: HoursFacts;
	wanted: WantedTime;
	supply: SlotSupply;
	escalationId: string | null;
	/** The customer has an offer of ours to answer. */
	isOfferOpen: boolean;
}

/** @throws {CallingError} `contact_unknown`, `policy_unknown`. */
export async function readHoursCase(
	question: HoursQuestion,
	ledger: Ledger,
	tx: LedgerTx,
): Promise<HoursCase> {
	const { item, phoneNumberId, settings, now } = question;
	const contact = await judgedContact(item, tx);
	const policy = await namedPolicy(settings.policy, phoneNumberId, tx);
	const wish = await openWish(question, contact, ledger, tx);
	const line = (await tx.lines.get(phoneNumberId)) ?? item.line;
	const country = phoneCountry(line?.displayPhoneNumber ?? null);
	const facts = withClosedDays(hoursFacts(contact, country, policy, now), settings);
	const booked = await tx.callbacks.booked(contact.id, phoneNumberId);
	const live = await tx.escalations.live(contact.id, phoneNumberId, now);
	const slots = { ...policy.slots, count: settings.slotCount ?? policy.slots.count };
	return {
		contact,
		policy,
		wish,
		facts,
		wanted: afterCoolDown(wantedTime(question, facts, wish, booked), contact, policy, now),
		supply: await slotSupply(phoneNumberId, slots, booked, now, tx),
		escalationId: (await itemEscalation(question, contact, tx)) ?? live?.id ?? null,
		isOfferOpen: (await tx.offers.open(contact.id, phoneNumberId, now)) !== null,
	};
}

/** The one that the item names, if it is this customer's; a test run shows what it opened nowhere. */
async function itemEscalation(
	{ item: { escalation }, phoneNumberId, dryRun }: HoursQuestion,
	contact: Contact,
	{ escalations }: LedgerTx,
): Promise<string | null> {
	if (dryRun || typeof escalation?.id !== 'string') return escalation?.id ?? null;
	const named = await escalations.get(escalation.id);
	const isTheirs = named?.contactId === contact.id && named.phoneNumberId === phoneNumberId;
	return isTheirs ? named.id : null;
}

function withClosedDays(facts: HoursFacts, { closedDays }: HoursSettings): HoursFacts {
	const { teamHours } = facts;
	if (teamHours === null) return facts;
	return {
		...facts,
		teamHours: { ...teamHours, holidays: [...teamHours.holidays, ...closedDays] },
	};
}

/** Whoever was called just now is not offered a time at which the cool-down would hold the call (P5). */
function afterCoolDown(
	wanted: WantedTime,
	{ isTest, lastCallAttemptAt }: Contact,
	policy: Policy,
	now: string,
): WantedTime {
	if (wanted.when !== 'later' || wanted.requests.length > 0) return wanted;
	return { ...wanted, notBefore: newTryFrom(isTest ? null : lastCallAttemptAt, policy, now) };
}

/** What the ledger itself causes is judged at this moment; whoever writes may mean another. */
function wantedTime(
	{ item, now }: HoursQuestion,
	{ customerHours: { zones } }: HoursFacts,
	wish: Wish | null,
	booked: Callback | null,
): WantedTime {
	const { message, event } = item;
	const tapped = slotOfTap(message?.replyId ?? null);
	if (tapped !== null) return { when: 'later', requests: [{ startAt: tapped, endAt: null }] };
	const isForSlot = wish?.scope === 'slot';
	const { intent } = message ?? {};
	if (intent === 'accept_later' || (intent === 'call_request' && isForSlot))
		return timeInWords(message?.text ?? null, zones, event?.at ?? now);
	if (!isForSlot || event?.type === 'callback_due') return { when: 'now' };
	if (wish.startsAt === null) return { when: 'later', requests: [] };
	// A slot is booked, and its time has not come.
	const isAhead = booked !== null && isBefore(now, wish.startsAt);
	if (booked?.dueAt == null || !isAhead) return { when: 'now' };
	return { when: 'later', requests: [{ startAt: booked.dueAt, endAt: null }] };
}
