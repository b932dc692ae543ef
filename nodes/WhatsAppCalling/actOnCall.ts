import type { IDataObject } from 'n8n-workflow';
import type { OwnAction } from '../shared/domain/webhookEvent';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { sealCallIds } from '../shared/n8n/callNames';
import { GraphFailureError } from '../shared/n8n/nodeError';
import { refuseInToolMode } from '../shared/n8n/toolMode';
import { resolveCall } from './callFields';
import { requestShown } from '../shared/n8n/requestShown';
import type { OperationRun } from './operation';

interface CallAct {
	/** For the refusal to an agent: "end a call". */
	name: string;
	own: OwnAction['type'];
	body(call: { callId: string }): object;
}

/**
 * Rejects or ends a call and remembers that it was us (V2), once Meta has done it: a call that Meta
 * goes on with must not read as declined. Whoever dies in between is told of its end by Meta's own
 * event. Harmless twice: Meta refuses an action on a call that is over.
 */
export async function actOnCall(run: OperationRun, act: CallAct): Promise<ItemResult> {
	refuseInToolMode(run.ctx, act.name);
	const { callId, phoneNumberId } = await resolveCall(run);
	const path = `/${phoneNumberId}/calls`;
	const { graph, ledger } = run.connection;
	if (run.dryRun) {
		const name = sealCallIds(callId, ledger);
		return {
			json: {
				...run.json,
				dry_run: requestShown(run.connection, path, act.body({ callId: name })),
			},
		};
	}
	const at = run.now();
	const result = await graph.call({ method: 'POST', path, body: act.body({ callId }) });
	if (!result.ok) throw new GraphFailureError(result.failure);
	await ledger.transaction(async ({ calls }) => {
		// Dated before Meta's own event, which may be here already.
		await calls.addEvent({ type: act.own, callId, at }, await calls.contactOf(callId), run.now());
	});
	const done: IDataObject = { action: act.own, at };
	return { json: { ...run.json, call_action: done } };
}
