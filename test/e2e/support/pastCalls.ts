import type { DateTime } from 'luxon';
import type { Ledger } from '../../../nodes/shared/ledger/ledger';
import { ledgerLocation } from '../../../nodes/shared/ledger/ledgerLocation';
import { openLedger } from '../../../nodes/shared/ledger/openLedger';
import type { Stack } from '../../stack/stack';

/** A call that we placed from a number some time ago, and that rang for half a minute. */
export interface PastCall {
	phoneNumberId: string;
	placedAt: DateTime;
	answered: boolean;
}

export const RANG_MS = 30_000;

/**
 * Writes calls of the past into the ledger of the running n8n, by the steps that a call takes: a yes,
 * a claim, `connect`, and what Meta's events add up to. Each is with somebody else.
 */
export async function writePastCalls({ dir }: Stack, calls: PastCall[]): Promise<void> {
	const ledger = await openLedger(ledgerLocation({}, { simulator: true, n8nUserFolder: dir }));
	try {
		for (const [index, call] of calls.entries()) await writeCall(ledger, call, index);
	} finally {
		await ledger.close();
	}
}

/** Numbers from a range kept for fiction that no phone of a test has. */
const waIdOf = (index: number) => `447700901${String(index).padStart(3, '0')}`;

const iso = (at: DateTime): string => at.toJSDate().toISOString();

async function writeCall(
	ledger: Ledger,
	{ phoneNumberId, placedAt, answered }: PastCall,
	index: number,
): Promise<void> {
	const now = iso(placedAt);
	const person = { waId: waIdOf(index), userId: null, parentUserId: null, name: null };
	const wish = await ledger.transaction(async ({ contacts, wishes }) => {
		const contact = await contacts.resolve(person, now);
		if (!contact) throw new Error('The ledger does not know the customer.');
		const yes = { id: `yes:past-${index}`, kind: 'yes' as const, scope: 'now' as const };
		const whose = { contactId: contact.id, phoneNumberId };
		return await wishes.open({ ...yes, ...whose, expiresAt: null }, now);
	});
	const { contactId } = wish;
	const claim = await ledger.claimAttempt({
		...{ wishId: wish.id, contactId, phoneNumberId, now },
		...{ direction: 'outbound', leg: 'media_server', claimant: 'past', leaseSeconds: 60 },
	});
	if (!claim.won) throw new Error(`The ledger did not give the call: ${claim.reason}.`);
	const { id } = claim.attempt;
	const callId = `wacid.past-${index}`;
	const endedAt = iso(placedAt.plus(RANG_MS));
	await ledger.transaction(async ({ attempts }) => {
		await attempts.startDialling(id, claim.token, null, now);
		await attempts.placed(id, callId, now);
		const sum = { status: 'ended' as const, callId, errorCode: null, at: endedAt };
		const answer = answered
			? { outcome: 'completed' as const, answeredAt: now }
			: { outcome: 'no_answer' as const };
		await attempts.applyCall(id, { ...sum, ...answer }, endedAt);
	});
}
