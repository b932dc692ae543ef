import { hoursFacts, newRequestAfter } from '../shared/dial/callFacts';
import { slotSupply } from '../shared/dial/slotSupply';
import { newTryFrom, type CallNextFacts } from '../shared/domain/callNext';
import { freeSlots } from '../shared/domain/hoursAnswer';
import { phoneCountry } from '../shared/domain/phoneCountry';
import type { Policy } from '../shared/domain/policy';
import type { Contact, LedgerTx } from '../shared/ledger/ledger';
import { explainGraphCode } from '../shared/wire/graphErrorTable';
import type { HeardCall } from './readCall';
import type { OutcomeQuestion } from './readQuestion';

/** What the next step rests on, as the ledger knows it at this moment. */
export async function outcomeFacts(
	{ call, isTold, wantsAnotherTime }: HeardCall,
	contact: Contact,
	{ item, phoneNumberId, now }: OutcomeQuestion,
	policy: Policy,
	tx: LedgerTx,
): Promise<CallNextFacts> {
	const line = (await tx.lines.get(phoneNumberId)) ?? item.line;
	const country = phoneCountry(line?.displayPhoneNumber ?? null);
	const hours = hoursFacts(contact, country, policy, now);
	// House rules do not hold for test contacts, as when a call is decided.
	const lastCallAttemptAt = hours.isTest ? null : contact.lastCallAttemptAt;
	const booked = await tx.callbacks.booked(contact.id, phoneNumberId);
	const supply = await slotSupply(phoneNumberId, policy.slots, booked, now, tx);
	const from = newTryFrom(lastCallAttemptAt, policy, now);
	return {
		isTold,
		wantsAnotherTime,
		callOptOut: contact.callOptOut,
		messageOptOut: contact.messageOptOut,
		strikes: hours.isTest ? 0 : await strikes(contact, phoneNumberId, now, tx),
		lastCallAttemptAt,
		bookedFor: booked?.dueAt ?? null,
		freeSlots: freeSlots(hours, supply, now, from).length,
		brief: await briefFact(contact.id, phoneNumberId, now, tx),
		mayTryAgain: call.errorCode === null || explainGraphCode(call.errorCode).retry !== 'never',
	};
}

async function strikes(
	contact: Contact,
	phoneNumberId: string,
	now: string,
	tx: LedgerTx,
): Promise<number> {
	const since = await newRequestAfter(contact, phoneNumberId, now, tx);
	return await tx.attempts.strikes(contact.id, phoneNumberId, since);
}

/** A brief that has still to be reviewed is nothing to sum up by. */
async function briefFact(
	contactId: string,
	phoneNumberId: string,
	now: string,
	{ briefs }: LedgerTx,
): Promise<CallNextFacts['brief']> {
	const brief = await briefs.current(contactId, phoneNumberId, now);
	if (brief?.status !== 'ready') return 'missing';
	return brief.source === 'corrected' ? 'corrected' : 'uncorrected';
}
