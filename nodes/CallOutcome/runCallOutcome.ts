import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Connection } from '../shared/n8n/connection';
import { forEachItem } from '../shared/n8n/forEachItem';
import { REAL_PORTS, type GatePorts } from '../shared/n8n/gateRun';
import { callOutcome, IN_PROGRESS } from './callOutcome';

/** Tells of every item what became of its call, over one connection. */
export async function runCallOutcome(
	ctx: IExecuteFunctions,
	ports: GatePorts = REAL_PORTS,
): Promise<INodeExecutionData[][]> {
	let connection: Promise<Connection> | undefined;
	return await forEachItem(ctx, {
		outputs: 5,
		failedOutput: IN_PROGRESS,
		work: async (itemIndex, json) => {
			connection ??= ports.connect(ctx);
			return await callOutcome({ ctx, itemIndex, json, connection: await connection, ...ports });
		},
	});
}
