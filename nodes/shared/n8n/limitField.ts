import type { INodeProperties } from 'n8n-workflow';
import type { OperationRun } from './operationRun';

const HARD_LIMIT = 1000;

export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: HARD_LIMIT },
	default: 50,
	description: 'Max number of results to return',
};

/** How many results are wanted, whatever an expression gives. */
export function limitOf({ ctx, itemIndex }: OperationRun): number {
	const wanted = Number(ctx.getNodeParameter('limit', itemIndex, limitField.default));
	return Math.min(Math.max(1, Math.trunc(wanted) || 1), HARD_LIMIT);
}
