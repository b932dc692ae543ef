import { decideCall, decideManualCall, type CallFacts, type Decision } from '../domain/decision';
import type { Policy } from '../domain/policy';
import { callFacts, ledgerFacts, type CallTarget } from './callFacts';
import type { DialPorts } from './ports';

export interface RecordedDecision extends Decision {
	id: string;
	dryRun: boolean;
}

/** Decides on all thirteen checks, at dial time, and keeps the decision (M5). By hand, Meta's do not apply. */
export async function recordDecision(
	target: CallTarget,
	ownAttemptId: string | null,
	dryRun: boolean,
	ports: DialPorts,
): Promise<RecordedDecision> {
	const decision = target.byHand
		? decideManualCall(await ledgerFacts(target, ownAttemptId, ports), ports.policy, ports.now())
		: decideCall(
				await dialFacts(target, ownAttemptId, ports),
				dialPolicy(target, ports),
				ports.now(),
			);
	return await keepDecision(decision, target, dryRun, ports);
}

/** A reminder that nobody answers is a strike, and must not cost the customer the booked call (V6, P6). */
const dialPolicy = ({ isAutomated }: CallTarget, { policy }: DialPorts): Policy =>
	isAutomated ? { ...policy, strikes: policy.strikes - 1 } : policy;

async function dialFacts(
	target: CallTarget,
	ownAttemptId: string | null,
	ports: DialPorts,
): Promise<CallFacts> {
	const facts = await callFacts(target, ownAttemptId, ports);
	return target.isAutomated ? { ...facts, representatives: 'deferred' } : facts;
}

/**
 * Keeps a decision with its evidence, so that "why was she not called?" can be answered (M5). A dry
 * run is not kept: nothing was asked of anybody.
 */
export async function keepDecision(
	decision: Decision,
	{ contact, phoneNumberId, wish }: CallTarget,
	dryRun: boolean,
	{ ledger, newId }: Pick<DialPorts, 'ledger' | 'newId'>,
): Promise<RecordedDecision> {
	const recorded = { ...decision, id: `dec_${newId()}`, dryRun };
	if (!dryRun) {
		const { operatorText: _text, ...stored } = recorded;
		const row = { ...stored, contactId: contact.id, phoneNumberId, wishId: wish?.id ?? null };
		await ledger.transaction(async ({ decisions }) => await decisions.add(row));
	}
	return recorded;
}
