import type { INodeProperties } from 'n8n-workflow';
import { CallingError } from '../../shared/n8n/callingError';
import { verifySignature } from '../../shared/wire/signature';
import { text } from '../operation';
import type { OperationRun } from '../operation';

/** Where the bytes of a Webhook node are, and the header that signs them. */
export const signedBodyFields = (header: string): INodeProperties[] => [
	{
		displayName: 'Input Binary Field',
		name: 'binaryField',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The field of the binary data that holds the raw body',
	},
	{
		displayName: 'Signature',
		name: 'signature',
		type: 'string',
		required: true,
		default: `={{ $json.headers["${header.toLowerCase()}"] }}`,
		description: `Header ${header} of the delivery`,
	},
];

/**
 * The body of a request, once its signature has been checked over the very bytes.
 *
 * @param refusal Thrown if they were not signed with the secret.
 * @throws {CallingError} `not_json`.
 */
export async function signedBody(
	run: OperationRun,
	secret: string,
	refusal: CallingError,
): Promise<unknown> {
	const field = text(run, 'binaryField');
	const bytes = await run.ctx.helpers.getBinaryDataBuffer(run.itemIndex, field);
	if (!verifySignature(bytes, text(run, 'signature'), secret)) throw refusal;
	return parsedBody(bytes.toString('utf8'));
}

/** @throws {CallingError} `not_json`. */
export function parsedBody(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		throw new CallingError(
			'not_json',
			'The delivery is not JSON',
			'Set Body to the whole body of the webhook request.',
		);
	}
}
