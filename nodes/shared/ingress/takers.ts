import type { Policy } from '../domain/policy';
import { groupsOf } from '../domain/eventGroup';
import type { Person, WebhookEvent } from '../domain/webhookEvent';
import type { LedgerTx, Route } from '../ledger/ledger';
import type { Door } from './receive';

/** Who gets an event: here and now, or a listening test at its own address. */
export interface Takers {
	here: Route[];
	elsewhere: Route[];
}

/** No line chosen means every line; an event without a line concerns the whole account. */
export const coversLine = (
	{ phoneNumberIds }: Route,
	{ phoneNumberId }: Pick<WebhookEvent, 'phoneNumberId'>,
): boolean =>
	phoneNumberIds.length === 0 || phoneNumberId === null || phoneNumberIds.includes(phoneNumberId);

/** Whether a route wants an event: its group, its lines. */
function wants(route: Route, event: WebhookEvent): boolean {
	const wanted =
		event.type === 'message_status'
			? route.includeStatuses
			: groupsOf(event).some((group) => route.groups.includes(group));
	return wanted && coversLine(route, event);
}

/**
 * A listening test takes its test contacts' events, and everybody's that no published route wants.
 * Meta calls a published address as a rule, so the test gets them forwarded.
 */
export async function takersOf(
	event: WebhookEvent,
	policy: Policy,
	{ tx, routes, door }: { tx: LedgerTx; routes: Route[]; door: Door },
): Promise<Takers> {
	const willing = routes.filter((route) => wants(route, event));
	const published = willing.filter(({ kind }) => kind !== 'test');
	const tests = willing.filter(({ kind }) => kind === 'test');
	const { testRouteId } = door;
	if (tests.length === 0 || (testRouteId === null && door.tests === 'ignored'))
		return { here: published, elsewhere: [] };
	const forTests = published.length === 0 || (await isTestContact(event, tests, policy, tx));
	if (!forTests) return { here: published, elsewhere: [] };
	return testRouteId === null
		? { here: [], elsewhere: tests }
		: { here: tests.filter(({ id }) => id === testRouteId), elsewhere: [] };
}

async function isTestContact(
	event: WebhookEvent,
	tests: Route[],
	policy: Policy,
	tx: LedgerTx,
): Promise<boolean> {
	const customer = customerOf(event);
	if (!customer) return false;
	if (isTestNumber(customer.waId, policy, tests)) return true;
	const contact = await tx.contacts.find(customer);
	return contact !== null && (contact.isTest || isTestNumber(contact.waId, policy, tests));
}

/** Named by the policy of the number, or by a test that listens. */
export const isTestNumber = (waId: string | null, policy: Policy, routes: Route[]): boolean =>
	waId !== null &&
	(policy.testContacts.includes(waId) ||
		routes.some(({ kind, testNumbers }) => kind === 'test' && testNumbers.includes(waId)));

function customerOf(event: WebhookEvent): Person | null {
	if ('from' in event) return event.from;
	if ('customer' in event) return event.customer;
	return 'recipient' in event ? event.recipient : null;
}
