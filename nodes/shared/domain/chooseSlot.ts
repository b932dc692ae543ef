import type { BusinessHours } from './businessHours';
import { addMs, DAY_MS, later, MINUTE_MS, toMs } from './instant';
import type { SlotPolicy } from './policy';
import { findSlots, slotAt, type Slot, type SlotOptions, type SlotRequest } from './slots';

/** What slots are cut from. */
export interface SlotCalendar {
	/** The team's hours without the customer's quiet ones. */
	hours: BusinessHours;
	slots: SlotPolicy;
	/** Starts of the slots that others have booked. */
	booked: string[];
}

export type SlotChoice =
	| { slot: Slot }
	/** `near`: real slots around the time that was wanted, earliest first. */
	| { slot: null; because: 'past' | 'taken' | 'closed'; near: Slot[] };

/** The next slots that are open and free (H3), and none before `notBefore`. */
export const nextSlots = (calendar: SlotCalendar, now: string, notBefore = now): Slot[] => {
	const noticed = addMs(notBefore, -calendar.slots.noticeMinutes * MINUTE_MS);
	return slotsFrom(calendar, later(now, noticed), {});
};

const slotsFrom = (
	{ hours, slots, booked }: SlotCalendar,
	at: string,
	own: Partial<SlotOptions>,
): Slot[] => findSlots(hours, at, { ...slots, booked, ...own });

/**
 * The slot that fits what a customer asked for (H3): the first reading that is open and free; of a
 * range, its start or the first free time in it. The customer's own time needs no notice and no round
 * minutes.
 *
 * @param requests Readings, nearest first; at least one.
 */
export function chooseSlot(
	requests: SlotRequest[],
	calendar: SlotCalendar,
	now: string,
): SlotChoice {
	const ahead = requests.filter(({ startAt, endAt }) => toMs(endAt ?? startAt) > toMs(now));
	for (const request of ahead) {
		const slot = fitting(request, calendar, now);
		if (slot) return { slot };
	}
	const taken = ahead.find((request) => fitting(request, { ...calendar, booked: [] }, now));
	const because = ahead.length === 0 ? 'past' : taken ? 'taken' : 'closed';
	const wanted = taken ?? ahead[0] ?? requests[0];
	return { slot: null, because, near: slotsNear(wanted?.startAt ?? now, calendar, now) };
}

function fitting({ startAt, endAt }: SlotRequest, calendar: SlotCalendar, now: string) {
	const { hours, slots, booked } = calendar;
	if (toMs(startAt) > toMs(now)) {
		const slot = slotAt(hours, startAt, { ...slots, booked });
		if (slot) return slot;
	}
	if (endAt === null) return null;
	const [first] = slotsFrom(calendar, later(startAt, now), { count: 1, noticeMinutes: 0 });
	return first && toMs(first.startAt) < toMs(endAt) ? first : null;
}

/** As many slots as are offered: those closest to an instant, before or after it. */
function slotsNear(wanted: string, calendar: SlotCalendar, now: string): Slot[] {
	const { count, noticeMinutes, spacingMinutes } = calendar.slots;
	const earliest = addMs(now, noticeMinutes * MINUTE_MS);
	const inADay = Math.ceil(DAY_MS / MINUTE_MS / Math.max(1, spacingMinutes));
	const dayBefore = later(earliest, addMs(wanted, -DAY_MS));
	const found = [
		...slotsFrom(calendar, dayBefore, { count: inADay, noticeMinutes: 0 }),
		...slotsFrom(calendar, later(earliest, wanted), { noticeMinutes: 0 }),
	];
	const distance = (a: string, b: string) => Math.abs(toMs(a) - toMs(b));
	const near: Slot[] = [];
	for (const slot of found.sort(
		(a, b) => distance(a.startAt, wanted) - distance(b.startAt, wanted),
	))
		if (near.every((each) => distance(each.startAt, slot.startAt) >= spacingMinutes * MINUTE_MS))
			near.push(slot);
	return near.slice(0, count).sort((a, b) => toMs(a.startAt) - toMs(b.startAt));
}
