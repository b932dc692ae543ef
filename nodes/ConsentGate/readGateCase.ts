import { askPermission } from '../shared/dial/askPermission';
import { ledgerFacts } from '../shared/dial/callFacts';
import { requestBrake } from '../shared/dial/requestBrake';
import type { CallItem } from '../shared/domain/callItem';
import type { CallFacts } from '../shared/domain/decision';
import { isBefore, later } from '../shared/domain/instant';
import type { RequestHold } from '../shared/domain/permissionLimits';
import type { Policy } from '../shared/domain/policy';
import { stricterPolicy } from '../shared/domain/stricterPolicy';
import type { AskedBefore } from '../shared/domain/whatToAsk';
import type { Contact, Escalation, Ledger, LedgerTx, Offer, Wish } from '../shared/ledger/ledger';
import type { Connection } from '../shared/n8n/connection';
import { itemContact } from '../shared/n8n/itemContact';
import { openWish } from '../shared/n8n/itemWish';
import { namedPolicy } from '../shared/n8n/namedPolicy';
import { lapsedEscalation, openRequest, shownEscalation } from './askedBefore';
import type { GateSettings } from './settings';
import type { GateItem } from '../shared/n8n/gateRun';

/** What one item asks of this node. */
export interface GateQuestion extends GateItem {
	settings: GateSettings;
}

/** Everything the decision rests on, as the ledger and Meta know it. */
export interface GateCase {
	contact: Contact;
	policy: Policy;
	wish: Wish | null;
	/** Hours and people are known too: a call button depends on them. */
	facts: CallFacts;
	/** The later time that the customer wants, as of which is judged; null: now. */
	slotAt: string | null;
	escalation: Pick<Escalation, 'id' | 'status' | 'triggers' | 'action' | 'evidence'> | null;
	/** An escalation that ended while its request waited, and goes on if the customer is asked again. */
	lapsed: Pick<Escalation, 'triggers' | 'action' | 'evidence'> | null;
	offer: Offer | null;
	asked: AskedBefore;
	/** Our own brake on permission requests. */
	brake: RequestHold | null;
}

/** @throws {CallingError} `contact_unknown`, `policy_unknown`. */
export async function readGateCase(
	question: GateQuestion,
	{ ledger, graph }: Connection,
): Promise<GateCase> {
	const { phoneNumberId, now, item } = question;
	const known = await ledger.transaction(async (tx) => await readLedger(question, ledger, tx));
	const { contact, policy, wish } = known;
	const slotAt = laterTime(wish, item, now);
	const target = { phoneNumberId, contact, wish };
	const facts = await ledgerFacts(target, null, { ledger, graph, policy, now: () => now });
	// Whoever wants a later time is judged as of that time, which Meta cannot answer for.
	const isMetaAsked = slotAt === null && !question.settings.byHand;
	const permission = isMetaAsked ? await askPermission(graph, phoneNumberId, contact) : 'deferred';
	return { ...known, slotAt, facts: { ...facts, permission } };
}

async function readLedger(
	question: GateQuestion,
	ledger: Ledger,
	tx: LedgerTx,
): Promise<Omit<GateCase, 'facts' | 'slotAt'>> {
	const { item, phoneNumberId, settings, now } = question;
	const contact = await itemContact(item, tx);
	const named = await namedPolicy(settings.policy, phoneNumberId, tx);
	const policy = stricterPolicy(named, settings.stricter);
	const wish = await openWish(question, contact, ledger, tx);
	const offer = await tx.offers.open(contact.id, phoneNumberId, now);
	const live = await tx.escalations.live(contact.id, phoneNumberId, now);
	const escalation = live ?? shownEscalation(question);
	const lapsed = escalation ? null : await lapsedEscalation(question, contact.id, tx);
	const asked = {
		offerUntil: offer?.expiresAt ?? null,
		requestedAt: await openRequest(contact.id, phoneNumberId, now, tx),
		isEscalated: escalation !== null || lapsed !== null,
		wantsCall: wish !== null,
	};
	const customer = { contactId: contact.id, phoneNumberId };
	const brake = await requestBrake(customer, policy, now, tx);
	return { contact, policy, wish, escalation, lapsed, offer, asked, brake };
}

/**
 * A slot that is not booked, or booked for later: when it is, as far as known. A yes that ends before
 * the time that was named since is judged now: booking makes it last.
 */
export function laterTime(
	wish: Wish | null,
	{ message }: Partial<CallItem>,
	now: string,
): string | null {
	if (wish?.scope !== 'slot') return null;
	if (wish.startsAt !== null && !isBefore(now, wish.startsAt)) return null;
	const wanted = wish.startsAt ?? message?.requestedSlot ?? now;
	return isBefore(wanted, wish.expiresAt) ? later(wanted, now) : now;
}
