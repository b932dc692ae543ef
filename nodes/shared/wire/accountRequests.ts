import { LIMITS, requireText } from './limits';
import { WireError } from './wireError';

/** The parts of a number's calling settings that this product changes; only what is set is sent. */
export interface CallingSettings {
	enabled?: boolean;
	/** Whether WhatsApp shows the call icon in chat and profile. */
	iconVisible?: boolean;
	/** ISO 3166 countries whose users see the icon; an empty list means all. */
	iconCountries?: readonly string[];
	/** A customer's call, even a missed one, permits calling back. */
	callbackPermission?: boolean;
	/** Meta replaces call hours as a whole, holidays included. Null switches them off. */
	callHours?: CallHours | null;
	/** Null switches it off. */
	voicemail?: Voicemail | null;
	/** SIP off gives the Graph calls back to a number in SIP mode. */
	sipEnabled?: boolean;
}

export interface CallHours {
	/** IANA zone. */
	zone: string;
	/** `day` 1 = Monday … 7 = Sunday; `from` and `to` as HH:mm; at most two windows a day. */
	weekly: readonly { day: number; from: string; to: string }[];
	/** Closed days (YYYY-MM-DD) or parts of days; at most 20, none in the past. */
	holidays: readonly (string | { date: string; from: string; to: string })[];
}

/** What a customer hears whom nobody answers; call hours have to be off (Meta, calling/voicemail). */
export interface Voicemail {
	/** Id of the uploaded greeting. */
	greetingMediaId: string;
	/** It starts after so many seconds of ringing, 0 to 30. */
	timeoutSeconds: number;
}

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const MAX_WINDOWS_A_DAY = 2;
const MAX_HOLIDAYS = 20;

/** `POST /{phone_number_id}/settings` (Meta, calling/call-settings). Throws a WireError by field. */
export function settingsRequest(settings: CallingSettings): object {
	const { enabled, iconVisible, iconCountries, callbackPermission } = settings;
	const { callHours, voicemail, sipEnabled } = settings;
	const calling = {
		...(enabled !== undefined && { status: onOff(enabled) }),
		...(iconVisible !== undefined && {
			call_icon_visibility: iconVisible ? 'DEFAULT' : 'DISABLE_ALL',
		}),
		...(iconCountries && { call_icons: { restrict_to_user_countries: [...iconCountries] } }),
		...(callbackPermission !== undefined && {
			callback_permission_status: onOff(callbackPermission),
		}),
		...(callHours !== undefined && { call_hours: callHoursValue(callHours) }),
		...(voicemail !== undefined && { voicemail: voicemailValue(voicemail) }),
		...(sipEnabled !== undefined && { sip: { status: onOff(sipEnabled) } }),
	};
	if (Object.keys(calling).length === 0) {
		const fix = 'Choose at least one setting to change.';
		throw new WireError('nothing_to_change', 'No setting is given.', fix, 'settings');
	}
	return { calling };
}

const onOff = (on: boolean): string => (on ? 'ENABLED' : 'DISABLED');
const hhmm = (time: string): string => time.replace(':', '');

function callHoursValue(hours: CallHours | null): object {
	if (hours === null) return { status: 'DISABLED' };
	for (const [index, day] of DAYS.entries()) {
		const windows = hours.weekly.filter((window) => window.day === index + 1);
		if (windows.length <= MAX_WINDOWS_A_DAY) continue;
		const message = `${day} has ${windows.length} windows; Meta holds ${MAX_WINDOWS_A_DAY} a day.`;
		throw new WireError('too_many_windows', message, `Join the windows of ${day}.`, 'weekly');
	}
	if (hours.holidays.length > MAX_HOLIDAYS) {
		const message = `${hours.holidays.length} holidays are given; Meta holds ${MAX_HOLIDAYS}.`;
		throw new WireError('too_many_holidays', message, 'Keep the next 20 holidays.', 'holidays');
	}
	return {
		status: 'ENABLED',
		timezone_id: requireText(hours.zone, 'zone', 64),
		weekly_operating_hours: hours.weekly.map(({ day, from, to }) => ({
			day_of_week: DAYS[day - 1],
			open_time: hhmm(from),
			close_time: hhmm(to),
		})),
		holiday_schedule: hours.holidays.map((closed) => {
			const { date, from, to } =
				typeof closed === 'string' ? { date: closed, from: '00:00', to: '23:59' } : closed;
			return { date, start_time: hhmm(from), end_time: hhmm(to) };
		}),
	};
}

function voicemailValue(voicemail: Voicemail | null): object {
	if (voicemail === null) return { status: 'DISABLED' };
	const { greetingMediaId, timeoutSeconds } = voicemail;
	return {
		status: 'ENABLED',
		triggers: ['REJECT', 'TIMEOUT'],
		audio: {
			default: {
				announcement_media_id: requireText(greetingMediaId, 'greetingMediaId', 64),
				timeout_seconds: timeoutSeconds,
			},
		},
	};
}

export interface Callback {
	url: string;
	verifyToken: string;
}

/** `POST /{app_id}/subscriptions`, with an app token; replaces the app's list of fields. */
export function appSubscriptionRequest(callback: Callback & { fields: readonly string[] }): object {
	return {
		object: 'whatsapp_business_account',
		// Without it Meta tells only that something changed.
		include_values: true,
		callback_url: callbackUrl(callback),
		verify_token: requireText(callback.verifyToken, 'verifyToken', Number.MAX_SAFE_INTEGER),
		fields: callback.fields.join(','),
	};
}

/** `POST /{waba_id}/subscribed_apps`; null subscribes the app to its own callback, without override. */
export function wabaSubscriptionRequest(override: Callback | null): object {
	return override === null ? {} : overrideKeys(override);
}

/** `POST /{phone_number_id}`: a callback for this number alone; null takes it back. */
export function numberOverrideRequest(override: Callback | null): object {
	return {
		webhook_configuration:
			override === null ? { override_callback_uri: '' } : overrideKeys(override),
	};
}

function overrideKeys(override: Callback): object {
	return {
		override_callback_uri: callbackUrl(override),
		verify_token: requireText(override.verifyToken, 'verifyToken', Number.MAX_SAFE_INTEGER),
	};
}

const callbackUrl = ({ url }: Callback): string => requireText(url, 'url', LIMITS.callbackUrl);
