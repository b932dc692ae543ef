import { maskPhone } from './redact';
import type { Policy, PolicyBody } from './policy';
import { teamZone } from './policyHours';
import {
	GUARD_RULES,
	NUMBER_RULES,
	RECORDING_NAMES,
	SLOT_RULES,
	type NumberRule,
} from './policyRules';
import { snakeCase } from './snakeCase';
import { suggestZone } from './timeZone';
import { WEEKDAYS } from './windowText';

/** One setting of a policy, for people. */
export interface DescribedSetting {
	/** As JSON spells it, such as `team.zone`. */
	setting: string;
	/** As nodes and forms call it. */
	name: string;
	value: unknown;
	/** The value in words. */
	text: string;
	/** The operator has not set it: this product's default holds. */
	houseRule: boolean;
}

/**
 * Every setting of a policy, with those labelled that are house rules (design.md §4).
 *
 * @param body What the operator has set.
 * @param businessCountry ISO 3166 country of the business number; null if unknown.
 */
export function describePolicy(
	policy: Policy,
	body: PolicyBody,
	businessCountry: string | null,
): DescribedSetting[] {
	const { team } = policy;
	const own = (name: string, key: keyof Policy & keyof PolicyBody, text: string) =>
		described(snakeCase(key), name, policy[key], text, key in body);
	const ofTeam = (name: string, key: keyof Policy['team'], text: string) =>
		described(`team.${snakeCase(key)}`, name, team[key], text, key in (body.team ?? {}));
	// The rules have a key for each number.
	const numbers = Object.keys(NUMBER_RULES) as (keyof typeof NUMBER_RULES)[];
	return [
		ofTeam('Team Zone', 'zone', zoneText(policy, businessCountry)),
		ofTeam('Opening Hours', 'weekly', weekText(policy)),
		ofTeam('Holidays', 'holidays', listText(team.holidays)),
		ofTeam('Public Holidays', 'publicHolidays', placeText(policy)),
		own('Quiet Hours', 'quietHours', quietText(policy)),
		...numbers.map((key) => own(NUMBER_RULES[key].name, key, String(policy[key]))),
		...groupNumbers('slots', policy.slots, body.slots, SLOT_RULES),
		own('Recap Fields', 'recapFields', listText(policy.recapFields)),
		...recordingSettings(policy, body),
		...groupNumbers('guard', policy.guard, body.guard, GUARD_RULES),
		own('Thresholds', 'thresholds', thresholdText(policy)),
		own('Language', 'language', policy.language),
		own('Texts', 'texts', textsText(policy)),
		own('Test Contacts', 'testContacts', listText(policy.testContacts.map(maskPhone))),
	];
}

const described = (
	setting: string,
	name: string,
	value: unknown,
	text: string,
	isOwn: boolean,
): DescribedSetting => ({ setting, name, value, text, houseRule: !isOwn });

function groupNumbers<Key extends string>(
	group: string,
	values: Readonly<Record<Key, number>>,
	given: Readonly<Partial<Record<Key, number>>> | undefined,
	rules: Readonly<Record<Key, NumberRule>>,
): DescribedSetting[] {
	// The rules have a key for each number.
	return (Object.keys(rules) as Key[]).map((key) =>
		described(
			`${group}.${snakeCase(key)}`,
			rules[key].name,
			values[key],
			rules[key].isShare ? percent(values[key]) : String(values[key]),
			given !== undefined && key in given,
		),
	);
}

function recordingSettings({ recording }: Policy, body: PolicyBody): DescribedSetting[] {
	const { calls, transcripts, purpose, keepDays, representativesTold, storage } = recording;
	const texts: Record<keyof typeof recording, string> = {
		calls: yesOrNo(calls),
		transcripts: yesOrNo(transcripts),
		purpose: purpose ?? 'not set, so nothing is recorded',
		keepDays: keepDays === null ? 'not set, so nothing is recorded' : String(keepDays),
		representativesTold: yesOrNo(representativesTold),
		storage: storage === 'folder' ? 'the recordings folder beside the ledger' : 'a workflow',
	};
	// The texts have a key for each setting.
	return (Object.keys(texts) as (keyof typeof recording)[]).map((key) =>
		described(
			`recording.${snakeCase(key)}`,
			RECORDING_NAMES[key],
			recording[key],
			texts[key],
			key in (body.recording ?? {}),
		),
	);
}

const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');

/** Without the digits that binary fractions add. */
const percent = (share: number): string => `${Number((share * 100).toFixed(6))} %`;

/** One line for each setting, those of the operator first. */
export function policySummary(settings: DescribedSetting[]): string {
	const lines = (houseRule: boolean) =>
		settings
			.filter((setting) => setting.houseRule === houseRule)
			.map(({ name, text }) => `${name}: ${text}`);
	const [own, house] = [lines(false), lines(true)];
	return [
		own.length > 0 ? `Set by you:\n${own.join('\n')}` : 'Nothing is set by you.',
		house.length > 0 ? `House rules:\n${house.join('\n')}` : '',
	]
		.filter(Boolean)
		.join('\n\n');
}

const listText = (entries: string[]): string => entries.join(', ') || 'none';

function zoneText(policy: Policy, country: string | null): string {
	if (policy.team.zone !== null) return policy.team.zone;
	const only = teamZone(policy, country);
	if (only !== null) return `${only}, as the number’s country`;
	const suggested = suggestZone(country);
	const hint = suggested === null ? '' : `, such as ${suggested}`;
	return `not set, so nobody is called. Set it${hint}`;
}

function weekText({ team }: Policy): string {
	const days = WEEKDAYS.map((name, index) => {
		const windows = team.weekly.filter(({ day }) => day === index + 1);
		return `${name} ${windows.map(({ from, to }) => `${from}–${to}`).join(', ') || 'closed'}`;
	});
	return days.join('; ');
}

function placeText({ team: { publicHolidays } }: Policy): string {
	if (publicHolidays === null) return 'not counted';
	const { country, region } = publicHolidays;
	return region === null ? country : `${country}-${region}`;
}

const quietText = ({ quietHours }: Policy): string =>
	quietHours === null
		? 'only where the customer’s country asks for them'
		: `${quietHours.from}–${quietHours.to} where the customer lives, longer where the country asks for it`;

const thresholdText = ({ thresholds }: Policy): string =>
	listText(Object.entries(thresholds).map(([currency, amount]) => `${currency} ${amount}`));

const textsText = ({ texts }: Policy): string =>
	listText(
		Object.entries(texts).map(
			([key, byLanguage]) => `${key} (${Object.keys(byLanguage).join(', ')})`,
		),
	);
