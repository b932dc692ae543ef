import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { connect } from '../shared/n8n/connection';
import { routeIdOf } from '../shared/n8n/routeIdOf';
import { runTrigger } from '../shared/n8n/runTrigger';
import { sampleJson } from '../shared/n8n/sampleItems';
import { startRowPump } from '../shared/n8n/startRowPump';
import type { Running } from '../shared/n8n/startUntilItWorks';
import { closeStreams } from './deskStreams';
import { readSettings } from './settings';
import { startDeskLoop } from './startDeskLoop';

/** On the leader, at activation and at every start: looks after the desk, and emits what was done there. */
export async function runDesk(ctx: ITriggerFunctions): Promise<ITriggerResponse> {
	if (ctx.getMode() === 'manual') return { manualTriggerFunction: async () => show(ctx) };
	return await runTrigger(ctx, async (warn) => await start(ctx, warn));
}

/** @throws {NodeOperationError} with what to change. */
async function start(ctx: ITriggerFunctions, warn: (error: unknown) => void): Promise<Running> {
	const { ledger } = await connect(ctx);
	const { acceptLedger } = readSettings(ctx);
	const pump = startRowPump(ctx, { ledger, acceptLedger, toOutputs: (items) => [items], warn });
	const loop = startDeskLoop(async () => await connect(ctx), warn);
	return {
		stop: async () => {
			closeStreams(ledger.id, routeIdOf(ctx, false));
			await Promise.all([loop.stop(), pump.stop()]);
		},
	};
}

/** A test run shows what the first of the chosen deeds looks like. */
function show(ctx: ITriggerFunctions): void {
	const [deed = 'outcome'] = readSettings(ctx).events;
	ctx.emit([[{ json: sampleJson(`desk_${deed}`) }]]);
}
