import { DAY_MS, MINUTE_MS, toMs } from './instant';
import {
	clockChangeMs,
	dateOfLocal,
	isoInZone,
	startOfLocalDay,
	toLocalMs,
	weekdayOfLocal,
} from './zoneClock';

/** One weekly window, `[from, to)` on the team's clocks. */
export interface WeeklyWindow {
	/** 1 = Monday … 7 = Sunday: the day on which the window starts. */
	day: number;
	/** `HH:mm`. */
	from: string;
	/** `HH:mm`; at or before `from` it is on the next day (`00:00`–`00:00` is a whole day). */
	to: string;
}

/** Daily quiet hours `[from, to)`, overnight if `to` is at or before `from` (H2). */
export interface QuietHours {
	/**
	 * Every zone that the customer may live in. An empty list restricts nothing: whoever does not
	 * know the zone has to ask the customer first (H2).
	 */
	zones: string[];
	from: string;
	to: string;
}

export interface BusinessHours {
	/** IANA zone of the team. */
	zone: string;
	weekly: WeeklyWindow[];
	/** Days `YYYY-MM-DD` in the team's zone; windows that start on them are closed. */
	holidays: string[];
	quiet?: QuietHours;
}

export type ClosedBecause = 'quiet_hours' | 'holiday' | 'team_closed';

/** How far ahead the next opening is looked for, in days: more than a year of holidays. */
export const HORIZON_DAYS = 400;

/** Minutes since midnight of `HH:mm`. Throws for anything else. */
export function minutesOfDay(time: string): number {
	const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(time) ?? [];
	const total = Number(hours) * 60 + Number(minutes);
	if (Number.isNaN(total) || total > 24 * 60) {
		throw new RangeError(`"${time}" is no time of day. Write hours as HH:mm, 00:00 to 24:00.`);
	}
	return total;
}

/**
 * Why the team may not call at an instant, or null if it may (H1, H2). The clock on the wall
 * decides: a repeated hour counts both times, and an edge that a clock change skips takes effect at
 * the first instant after the change.
 */
export function closedBecause(hours: BusinessHours, at: string): ClosedBecause | null {
	return closedBecauseAt(hours, toMs(at));
}

/** Inside the team's hours, and outside the quiet hours in every zone. */
export const isOpenAt = (hours: BusinessHours, at: string): boolean =>
	closedBecause(hours, at) === null;

/**
 * The first open instant from `at` on, as ISO 8601 with the team's offset: `at` itself while open,
 * null if nothing opens within {@link HORIZON_DAYS}.
 */
export function nextOpening(hours: BusinessHours, at: string): string | null {
	const from = toMs(at);
	const opening = nextOpeningMs(hours, from, from + HORIZON_DAYS * DAY_MS);
	if (opening === from) return at;
	return opening === null ? null : isoInZone(opening, hours.zone);
}

/** Like {@link nextOpening}, in epoch milliseconds, up to `untilMs`. */
export function nextOpeningMs(hours: BusinessHours, atMs: number, untilMs: number): number | null {
	for (let at = atMs; at < untilMs; at = nextEdgeMs(hours, at)) {
		if (closedBecauseAt(hours, at) === null) return at;
	}
	return null;
}

/** Whether every instant of `[fromMs, untilMs)` is open. */
export const isOpenThroughout = (hours: BusinessHours, fromMs: number, untilMs: number): boolean =>
	openUntilMs(hours, fromMs, untilMs) === untilMs;

/** The first closed instant from `fromMs` on; `untilMs` if there is none before it. */
export function openUntilMs(hours: BusinessHours, fromMs: number, untilMs: number): number {
	for (let at = fromMs; at < untilMs; at = nextEdgeMs(hours, at)) {
		if (closedBecauseAt(hours, at) !== null) return at;
	}
	return untilMs;
}

function closedBecauseAt(hours: BusinessHours, atMs: number): ClosedBecause | null {
	if (hours.quiet && isQuiet(hours.quiet, atMs)) return 'quiet_hours';
	const local = toLocalMs(atMs, hours.zone);
	const windows = windowsAt(hours.weekly, local);
	if (windows.length === 0) return 'team_closed';
	const isWorkingDay = windows.some(({ startedOn }) => !hours.holidays.includes(startedOn));
	return isWorkingDay ? null : 'holiday';
}

function isQuiet({ zones, from, to }: QuietHours, atMs: number): boolean {
	const [start, end] = [minutesOfDay(from), minutesOfDay(to)];
	return zones.some((zone) => {
		const local = toLocalMs(atMs, zone);
		const time = (local - startOfLocalDay(local)) / MINUTE_MS;
		return start < end ? time >= start && time < end : time >= start || time < end;
	});
}

/** The weekly windows that hold a local time, with the day on which each began. */
function windowsAt(weekly: WeeklyWindow[], local: number): { startedOn: string }[] {
	const today = startOfLocalDay(local);
	return [today, today - DAY_MS].flatMap((day) =>
		weekly
			.filter((window) => window.day === weekdayOfLocal(day))
			.filter((window) => {
				const start = minutesOfDay(window.from);
				const end = minutesOfDay(window.to);
				const time = (local - day) / MINUTE_MS;
				return time >= start && time < (end <= start ? end + 24 * 60 : end);
			})
			.map(() => ({ startedOn: dateOfLocal(day) })),
	);
}

/** The first instant after `atMs` at which open may turn to closed or back. */
function nextEdgeMs(hours: BusinessHours, atMs: number): number {
	const team = hours.weekly.flatMap(({ from, to }) => [from, to]);
	const { zones = [], from = '', to = '' } = hours.quiet ?? {};
	return Math.min(
		nextLocalEdgeMs(hours.zone, team, atMs),
		...zones.map((zone) => nextLocalEdgeMs(zone, [from, to], atMs)),
	);
}

/** The next of some times of day, midnight included, or the clock change before it. */
function nextLocalEdgeMs(zone: string, times: string[], atMs: number): number {
	const local = toLocalMs(atMs, zone);
	const today = startOfLocalDay(local);
	const ahead = ['24:00', ...times]
		.map((time) => today + minutesOfDay(time) * MINUTE_MS)
		.filter((edge) => edge > local);
	const next = atMs + Math.min(...ahead) - local;
	return clockChangeMs(zone, atMs, next) ?? next;
}
