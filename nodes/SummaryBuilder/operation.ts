import type { INodeProperties } from 'n8n-workflow';
import { CallingError } from '../shared/n8n/callingError';
import type { Connection } from '../shared/n8n/connection';
import type { ItemResult } from '../shared/n8n/forEachItem';
import type { OperationRun as SharedRun } from '../shared/n8n/operationRun';
import { textParameter } from '../shared/n8n/textParameter';

export { textParameter as text } from '../shared/n8n/textParameter';

export const READY = 0;
export const NEEDS_REVIEW = 1;

/** Render is never connected to anything, so an operation asks for its connection. */
export interface OperationRun extends Omit<SharedRun, 'connection'> {
	connect(): Promise<Connection>;
}

/** What a verb file exports. */
export interface Operation {
	description: INodeProperties[];
	/** Said under the output of a test run, of what it did not do. */
	testHint?: string;
	execute(run: OperationRun): Promise<ItemResult>;
}

/**
 * Who has corrected or approved something.
 *
 * @throws {CallingError} `person_missing`.
 */
export function personOf(run: OperationRun, name: string, label: string): string {
	const person = textParameter(run, name);
	if (person) return person;
	throw new CallingError(
		'person_missing',
		`${label} is empty`,
		`Fill in ${label}: the name or ID of the person, so that it can be told later who it was.`,
	);
}
