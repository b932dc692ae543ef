import { askPermission } from '../shared/dial/askPermission';
import type { ItemReply, ReplyPurpose } from '../shared/domain/callItem';
import type { HoursAnswer } from '../shared/domain/hoursAnswer';
import { slotLabel, slotTitle, zoneTitle, zoneWords } from '../shared/domain/slotLabel';
import type { Slot } from '../shared/domain/slots';
import { policyText, type TextKey, type TextValues } from '../shared/domain/texts';
import { slotButtonId, zoneRowId } from '../shared/domain/wantedTime';
import type { GraphClient } from '../shared/graph/graphClient';
import { LIMITS } from '../shared/wire/limits';
import { needsPermission } from './bookSlot';
import type { HoursVerdict } from './judgeHours';
import type { HoursCase, HoursQuestion } from './readHoursCase';

/** The zone in which times are told to this customer; null if neither theirs nor the team's is known. */
export const tellingZone = ({ facts }: Pick<HoursCase, 'facts'>): string | null =>
	facts.customerHours.zones[0] ?? facts.teamHours?.zone ?? null;

/** The language in which this customer gets a text of ours, which times in it follow. */
export const languageOf = ({ contact, policy }: HoursCase, key: TextKey = 'offer_slots'): string =>
	policyText(policy, key, contact.language).language;

/** What this node has to say to the customer about its answer. */
export async function hoursReplies(
	{ about, answer }: HoursVerdict,
	{ item, phoneNumberId, settings, now }: HoursQuestion,
	graph: GraphClient,
): Promise<ItemReply[]> {
	const isMessage = item.event?.type === 'message_received';
	if (answer.is === 'closed') {
		if (answer.because === 'zone_unknown' && !settings.askZone) return [];
		// Nothing was said: the customer still has the last question before them.
		return about.isOfferOpen && !isMessage ? [] : closedReplies(answer, about, now);
	}
	// Whoever has booked and then allows calls need not be told again.
	const zone = tellingZone(about);
	if (answer.is === 'open' || !isMessage || zone === null) return [];
	const { startAt } = answer.slot;
	const confirmed = confirmSlot(startAt, about, zone);
	if (item.event?.origin === 'sample' || settings.byHand) return [confirmed];
	const permission = await askPermission(graph, phoneNumberId, about.contact);
	return needsPermission(permission, startAt, about.policy)
		? [confirmed, askPermissionFor(startAt, about, zone)]
		: [confirmed];
}

type Closed = Extract<HoursAnswer, { is: 'closed' }>;

/** What the customer is asked or told when there is no call now; nothing if there is nothing to ask. */
function closedReplies(answer: Closed, about: HoursCase, now: string): ItemReply[] {
	if (answer.because === 'zone_unknown') return [askZone(about, now)];
	const zone = tellingZone(about);
	if (answer.because === 'not_set' || zone === null) return [];
	if (answer.slots.length === 0) return [sayClosed(answer, about, zone)];
	return [offerSlots(answer, about, zone)];
}

function offerSlots({ slots, missed }: Closed, about: HoursCase, zone: string): ItemReply {
	const key = missed ? 'slot_taken' : 'offer_slots';
	const language = languageOf(about, key);
	const buttons = distinctTitles(slots, zone, language).map(({ startAt, title }) => ({
		id: slotButtonId(about.escalationId, startAt),
		title,
	}));
	const type = buttons.length <= LIMITS.buttons ? 'buttons' : 'list';
	const values = { zone: zoneWords(zone, language) };
	return { ...reply('offer_slots', key, about, values), type, buttons };
}

/** When clocks go back, one time comes twice; WhatsApp's customer could not tell the two apart. */
function distinctTitles(slots: Slot[], zone: string, language: string) {
	const titled = slots.map(({ startAt }) => ({
		startAt,
		title: slotTitle(startAt, zone, language),
	}));
	return titled.filter(
		({ title }, index) => titled.findIndex((each) => each.title === title) === index,
	);
}

/** No slot is free for more than a year, or none is kept: what remains is the chat. */
function sayClosed({ nextOpeningAt }: Closed, about: HoursCase, zone: string): ItemReply {
	const slot = nextOpeningAt && slotLabel(nextOpeningAt, zone, languageOf(about, 'closed'));
	return reply('reschedule', 'closed', about, { slot });
}

/** A list of the zones that the number allows, else an open question; never the team's zone (H2). */
function askZone(about: HoursCase, now: string): ItemReply {
	const asked = reply('ask_time_zone', 'ask_time_zone', about);
	const zones = about.facts.customerHours.zones.slice(0, LIMITS.listRows);
	if (zones.length === 0) return asked;
	const { language } = asked;
	const rows = zones.map((zone) => ({
		id: zoneRowId(zone),
		title: zoneTitle(zone, now, language),
	}));
	return { ...asked, type: 'list', buttons: rows };
}

function confirmSlot(startAt: string, about: HoursCase, zone: string): ItemReply {
	const slot = slotLabel(startAt, zone, languageOf(about, 'slot_confirmed'));
	return reply('confirm_slot', 'slot_confirmed', about, { slot });
}

/** Asked now and not at ring time (P2, H4). */
function askPermissionFor(startAt: string, about: HoursCase, zone: string): ItemReply {
	const slot = slotLabel(startAt, zone, languageOf(about, 'request_permission'));
	const asked = reply('request_permission', 'request_permission', about, { slot });
	return { ...asked, type: 'permission_request' };
}

function reply(
	purpose: ReplyPurpose,
	key: TextKey,
	{ contact, policy }: HoursCase,
	values: TextValues = {},
): ItemReply {
	const { text, language } = policyText(policy, key, contact.language, {
		name: contact.name,
		...values,
	});
	return { purpose, type: 'text', text, language, buttons: [], template: null };
}
