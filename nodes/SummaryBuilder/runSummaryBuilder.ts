import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { chosenOperation } from '../shared/n8n/chosenOperation';
import type { Connection } from '../shared/n8n/connection';
import { forEachItem } from '../shared/n8n/forEachItem';
import { REAL_PORTS, type GatePorts } from '../shared/n8n/gateRun';
import { isTestRun } from '../shared/n8n/isDryRun';
import { NEEDS_REVIEW } from './operation';
import { OPERATIONS } from './operations';

/** Runs the chosen operation once per item, over one connection, which only some operations open. */
export async function runSummaryBuilder(
	ctx: IExecuteFunctions,
	ports: Omit<GatePorts, 'newId'> = REAL_PORTS,
): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(ctx, OPERATIONS);
	let connection: Promise<Connection> | undefined;
	const connect = async () => await (connection ??= ports.connect(ctx));
	const branches = await forEachItem(ctx, {
		outputs: 2,
		failedOutput: NEEDS_REVIEW,
		work: async (itemIndex, json) =>
			await operation.execute({ ctx, itemIndex, json, connect, now: ports.now }),
	});
	const { testHint: message } = operation;
	if (message && isTestRun(ctx)) ctx.addExecutionHints({ message, location: 'outputPane' });
	return branches;
}
