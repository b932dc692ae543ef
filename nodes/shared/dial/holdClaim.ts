import { addMs, later, MINUTE_MS } from '../domain/instant';
import {
	VOICE_LEG,
	type Attempt,
	type AttemptClaim,
	type CallPermission,
	type LedgerTx,
} from '../ledger/ledger';
import { parkRequest } from './parkRequest';
import type { DialPorts } from './ports';

/** Meta's permission as last heard by webhook. */
export async function knownPermission(
	{ contactId, phoneNumberId }: Attempt,
	{ ledger }: DialPorts,
): Promise<CallPermission | null> {
	return await ledger.transaction(
		async ({ permissions }) => await permissions.get(contactId, phoneNumberId),
	);
}

/**
 * Gives a claim back, in one transaction with what follows from it: a request that waits for the hours
 * or for a representative is parked. `released` is false if another run has taken the claim over. `granted`: Meta's permission came in since `known`, while this run
 * was deciding; its own run lost the claim to this one, so this one has to decide again.
 */
export async function holdClaim(
	{ attempt, token }: AttemptClaim & { won: true },
	{ reason, retryAt }: { reason: string; retryAt: string | null },
	known: CallPermission | null,
	{ ledger, now, policy }: DialPorts,
): Promise<{ released: boolean; granted: boolean }> {
	return await ledger.transaction(async (tx) => {
		const at = now();
		await tx.attempts.release(attempt.id, token, reason, at);
		const released = (await tx.attempts.get(attempt.id))?.status === 'released';
		// A reminder that cannot be spoken now is of no use later.
		if (released && attempt.leg !== VOICE_LEG)
			await parkRequest(attempt, { reason, retryAt }, at, tx);
		if (reason !== 'no_permission') return { released, granted: false };
		await waitForPermission(attempt.wishId, policy.yesWaitsForPermissionMinutes, at, tx);
		const latest = await tx.permissions.get(attempt.contactId, attempt.phoneNumberId);
		const granted = released && latest?.status === 'granted' && latest.at !== known?.at;
		return { released, granted };
	});
}

/**
 * A yes waits a while for Meta's permission (house rule); the permission reply wakes it. It waits
 * once: asking about it again makes it no longer. A yes to a slot ends with its slot (H4).
 */
export async function waitForPermission(
	wishId: string,
	minutes: number,
	now: string,
	{ wishes }: LedgerTx,
): Promise<void> {
	const wish = await wishes.get(wishId);
	if (!wish || wish.status !== 'open' || wish.waitingFor === 'permission') return;
	const { id, scope, expiresAt } = wish;
	const until = addMs(now, minutes * MINUTE_MS);
	const isFixed = scope === 'slot' || expiresAt === null;
	await wishes.wait(id, 'permission', isFixed ? expiresAt : later(expiresAt, until), now);
}
