import { hoursFacts } from '../shared/dial/callFacts';
import { HORIZON_DAYS } from '../shared/domain/businessHours';
import type { HoursFacts, SlotSupply } from '../shared/domain/hoursAnswer';
import { addMs, DAY_MS, isBefore } from '../shared/domain/instant';
import { phoneCountry } from '../shared/domain/phoneCountry';
import type { Policy } from '../shared/domain/policy';
import { slotOfTap, timeInWords, type WantedTime } from '../shared/domain/wantedTime';
import type { Callback, Contact, Ledger, LedgerTx, Wish } from '../shared/ledger/ledger';
import { openCallIds } from '../shared/n8n/callNames';
import { itemContact } from '../shared/n8n/itemContact';
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
	const contact = await readContact(question, tx);
	const policy = await namedPolicy(settings.policy, phoneNumberId, tx);
	const wish = await readWish(question, contact, ledger, tx);
	const line = (await tx.lines.get(phoneNumberId)) ?? item.line;
	const country = phoneCountry(line?.displayPhoneNumber ?? null);
	const facts = withClosedDays(hoursFacts(contact, country, policy, now), settings);
	const booked = await tx.callbacks.booked(contact.id, phoneNumberId);
	const live = await tx.escalations.live(contact.id, phoneNumberId, now);
	return {
		contact,
		policy,
		wish,
		facts,
		wanted: wantedTime(question, facts, wish, booked),
		supply: await slotSupply(question, policy, booked, tx),
		escalationId: item.escalation?.id ?? live?.id ?? null,
		isOfferOpen: (await tx.offers.open(contact.id, phoneNumberId, now)) !== null,
	};
}

/** A sample's customer does not exist; what the sample says is all there is. */
async function readContact({ item }: HoursQuestion, tx: LedgerTx): Promise<Contact> {
	const { contact, event } = item;
	// The item's section and the ledger's contact are of one shape.
	return event?.origin === 'sample' && contact ? (contact as Contact) : await itemContact(item, tx);
}

async function readWish(
	{ item, phoneNumberId, now }: HoursQuestion,
	contact: Contact,
	ledger: Ledger,
	{ wishes }: LedgerTx,
): Promise<Wish | null> {
	const hinted = item.wish ? await wishes.get(openCallIds(item.wish.id, ledger)) : null;
	const isTheirs = hinted?.contactId === contact.id && hinted.phoneNumberId === phoneNumberId;
	// A call from the customer is answered, not planned.
	const holds = hinted?.status === 'open' && isBefore(now, hinted.expiresAt);
	if (isTheirs && holds && hinted.kind !== 'inbound') return hinted;
	return await wishes.current(contact.id, phoneNumberId, now);
}

function withClosedDays(facts: HoursFacts, { closedDays }: HoursSettings): HoursFacts {
	const { teamHours } = facts;
	if (teamHours === null) return facts;
	return {
		...facts,
		teamHours: { ...teamHours, holidays: [...teamHours.holidays, ...closedDays] },
	};
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

/** Others' bookings: the customer's own one moves. */
async function slotSupply(
	{ phoneNumberId, settings, now }: HoursQuestion,
	policy: Policy,
	own: Callback | null,
	{ callbacks }: LedgerTx,
): Promise<SlotSupply> {
	const until = addMs(now, (HORIZON_DAYS + 1) * DAY_MS);
	const booked = await callbacks.bookedStarts(phoneNumberId, addMs(now, -DAY_MS), until);
	const ownAt = own ? booked.findIndex((at) => Date.parse(at) === Date.parse(own.dueAt ?? '')) : -1;
	return {
		slots: { ...policy.slots, count: settings.slotCount ?? policy.slots.count },
		booked: booked.filter((_, index) => index !== ownAt),
	};
}
