import { ITEM_SCHEMA, type CallItem, type ItemAttempt } from '../domain/callItem';
import { addMs, DAY_MS } from '../domain/instant';
import { endTalk } from '../ledger/endTalk';
import type { Attempt, Ledger, LedgerTx } from '../ledger/ledger';
import { escalationSections } from './callbackItem';
import { callOfAttempt } from './callOfAttempt';
import { coversLine } from './takers';
import { contactSection } from './toItem';

export interface VerdictPorts {
	ledger: Ledger;
	/** Whose routes are told. */
	appKey: string;
	/** Whether the credential reaches a number; asked only while something is to be told. */
	isOurs(phoneNumberId: string): Promise<boolean>;
	writeItem(item: Partial<CallItem>, raw: null): string;
	now(): string;
}

/** Longer ago nobody wants to hear of it any more. */
const TELLS_FOR_MS = DAY_MS;

/** Of one attempt for ever; also what `tellsEnd` goes by. */
export const settledKey = ({ id }: Pick<Attempt, 'id'>): string => `settled:${id}`;

/**
 * Tells the workflows that take call events of calls that count as over although no event said so
 * (design.md §4): once, whichever process comes first, and together with the inbox rows or not at all.
 * Gives the routes that have something to emit.
 */
export async function tellVerdicts(ports: VerdictPorts): Promise<string[]> {
	const { ledger, now, isOurs } = ports;
	const since = addMs(now(), -TELLS_FOR_MS);
	const untold = await ledger.transaction(
		async ({ attempts }) => await attempts.untoldVerdicts(since),
	);
	const woken = new Set<string>();
	for (const attempt of untold) {
		if (!(await isOurs(attempt.phoneNumberId))) continue;
		const routes = await ledger.transaction(async (tx) => await tell(attempt.id, ports, tx));
		for (const routeId of routes) woken.add(routeId);
	}
	return [...woken];
}

async function tell(id: string, ports: VerdictPorts, tx: LedgerTx): Promise<string[]> {
	const now = ports.now();
	const attempt = await tx.attempts.get(id);
	// An event may have told otherwise since; what comes of that is told by events.
	if (attempt?.status !== 'ended' || attempt.outcome !== attempt.verdict) return [];
	if (!(await tx.attempts.markTold(id, now))) return [];
	const { contactId, phoneNumberId, leg, diallingAt: begunAt } = attempt;
	await endTalk({ contactId, phoneNumberId, leg, begunAt }, now, tx);
	const item = await settledItem(attempt, now, tx);
	if (!item) return [];
	const takers = (await tx.routes.list(ports.appKey, now)).filter(
		(route) =>
			route.kind !== 'test' &&
			route.groups.includes('callEvents') &&
			coversLine(route, { phoneNumberId }),
	);
	if (takers.length === 0) {
		const detail = 'attempt_settled';
		await tx.drops.add({ at: now, reason: 'no_route', phoneNumberId, detail });
	}
	const row = { eventKey: settledKey(attempt), lane: 'call' as const };
	const body = ports.writeItem(item, null);
	for (const { id: routeId } of takers) await tx.inbox.add({ ...row, routeId, body }, now);
	return takers.map((route) => route.id);
}

/** Null if the customer was erased. */
async function settledItem(
	attempt: Attempt,
	now: string,
	tx: LedgerTx,
): Promise<Partial<CallItem> | null> {
	const { contactId, phoneNumberId, endedAt } = attempt;
	const contact = await tx.contacts.get(contactId);
	if (!contact) return null;
	const line = await tx.lines.get(phoneNumberId);
	return {
		schema: ITEM_SCHEMA,
		event: {
			type: 'attempt_settled',
			key: settledKey(attempt),
			at: endedAt ?? now,
			origin: 'ledger',
			isTest: contact.isTest,
		},
		line: line ?? { phoneNumberId, displayPhoneNumber: null, wabaId: null },
		contact: contactSection(contact),
		...(await escalationSections(attempt, now, tx)),
		attempt: attemptSection(attempt),
		call: await callOfAttempt(attempt, tx),
	};
}

/** An attempt as the ledger knows it; Meta's call id is sealed where items are written. */
export const attemptSection = (attempt: Attempt): ItemAttempt => ({
	id: attempt.id,
	status: attempt.status,
	leg: attempt.leg,
	representative: null,
	callId: attempt.callId,
	heldReason: attempt.heldReason,
	retryAt: null,
	recording: attempt.recording,
});
