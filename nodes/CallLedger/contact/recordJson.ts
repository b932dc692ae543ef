import type { IDataObject } from 'n8n-workflow';
import { snakeCase } from '../../shared/domain/snakeCase';
import { contactSection } from '../../shared/ingress/toItem';
import type { Ledger, StoredRating, StoredRecording } from '../../shared/ledger/ledger';
import { toItemJson } from '../../shared/n8n/callItem';
import { sealCallIds } from '../../shared/n8n/callNames';
import { attemptJson } from '../attempt/attemptJson';
import { callbackJson } from '../callback/callbackJson';
import type { CustomerRecord } from './gatherRecord';

/** The lists of an exported customer, in the order of the file. */
export const SECTIONS = [
	'consents',
	'wishes',
	'permissions',
	'escalations',
	'decisions',
	'calls',
	'callbacks',
	'messages',
	'sends',
	'briefs',
	'corrections',
	'ratings',
	'recordings',
	'objections',
] as const;

export type Section = (typeof SECTIONS)[number];

/** One customer's record as an item, with the contact where other nodes look for it. */
export function recordJson(record: CustomerRecord, ledger: Ledger): IDataObject {
	const { contact, escalations, calls, callbacks, sends, objectedAt, ...lists } = record;
	const json: Record<Section, IDataObject[]> = {
		consents: lists.consents.map(withSnakeKeys),
		wishes: lists.wishes.map(withSnakeKeys),
		permissions: lists.permissions.map(withSnakeKeys),
		escalations: escalations.map(({ evidence, ...rest }) => ({
			...withSnakeKeys(rest),
			evidence: evidence.map(withSnakeKeys),
		})),
		decisions: lists.decisions.map(withSnakeKeys),
		calls: calls.map((attempt) => attemptJson(attempt, ledger)),
		callbacks: callbacks.map((callback) => callbackJson(callback, ledger)),
		messages: lists.messages.map(withSnakeKeys),
		// The opaque value proves that a status is Meta's.
		sends: sends.map(({ opaque: _opaque, ...send }) => withSnakeKeys(send)),
		briefs: lists.briefs.map(withSnakeKeys),
		corrections: lists.corrections.map(withSnakeKeys),
		ratings: lists.ratings.map(ratingJson),
		recordings: lists.recordings.map(fileJson),
		objections: objectedAt === null ? [] : [{ about: 'recording', at: objectedAt }],
	};
	const item = { ...toItemJson({}, { contact: contactSection(contact) }), ...json };
	// A customer's call names wishes and messages, and its id holds both phone numbers.
	return JSON.parse(sealCallIds(JSON.stringify(item), ledger)) as IDataObject;
}

/** What the customer thought of a call (V7). */
export const ratingJson = (rating: StoredRating): IDataObject => withSnakeKeys(rating);

/** What is known of a file of a call (P8), without the way to the file at Meta. */
export const fileJson = ({ mediaId: _mediaId, ...file }: StoredRecording): IDataObject =>
	withSnakeKeys(file);

/** What stands inside keeps its keys: fields of a brief are named by the operator. */
const withSnakeKeys = (record: object): IDataObject =>
	// Rows of the ledger hold what JSON holds.
	Object.fromEntries(
		Object.entries(record).map(([key, value]) => [snakeCase(key), value as IDataObject]),
	);
