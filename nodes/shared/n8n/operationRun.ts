import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Connection } from './connection';

/** One item in the hands of one operation. */
export interface OperationRun {
	ctx: IExecuteFunctions;
	itemIndex: number;
	/** The incoming item. */
	json: IDataObject;
	connection: Connection;
	now(): string;
}
