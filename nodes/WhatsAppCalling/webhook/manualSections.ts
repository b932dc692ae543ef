import { manualDialSection } from '../../shared/dial/manualLinks';
import type { ManualOutcome } from '../../shared/dial/answerManualDial';
import type { CallItem, ItemAttempt } from '../../shared/domain/callItem';
import { isBefore } from '../../shared/domain/instant';
import { contactSection } from '../../shared/ingress/toItem';
import { escalationSection } from '../../shared/ingress/callbackItem';
import type { Ledger } from '../../shared/ledger/ledger';

/** Only the newest can be the one that the call was about. */
const FEW = 5;

type Done = NonNullable<ManualOutcome['done']>;

/**
 * The item of what a person did by a link, from the ledger alone: Business Hours and Send Replies go
 * on from it. It is an event once it is told how the call went.
 *
 * @param pageUrl The page's address, as the Webhook node names it.
 */
export async function manualSections(
	done: Done,
	pageUrl: string,
	now: string,
	ledger: Ledger,
): Promise<Partial<CallItem>> {
	const { attempt, wish, answer, call } = done;
	const { phoneNumberId, contactId } = attempt;
	const { line, contact, escalation } = await ledger.transaction(async (tx) => ({
		line: await tx.lines.get(phoneNumberId),
		contact: (await tx.contacts.get(contactId)) ?? done.contact,
		escalation: (await tx.escalations.list(contactId, FEW)).find(
			// The call itself may have closed it.
			(each) =>
				each.phoneNumberId === phoneNumberId &&
				!isBefore(attempt.claimedAt, each.openedAt) &&
				(each.closedAt === null || !isBefore(each.closedAt, attempt.claimedAt)),
		),
	}));
	return {
		...(answer && {
			event: {
				type: 'manual_answered',
				key: `manual_answered:${attempt.id}`,
				at: now,
				origin: 'ledger',
				isTest: contact.isTest,
			},
		}),
		line: line ?? { phoneNumberId, displayPhoneNumber: null, wabaId: null },
		contact: contactSection(contact),
		wish: { id: wish.id, kind: wish.kind, scope: wish.scope, expiresAt: wish.expiresAt },
		...(escalation && {
			escalation: escalationSection(escalation, null),
			escalationTrigger: escalation.triggers[0],
		}),
		...(call?.decision && { decision: call.decision }),
		attempt: attemptSection(done),
		manualDial: manualDialSection(pageUrl, attempt, wish, answer, ledger),
	};
}

function attemptSection({ attempt, call }: Done): ItemAttempt {
	const held = call && !call.started ? call : null;
	return {
		id: attempt.id,
		status: held ? 'held' : attempt.status,
		leg: attempt.leg,
		representative: null,
		callId: null,
		heldReason: held?.heldReason ?? null,
		retryAt: held?.retryAt ?? null,
	};
}
