import type { ItemEscalation } from '../shared/domain/callItem';
import { keywordsOf, messageFeatures, type SignalRule } from '../shared/domain/escalation';
import { addMs, DAY_MS, isBefore, later, MINUTE_MS } from '../shared/domain/instant';
import type { Policy } from '../shared/domain/policy';
import type { EscalationFacts } from '../shared/domain/routeEscalation';
import type {
	Attempt,
	Contact,
	Ledger,
	LedgerTx,
	Offer,
	StoredFeatures,
} from '../shared/ledger/ledger';
import { itemContact } from '../shared/n8n/itemContact';
import { itemWish } from '../shared/n8n/itemWish';
import type { Mapped } from './readMapped';
import type { GateItem } from '../shared/n8n/gateRun';

/** What one item asks of this node. */
export interface CheckQuestion extends GateItem {
	mapped: Mapped;
	/** Keys the hashes of the conversation. */
	hashKey: string;
	/** Reads the names of calls. */
	ledger: Pick<Ledger, 'openId'>;
}

/** Everything that the answer rests on. */
export interface CheckCase {
	contact: Contact;
	policy: Policy;
	rules: SignalRule[];
	/** The conversation since the last call or refusal, oldest message first. */
	messages: StoredFeatures[];
	live: ItemEscalation | null;
	/** The item has a yes of this customer. */
	hasYes: boolean;
	/** A person was asked to answer a moment ago. */
	awaitsPerson: boolean;
	call: EscalationFacts['call'];
	isThreadOwned: boolean;
}

/** House rules of C2: how far back, and how many messages, signals are looked for. */
const WINDOW_MS = DAY_MS;
const WINDOW_MESSAGES = 50;

/** @throws {CallingError} `contact_unknown`. */
export async function readCheckCase(
	question: CheckQuestion,
	policy: Policy,
	rules: SignalRule[],
	tx: LedgerTx,
): Promise<CheckCase> {
	const { item, phoneNumberId, now } = question;
	const contact = await itemContact(item, tx);
	const { id } = contact;
	const live = await tx.escalations.live(id, phoneNumberId, now);
	const offer = await tx.offers.open(id, phoneNumberId, now);
	const since = await windowStart(id, question, tx);
	const messages = await tx.conversations.recent(id, phoneNumberId, since, WINDOW_MESSAGES);
	return {
		contact,
		policy,
		rules,
		messages: withKeywords(messages, question, rules),
		live: live && { ...live, offer: offerSection(offer) },
		hasYes: await hasYes(question, contact, tx),
		awaitsPerson:
			live?.action === 'human_only' &&
			isBefore(now, addMs(live.updatedAt, policy.threadMinutes * MINUTE_MS)),
		call: callOf(await tx.attempts.live(id)),
		isThreadOwned: (await tx.threads.owned(id, phoneNumberId, now)) !== null,
	};
}

/** In a test run, nobody before this node has kept what the item shows. */
const hasYes = async (
	{ item, phoneNumberId, dryRun, ledger }: CheckQuestion,
	contact: Contact,
	tx: LedgerTx,
): Promise<boolean> =>
	dryRun
		? item.wish !== undefined
		: (await itemWish(item, { contact, phoneNumberId }, ledger, tx)) !== null;

/** What led to an escalation that is over must not lead to the next one as well. */
async function windowStart(
	contactId: string,
	{ phoneNumberId, now }: CheckQuestion,
	{ escalations }: LedgerTx,
): Promise<string> {
	const start = addMs(now, -WINDOW_MS);
	const ended = (await escalations.list(contactId, RECENT_ESCALATIONS))
		.filter((one) => one.phoneNumberId === phoneNumberId && one.closedBecause !== 'lapsed')
		.flatMap(({ closedAt }) => (closedAt === null ? [] : [addMs(closedAt, 1)]));
	return ended.reduce(later, start);
}

const RECENT_ESCALATIONS = 10;

const offerSection = (offer: Offer | null): ItemEscalation['offer'] =>
	offer && { messageId: offer.messageId, expiresAt: offer.expiresAt };

function callOf(live: Attempt[]): EscalationFacts['call'] {
	if (live.length === 0) return 'none';
	return live.every(({ diallingAt }) => diallingAt === null) ? 'claimed' : 'placed';
}

/** The operator's own words are looked for in the message at hand: the ledger keeps no words. */
function withKeywords(
	messages: StoredFeatures[],
	question: CheckQuestion,
	rules: SignalRule[],
): StoredFeatures[] {
	const { message } = question.item;
	return messages.map((one) =>
		one.id === message?.id && one.from === 'customer'
			? { ...one, keywords: itemFeatures(question, rules)?.keywords ?? [] }
			: one,
	);
}

/** What the item's own message tells. */
function itemFeatures(
	{ item: { message, event }, now, hashKey }: CheckQuestion,
	rules: SignalRule[],
): StoredFeatures | null {
	if (!message) return null;
	const text = message.text ?? '';
	const written = { id: message.id, text, at: event?.at ?? now, isOrder: message.type === 'order' };
	const options = { key: hashKey, keywords: keywordsOf(rules) };
	return {
		...messageFeatures({ ...written, from: 'customer' }, options),
		isPhoto: message.type === 'image',
	};
}

/** A sample's customer does not exist: what the sample says is all there is. */
export function sampleCase(
	question: CheckQuestion,
	policy: Policy,
	rules: SignalRule[],
): CheckCase {
	const { contact, escalation } = question.item;
	if (!contact) throw new Error('findCallItem gave an item without a customer');
	const own = itemFeatures(question, rules);
	return {
		// The item's section and the ledger's contact are of one shape.
		contact: contact as Contact,
		policy,
		rules,
		messages: own ? [own] : [],
		live: escalation ?? null,
		hasYes: question.item.wish !== undefined,
		awaitsPerson: false,
		call: 'none',
		isThreadOwned: false,
	};
}
