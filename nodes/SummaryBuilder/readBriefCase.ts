import { addMs, DAY_MS } from '../shared/domain/instant';
import type { KnownFacts } from '../shared/domain/summaryFromItem';
import type { Contact, LedgerTx, StoredBrief, StoredFeatures } from '../shared/ledger/ledger';
import type { GateItem } from '../shared/n8n/gateRun';
import { itemContact } from '../shared/n8n/itemContact';

/** Everything that a brief rests on beside the item and the model; the item is only a hint. */
export interface BriefCase {
	contact: Contact;
	escalationId: string | null;
	known: KnownFacts;
	/** Messages of this conversation: whatever else a model names as a source is dropped. */
	messageIds: string[];
	/** The ready brief that still holds. */
	base: StoredBrief | null;
}

/** House rule: photos and messages of this long belong to the conversation; the ledger forgets older ones. */
const WINDOW_MS = 7 * DAY_MS;
const WINDOW_MESSAGES = 200;

/** @throws {CallingError} `contact_unknown`. */
export async function readBriefCase(question: GateItem, tx: LedgerTx): Promise<BriefCase> {
	const { item, phoneNumberId, now } = question;
	if (item.event?.origin === 'sample') return sampleCase(question);
	const contact = await itemContact(item, tx);
	const { id } = contact;
	const since = addMs(now, -WINDOW_MS);
	const messages = await tx.conversations.recent(id, phoneNumberId, since, WINDOW_MESSAGES);
	const current = await tx.briefs.current(id, phoneNumberId, now);
	return {
		contact,
		escalationId: (await tx.escalations.live(id, phoneNumberId, now))?.id ?? null,
		known: { consent: await newestYes(id, question, tx), photos: photosIn(messages) },
		messageIds: [...ownMessage(question), ...messages.flatMap((one) => one.id ?? [])],
		base: current?.status === 'ready' ? current : null,
	};
}

/** A sample's customer does not exist: what the sample says is all there is. */
function sampleCase(question: GateItem): BriefCase {
	const { contact } = question.item;
	if (!contact) throw new Error('findCallItem gave an item without a customer');
	return {
		// The item's section and the ledger's contact are of one shape.
		contact: contact as Contact,
		escalationId: null,
		known: {},
		messageIds: ownMessage(question),
		base: null,
	};
}

const ownMessage = ({ item: { message } }: GateItem): string[] => (message ? [message.id] : []);

/** The customer's yes to a call that holds now, as the ledger has it; nobody else's word counts (P1). */
async function newestYes(
	contactId: string,
	{ phoneNumberId, now }: GateItem,
	{ consents }: LedgerTx,
): Promise<KnownFacts['consent']> {
	const active = await consents.active(contactId, phoneNumberId, now);
	const yes = active.find(({ key }) => key === 'call');
	return yes ? { at: yes.givenAt, messageId: yes.messageId } : null;
}

/** Where no message is known, nobody has counted. */
function photosIn(messages: readonly StoredFeatures[]): number | undefined {
	if (messages.length === 0) return undefined;
	return messages.filter(({ from, isPhoto }) => from === 'customer' && isPhoto).length;
}
