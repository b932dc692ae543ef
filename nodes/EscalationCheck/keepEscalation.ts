import type { ItemEscalation } from '../shared/domain/callItem';
import { escalationReasons } from '../shared/domain/newSignals';
import type { RoutedItem } from '../shared/domain/routeEscalation';
import type { LedgerTx } from '../shared/ledger/ledger';
import type { CheckCase, CheckQuestion } from './readCheckCase';

type Reasons = Pick<ItemEscalation, 'triggers' | 'action' | 'evidence'>;

/**
 * The escalation that the item belongs to after this node (C5): opened or joined by what was noticed;
 * opened too for a call that is wanted although none is live. A dry run shows what would be.
 */
export async function keepEscalation(
	routed: RoutedItem,
	about: CheckCase,
	question: CheckQuestion,
	tx: LedgerTx | null,
): Promise<ItemEscalation | null> {
	const { live, contact, hasYes } = about;
	const reasons = reasonsOf(routed, about, question);
	const { phoneNumberId, now } = question;
	if (reasons === null) return live;
	if (tx === null) return shown(live, reasons);
	const party = { contactId: contact.id, phoneNumberId };
	const { escalation } = await tx.escalations.open({ ...party, ...reasons }, now);
	// The yes was heard before there was anything that it could move.
	const isAccepted = routed.reason === 'moves_forward' && hasYes;
	if (isAccepted) await tx.escalations.advance(escalation.id, 'accepted', now);
	const kept = isAccepted ? await tx.escalations.get(escalation.id) : escalation;
	return { ...(kept ?? escalation), offer: live?.offer ?? null };
}

function reasonsOf(
	{ noticed, reason }: RoutedItem,
	{ live }: CheckCase,
	{ item }: CheckQuestion,
): Reasons | null {
	const messageId = item.message?.id ?? null;
	const [first] = noticed;
	const isWanted = reason === 'moves_forward';
	if (first) {
		const action = isWanted ? 'call_now' : first.action;
		return { ...escalationReasons(noticed, messageId), action };
	}
	// Call Request opens its own; without one the customer refused, or the request is over.
	if (!isWanted || live || item.event?.type === 'call_requested') return null;
	const trigger = 'explicit_request';
	const matched = item.message?.intent ?? item.event?.type ?? null;
	const evidence = [{ trigger, messageId, matched, value: null, threshold: null }];
	return { triggers: [trigger], action: 'call_now', evidence };
}

/** Its id leads nowhere: nothing was opened. */
const SHOWN_ID = 'esc_dry_run';

const shown = (live: ItemEscalation | null, reasons: Reasons): ItemEscalation =>
	live
		? {
				...live,
				triggers: [...new Set([...live.triggers, ...reasons.triggers])],
				evidence: [...live.evidence, ...reasons.evidence],
			}
		: { id: SHOWN_ID, status: 'open', offer: null, ...reasons };
