import { hoursFacts, newRequestAfter } from '../shared/dial/callFacts';
import { slotSupply } from '../shared/dial/slotSupply';
import { newTryFrom, type CallNextFacts } from '../shared/domain/callNext';
import type { FollowUpCase } from '../shared/domain/followUps';
import { freeSlots, type HoursFacts } from '../shared/domain/hoursAnswer';
import { phoneCountry } from '../shared/domain/phoneCountry';
import type { Policy } from '../shared/domain/policy';
import type { ItemBrief } from '../shared/domain/callItem';
import { VOICE_LEG, type Contact, type LedgerTx } from '../shared/ledger/ledger';
import { SAMPLE_ITEMS } from '../shared/n8n/sampleItems';
import { explainGraphCode } from '../shared/wire/graphErrorTable';
import type { HeardCall } from './readCall';
import type { OutcomeQuestion } from './readQuestion';

/** What the next step rests on, and what it says; as the ledger knows it at this moment. */
export interface OutcomeCase {
	facts: CallNextFacts;
	about: FollowUpCase;
}

type Brief = Pick<ItemBrief, 'status' | 'source' | 'fields'>;

/** The sample's customer is in no ledger: this is what a representative would have approved. */
const SAMPLE_BRIEF: Brief = { ...SAMPLE_ITEMS.escalated.item.brief, source: 'corrected' };
const SAMPLE_ATTEMPT = 'att_sample';

export async function readOutcomeCase(
	heard: HeardCall,
	contact: Contact,
	question: OutcomeQuestion,
	policy: Policy,
	tx: LedgerTx,
): Promise<OutcomeCase> {
	const { item, phoneNumberId, now, rescheduleTemplate } = question;
	const { attempt } = heard;
	const hours = await hoursOf(contact, question, policy, tx);
	// House rules do not hold for test contacts, as when a call is decided.
	const lastCallAttemptAt = hours.isTest ? null : contact.lastCallAttemptAt;
	const booked = await tx.callbacks.booked(contact.id, phoneNumberId);
	const supply = await slotSupply(phoneNumberId, policy.slots, booked, now, tx);
	const slots = freeSlots(hours, supply, now, newTryFrom(lastCallAttemptAt, policy, now));
	const isSample = item.event?.origin === 'sample';
	const brief = isSample ? SAMPLE_BRIEF : await tx.briefs.current(contact.id, phoneNumberId, now);
	const live = await tx.escalations.live(contact.id, phoneNumberId, now);
	return {
		facts: {
			...callFacts(heard, contact, brief),
			strikes: hours.isTest ? 0 : await strikes(contact, phoneNumberId, now, tx),
			lastCallAttemptAt,
			bookedFor: booked?.dueAt ?? null,
			freeSlots: slots.length,
			isRecapDue: item.event?.type === 'recap_due',
		},
		about: {
			contact,
			policy,
			slots,
			zone: hours.customerHours.zones[0] ?? null,
			escalationId: attempt?.escalationId ?? live?.id ?? null,
			attemptId: attempt?.id ?? (isSample ? SAMPLE_ATTEMPT : null),
			brief: brief?.fields ?? null,
			rescheduleTemplate,
		},
	};
}

async function hoursOf(
	contact: Contact,
	{ item, phoneNumberId, now }: OutcomeQuestion,
	policy: Policy,
	{ lines }: LedgerTx,
): Promise<HoursFacts> {
	const line = (await lines.get(phoneNumberId)) ?? item.line;
	return hoursFacts(contact, phoneCountry(line?.displayPhoneNumber ?? null), policy, now);
}

const callFacts = (
	{ call, attempt, isTold, wantsAnotherTime, isNoTalk }: HeardCall,
	{ callOptOut, messageOptOut }: Contact,
	brief: Brief | null,
) => ({
	isTold,
	wantsAnotherTime,
	isNoTalk,
	callOptOut,
	messageOptOut,
	brief: briefFact(brief),
	isReminder: attempt?.leg === VOICE_LEG,
	mayTryAgain: call.errorCode === null || explainGraphCode(call.errorCode).retry !== 'never',
});

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
function briefFact(brief: Brief | null): CallNextFacts['brief'] {
	if (brief?.status !== 'ready') return 'missing';
	return brief.source === 'corrected' ? 'corrected' : 'uncorrected';
}
