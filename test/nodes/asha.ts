import type { Contact, LedgerTx } from '../../nodes/shared/ledger/ledger';

/** The customer of the nodes' tests, as the ledger knows her from a first message. */
export async function asha(
	{ contacts }: LedgerTx,
	ids: { waId: string | null; userId?: string | null },
	now: string,
): Promise<Contact> {
	const person = { userId: null, ...ids, parentUserId: null, name: 'Asha' };
	const contact = await contacts.resolve(person, now);
	if (!contact) throw new Error('This person carries no id');
	return contact;
}
