import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { chosenResource } from '../shared/n8n/chosenOperation';
import { connect } from '../shared/n8n/connection';
import type { Connection } from '../shared/n8n/connection';
import { systemNow } from '../shared/n8n/dialPorts';
import { forEachItem, isDryRun } from '../shared/n8n/forEachItem';
import type { OperationRun } from './operation';
import { OPERATIONS } from './operations';

/** What an execution gets from outside; tests give their own. */
export interface RunPorts {
	connect(ctx: IExecuteFunctions): Promise<Connection>;
	now(): string;
	sleep(ms: number): Promise<void>;
}

const REAL: RunPorts = { connect, now: systemNow, sleep };

/** Samples are the one thing that works before there is a credential. */
const NO_CREDENTIAL = ['sampleEvent'];

/** Runs the chosen operation once per item, over one connection. */
export async function runOperation(
	ctx: IExecuteFunctions,
	ports: RunPorts = REAL,
): Promise<INodeExecutionData[][]> {
	const { resource, operation } = chosenResource(ctx, OPERATIONS);
	let connection: Promise<Connection> | undefined;
	let showedDryRun = false;
	const branches = await forEachItem(ctx, {
		async work(itemIndex, json) {
			if (!NO_CREDENTIAL.includes(resource)) connection ??= ports.connect(ctx);
			const run: OperationRun = {
				ctx,
				itemIndex,
				json,
				// Operations of NO_CREDENTIAL take a run without a connection.
				connection: (await connection) as Connection,
				dryRun: isDryRun(ctx, itemIndex),
				now: ports.now,
				sleep: ports.sleep,
			};
			const result = await operation.execute(run);
			const first = Array.isArray(result) ? result[0] : result;
			showedDryRun ||= first?.json.dry_run !== undefined;
			return result;
		},
	});
	if (showedDryRun) ctx.addExecutionHints({ message: DRY_RUN_HINT, location: 'outputPane' });
	return branches;
}

const DRY_RUN_HINT =
	'Test run: nothing was sent. dry_run shows the exact request. To send it from here, turn on <b>Act for Real in Test Runs</b>.';
