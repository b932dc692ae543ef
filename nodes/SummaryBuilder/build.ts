import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { CallItem, ItemBrief } from '../shared/domain/callItem';
import type { LedgerTx } from '../shared/ledger/ledger';
import { agentModel } from '../shared/n8n/agentModel';
import { toItemJson } from '../shared/n8n/callItem';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { readGateItem, type GateItem } from '../shared/n8n/gateRun';
import { isToolMode } from '../shared/n8n/toolMode';
import { buildFields, readBuildSettings } from './buildSettings';
import { composeBrief, type ComposedBrief } from './composeBrief';
import { NEEDS_REVIEW, READY, type OperationRun } from './operation';
import { readBriefCase, type BriefCase } from './readBriefCase';

export const description = updateDisplayOptions({ show: { operation: ['build'] } }, buildFields);

export const testHint =
	'Test run: the brief was not kept, so <b>Initiate Call</b> does not find it.';

/** Its id leads nowhere: nothing was kept. */
const SHOWN_ID = 'br_dry_run';

/**
 * One item's brief from model, mapping and facts (S1, C6), kept in the ledger: Ready, or Needs Review
 * with what is wrong by path and the fields that are right.
 *
 * @throws {CallingError} `summary_schema_invalid`; those of `readGateItem` and `itemContact`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const { notes, useModel, ...settings } = readBuildSettings(run);
	const connection = await run.connect();
	const question = await readGateItem({ ...run, connection });
	const { item, dryRun } = question;
	const modelOutput = useModel ? summaryFor(item, run.json) : null;
	return await connection.ledger.transaction(async (tx) => {
		const about = await readBriefCase(question, tx);
		const composed = composeBrief({ ...settings, item, modelOutput }, about);
		const brief = dryRun
			? { ...composed, id: SHOWN_ID }
			: await keep(composed, question, about, run, tx);
		return toResult(run, { ...item, contact: about.contact, brief }, [...notes, ...composed.notes]);
	});
}

/** What the model wrote: with the item, or as the output of an agent right before this node. */
const summaryFor = ({ model }: Partial<CallItem>, json: IDataObject) =>
	model?.summaryForAgent ?? agentModel(json)?.summaryForAgent ?? null;

async function keep(
	{ notes: _, ...brief }: ComposedBrief,
	{ item, phoneNumberId, now }: GateItem,
	{ contact, escalationId }: BriefCase,
	{ ctx }: OperationRun,
	{ briefs }: LedgerTx,
): Promise<ItemBrief> {
	const contactId = contact.id;
	// Without an event, every run is one of its own.
	const cause = item.event?.key || `execution:${ctx.getExecutionId()}`;
	// With the customer in it, no item that was tampered with leads to another customer's brief.
	const key = `${contactId}:${cause}:${ctx.getNode().id}`;
	return await briefs.put({ ...brief, key, contactId, phoneNumberId, escalationId }, now);
}

function toResult(
	{ ctx, json }: OperationRun,
	sections: Partial<CallItem> & { brief: ItemBrief },
	notes: ComposedBrief['notes'],
): ItemResult {
	const isTool = isToolMode(ctx);
	const shown = toItemJson(json, isTool ? { brief: sections.brief } : sections);
	return {
		json: { ...shown, brief_notes: notes.map(({ path, message }) => ({ path, message })) },
		// An agent reads the first output only.
		output: isTool || sections.brief.status === 'ready' ? READY : NEEDS_REVIEW,
	};
}
