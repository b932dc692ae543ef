import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ItemResult } from '../shared/n8n/forEachItem';
import type { OperationRun as SharedRun } from '../shared/n8n/operationRun';

export interface OperationRun extends SharedRun {
	/** Show the request instead of sending it. */
	dryRun: boolean;
	sleep(ms: number): Promise<void>;
}

/** What a verb file exports. */
export interface Operation {
	description: INodeProperties[];
	execute(run: OperationRun): Promise<ItemResult | ItemResult[]>;
}

export { textParameter as text } from '../shared/n8n/textParameter';

export function flag(run: OperationRun, name: string): boolean {
	return run.ctx.getNodeParameter(name, run.itemIndex, false) === true;
}

/** Rows of a `fixedCollection` parameter. */
export function rows(run: OperationRun, name: string, group: string): IDataObject[] {
	const value = run.ctx.getNodeParameter(`${name}.${group}`, run.itemIndex, []);
	return Array.isArray(value) ? (value as IDataObject[]) : [];
}
