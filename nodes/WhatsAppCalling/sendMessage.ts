import type { IDataObject } from 'n8n-workflow';
import type { ItemSent } from '../shared/domain/callItem';
import { addMs, MINUTE_MS } from '../shared/domain/instant';
import { readPolicy } from '../shared/domain/policy';
import { readCallItem, toItemJson } from '../shared/n8n/callItem';
import { CallingError } from '../shared/n8n/callingError';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { GraphFailureError } from '../shared/n8n/nodeError';
import type { Envelope } from '../shared/wire/requests';
import { requestShown } from '../shared/n8n/requestShown';
import { isToolMode } from '../shared/n8n/toolMode';
import { flag, text } from './operation';
import type { OperationRun } from './operation';
import { sendKey } from './sendKey';
import { sendOnce } from './sendOnce';
import type { OutgoingMessage, SendOutcome } from './sendOnce';
import { resolveTarget } from './target';
import type { Target } from './target';

export interface MessageToSend {
	/** Stable name of what is sent; part of its key and the ledger's `kind`. */
	kind: string;
	/** A message about a call is not for someone who does not want calls. */
	aboutCall?: boolean;
	/** Why it may not go out at this moment, as a code. */
	refuses?: string | null;
	/** Whether a yes to it is a yes to a call; the option *Offers a Call* unless given. */
	offersCall?: boolean;
	/** The key, if not this node's own for the event. */
	key?(target: Target): Promise<string>;
	/** What must be noted before it goes out for real. */
	prepare?(target: Target): Promise<void>;
	build(envelope: Envelope): object;
}

/** One message of one operation: to the item's customer, once, or shown in a dry run. */
export async function sendMessage(run: OperationRun, message: MessageToSend): Promise<ItemResult> {
	const target = await resolveTarget(run);
	const outgoing = await toOutgoing(run, message, target);
	const refusal = refusalOf(message, target);
	if (refusal)
		return { json: withSent(run, target, sentEntry(message.kind, outgoing.key, refusal)) };
	if (run.dryRun) {
		const json = withSent(run, target, dryEntry(message.kind, outgoing.key));
		const path = `/${target.phoneNumberId}/messages`;
		return {
			json: {
				...json,
				dry_run: requestShown(run.connection, path, outgoing.build('set when it is sent')),
			},
		};
	}
	await message.prepare?.(target);
	const outcome = await sendOnce(outgoing, portsOf(run));
	throwIfMetaRefused(outcome);
	return { json: withSent(run, target, sentEntry(message.kind, outgoing.key, outcome)) };
}

/** P4: someone who refused calls is not asked about one again, whatever is wired. */
export function refusalOf(
	{ aboutCall, refuses = null }: Pick<MessageToSend, 'aboutCall' | 'refuses'>,
	{ contact }: Target,
): SendOutcome | null {
	const refused = { status: 'refused' as const, failure: null, again: false };
	if (aboutCall && contact.callOptOut) return { ...refused, errorCode: 'call_opt_out' };
	if (contact.messageOptOut) return { ...refused, errorCode: 'message_opt_out' };
	return refuses === null ? null : { ...refused, errorCode: refuses };
}

export function portsOf({ connection, now, sleep }: OperationRun) {
	return { ledger: connection.ledger, graph: connection.graph, now, sleep };
}

export function sentEntry(purpose: string, key: string, outcome: SendOutcome): ItemSent {
	const messageId = outcome.status === 'sent' ? outcome.messageId : null;
	const errorCode = outcome.status === 'sent' ? null : outcome.errorCode;
	return { purpose, key, status: outcome.status, messageId, errorCode };
}

export function dryEntry(purpose: string, key: string): ItemSent {
	return { purpose, key, status: 'dry_run', messageId: null, errorCode: null };
}

/** The incoming item with what was sent added to what was sent before. */
export function withSent(run: OperationRun, target: Target, ...sent: ItemSent[]): IDataObject {
	// The item may be another node's by now, with the customer further up.
	const before = readCallItem(run.json).sent ?? target.item.sent ?? [];
	return toItemJson(run.json, { sent: [...before, ...sent] });
}

async function toOutgoing(
	run: OperationRun,
	{ kind, key, build, offersCall, aboutCall }: MessageToSend,
	target: Target,
): Promise<OutgoingMessage> {
	const { contact, recipient, phoneNumberId, item } = target;
	// What a model says to a customer is no offer that a bare “yes” could take up (P1).
	const offers = !isToolMode(run.ctx) && (offersCall ?? flag(run, 'options.offersCall'));
	return {
		key: key ? await key(target) : sendKey(run, kind, item),
		kind,
		contact,
		phoneNumberId,
		words: text(run, 'text'),
		mayRepeat: aboutCall,
		build: (opaque) => build({ recipient, replyTo: text(run, 'options.replyTo'), opaque }),
		...(offers ? { offer: await offerTerms(run, target) } : {}),
	};
}

/** Why a call is offered, and until when the offer may be answered (house rule of the number's policy). */
export async function offerTerms(
	run: OperationRun,
	{ contact, phoneNumberId, item }: Target,
): Promise<{ escalationId: string | null; expiresAt: string }> {
	const now = run.now();
	return await run.connection.ledger.transaction(async ({ policies, escalations }) => {
		const stored = await policies.get('default', phoneNumberId);
		const live = await escalations.live(contact.id, phoneNumberId, now);
		return {
			escalationId: live?.id ?? item.escalation?.id ?? null,
			expiresAt: addMs(now, readPolicy(stored).offerLifetimeMinutes * MINUTE_MS),
		};
	});
}

/** @throws {GraphFailureError | CallingError} with Meta's words, or the code kept from the first try. */
export function throwIfMetaRefused(outcome: SendOutcome): void {
	if (outcome.status !== 'refused') return;
	if (outcome.failure) throw new GraphFailureError(outcome.failure);
	if (!outcome.again) return;
	throw new CallingError(
		outcome.errorCode,
		'Meta refused this message when it was sent first, and it is not sent again by itself',
		'Fix the reason that the first execution shows, then send with another Message Key or wait for the next event.',
	);
}
