import type { CallItem } from '../domain/callItem';
import { addMs, DAY_MS, isBefore } from '../domain/instant';
import type { Callback, Ledger, LedgerTx, Route } from '../ledger/ledger';
import { callbackItem, callbackKey } from './callbackItem';
import { reminderWish } from './remindByVoice';

/** What a Callback Trigger may start on; the `groups` of its route. */
export const CALLBACK_KINDS = ['slots', 'wokenRequests', 'recaps', 'reminders'] as const;

export type CallbackKind = (typeof CALLBACK_KINDS)[number];

/**
 * Callback Triggers are kept apart from the triggers that Meta's deliveries go to: nothing that
 * comes in, and no change of the subscription, ever meets them.
 */
export const callbackAppKey = (appKey: string): string => `callbacks:${appKey}`;

/** One Callback Trigger at one moment. */
export interface CallbackPorts {
	ledger: Ledger;
	/** Its own. */
	route: Route;
	/** Whether the credential reaches a number; asked only while something is due. */
	isOurs(phoneNumberId: string): Promise<boolean>;
	writeItem(item: Partial<CallItem>): string;
	now: string;
}

/** At a time; more wait for the next look. */
const AT_ONCE = 500;

/** From now on callbacks are stored for this trigger too, whichever one of several notices them. */
export async function registerCallbacks({ ledger, route, now }: CallbackPorts): Promise<void> {
	await ledger.transaction(async ({ routes }) => await routes.put(route, now));
}

/** Callbacks that no other trigger takes wait from now on. */
export async function unregisterCallbacks({ ledger, route }: CallbackPorts): Promise<void> {
	await ledger.transaction(async ({ routes }) => await routes.remove(route.id));
}

/** What each cause is to a builder. */
const KIND: Record<Callback['wokenBy'], CallbackKind> = {
	slot: 'slots',
	hours: 'wokenRequests',
	permission: 'wokenRequests',
	representative: 'wokenRequests',
	recap: 'recaps',
	reminder: 'reminders',
};
// The keys of KIND are causes.
const CAUSES = Object.keys(KIND) as Callback['wokenBy'][];

const causesOf = ({ groups }: Route): Callback['wokenBy'][] =>
	CAUSES.filter((cause) => groups.includes(KIND[cause]));

const takes = (route: Route, { wokenBy, phoneNumberId }: Callback): boolean =>
	causesOf(route).includes(wokenBy) &&
	(route.phoneNumberIds.length === 0 || route.phoneNumberIds.includes(phoneNumberId));

/**
 * Turns callbacks whose time has come into inbox rows, one for every Callback Trigger that takes
 * them: fired and stored in one transaction, so that a crash loses none and doubles none (H4). What
 * this trigger does not take goes on waiting. Gives the routes that have something to emit.
 */
export async function fireDue(ports: CallbackPorts): Promise<string[]> {
	const { ledger, now } = ports;
	const due = await waitingFor(ports, now);
	if (due.length === 0) return [];
	return await ledger.transaction(async (tx) => {
		const { route } = ports;
		const all = await tx.routes.list(route.appKey, now);
		const routes = [route, ...all.filter(({ id }) => id !== route.id)];
		const woken = new Set<string>();
		for (const callback of due) {
			const item = await fire(callback, now, tx);
			if (!item) continue;
			const takers = routes.filter((each) => takes(each, callback));
			for (const { id } of takers) {
				await enqueue(callback, id, ports.writeItem(item), now, tx);
				woken.add(id);
			}
		}
		return [...woken];
	});
}

/** House rule: what was said in a call is not summed up days later. */
const RECAP_LATE_MS = DAY_MS;

/** A reminder of a slot that has begun, or a recap that nobody took for a day, helps nobody. */
function isStale({ wokenBy, dueAt, endAt }: Callback, now: string): boolean {
	if (wokenBy === 'reminder') return endAt !== null && !isBefore(now, endAt);
	return wokenBy === 'recap' && dueAt !== null && isBefore(addMs(dueAt, RECAP_LATE_MS), now);
}

/** Null if there is nothing to start: somebody else was faster, or it comes too late. */
async function fire(
	callback: Callback,
	now: string,
	tx: LedgerTx,
): Promise<Partial<CallItem> | null> {
	if (isStale(callback, now)) {
		await tx.callbacks.cancel(callback.id, now);
		return null;
	}
	if (!(await tx.callbacks.fire(callback.id, now))) return null;
	const wish = await reminderWish(callback, now, tx);
	if (wish) await tx.wishes.open(wish, now);
	return await callbackItem(callback, now, tx);
}

/** The callback that is next on this trigger, due or not, as it would start; nothing is fired. */
export async function peekNext(ports: CallbackPorts): Promise<Partial<CallItem> | null> {
	const waiting = await waitingFor(ports, LATEST);
	const next = waiting.find((callback) => !isStale(callback, ports.now));
	if (!next) return null;
	return await ports.ledger.transaction(async (tx) => await callbackItem(next, ports.now, tx));
}

const LATEST = '9999-12-31T23:59:59.999Z';

async function waitingFor(
	{ ledger, route, isOurs }: CallbackPorts,
	until: string,
): Promise<Callback[]> {
	const waiting = await ledger.transaction(
		async ({ callbacks }) =>
			await callbacks.due(causesOf(route), route.phoneNumberIds, until, AT_ONCE),
	);
	const ours: Callback[] = [];
	for (const callback of waiting) if (await isOurs(callback.phoneNumberId)) ours.push(callback);
	return ours;
}

/** A customer waits for it: before chat, like everything about calls (C1). */
async function enqueue(
	callback: Callback,
	routeId: string,
	body: string,
	now: string,
	{ inbox }: LedgerTx,
): Promise<void> {
	await inbox.add({ eventKey: callbackKey(callback), routeId, lane: 'call', body }, now);
}
