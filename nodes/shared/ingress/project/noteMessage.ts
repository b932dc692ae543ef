import { messageFeatures } from '../../domain/escalation';
import { tapOf } from '../../domain/followUpTap';
import { guessLanguage } from '../../domain/guessLanguage';
import { readIntent, type IntentReading } from '../../domain/intent';
import { customerZones } from '../../domain/policyHours';
import { zoneOfTap } from '../../domain/wantedTime';
import type { MessageReceived } from '../../domain/webhookEvent';
import type { Contact } from '../../ledger/ledger';
import type { ProjectionContext } from './context';

/** The words a customer chose; a tap on our own button is in ours. */
const ownWords = (event: MessageReceived): string =>
	tapOf(event.replyId) === null ? (event.text ?? '') : '';

/**
 * The message in the conversation window (C2): what signals are read from, never its text. Gives what
 * its words mean with no offer open.
 */
export async function noteMessage(
	event: MessageReceived,
	contact: Contact,
	{ tx, now, hashKey }: ProjectionContext,
): Promise<IntentReading> {
	const text = ownWords(event);
	const reading = readIntent(text, { offerOpen: false });
	const features = messageFeatures(
		{
			id: event.messageId,
			from: 'customer',
			text,
			at: event.at,
			isOrder: event.order !== null,
		},
		{ key: hashKey, reading },
	);
	const isPhoto = event.messageType === 'image';
	await tx.conversations.add(contact.id, event.phoneNumberId ?? '', { ...features, isPhoto }, now);
	return reading;
}

/** Every zone that a customer may live in (H2); one that is known is not worked out again. */
export const zonesOf = (contact: Contact): string[] =>
	contact.timeZone === null ? customerZones(contact) : [contact.timeZone];

/** Where the customer lives and how they write, as far as a tap, the number or the words are clear. */
export async function learnLocale(
	event: MessageReceived,
	contact: Contact,
	{ tx, now }: ProjectionContext,
): Promise<Contact> {
	const language = guessLanguage(ownWords(event));
	const learned = {
		...(language !== null && language !== contact.language && { language }),
		...zoneToLearn(event, contact),
	};
	if (Object.keys(learned).length === 0) return contact;
	await tx.contacts.setLocale(contact.id, learned, now);
	return { ...contact, ...learned };
}

function zoneToLearn({ replyId }: MessageReceived, contact: Contact) {
	const told = zoneOfTap(replyId);
	if (told !== null) return { timeZone: told, timeZoneSource: 'record' as const };
	const [zone, other] = contact.timeZone === null ? zonesOf(contact) : [];
	const isClear = zone !== undefined && other === undefined;
	return isClear ? { timeZone: zone, timeZoneSource: 'phone_number' as const } : {};
}
