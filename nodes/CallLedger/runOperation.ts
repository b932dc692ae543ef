import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { chosenResource } from '../shared/n8n/chosenOperation';
import { connect } from '../shared/n8n/connection';
import type { Connection } from '../shared/n8n/connection';
import { systemNow } from '../shared/n8n/dialPorts';
import { forEachItem } from '../shared/n8n/forEachItem';
import { OPERATIONS } from './operations';

/** What an execution gets from outside; tests give their own. */
export interface RunPorts {
	connect(ctx: IExecuteFunctions): Promise<Connection>;
	now(): string;
}

const REAL: RunPorts = { connect, now: systemNow };

/**
 * Runs the chosen operation once per item, over one connection. What it writes is seen by no
 * customer, so a test run does it too.
 */
export async function runOperation(
	ctx: IExecuteFunctions,
	ports: RunPorts = REAL,
): Promise<INodeExecutionData[][]> {
	const { operation } = chosenResource(ctx, OPERATIONS);
	let connection: Promise<Connection> | undefined;
	return await forEachItem(ctx, {
		async work(itemIndex, json) {
			connection ??= ports.connect(ctx);
			const run = { ctx, itemIndex, json, connection: await connection, now: ports.now };
			return await operation.execute(run);
		},
	});
}
