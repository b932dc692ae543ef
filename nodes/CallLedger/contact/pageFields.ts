import type { INodeProperties } from 'n8n-workflow';
import type { LedgerTx } from '../../shared/ledger/ledger';
import { limitField, limitOf } from '../../shared/n8n/limitField';
import { text } from '../operation';
import type { OperationRun } from '../operation';

/** A list of customers, page by page. */
export const pageFields: INodeProperties[] = [
	limitField,
	{
		displayName: 'After Contact ID',
		name: 'after',
		type: 'string',
		default: '',
		placeholder: 'e.g. c_4f1a…',
		description: 'The last contact of the page before. Empty: the first page.',
	},
];

export function pageOf(run: OperationRun): Parameters<LedgerTx['contacts']['list']>[0] {
	const after = text(run, 'after');
	return { limit: limitOf(run), ...(after ? { after } : {}) };
}
