import type { CallItem } from '../shared/domain/callItem';
import { findCallItem, readCallItem } from '../shared/n8n/callItem';
import type { GateRun } from '../shared/n8n/gateRun';
import { lineNamed } from '../shared/n8n/ownLines';
import { isToolMode } from '../shared/n8n/toolMode';

/** What one item asks of this node. */
export interface OutcomeQuestion {
	item: Partial<CallItem>;
	phoneNumberId: string;
	policyName: string;
	/** A sample is judged as of its own time, so that it always shows the same. */
	now: string;
}

/** @throws {CallingError} `no_customer`, `no_number`. */
export function readQuestion(run: GateRun): OutcomeQuestion {
	const { ctx, itemIndex } = run;
	const item = itemOf(run);
	const isSample = item.event?.origin === 'sample';
	return {
		item,
		phoneNumberId: lineNamed(item),
		policyName: String(ctx.getNodeParameter('policy', itemIndex, '')).trim() || 'default',
		now: (isSample && item.event?.at) || run.now(),
	};
}

/** A call of somebody who was erased meanwhile, or who hides, comes without a customer. */
function itemOf({ ctx, itemIndex, json }: GateRun): Partial<CallItem> {
	const own = isToolMode(ctx) ? {} : readCallItem(json);
	return own.call && !own.contact ? own : findCallItem(ctx, itemIndex);
}
