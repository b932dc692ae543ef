import { manualDialSection } from '../../shared/dial/manualLinks';
import type { ManualOutcome } from '../../shared/dial/answerManualDial';
import type { CallItem } from '../../shared/domain/callItem';
import { contactSection } from '../../shared/ingress/toItem';
import { escalationSection } from '../../shared/ingress/callbackItem';
import type { Ledger } from '../../shared/ledger/ledger';
import { sealedAttempt } from '../../shared/n8n/sealedAttempt';

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
	const { phoneNumberId, contactId, escalationId } = attempt;
	const { line, contact, escalation } = await ledger.transaction(async (tx) => ({
		line: await tx.lines.get(phoneNumberId),
		contact: (await tx.contacts.get(contactId)) ?? done.contact,
		escalation: escalationId && (await tx.escalations.get(escalationId)),
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
		attempt: { ...sealedAttempt(attempt, ledger), ...heldSection(done) },
		manualDial: manualDialSection(pageUrl, attempt, wish, answer, ledger),
	};
}

/** What held it back, if it was held when it was taken. */
function heldSection({ call }: Done) {
	if (!call || call.started) return {};
	const { heldReason, retryAt } = call;
	return { status: 'held', heldReason, retryAt };
}
