import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { CallLedger } from '../../../nodes/CallLedger/CallLedger.node';
import { settingFields } from '../../../nodes/CallLedger/policy/settingFields';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import { HOUSE_GUARD } from '../../../nodes/shared/domain/qualityGuardRules';
import { snakeCase } from '../../../nodes/shared/domain/snakeCase';
import { SETTING_LINES } from '../../../nodes/shared/domain/policySettings';
import { NOW, NUMBER, OTHER_NUMBER, ledgerNode } from './ledgerNode';
import type { LedgerNode } from './ledgerNode';

const GET = { resource: 'policy', operation: 'get', policy: 'default' };
const SAVE = { resource: 'policy', operation: 'createOrUpdate', policy: 'default' };
const FROM_FIELDS = { ...SAVE, settingsFrom: 'fields' };
const FROM_ITEM = { ...SAVE, settingsFrom: 'item' };
const FROM_JSON = { ...SAVE, settingsFrom: 'json' };

const stored = async (node: LedgerNode, name = 'default', number = NUMBER) =>
	await node.do(async ({ policies }) => await policies.get(name, number));

const setting = ({ settings }: IDataObject, name: string) => (settings as IDataObject)[name];

describe('Policy › Get', () => {
	it('shows a number without a policy its house rules, each labelled', async () => {
		const [json = {}] = await (await ledgerNode()).run(GET);
		expect(json).toMatchObject({
			policy: 'default@0',
			version: 0,
			phone_number_id: NUMBER,
			saved_at: null,
		});
		const settings = Object.values(json.settings as Record<string, IDataObject>);
		expect(settings.length).toBeGreaterThan(20);
		expect(settings.every((each) => each.house_rule === true)).toBe(true);
		expect(setting(json, 'cool_down_hours')).toEqual({
			name: 'Cool-Down (Hours)',
			value: DEFAULT_POLICY.coolDownHours,
			text: '4',
			house_rule: true,
		});
		expect(json.summary).toMatch(
			/^Nothing is set by you\.\n\nHouse rules:\nTeam Zone: Europe\/London, as the number’s country\n/,
		);
	});

	it('labels what still is a house rule beside what the operator has set', async () => {
		const node = await ledgerNode();
		await node.do(
			async ({ policies }) =>
				await policies.put('default', NUMBER, { strikes: 1, team: { zone: 'Asia/Kolkata' } }, NOW),
		);
		const [json = {}] = await node.run(GET);
		expect(json.policy).toBe('default@1');
		expect(setting(json, 'strikes')).toMatchObject({ value: 1, house_rule: false });
		expect(setting(json, 'team_zone')).toMatchObject({ value: 'Asia/Kolkata', house_rule: false });
		expect(setting(json, 'team_weekly')).toMatchObject({ house_rule: true });
		expect(setting(json, 'slots_capacity')).toMatchObject({ value: 1, house_rule: true });
		expect(json.summary).toMatch(
			/^Set by you:\nTeam Zone: Asia\/Kolkata\nUnanswered Calls in a Row: 1\n/,
		);
	});

	it('M2: every threshold of the quality guard is a labelled house rule, shares as percentages', async () => {
		const [json = {}] = await (await ledgerNode()).run(GET);
		const settings = Object.entries(json.settings as Record<string, IDataObject>);
		const guard = settings.filter(([name]) => name.startsWith('guard_'));
		expect(guard.map(([name]) => name)).toEqual(
			Object.keys(HOUSE_GUARD).map((key) => `guard_${snakeCase(key)}`),
		);
		expect(guard.every(([, { house_rule }]) => house_rule === true)).toBe(true);
		expect(setting(json, 'guard_least_answered')).toMatchObject({ value: 0.5, text: '50 %' });
		expect(setting(json, 'guard_most_refused')).toMatchObject({ value: 0.008, text: '0.8 %' });
		expect(json.summary).toContain('Guard: Attempts a Day While Red: 1000');
	});

	it('P8: says of recordings what is missing', async () => {
		const node = await ledgerNode();
		const [json = {}] = await node.run(GET);
		expect(setting(json, 'recording_calls')).toMatchObject({ value: false, text: 'no' });
		expect(setting(json, 'recording_keep_days')).toMatchObject({
			value: null,
			text: 'not set, so nothing is recorded',
			house_rule: true,
		});
		const settings = {
			recordingCalls: true,
			recordingPurpose: 'Quality and training',
			recordingKeepDays: 90,
			recordingRepresentativesTold: true,
			reminderMinutes: 15,
			recapFields: 'product_interest',
			guardAttemptsPerDay: 200,
		};
		const [saved = {}] = await node.run({ ...FROM_FIELDS, settings });
		expect(saved.summary).toMatch(/^Set by you:\nReminder Before a Slot \(Minutes\): 15\n/);
		expect((await stored(node))?.body).toEqual({
			reminderMinutes: 15,
			recapFields: ['product_interest'],
			recording: {
				calls: true,
				purpose: 'Quality and training',
				keepDays: 90,
				representativesTold: true,
			},
			guard: { attemptsPerDay: 200 },
		});
		const [off = {}] = await node.run({ ...FROM_FIELDS, settings: { recordingCalls: false } });
		expect(setting(off, 'recording_calls')).toMatchObject({ value: false, house_rule: false });
		expect(setting(off, 'recording_keep_days')).toMatchObject({ value: 90, house_rule: false });
	});

	it('H1: suggests a zone where the number’s country has several, and says that nobody is called', async () => {
		const node = await ledgerNode([OTHER_NUMBER]);
		const [json = {}] = await node.run({ ...GET, phoneNumber: OTHER_NUMBER });
		expect(setting(json, 'team_zone')).toMatchObject({
			value: null,
			text: 'not set, so nobody is called. Set it, such as America/Sao_Paulo',
		});
	});

	it('refuses a policy that there is none of', async () => {
		const node = await ledgerNode();
		await expect(node.run({ ...GET, policy: 'vip' })).rejects.toMatchObject({
			type: 'policy_unknown',
		});
	});

	it('tells an agent the rules in few words', async () => {
		const [json = {}] = await (await ledgerNode()).run(GET, { isTool: true });
		expect(Object.keys(json)).toEqual(['policy', 'summary']);
	});

	it('masks the phone numbers of test contacts in words', async () => {
		const node = await ledgerNode();
		const [json = {}] = await node.run({
			...FROM_FIELDS,
			settings: { testContacts: '+44 7700 900123' },
		});
		expect(json.summary).toContain('Test Contacts: +44 ••••• 0123');
		expect(json.summary).not.toContain('447700900123');
	});
});

describe('Policy › Create or Update', () => {
	it('saves a version of what is set, and nothing else', async () => {
		const node = await ledgerNode();
		const settings = {
			teamZone: 'Asia/Kolkata',
			monday: '09:00-13:00, 14:00-18:00',
			coolDownHours: 6,
		};
		const [json = {}] = await node.run({ ...FROM_FIELDS, settings });
		expect(json).toMatchObject({ policy: 'default@1', saved_at: NOW });
		expect((await stored(node))?.body).toEqual({
			coolDownHours: 6,
			team: {
				zone: 'Asia/Kolkata',
				weekly: [
					{ day: 1, from: '09:00', to: '13:00' },
					{ day: 1, from: '14:00', to: '18:00' },
				],
			},
		});
		expect(setting(json, 'cool_down_hours')).toMatchObject({ value: 6, house_rule: false });
		expect(setting(json, 'strikes')).toMatchObject({ house_rule: true });
	});

	it('changes only what is added, unless told to forget the rest', async () => {
		const node = await ledgerNode();
		await node.run({ ...FROM_FIELDS, settings: { strikes: 1, teamZone: 'Asia/Kolkata' } });
		await node.run({ ...FROM_FIELDS, settings: { holidays: '2026-12-24' } });
		expect((await stored(node))?.body).toEqual({
			strikes: 1,
			team: { zone: 'Asia/Kolkata', holidays: ['2026-12-24'] },
		});
		const [json] = await node.run({ ...FROM_FIELDS, settings: { strikes: 3 }, startOver: true });
		expect(json?.policy).toBe('default@3');
		expect((await stored(node))?.body).toEqual({ strikes: 3 });
	});

	it('the same settings again make no version', async () => {
		const node = await ledgerNode();
		for (const _again of [1, 2]) {
			const [json] = await node.run({ ...FROM_FIELDS, settings: { strikes: 1 } });
			expect(json?.policy).toBe('default@1');
		}
	});

	it('takes own words for customers', async () => {
		const node = await ledgerNode();
		const rows = [
			{ key: 'offer_call', language: 'es', words: '¿Te marcamos, {name}?' },
			{ key: 'offer_call', language: 'en', words: 'Shall we ring you?' },
		];
		await node.run({ ...FROM_FIELDS, texts: { rows } });
		expect((await stored(node))?.body).toEqual({
			texts: { offer_call: { es: '¿Te marcamos, {name}?', en: 'Shall we ring you?' } },
		});
	});

	it('takes JSON as text or as an object', async () => {
		const node = await ledgerNode();
		await node.run({ ...FROM_JSON, json: '{ "quiet_hours": null }' });
		await node.run({ ...FROM_JSON, json: { cool_down_hours: 0 } });
		expect((await stored(node))?.body).toEqual({ quietHours: null, coolDownHours: 0 });
	});

	it('takes the fields of a form, a test run included, and finds the number by itself', async () => {
		const node = await ledgerNode();
		const form = {
			team_zone: 'Asia/Kolkata',
			tuesday: '24h',
			strikes: '',
			submittedAt: NOW,
			formMode: 'test',
		};
		const [json] = await node.run(FROM_ITEM, { items: [{ json: form }], mode: 'manual' });
		expect(json).toMatchObject({ policy: 'default@1', phone_number_id: NUMBER });
		expect((await stored(node))?.body).toEqual({
			team: { zone: 'Asia/Kolkata', weekly: [{ day: 2, from: '00:00', to: '00:00' }] },
		});
	});

	it('takes the number that the form names', async () => {
		const node = await ledgerNode([NUMBER, OTHER_NUMBER]);
		await node.run(FROM_ITEM, { items: [{ json: { phone_number_id: OTHER_NUMBER, strikes: 1 } }] });
		expect(await stored(node, 'default', OTHER_NUMBER)).not.toBeNull();
		expect(await stored(node)).toBeNull();
	});

	it('keeps policies of other names apart', async () => {
		const node = await ledgerNode();
		await node.run({ ...FROM_FIELDS, policy: 'vip', settings: { strikes: 1 } });
		expect(await stored(node)).toBeNull();
		const [json] = await node.run({ ...GET, policy: 'vip' });
		expect(json?.policy).toBe('vip@1');
	});

	it.each([
		[
			'a setting',
			{ ...FROM_ITEM },
			{ team_zone: 'Bombay' },
			'Team Zone must be an IANA time zone, such as Asia/Kolkata.',
		],
		[
			'a weekday',
			{ ...FROM_ITEM },
			{ friday: 'sometimes' },
			'Friday must be hours such as 09:00-13:00, 14:00-18:00, or closed.',
		],
		[
			'what JSON names',
			{ ...FROM_JSON, json: '{ "strikes": 4 }' },
			{},
			'Unanswered Calls in a Row must be a whole number from 1 to 3.',
		],
		['JSON that is none', { ...FROM_JSON, json: '{' }, {}, 'Write an object such as'],
	])('saves nothing if %s cannot be used, and names it', async (_what, parameters, json, words) => {
		const node = await ledgerNode();
		await expect(node.run(parameters, { items: [{ json }] })).rejects.toMatchObject({
			type: 'policy_invalid',
			description: expect.stringContaining(words),
		});
		expect(await stored(node)).toBeNull();
	});

	it('names every setting that is wrong, for the page of the form', async () => {
		const node = await ledgerNode();
		const items = [{ json: { team_zone: 'Bombay', strikes: '9' } }];
		const [json] = await node.run(FROM_ITEM, { items, continueOnFail: true });
		expect(json?.error).toMatchObject({
			code: 'policy_invalid',
			message: '2 settings cannot be used, so nothing was saved',
			fix: expect.stringMatching(/Team Zone .* Unanswered Calls in a Row /),
		});
	});

	it.each([
		['several numbers and none named', [NUMBER, OTHER_NUMBER], {}, 'no_number'],
		[
			'a number that the credential does not reach',
			[NUMBER],
			{ phone_number_id: '999999' },
			'line_of_another_credential',
		],
		['no number known', null, {}, 'no_number'],
	])('refuses %s', async (_what, numbers, json, type) => {
		const node = await ledgerNode(numbers);
		await expect(node.run(FROM_ITEM, { items: [{ json }] })).rejects.toMatchObject({ type });
	});

	it('takes a number on trust while Meta is silent', async () => {
		const node = await ledgerNode(null);
		await node.run({ ...FROM_FIELDS, phoneNumber: NUMBER, settings: { strikes: 1 } });
		expect(await stored(node)).not.toBeNull();
	});

	it('is refused to an AI agent', async () => {
		const node = await ledgerNode();
		const run = node.run({ ...FROM_FIELDS, settings: { strikes: 1 } }, { isTool: true });
		await expect(run).rejects.toMatchObject({ type: 'not_in_tool_mode' });
		expect(await stored(node)).toBeNull();
	});
});

describe('the form of the node', () => {
	it('has a field for every line that is read', () => {
		expect(settingFields.map(({ name }) => name).sort()).toEqual([...SETTING_LINES].sort());
	});

	it('has every operation in its list', () => {
		const { properties } = new CallLedger().description;
		const listed = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [] }) => options.map((option) => 'value' in option && option.value));
		expect(listed).toHaveLength(14);
	});
});
