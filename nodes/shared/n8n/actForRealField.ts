import type { INodeProperties } from 'n8n-workflow';
import { ACT_FOR_REAL } from './isDryRun';

/** Lifts the dry run of manual executions. */
export const actForRealField: INodeProperties = {
	displayName: 'Act for Real in Test Runs',
	name: ACT_FOR_REAL,
	type: 'boolean',
	default: false,
	description:
		'Whether a test run in the editor does it too. Switched off, a test run shows what would happen, with the exact request to Meta if there is one, and does nothing.',
};
