import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { forEachItem, refuseInToolMode } from '../shared/n8n/forEachItem';
import { readCallItem } from '../shared/n8n/callItem';
import { HELD, initiateCall } from './initiateCall';

/** Places the call of every item, or says in a test run that it placed none. */
export async function runInitiateCall(ctx: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const branches = await forEachItem(ctx, {
		outputs: 2,
		failedOutput: HELD,
		work: async (itemIndex, json) => {
			refuseInToolMode(ctx, 'place a call');
			return await initiateCall(ctx, itemIndex, json);
		},
	});
	const wasShown = branches
		.flat()
		.some(({ json }) => readCallItem(json).attempt?.status === 'dry_run');
	if (wasShown) ctx.addExecutionHints({ message: DRY_RUN_HINT, location: 'outputPane' });
	return branches;
}

const DRY_RUN_HINT =
	'Test run: nothing was sent and nobody was called. <b>dry_run</b> shows what would go out, <b>attempt.held_reason</b> why there would be none. To call from here, turn on <b>Act for Real in Test Runs</b>.';
