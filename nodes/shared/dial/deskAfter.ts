import { DESK_OUTCOMES, NOTE_LIMIT, type DeskOutcome } from '../domain/deskProtocol';
import { fromMs } from '../domain/instant';
import type { LedgerTx } from '../ledger/ledger';
import type { DeskActor, DeskDone, DeskPorts } from './deskPorts';
import { NOT_YOURS, ownTalk } from './deskTalk';
import { noteDeed, noteOnce } from './noteDeed';

/**
 * How the talk went, as the representative says (V4); the latest word stands, the same again is no
 * news. It ends the wrap-up: whoever was busy with it is away until asking for calls again.
 */
export async function noteOutcome(
	actor: DeskActor,
	said: { attempt: string; outcome: DeskOutcome; notes: string },
	ports: DeskPorts,
): Promise<DeskDone> {
	const problem = problemOf(said);
	if (problem) return problem;
	const now = ports.now();
	const outcome: Pick<typeof said, 'outcome'> & { notes: string | null } = {
		outcome: said.outcome,
		notes: said.notes.trim() || null,
	};
	const isNoted = await ports.ledger.transaction(async (tx) => {
		const attempt = await ownTalk(actor, said.attempt, tx);
		if (!attempt) return false;
		const deeds = await tx.deskDeeds.ofAttempt(attempt.id);
		const before = deeds.findLast(({ kind }) => kind === 'outcome');
		if (before?.outcome !== outcome.outcome || before.notes !== outcome.notes) {
			await noteDeed(actor, attempt, { kind: 'outcome', ...outcome }, now, tx);
		}
		await endWrapUp(actor, attempt.id, now, tx);
		return true;
	});
	ports.tellPages([actor.representative.id]);
	return isNoted ? { done: true } : NOT_YOURS;
}

/** What comes over the wire is of no type. */
function problemOf({ outcome, notes }: { outcome: unknown; notes: unknown }): DeskDone | null {
	if (!DESK_OUTCOMES.some((known) => known === outcome)) {
		return { done: false, code: 'outcome_unknown', text: 'Choose one of the outcomes.' };
	}
	if (typeof notes !== 'string' || notes.length > NOTE_LIMIT) {
		const text = `Notes take up to ${NOTE_LIMIT} characters.`;
		return { done: false, code: 'note_too_long', text };
	}
	return null;
}

/** Not out of another talk that has begun meanwhile, nor out of being ready again. */
async function endWrapUp(
	{ representative, page }: DeskActor,
	attemptId: string,
	now: string,
	tx: LedgerTx,
): Promise<void> {
	const { id } = representative;
	const live = await tx.deskTeam.liveAttempt(id);
	const person = await tx.representatives.get(id);
	if (person?.status !== 'busy' || (live !== null && live !== attemptId)) return;
	await tx.deskPages.stand(page.id, now);
	await tx.representatives.setStatus(id, 'away', now);
	const body = { kind: 'status', status: 'away', because: 'asked' } as const;
	await tx.deskEvents.add(id, { pageId: null, body }, now);
}

/**
 * The customer asked the representative not to be called any more (P4): heard as if they had written
 * it, on all numbers. The talk that is going on goes on.
 */
export async function noCalls(
	actor: DeskActor,
	{ attempt: attemptId }: { attempt: string },
	{ ledger, now }: DeskPorts,
): Promise<DeskDone> {
	const at = now();
	return await ledger.transaction(async (tx): Promise<DeskDone> => {
		const attempt = await ownTalk(actor, attemptId, tx);
		if (!attempt) return NOT_YOURS;
		const refusal = { calls: true, at, messageId: `desk:${attempt.id}` };
		await tx.contacts.setOptOut(attempt.contactId, refusal, at);
		await noteOnce(actor, attempt, 'opt_out', at, tx);
		return { done: true };
	});
}

/** Whatever was recorded goes too: it rested on what is taken back. */
const EVER = fromMs(0);

/** The customer objects to being recorded (P8), until they agree again themselves. */
export async function objectToRecording(
	actor: DeskActor,
	{ attempt: attemptId }: { attempt: string },
	{ ledger, now, tellPages }: DeskPorts,
): Promise<DeskDone> {
	const at = now();
	const { id } = actor.representative;
	const isNoted = await ledger.transaction(async (tx) => {
		const attempt = await ownTalk(actor, attemptId, tx);
		if (!attempt) return false;
		const objection = { contactId: attempt.contactId, by: 'representative' as const, at };
		await tx.recordings.object({ ...objection, since: EVER }, at);
		await noteOnce(actor, attempt, 'objection', at, tx);
		const body = { kind: 'recording', attempt: attempt.id, recording: 'no_objection' } as const;
		await tx.deskEvents.add(id, { pageId: null, body }, at);
		return true;
	});
	tellPages([id]);
	return isNoted ? { done: true } : NOT_YOURS;
}
