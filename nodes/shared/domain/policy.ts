import type { WeeklyWindow } from './businessHours';
import { HOUSE_QUIET, type QuietWindow } from './countryRules';
import { parsePolicy } from './parsePolicy';

/** When the team answers (H1). */
export interface TeamHours {
	/** IANA zone; null: the one that the country of the business number suggests, if there is only one. */
	zone: string | null;
	weekly: WeeklyWindow[];
	/** Own days off, `YYYY-MM-DD` on the team's calendar. */
	holidays: string[];
	/** Public holidays count as days off too. */
	publicHolidays: { country: string; region: string | null } | null;
}

/** How slots are offered (H3). */
export interface SlotPolicy {
	count: number;
	lengthMinutes: number;
	noticeMinutes: number;
	spacingMinutes: number;
	/** Calls at the same time. */
	capacity: number;
}

/**
 * The policy of one business number (design.md §4). Every number here is a **house rule**: this
 * product's default that operators can change, not Meta's.
 */
export interface Policy {
	name: string;
	version: number;
	/** No second call before this many hours after `lastCallAttemptAt` (P5). */
	coolDownHours: number;
	/** Unanswered or declined calls in a row after which calling stops (P6; Meta revokes at four). */
	strikes: number;
	/** How long an offer of a call may be answered, in minutes. */
	offerLifetimeMinutes: number;
	/** How long a yes to a call *now* holds, in minutes (P1). */
	yesNowMinutes: number;
	/** How long a yes waits for Meta's permission, in minutes. */
	yesWaitsForPermissionMinutes: number;
	/** We end a call that rings longer than this many seconds; Meta documents no ring time-out. */
	ringLimitSeconds: number;
	/** A yes to a slot holds from this many minutes before its start … (P1) */
	slotEarlyMinutes: number;
	/** … to this many after it. */
	slotLateMinutes: number;
	/** Permission requests an hour and number, before the brake holds (P7). */
	requestsPerHour: number;
	/** Declines among the last ten answers to requests at which the brake holds (P7). */
	declinesOfTen: number;
	/** How long a representative owns a thread after the last action, in minutes (C7). */
	threadMinutes: number;
	/** How long a recap waits for the brief to be corrected after the call, in minutes (V7). */
	recapAfterMinutes: number;
	/** A call that lasted less was hung up on, not talked through, in seconds (P6). */
	earlyHangUpSeconds: number;
	team: TeamHours;
	/** No calls in these hours of the customer; null: only what the law of the country asks for (H2). */
	quietHours: QuietWindow | null;
	slots: SlotPolicy;
	/** Carts over this are of high value, by ISO 4217 currency; a currency not listed is not compared. */
	thresholds: Record<string, number>;
	/** BCP 47, for customers whose language is not known. */
	language: string;
	/** Own words by key and language; what is missing is the house's (domain/texts). */
	texts: Record<string, Record<string, string>>;
	/** Phone numbers (digits only) whose events go to a listening test. */
	testContacts: string[];
}

export const DEFAULT_POLICY: Policy = {
	name: 'default',
	version: 0,
	coolDownHours: 4,
	strikes: 2,
	offerLifetimeMinutes: 60,
	yesNowMinutes: 20,
	yesWaitsForPermissionMinutes: 20,
	ringLimitSeconds: 45,
	slotEarlyMinutes: 2,
	slotLateMinutes: 15,
	requestsPerHour: 30,
	declinesOfTen: 5,
	threadMinutes: 30,
	recapAfterMinutes: 30,
	earlyHangUpSeconds: 5,
	team: {
		zone: null,
		weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
		holidays: [],
		publicHolidays: null,
	},
	quietHours: HOUSE_QUIET,
	slots: { count: 3, lengthMinutes: 30, noticeMinutes: 60, spacingMinutes: 60, capacity: 1 },
	thresholds: { USD: 500, INR: 15_000, GBP: 390, MXN: 9_300, BRL: 2_700 },
	language: 'en',
	texts: {},
	testContacts: [],
};

/** What an operator has set: house rules fill in the rest. */
export type PolicyBody = Partial<Omit<Policy, 'name' | 'version' | 'team' | 'slots'>> & {
	team?: Partial<TeamHours>;
	slots?: Partial<SlotPolicy>;
};

/**
 * A stored policy with the house rules filled in; a value that {@link parsePolicy} would refuse is
 * left out.
 */
export function readPolicy(
	stored: { name?: string; version: number; body: unknown } | null,
): Policy {
	const { body } = parsePolicy(stored?.body ?? {});
	return {
		...DEFAULT_POLICY,
		...body,
		name: stored?.name ?? DEFAULT_POLICY.name,
		version: stored?.version ?? DEFAULT_POLICY.version,
		team: { ...DEFAULT_POLICY.team, ...body.team },
		slots: { ...DEFAULT_POLICY.slots, ...body.slots },
	};
}

/** How decisions and items name a policy. */
export const policyLabel = ({ name, version }: Policy): string => `${name}@${version}`;
