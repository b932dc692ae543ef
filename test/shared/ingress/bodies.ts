/**
 * Deliveries in Meta's shape, as small as a test needs them. Shapes: Meta, webhooks/reference/messages,
 * calling/reference, user-call-permissions, call-settings (2026-06); whole ones are in test/fixtures.
 */

export const LINE = '106540352242922';
export const OTHER_LINE = '106540352242933';
export const DISPLAY = '15550783881';
export const WABA = '102290129340398';
export const ASHA = '919812345678';
export const BSUID = 'IN.13491208655302741918';

export interface Who {
	/** Null: the number is hidden behind a user name. */
	phone?: string | null;
	userId?: string;
	line?: string;
	/** Seconds since the Unix epoch. */
	at: number;
}

type Json = Record<string, unknown>;

export const envelope = (...changes: Json[]): Json => ({
	object: 'whatsapp_business_account',
	entry: [{ id: WABA, changes }],
});

const contactsOf = ({ phone = ASHA, userId }: Who): Json[] => [
	{
		profile: { name: 'Asha Verma' },
		...(phone === null ? {} : { wa_id: phone }),
		...(userId && { user_id: userId }),
	},
];

const change = (field: string, who: Who, content: Json): Json => ({
	field,
	value: {
		messaging_product: 'whatsapp',
		metadata: { display_phone_number: DISPLAY, phone_number_id: who.line ?? LINE },
		...content,
	},
});

function message(id: string, who: Who, content: Json): Json {
	const { phone = ASHA, userId } = who;
	const from = {
		...(phone === null ? {} : { from: phone }),
		...(userId && { from_user_id: userId }),
	};
	const messages = [{ id, ...from, timestamp: String(who.at), ...content }];
	return change('messages', who, { contacts: contactsOf(who), messages });
}

export const textMessage = (id: string, body: string, who: Who, quotes?: string): Json =>
	message(id, who, {
		type: 'text',
		text: { body },
		...(quotes && { context: { from: DISPLAY, id: quotes } }),
	});

export const buttonTap = (
	id: string,
	button: { id: string; title: string },
	who: Who,
	of?: string,
): Json =>
	message(id, who, {
		type: 'interactive',
		interactive: { type: 'button_reply', button_reply: button },
		...(of && { context: { from: DISPLAY, id: of } }),
	});

/** A quick reply of a template brings the payload that it was sent with. */
export const templateTap = (id: string, payload: string, title: string, who: Who): Json =>
	message(id, who, { type: 'button', button: { payload, text: title } });

export const voiceNote = (id: string, who: Who): Json =>
	message(id, who, { type: 'audio', audio: { id: '938884519013664', voice: true } });

export const reaction = (id: string, emoji: string, to: string, who: Who): Json =>
	message(id, who, { type: 'reaction', reaction: { message_id: to, emoji } });

export const order = (id: string, lines: Json[], who: Who): Json =>
	message(id, who, { type: 'order', order: { catalog_id: '7', product_items: lines } });

export const permissionReply = (
	id: string,
	reply: {
		response: 'accept' | 'reject';
		source?: 'user_action' | 'automatic';
		context?: string;
		permanent?: boolean;
	},
	who: Who,
): Json =>
	message(id, who, {
		type: 'interactive',
		interactive: {
			type: 'call_permission_reply',
			call_permission_reply: {
				response: reply.response,
				...(reply.response === 'accept' && {
					is_permanent: reply.permanent ?? false,
					expiration_timestamp: String(who.at + 7 * 86_400),
				}),
				response_source: reply.source ?? 'user_action',
			},
		},
		...(reply.context && { context: { from: DISPLAY, id: reply.context } }),
	});

export const messageStatus = (
	id: string,
	status: string,
	who: Who,
	more: { opaque?: string; code?: number } = {},
): Json =>
	change('messages', who, {
		statuses: [
			{
				id,
				status,
				timestamp: String(who.at),
				recipient_id: who.phone ?? ASHA,
				...(more.opaque && { biz_opaque_callback_data: more.opaque }),
				...(more.code && { errors: [{ code: more.code, title: 'Message undeliverable' }] }),
			},
		],
	});

/** The simulated SDP of Meta's side: ICE-lite, one audio section. */
export const META_SDP = [
	'v=0',
	'o=- 3626166318745852955 2 IN IP4 127.0.0.1',
	's=-',
	't=0 0',
	'a=ice-lite',
	'm=audio 3480 UDP/TLS/RTP/SAVPF 111',
	'c=IN IP4 127.0.0.1',
	'a=rtpmap:111 opus/48000/2',
	'a=ice-ufrag:abcd',
	'a=ice-pwd:0123456789abcdef01234567',
	`a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`,
	'a=setup:actpass',
	'a=mid:0',
	'',
].join('\r\n');

function call(id: string, event: string, direction: 'in' | 'out', who: Who, content: Json): Json {
	const { phone = ASHA, userId } = who;
	const side = direction === 'in' ? 'from' : 'to';
	const calls = [
		{
			id,
			event,
			...(phone === null ? {} : { [side]: phone }),
			...(userId && { [`${side}_user_id`]: userId }),
			[side === 'from' ? 'to' : 'from']: DISPLAY,
			timestamp: String(who.at),
			direction: direction === 'in' ? 'USER_INITIATED' : 'BUSINESS_INITIATED',
			...content,
		},
	];
	return change('calls', who, { contacts: contactsOf(who), calls });
}

export const callOffered = (id: string, who: Who): Json =>
	call(id, 'connect', 'in', who, { session: { sdp_type: 'offer', sdp: META_SDP } });

export const callAnswer = (id: string, who: Who, opaque?: string): Json =>
	call(id, 'connect', 'out', who, {
		session: { sdp_type: 'answer', sdp: META_SDP },
		...(opaque && { biz_opaque_callback_data: opaque }),
	});

export const callEnded = (
	id: string,
	who: Who,
	more: { opaque?: string; seconds?: number; direction?: 'in' | 'out'; failed?: number } = {},
): Json =>
	call(id, 'terminate', more.direction ?? 'out', who, {
		status: more.failed ? 'FAILED' : 'COMPLETED',
		...(more.seconds !== undefined && {
			start_time: String(who.at - more.seconds),
			end_time: String(who.at),
			duration: more.seconds,
		}),
		...(more.failed && { errors: [{ code: more.failed, title: 'Failed' }] }),
		...(more.opaque && { biz_opaque_callback_data: more.opaque }),
	});

export const callStatus = (
	id: string,
	status: 'RINGING' | 'ACCEPTED' | 'REJECTED',
	who: Who,
	opaque?: string,
): Json =>
	change('calls', who, {
		statuses: [
			{
				id,
				type: 'call',
				status,
				timestamp: String(who.at),
				...(who.phone === null ? {} : { recipient_id: who.phone ?? ASHA }),
				...(who.userId && { recipient_user_id: who.userId }),
				...(opaque && { biz_opaque_callback_data: opaque }),
			},
		],
	});

/** Only the display number tells which line it is about (calling/call-settings). */
export const accountViolation = (type: string | undefined, at: number): Json => ({
	object: 'whatsapp_business_account',
	entry: [
		{
			id: '0',
			time: at,
			changes: [
				{
					field: 'account_update',
					value: {
						phone_number: DISPLAY,
						event: 'ACCOUNT_VIOLATION',
						...(type && { violation_info: { violation_type: type } }),
					},
				},
			],
		},
	],
});

export const accountRestriction = (type: string, until: number, display = DISPLAY): Json => ({
	object: 'whatsapp_business_account',
	entry: [
		{
			id: '0',
			time: 1_641_848_057,
			changes: [
				{
					field: 'account_update',
					value: {
						phone_number: display,
						event: 'ACCOUNT_RESTRICTION',
						restriction_info: [{ restriction_type: type, expiration: until }],
					},
				},
			],
		},
	],
});
