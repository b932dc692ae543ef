import { isBefore } from '../domain/instant';
import { personCountry, phoneCountry } from '../domain/phoneCountry';
import { readPolicy } from '../domain/policy';
import { decideRecording, type RecordingFacts } from '../domain/recordingConsent';
import type { GraphResult } from '../graph/graphClient';
import type { Attempt, LedgerTx } from '../ledger/ledger';
import type { RecordingBlocks } from '../wire/requests';

/** What a call says about recording. */
export interface RecordingTerms {
	/** As {@link Attempt.recording}: `enabled`, or the precondition that is missing; null: it is off. */
	word: string | null;
	blocks: RecordingBlocks;
}

/** No word of recording goes to WhatsApp. */
export const UNRECORDED: RecordingTerms = { word: null, blocks: {} };

/** WhatsApp takes no call with these blocks from this number. */
export const REFUSED_TERMS: RecordingTerms = { word: 'recording_refused', blocks: {} };

/** Nothing was started, and it may be for the blocks: Meta does not say which parameter it refused. */
export const refusesBlocks = (result: GraphResult, { blocks }: RecordingTerms): boolean =>
	!result.ok && result.failure.code === 'invalid_parameter' && Object.keys(blocks).length > 0;

/**
 * Whether this call is recorded and transcribed (P8), by what the ledger holds now: the number's
 * policy, the customer's own consent and objection, both countries. Audio and transcript have a switch
 * each and all else in common.
 */
export async function recordingTerms(
	{ contactId, phoneNumberId }: Attempt,
	now: string,
	tx: LedgerTx,
): Promise<RecordingTerms> {
	const { recording } = readPolicy(await tx.policies.get('default', phoneNumberId));
	const { calls, transcripts, purpose } = recording;
	const contact = await tx.contacts.get(contactId);
	if (!contact || (!calls && !transcripts)) return UNRECORDED;
	const line = await tx.lines.get(phoneNumberId);
	const decision = decideRecording({
		isOn: true,
		purpose,
		...(await whatTheCustomerSaid(contact.id, phoneNumberId, now, tx)),
		customerCountry: personCountry(contact),
		businessCountry: phoneCountry(line?.displayPhoneNumber ?? null),
		customerLanguage: contact.language,
		retentionDays: recording.keepDays,
		representativesTold: recording.representativesTold,
	});
	if (!decision.allowed) return { word: decision.missing, blocks: {} };
	const { announcementLanguage } = decision;
	const block = { purpose: decision.purpose, announcementLanguage };
	const blocks = {
		...(calls && { recording: block }),
		...(transcripts && { transcription: block }),
	};
	return { word: 'enabled', blocks };
}

/** The yes that a representative noted lifts no objection; of two at one time the objection holds. */
async function whatTheCustomerSaid(
	contactId: string,
	phoneNumberId: string,
	now: string,
	{ consents, recordings }: LedgerTx,
): Promise<Pick<RecordingFacts, 'consent' | 'objected'>> {
	const held = await consents.active(contactId, phoneNumberId, now);
	const given = held.filter(({ key }) => key === 'recording');
	const own = given.filter(({ channel }) => channel === IN_CHAT);
	const objectedAt = await recordings.objectedAt(contactId);
	const objected = objectedAt !== null && !own.some(({ givenAt }) => isBefore(objectedAt, givenAt));
	if (own.length > 0) return { consent: 'in_chat', objected };
	return { consent: given.length > 0 ? 'noted' : null, objected };
}

/** How the customer's own words reach the ledger, and nobody else's. */
const IN_CHAT = 'whatsapp';

/** Written down before the request that carries the blocks, which may be the last that is heard of it. */
export async function noteTerms(
	{ id }: Attempt,
	{ word }: RecordingTerms,
	{ attempts }: LedgerTx,
): Promise<void> {
	if (word !== null) await attempts.noteRecording(id, word);
}
