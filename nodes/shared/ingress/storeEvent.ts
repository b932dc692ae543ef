import { readPolicy, type Policy } from '../domain/policy';
import { eventGroup } from '../domain/eventGroup';
import type { CallEvent, WebhookEvent } from '../domain/webhookEvent';
import type { Lane, LedgerTx, Route } from '../ledger/ledger';
import { conversationKey } from './noteBusinessMessage';
import { nameLine } from './project/alert';
import { coversLine, isTestNumber, takersOf } from './takers';
import { projectEvent } from './projectEvent';
import type { Door, LegSignal, ReceivePorts } from './receive';
import { toItem, type ProjectedEvent } from './toItem';

/** One delivery in the hands of one transaction. */
export interface Work {
	tx: LedgerTx;
	ports: ReceivePorts;
	/** Live routes of the app. */
	routes: Route[];
	door: Door;
	now: string;
	policies: Map<string, Policy>;
	/** What the receipt tells. */
	gathered: {
		routeIds: Set<string>;
		legSignals: LegSignal[];
		items: string[];
		testUrls: Set<string>;
	};
}

/**
 * One event: known already, left to a listening test, or projected and put into the inbox of every
 * route that wants it. While a test listens, events of test contacts go only there; real customers'
 * events stay in production (design.md §6).
 */
export async function storeEvent(heard: WebhookEvent, work: Work): Promise<void> {
	const { tx, now, ports, door, gathered } = work;
	const event = await nameLine(heard, tx);
	const policy = await policyFor(event.phoneNumberId, work);
	const takers = await takersOf(event, policy, work);
	if (takers.elsewhere.length > 0) {
		for (const test of takers.elsewhere) gathered.testUrls.add(test.url);
		return;
	}
	// Two apps may serve one number; each has routes of its own.
	if (!(await tx.inbox.firstSeen(`${ports.appKey}:${event.eventKey}`, now))) return;
	const { phoneNumberId } = event;
	if (phoneNumberId !== null) await tx.lines.learn({ ...event, phoneNumberId }, now);
	const hashKey = conversationKey(ports.ledger);
	const context = { tx, policy, now, hashKey };
	const { attempt = null, ...projected } = await projectEvent(event, ports.origin, context);
	await markTest(projected, policy, work);
	if (isCallEvent(event)) {
		const answerIncoming = work.routes.some((route) => answers(route, event));
		gathered.legSignals.push({ event, attempt, answerIncoming });
	}
	if (takers.here.length === 0) await countDrop(event, work);
	if (takers.here.every(({ kind }) => kind === 'test')) await wakeWaiting(projected, work);
	for (const route of takers.here) await enqueue(projected, route, door.testRouteId, work);
}

/** Test contacts are known as such by whatever judges them later (house rules, reports). */
async function markTest(
	projected: ProjectedEvent,
	policy: Policy,
	{ tx, routes, now }: Work,
): Promise<void> {
	const { contact } = projected;
	if (!contact || contact.isTest || !isTestNumber(contact.waId, policy, routes)) return;
	await tx.contacts.setTest(contact.id, true, now);
	projected.contact = { ...contact, isTest: true };
}

/** Meta's key turned and no workflow hears of it: what waits for it is looked at again (P1). */
async function wakeWaiting({ event, contact }: ProjectedEvent, { tx, now }: Work): Promise<void> {
	if (event.type !== 'permission_replied' || event.response !== 'accept') return;
	if (!contact || event.phoneNumberId === null) return;
	const where = { phoneNumberId: event.phoneNumberId, contactId: contact.id };
	await tx.callbacks.wake('permission', where, now);
}

const isCallEvent = (event: WebhookEvent): event is CallEvent =>
	'callId' in event && 'direction' in event;

const answers = (route: Route, event: CallEvent): boolean =>
	route.kind !== 'test' && route.answerIncoming && coversLine(route, event);

async function policyFor(phoneNumberId: string | null, { tx, policies }: Work): Promise<Policy> {
	const key = phoneNumberId ?? '';
	const known = policies.get(key);
	if (known) return known;
	const policy = readPolicy(await tx.policies.get('default', key));
	policies.set(key, policy);
	return policy;
}

/** One inbox row per route; a listening test gets the item in its own answer instead. */
async function enqueue(
	projected: ProjectedEvent,
	route: Route,
	testRouteId: string | null,
	{ tx, ports, now, gathered }: Work,
): Promise<void> {
	const { event } = projected;
	const body = ports.writeItem(toItem(projected), route.includeRaw ? event.raw : null);
	if (route.id === testRouteId) {
		gathered.items.push(body);
		return;
	}
	const row = { eventKey: event.eventKey, routeId: route.id, lane: laneOf(event), body };
	if (await tx.inbox.add(row, now)) gathered.routeIds.add(route.id);
}

/** Whatever a call waits for goes before chat (C1). */
const laneOf = ({ type }: WebhookEvent): Lane =>
	eventGroup(type) === 'callEvents' || type === 'permission_replied' ? 'call' : 'chat';

/** Delivery notices are only projected, so nobody misses them. */
async function countDrop(event: WebhookEvent, { tx, now }: Work): Promise<void> {
	if (event.type === 'message_status') return;
	const [reason, detail] =
		event.type === 'unknown'
			? ['unknown_event', `${event.field ?? 'no field'}: ${event.reason}`]
			: ['no_route', event.type];
	await tx.drops.add({ at: now, reason, phoneNumberId: event.phoneNumberId, detail });
}
