import { HORIZON_DAYS, isOpenThroughout, nextOpeningMs, type BusinessHours } from './businessHours';
import { DAY_MS, MINUTE_MS, toMs } from './instant';
import { hasRoom } from './slotRoom';
import { isoInZone, toLocalMs } from './zoneClock';

export { parseSlotRequest, readSlotRequests, type SlotRequest } from './slotRequest';

/** A time for a call, `[startAt, endAt)`, ISO 8601 with offset. */
export interface Slot {
	startAt: string;
	endAt: string;
}

export interface SlotOptions {
	/** How many to find. */
	count?: number;
	/** How long a call is planned, in minutes. */
	lengthMinutes?: number;
	/** The first slot starts no earlier than this after `at`, in minutes. */
	noticeMinutes?: number;
	/** From one start to the next, at least, in minutes. */
	spacingMinutes?: number;
	/** How many calls may be planned at the same time. */
	capacity?: number;
	/** Starts of the slots that are taken, as long as `lengthMinutes` each. */
	booked?: string[];
}

/** Starts are offered on the half hour of the customer's clock, or when an opening begins. */
const ROUND_MINUTES = 30;

/**
 * The next slots in open time (H3), earliest first; fewer than `count` if no more fit within
 * {@link HORIZON_DAYS}. Instants carry the offset of the customer's zone if there is exactly one,
 * else of the team's.
 */
export function findSlots(
	hours: BusinessHours,
	at: string,
	{
		count = 3,
		lengthMinutes = 30,
		noticeMinutes = 60,
		spacingMinutes = 60,
		capacity = 1,
		booked = [],
	}: SlotOptions = {},
): Slot[] {
	const zone = zoneToOfferIn(hours);
	const lengthMs = lengthMsOf(lengthMinutes);
	const isFree = freeTest(hours, { lengthMinutes, capacity, booked });
	const starts: number[] = [];
	const untilMs = toMs(at) + HORIZON_DAYS * DAY_MS;
	let from = toMs(at) + Math.max(0, noticeMinutes) * MINUTE_MS;
	// The first start is rounded; those after it keep their distance, as long as nothing is in the way.
	let isRound = false;
	while (starts.length < count) {
		const opening = nextOpeningMs(hours, from, untilMs);
		if (opening === null) break;
		const start = isRound || opening > from ? opening : roundUp(opening, zone);
		isRound = isFree(start);
		if (isRound) starts.push(start);
		from = isRound ? start + Math.max(1, spacingMinutes) * MINUTE_MS : start + 1;
	}
	return starts.map((start) => ({
		startAt: isoInZone(start, zone),
		endAt: isoInZone(start + lengthMs, zone),
	}));
}

/** A slot that starts at this very instant, whatever minute it is; null if it is not open and free. */
export function slotAt(
	hours: BusinessHours,
	startAt: string,
	{ lengthMinutes = 30, capacity = 1, booked = [] }: SlotOptions = {},
): Slot | null {
	const start = toMs(startAt);
	if (!freeTest(hours, { lengthMinutes, capacity, booked })(start)) return null;
	const zone = zoneToOfferIn(hours);
	return {
		startAt: isoInZone(start, zone),
		endAt: isoInZone(start + lengthMsOf(lengthMinutes), zone),
	};
}

const lengthMsOf = (lengthMinutes: number): number => Math.max(1, lengthMinutes) * MINUTE_MS;

/** Whether a slot that starts at an instant is open to its end and not over capacity. */
function freeTest(
	hours: BusinessHours,
	{
		lengthMinutes,
		capacity,
		booked,
	}: Required<Pick<SlotOptions, 'lengthMinutes' | 'capacity' | 'booked'>>,
): (start: number) => boolean {
	const lengthMs = lengthMsOf(lengthMinutes);
	const callFrom = (startMs: number) => ({ startMs, endMs: startMs + lengthMs });
	const taken = booked.map((start) => callFrom(toMs(start)));
	return (start) =>
		isOpenThroughout(hours, start, start + lengthMs) && hasRoom(callFrom(start), taken, capacity);
}

/** The customer's zone while it is certain: slots are read on the customer's clock. */
function zoneToOfferIn({ zone, quiet }: BusinessHours): string {
	const [only, another] = quiet?.zones ?? [];
	return only !== undefined && another === undefined ? only : zone;
}

function roundUp(atMs: number, zone: string): number {
	const step = ROUND_MINUTES * MINUTE_MS;
	const over = toLocalMs(atMs, zone) % step;
	return over === 0 ? atMs : atMs + step - over;
}
