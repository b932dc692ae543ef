import type { ItemAttempt } from '../domain/callItem';
import { attemptSection } from '../ingress/tellVerdicts';
import type { Attempt, Ledger } from '../ledger/ledger';
import { sealCallIds } from './callNames';

/** An attempt as it stands on an item that a node writes. */
export function sealedAttempt(attempt: Attempt, ledger: Pick<Ledger, 'sealId'>): ItemAttempt {
	const { callId } = attempt;
	const sealed = callId === null ? null : sealCallIds(callId, ledger);
	return { ...attemptSection(attempt), callId: sealed };
}
