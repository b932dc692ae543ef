import { callHoursOf } from '../shared/domain/callHours';
import type { Policy } from '../shared/domain/policy';
import { teamHours } from '../shared/domain/policyHours';
import type { CallHours } from '../shared/wire/requests';

/**
 * WhatsApp's call hours as they follow from the team hours of a policy (V3), and how many closed times
 * lie too far ahead to be held; null if the team's zone is not known.
 */
export function callHoursByPolicy(
	policy: Policy,
	businessCountry: string | null,
	now: string,
): { callHours: CallHours; left: number } | null {
	const hours = teamHours(policy, businessCountry, now);
	if (hours === null) return null;
	const { zone, weekly, closed, left } = callHoursOf(hours, now);
	return { callHours: { zone, weekly, holidays: closed }, left };
}
