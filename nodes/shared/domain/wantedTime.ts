import { fromMs, SECOND_MS } from './instant';
import { readSlotRequests, type SlotRequest } from './slots';
import { isTimeZone } from './zoneClock';

/** When a customer wants to be called. */
export type WantedTime =
	| { when: 'now' }
	/**
	 * At another time: readings of it, nearest first; none if no time was named, and then `notBefore`
	 * is the earliest that makes sense.
	 */
	| { when: 'later'; requests: SlotRequest[]; notBefore?: string }
	/** The words mean different instants in the zones that the customer may live in (H2). */
	| { when: 'unclear' };

/**
 * The time that words name, read in every zone that the customer may live in: "in two hours" and
 * "4pm London time" are the same instant everywhere.
 *
 * @param at When it was written.
 */
export function timeInWords(text: string | null, zones: string[], at: string): WantedTime {
	const readings = zones.map((zone) => readSlotRequests(text ?? '', { now: at, zone }));
	const instants = new Set(
		readings.map((requests) =>
			JSON.stringify(requests.map(({ startAt, endAt }) => [startAt, endAt].map(instantOf))),
		),
	);
	if (instants.size > 1) return { when: 'unclear' };
	return { when: 'later', requests: readings[0] ?? [] };
}

const instantOf = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** The id of a button that stands for a slot: its start in Unix seconds. */
export const slotButtonId = (escalationId: string | null, startAt: string): string =>
	`wac:slot:${escalationId ?? '-'}:${Math.floor(Date.parse(startAt) / SECOND_MS)}`;

/** The start that a tap on such a button names; null for any other tap. */
export function slotOfTap(replyId: string | null): string | null {
	const seconds = /^wac:slot:[^:]*:(\d{1,11})$/.exec(replyId ?? '')?.[1];
	return seconds === undefined ? null : fromMs(Number(seconds) * SECOND_MS);
}

/** The id of a row that stands for a time zone. */
export const zoneRowId = (zone: string): string => `wac:zone:-:${zone}`;

/** The zone that a tap on such a row names; null for any other tap, and for no zone at all. */
export function zoneOfTap(replyId: string | null): string | null {
	const zone = /^wac:zone:[^:]*:([\w/+-]+)$/.exec(replyId ?? '')?.[1];
	return zone !== undefined && isTimeZone(zone) ? zone : null;
}
