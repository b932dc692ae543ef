import type { Readiness } from '../domain/decision';
import type { RingCandidate } from '../domain/ringPlan';
import type { DeskPage, DeskRing, LedgerTx, Representative } from '../ledger/ledger';

/** Somebody at whose page a ring can be shown. */
export interface RingTarget extends RingCandidate {
	pageId: string;
}

/**
 * Who could take a ring at this moment (V4): on the list for its number, ready, with a page that says so,
 * in no call, and not being offered another one.
 */
export async function ringTargets(
	{ id, phoneNumberId, contactId }: DeskRing,
	now: string,
	tx: LedgerTx,
): Promise<RingTarget[]> {
	const people = await whoAnswers(phoneNumberId, tx);
	const idleSince = await tx.deskTeam.lastTalks(people.map((one) => one.id));
	const last = await tx.deskTeam.lastRepresentative(contactId);
	const targets: RingTarget[] = [];
	for (const person of people) {
		const page = await readyPage(person, now, tx);
		if (!page || (await tx.deskTeam.liveAttempt(person.id)) !== null) continue;
		const other = await tx.deskRings.offeredTo(person.id);
		if (other && other.id !== id) continue;
		targets.push({
			id: person.id,
			idleSince: idleSince.get(person.id) ?? null,
			isLast: person.id === last,
			pageId: page.id,
		});
	}
	return targets;
}

/**
 * How many could take a call of this number at the desk. Whoever has taken this very attempt counts: they
 * are there.
 */
export async function deskReadiness(
	phoneNumberId: string,
	ownAttemptId: string | null,
	now: string,
	tx: LedgerTx,
): Promise<Readiness> {
	const people = await whoAnswers(phoneNumberId, tx);
	let ready = 0;
	for (const person of people) {
		const live = await tx.deskTeam.liveAttempt(person.id);
		const isTaker = live !== null && live === ownAttemptId;
		if (isTaker || (live === null && (await readyPage(person, now, tx)))) ready++;
	}
	return { kept: people.length, ready, isRequired: true };
}

async function whoAnswers(
	phoneNumberId: string,
	{ representatives }: LedgerTx,
): Promise<Representative[]> {
	return (await representatives.list()).filter(
		({ phoneNumberIds }) => phoneNumberIds.length === 0 || phoneNumberIds.includes(phoneNumberId),
	);
}

/** Whoever writes up the last talk is busy, although their page may be ready. */
const readyPage = async (
	{ id, status }: Representative,
	now: string,
	{ deskPages }: LedgerTx,
): Promise<DeskPage | null> => (status === 'ready' ? await deskPages.readyPage(id, now) : null);
