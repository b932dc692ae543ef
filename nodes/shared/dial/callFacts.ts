import type { CallFacts } from '../domain/decision';
import type { HoursFacts } from '../domain/hoursAnswer';
import { addMs, DAY_MS, isBefore } from '../domain/instant';
import { personCountry, phoneCountry } from '../domain/phoneCountry';
import type { Policy } from '../domain/policy';
import { customerQuiet, customerZones, teamHours } from '../domain/policyHours';
import type { Attempt, Contact, LedgerTx, Wish } from '../ledger/ledger';
import { askPermission } from './askPermission';
import { deskReadiness } from './ringCandidates';
import { guardFact } from './guardFact';
import type { DialPorts } from './ports';

/** Whom to call, from which number, because of which yes. */
export interface CallTarget {
	phoneNumberId: string;
	contact: Contact;
	wish: Wish | null;
	/** A person dials (V5): Meta is not asked, and what it allows does not matter. */
	byHand?: boolean;
	/** A voice agent speaks (V6): no representative has to be ready. */
	isAutomated?: boolean;
	/** It rings at the desk (V4): there must be a page that it can ring at. */
	atDesk?: boolean;
	/** Whether a call without a ready brief is held; absent: somebody else judges that. */
	briefRequired?: boolean;
}

/** What gathering facts needs from outside. */
export type FactPorts = Pick<DialPorts, 'ledger' | 'graph' | 'policy' | 'now'>;

/** Everything the decision rests on, read anew at dial time; nothing of it comes from an item. */
export async function callFacts(
	target: CallTarget,
	ownAttemptId: string | null,
	ports: FactPorts,
): Promise<CallFacts> {
	const { phoneNumberId, contact } = target;
	const permission = await askPermission(ports.graph, phoneNumberId, contact);
	return { ...(await ledgerFacts(target, ownAttemptId, ports)), permission };
}

/** The same without asking Meta: its permission is judged later. */
export async function ledgerFacts(
	{ phoneNumberId, contact, wish: hint, briefRequired, atDesk }: CallTarget,
	ownAttemptId: string | null,
	{ ledger, policy, now }: FactPorts,
): Promise<CallFacts> {
	const at = now();
	const known = await ledger.transaction(async (tx) => {
		const live = await tx.attempts.live(contact.id);
		const fresh = await tx.contacts.get(contact.id);
		const wish = hint && (await tx.wishes.get(hint.id));
		const since = fresh ? await newRequestAfter(fresh, phoneNumberId, at, tx) : undefined;
		return {
			line: await tx.lines.get(phoneNumberId),
			fresh,
			restrictions: await tx.lines.restrictions(phoneNumberId, at),
			guard: await guardFact(phoneNumberId, ownAttemptId, at, tx),
			callInProgress: live.some((one) => one.id !== ownAttemptId && !isClaimOf(wish, one)),
			strikes: await tx.attempts.strikes(contact.id, phoneNumberId, since),
			wish: wish?.status === 'open' ? wish : null,
			representatives: atDesk
				? await deskReadiness(phoneNumberId, ownAttemptId, at, tx)
				: await tx.representatives.readiness(phoneNumberId),
			brief: await briefFact(contact.id, phoneNumberId, briefRequired, at, tx),
		};
	});
	const { line, fresh, ...facts } = known;
	const businessCountry = phoneCountry(line?.displayPhoneNumber ?? null);
	return {
		...facts,
		callOptOut: fresh?.callOptOut ?? true,
		businessCountry,
		lastCallAttemptAt: fresh?.lastCallAttemptAt ?? null,
		permission: 'deferred',
		...hoursFacts(fresh ?? contact, businessCountry, policy, at),
	};
}

/** The brief is found by customer and number, in the ledger alone: an item may be typed by anybody. */
async function briefFact(
	contactId: string,
	phoneNumberId: string,
	isRequired: boolean | undefined,
	at: string,
	{ briefs }: LedgerTx,
): Promise<CallFacts['brief']> {
	if (isRequired === undefined) return 'deferred';
	if (!isRequired) return 'not_required';
	return (await briefs.current(contactId, phoneNumberId, at))?.status ?? 'missing';
}

/** When this customer may be called (H1, H2), with no hours node wired. */
export function hoursFacts(
	contact: Pick<Contact, 'waId' | 'userId' | 'timeZone' | 'timeZoneSource' | 'isTest'>,
	businessCountry: string | null,
	policy: Policy,
	at: string,
): HoursFacts {
	const isTest = isTestContact(contact, policy);
	const zones = customerZones(contact);
	const quiet = customerQuiet(policy, personCountry(contact), zones, isTest);
	return {
		isTest,
		customerHours: { zones, quiet },
		teamHours: teamHours(policy, businessCountry, at),
	};
}

/** As marked, or as the policy names the phone. */
export const isTestContact = (
	{ isTest, waId }: Pick<Contact, 'isTest' | 'waId'>,
	{ testContacts }: Pick<Policy, 'testContacts'>,
): boolean => isTest || (waId !== null && testContacts.includes(waId));

/**
 * This very yes was claimed or offered, and not dialled yet: by a run that died, as a rule. Whoever is
 * next takes the claim over, or is told that it is taken, so it is no call that stands in the way (P10).
 */
const isClaimOf = (wish: Wish | null, { wishId, diallingAt }: Attempt): boolean =>
	wish !== null && wishId === wish.id && diallingAt === null;

/** House rule: a request to be called, a day after the last attempt, clears the strikes (P6). */
export async function newRequestAfter(
	{ id, lastCallAttemptAt }: Contact,
	phoneNumberId: string,
	at: string,
	{ consents }: LedgerTx,
): Promise<string | undefined> {
	if (lastCallAttemptAt === null) return undefined;
	const clearsFrom = addMs(lastCallAttemptAt, DAY_MS);
	const requests = await consents.active(id, phoneNumberId, at);
	// A yes to an offer of ours is no request: we asked again, not the customer.
	return requests.find(
		({ key, offerMessageId, givenAt }) =>
			key === 'call' && offerMessageId === null && !isBefore(givenAt, clearsFrom),
	)?.givenAt;
}
