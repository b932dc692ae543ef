import type { IExecuteFunctions } from 'n8n-workflow';
import { CallingError } from './callingError';
import { toNodeError } from './nodeError';

/**
 * What the node is set to do, of the operations of its only resource. Asked before any item is, so
 * it fails as n8n shows errors.
 *
 * @throws {NodeOperationError} `unknown_operation` for a workflow of a newer version of the package.
 */
export function chosenOperation<Operation>(
	ctx: IExecuteFunctions,
	operations: Readonly<Record<string, Operation>>,
): Operation {
	const name = String(ctx.getNodeParameter('operation', 0));
	return known(ctx, operations[name], name);
}

/**
 * The same of a node that has resources: resource → operation → what it does.
 *
 * @throws {NodeOperationError} `unknown_operation`.
 */
export function chosenResource<Operation>(
	ctx: IExecuteFunctions,
	resources: Readonly<Record<string, Readonly<Record<string, Operation>>>>,
): { resource: string; operation: Operation } {
	const resource = String(ctx.getNodeParameter('resource', 0));
	const name = String(ctx.getNodeParameter('operation', 0));
	const operation = known(ctx, resources[resource]?.[name], `${name} of ${resource}`);
	return { resource, operation };
}

function known<Operation>(
	ctx: IExecuteFunctions,
	operation: Operation | undefined,
	said: string,
): Operation {
	if (operation !== undefined) return operation;
	throw toNodeError(
		ctx.getNode(),
		new CallingError(
			'unknown_operation',
			`This version of the node has no operation ${said}`,
			'Update n8n-nodes-whatsapp-calling under Settings › Community nodes, or choose another operation.',
		),
	);
}
