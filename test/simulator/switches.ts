import { isJson } from './readValue';

/** What Meta leaves open, or what a test wants to shorten. Durations in real milliseconds. */
export interface Switches {
	/** Plain HTTP callbacks are accepted. */
	lax: boolean;
	delivery_timeout_ms: number;
	/** Changes that come up within this time travel in one delivery; 0 = each alone. */
	batch_window_ms: number;
	/** How often each delivery is sent. */
	deliver_times: number;
	/** Changes inside a batch are put in random order. */
	shuffle_batches: boolean;
	/** Every delivery leaves this much later. */
	late_ms: number;
	/** Deliveries about calls wait until it is off again, and come in any order then. */
	hold_call_events: boolean;
	omit_contacts: boolean;

	require_appsecret_proof: boolean;
	token_state:
		'valid' | 'expired' | 'no_messaging' | 'no_management' | 'api_denied' | 'unknown_app';

	/** Meta's test number: other limits, and only users created by `/sim/users` can be reached. */
	test_number: boolean;
	/** ISO country of the business numbers; empty = read from the number. */
	business_country: string;
	messaging_limit: string;
	quality_rating: string;
	payment: 'ok' | 'missing' | 'trouble';
	/** 368, 131031 or 130497; 0 = no lock. */
	account_lock: number;
	/** Whether this app is the primary one for calls. */
	primary_app: boolean;
	bsuid_accepted: boolean;
	call_button_available: boolean;
	template_review: 'approve' | 'reject' | 'pending';
	template_review_ms: number;
	status_delay_ms: number;
	permission_answer_delay_ms: number;

	accept_needs_pre_accept: boolean;
	accept_deadline_ms: number;
	/** 0 = rings for ever. */
	ring_timeout_ms: number;
	answer_setup: 'active' | 'passive' | 'actpass';
	/** From the 200 of `connect` to its webhook. */
	answer_delay_ms: number;
	ring_delay_ms: number;
	/** From the pickup, when media may flow, to the ACCEPTED webhook. */
	accepted_delay_ms: number;
	/** ACCEPTED never comes. */
	skip_accepted: boolean;
	/** `terminate` is delivered before `connect`. */
	terminate_first: boolean;
	terminate_status_form: 'text' | 'array';
	errors_in: 'value' | 'call' | 'both';
	/** The older place of the SDP: `connection.webrtc.sdp`. */
	legacy_connection: boolean;
	sdp_error_code: number;
	/** End each call with this code right after the pickup (138019–138023); 0 = never. */
	fail_calls_with: number;
	silent_revoke: boolean;

	media_start_timeout_ms: number;
	media_gap_timeout_ms: number;
	customer_tone_hz: number;
	business_tone_hz: number;
	recording_delay_ms: number;
	media_url_lifetime_ms: number;

	max_concurrent_calls: number;
	max_new_calls_per_day: number;
	max_connected_calls_per_day: number;
	permission_lookups_per_second: number;
	/** Missed or rejected customer calls until the call button is hidden; half of it warns. */
	pickup_budget: number;
}

export const DEFAULT_SWITCHES: Readonly<Switches> = {
	lax: false,
	delivery_timeout_ms: 20_000,
	batch_window_ms: 0,
	deliver_times: 1,
	shuffle_batches: false,
	late_ms: 0,
	hold_call_events: false,
	omit_contacts: false,

	require_appsecret_proof: false,
	token_state: 'valid',

	test_number: false,
	business_country: '',
	messaging_limit: 'TIER_2K',
	quality_rating: 'GREEN',
	payment: 'ok',
	account_lock: 0,
	primary_app: true,
	bsuid_accepted: true,
	call_button_available: true,
	template_review: 'approve',
	template_review_ms: 300,
	status_delay_ms: 50,
	permission_answer_delay_ms: 300,

	accept_needs_pre_accept: false,
	accept_deadline_ms: 45_000,
	ring_timeout_ms: 60_000,
	answer_setup: 'actpass',
	answer_delay_ms: 200,
	ring_delay_ms: 300,
	accepted_delay_ms: 100,
	skip_accepted: false,
	terminate_first: false,
	terminate_status_form: 'text',
	errors_in: 'both',
	legacy_connection: false,
	sdp_error_code: 100,
	fail_calls_with: 0,
	silent_revoke: false,

	media_start_timeout_ms: 20_000,
	media_gap_timeout_ms: 30_000,
	customer_tone_hz: 440,
	business_tone_hz: 880,
	recording_delay_ms: 500,
	media_url_lifetime_ms: 300_000,

	max_concurrent_calls: 1_000,
	max_new_calls_per_day: 10_000,
	max_connected_calls_per_day: 100,
	permission_lookups_per_second: 100,
	pickup_budget: 10,
};

const CHOICES: { [K in keyof Switches]?: ReadonlyArray<Switches[K]> } = {
	token_state: ['valid', 'expired', 'no_messaging', 'no_management', 'api_denied', 'unknown_app'],
	payment: ['ok', 'missing', 'trouble'],
	account_lock: [0, 368, 131031, 130497],
	template_review: ['approve', 'reject', 'pending'],
	answer_setup: ['active', 'passive', 'actpass'],
	terminate_status_form: ['text', 'array'],
	errors_in: ['value', 'call', 'both'],
	sdp_error_code: [100, 138008],
	fail_calls_with: [0, 138019, 138020, 138021, 138022, 138023],
};

/** Settings that mean "never" may be written as null. */
const NEVER: ReadonlySet<string> = new Set(['ring_timeout_ms', 'account_lock', 'fail_calls_with']);

/**
 * Applies the given switches. A name or value that does not exist is refused with words, because a
 * mistyped switch would otherwise make a test prove nothing.
 */
export function applySwitches(switches: Switches, changes: unknown): { error?: string } {
	if (!isJson(changes)) return { error: 'Send a JSON object of switches.' };
	const checked: Array<[string, unknown]> = [];
	for (const [name, given] of Object.entries(changes)) {
		const value = given === null && NEVER.has(name) ? 0 : given;
		const error = refuse(name, value);
		if (error !== undefined) return { error };
		checked.push([name, value]);
	}
	Object.assign(switches, Object.fromEntries(checked));
	return {};
}

function refuse(name: string, value: unknown): string | undefined {
	if (!(name in DEFAULT_SWITCHES)) {
		return `There is no switch "${name}". Switches: ${Object.keys(DEFAULT_SWITCHES).join(', ')}.`;
	}
	// The `in` check above proves the name.
	const key = name as keyof Switches;
	if (typeof value !== typeof DEFAULT_SWITCHES[key]) {
		return `Switch "${name}" takes a ${typeof DEFAULT_SWITCHES[key]}.`;
	}
	const choices: readonly unknown[] | undefined = CHOICES[key];
	if (choices !== undefined && !choices.includes(value)) {
		return `Switch "${name}" takes one of ${choices.join(', ')}.`;
	}
	return undefined;
}
