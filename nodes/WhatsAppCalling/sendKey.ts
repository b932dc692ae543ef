import type { CallItem } from '../shared/domain/callItem';
import { openCallIds } from '../shared/n8n/callNames';
import { isToolMode } from '../shared/n8n/toolMode';
import { text } from './operation';
import type { OperationRun } from './operation';
import type { Target } from './target';

/**
 * What a send follows from: the call that Call Outcome has judged, else a rating, else the event, else
 * the wish, else this item of this execution. A retried node, a doubled execution and a re-emitted event
 * all give the same value, which makes it the identity of "this message, once" (P10). Several events, a
 * verdict and a due recap can tell of the end of one call, and what follows it is said once: by its
 * attempt, whose id is the same before Meta has named the call.
 */
export function causeOf(run: OperationRun, item: Partial<CallItem>): string {
	const cause = endedCall(item) ?? rated(item) ?? item.event?.key ?? item.wish?.id;
	if (!cause) return `run:${run.ctx.getExecutionId()}:${run.itemIndex}`;
	// A call id holds both phone numbers in base64, and keys travel on items.
	if (!cause.includes('wacid.')) return cause;
	return `call:${run.connection.ledger.keyedHash('send', cause).slice(0, 32)}`;
}

function endedCall({ callNext, attempt, call }: Partial<CallItem>): string | undefined {
	const id = attempt?.id ?? call?.id;
	return callNext && id ? `outcome:${id}` : undefined;
}

/** The same opinion of the same call again is nothing new, by however many taps. */
const rated = ({ rating }: Partial<CallItem>): string | undefined =>
	rating && `rating:${rating.attemptId}:${rating.rating}`;

/**
 * Key of a message that this node sends. One event and node give one message; *Message Key* tells
 * several apart, and an agent may say different things about one event.
 */
export function sendKey(run: OperationRun, kind: string, item: Partial<CallItem>): string {
	const parts = [kind, causeOf(run, item), run.ctx.getNode().id];
	const own = text(run, 'options.messageKey');
	if (own) parts.push(own);
	if (isToolMode(run.ctx)) {
		const words = JSON.stringify([text(run, 'text'), text(run, 'template')]);
		parts.push(run.connection.ledger.keyedHash('words', words).slice(0, 16));
	}
	return parts.join(':');
}

/**
 * One request per wish, whichever node asks: Meta allows one a day and customer. A wish of somebody
 * else on the item is none of this customer's, or that customer would not be asked any more.
 */
export async function permissionRequestKey(
	run: OperationRun,
	{ item, contact }: Pick<Target, 'item' | 'contact'>,
): Promise<string> {
	const id = item.wish?.id;
	if (typeof id !== 'string' || !id) return `permission_request:${causeOf(run, item)}`;
	const { ledger } = run.connection;
	const wish = await ledger.transaction(
		async ({ wishes }) => await wishes.get(openCallIds(id, ledger)),
	);
	const isOthers = wish !== null && wish.contactId !== contact.id;
	return `permission_request:${isOthers ? causeOf(run, item) : withoutCallId(run, id)}`;
}

function withoutCallId(run: OperationRun, wishId: string): string {
	return causeOf(run, { wish: { id: wishId, kind: 'yes', scope: 'now', expiresAt: null } });
}
