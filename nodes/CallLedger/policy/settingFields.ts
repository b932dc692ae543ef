import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_POLICY } from '../../shared/domain/policy';
import {
	GUARD_RULES,
	KEEP_DAYS_RULE,
	LONGEST_PURPOSE,
	NUMBER_RULES,
	RECORDING_NAMES,
	SLOT_RULES,
	type NumberRule,
} from '../../shared/domain/policyRules';
import { groupLine } from '../../shared/domain/policySettings';
import { WEEKDAYS } from '../../shared/domain/windowText';

const line = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: `e.g. ${placeholder}`,
	description,
});

const numberField = (
	{ name: displayName, min, max, fraction, isShare }: NumberRule,
	name: string,
	house: number,
): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: {
		minValue: min,
		maxValue: max,
		numberPrecision: isShare ? 4 : fraction ? 2 : 0,
	},
	default: house,
	description: `House rule: ${house}. From ${min} to ${max}.`,
});

const days = WEEKDAYS.map((day) =>
	line(
		`Hours ${day}`,
		day.toLowerCase(),
		'09:00-13:00, 14:00-18:00',
		'Write “closed” for no hours, 22:00-02:00 over midnight, 24h for the whole day. With hours for any day, days left out are closed.',
	),
);

// The rules have a key for each number.
const numbers = Object.keys(NUMBER_RULES) as (keyof typeof NUMBER_RULES)[];
const slotNumbers = Object.keys(SLOT_RULES) as (keyof typeof SLOT_RULES)[];
const guardNumbers = Object.keys(GUARD_RULES) as (keyof typeof GUARD_RULES)[];

const flag = (
	key: 'calls' | 'transcripts' | 'representativesTold',
	description: string,
): INodeProperties => ({
	displayName: RECORDING_NAMES[key],
	name: groupLine('recording', key),
	type: 'boolean',
	default: false,
	description,
});

/** Whether and how calls are recorded (P8). */
const recording: INodeProperties[] = [
	flag('calls', 'Whether calls are recorded: each with the customer’s own consent, never without'),
	flag('transcripts', 'Whether WhatsApp writes down what is said, under the same consent'),
	line(
		RECORDING_NAMES.purpose,
		groupLine('recording', 'purpose'),
		'Quality and training',
		`Why calls are recorded, as WhatsApp asks for it; at most ${LONGEST_PURPOSE} characters. Without it nothing is recorded; “none” empties it.`,
	),
	{
		...numberField(KEEP_DAYS_RULE, groupLine('recording', 'keepDays'), 30),
		description: `Files are deleted after so many days, from ${KEEP_DAYS_RULE.min} to ${KEEP_DAYS_RULE.max}. House rule: not set, so nothing is recorded.`,
	},
	flag('representativesTold', 'Whether everybody who takes calls has been told of recordings'),
	{
		displayName: RECORDING_NAMES.storage,
		name: groupLine('recording', 'storage'),
		type: 'options',
		options: [
			{
				name: 'Recordings Folder',
				value: 'folder',
				description: 'Fetched by itself into a folder beside the ledger',
			},
			{
				name: 'Workflow',
				value: 'workflow',
				description: 'A workflow fetches and stores them, such as 25 Recordings',
			},
		],
		default: 'folder',
	},
];

/** A field for each line that `readSettings` reads, by name as n8n wants them. */
export const settingFields: INodeProperties[] = [
	line('Team Zone', 'teamZone', 'Asia/Kolkata', 'IANA time zone in which the hours are read'),
	...days,
	line(
		'Holidays',
		'holidays',
		'2026-12-24, 2027-01-26',
		'Days on which nobody calls, separated by commas; “none” empties the list',
	),
	line(
		'Public Holidays',
		'publicHolidays',
		'IN or IN-MH',
		'Country, or country and region, whose public holidays are days off too; “none” for no country',
	),
	line(
		'Quiet Hours',
		'quietHours',
		'21:00-09:00',
		'No calls at these hours of the customer; “none” leaves what the customer’s country asks for',
	),
	...numbers.map((key) => numberField(NUMBER_RULES[key], key, DEFAULT_POLICY[key])),
	...slotNumbers.map((key) =>
		numberField(SLOT_RULES[key], groupLine('slot', key), DEFAULT_POLICY.slots[key]),
	),
	line(
		'Recap Fields',
		'recapFields',
		'product_interest, estimated_cart',
		'Fields of the brief that a recap tells the customer; “none” leaves the frame alone',
	),
	...recording,
	...guardNumbers.map((key) =>
		numberField(GUARD_RULES[key], groupLine('guard', key), DEFAULT_POLICY.guard[key]),
	),
	line(
		'Thresholds',
		'thresholds',
		'USD 500, INR 15000',
		'Carts over this are of high value. A currency that is not listed is not compared.',
	),
	line('Language', 'language', 'en', 'For customers whose language is not known'),
	line(
		'Test Contacts',
		'testContacts',
		'+44 7700 900123, +91 98123 45678',
		'Phone numbers with country code for which the house rules do not hold; “none” empties the list',
	),
].sort((a, b) => a.displayName.localeCompare(b.displayName));
