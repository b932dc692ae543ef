/**
 * What must never stand in a log or an error message: phone numbers, call and message ids (base64
 * that contains both phone numbers), tokens, and session descriptions (ICE passwords, addresses).
 */

/** ITU country codes: one digit, two digits, else three. */
const COUNTRY_CODE = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(?=\d{5})/;

const HIDDEN = '•••••';

/** `919812345678` → `+91 ••••• 5678`; what is no phone number is hidden altogether. */
export function maskPhone(phone: string): string {
	const digits = phone.replace(/\D/g, '');
	const country = digits.match(COUNTRY_CODE)?.[1];
	return country === undefined ? HIDDEN : `+${country} ${HIDDEN} ${digits.slice(-4)}`;
}

/** `v=0` and the lines of a letter and an equals sign that follow it, real or escaped as in JSON. */
const SDP = /v=0(?:(?:\r?\n|(?:\\r)?\\n)[a-z]=(?:[^\r\n"'\\]|\\(?![rn]))*)+(?:\r?\n|(?:\\r)?\\n)?/g;
const SDP_LINE = /a=(?:ice-ufrag|ice-pwd|fingerprint|candidate|crypto):[^\r\n"'\\]*/g;
const BEARER = /Bearer\s+[^\s"',;]+/gi;
const SECRET_PARAMETER =
	/(access_token|appsecret_proof|app_secret|client_secret|verify_token|sip_user_password)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi;
const META_TOKEN = /EAA[A-Za-z0-9_-]{16,}/g;
const META_ID = /(wacid|wamid)(?:\.|%2E)[A-Za-z0-9+/=_%-]+/gi;
const DIGITS = /\+?\(?\d(?:[\s().\u00a0-]{0,3}\d){6,}/g;
const ISO_DATE = /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!-?\d)/;
const ISO_DATE_LENGTH = 10;

/** The text without any of them; each is replaced by its kind in brackets. Applying it twice changes nothing. */
export function redact(text: string): string {
	return text
		.replace(SDP, '[sdp]')
		.replace(SDP_LINE, '[sdp]')
		.replace(BEARER, 'Bearer [token]')
		.replace(SECRET_PARAMETER, '$1$2[token]')
		.replace(META_TOKEN, '[token]')
		.replace(META_ID, (_, kind: string) =>
			kind.toLowerCase() === 'wacid' ? '[call id]' : '[message id]',
		)
		.replace(DIGITS, hideNumber);
}

/** Dates stay, or logs could not be read; a number, or another date, may follow one after a space. */
function hideNumber(digits: string): string {
	if (!ISO_DATE.test(digits)) return '[number]';
	return (
		digits.slice(0, ISO_DATE_LENGTH) + digits.slice(ISO_DATE_LENGTH).replace(DIGITS, hideNumber)
	);
}
