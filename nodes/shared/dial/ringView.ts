import type { BriefCard } from '../domain/renderBriefCard';
import type { DeskCustomer, DeskRingView } from '../domain/deskProtocol';
import { maskPhone } from '../domain/redact';
import type { Contact, DeskRing, LedgerTx } from '../ledger/ledger';
import { deskBrief } from './deskBrief';

/** What the page shows of a ring before anybody takes it (V4). */
export async function ringView(ring: DeskRing, tx: LedgerTx): Promise<DeskRingView> {
	const { id, direction, endsAt, startedAt } = ring;
	return { id, direction, endsAt, ...(await deskSubject(ring, startedAt, tx)) };
}

/** Whom a ring or a call is about, and what is known of it. */
export interface DeskSubject {
	customer: DeskCustomer;
	line: string | null;
	brief: BriefCard | null;
}

/** @param at The brief that holds then, or has come since, is shown. */
export async function deskSubject(
	{ contactId, phoneNumberId }: Pick<DeskRing, 'contactId' | 'phoneNumberId'>,
	at: string,
	tx: LedgerTx,
): Promise<DeskSubject> {
	const line = await tx.lines.get(phoneNumberId);
	const brief = await tx.briefs.current(contactId, phoneNumberId, at);
	return {
		customer: deskCustomer(await tx.contacts.get(contactId)),
		line: line?.displayPhoneNumber ?? null,
		brief: brief && (await deskBrief(brief, tx)),
	};
}

/** Of somebody who was erased meanwhile nothing is shown. */
export const deskCustomer = (contact: Contact | null): DeskCustomer => ({
	name: contact?.name ?? null,
	phone: contact?.waId ? maskPhone(contact.waId) : null,
	language: contact?.language ?? null,
});
