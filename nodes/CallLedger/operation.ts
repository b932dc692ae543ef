import type { INodeProperties } from 'n8n-workflow';
import type { ItemResult } from '../shared/n8n/forEachItem';
import type { OperationRun } from '../shared/n8n/operationRun';

export type { OperationRun } from '../shared/n8n/operationRun';
export { textParameter as text } from '../shared/n8n/textParameter';

/** What a verb file exports. */
export interface Operation {
	description: INodeProperties[];
	execute(run: OperationRun): Promise<ItemResult | ItemResult[]>;
}
