import type { GraphClient, GraphResult } from '../graph/graphClient';
import type { Ledger } from '../ledger/ledger';
import { terminateRequest } from '../wire/requests';

/**
 * Ends a call from our side and remembers that it was us, before the request: Meta's terminate event
 * may be here before its answer. Harmless twice: Meta refuses an action on a call that has ended.
 */
export async function terminateCall(
	call: { callId: string; phoneNumberId: string; contactId: string | null; noLeg?: boolean },
	{ ledger, graph, now }: { ledger: Ledger; graph: GraphClient; now(): string },
): Promise<GraphResult> {
	const { callId, phoneNumberId, contactId, noLeg } = call;
	const at = now();
	const own = { type: 'own_terminate' as const, callId, at, ...(noLeg && { noLeg }) };
	await ledger.transaction(async ({ calls }) => await calls.addEvent(own, contactId, at));
	return await graph.call({
		method: 'POST',
		path: `/${phoneNumberId}/calls`,
		body: terminateRequest({ callId }),
	});
}
