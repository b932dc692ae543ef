import type { DeskAfterView, DeskCallView, DeskRingView, DeskView } from '../domain/deskProtocol';
import { correctableFields } from '../domain/correctableFields';
import { recapReplies } from '../domain/followUps';
import { addMs, HOUR_MS, isBefore } from '../domain/instant';
import { readPolicy, type Policy } from '../domain/policy';
import { policyText } from '../domain/texts';
import type { Attempt, LedgerTx, StoredBrief } from '../ledger/ledger';
import type { DeskActor, DeskPorts } from './deskPorts';
import { deskTeam } from './deskTeam';
import { deskSubject, ringView } from './ringView';

/** House rule: so long an outcome can still be noted at the desk. */
const UNFINISHED_MS = 12 * HOUR_MS;

/**
 * Everything that a page shows (V4), as the ledger has it at one moment. A representative sees their own
 * ring, call and unfinished talks and nothing of other customers; the team is for supervisors.
 */
export async function readDeskView(
	{ representative, page }: DeskActor,
	{ ledger, now }: Pick<DeskPorts, 'ledger' | 'now'>,
): Promise<Omit<DeskView, 'settings'>> {
	const at = now();
	return await ledger.transaction(async (tx) => {
		const { id } = representative;
		const me = (await tx.representatives.get(id)) ?? representative;
		const seqs = await tx.deskEvents.lastSeq([id]);
		const readyPage = await tx.deskPages.readyPage(id, at);
		const team = me.role === 'supervisor' ? await deskTeam(me, at, tx) : null;
		return {
			seq: seqs.get(id) ?? 0,
			me: { id, name: me.name, role: me.role, status: me.status },
			isReadyPage: readyPage?.id === page.id,
			ring: await ringHere(id, page.id, tx),
			call: await callOf(id, page.id, tx),
			unfinished: await unfinishedOf(id, at, tx),
			team,
		};
	});
}

/** Of two pages of one person only the one that it was offered to rings. */
async function ringHere(
	representativeId: string,
	pageId: string,
	tx: LedgerTx,
): Promise<DeskRingView | null> {
	const ring = await tx.deskRings.offeredTo(representativeId);
	if (!ring) return null;
	const offers = await tx.deskRings.offers(ring.id);
	const isHere = offers.some(
		(offer) => offer.representativeId === representativeId && offer.pageId === pageId,
	);
	return isHere ? await ringView(ring, tx) : null;
}

async function callOf(
	representativeId: string,
	pageId: string,
	tx: LedgerTx,
): Promise<DeskCallView | null> {
	const attemptId = await tx.deskTeam.liveAttempt(representativeId);
	const attempt = attemptId === null ? null : await tx.attempts.get(attemptId);
	if (!attempt) return null;
	const policy = await policyOf(attempt, tx);
	const recording = await recordingOf(attempt, tx);
	const subject = await deskSubject(attempt, attempt.claimedAt, tx);
	const ring = await tx.deskRings.ofAttempt(attempt.id);
	const { language } = subject.customer;
	return {
		attempt: attempt.id,
		direction: attempt.direction,
		state: stateOf(attempt),
		...subject,
		answeredAt: attempt.answeredAt,
		recording,
		disclosure:
			recording === 'enabled' ? policyText(policy, 'recording_disclosure', language).text : null,
		ringLimitSeconds: policy.ringLimitSeconds,
		isThisPage: (attempt.sessionId ?? ring?.takenPage) === pageId,
	};
}

const policyOf = async (
	{ phoneNumberId }: Pick<Attempt, 'phoneNumberId'>,
	{ policies }: LedgerTx,
): Promise<Policy> => readPolicy(await policies.get('default', phoneNumberId));

/** Between the claim and Meta's first word it is as good as dialled. */
const stateOf = ({ status }: Attempt): DeskCallView['state'] =>
	status === 'ringing' || status === 'accepted' ? status : 'dialling';

/** An objection in this call ends its recording, whatever it began with (P8). */
async function recordingOf(
	{ recording, contactId, claimedAt }: Attempt,
	{ recordings }: LedgerTx,
): Promise<string | null> {
	if (recording !== 'enabled') return recording;
	const objectedAt = await recordings.objectedAt(contactId);
	return objectedAt !== null && !isBefore(objectedAt, claimedAt) ? 'no_objection' : recording;
}

async function unfinishedOf(
	representativeId: string,
	now: string,
	tx: LedgerTx,
): Promise<DeskAfterView[]> {
	const since = addMs(now, -UNFINISHED_MS);
	const views: DeskAfterView[] = [];
	for (const id of await tx.deskTeam.unfinished(representativeId, since)) {
		const attempt = await tx.attempts.get(id);
		if (attempt) views.push(await afterView(attempt, now, tx));
	}
	return views;
}

async function afterView(attempt: Attempt, now: string, tx: LedgerTx): Promise<DeskAfterView> {
	const { id, contactId, phoneNumberId, claimedAt, endedAt, outcome } = attempt;
	const stored = await tx.briefs.current(contactId, phoneNumberId, claimedAt);
	const { customer, brief } = await deskSubject(attempt, attempt.claimedAt, tx);
	const deeds = await tx.deskDeeds.ofAttempt(id);
	return {
		attempt: id,
		customer,
		endedAt: endedAt ?? now,
		result: outcome ?? 'failed',
		brief,
		fields: stored && brief ? correctableFields(stored.fields, brief) : [],
		recap: await recapOf(attempt, stored, tx),
		recapApproved: deeds.some(({ kind }) => kind === 'recap_approved'),
	};
}

/** As Call Outcome words it: of a talk that came about, by a brief that is ready (V7). */
async function recapOf(attempt: Attempt, brief: StoredBrief | null, tx: LedgerTx): Promise<string> {
	const contact = await tx.contacts.get(attempt.contactId);
	const isWanted = attempt.outcome === 'completed' && contact?.messageOptOut === false;
	if (!contact || !isWanted || brief?.status !== 'ready') return '';
	const policy = await policyOf(attempt, tx);
	const [recap] = recapReplies({ contact, policy, brief: brief.fields });
	return recap?.text ?? '';
}
