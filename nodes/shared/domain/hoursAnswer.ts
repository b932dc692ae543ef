import type { BusinessHours } from './businessHours';
import { nextOpening } from './businessHours';
import { chooseSlot, nextSlots, type SlotCalendar } from './chooseSlot';
import { decideBy, REASONS, type CallFacts, type CustomerHours, type Decision } from './decision';
import { CHECKS } from './decisionChecks';
import { sleepless } from './decisionChecksHours';
import type { Policy } from './policy';
import type { Slot } from './slots';
import type { WantedTime } from './wantedTime';

/** When this customer may be called, as far as hours go (H1, H2). */
export interface HoursFacts {
	isTest: boolean;
	customerHours: CustomerHours;
	/** Null: the team's zone is not known. */
	teamHours: BusinessHours | null;
}

/** Why a call cannot be placed now, for `hours.closed_because`. */
export type ClosedReason =
	'team_closed' | 'holiday' | 'quiet_hours' | 'later_wanted' | 'zone_unknown' | 'not_set';

export type HoursAnswer = {
	/** The hours at this moment, whatever the customer wants. */
	openNow: boolean;
	nextOpeningAt: string | null;
	/** What is kept for Explain (M5). */
	decision: Decision;
} & (
	| { is: 'open' }
	/** Open and free, to be booked. */
	| { is: 'bookable'; slot: Slot }
	/** `missed`: the time that was wanted is over or taken. */
	| { is: 'closed'; because: ClosedReason; slots: Slot[]; missed: boolean }
);

/** What slots are cut from, besides the hours. */
export type SlotSupply = Omit<SlotCalendar, 'hours'>;

/** Whether now is a decent hour, or which slot fits what the customer wants instead (H1–H3). */
export function answerHours(
	facts: HoursFacts,
	wanted: WantedTime,
	supply: SlotSupply,
	policy: Policy,
	now: string,
): HoursAnswer {
	const judged = decideBy(HOURS_CHECKS, { ...UNJUDGED, ...facts }, policy, now);
	const hours = hoursTogether(facts);
	const isKnown = facts.customerHours.zones.length > 0 && hours !== null;
	const openNow = judged.outcome === 'allow';
	const base = {
		openNow,
		nextOpeningAt: openNow || !isKnown ? null : nextOpening(hours, now),
	};
	const closed = (because: ClosedReason, decision: Decision, slots: Slot[], missed = false) =>
		({ ...base, is: 'closed', because, decision, slots, missed }) as const;

	if (wanted.when === 'now') {
		if (openNow) return { ...base, is: 'open', decision: judged };
		return closed(closedBy(judged), judged, isKnown ? nextSlots({ hours, ...supply }, now) : []);
	}
	if (hours === null) return closed('not_set', judgedAs(judged, 'team_hours_not_set'), []);
	if (!isKnown || wanted.when === 'unclear')
		return closed('zone_unknown', judgedAs(judged, 'zone_unknown'), []);
	const calendar = { hours, ...supply };
	const later = judgedAs(judged, 'slot_not_booked');
	if (wanted.requests.length === 0)
		return closed('later_wanted', later, nextSlots(calendar, now, wanted.notBefore));
	const choice = chooseSlot(wanted.requests, calendar, now);
	if (choice.slot === null)
		return closed('later_wanted', later, choice.near, choice.because !== 'closed');
	const decision = { ...judgedAs(judged, 'slot_not_due'), retryAt: choice.slot.startAt };
	return { ...base, is: 'bookable', slot: choice.slot, decision };
}

/** The slots that this customer can be offered from an instant on; none while hours are not known. */
export function freeSlots(
	facts: HoursFacts,
	supply: SlotSupply,
	now: string,
	notBefore: string,
): Slot[] {
	const hours = hoursTogether(facts);
	const isKnown = facts.customerHours.zones.length > 0 && hours !== null;
	return isKnown ? nextSlots({ hours, ...supply }, now, notBefore) : [];
}

/** The two checks of a decision that are about hours. */
const HOURS_CHECKS = CHECKS.filter(({ name }) => /^(customer|team)_hours$/.test(name));

/** Facts that these two do not look at. */
const UNJUDGED: Omit<CallFacts, keyof HoursFacts> = {
	callOptOut: false,
	restrictions: [],
	guard: null,
	businessCountry: null,
	callInProgress: 'deferred',
	strikes: 0,
	lastCallAttemptAt: null,
	wish: null,
	permission: 'deferred',
	representatives: 'deferred',
	brief: 'deferred',
};

/** Team's and customer's together; a test contact is held to the law alone. Null: not known. */
function hoursTogether({ isTest, customerHours, teamHours }: HoursFacts): BusinessHours | null {
	if (isTest) return sleepless(customerHours);
	const { quiet } = customerHours;
	return teamHours && { ...teamHours, ...(quiet && { quiet }) };
}

function closedBy({ reason }: Decision): ClosedReason {
	switch (reason) {
		case 'team_closed':
		case 'holiday':
		case 'quiet_hours':
		case 'zone_unknown':
			return reason;
		default:
			return 'not_set';
	}
}

type LaterReason = 'team_hours_not_set' | 'zone_unknown' | 'slot_not_booked' | 'slot_not_due';

/** The evidence of now, with what the wish for another time comes to. */
function judgedAs(judged: Decision, reason: LaterReason): Decision {
	const asks = reason === 'zone_unknown';
	return {
		...judged,
		outcome: asks ? 'ask' : 'schedule',
		needs: asks ? 'time_zone' : null,
		reason,
		retryAt: null,
		operatorText: REASONS[reason],
	};
}
