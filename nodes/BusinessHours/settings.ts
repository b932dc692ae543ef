import type { IExecuteFunctions } from 'n8n-workflow';
import { LIMITS } from '../shared/wire/limits';
import { CallingError } from '../shared/n8n/callingError';

/** The node's parameters for one item. */
export interface HoursSettings {
	/** Name of the policy. */
	policy: string;
	/** `YYYY-MM-DD`. */
	closedDays: string[];
	askZone: boolean;
	/** A person calls by telephone (V5). */
	byHand: boolean;
	/** Null: as many as the policy says. */
	slotCount: number | null;
}

const isDay = (text: string): boolean =>
	/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** @throws {CallingError} `closed_day_invalid`. */
export function readSettings(ctx: IExecuteFunctions, itemIndex: number): HoursSettings {
	const parameter = (name: string, fallback: unknown): unknown =>
		ctx.getNodeParameter(name, itemIndex, fallback);
	const count = Number(parameter('options.slotCount', Number.NaN));
	return {
		policy: String(parameter('policy', '')).trim() || 'default',
		closedDays: daysOf(parameter('options.closedDays', [])),
		askZone: parameter('options.askZone', true) !== false,
		byHand: parameter('options.byHand', false) === true,
		slotCount: Number.isInteger(count) && count > 0 ? Math.min(count, LIMITS.listRows) : null,
	};
}

/** An expression may give instants as well as days. */
function daysOf(given: unknown): string[] {
	const texts = (Array.isArray(given) ? given : [given]).map((each) => String(each).trim());
	const days = texts.filter(Boolean).map((text) => text.slice(0, 10));
	const wrong = days.find((day) => !isDay(day));
	if (wrong === undefined) return days;
	throw new CallingError(
		'closed_day_invalid',
		`“${wrong}” in Also Closed On is no day`,
		'Write each day of Also Closed On as YYYY-MM-DD, e.g. 2026-12-24.',
	);
}
