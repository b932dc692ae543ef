import { addMs, HOUR_MS } from '../domain/instant';
import { ANSWERS_OF_BRAKE, holdRequest, type RequestHold } from '../domain/permissionLimits';
import { readPolicy, type Policy } from '../domain/policy';
import { isTestContact } from './callFacts';
import type { ClaimSend, Ledger, LedgerTx, SendClaim } from '../ledger/ledger';

/** The ledger's kind of every message that asks for call permission, free-form or template. */
export const PERMISSION_REQUEST = 'permission_request';

/** Whom a permission request is for. */
interface Customer {
	contactId: string;
	phoneNumberId: string;
}

/** Our own brake on permission requests (P7), as the ledger stands; null: the customer may be asked. */
export async function requestBrake(
	{ contactId, phoneNumberId }: Customer,
	policy: Policy,
	now: string,
	{ contacts, escalations, wishes, sends, permissions, guards }: LedgerTx,
): Promise<RequestHold | null> {
	// A request counts for an hour, `[sent, sent + 1 h)`.
	const since = addMs(now, 1 - HOUR_MS);
	const hasReason =
		(await escalations.live(contactId, phoneNumberId, now)) !== null ||
		(await wishes.current(contactId, phoneNumberId, now)) !== null;
	const sentLastHour = await sends.countSince(phoneNumberId, PERMISSION_REQUEST, since);
	const lastAnswers = await permissions.lastAnswers(phoneNumberId, ANSWERS_OF_BRAKE);
	const guard = await guards.get(phoneNumberId);
	const contact = await contacts.get(contactId);
	const isTest = contact !== null && isTestContact(contact, policy);
	return holdRequest({ hasReason, sentLastHour, lastAnswers, guard, isTest }, policy, now);
}

/**
 * Claims a send; a permission request only while the brake lets it, in one transaction, so that many
 * at once cannot slip past (P7, P10). A repeat of a send that was claimed before gives its result.
 */
export async function claimSendBraked(
	input: ClaimSend,
	ledger: Ledger,
): Promise<SendClaim | { first: false; refused: RequestHold['code']; send: null }> {
	if (input.kind !== PERMISSION_REQUEST) return await ledger.claimSend(input);
	return await ledger.transaction(async (tx) => {
		const { contact: contactId, phoneNumberId, now, key } = input;
		if (!(await tx.sends.get(key))) {
			const policy = readPolicy(await tx.policies.get('default', phoneNumberId));
			const hold = await requestBrake({ contactId, phoneNumberId }, policy, now, tx);
			if (hold) return { first: false, refused: hold.code, send: null };
		}
		return await tx.sends.claim(input);
	});
}
