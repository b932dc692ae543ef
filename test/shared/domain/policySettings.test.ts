import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../nodes/shared/domain/policyCheck';
import {
	mergePolicy,
	readSettings,
	SETTING_LINES,
} from '../../../nodes/shared/domain/policySettings';
import { snakeCase } from '../../../nodes/shared/domain/snakeCase';

/** What a form would save. */
const saved = (lines: Record<string, unknown>) => {
	const { settings, errors } = readSettings(lines);
	const checked = checkPolicy(settings);
	return { policy: checked.policy, errors: [...errors, ...checked.errors] };
};

/** A whole form, as n8n gives it: texts, some of them empty, and its own fields. */
const FORM = {
	team_zone: 'Asia/Kolkata',
	monday: '09:00-13:00, 14:00-18:00',
	tuesday: '',
	saturday: '10am to 2pm',
	holidays: '2026-12-24\n2027-01-26, 2027-03-04',
	public_holidays: 'IN-MH',
	quiet_hours: '20:00-10:00',
	cool_down_hours: '6',
	strikes: 1,
	slot_count: '2',
	reminder_minutes: '45',
	recap_fields: 'product_interest, plan',
	recording_calls: 'Yes',
	recording_transcripts: 'no',
	recording_purpose: 'Quality and training',
	recording_keep_days: '90',
	recording_representatives_told: true,
	recording_storage: 'Folder',
	guard_least_answered: '0.6',
	thresholds: 'INR 20000, usd: 600',
	language: 'hi-Latn',
	test_contacts: '+44 7700 900123, +91 98123 45678',
	submittedAt: '2026-10-12T09:00:00.000Z',
	formMode: 'test',
};

describe('readSettings', () => {
	it('reads a whole form', () => {
		expect(saved(FORM)).toEqual({
			policy: {
				team: {
					zone: 'Asia/Kolkata',
					weekly: [
						{ day: 1, from: '09:00', to: '13:00' },
						{ day: 1, from: '14:00', to: '18:00' },
						{ day: 6, from: '10:00', to: '14:00' },
					],
					holidays: ['2026-12-24', '2027-01-26', '2027-03-04'],
					publicHolidays: { country: 'IN', region: 'MH' },
				},
				quietHours: { from: '20:00', to: '10:00' },
				coolDownHours: 6,
				strikes: 1,
				slots: { count: 2 },
				reminderMinutes: 45,
				recapFields: ['product_interest', 'plan'],
				recording: {
					calls: true,
					transcripts: false,
					purpose: 'Quality and training',
					keepDays: 90,
					representativesTold: true,
					storage: 'folder',
				},
				guard: { leastAnswered: 0.6 },
				thresholds: { INR: 20_000, USD: 600 },
				language: 'hi-Latn',
				testContacts: ['447700900123', '919812345678'],
			},
			errors: [],
		});
	});

	it('takes the names of a node’s fields too', () => {
		expect(saved({ teamZone: 'Asia/Kolkata', slotLengthMinutes: 15 }).policy).toEqual({
			team: { zone: 'Asia/Kolkata' },
			slots: { lengthMinutes: 15 },
		});
	});

	it('leaves alone what is empty, and empties what is “none”', () => {
		expect(saved(Object.fromEntries(SETTING_LINES.map((name) => [name, ' '])))).toEqual({
			policy: {},
			errors: [],
		});
		const none = [
			'holidays',
			'public_holidays',
			'quiet_hours',
			'recap_fields',
			'recording_purpose',
			'recording_keep_days',
			'thresholds',
			'test_contacts',
		];
		expect(saved(Object.fromEntries(none.map((name) => [name, 'none'])))).toEqual({
			policy: {
				team: { holidays: [], publicHolidays: null },
				quietHours: null,
				recapFields: [],
				recording: { purpose: null, keepDays: null },
				thresholds: {},
				testContacts: [],
			},
			errors: [],
		});
	});

	it.each([
		['monday', '9 to 5 or so', 'monday'],
		['team_zone', 'Bombay', 'team.zone'],
		['holidays', 'tomorrow', 'team.holidays[0]'],
		['public_holidays', 'India', 'team.public_holidays'],
		['quiet_hours', 'at night', 'quiet_hours'],
		['quiet_hours', '21:00-09:00, 13:00-14:00', 'quiet_hours'],
		['cool_down_hours', 'four', 'cool_down_hours'],
		['slot_count', '99', 'slots.count'],
		['reminder_minutes', 'soon', 'reminder_minutes'],
		['recap_fields', 'plan, sentiment', 'recap_fields[1]'],
		['recording_calls', 'sometimes', 'recording.calls'],
		['recording_keep_days', 'for ever', 'recording.keep_days'],
		['guard_attempts_per_day', '-1', 'guard.attempts_per_day'],
		['thresholds', 'a lot', 'thresholds.a'],
		['thresholds', 'INR', 'thresholds.INR'],
		['language', 'Hinglish?', 'language'],
		['test_contacts', 'my phone', 'test_contacts[0]'],
	])('names %s when it says “%s”', (line, text, path) => {
		expect(saved({ [line]: text }).errors.map((error) => error.path)).toEqual([path]);
	});

	it.each(SETTING_LINES)('%s is a line that something reads', (line) => {
		expect(saved({ [snakeCase(line)]: '?' }).errors).toHaveLength(1);
	});
});

describe('mergePolicy', () => {
	it('keeps what is not given, and takes lists anew', () => {
		const stands = {
			coolDownHours: 6,
			strikes: 1,
			team: { zone: 'Asia/Kolkata', holidays: ['2026-12-24'] },
			slots: { count: 2 },
			guard: { attemptsPerDay: 10 },
			recording: { calls: true },
			thresholds: { INR: 1, USD: 2 },
			texts: { not_now: { en: 'A', es: 'B' }, closed: { en: 'C' } },
		};
		const given = {
			strikes: 2,
			team: { holidays: ['2027-01-26'] },
			slots: { capacity: 3 },
			guard: { cleanDays: 10 },
			recording: { keepDays: 9 },
			thresholds: { INR: 5 },
			texts: { not_now: { en: 'D' } },
		};
		expect(mergePolicy(stands, given)).toEqual({
			coolDownHours: 6,
			strikes: 2,
			team: { zone: 'Asia/Kolkata', holidays: ['2027-01-26'] },
			slots: { count: 2, capacity: 3 },
			guard: { attemptsPerDay: 10, cleanDays: 10 },
			recording: { calls: true, keepDays: 9 },
			thresholds: { INR: 5 },
			texts: { not_now: { en: 'D', es: 'B' }, closed: { en: 'C' } },
		});
		expect(mergePolicy(stands, {})).toEqual(stands);
		expect(mergePolicy({}, given)).toEqual(given);
	});
});
