import { updateDisplayOptions } from 'n8n-workflow';
import type { CallItem } from '../shared/domain/callItem';
import { findCallItem, readCallItem, toItemJson } from '../shared/n8n/callItem';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { isToolMode } from '../shared/n8n/toolMode';
import { NEEDS_REVIEW, READY, text, type OperationRun } from './operation';
import { readBriefView } from './readBriefView';
import { readRenderSettings, renderFields } from './renderSettings';
import { crmRecord, TARGETS } from './targets';

export const description = updateDisplayOptions({ show: { operation: ['render'] } }, renderFields);

/**
 * The item's brief for one place where it is shown (S4), in `rendered`; nothing but the item is looked
 * at. One that is not ready leaves by Needs Review and says so wherever it is shown. A CRM record needs none.
 *
 * @throws {CallingError} `no_brief`, `no_customer`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const { ctx, json } = run;
	const item = itemOf(run);
	const settings = readRenderSettings(run);
	const target = text(run, 'target');
	const render = TARGETS[target] ?? TARGETS.deskCard;
	const isBare = target === 'crmRecord' && !item.brief;
	const view = isBare ? null : readBriefView(item, settings.labels);
	const rendered = view ? render({ item, view, settings }) : crmRecord({ item, settings }, null);
	const isTool = isToolMode(ctx);
	return {
		json: { ...(isTool ? {} : toItemJson(json, item)), rendered },
		output: isTool || view?.brief.status !== 'needs_review' ? READY : NEEDS_REVIEW,
	};
}

/** An item may well carry a brief and no customer, such as one that was read from a sheet. */
function itemOf({ ctx, itemIndex, json }: OperationRun): Partial<CallItem> {
	const own = readCallItem(json);
	return own.brief && !isToolMode(ctx) ? own : findCallItem(ctx, itemIndex);
}
