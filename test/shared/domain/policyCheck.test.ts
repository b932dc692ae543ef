import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../nodes/shared/domain/policyCheck';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import {
	GUARD_RULES,
	KEEP_DAYS_RULE,
	NUMBER_RULES,
	SLOT_RULES,
} from '../../../nodes/shared/domain/policyRules';
import { HOUSE_TEXTS, LANGUAGES, TEXT_KEYS } from '../../../nodes/shared/domain/texts';

const errorsOf = (input: unknown) =>
	checkPolicy(input).errors.map(({ path, message }) => `${path}: ${message}`);

describe('checkPolicy', () => {
	it('takes every house rule, spelt as stored', () => {
		const { name: _name, version: _version, ...house } = DEFAULT_POLICY;
		expect(checkPolicy(house)).toEqual({ policy: house, errors: [] });
	});

	it('takes names as people write them, and gives them as they are stored', () => {
		const input = {
			cool_down_hours: 6,
			quiet_hours: { from: '20:00', to: '10:00' },
			team: {
				zone: 'Asia/Kolkata',
				weekly: [{ day: 1, from: '9:00', to: '24:00' }],
				public_holidays: { country: 'in', region: 'mh' },
			},
			slots: { length_minutes: 15 },
			recap_fields: ['product_interest', ' plan ', 'plan'],
			guard: { attempts_per_day: 200, leastAnswered: 0.6 },
			recording: {
				calls: true,
				purpose: ' Quality and training ',
				keep_days: 90,
				representatives_told: true,
				storage: 'workflow',
			},
			thresholds: { inr: 20_000 },
			texts: { offer_call: { 'PT-br': '  Podemos ligar, {name}?  ' } },
			test_contacts: ['+44 7700 900123'],
		};
		expect(checkPolicy(input)).toEqual({
			policy: {
				coolDownHours: 6,
				quietHours: { from: '20:00', to: '10:00' },
				team: {
					zone: 'Asia/Kolkata',
					weekly: [{ day: 1, from: '09:00', to: '00:00' }],
					publicHolidays: { country: 'IN', region: 'MH' },
				},
				slots: { lengthMinutes: 15 },
				recapFields: ['product_interest', 'plan'],
				guard: { attemptsPerDay: 200, leastAnswered: 0.6 },
				recording: {
					calls: true,
					purpose: 'Quality and training',
					keepDays: 90,
					representativesTold: true,
					storage: 'workflow',
				},
				thresholds: { INR: 20_000 },
				texts: { offer_call: { 'pt-BR': 'Podemos ligar, {name}?' } },
				testContacts: ['447700900123'],
			},
			errors: [],
		});
	});

	it('keeps what is right beside what is wrong', () => {
		const { policy, errors } = checkPolicy({ strikes: 9, coolDownHours: 1 });
		expect(policy).toEqual({ coolDownHours: 1 });
		expect(errors).toEqual([
			{ path: 'strikes', message: 'Unanswered Calls in a Row must be a whole number from 1 to 3.' },
		]);
	});

	it('P6: allows no fourth unanswered call, at which Meta takes its permission back', () => {
		expect(checkPolicy({ strikes: 3 }).errors).toEqual([]);
		expect(errorsOf({ strikes: 4 })).toHaveLength(1);
	});

	const everyNumber = [
		...Object.entries(NUMBER_RULES).map(
			([key, rule]) => [key, rule, (value: unknown) => ({ [key]: value })] as const,
		),
		...Object.entries(SLOT_RULES).map(
			([key, rule]) =>
				[`slots.${key}`, rule, (value: unknown) => ({ slots: { [key]: value } })] as const,
		),
		...Object.entries(GUARD_RULES).map(
			([key, rule]) =>
				[`guard.${key}`, rule, (value: unknown) => ({ guard: { [key]: value } })] as const,
		),
		[
			'recording.keepDays',
			KEEP_DAYS_RULE,
			(value: unknown) => ({ recording: { keep_days: value } }),
		] as const,
	];

	it.each(everyNumber)('%s stays within its bounds, and the error names it', (_key, rule, at) => {
		const { min, max, name } = rule;
		// Null is how the retention is not set.
		const isOptional = rule === KEEP_DAYS_RULE;
		expect(errorsOf(at(min))).toEqual([]);
		expect(errorsOf(at(max))).toEqual([]);
		const wrongs = [
			min - 1,
			max + 1,
			Number.NaN,
			Infinity,
			'5',
			true,
			...(isOptional ? [] : [null]),
		];
		for (const wrong of wrongs) {
			expect(errorsOf(at(wrong))).toEqual([expect.stringContaining(name)]);
		}
		expect(errorsOf(at(min + 0.5))).toHaveLength(rule.fraction ? 0 : 1);
	});

	it.each([
		['a text', 'cool_down_hours: 4', /^: A policy must be an object/],
		['a misspelt setting', { cooldown_hours: 4 }, /^cooldown_hours: There is no setting/],
		['a misspelt setting of the team', { team: { hours: [] } }, /^team.hours: There is no setting/],
		['a zone that is none', { team: { zone: 'Asia/Bombay2' } }, /^team.zone: Team Zone/],
		['an offset for a zone', { team: { zone: '+05:30' } }, /^team.zone: Team Zone/],
		[
			'H1: a window without a day',
			{ team: { weekly: [{ from: '09:00', to: '10:00' }] } },
			/^team.weekly\[0\].day/,
		],
		[
			'a day that is none',
			{ team: { weekly: [{ day: 8, from: '09:00', to: '10:00' }] } },
			/^team.weekly\[0\].day/,
		],
		[
			'half a day',
			{ team: { weekly: [{ day: 1.5, from: '09:00', to: '10:00' }] } },
			/^team.weekly\[0\].day/,
		],
		[
			'a beginning that is none',
			{ team: { weekly: [{ day: 1, from: '25:00', to: '10:00' }] } },
			/^team.weekly\[0\].from/,
		],
		[
			'an end that is none',
			{ team: { weekly: [{ day: 1, from: '09:00', to: 'late' }] } },
			/^team.weekly\[0\].to/,
		],
		[
			'a window that ends when it begins',
			{ team: { weekly: [{ day: 1, from: '09:00', to: '09:00' }] } },
			/^team.weekly\[0\]: Opening Hours/,
		],
		[
			'windows that overlap',
			{
				team: {
					weekly: [
						{ day: 1, from: '09:00', to: '13:00' },
						{ day: 1, from: '12:00', to: '18:00' },
					],
				},
			},
			/^team.weekly: Opening Hours Monday 12:00–18:00/,
		],
		[
			'a night that runs into the next morning’s hours',
			{
				team: {
					weekly: [
						{ day: 1, from: '22:00', to: '06:00' },
						{ day: 2, from: '05:00', to: '09:00' },
					],
				},
			},
			/^team.weekly: Opening Hours Tuesday/,
		],
		[
			'a Sunday night that runs into Monday',
			{
				team: {
					weekly: [
						{ day: 1, from: '05:00', to: '09:00' },
						{ day: 7, from: '22:00', to: '06:00' },
					],
				},
			},
			/^team.weekly: Opening Hours Sunday/,
		],
		[
			'a day that does not exist',
			{ team: { holidays: ['2026-02-30'] } },
			/^team.holidays\[0\]: Holidays/,
		],
		[
			'a day in another order',
			{ team: { holidays: ['2026-12-24', '24.12.2026'] } },
			/^team.holidays\[1\]: Holidays/,
		],
		[
			'a country without a calendar',
			{ team: { publicHolidays: { country: 'ZZ' } } },
			/^team.public_holidays: Public Holidays: no calendar/,
		],
		[
			'a region that the country does not have',
			{ team: { publicHolidays: { country: 'DE', region: 'XX' } } },
			/^team.public_holidays: Public Holidays: DE has no region XX. Regions are .*BY/,
		],
		[
			'a country written out',
			{ team: { publicHolidays: { country: 'India' } } },
			/^team.public_holidays: Public Holidays/,
		],
		['a guard that is no object', { guard: 5 }, /^guard: Quality Guard must be an object/],
		['a misspelt setting of the guard', { guard: { days: 7 } }, /^guard.days: There is no setting/],
		[
			'M2: shares of five calls, which would prove nothing',
			{ guard: { least_calls: 5 } },
			/^guard.least_calls: Guard: Fewest Calls/,
		],
		[
			'M2: five calls that turn a number red',
			{ guard: { fewCalls: 4 } },
			/^guard.few_calls: Guard: Calls That Turn Nothing Red/,
		],
		['a recording that is no object', { recording: true }, /^recording: Recording must be an obj/],
		[
			'recording that is half on',
			{ recording: { calls: 'sometimes' } },
			/^recording.calls: Record Calls must be yes or no/,
		],
		[
			'P8: a purpose longer than WhatsApp takes',
			{ recording: { purpose: 'x'.repeat(251) } },
			/^recording.purpose: Purpose of Recordings must be words of at most 250 characters/,
		],
		['P8: a purpose without words', { recording: { purpose: '–' } }, /^recording.purpose: Purpose/],
		[
			'P8: recordings that are never deleted',
			{ recording: { keepDays: 0 } },
			/^recording.keep_days: Keep Recordings/,
		],
		[
			'a storage that there is none of',
			{ recording: { storage: 's3' } },
			/^recording.storage: Recordings Are Kept By must be folder or workflow/,
		],
		[
			'V7: a recap of what the team thinks of the customer',
			{ recap_fields: ['plan', 'sentiment'] },
			/^recap_fields\[1\]: Recap Fields: sentiment is for the team alone/,
		],
		['a recap of nothing', { recapFields: [''] }, /^recap_fields\[0\]: Recap Fields must be names/],
		['quiet hours without an end', { quietHours: { from: '21:00' } }, /^quiet_hours: Quiet Hours/],
		[
			'quiet hours of a whole day',
			{ quietHours: { from: '21:00', to: '21:00' } },
			/^quiet_hours: Quiet Hours/,
		],
		['a currency that is none', { thresholds: { RUPEES: 5 } }, /^thresholds.RUPEES: Thresholds/],
		['an amount of nothing', { thresholds: { INR: 0 } }, /^thresholds.INR: Thresholds/],
		['an amount in words', { thresholds: { INR: '15k' } }, /^thresholds.INR: Thresholds/],
		['a language that is none', { language: 'Hinglish please' }, /^language: Language/],
		[
			'a text that there is none of',
			{ texts: { hello: { en: 'Hi' } } },
			/^texts.hello: Texts: there is no text hello; .*offer_call/,
		],
		[
			'a text of no language',
			{ texts: { not_now: { '': 'Later' } } },
			/^texts.not_now.: Texts: not_now/,
		],
		[
			'a text of spaces',
			{ texts: { not_now: { en: '  ' } } },
			/^texts.not_now.en: Texts: not_now \(en\) has no words/,
		],
		[
			'a placeholder that there is none of',
			{ texts: { not_now: { en: 'Hi {first_name}' } } },
			/\{first_name\}; it may have \{name\}, \{slot\}, \{zone\}/,
		],
		[
			'H3: a confirmation without its slot',
			{ texts: { slot_confirmed: { en: 'Booked.' } } },
			/must have the placeholder \{slot\}/,
		],
		[
			'a title that no button holds',
			{ texts: { button_yes: { en: 'Yes, please call me now' } } },
			/has 23 characters; WhatsApp allows 20/,
		],
		[
			'a title with a placeholder',
			{ texts: { button_yes: { en: 'Yes, {name}' } } },
			/it may have none/,
		],
		[
			'a body that is too long once filled in',
			{ texts: { not_now: { en: `${'x'.repeat(970)} {name}` } } },
			/has 1031 characters, 60 for each placeholder; WhatsApp allows 1024/,
		],
		[
			'a test contact that is no number',
			{ testContacts: ['Asha'] },
			/^test_contacts\[0\]: Test Contacts/,
		],
	])('names the setting of %s', (_what, input, expected) => {
		expect(errorsOf(input)).toEqual([expect.stringMatching(expected)]);
	});

	it.each(['Q', 'x'.repeat(250)])('P8: takes a purpose of up to 250 characters', (purpose) => {
		expect(checkPolicy({ recording: { purpose } })).toEqual({
			policy: { recording: { purpose } },
			errors: [],
		});
	});

	it('P8: takes no purpose and no retention, which records nothing', () => {
		const recording = { purpose: null, keepDays: null };
		expect(checkPolicy({ recording })).toEqual({ policy: { recording }, errors: [] });
	});

	it('does not repeat a phone number in its words', () => {
		expect(errorsOf({ testContacts: ['+91 98123 45678 x'] }).join()).not.toContain('98123');
	});

	it.each([
		[
			'several windows a day',
			[
				{ day: 1, from: '09:00', to: '13:00' },
				{ day: 1, from: '13:00', to: '18:00' },
			],
		],
		['a night', [{ day: 5, from: '22:00', to: '02:00' }]],
		['every hour', [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '00:00' }))],
		['never', []],
	])('H1: takes %s', (_what, weekly) => {
		expect(checkPolicy({ team: { weekly } })).toEqual({ policy: { team: { weekly } }, errors: [] });
	});

	it('takes the house’s own texts as an operator’s', () => {
		const texts = Object.fromEntries(
			TEXT_KEYS.map((key) => [
				key,
				Object.fromEntries(LANGUAGES.map((language) => [language, HOUSE_TEXTS[language][key]])),
			]),
		);
		expect(checkPolicy({ texts })).toEqual({ policy: { texts }, errors: [] });
	});
});
