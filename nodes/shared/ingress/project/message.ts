import { readFollowUpTap } from '../../domain/followUpTap';
import type { IntentReading } from '../../domain/intent';
import type { MessageReceived } from '../../domain/webhookEvent';
import { isOfferLast } from './isOfferLast';
import { NOTHING, type Projected, type ProjectionContext } from './context';
import { projectTap, type TapSections } from './followUpTap';
import { learnLocale, noteMessage, zonesOf } from './noteMessage';
import { NO_READING, readMessage } from './readMessage';
import { recordDecline, recordRefusal } from './recordRefusal';
import { recordYes } from './recordYes';

export interface ProjectedMessage extends Projected {
	reading: IntentReading;
	requestedSlot: string | null;
	tapSections?: TapSections;
}

/** What must never depend on wiring when a customer writes (design.md §1, P4, P1). */
export async function projectMessage(
	event: MessageReceived,
	context: ProjectionContext,
): Promise<ProjectedMessage> {
	const { tx, now, policy } = context;
	const known = await tx.contacts.resolve(event.from, now);
	if (!known) return { ...NOTHING, reading: NO_READING, requestedSlot: null };
	await tx.contacts.noteInbound(known.id, event.at, now);
	const tap = readFollowUpTap(event.replyId);
	// No part of the conversation: nothing in it leads to a call, and it answers no offer.
	if (tap) {
		const tapSections = await projectTap(tap, { event, contact: known, context });
		const contact = await tx.contacts.get(known.id);
		return { contact, wish: null, reading: NO_READING, requestedSlot: null, tapSections };
	}
	const withoutOffer = await noteMessage(event, known, context);
	const contact = await learnLocale(event, known, context);
	const phoneNumberId = event.phoneNumberId ?? '';
	const offer = await tx.offers.open(contact.id, phoneNumberId, event.at);
	const { reading, requestedSlot, yes } = readMessage(event, {
		withoutOffer,
		offer,
		isOfferLast: offer !== null && (await isOfferLast(offer, event, context)),
		zones: () => zonesOf(contact),
		hasRefused: contact.callOptOut || contact.messageOptOut,
		policy,
	});
	await recordRefusal(event, contact, reading, context);
	const party = { contact, phoneNumberId, offer };
	if (reading.intent === 'decline') await recordDecline(event, party, context);
	const { messageId, at, text: wording } = event;
	const wish = yes ? await recordYes({ ...party, ...yes, messageId, at, wording }, context) : null;
	return { contact: await tx.contacts.get(contact.id), wish, reading, requestedSlot };
}
