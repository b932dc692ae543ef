import { describe, expect, it } from 'vitest';
import { judgeSetup } from '../../../../nodes/WhatsAppCalling/account/judgeSetup';
import type {
	AccountFacts,
	CallingFacts,
	NumberFacts,
	SetupCheck,
	SetupFacts,
} from '../../../../nodes/WhatsAppCalling/account/setupFacts';
import type { GuardVerdict } from '../../../../nodes/shared/domain/qualityGuard';
import { redVerdict } from '../../../shared/dial/redVerdict';

/** As Meta's settings answer has them (calling/call-settings). */
const HELD = {
	status: 'ENABLED',
	timezone_id: 'Asia/Kolkata',
	weekly_operating_hours: [{ day_of_week: 'MONDAY', open_time: '0900', close_time: '1800' }],
	holiday_schedule: [],
};
const WANTED = {
	zone: 'Asia/Kolkata',
	weekly: [{ day: 1, from: '09:00', to: '18:00' }],
	holidays: [],
};
const HOURS_OFF = { enabled: false, windows: 0, zone: null, held: {} };

const CALLING: CallingFacts = {
	enabled: true,
	iconVisible: true,
	callbackPermission: true,
	sip: false,
	callHours: { enabled: true, windows: 1, zone: 'Asia/Kolkata', held: HELD },
	voicemail: false,
	restrictions: [],
};

const NUMBER: NumberFacts = {
	phoneNumberId: '106',
	name: 'Corner Sofa',
	country: 'IN',
	messagingLimit: 2000,
	quality: 'GREEN',
	isTestNumber: false,
	calling: CALLING,
};

const ACCOUNT: AccountFacts = {
	wabaId: '102',
	appSubscribed: true,
	hasFunding: true,
	health: 'AVAILABLE',
};

const TOKEN = {
	isValid: true,
	expiresAt: null,
	scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
	appName: 'Corner Sofa',
};

const SUBSCRIPTION = {
	callbackUrl: 'https://n8n.example.com/webhook/1',
	fields: ['messages', 'calls'],
	active: true,
};

const READY: SetupFacts = {
	simulator: false,
	token: { known: true, value: TOKEN },
	subscription: { known: true, value: SUBSCRIPTION },
	callbackIsOurs: true,
	accounts: { known: true, value: [ACCOUNT] },
	numbers: { known: true, value: [NUMBER] },
	guards: {},
	callHours: { '106': WANTED },
	mediaServer: true,
	desk: { url: 'https://desk.example.com/webhook/1' },
	editorUrl: 'https://n8n.example.com/',
	representatives: { listed: 3, ready: 1 },
	derivedVerifyToken: null,
	ledger: 'sqlite:///home/node/.n8n/whatsapp-calling/ledger.sqlite',
	history: { saveSuccess: 'none', saveManual: false },
	useCase: 'sales',
};

const no = { known: false as const, why: 'Invalid OAuth access token' };
const token = (change: object): Partial<SetupFacts> => ({
	token: { known: true, value: { ...TOKEN, ...change } },
});
const subscription = (change: object | null): Partial<SetupFacts> => ({
	subscription: { known: true, value: change && { ...SUBSCRIPTION, ...change } },
});
const account = (change: object): Partial<SetupFacts> => ({
	accounts: { known: true, value: [{ ...ACCOUNT, ...change }] },
});
const number = (change: object): Partial<SetupFacts> => ({
	numbers: { known: true, value: [{ ...NUMBER, ...change }] },
});
const calling = (change: object) => number({ calling: { ...CALLING, ...change } });

const guarded = (change: Partial<GuardVerdict>): Partial<SetupFacts> => ({
	guards: { '106': { ...redVerdict('2026-10-12T12:00:00.000Z'), ...change } },
});

type Row = [check: string, facts: Partial<SetupFacts>, status: SetupCheck['status'], fix: string];

/** M4: what is found, how bad it is, and a word of the place to put it right. */
const ROWS: Row[] = [
	['access_token', { token: no }, 'problem', 'System Users'],
	['access_token', token({ isValid: false }), 'problem', 'System Users'],
	['access_token', token({ expiresAt: '2026-12-01T00:00:00Z' }), 'warning', 'does not expire'],
	['token_permissions', { token: no }, 'unknown', 'token'],
	['token_permissions', token({ scopes: [TOKEN.scopes[0]] }), 'problem', 'both permissions'],
	['app_subscription', { subscription: no }, 'unknown', 'app secret'],
	['app_subscription', subscription(null), 'problem', 'WhatsApp Calling Trigger'],
	['app_subscription', subscription({ active: false }), 'problem', 'WhatsApp Calling Trigger'],
	['app_subscription', { callbackIsOurs: false }, 'warning', 'Take Over'],
	['calls_field', subscription({ fields: ['messages'] }), 'problem', 'Call Events'],
	['calls_field', subscription(null), 'problem', 'Webhook fields'],
	[
		'public_callback',
		subscription({ callbackUrl: 'http://n8n.example.com/' }),
		'problem',
		'WEBHOOK_URL',
	],
	[
		'public_callback',
		subscription({ callbackUrl: 'https://localhost:5678/' }),
		'problem',
		'WEBHOOK_URL',
	],
	[
		'public_callback',
		subscription({ callbackUrl: 'https://192.168.1.9/' }),
		'problem',
		'WEBHOOK_URL',
	],
	[
		'public_callback',
		subscription({ callbackUrl: 'https://n8n.local/' }),
		'problem',
		'WEBHOOK_URL',
	],
	['account_subscription', { accounts: no }, 'unknown', 'token'],
	['account_subscription', { accounts: { known: true, value: [] } }, 'problem', 'Assign assets'],
	['account_subscription', account({ appSubscribed: false }), 'problem', 'Publish'],
	['account_subscription', account({ appSubscribed: null }), 'unknown', 'token'],
	['payment', account({ hasFunding: false, health: 'BLOCKED' }), 'problem', 'Payment settings'],
	['payment', account({ health: 'BLOCKED' }), 'problem', 'Payment settings'],
	['payment', account({ hasFunding: false }), 'unknown', 'Payment settings'],
	['calling_enabled', { numbers: no }, 'unknown', 'above'],
	['calling_enabled', calling({ enabled: false }), 'problem', 'Call settings'],
	['calling_enabled', calling({ sip: true }), 'problem', 'SIP'],
	[
		'calling_enabled',
		calling({ restrictions: [{ type: 'RESTRICTED_BUSINESS_INITIATED_CALLING', expiresAt: null }] }),
		'problem',
		'Account quality',
	],
	['calling_enabled', number({ calling: null }), 'unknown', 'whatsapp_business_management'],
	['country', number({ country: 'US' }), 'problem', 'call button'],
	['country', number({ country: null }), 'unknown', 'token'],
	['messaging_limit', number({ messagingLimit: 1999 }), 'problem', 'Verify the business'],
	['messaging_limit', number({ messagingLimit: null }), 'unknown', 'token'],
	['quality', number({ quality: 'YELLOW' }), 'warning', 'Account quality'],
	['quality', number({ quality: 'RED' }), 'problem', 'Account quality'],
	['quality', number({ quality: null }), 'unknown', 'new number'],
	['call_quality', guarded({ level: 'amber' }), 'warning', 'Lowest Answer Rate'],
	['call_quality', guarded({}), 'problem', 'Lowest Answer Rate'],
	[
		'permission_settings',
		calling({ callbackPermission: false }),
		'warning',
		'Permission to Call Back',
	],
	['hours', calling({ callHours: HOURS_OFF }), 'warning', 'Sync Hours'],
	[
		'hours',
		calling({ callHours: { enabled: true, windows: 0, zone: null, held: {} } }),
		'problem',
		'Sync Hours',
	],
	['hours', { callHours: { '106': { ...WANTED, zone: 'Asia/Dubai' } } }, 'warning', 'Sync Hours'],
	[
		'hours',
		// Three windows a day, which Meta cannot hold: Sync Hours says of which day.
		{
			callHours: {
				'106': {
					...WANTED,
					weekly: ['09', '12', '15'].map((hour) => ({
						day: 1,
						from: `${hour}:00`,
						to: `${hour}:30`,
					})),
				},
			},
		},
		'warning',
		'Sync Hours',
	],
	['call_desk', { desk: null, mediaServer: false }, 'warning', '03 Call Desk'],
	['call_desk', { desk: { url: 'http://desk.example.com/webhook/1' } }, 'problem', 'Desk URL'],
	[
		'call_desk',
		{ desk: { url: 'https://n8n.example.com:8443/webhook/1' } },
		'warning',
		'a host name of its own',
	],
	[
		'representatives',
		{ representatives: { listed: 0, ready: 0 } },
		'problem',
		'03b Add Representative',
	],
	['media_server', { mediaServer: false, desk: null }, 'warning', 'Media Server URL'],
	['use_case', { useCase: 'cold' }, 'problem', 'yes'],
	['use_case', { useCase: '' }, 'unknown', 'Use Case'],
	[
		'execution_history',
		{ history: { saveSuccess: null, saveManual: false } },
		'warning',
		'Settings',
	],
	[
		'execution_history',
		{ history: { saveSuccess: 'none', saveManual: null } },
		'warning',
		'Settings',
	],
];

const verdict = (facts: SetupFacts, check: string) =>
	judgeSetup(facts).find((line) => line.check === check);

describe('Check Setup', () => {
	it('prints one line per check, all well, on a number that is ready', () => {
		const lines = judgeSetup(READY);
		expect(lines.map(({ check }) => check)).toEqual([
			'access_token',
			'token_permissions',
			'app_subscription',
			'calls_field',
			'public_callback',
			'verify_token',
			'account_subscription',
			'payment',
			'calling_enabled',
			'country',
			'messaging_limit',
			'quality',
			'call_quality',
			'permission_settings',
			'hours',
			'call_desk',
			'representatives',
			'media_server',
			'use_case',
			'ledger',
			'execution_history',
		]);
		expect(
			lines.filter(({ status, fix }) => status !== 'ok' || !fix.startsWith('Nothing to do')),
		).toEqual([]);
	});

	it.each(ROWS)('%s of %j is a %s and says where to go: %s', (check, facts, status, fix) => {
		const line = verdict({ ...READY, ...facts }, check);
		expect(line?.status).toBe(status);
		expect(line?.fix).toContain(fix);
		expect(line?.found).not.toBe('');
	});

	it('shows the verify token that nobody set, and where Manual wants it', () => {
		const line = verdict({ ...READY, derivedVerifyToken: 'f'.repeat(40) }, 'verify_token');
		expect(line?.found).toContain('f'.repeat(40));
		expect(line?.fix).toContain('App Dashboard › WhatsApp › Configuration › Webhook');
		expect(verdict(READY, 'verify_token')?.found).toContain('Advanced');
	});

	it('has a row for every check that can go wrong', () => {
		const checks = new Set(judgeSetup(READY).map(({ check }) => check));
		checks.delete('ledger');
		checks.delete('verify_token');
		expect(new Set(ROWS.map(([check]) => check))).toEqual(checks);
	});

	it('judges every number by itself', () => {
		const second = { ...NUMBER, phoneNumberId: '107', name: 'Sofa Outlet', quality: 'RED' };
		const lines = judgeSetup({ ...READY, numbers: { known: true, value: [NUMBER, second] } });
		const quality = lines.filter(({ check }) => check === 'quality');
		expect(quality).toMatchObject([
			{ phoneNumberId: '106', status: 'ok', found: 'Corner Sofa: high' },
			{ phoneNumberId: '107', status: 'problem', found: 'Sofa Outlet: low' },
		]);
	});

	it('M2: shows how calls of each number are received, with samples, and when red ends', () => {
		const quiet = {
			measure: 'repeated_calls' as const,
			level: 'green' as const,
			count: 0,
			sample: 41,
			interval: null,
		};
		const [red] = redVerdict('2026-10-12T12:00:00.000Z').measures;
		const measures = red ? [red, quiet] : [];
		const reasons = ['answer_rate' as const, 'meta_restriction' as const];
		const line = verdict({ ...READY, ...guarded({ measures, reasons }) }, 'call_quality');
		expect(line).toMatchObject({
			phoneNumberId: '106',
			found:
				'Corner Sofa: red: 12 of 40 calls answered (95 %: 18–45 %), restricted by Meta; 0 of 41 calls right after another one; red ends 2026-11-12T12:00:00.000Z if nothing more happens',
		});
		expect(line?.fix).toMatch(
			/Lowest Answer Rate in the policy\. WhatsApp Manager › Account quality/,
		);
		const green = { level: 'green' as const, reasons: [], redEndsAt: null, measures: [quiet] };
		expect(verdict({ ...READY, ...guarded(green) }, 'call_quality')).toMatchObject({
			status: 'ok',
			found: 'Corner Sofa: green; 0 of 41 calls right after another one',
		});
	});

	it('takes the simulator’s callback on this machine for what it is', () => {
		const facts = { ...READY, ...subscription({ callbackUrl: 'http://127.0.0.1:5678/' }) };
		expect(verdict({ ...facts, simulator: true }, 'public_callback')?.status).toBe('ok');
	});

	it('needs no limit on a test number, and no hours without a call button', () => {
		expect(
			verdict(
				{ ...READY, ...number({ messagingLimit: 250, isTestNumber: true }) },
				'messaging_limit',
			)?.status,
		).toBe('ok');
		const hidden = calling({
			iconVisible: false,
			callHours: HOURS_OFF,
		});
		expect(verdict({ ...READY, ...hidden }, 'hours')?.status).toBe('ok');
	});

	it('V3: is content with voicemail, and with hours that no team hours can be held against', () => {
		const line = (facts: Partial<SetupFacts>) =>
			judgeSetup({ ...READY, ...facts }).find(({ check }) => check === 'hours')?.status;
		expect(line(calling({ callHours: HOURS_OFF, voicemail: true }))).toBe('ok');
		expect(line({ callHours: {} })).toBe('ok');
	});

	it.each<[string, Partial<SetupFacts>, string, string]>([
		['is where it should be', {}, 'call_desk', 'published at desk.example.com'],
		[
			'is on this machine, by its number: browsers trust that',
			{ desk: { url: 'http://127.0.0.1:5678/webhook/1' }, editorUrl: 'http://localhost:5678/' },
			'call_desk',
			'published at 127.0.0.1:5678',
		],
		[
			'is not needed beside a media server',
			{ desk: null },
			'call_desk',
			'none: the media server carries the audio',
		],
		['is staffed', {}, 'representatives', '3 on the list, 1 of them ready'],
		[
			'is not used, so nobody has to be listed',
			{ desk: null, representatives: { listed: 0, ready: 0 } },
			'representatives',
			'nobody is on the list, so calls are placed in team hours whoever is there',
		],
		[
			'stands in for a media server',
			{ mediaServer: false },
			'media_server',
			'none: the call desk carries the audio',
		],
	])('V4: has nothing to say if the desk %s', (_, facts, check, found) => {
		expect(verdict({ ...READY, ...facts }, check)).toMatchObject({ status: 'ok', found });
	});

	it('takes an unlimited number for one with enough', () => {
		const line = verdict({ ...READY, ...number({ messagingLimit: Infinity }) }, 'messaging_limit');
		expect(line).toMatchObject({ status: 'ok', found: 'Corner Sofa: unlimited' });
	});
});
