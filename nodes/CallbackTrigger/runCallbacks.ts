import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { callbackAppKey, peekNext, type CallbackKind } from '../shared/ingress/callbackRows';
import type { Route } from '../shared/ledger/ledger';
import { connect, type Connection } from '../shared/n8n/connection';
import { systemNow } from '../shared/n8n/dialPorts';
import { ownLines } from '../shared/n8n/ownLines';
import { receivePorts } from '../shared/n8n/receivePorts';
import { routeIdOf } from '../shared/n8n/routeIdOf';
import { runTrigger } from '../shared/n8n/runTrigger';
import { sampleJson, type SampleName } from '../shared/n8n/sampleItems';
import { startRowPump } from '../shared/n8n/startRowPump';
import type { Running } from '../shared/n8n/startUntilItWorks';
import { readSettings } from './settings';
import { startFiring, type FiringPorts } from './startFiring';

/** On the leader, at activation and at every start: fires what is due and emits it. */
export async function runCallbacks(ctx: ITriggerFunctions): Promise<ITriggerResponse> {
	if (ctx.getMode() === 'manual') return { manualTriggerFunction: async () => await peek(ctx) };
	return await runTrigger(ctx, async (warn) => await start(ctx, warn));
}

/** @throws {NodeOperationError} with what to change. */
async function start(ctx: ITriggerFunctions, warn: (error: unknown) => void): Promise<Running> {
	const { ledger } = await connect(ctx);
	const { acceptLedger } = readSettings(ctx);
	const pump = startRowPump(ctx, { ledger, acceptLedger, toOutputs: (items) => [items], warn });
	const firing = startFiring(async () => portsOf(ctx, await connect(ctx)), warn);
	return { stop: async () => void (await Promise.all([firing.stop(), pump.stop()])) };
}

const SAMPLES: Record<CallbackKind, SampleName> = {
	slots: 'callback_due',
	wokenRequests: 'callback_due',
	recaps: 'recap_due',
	reminders: 'reminder_due',
};

/** A test run shows what comes next, or a sample if nothing waits, and leaves it waiting. */
async function peek(ctx: ITriggerFunctions): Promise<void> {
	const ports = portsOf(ctx, await connect(ctx));
	const next = await peekNext({ ...ports, now: systemNow() });
	const [kind = 'slots'] = readSettings(ctx).events;
	ctx.emit([[{ json: next ? JSON.parse(ports.writeItem(next)) : sampleJson(SAMPLES[kind]) }]]);
}

function portsOf(ctx: ITriggerFunctions, connection: Connection): FiringPorts {
	return {
		ledger: connection.ledger,
		route: routeOf(ctx, connection),
		isOurs: async (phoneNumberId) => {
			const lines = await ownLines(connection, systemNow());
			return lines?.some((line) => line.phoneNumberId === phoneNumberId) ?? true;
		},
		writeItem: (item) => receivePorts(connection).writeItem(item, null),
	};
}

function routeOf(ctx: ITriggerFunctions, { appKey }: Connection): Route {
	const { events, phoneNumberIds } = readSettings(ctx);
	return {
		id: routeIdOf(ctx, false),
		workflowId: ctx.getWorkflow().id ?? 'unsaved',
		nodeName: ctx.getNode().name,
		appKey: callbackAppKey(appKey),
		url: '',
		groups: events,
		phoneNumberIds,
		includeStatuses: false,
		includeRaw: false,
		answerIncoming: false,
		testNumbers: [],
		forwardTo: [],
		mode: 'manual',
		kind: 'callbacks',
		chatWorkflow: null,
		expiresAt: null,
	};
}
