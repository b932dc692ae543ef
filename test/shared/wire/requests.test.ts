import { describe, expect, it } from 'vitest';
import * as requests from '../../../nodes/shared/wire/requests';
import { WireError } from '../../../nodes/shared/wire/wireError';

const ASHA = { waId: '14085551234' };
const BSUID = { userId: 'US.13491208655302741918' };
const CALL = 'wacid.ABGGFjFVU2AfAgo6V';
const SDP = 'v=0\r\n…';
const letters = (count: number) => 'x'.repeat(count);
const TO = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '14085551234' };

function errorOf(run: () => unknown): WireError {
	try {
		run();
	} catch (error) {
		if (error instanceof WireError) return error;
		throw error;
	}
	throw new Error('nothing was thrown');
}

describe('calls (Meta, calling/reference)', () => {
	it.each<[string, object, object]>([
		[
			'connect by number',
			requests.connectRequest({ recipient: ASHA, sdp: SDP, opaque: 'att_1' }),
			{
				messaging_product: 'whatsapp',
				to: '14085551234',
				action: 'connect',
				session: { sdp_type: 'offer', sdp: SDP },
				biz_opaque_callback_data: 'att_1',
			},
		],
		[
			'connect by BSUID',
			requests.connectRequest({ recipient: BSUID, sdp: SDP }),
			{
				messaging_product: 'whatsapp',
				recipient: 'US.13491208655302741918',
				action: 'connect',
				session: { sdp_type: 'offer', sdp: SDP },
			},
		],
		[
			'connect that is recorded (P8)',
			requests.connectRequest({
				recipient: ASHA,
				sdp: SDP,
				blocks: {
					recording: { purpose: 'Quality', announcementLanguage: 'en_GB' },
					transcription: { purpose: 'Quality', announcementLanguage: 'en_GB' },
				},
			}),
			{
				messaging_product: 'whatsapp',
				to: '14085551234',
				action: 'connect',
				session: { sdp_type: 'offer', sdp: SDP },
				recording: { status: 'ENABLED', purpose: 'Quality', announcement_language: 'en_GB' },
				transcription: { status: 'ENABLED', purpose: 'Quality', announcement_language: 'en_GB' },
			},
		],
		[
			'pre-accept',
			requests.preAcceptRequest({ callId: CALL, sdp: SDP }),
			{
				messaging_product: 'whatsapp',
				call_id: CALL,
				action: 'pre_accept',
				session: { sdp_type: 'answer', sdp: SDP },
			},
		],
		[
			'accept',
			requests.acceptRequest({ callId: CALL, sdp: SDP, opaque: 'in_1' }),
			{
				messaging_product: 'whatsapp',
				call_id: CALL,
				action: 'accept',
				session: { sdp_type: 'answer', sdp: SDP },
				biz_opaque_callback_data: 'in_1',
			},
		],
		[
			'reject',
			requests.rejectRequest({ callId: CALL }),
			{ messaging_product: 'whatsapp', call_id: CALL, action: 'reject' },
		],
		[
			'terminate',
			requests.terminateRequest({ callId: CALL }),
			{ messaging_product: 'whatsapp', call_id: CALL, action: 'terminate' },
		],
	])('V1: %s', (_, body, expected) => {
		expect(body).toEqual(expected);
	});
});

describe('messages', () => {
	const buttons = [
		{ id: 'wac:offer_yes:esc_1:1', title: 'Yes, call me' },
		{ id: 'wac:offer_no:esc_1:1', title: 'No, stay here' },
	];
	const rows = [
		{ id: 'a', title: 'Tomorrow 10:00', description: '30 minutes' },
		{ id: 'b', title: 'Friday' },
	];

	it.each<[string, object, object]>([
		[
			'a text, quoting a message',
			requests.textRequest({ recipient: ASHA, text: 'Hello', replyTo: 'wamid.A', opaque: 's1' }),
			{
				...TO,
				context: { message_id: 'wamid.A' },
				biz_opaque_callback_data: 's1',
				type: 'text',
				text: { body: 'Hello' },
			},
		],
		[
			'a text to a hidden number, with a link preview',
			requests.textRequest({ recipient: BSUID, text: 'https://example.com', previewUrl: true }),
			{
				messaging_product: 'whatsapp',
				recipient_type: 'individual',
				recipient: 'US.13491208655302741918',
				type: 'text',
				text: { body: 'https://example.com', preview_url: true },
			},
		],
		[
			'buttons',
			requests.buttonsRequest({ recipient: ASHA, text: 'Shall we call?', footer: 'Free', buttons }),
			{
				...TO,
				type: 'interactive',
				interactive: {
					type: 'button',
					body: { text: 'Shall we call?' },
					footer: { text: 'Free' },
					action: {
						buttons: [
							{ type: 'reply', reply: buttons[0] },
							{ type: 'reply', reply: buttons[1] },
						],
					},
				},
			},
		],
		[
			'a list',
			requests.listRequest({
				recipient: ASHA,
				text: 'When?',
				header: 'Slots',
				button: 'Choose',
				sectionTitle: 'Your time',
				rows,
			}),
			{
				...TO,
				type: 'interactive',
				interactive: {
					type: 'list',
					header: { type: 'text', text: 'Slots' },
					body: { text: 'When?' },
					action: { button: 'Choose', sections: [{ title: 'Your time', rows }] },
				},
			},
		],
		[
			'P2: a permission request with its text',
			requests.permissionRequest({ recipient: ASHA, text: 'May we call about order 12?' }),
			{
				...TO,
				type: 'interactive',
				interactive: {
					type: 'call_permission_request',
					action: { name: 'call_permission_request' },
					body: { text: 'May we call about order 12?' },
				},
			},
		],
		[
			'P2: a permission request without text',
			requests.permissionRequest({ recipient: BSUID }),
			{
				messaging_product: 'whatsapp',
				recipient_type: 'individual',
				recipient: 'US.13491208655302741918',
				type: 'interactive',
				interactive: {
					type: 'call_permission_request',
					action: { name: 'call_permission_request' },
				},
			},
		],
		[
			'P2: a call button',
			requests.callButtonRequest({
				recipient: ASHA,
				text: 'You can call us here.',
				displayText: 'Call on WhatsApp',
				ttlMinutes: 100,
				payload: 'esc_1',
			}),
			{
				...TO,
				type: 'interactive',
				interactive: {
					type: 'voice_call',
					body: { text: 'You can call us here.' },
					action: {
						name: 'voice_call',
						parameters: { display_text: 'Call on WhatsApp', ttl_minutes: 100, payload: 'esc_1' },
					},
				},
			},
		],
		[
			"a call button with WhatsApp's own defaults",
			requests.callButtonRequest({
				recipient: ASHA,
				text: 'Call us',
				displayText: '',
				payload: null,
			}),
			{
				...TO,
				type: 'interactive',
				interactive: {
					type: 'voice_call',
					body: { text: 'Call us' },
					action: { name: 'voice_call', parameters: {} },
				},
			},
		],
		[
			'a template without variables',
			requests.templateRequest({ recipient: ASHA, name: 'hello', language: 'en' }),
			{ ...TO, type: 'template', template: { name: 'hello', language: { code: 'en' } } },
		],
		[
			'a template with variables by position, quick replies and a call button',
			requests.templateRequest({
				recipient: ASHA,
				name: 'offer',
				language: 'en_US',
				parameters: ['Asha', 'sofa'],
				quickReplies: [{ index: 0, payload: 'wac:offer_yes:esc_1:1' }],
				callButton: { index: 1, ttlMinutes: 100, payload: 'esc_1' },
			}),
			{
				...TO,
				type: 'template',
				template: {
					name: 'offer',
					language: { code: 'en_US' },
					components: [
						{
							type: 'body',
							parameters: [
								{ type: 'text', text: 'Asha' },
								{ type: 'text', text: 'sofa' },
							],
						},
						{
							type: 'button',
							sub_type: 'quick_reply',
							index: '0',
							parameters: [{ type: 'payload', payload: 'wac:offer_yes:esc_1:1' }],
						},
						{
							type: 'button',
							sub_type: 'voice_call',
							index: '1',
							parameters: [
								{ type: 'ttl_minutes', ttl_minutes: 100 },
								{ type: 'payload', payload: 'esc_1' },
							],
						},
					],
				},
			},
		],
		[
			'a template with variables by name (also the one that asks for permission)',
			requests.templateRequest({
				recipient: ASHA,
				name: 'order_support_call',
				language: 'en_US',
				parameters: { first_name: 'Asha' },
			}),
			{
				...TO,
				type: 'template',
				template: {
					name: 'order_support_call',
					language: { code: 'en_US' },
					components: [
						{
							type: 'body',
							parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Asha' }],
						},
					],
				},
			},
		],
	])('builds %s', (_, body, expected) => {
		expect(body).toEqual(expected);
	});

	const send = { recipient: ASHA, text: 'Hello' };
	const button = (title: string, id = 'a') => ({ id, title });
	const call = { recipient: ASHA, sdp: SDP };

	it.each<[string, string, string, () => unknown]>([
		[
			'a text of 4,097',
			'text_too_long',
			'text',
			() => requests.textRequest({ ...send, text: letters(4097) }),
		],
		['an empty text', 'text_missing', 'text', () => requests.textRequest({ ...send, text: ' ' })],
		[
			'a button text of 1,025',
			'text_too_long',
			'text',
			() => requests.buttonsRequest({ ...send, text: letters(1025), buttons }),
		],
		[
			'a button title of 21',
			'text_too_long',
			'buttons[1].title',
			() => requests.buttonsRequest({ ...send, buttons: [button('a', 'x'), button(letters(21))] }),
		],
		[
			'a button without title',
			'text_missing',
			'buttons[0].title',
			() => requests.buttonsRequest({ ...send, buttons: [button('')] }),
		],
		[
			'a button id of 257',
			'text_too_long',
			'buttons[0].id',
			() => requests.buttonsRequest({ ...send, buttons: [button('a', letters(257))] }),
		],
		[
			'four buttons',
			'count_out_of_range',
			'buttons',
			() =>
				requests.buttonsRequest({ ...send, buttons: [1, 2, 3, 4].map((n) => button('a', `${n}`)) }),
		],
		[
			'no buttons',
			'count_out_of_range',
			'buttons',
			() => requests.buttonsRequest({ ...send, buttons: [] }),
		],
		[
			'two buttons with one id',
			'id_repeated',
			'buttons',
			() => requests.buttonsRequest({ ...send, buttons: [button('a'), button('b')] }),
		],
		[
			'a header of 61',
			'text_too_long',
			'header',
			() => requests.buttonsRequest({ ...send, header: letters(61), buttons }),
		],
		[
			'a footer of 61',
			'text_too_long',
			'footer',
			() => requests.buttonsRequest({ ...send, footer: letters(61), buttons }),
		],
		[
			'a list button of 21',
			'text_too_long',
			'button',
			() => requests.listRequest({ ...send, button: letters(21), rows }),
		],
		[
			'a row title of 25',
			'text_too_long',
			'rows[0].title',
			() => requests.listRequest({ ...send, button: 'x', rows: [button(letters(25))] }),
		],
		[
			'a row description of 73',
			'text_too_long',
			'rows[0].description',
			() =>
				requests.listRequest({
					...send,
					button: 'x',
					rows: [{ ...button('a'), description: letters(73) }],
				}),
		],
		[
			'a row id of 201',
			'text_too_long',
			'rows[0].id',
			() => requests.listRequest({ ...send, button: 'x', rows: [button('a', letters(201))] }),
		],
		[
			'a section title of 25',
			'text_too_long',
			'sectionTitle',
			() => requests.listRequest({ ...send, button: 'x', sectionTitle: letters(25), rows }),
		],
		[
			'eleven rows',
			'count_out_of_range',
			'rows',
			() =>
				requests.listRequest({
					...send,
					button: 'x',
					rows: Array.from({ length: 11 }, (_, n) => button('a', `${n}`)),
				}),
		],
		[
			'a list text of 4,097',
			'text_too_long',
			'text',
			() => requests.listRequest({ ...send, text: letters(4097), button: 'x', rows }),
		],
		[
			'a permission text of 1,025',
			'text_too_long',
			'text',
			() => requests.permissionRequest({ ...send, text: letters(1025) }),
		],
		[
			'a call button of 21',
			'text_too_long',
			'displayText',
			() => requests.callButtonRequest({ ...send, displayText: letters(21) }),
		],
		[
			'a call payload of 513',
			'text_too_long',
			'payload',
			() => requests.callButtonRequest({ ...send, payload: letters(513) }),
		],
		[
			'a lifetime of 0',
			'ttl_out_of_range',
			'ttlMinutes',
			() => requests.callButtonRequest({ ...send, ttlMinutes: 0 }),
		],
		[
			'a lifetime of 43,201',
			'ttl_out_of_range',
			'ttlMinutes',
			() => requests.callButtonRequest({ ...send, ttlMinutes: 43_201 }),
		],
		[
			'a lifetime of 1.5',
			'ttl_out_of_range',
			'ttlMinutes',
			() => requests.callButtonRequest({ ...send, ttlMinutes: 1.5 }),
		],
		[
			'an opaque of 513 in a message',
			'text_too_long',
			'opaque',
			() => requests.textRequest({ ...send, opaque: letters(513) }),
		],
		[
			'an opaque of 513 in a call',
			'text_too_long',
			'opaque',
			() => requests.connectRequest({ ...call, opaque: letters(513) }),
		],
		[
			'251 characters in a purpose',
			'text_too_long',
			'purpose',
			() =>
				requests.connectRequest({
					...call,
					blocks: { recording: { purpose: letters(251), announcementLanguage: 'en' } },
				}),
		],
		['an empty call id', 'text_missing', 'callId', () => requests.terminateRequest({ callId: '' })],
		[
			'an empty variable',
			'text_missing',
			'parameters.0',
			() =>
				requests.templateRequest({ recipient: ASHA, name: 'a', language: 'en', parameters: [''] }),
		],
	])('refuses %s with %s', (_, code, field, run) => {
		const error = errorOf(run);
		expect(error).toMatchObject({ code, field });
		expect(error.fix).not.toBe('');
		expect(error.message + error.fix).not.toMatch(/xxxx/);
	});

	it.each([
		['4,096 in a text', () => requests.textRequest({ ...send, text: letters(4096) })],
		['20 in a button', () => requests.buttonsRequest({ ...send, buttons: [button(letters(20))] })],
		[
			'24 in a row',
			() => requests.listRequest({ ...send, button: letters(20), rows: [button(letters(24))] }),
		],
		['512 in an opaque', () => requests.connectRequest({ ...call, opaque: letters(512) })],
		['a lifetime of 43,200', () => requests.callButtonRequest({ ...send, ttlMinutes: 43_200 })],
		['a lifetime of 1', () => requests.callButtonRequest({ ...send, ttlMinutes: 1 })],
	])('allows %s', (_, run) => {
		expect(run).not.toThrow();
	});

	it.each([
		[{ waId: '+1 408-555-1234' }, { to: '14085551234' }],
		[{ waId: '919812345678' }, { to: '919812345678' }],
		[{ userId: 'US.ENT.11815799212886844830' }, { recipient: 'US.ENT.11815799212886844830' }],
	])('addresses %j', (recipient, keys) => {
		expect(requests.textRequest({ recipient, text: 'x' })).toMatchObject(keys);
	});

	it.each([
		{ waId: '' },
		{ waId: '123' },
		{ waId: 'Asha' },
		{ waId: '1234567890123456' },
		{ userId: '' },
		{ userId: '14085551234' },
	])('refuses the recipient %j without quoting it', (recipient) => {
		const error = errorOf(() => requests.textRequest({ recipient, text: 'x' }));
		expect(error.code).toBe('recipient_invalid');
		expect(error.message + error.fix).not.toMatch(/\d{3}/);
	});
});

describe('templates', () => {
	const draft = { name: 'order_support_call', language: 'en_US', category: 'UTILITY' as const };

	it.each<[string, object, object]>([
		[
			'one that asks for permission, with variables by name',
			requests.createTemplateRequest({
				...draft,
				body: 'Hi {{first_name}}, may we call you?',
				examples: { first_name: 'Pablo' },
				action: { type: 'call_permission_request' },
			}),
			{
				...draft,
				parameter_format: 'named',
				components: [
					{
						type: 'body',
						text: 'Hi {{first_name}}, may we call you?',
						example: {
							body_text_named_params: [{ param_name: 'first_name', example: 'Pablo' }],
						},
					},
					{ type: 'call_permission_request' },
				],
			},
		],
		[
			'one with a call button, a footer and variables by position',
			requests.createTemplateRequest({
				...draft,
				body: 'Hi {{1}}',
				examples: ['Pablo'],
				footer: 'Free of charge',
				action: { type: 'call_button', text: 'Call Now', ttlMinutes: 1440 },
			}),
			{
				...draft,
				parameter_format: 'positional',
				components: [
					{ type: 'body', text: 'Hi {{1}}', example: { body_text: [['Pablo']] } },
					{ type: 'footer', text: 'Free of charge' },
					{
						type: 'buttons',
						buttons: [{ type: 'voice_call', text: 'Call Now', ttl_minutes: 1440 }],
					},
				],
			},
		],
		[
			'one with quick replies',
			requests.createTemplateRequest({
				...draft,
				body: 'Shall we call?',
				action: { type: 'quick_replies', titles: ['Yes, call me', 'No'] },
			}),
			{
				...draft,
				parameter_format: 'positional',
				components: [
					{ type: 'body', text: 'Shall we call?' },
					{
						type: 'buttons',
						buttons: [
							{ type: 'quick_reply', text: 'Yes, call me' },
							{ type: 'quick_reply', text: 'No' },
						],
					},
				],
			},
		],
	])('creates %s', (_, body, expected) => {
		expect(body).toEqual(expected);
	});

	it.each<[string, string, () => unknown]>([
		[
			'template_name_invalid',
			'name',
			() => requests.createTemplateRequest({ ...draft, name: 'Order Call', body: 'x' }),
		],
		[
			'text_too_long',
			'body',
			() => requests.createTemplateRequest({ ...draft, body: letters(1025) }),
		],
		[
			'text_too_long',
			'action.titles[1]',
			() =>
				requests.createTemplateRequest({
					...draft,
					body: 'x',
					action: { type: 'quick_replies', titles: ['a', letters(21)] },
				}),
		],
		[
			'ttl_out_of_range',
			'action.ttlMinutes',
			() =>
				requests.createTemplateRequest({
					...draft,
					body: 'x',
					action: { type: 'call_button', text: 'Call', ttlMinutes: 1439 },
				}),
		],
	])('refuses a draft with %s in %s', (code, field, run) => {
		expect(errorOf(run)).toMatchObject({ code, field });
	});
});

describe('settings and subscriptions', () => {
	const callHours = {
		zone: 'America/Manaus',
		weekly: [
			{ day: 1, from: '04:00', to: '10:20' },
			{ day: 7, from: '09:00', to: '12:00' },
		],
		holidays: ['2027-01-01'],
	};

	it.each<[string, object, object]>([
		['calling on', requests.settingsRequest({ enabled: true }), { status: 'ENABLED' }],
		[
			'only what is given',
			requests.settingsRequest({
				iconVisible: false,
				iconCountries: ['US', 'BR'],
				callbackPermission: true,
				sipEnabled: false,
			}),
			{
				call_icon_visibility: 'DISABLE_ALL',
				call_icons: { restrict_to_user_countries: ['US', 'BR'] },
				callback_permission_status: 'ENABLED',
				sip: { status: 'DISABLED' },
			},
		],
		[
			'no country left out',
			requests.settingsRequest({ iconCountries: [] }),
			{ call_icons: { restrict_to_user_countries: [] } },
		],
		[
			'call hours off',
			requests.settingsRequest({ callHours: null }),
			{ call_hours: { status: 'DISABLED' } },
		],
		[
			'call hours as a whole',
			requests.settingsRequest({ callHours }),
			{
				call_hours: {
					status: 'ENABLED',
					timezone_id: 'America/Manaus',
					weekly_operating_hours: [
						{ day_of_week: 'MONDAY', open_time: '0400', close_time: '1020' },
						{ day_of_week: 'SUNDAY', open_time: '0900', close_time: '1200' },
					],
					holiday_schedule: [{ date: '2027-01-01', start_time: '0000', end_time: '2359' }],
				},
			},
		],
	])('sets %s', (_, body, calling) => {
		expect(body).toEqual({ calling });
	});

	it('V3: refuses by day what Meta cannot hold', () => {
		const weekly = ['09:00', '12:00', '15:00'].map((from) => ({ day: 3, from, to: '23:00' }));
		const error = errorOf(() => requests.settingsRequest({ callHours: { ...callHours, weekly } }));
		expect(error.code).toBe('too_many_windows');
		expect(error.message).toContain('WEDNESDAY');
	});

	it('V3: refuses more than 20 holidays', () => {
		const holidays = Array.from({ length: 21 }, () => '2027-01-01');
		const run = () => requests.settingsRequest({ callHours: { ...callHours, holidays } });
		expect(errorOf(run).code).toBe('too_many_holidays');
	});

	it('refuses to change nothing', () => {
		expect(errorOf(() => requests.settingsRequest({})).code).toBe('nothing_to_change');
	});

	const callback = { url: 'https://n8n.example.com/webhook/x', verifyToken: 'v' };
	const override = { override_callback_uri: callback.url, verify_token: 'v' };

	it.each<[string, object, object]>([
		[
			'the app',
			requests.appSubscriptionRequest({ ...callback, fields: ['messages', 'calls'] }),
			{
				object: 'whatsapp_business_account',
				callback_url: callback.url,
				verify_token: 'v',
				fields: 'messages,calls',
				include_values: true,
			},
		],
		["the account to the app's callback", requests.wabaSubscriptionRequest(null), {}],
		['the account to its own callback', requests.wabaSubscriptionRequest(callback), override],
		[
			'the number to its own callback',
			requests.numberOverrideRequest(callback),
			{ webhook_configuration: override },
		],
		[
			"the number to the account's callback again",
			requests.numberOverrideRequest(null),
			{ webhook_configuration: { override_callback_uri: '' } },
		],
	])('subscribes %s', (_, body, expected) => {
		expect(body).toEqual(expected);
	});

	it('refuses a callback of 201 characters', () => {
		const url = `https://${letters(193)}`;
		expect(errorOf(() => requests.wabaSubscriptionRequest({ ...callback, url }))).toMatchObject({
			code: 'text_too_long',
			field: 'url',
		});
	});
});
