import { ITEM_SCHEMA, type CallItem } from '../domain/callItem';
import type { Attempt, Ledger, LedgerTx, Route, StoredDeskDeed } from '../ledger/ledger';
import { briefSection } from './briefSection';
import { escalationSections } from './callbackItem';
import { callOfAttempt } from './callOfAttempt';
import { coversLine } from './takers';
import { attemptSection } from './tellVerdicts';
import { contactSection } from './toItem';

/** The desk's trigger is kept apart from the triggers that Meta's deliveries go to. */
export const deskAppKey = (appKey: string): string => `desk:${appKey}`;

export interface DeedPorts {
	ledger: Ledger;
	/** Whose desk. */
	appKey: string;
	/** Whether the credential reaches a number; asked only while something is to be told. */
	isOurs(phoneNumberId: string): Promise<boolean>;
	writeItem(item: Partial<CallItem>, raw: null): string;
	now(): string;
}

/** At a time; more wait for the next look. */
const AT_ONCE = 200;

/** One of a kind for ever. */
const deedKey = ({ id }: Pick<StoredDeskDeed, 'id'>): string => `desk:${id}`;

/**
 * Tells the workflow of the desk what representatives did (V4): once, whichever process comes first,
 * and together with the inbox row or not at all. What it did not choose is told to nobody. Gives the
 * routes that have something to emit.
 */
export async function tellDeeds(ports: DeedPorts): Promise<string[]> {
	const { ledger, now, isOurs } = ports;
	const untold = await ledger.transaction(
		async ({ deskDeeds }) => await deskDeeds.untold(AT_ONCE, now()),
	);
	const woken = new Set<string>();
	for (const deed of untold) {
		if (!(await isOurs(deed.phoneNumberId))) continue;
		const routeId = await ledger.transaction(async (tx) => await tell(deed, ports, tx));
		if (routeId !== null) woken.add(routeId);
	}
	return [...woken];
}

async function tell(deed: StoredDeskDeed, ports: DeedPorts, tx: LedgerTx): Promise<string | null> {
	const now = ports.now();
	const door = await tx.deskDoors.get(ports.appKey);
	const route = door && (await tx.routes.get(door.routeId));
	// Between two published desks it waits for the next.
	if (!route || !(await tx.deskDeeds.markTold(deed.id, now))) return null;
	if (!wants(route, deed)) return null;
	const item = await deedItem(deed, now, tx);
	if (!item) return null;
	const body = ports.writeItem(item, null);
	const row = { eventKey: deedKey(deed), routeId: route.id, lane: 'call' as const, body };
	await tx.inbox.add(row, now);
	return route.id;
}

const wants = (route: Route, { kind, phoneNumberId }: StoredDeskDeed): boolean =>
	route.groups.includes(kind) && coversLine(route, { phoneNumberId });

/** Null if the customer was erased. */
async function deedItem(
	deed: StoredDeskDeed,
	now: string,
	tx: LedgerTx,
): Promise<Partial<CallItem> | null> {
	const { contactId, phoneNumberId } = deed;
	const contact = await tx.contacts.get(contactId);
	const attempt = await tx.attempts.get(deed.attemptId);
	if (!contact || !attempt) return null;
	const line = await tx.lines.get(phoneNumberId);
	const event = { type: `desk_${deed.kind}` as const, key: deedKey(deed), at: deed.at };
	return {
		schema: ITEM_SCHEMA,
		event: { ...event, origin: 'ledger', isTest: contact.isTest },
		line: line ?? { phoneNumberId, displayPhoneNumber: null, wabaId: null },
		contact: contactSection(contact),
		...(await escalationSections(attempt, now, tx)),
		...(await talkSections(deed, attempt, now, tx)),
	};
}

/** The talk, what the representative had on screen, and what they did. */
async function talkSections(
	{ kind, representativeId, outcome, notes, contactId, phoneNumberId }: StoredDeskDeed,
	attempt: Attempt,
	now: string,
	tx: LedgerTx,
): Promise<Pick<CallItem, 'attempt' | 'call'> & Pick<Partial<CallItem>, 'brief' | 'desk'>> {
	const representativeName = (await tx.representatives.get(representativeId))?.name ?? '';
	const brief = await tx.briefs.current(contactId, phoneNumberId, now);
	return {
		attempt: { ...attemptSection(attempt), representative: representativeName },
		call: await callOfAttempt(attempt, tx),
		...(brief && { brief: briefSection(brief) }),
		desk: { deed: kind, representativeId, representativeName, outcome, notes },
	};
}
