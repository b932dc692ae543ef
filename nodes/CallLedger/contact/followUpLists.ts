import type { IDataObject } from 'n8n-workflow';
import type { Contact, Ledger, LedgerTx } from '../../shared/ledger/ledger';
import { sealCallIds } from '../../shared/n8n/callNames';
import { fileJson, ratingJson } from './recordJson';

/** The last ones are what somebody who opens a customer's record looks for. */
const MOST = 10;

/** What the customer thought of calls (V7), and what was recorded of them, without the files (P8). */
export async function followUpLists(
	{ id }: Contact,
	ledger: Ledger,
	{ ratings, recordings }: LedgerTx,
): Promise<IDataObject> {
	const lists = {
		ratings: (await ratings.list(id, MOST)).map(ratingJson),
		recordings: (await recordings.list(id, MOST)).map(fileJson),
		recording_objected_at: await recordings.objectedAt(id),
	};
	return JSON.parse(sealCallIds(JSON.stringify(lists), ledger)) as IDataObject;
}
