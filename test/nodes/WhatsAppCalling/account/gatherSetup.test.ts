import { describe, expect, it } from 'vitest';
import type { GraphCall, GraphClient } from '../../../../nodes/shared/graph/graphClient';
import { readCredential } from '../../../../nodes/shared/n8n/credential';
import { readGraphError } from '../../../../nodes/shared/wire/graphError';
import { gatherSetup } from '../../../../nodes/WhatsAppCalling/account/gatherSetup';

const CREDENTIAL = readCredential({ accessToken: 'EAA', appSecret: 's' });

/**
 * Answers by path. Shapes: Graph reference for /debug_token, /{app}/subscriptions, WhatsApp Business
 * Account and phone number; calling/call-settings for settings.
 */
const ANSWERS: Record<string, Record<string, unknown>> = {
	'/debug_token': {
		data: {
			app_id: '600',
			application: 'Corner Sofa',
			is_valid: true,
			expires_at: 0,
			scopes: ['whatsapp_business_messaging'],
			granular_scopes: [{ scope: 'whatsapp_business_messaging', target_ids: ['102'] }],
		},
	},
	'/600/subscriptions': {
		data: [
			{ object: 'page', callback_url: 'https://other.example.com', fields: [], active: true },
			{
				object: 'whatsapp_business_account',
				callback_url: 'https://n8n.example.com/webhook/1',
				active: true,
				fields: [
					{ name: 'messages', version: 'v25.0' },
					{ name: 'calls', version: 'v25.0' },
				],
			},
		],
	},
	'/102/subscribed_apps': { data: [{ whatsapp_business_api_data: { id: '600', name: 'x' } }] },
	'/102': { id: '102', primary_funding_id: '77', health_status: { can_send_message: 'AVAILABLE' } },
	'/102/phone_numbers': {
		data: [
			{
				id: '106',
				display_phone_number: '+44 20 7946 0018',
				verified_name: 'Corner Sofa',
				quality_rating: 'GREEN',
			},
		],
	},
	'/106': { id: '106', whatsapp_business_manager_messaging_limit: 'TIER_2K', account_mode: 'LIVE' },
	'/106/settings': {
		calling: {
			status: 'ENABLED',
			call_icon_visibility: 'DEFAULT',
			callback_permission_status: 'ENABLED',
			call_hours: {
				status: 'ENABLED',
				timezone_id: 'Europe/London',
				weekly_operating_hours: [{ day_of_week: 'MONDAY', open_time: '0900', close_time: '1700' }],
			},
			sip: { status: 'DISABLED' },
			restrictions: {
				restrictions_list: [
					{ type: 'RESTRICTED_USER_INITIATED_CALLING', reason: 'x', expiration: 1791763200 },
				],
			},
		},
	},
};

function graphOf(answers: Record<string, Record<string, unknown>>) {
	const calls: GraphCall[] = [];
	const graph: GraphClient = {
		async call(call) {
			calls.push(call);
			const body = answers[call.path];
			if (body) return { ok: true, body };
			const error = { error: { code: 190, message: 'Invalid OAuth access token' } };
			return { ok: false, failure: readGraphError(401, error) };
		},
	};
	return { graph, calls };
}

describe('gatherSetup', () => {
	it('finds everything from the token alone', async () => {
		const { graph, calls } = graphOf(ANSWERS);
		expect(await gatherSetup(graph, CREDENTIAL, null)).toEqual({
			token: {
				known: true,
				value: {
					isValid: true,
					expiresAt: null,
					scopes: ['whatsapp_business_messaging'],
					appName: 'Corner Sofa',
				},
			},
			subscription: {
				known: true,
				value: {
					callbackUrl: 'https://n8n.example.com/webhook/1',
					fields: ['messages', 'calls'],
					active: true,
				},
			},
			accounts: {
				known: true,
				value: [{ wabaId: '102', appSubscribed: true, hasFunding: true, health: 'AVAILABLE' }],
			},
			numbers: {
				known: true,
				value: [
					{
						phoneNumberId: '106',
						name: 'Corner Sofa',
						country: 'GB',
						messagingLimit: 2000,
						quality: 'GREEN',
						isTestNumber: false,
						calling: {
							enabled: true,
							iconVisible: true,
							callbackPermission: true,
							sip: false,
							callHours: {
								enabled: true,
								windows: 1,
								zone: 'Europe/London',
								held: expect.objectContaining({ timezone_id: 'Europe/London' }),
							},
							voicemail: false,
							restrictions: [
								{
									type: 'RESTRICTED_USER_INITIATED_CALLING',
									expiresAt: '2026-10-12T00:00:00.000Z',
								},
							],
						},
					},
				],
			},
		});
		expect(calls.find(({ path }) => path === '/600/subscriptions')?.as).toBe('app');
		expect(calls.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('never throws: with a dead token every fact says why it is not known', async () => {
		const { graph } = graphOf({});
		const facts = await gatherSetup(graph, CREDENTIAL, null);
		for (const fact of Object.values(facts)) expect(fact.known).toBe(false);
	});

	it.each([
		['TIER_250', 250],
		['TIER_1K', 1000],
		['TIER_100K', 100_000],
		['TIER_UNLIMITED', Infinity],
		['something new', null],
	])('reads the limit %s as %s', async (tier, expected) => {
		const answers = {
			...ANSWERS,
			'/106': { whatsapp_business_manager_messaging_limit: tier },
		};
		const facts = await gatherSetup(graphOf(answers).graph, CREDENTIAL, '106');
		expect(facts.numbers).toMatchObject({ value: [{ messagingLimit: expected }] });
	});

	it('looks at the chosen number only', async () => {
		const facts = await gatherSetup(graphOf(ANSWERS).graph, CREDENTIAL, '999');
		expect(facts.numbers).toEqual({ known: true, value: [] });
	});
});
