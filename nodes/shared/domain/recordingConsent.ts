import { recordingRule, type RecordingRule } from './countryRules';
import { languageTag, widerTags } from './texts/language';

/**
 * Languages in which WhatsApp speaks the announcement before a recording (Meta, calling/call-recording,
 * 2026-08-31). Of plain English, the American voice.
 */
export const ANNOUNCEMENT_LANGUAGES = [
	'en_US', 'en_AU', 'en_CA', 'en_GB', 'en_IN', 'en_NZ', 'nl', 'fr', 'de', 'hi', 'it', 'kn', 'pt',
	'es', 'es_ES', 'te', 'vi',
] as const; // prettier-ignore

export type AnnouncementLanguage = (typeof ANNOUNCEMENT_LANGUAGES)[number];

/** What a recording needs (P8), in the order in which it is asked for, with what to do. */
export const RECORDING_PRECONDITIONS = {
	recording_on: 'Recording is off, as it is by default. Turn it on in the policy.',
	no_objection: 'The customer objected to being recorded. Only the customer can take that back.',
	recording_consent:
		'The customer has not agreed to a recording; a yes to the call is none. Ask in the chat first.',
	consent_in_chat:
		'A yes noted by a representative is not enough here: the law of one of the two countries, or a country that is not known, asks for everybody’s. Ask in the chat.',
	announcement_language:
		'WhatsApp does not speak the announcement in the customer’s language, or the language is not known.',
	recording_purpose:
		'Nothing says what recordings are for, which WhatsApp asks for. Set Purpose of Recordings in the policy.',
	retention: 'Nothing says how long recordings are kept. Set Keep Recordings (Days) in the policy.',
	representatives_told:
		'The representatives have not been told that calls are recorded. Tell them and confirm it in the policy.',
} as const;

export type RecordingPrecondition = keyof typeof RECORDING_PRECONDITIONS;

export interface RecordingFacts {
	/** Recording, or transcription, is turned on for this number. */
	isOn: boolean;
	/** The customer objected, before or during a call, and has not agreed since. */
	objected: boolean;
	/** The customer's yes to recordings that holds: own words or tap in the chat, or noted by a representative. */
	consent: 'in_chat' | 'noted' | null;
	/** ISO 3166 codes; null: not known. */
	customerCountry: string | null;
	businessCountry: string | null;
	/** BCP 47; null: not known. */
	customerLanguage: string | null;
	/** What recordings are for, as WhatsApp is told; null: not set. */
	purpose: string | null;
	/** How long files are kept before they are deleted; null: not set. */
	retentionDays: number | null;
	representativesTold: boolean;
}

export type RecordingDecision =
	| {
			allowed: true;
			rule: RecordingRule;
			purpose: string;
			announcementLanguage: AnnouncementLanguage;
	  }
	| { allowed: false; rule: RecordingRule; missing: RecordingPrecondition };

/**
 * Whether a call may be recorded, or transcribed (P8), or the first precondition that is missing. The
 * consent is the customer's in any country; where the stricter of both countries' laws asks for
 * everybody's, the customer's own message has to prove it.
 */
export function decideRecording(facts: RecordingFacts): RecordingDecision {
	const rule = recordingRule([facts.customerCountry, facts.businessCountry]);
	const announcementLanguage = findAnnouncement(facts.customerLanguage);
	const { purpose } = facts;
	const isMet: Record<RecordingPrecondition, boolean> = {
		recording_on: facts.isOn,
		no_objection: !facts.objected,
		recording_consent: facts.consent !== null,
		consent_in_chat: facts.consent === 'in_chat' || rule === 'one_party',
		announcement_language: announcementLanguage !== null,
		recording_purpose: purpose !== null,
		retention: facts.retentionDays !== null && facts.retentionDays > 0,
		representatives_told: facts.representativesTold,
	};
	const missing = PRECONDITIONS.find((name) => !isMet[name]);
	return missing === undefined && announcementLanguage !== null && purpose !== null
		? { allowed: true, rule, purpose, announcementLanguage }
		: { allowed: false, rule, missing: missing ?? 'announcement_language' };
}

// The keys of an object literal, in the order in which they are written.
const PRECONDITIONS = Object.keys(RECORDING_PRECONDITIONS) as RecordingPrecondition[];

/** The announcement that a customer of this language understands: of the region, else of the language. */
function findAnnouncement(language: string | null): AnnouncementLanguage | null {
	const tag = language === null ? null : languageTag(language);
	if (tag === null) return null;
	const spoken = (name: string) =>
		ANNOUNCEMENT_LANGUAGES.find((each) => each.replace('_', '-') === name);
	const found = widerTags(tag).map(spoken).find(Boolean);
	return found ?? (widerTags(tag).includes('en') ? 'en_US' : null);
}
