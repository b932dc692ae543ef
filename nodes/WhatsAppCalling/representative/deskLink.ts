import type { IDataObject } from 'n8n-workflow';
import { deskLinkHash, deskLinkUrl, newDeskSecret } from '../../shared/dial/deskSecrets';
import type { LedgerTx, Representative } from '../../shared/ledger/ledger';
import { CallingError } from '../../shared/n8n/callingError';
import type { OperationRun } from '../operation';

/**
 * A link that signs somebody in at the desk, once and soon (V4); the ledger keeps nothing of it but a
 * keyed hash. Null if no desk is published for this Meta app.
 */
export async function deskLink(
	{ id }: Pick<Representative, 'id'>,
	{ connection, now }: Pick<OperationRun, 'connection' | 'now'>,
	{ deskDoors, deskAccess }: LedgerTx,
): Promise<IDataObject | null> {
	const { ledger, appKey } = connection;
	const door = await deskDoors.get(appKey);
	if (!door) return null;
	const secret = newDeskSecret();
	const expiresAt = await deskAccess.addLink(deskLinkHash(ledger, secret), id, now());
	return { desk_link: deskLinkUrl(door, secret), desk_link_expires_at: expiresAt };
}

export const NO_DESK_LINK: IDataObject = { desk_link: null, desk_link_expires_at: null };

export const callDeskMissing = (): CallingError =>
	new CallingError(
		'call_desk_missing',
		'No call desk is published for this credential, so there is nothing to sign in to',
		'Publish 03 Call Desk, or another workflow with a Call Desk Trigger, with the same credential.',
	);
