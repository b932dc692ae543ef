import { minutesOfDay, type BusinessHours, type WeeklyWindow } from './businessHours';
import { DAY_MS, toMs } from './instant';
import { dateOfLocal, toLocalMs, weekdayOfLocal } from './zoneClock';

/** `[from, to]` of one day, both `HH:mm`; a whole day is `00:00` to `23:59`. */
export interface ClosedTime {
	/** `YYYY-MM-DD` on the team's clocks. */
	date: string;
	from: string;
	to: string;
}

/** Team hours in the form that WhatsApp keeps with a number (Meta, calling/call-settings). */
export interface CallHours {
	/** IANA zone. */
	zone: string;
	/** Each within one day; midnight is `23:59`, since WhatsApp's clock ends there. */
	weekly: WeeklyWindow[];
	closed: ClosedTime[];
	/** Closed times that lie too far ahead for WhatsApp to hold; sync again when some have passed. */
	left: number;
}

/** As many closed times as WhatsApp holds. */
export const MOST_CLOSED = 20;

const DAY_MINUTES = 24 * 60;
const LAST_MINUTE = '23:59';

/**
 * When WhatsApp shows the call button, from when the team answers (V3): overnight windows are split at
 * midnight, and of the days off the next {@link MOST_CLOSED} are kept. A window that starts on a day off
 * is closed to its end, after midnight too. How many windows WhatsApp takes a day is for the request to say.
 */
export function callHoursOf({ zone, weekly, holidays }: BusinessHours, now: string): CallHours {
	const closed = closedTimes(weekly, new Set(holidays));
	// A day that is over anywhere is refused; of a day off that ends soon, WhatsApp need not know.
	const today = [dateOfLocal(toLocalMs(toMs(now), zone)), dateOfLocal(toMs(now))].sort().at(-1);
	const ahead = closed.filter(({ date }) => date >= (today ?? ''));
	return {
		zone,
		weekly: splitAtMidnight(weekly),
		closed: ahead.slice(0, MOST_CLOSED),
		left: Math.max(0, ahead.length - MOST_CLOSED),
	};
}

/** A stretch of one weekday, in minutes since its midnight. */
interface Piece {
	day: number;
	start: number;
	end: number;
}

function piecesOf({ day, from, to }: WeeklyWindow): [first: Piece, ...spill: Piece[]] {
	const [start, end] = [minutesOfDay(from), minutesOfDay(to)];
	if (end > start) return [{ day, start, end }];
	const first = { day, start, end: DAY_MINUTES };
	return end === 0 ? [first] : [first, { day: (day % 7) + 1, start: 0, end }];
}

/** One after the other by day, those that touch joined. */
function splitAtMidnight(weekly: readonly WeeklyWindow[]): WeeklyWindow[] {
	const pieces = weekly
		.flatMap(piecesOf)
		.sort((a, b) => a.day - b.day || a.start - b.start || a.end - b.end);
	const joined: Piece[] = [];
	for (const piece of pieces) {
		const last = joined.at(-1);
		if (last?.day === piece.day && piece.start <= last.end)
			last.end = Math.max(last.end, piece.end);
		else joined.push({ ...piece });
	}
	return joined.map(({ day, start, end }) => ({ day, from: clock(start), to: clock(end) }));
}

function closedTimes(weekly: readonly WeeklyWindow[], daysOff: ReadonlySet<string>): ClosedTime[] {
	const spillEnd = (day: number): number =>
		Math.max(0, ...weekly.flatMap((window) => piecesOf(window).slice(1)).map(endOn(day)));
	const times = new Map<string, ClosedTime>();
	for (const date of daysOff) {
		const before = addDays(date, -1);
		// The night that began on an open day goes on into the day off.
		const from = daysOff.has(before) ? 0 : spillEnd(weekdayOf(date));
		times.set(date, { date, from: clock(from), to: LAST_MINUTE });
		const after = addDays(date, 1);
		const until = spillEnd(weekdayOf(after));
		if (until > 0 && !daysOff.has(after)) {
			times.set(after, { date: after, from: clock(0), to: clock(until) });
		}
	}
	return [...times.values()].sort((a, b) => a.date.localeCompare(b.date));
}

const endOn =
	(day: number) =>
	(piece: Piece): number =>
		piece.day === day ? piece.end : 0;

function clock(minutes: number): string {
	if (minutes >= DAY_MINUTES) return LAST_MINUTE;
	const two = (value: number) => String(value).padStart(2, '0');
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const weekdayOf = (date: string): number => weekdayOfLocal(Date.parse(date));

const addDays = (date: string, days: number): string =>
	dateOfLocal(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS);
