import type { INodeProperties } from 'n8n-workflow';
import { isBefore } from '../../shared/domain/instant';
import { CallingError } from '../../shared/n8n/callingError';
import { text } from '../operation';
import type { OperationRun } from '../operation';

export const heardAtField: INodeProperties = {
	displayName: 'Heard At',
	name: 'heardAt',
	type: 'dateTime',
	default: '',
	description: 'When the customer said so; empty: now',
};

/**
 * When the customer said it.
 *
 * @throws {CallingError} `heard_at_invalid`.
 */
export function heardAt(run: OperationRun): string {
	const said = text(run, 'heardAt');
	const now = run.now();
	if (!said) return now;
	const ms = Date.parse(said);
	if (!Number.isNaN(ms) && !isBefore(now, new Date(ms).toISOString())) {
		return new Date(ms).toISOString();
	}
	throw new CallingError(
		'heard_at_invalid',
		'Heard At is no time that has passed',
		'Set Heard At to a date and time with an offset, such as 2026-10-12T16:30:00+05:30, or leave it empty for now.',
	);
}
