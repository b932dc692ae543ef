import { agentEvidence, askedByAgent, AGENT_TRIGGER } from '../../shared/domain/requestedByAgent';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { resolveTarget } from '../target';

/**
 * A call that a chat model wants for the customer it talks to (C6): an open escalation and nothing
 * else. The customer is the conversation's, and neither a yes nor a time is taken from a model;
 * whatever it says besides a reason is not read. Once a message, however often it asks.
 *
 * @returns what the model is told: little, and nothing of the customer.
 * @throws {CallingError} as `resolveTarget` does.
 */
export async function requestByAgent(run: OperationRun): Promise<ItemResult> {
	const { contact, phoneNumberId, item } = await resolveTarget(run);
	if (contact.callOptOut || contact.messageOptOut) return { json: REFUSED };
	if (run.dryRun) return { json: { ...REQUESTED, dry_run: true } };
	const now = run.now();
	const party = { contactId: contact.id, phoneNumberId };
	const messageId = item.message?.id ?? null;
	const evidence = [agentEvidence(text(run, 'reason'), messageId)];
	const reasons = { triggers: [AGENT_TRIGGER], action: 'offer_consult', evidence };
	await run.connection.ledger.transaction(async ({ escalations }) => {
		const live = await escalations.live(contact.id, phoneNumberId, now);
		const isKnown = askedByAgent(live, messageId).length > 0;
		if (!isKnown) await escalations.open({ ...party, ...reasons }, now);
	});
	return { json: REQUESTED };
}

const REQUESTED = {
	requested: true,
	note: 'The customer may be offered a call after this answer. Do not promise one, and name no time.',
};

const REFUSED = {
	requested: false,
	note: 'This customer wants no calls. Do not offer one; help in writing.',
};
