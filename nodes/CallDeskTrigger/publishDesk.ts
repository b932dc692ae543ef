import type { IHookFunctions } from 'n8n-workflow';
import { deskAppKey } from '../shared/ingress/tellDeeds';
import type { DeskDoor, Route } from '../shared/ledger/ledger';
import { connect } from '../shared/n8n/connection';
import { systemNow } from '../shared/n8n/dialPorts';
import { isRestart } from '../shared/n8n/isRestart';
import { logTrouble } from '../shared/n8n/logTrouble';
import { toNodeError } from '../shared/n8n/nodeError';
import { routeIdOf } from '../shared/n8n/routeIdOf';
import { deskAddress, refuseEditorsHost, type DeskAddress } from './deskAddress';
import { readSettings, type DeskSettings } from './settings';

/**
 * At activation and at every start: from now on links lead here, and calls ring here. Of two desks
 * of one Meta app the one that was published last is the desk.
 *
 * @throws {NodeOperationError} with what to change; at a mere restart it is logged instead, because
 * everything is there from before, and n8n would not start this trigger again.
 */
export async function publishDesk(ctx: IHookFunctions): Promise<boolean> {
	// A test serves nobody.
	if (ctx.getMode() === 'manual') return true;
	try {
		await publish(ctx);
	} catch (error) {
		if (!isRestart(ctx)) throw toNodeError(ctx.getNode(), error);
		logTrouble(ctx.logger, 'could not register the desk at start', error);
	}
	return true;
}

async function publish(ctx: IHookFunctions): Promise<void> {
	const settings = readSettings(ctx);
	const address = deskAddress(settings.deskUrl, ctx.getNodeWebhookUrl('default'));
	if (!settings.allowEditorHost) refuseEditorsHost(address, ctx.getInstanceBaseUrl());
	const { ledger, appKey } = await connect(ctx);
	const route = routeOf(ctx, { settings, address, appKey });
	const door = doorOf(route, { settings, address, appKey });
	const now = systemNow();
	await ledger.transaction(async ({ routes, deskDoors }) => {
		await routes.put(route, now);
		const other = await deskDoors.get(appKey);
		const isOthers = other !== null && other.routeId !== route.id;
		// n8n starts its workflows in any order.
		if (isRestart(ctx) && isOthers && (await routes.get(other.routeId))) return;
		await deskDoors.put(door, now);
	});
}

interface Desk {
	settings: DeskSettings;
	address: DeskAddress;
	appKey: string;
}

const doorOf = (route: Route, { settings, address, appKey }: Desk): DeskDoor => ({
	appKey,
	routeId: route.id,
	url: address.url,
	ringOrder: settings.ringOrder,
	whenNobody: settings.whenNobody,
	phoneNumberIds: settings.phoneNumberIds,
});

const routeOf = (ctx: IHookFunctions, { settings, address, appKey }: Desk): Route => ({
	id: routeIdOf(ctx, false),
	workflowId: ctx.getWorkflow().id ?? 'unsaved',
	nodeName: ctx.getNode().name,
	appKey: deskAppKey(appKey),
	url: address.url,
	groups: settings.events,
	phoneNumberIds: settings.phoneNumberIds,
	includeStatuses: false,
	includeRaw: false,
	answerIncoming: false,
	testNumbers: [],
	forwardTo: [],
	mode: 'manual',
	kind: 'desk',
	chatWorkflow: null,
	expiresAt: null,
});

/** At deactivation, before every edit takes effect, and when a test ends, which must not take the desk away. */
export async function removeDesk(ctx: IHookFunctions): Promise<boolean> {
	const { ledger, appKey } = await connect(ctx);
	const routeId = routeIdOf(ctx, false);
	await ledger.transaction(async ({ routes, deskDoors }) => {
		const route = await routes.get(routeId);
		if (!route || pathOf(route.url) !== pathOf(ctx.getNodeWebhookUrl('default'))) return;
		await routes.remove(routeId);
		await deskDoors.remove(appKey, routeId);
	});
	return true;
}

/** A test has an address of its own. */
const pathOf = (url: string | undefined): string | null =>
	url && URL.canParse(url) ? new URL(url).pathname : null;
