import { BARRED_BUSINESS_COUNTRIES } from '../../shared/domain/decision';
import { holdsCallHours } from '../../shared/wire/callHoursState';
import type { CallHours } from '../../shared/wire/requests';
import { ok, problem, unknown, warning } from './setupFacts';
import type { KeptNumber, NumberFacts, Verdict } from './setupFacts';

const CALL_SETTINGS =
	'WhatsApp Manager › Phone numbers › the number › Call settings, or Phone Number › Update Settings in this node.';
const NO_SETTINGS = 'Meta did not show the number’s call settings';
const FIX_SCOPES = 'Give the token whatsapp_business_management.';
/** Meta, calling: the messaging limit below which calling cannot be switched on. */
const MIN_MESSAGING_LIMIT = 2000;

export function judgeCalling({ calling }: NumberFacts): Verdict {
	if (!calling) return unknown(NO_SETTINGS, FIX_SCOPES);
	const [restriction] = calling.restrictions;
	if (restriction) {
		const until = restriction.expiresAt ? ` until ${restriction.expiresAt}` : '';
		return problem(
			`Meta restricts it: ${restriction.type}${until}`,
			'WhatsApp Manager › Account quality shows why. Call only people who asked for it.',
		);
	}
	if (!calling.enabled) return problem('calling is switched off', `Switch it on: ${CALL_SETTINGS}`);
	if (calling.sip) {
		return problem(
			'the number is in SIP mode, so calls cannot be placed from here',
			`Switch SIP off: ${CALL_SETTINGS}`,
		);
	}
	return ok('calling is on');
}

export function judgeCountry({ country }: NumberFacts): Verdict {
	if (country === null) return unknown('the number’s country is not known', FIX_SCOPES);
	return BARRED_BUSINESS_COUNTRIES.includes(country)
		? problem(
				`numbers of ${country} may not call customers`,
				'Use a number of another country, or send a call button: customers may call you from everywhere.',
			)
		: ok(`numbers of ${country} may call`);
}

export function judgeLimit({ messagingLimit, isTestNumber }: NumberFacts): Verdict {
	if (isTestNumber) return ok('a test number needs no limit');
	if (messagingLimit === null) return unknown('Meta shows no messaging limit', FIX_SCOPES);
	const limit = Number.isFinite(messagingLimit) ? `${messagingLimit} customers a day` : 'unlimited';
	return messagingLimit >= MIN_MESSAGING_LIMIT
		? ok(limit)
		: problem(
				`${limit}; calling needs ${MIN_MESSAGING_LIMIT}`,
				'Verify the business (Business Settings › Security Centre) or raise the limit by sending messages that people answer.',
			);
}

export function judgeQuality({ quality }: NumberFacts): Verdict {
	const better =
		'WhatsApp Manager › Account quality. Send fewer messages that nobody asked for; calls suffer with them.';
	switch (quality) {
		case 'GREEN':
			return ok('high');
		case 'YELLOW':
			return warning('medium', better);
		case 'RED':
			return problem('low', better);
		default:
			return unknown('Meta has not rated it yet', 'Nothing to do: a new number has no rating.');
	}
}

export function judgePermission({ calling }: NumberFacts): Verdict {
	if (!calling) return unknown(NO_SETTINGS, FIX_SCOPES);
	return calling.callbackPermission
		? ok('a customer who calls may be called back')
		: warning(
				'a customer who calls in vain may not be called back',
				`Turn on Permission to Call Back: ${CALL_SETTINGS}`,
			);
}

const SYNC_HOURS = 'Run WhatsApp Calling › Phone Number › Sync Hours, or let it run every night.';

/** V3: whether customers can call only while somebody answers, or reach voicemail. */
export function judgeHours({ calling, wantedHours }: KeptNumber): Verdict {
	if (!calling) return unknown(NO_SETTINGS, FIX_SCOPES);
	const { callHours, iconVisible, voicemail } = calling;
	if (!iconVisible) return ok('customers see no call button, so they cannot call');
	if (!callHours.enabled && voicemail) return ok('whom nobody answers reaches voicemail');
	if (!callHours.enabled) return warning('customers can call at any hour', SYNC_HOURS);
	if (callHours.windows === 0) return problem('call hours are on without any window', SYNC_HOURS);
	const found = `${callHours.windows} windows a week, ${callHours.zone ?? 'no zone'}`;
	return wantedHours !== null && !isHeld(callHours.held, wantedHours)
		? warning(`${found}, which are not the team hours of the policy`, SYNC_HOURS)
		: ok(found);
}

/** Hours that Meta cannot hold are not held; Sync Hours names the day. */
function isHeld(held: unknown, wanted: CallHours): boolean {
	try {
		return holdsCallHours(held, wanted);
	} catch {
		return false;
	}
}
