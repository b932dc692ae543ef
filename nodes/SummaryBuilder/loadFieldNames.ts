import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { compileSummarySchema } from '../shared/domain/summary';
import { schemaField, schemaOf } from './schemaField';

/** When the customer agreed to a call is told by the ledger; nobody else may fill it in. */
const CONSENT = 'consent_call';

/** The fields of a brief to choose from: those of S1 and of the node's own Schema. */
export async function loadFieldNames(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const own = compileSummarySchema(ownSchema(this));
	const compiled = own.ok ? own : compileSummarySchema(undefined);
	if (!compiled.ok) return [];
	return [...compiled.schema.fields]
		.filter(([name]) => name !== CONSENT)
		.map(([name, { description }]) => ({
			name,
			value: name,
			...(typeof description === 'string' && { description }),
		}));
}

/** While it is being written, or an expression, it says nothing yet. */
function ownSchema(ctx: ILoadOptionsFunctions): unknown {
	try {
		return schemaOf(ctx.getCurrentNodeParameter(schemaField.name));
	} catch {
		return undefined;
	}
}
