import { settingsRequest, type CallHours } from './accountRequests';
import { asFields, asList, asText } from './metaTypes';

/**
 * Whether the `call_hours` of Meta's settings say what is wanted, in whatever order and spelling.
 *
 * @throws {WireError} if Meta cannot hold what is wanted, naming the day.
 */
export function holdsCallHours(held: unknown, wanted: CallHours | null): boolean {
	const { call_hours: asked } = asFields(asFields(settingsRequest({ callHours: wanted })).calling);
	return JSON.stringify(essence(held)) === JSON.stringify(essence(asked));
}

/** Of hours that are off nothing else matters. */
function essence(value: unknown): unknown {
	const hours = asFields(value);
	if (hours.status !== 'ENABLED') return null;
	const windows = asList(hours.weekly_operating_hours).map(asFields);
	const closed = asList(hours.holiday_schedule).map(asFields);
	return [
		asText(hours.timezone_id),
		windows.map((window) => row(window.day_of_week, window.open_time, window.close_time)).sort(),
		// Meta's table names the times of a holiday differently from its samples.
		closed
			.map((day) => row(day.date, day.start_time ?? day.open_time, day.end_time ?? day.close_time))
			.sort(),
	];
}

const row = (...values: unknown[]): string => values.map(asText).join(' ');
