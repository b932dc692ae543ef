import type { CallEvent } from '../domain/webhookEvent';
import { DESK_LEG, type Attempt } from '../ledger/ledger';
import { acceptInboundCall } from './acceptLeg';
import { advanceRing } from './advanceRing';
import { deliverAnswer, endSession } from './deliverAnswer';
import { tellProgress } from './deskLeg';
import type { DeskPorts } from './deskPorts';
import { ringsAtDesk, startInboundRing } from './deskRings';

export interface SignalPorts extends Omit<DeskPorts, 'policy' | 'newId' | 'sleep'> {
	/** The media server answers customers' calls by itself, without a workflow. */
	answerIncoming: boolean;
}

/**
 * What a waiting leg must hear at once, in the process that received the delivery; never queued
 * behind chat and never carried by an execution (design.md §6).
 */
export async function signalLeg(
	event: CallEvent,
	attempt: Attempt | null,
	ports: SignalPorts,
): Promise<void> {
	const { type, callId, phoneNumberId } = event;
	if (type === 'call_answer_sdp' && attempt) await deliverAnswer(attempt, callId, ports);
	if (type === 'terminated') await tellEnd(callId, attempt, ports);
	if ((type === 'ringing' || type === 'accepted') && attempt?.leg === DESK_LEG)
		await tellProgress(attempt, type, ports);
	if (type !== 'call_offered' || phoneNumberId === null) return;
	if (ports.answerIncoming)
		await acceptInboundCall({ callId, phoneNumberId, claimant: 'incoming' }, ports);
	else await ringAtDesk({ callId, phoneNumberId }, ports);
}

async function tellEnd(callId: string, attempt: Attempt | null, ports: SignalPorts): Promise<void> {
	if (attempt) return await endSession(attempt, 'call_ended', ports);
	const ring = await ports.ledger.transaction(
		async ({ deskRings }) => await deskRings.ofCall(callId),
	);
	if (ring) await advanceRing(ring.id, ports);
}

async function ringAtDesk(
	call: { callId: string; phoneNumberId: string },
	ports: SignalPorts,
): Promise<void> {
	const { ledger, appKey, now } = ports;
	const contactId = await ledger.transaction(async (tx) =>
		(await ringsAtDesk(call.phoneNumberId, appKey, now(), tx))
			? await tx.calls.contactOf(call.callId)
			: null,
	);
	if (contactId !== null) await startInboundRing({ ...call, contactId }, ports);
}
