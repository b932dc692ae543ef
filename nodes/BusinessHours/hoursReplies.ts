import { askPermission } from '../shared/dial/askPermission';
import type { ItemReply } from '../shared/domain/callItem';
import type { HoursAnswer } from '../shared/domain/hoursAnswer';
import { houseReply, wordsFor } from '../shared/domain/houseReply';
import { slotLabel, zoneTitle } from '../shared/domain/slotLabel';
import { slotOffer } from '../shared/domain/slotOffer';
import type { TextKey } from '../shared/domain/texts';
import { zoneRowId } from '../shared/domain/wantedTime';
import type { GraphClient } from '../shared/graph/graphClient';
import { LIMITS } from '../shared/wire/limits';
import { needsPermission } from './bookSlot';
import type { HoursVerdict } from './judgeHours';
import type { HoursCase, HoursQuestion } from './readHoursCase';

/** The zone in which times are told to this customer; null if neither theirs nor the team's is known. */
export const tellingZone = ({ facts }: Pick<HoursCase, 'facts'>): string | null =>
	facts.customerHours.zones[0] ?? facts.teamHours?.zone ?? null;

/** The language in which this customer gets a text of ours, which times in it follow. */
export const languageOf = (about: HoursCase, key: TextKey = 'offer_slots'): string =>
	wordsFor(about, key).language;

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
	const { slots, missed } = answer;
	if (slots.length === 0) return [sayClosed(answer, about, zone)];
	const key = missed ? 'slot_taken' : 'offer_slots';
	return [slotOffer('offer_slots', key, about, { ...about, slots, zone })];
}

/** No slot is free for more than a year, or none is kept: what remains is the chat. */
function sayClosed({ nextOpeningAt }: Closed, about: HoursCase, zone: string): ItemReply {
	const slot = nextOpeningAt && slotLabel(nextOpeningAt, zone, languageOf(about, 'closed'));
	return houseReply('reschedule', 'closed', about, { slot });
}

/** A list of the zones that the number allows, else an open question; never the team's zone (H2). */
function askZone(about: HoursCase, now: string): ItemReply {
	const asked = houseReply('ask_time_zone', 'ask_time_zone', about);
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
	return houseReply('confirm_slot', 'slot_confirmed', about, { slot });
}

/** Asked now and not at ring time (P2, H4). */
function askPermissionFor(startAt: string, about: HoursCase, zone: string): ItemReply {
	const slot = slotLabel(startAt, zone, languageOf(about, 'request_permission'));
	const asked = houseReply('request_permission', 'request_permission', about, { slot });
	return { ...asked, type: 'permission_request' };
}
