import { asFields, asList, asText } from './metaTypes';

/** Whether two `call_hours` of Meta's settings say the same, in whatever order and spelling. */
export const sameCallHours = (one: unknown, other: unknown): boolean =>
	JSON.stringify(essence(one)) === JSON.stringify(essence(other));

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
