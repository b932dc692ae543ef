import { describe, expect, it } from 'vitest';
import {
	decideRecording,
	RECORDING_PRECONDITIONS,
	type RecordingFacts,
} from '../../../nodes/shared/domain/recordingConsent';

/** Everything is there; every row takes something away. */
const READY: RecordingFacts = {
	isOn: true,
	objected: false,
	consent: 'in_chat',
	customerCountry: 'IN',
	businessCountry: 'IN',
	customerLanguage: 'hi-Latn',
	purpose: 'Quality and training',
	retentionDays: 90,
	representativesTold: true,
};

const REFUSALS: [title: string, missing: string, change: Partial<RecordingFacts>][] = [
	['nobody turned it on', 'recording_on', { isOn: false }],
	['the customer objects', 'no_objection', { objected: true }],
	['the customer did not agree', 'recording_consent', { consent: null }],
	[
		'the customer’s country asks for everybody’s consent, and it was only noted',
		'consent_in_chat',
		{ consent: 'noted', customerCountry: 'US' },
	],
	[
		'the business’s country asks for everybody’s consent, and it was only noted',
		'consent_in_chat',
		{ consent: 'noted', businessCountry: 'DE' },
	],
	[
		'the customer’s country is not known, and the consent was only noted',
		'consent_in_chat',
		{ consent: 'noted', customerCountry: null },
	],
	[
		'the business’s country is not known, and the consent was only noted',
		'consent_in_chat',
		{ consent: 'noted', businessCountry: null },
	],
	['WhatsApp does not speak the language', 'announcement_language', { customerLanguage: 'ja' }],
	['the language is not known', 'announcement_language', { customerLanguage: null }],
	['the language is no language', 'announcement_language', { customerLanguage: 'not a tag' }],
	['nothing says what recordings are for', 'recording_purpose', { purpose: null }],
	['nothing says how long files are kept', 'retention', { retentionDays: null }],
	['files would be kept for no time', 'retention', { retentionDays: 0 }],
	['the retention is no number', 'retention', { retentionDays: Number.NaN }],
	['the representatives do not know', 'representatives_told', { representativesTold: false }],
];

const LANGUAGES: [language: string, announcement: string][] = [
	['en', 'en_US'],
	['en-GB', 'en_GB'],
	['en_IN', 'en_IN'],
	['en-ZA', 'en_US'],
	['hi', 'hi'],
	['hi-Latn', 'hi'],
	['hi-Latn-IN', 'hi'],
	['es', 'es'],
	['es-MX', 'es'],
	['es-ES', 'es_ES'],
	['pt-BR', 'pt'],
	['vi-VN', 'vi'],
];

describe('decideRecording', () => {
	it('P8: allows it once everything is there', () => {
		expect(decideRecording(READY)).toEqual({
			allowed: true,
			rule: 'one_party',
			purpose: 'Quality and training',
			announcementLanguage: 'hi',
		});
	});

	it.each(REFUSALS)('P8: refuses when %s, and names %s', (_, missing, change) => {
		expect(decideRecording({ ...READY, ...change })).toMatchObject({ allowed: false, missing });
	});

	it('P8: has a row for every precondition', () => {
		const named = [...new Set(REFUSALS.map(([, missing]) => missing))];
		expect(named).toEqual(Object.keys(RECORDING_PRECONDITIONS));
	});

	it.each(['IN', 'BR', 'MX'])('P8: lets a representative note the yes within %s', (country) => {
		const facts = { ...READY, customerCountry: country, businessCountry: country };
		expect(decideRecording({ ...facts, consent: 'noted' }).allowed).toBe(true);
	});

	it('P8: takes the customer’s own message where the law asks for everybody’s consent', () => {
		const decision = decideRecording({ ...READY, customerCountry: 'US', businessCountry: null });
		expect(decision).toMatchObject({ allowed: true, rule: 'all_parties' });
	});

	it('P8: names the first of all that are missing, in one order', () => {
		const facts: RecordingFacts = {
			isOn: false,
			objected: true,
			consent: null,
			customerCountry: null,
			businessCountry: null,
			customerLanguage: null,
			purpose: null,
			retentionDays: null,
			representativesTold: false,
		};
		const mend: Partial<RecordingFacts>[] = [
			{ isOn: true },
			{ objected: false },
			{ consent: 'noted' },
			{ consent: 'in_chat' },
			{ customerLanguage: 'en' },
			{ purpose: 'Quality' },
			{ retentionDays: 30 },
			{ representativesTold: true },
		];
		const named = mend.map((_, done) => {
			const decision = decideRecording(Object.assign({ ...facts }, ...mend.slice(0, done)));
			return decision.allowed ? null : decision.missing;
		});
		expect(named).toEqual(Object.keys(RECORDING_PRECONDITIONS));
	});

	it.each(LANGUAGES)(
		'P8: announces to a customer who writes %s in %s',
		(language, announcement) => {
			expect(decideRecording({ ...READY, customerLanguage: language })).toMatchObject({
				announcementLanguage: announcement,
			});
		},
	);
});
