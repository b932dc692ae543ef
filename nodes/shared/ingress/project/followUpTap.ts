import type { CallItem } from '../../domain/callItem';
import type { FollowUpTap } from '../../domain/followUpTap';
import { fromMs } from '../../domain/instant';
import type { MessageReceived } from '../../domain/webhookEvent';
import type { Contact } from '../../ledger/ledger';
import type { ProjectionContext } from './context';

/** What a tap adds to the item. */
export type TapSections = Pick<CallItem, 'rating' | 'triage'>;

/** A tap of a customer, by their own message. */
interface Tapped {
	event: MessageReceived;
	contact: Contact;
	context: ProjectionContext;
}

/** Keeps what a tap on a follow-up says, with nothing wired for it (V7, P8, V6). */
export async function projectTap(tap: FollowUpTap, tapped: Tapped): Promise<TapSections> {
	switch (tap.kind) {
		case 'rating':
			return await rate(tap, tapped);
		case 'triage':
			return await sort(tap, tapped);
		case 'recording':
			await (tap.agrees ? agree('recording', tapped) : object(tapped));
			return {};
		case 'automated':
			await (tap.agrees ? agree('automated_call', tapped) : refuseAutomated(tapped));
			return {};
	}
}

/** Of the customer's own call alone, whatever the button says. */
async function rate(
	{ attemptId, rating }: FollowUpTap & { kind: 'rating' },
	{ event: { messageId, at }, contact, context: { tx, now } }: Tapped,
): Promise<TapSections> {
	const said = { attemptId, contactId: contact.id, rating, messageId, at };
	const kept = await tx.ratings.put(said, now);
	if (!kept) return {};
	return { rating: { attemptId, rating: kept.rating, escalationTrigger: kept.trigger } };
}

/** What a call is wanted about; a button of an earlier talk says nothing about this one. */
async function sort(
	{ escalationId, topic }: FollowUpTap & { kind: 'triage' },
	{ event, contact, context: { tx, now } }: Tapped,
): Promise<TapSections> {
	const shared = { contactId: contact.id, phoneNumberId: event.phoneNumberId ?? '' };
	const live = await tx.escalations.live(shared.contactId, shared.phoneNumberId, now);
	if (live && (escalationId ?? live.id) === live.id) {
		const { action } = live;
		const { messageId } = event;
		const said = { trigger: 'triage', messageId, matched: topic, value: null, threshold: null };
		await tx.escalations.open({ ...shared, triggers: [], action, evidence: [said] }, now);
	}
	return { triage: { topic } };
}

/** The customer's own word in the chat; without an end, as it can be taken back at any time. */
async function agree(
	key: 'recording' | 'automated_call',
	{ event, contact, context: { tx, now } }: Tapped,
): Promise<void> {
	const { messageId, at, text: wording, inReplyTo: offerMessageId } = event;
	// Whoever wants no calls agrees to none by an old button: calls are allowed again in words.
	if (key === 'automated_call' && contact.callOptOut) return;
	await tx.consents.record(
		{
			contactId: contact.id,
			phoneNumberId: event.phoneNumberId ?? '',
			key,
			scope: 'standing',
			channel: 'whatsapp',
			messageId,
			wording,
			offerMessageId,
			givenAt: at,
			expiresAt: null,
		},
		now,
	);
}

/** Whatever was recorded goes too: it rested on what is taken back. */
const EVER = fromMs(0);

async function object({ event: { at }, contact, context: { tx, now } }: Tapped): Promise<void> {
	const objection = { contactId: contact.id, by: 'customer' as const, at, since: EVER };
	await tx.recordings.object(objection, now);
}

async function refuseAutomated(tapped: Tapped): Promise<void> {
	const { event, contact, context } = tapped;
	await context.tx.consents.revoke(contact.id, 'automated_call', event.at, context.now);
}
