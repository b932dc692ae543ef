import type { WeeklyWindow } from './businessHours';
import { HOUSE_QUIET, type QuietWindow } from './countryRules';
import { parsePolicy } from './parsePolicy';
import { HOUSE_GUARD, type GuardRules } from './qualityGuardRules';

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

/** Whether and how calls are recorded (P8); off by default. */
export interface RecordingPolicy {
	/** Record the audio. */
	calls: boolean;
	/** Have WhatsApp write down what is said. */
	transcripts: boolean;
	/** Why, as WhatsApp asks for it; at most 250 characters. Null: nothing is recorded. */
	purpose: string | null;
	/** Files are deleted after so many days; null: not set, so nothing is recorded. */
	keepDays: number | null;
	/** The operator confirms that the representatives have been told. */
	representativesTold: boolean;
	/** `folder`: fetched by itself into the recordings folder; `workflow`: a workflow fetches them. */
	storage: 'folder' | 'workflow';
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
	/** A reminder goes out so many minutes before a booked slot; 0: none (V7). */
	reminderMinutes: number;
	/** Fields of the brief that a recap tells the customer, by the operator's own names (V7). */
	recapFields: string[];
	/** When calls of the number count as a nuisance (M2). */
	guard: GuardRules;
	recording: RecordingPolicy;
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
	reminderMinutes: 30,
	recapFields: ['product_interest', 'estimated_cart', 'room_constraints'],
	guard: HOUSE_GUARD,
	recording: {
		calls: false,
		transcripts: false,
		purpose: null,
		keepDays: null,
		representativesTold: false,
		storage: 'folder',
	},
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
export type PolicyBody = Partial<
	Omit<Policy, 'name' | 'version' | 'team' | 'slots' | 'guard' | 'recording'>
> & {
	team?: Partial<TeamHours>;
	slots?: Partial<SlotPolicy>;
	guard?: Partial<GuardRules>;
	recording?: Partial<RecordingPolicy>;
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
		guard: { ...DEFAULT_POLICY.guard, ...body.guard },
		recording: { ...DEFAULT_POLICY.recording, ...body.recording },
	};
}

/** How decisions and items name a policy. */
export const policyLabel = ({ name, version }: Policy): string => `${name}@${version}`;
