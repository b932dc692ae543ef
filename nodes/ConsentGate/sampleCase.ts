import { hoursFacts } from '../shared/dial/callFacts';
import { phoneCountry } from '../shared/domain/phoneCountry';
import type { Policy } from '../shared/domain/policy';
import type { Contact } from '../shared/ledger/ledger';
import { laterTime, type GateCase, type GateQuestion } from './readGateCase';

/** A sample's customer does not exist: what the sample says is all there is, judged as of its own time. */
export function sampleCase({ item, now }: GateQuestion, policy: Policy): GateCase {
	const { contact, wish: shown, escalation = null, line } = item;
	if (!contact) throw new Error('findCallItem gave an item without a customer');
	const phoneNumberId = line?.phoneNumberId ?? '';
	const times = { createdAt: now, startsAt: null, waitingFor: null, status: 'open' as const };
	const wish = shown ? { ...shown, ...times, phoneNumberId, contactId: contact.id } : null;
	const businessCountry = phoneCountry(line?.displayPhoneNumber ?? null);
	return {
		// The item's section and the ledger's contact are of one shape.
		contact: contact as Contact,
		policy,
		wish,
		facts: {
			callOptOut: contact.callOptOut,
			restrictions: [],
			guard: null,
			businessCountry,
			callInProgress: false,
			strikes: 0,
			lastCallAttemptAt: contact.lastCallAttemptAt,
			wish,
			permission: 'deferred',
			...hoursFacts(contact as Contact, businessCountry, policy, now),
			representatives: 'deferred',
			brief: 'deferred',
		},
		slotAt: laterTime(wish, item, now),
		escalation,
		lapsed: null,
		offer: null,
		asked: {
			offerUntil: null,
			requestedAt: null,
			isEscalated: escalation !== null,
			wantsCall: wish !== null,
		},
		brake: null,
	};
}
