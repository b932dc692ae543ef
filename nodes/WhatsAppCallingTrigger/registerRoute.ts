import type { IHookFunctions } from 'n8n-workflow';
import { addMs, MINUTE_MS } from '../shared/domain/instant';
import type { Route } from '../shared/ledger/ledger';
import { CallingError } from '../shared/n8n/callingError';
import { connect } from '../shared/n8n/connection';
import { systemNow } from '../shared/n8n/dialPorts';
import { isRestart } from '../shared/n8n/isRestart';
import { logTrouble } from '../shared/n8n/logTrouble';
import { toNodeError } from '../shared/n8n/nodeError';
import { routeIdOf } from '../shared/n8n/routeIdOf';
import { chatWorkflowOf, refuseSecondChat } from './chatRoute';
import { handSubscriptionOn, pointMetaHere, subscriptionTrouble } from './pointMeta';
import { readSettings, type TriggerSettings } from './settings';

/** n8n listens for a test event for two minutes; a little more survives a slow start. */
const TEST_LISTENS_MS = 3 * MINUTE_MS;

/**
 * Editing a node makes n8n end the old one before it starts the new one. What comes in between, by
 * another trigger's address, still waits for it.
 */
const LEAVING_MS = 2 * MINUTE_MS;

/** A published route that is about to go, or to come back as edited. */
const isLeaving = ({ kind, expiresAt }: Route): boolean => kind !== 'test' && expiresAt !== null;

function ownUrl(ctx: IHookFunctions): string {
	const url = ctx.getNodeWebhookUrl('default');
	if (url) return url;
	throw new CallingError(
		'webhook_url_missing',
		'n8n gives this trigger no webhook address',
		'Set WEBHOOK_URL on this n8n to the address that Meta can reach.',
	);
}

function kindOf({ events }: TriggerSettings, test: boolean): Route['kind'] {
	if (test) return 'test';
	const onlyCalls = events.every((group) => group === 'callEvents' || group === 'accountAlerts');
	return onlyCalls ? 'calls' : 'chat';
}

function routeOf(
	ctx: IHookFunctions,
	{ settings, appKey, url }: { settings: TriggerSettings; appKey: string; url: string },
): Route {
	// n8n makes the hooks of a listening test run in this mode.
	const test = ctx.getMode() === 'manual';
	return {
		id: routeIdOf(ctx, test),
		workflowId: ctx.getWorkflow().id ?? 'unsaved',
		nodeName: ctx.getNode().name,
		appKey,
		url,
		groups: settings.events,
		phoneNumberIds: settings.phoneNumberIds,
		includeStatuses: settings.messageStatuses,
		includeRaw: settings.includeRaw,
		answerIncoming: settings.answerIncoming,
		testNumbers: settings.testNumbers,
		forwardTo: test ? [] : settings.forwardTo,
		mode: settings.subscription,
		kind: kindOf(settings, test),
		chatWorkflow: chatWorkflowOf(ctx, settings),
		expiresAt: test ? addMs(systemNow(), TEST_LISTENS_MS) : null,
	};
}

/**
 * Runs at activation, at every start and when a test begins to listen: the route goes into the
 * ledger first, so that whichever address Meta calls stores for it, then Meta is told.
 *
 * @throws {NodeOperationError} with what to change; at a mere restart it is logged instead, because
 * route and subscription are there from before, and n8n would not start this trigger again.
 */
export async function registerRoute(ctx: IHookFunctions): Promise<boolean> {
	try {
		await register(ctx);
	} catch (error) {
		const trouble = subscriptionTrouble(error) ?? error;
		if (!isRestart(ctx)) throw toNodeError(ctx.getNode(), trouble);
		logTrouble(ctx.logger, 'could not check the webhook subscription at start', trouble);
	}
	return true;
}

async function register(ctx: IHookFunctions): Promise<void> {
	const connection = await connect(ctx);
	const { ledger, appKey } = connection;
	const settings = readSettings(ctx);
	const route = routeOf(ctx, { settings, appKey, url: ownUrl(ctx) });
	const all = await ledger.transaction(
		async ({ routes }) => await routes.list(appKey, systemNow()),
	);
	const published = all.filter(
		(each) => each.id !== route.id && each.kind !== 'test' && !isLeaving(each),
	);
	// At a restart both are there from before.
	if (!isRestart(ctx)) await refuseSecondChat(route, published, connection);
	await ledger.transaction(async ({ routes }) => await routes.put(route, systemNow()));
	await pointMetaHere(route, published, settings, connection);
}

/**
 * Runs at deactivation, before every edit takes effect, and when a test ends. Never unsubscribes:
 * Meta is pointed to another trigger of this app while this one still answers, and the route goes.
 */
export async function removeRoute(ctx: IHookFunctions): Promise<boolean> {
	const connection = await connect(ctx);
	const { ledger, appKey } = connection;
	const url = ownUrl(ctx);
	const { own, heirs } = await ledger.transaction(async ({ routes }) => {
		const all = await routes.list(appKey, systemNow());
		// A test ends with the same call as the published trigger; only the address tells.
		const testId = routeIdOf(ctx, true);
		const test = all.find((route) => route.id === testId && route.url === url);
		const own = test ?? all.find(({ id }) => id === routeIdOf(ctx, false)) ?? null;
		const heirs = all.filter(
			(route) =>
				route.id !== own?.id &&
				route.kind !== 'test' &&
				route.mode === 'automatic' &&
				!isLeaving(route),
		);
		return { own, heirs: heirs.map((heir) => heir.url) };
	});
	if (own === null || (own.kind !== 'test' && own.url !== url)) return true;
	try {
		await handSubscriptionOn(url, heirs, connection);
	} catch (error) {
		logTrouble(ctx.logger, 'could not hand the webhook subscription on', error);
	}
	await ledger.transaction(async ({ routes }) => {
		if (own.kind === 'test') return await routes.remove(own.id);
		await routes.put({ ...own, expiresAt: addMs(systemNow(), LEAVING_MS) }, systemNow());
	});
	return true;
}
