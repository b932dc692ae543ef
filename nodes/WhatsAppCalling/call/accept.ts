import { updateDisplayOptions } from 'n8n-workflow';
import type { ItemAttempt } from '../../shared/domain/callItem';
import { acceptInboundCall } from '../../shared/dial/acceptLeg';
import type { AcceptResult } from '../../shared/dial/acceptLeg';
import { toItemJson } from '../../shared/n8n/callItem';
import { sealCallIds } from '../../shared/n8n/callNames';
import { dialPorts } from '../../shared/n8n/dialPorts';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { acceptFailure } from '../acceptFailure';
import { callFields, resolveCall } from '../callFields';
import { claimantOf } from '../claimant';
import { requestShown } from '../../shared/n8n/requestShown';
import type { OperationRun } from '../operation';

export const description = updateDisplayOptions(
	{ show: { resource: ['call'], operation: ['accept'] } },
	[
		{
			displayName:
				'The media server of the credential answers. Put this node right behind the trigger: Meta gives a customer’s call 30 to 60 seconds.',
			name: 'acceptNotice',
			type: 'notice',
			default: '',
		},
		...callFields,
	],
);

/** Answers a customer's call with the media server (V1, V5). */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'answer a call');
	const call = await resolveCall(run);
	const { callId, phoneNumberId } = call;
	const name = sealCallIds(callId, run.connection.ledger);
	if (run.dryRun) {
		const body = { call_id: name, action: 'accept' };
		return {
			json: { ...run.json, dry_run: requestShown(run.connection, `/${phoneNumberId}/calls`, body) },
		};
	}
	const ports = await dialPorts(run.connection, phoneNumberId);
	const claimant = claimantOf(run, call.item);
	const result = await acceptInboundCall({ callId, phoneNumberId, claimant }, ports);
	const failure = acceptFailure(result);
	if (failure) throw failure;
	return { json: toItemJson(run.json, { attempt: attemptSection(result, name) }) };
}

function attemptSection(result: AcceptResult, callId: string): ItemAttempt {
	const { attempt } = result;
	return {
		id: attempt?.id ?? null,
		status: attempt?.status ?? 'released',
		leg: attempt?.leg ?? 'media_server',
		representative: null,
		callId,
		heldReason: result.accepted ? null : result.code,
		retryAt: null,
		recording: attempt?.recording ?? null,
	};
}
