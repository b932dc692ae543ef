import type { Policy, RecordingPolicy, SlotPolicy } from './policy';
import type { GuardRules } from './qualityGuardRules';

/** What a number of the policy may be. */
export interface NumberRule {
	/** The setting, as nodes and forms call it, with its unit. */
	name: string;
	min: number;
	max: number;
	/** Fractions are of use for this one. */
	fraction?: true;
	/** It is a share, which people read as a percentage. */
	isShare?: true;
	/** Which way it lets fewer calls through; absent: neither. */
	stricter?: 'lower' | 'higher';
}

/** Settings that are one number. */
export type PolicyNumber = {
	[Key in keyof Policy]: Policy[Key] extends number ? (Key extends 'version' ? never : Key) : never;
}[keyof Policy];

export const NUMBER_RULES: Readonly<Record<PolicyNumber, NumberRule>> = {
	coolDownHours: {
		name: 'Cool-Down (Hours)',
		min: 0,
		max: 720,
		fraction: true,
		stricter: 'higher',
	},
	// Meta takes its permission back at four, so a fourth call is never tried (P6).
	strikes: { name: 'Unanswered Calls in a Row', min: 1, max: 3, stricter: 'lower' },
	offerLifetimeMinutes: {
		name: 'Offer Lifetime (Minutes)',
		min: 1,
		max: 1440,
		stricter: 'lower',
	},
	yesNowMinutes: { name: 'Yes to a Call Now Holds (Minutes)', min: 1, max: 240, stricter: 'lower' },
	yesWaitsForPermissionMinutes: {
		name: 'Yes Waits for Permission (Minutes)',
		min: 1,
		max: 1440,
		stricter: 'lower',
	},
	// A ring has to be heard; WhatsApp's own does not last two minutes.
	ringLimitSeconds: { name: 'Ring Limit (Seconds)', min: 5, max: 120, stricter: 'lower' },
	slotEarlyMinutes: { name: 'Slot May Start Early (Minutes)', min: 0, max: 60, stricter: 'lower' },
	slotLateMinutes: { name: 'Slot May Start Late (Minutes)', min: 1, max: 60, stricter: 'lower' },
	requestsPerHour: {
		name: 'Permission Requests per Hour',
		min: 0,
		max: 1000,
		stricter: 'lower',
	},
	declinesOfTen: {
		name: 'Declines of Ten That Stop Requests',
		min: 1,
		max: 10,
		stricter: 'lower',
	},
	threadMinutes: {
		name: 'Representative Owns a Thread (Minutes)',
		min: 1,
		max: 1440,
		stricter: 'higher',
	},
	recapAfterMinutes: { name: 'Recap Waits for the Brief (Minutes)', min: 0, max: 1440 },
	earlyHangUpSeconds: { name: 'Early Hang-Up (Seconds)', min: 0, max: 60 },
	reminderMinutes: { name: 'Reminder Before a Slot (Minutes)', min: 0, max: 1440 },
};

export const SLOT_RULES: Readonly<Record<keyof SlotPolicy, NumberRule>> = {
	// Ten rows are all that a list of WhatsApp holds.
	count: { name: 'Slots Offered', min: 1, max: 10 },
	lengthMinutes: { name: 'Slot Length (Minutes)', min: 5, max: 240 },
	noticeMinutes: { name: 'Slot Notice (Minutes)', min: 0, max: 10_080, stricter: 'higher' },
	spacingMinutes: { name: 'Slot Spacing (Minutes)', min: 5, max: 1440 },
	capacity: { name: 'Calls at the Same Time', min: 1, max: 100, stricter: 'lower' },
};

/** Of the quality guard (M2). It judges a number, so no single node makes it stricter. */
export const GUARD_RULES: Readonly<Record<keyof GuardRules, NumberRule>> = {
	windowDays: { name: 'Guard: Days That Count', min: 1, max: 30 },
	// Five calls never turn a number red, whatever is set.
	leastCalls: { name: 'Guard: Fewest Calls for a Share', min: 6, max: 10_000 },
	leastAnswered: {
		name: 'Guard: Lowest Answer Rate (Share)',
		min: 0,
		max: 1,
		fraction: true,
		isShare: true,
	},
	mostRefused: {
		name: 'Guard: Highest Refusal Rate (Share)',
		min: 0,
		max: 1,
		fraction: true,
		isShare: true,
	},
	refusalMinutes: { name: 'Guard: Refusal Follows a Call Within (Minutes)', min: 1, max: 1440 },
	repeatSeconds: { name: 'Guard: Call Repeats Another Within (Seconds)', min: 0, max: 3600 },
	repeatsForAmber: { name: 'Guard: Repeats for Amber', min: 1, max: 1000 },
	repeatsForRed: { name: 'Guard: Repeats for Red', min: 1, max: 1000 },
	fewCalls: { name: 'Guard: Calls That Turn Nothing Red', min: 5, max: 10_000 },
	attemptsPerDay: { name: 'Guard: Attempts a Day While Red', min: 0, max: 100_000 },
	cleanDays: { name: 'Guard: Days Without Amber That End Red', min: 1, max: 365 },
};

/** Of recordings (P8): what the settings are called. */
export const RECORDING_NAMES: Readonly<Record<keyof RecordingPolicy, string>> = {
	calls: 'Record Calls',
	transcripts: 'Transcribe Calls',
	purpose: 'Purpose of Recordings',
	keepDays: 'Keep Recordings (Days)',
	representativesTold: 'Representatives Know of Recordings',
	storage: 'Recordings Are Kept By',
};

export const KEEP_DAYS_RULE: NumberRule = { name: RECORDING_NAMES.keepDays, min: 1, max: 3650 };

/** WhatsApp asks for a purpose of at most so many characters (Meta, calling/call-recording). */
export const LONGEST_PURPOSE = 250;
