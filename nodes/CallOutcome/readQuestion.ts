import type { CallItem } from '../shared/domain/callItem';
import { FOLLOW_UPS } from '../shared/domain/followUps';
import { findCallItem, readCallItem } from '../shared/n8n/callItem';
import type { GateRun } from '../shared/n8n/gateRun';
import { isTestRun } from '../shared/n8n/isDryRun';
import { lineNamed } from '../shared/n8n/ownLines';
import { readTemplate, type TemplateName } from '../shared/n8n/readTemplate';
import { isToolMode } from '../shared/n8n/toolMode';

/** Of Template → Create Starter Set. */
export const DEFAULT_RESCHEDULE_TEMPLATE = 'wac_call_missed|en_US';

/** What one item asks of this node. */
export interface OutcomeQuestion {
	item: Partial<CallItem>;
	phoneNumberId: string;
	policyName: string;
	/** Purposes of the replies that are prepared. */
	prepares: readonly string[];
	rescheduleTemplate: TemplateName;
	/** Nothing is kept: a test run, a sample, or a model's tool. */
	dryRun: boolean;
	/** A sample is judged as of its own time, so that it always shows the same. */
	now: string;
}

/** @throws {CallingError} `no_customer`, `no_number`, `template_invalid`. */
export function readQuestion(run: GateRun): OutcomeQuestion {
	const { ctx, itemIndex } = run;
	const item = itemOf(run);
	const isSample = item.event?.origin === 'sample';
	const text = (name: string, fallback: string) =>
		String(ctx.getNodeParameter(name, itemIndex, '')).trim() || fallback;
	return {
		item,
		phoneNumberId: lineNamed(item),
		policyName: text('policy', 'default'),
		prepares: ctx.getNodeParameter('followUps', itemIndex, [...FOLLOW_UPS]) as string[],
		rescheduleTemplate: readTemplate(
			text('options.rescheduleTemplate', DEFAULT_RESCHEDULE_TEMPLATE),
		),
		dryRun: isSample || isTestRun(ctx) || isToolMode(ctx),
		now: (isSample && item.event?.at) || run.now(),
	};
}

/** A call of somebody who was erased meanwhile, or who hides, comes without a customer. */
function itemOf({ ctx, itemIndex, json }: GateRun): Partial<CallItem> {
	const own = isToolMode(ctx) ? {} : readCallItem(json);
	return own.call && !own.contact ? own : findCallItem(ctx, itemIndex);
}
