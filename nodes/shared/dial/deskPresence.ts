import type { DeskStatusCause } from '../domain/deskProtocol';
import { addMs, isBefore, MINUTE_MS } from '../domain/instant';
import { PROBE_MS, type DeskPage, type LedgerTx, type Representative } from '../ledger/ledger';
import type { DeskActor, DeskDone, DeskPorts } from './deskPorts';
import { goAway, probe, tellAway, tellOther } from './deskStatus';
import { tellTeam } from './tellTeam';
import { wakeWaiting } from './wakeWaiting';

/** House rule: a ready page shows so often that it is still there. */
const PROBE_AGAIN_MS = MINUTE_MS;

/**
 * House rule: so many pages are probed in one look. n8n takes up to 0.15 s for any answer of a page
 * (docs/performance.md), and the answers of all of them at once would come too late.
 */
const PROBES_AT_ONCE = 3;

type PresencePorts = Pick<DeskPorts, 'ledger' | 'now' | 'tellPages'>;

/**
 * Somebody wants calls (V4), and has done with what came after the last one. Nobody is ready by asking:
 * the page is probed, and has to say {@link acknowledgeProbe}.
 */
export async function askReady(actor: DeskActor, ports: PresencePorts): Promise<DeskDone> {
	const now = ports.now();
	const { id } = actor.representative;
	const done = await ports.ledger.transaction(async (tx): Promise<DeskDone> => {
		const person = await tx.representatives.get(id);
		if (!isListed(person)) return REVOKED;
		if ((await tx.deskTeam.liveAttempt(id)) !== null) return CALL_NOT_OVER;
		if (person.status === 'busy') {
			const other = await standReadyPage(id, now, tx);
			await tx.representatives.setStatus(id, 'away', now);
			if (other && other.id !== actor.page.id) await tellOther(other, 'away', now, tx);
		}
		await probe(actor.page, now, tx);
		return { done: true };
	});
	ports.tellPages([id]);
	return done;
}

/**
 * The page is there, in time: from now on it rings, and no other of the same person. Whoever was not
 * ready before is, and wakes what waited for it. A call that came in between goes on undisturbed.
 */
export async function acknowledgeProbe(
	{ representative: { id }, page }: DeskActor,
	probeId: string,
	{ ledger, now, tellPages }: PresencePorts,
): Promise<DeskDone> {
	const at = now();
	const done = await ledger.transaction(async (tx): Promise<DeskDone> => {
		const person = await tx.representatives.get(id);
		if (!isListed(person)) return REVOKED;
		const before = await tx.deskPages.readyPage(id, at);
		if (!(await tx.deskPages.acknowledge(page.id, probeId, at))) return PROBE_MISSED;
		const isBusy = person.status === 'busy';
		if (before && before.id !== page.id) {
			await tellOther(before, isBusy ? 'busy' : 'ready', at, tx);
		}
		if (isBusy) return { done: true };
		if (person.status === 'away') {
			await tx.representatives.setStatus(id, 'ready', at);
			await wakeWaiting(person, at, tx);
		}
		if (person.status === 'away' || before?.id !== page.id) {
			const body = { kind: 'status', status: 'ready', because: 'acknowledged' } as const;
			await tx.deskEvents.add(id, { pageId: page.id, body }, at);
		}
		return { done: true };
	});
	tellPages([id]);
	return done;
}

/**
 * No more calls for somebody: asked for, signed out, revoked. Signing out of one session leaves the page
 * of another as it is. Who is in a call asks after it.
 */
export async function standDown(
	{ representative: { id }, page }: DeskActor,
	cause: DeskStatusCause,
	{ ledger, now, tellPages }: PresencePorts,
): Promise<DeskDone> {
	const at = now();
	const done = await ledger.transaction(async (tx): Promise<DeskDone> => {
		if (cause === 'asked' && (await tx.deskTeam.liveAttempt(id)) !== null) return CALL_NOT_OVER;
		await tx.deskPages.stand(page.id, at);
		const ready = await tx.deskPages.readyPage(id, at);
		if (cause === 'signed_out' && ready && ready.sessionHash !== page.sessionHash) {
			return { done: true };
		}
		if (ready) await tx.deskPages.stand(ready.id, at);
		await goAway(id, cause, at, tx);
		return { done: true };
	});
	tellPages([id]);
	return done;
}

/**
 * What has to be looked at each second: pages that are gone or did not show that they are there, those
 * whose person is not ready any more, whoever said so, those to be probed again; and supervisors are told.
 */
export async function keepPresence(ports: PresencePorts): Promise<void> {
	const now = ports.now();
	const told = await ports.ledger.transaction(async (tx) => [
		...(await standLost(now, tx)),
		...(await lookAfterReady(now, tx)),
		...(await tellTeam(ports.ledger, now, tx)),
	]);
	if (told.length > 0) ports.tellPages([...new Set(told)]);
}

async function standLost(now: string, tx: LedgerTx): Promise<string[]> {
	const lost = await tx.deskPages.lost(now);
	for (const { id, representativeId, because } of lost) {
		const person = await tx.representatives.get(representativeId);
		await tx.deskPages.stand(id, now);
		await goAway(representativeId, isListed(person) ? because : 'revoked', now, tx);
	}
	return lost.map(({ representativeId }) => representativeId);
}

async function lookAfterReady(now: string, tx: LedgerTx): Promise<string[]> {
	const pages = await tx.deskPages.allReady(now);
	if (pages.length === 0) return [];
	const people = new Map((await tx.representatives.list()).map((each) => [each.id, each]));
	const statusOf = ({ representativeId }: DeskPage) => people.get(representativeId)?.status;
	const left = pages.filter((page) => statusOf(page) === 'away');
	for (const { id, representativeId } of left) {
		await tx.deskPages.stand(id, now);
		await tellAway(representativeId, 'asked', now, tx);
	}
	// In a call the stream and the audio show that the page is there.
	const due = pages.filter((page) => statusOf(page) === 'ready' && isProbeDue(page, now));
	const probed = due.slice(0, PROBES_AT_ONCE);
	for (const page of probed) await probe(page, now, tx);
	return [...left, ...probed].map(({ representativeId }) => representativeId);
}

/** After a missed one at once: n8n may have been busy just then. The second one decides. */
const isProbeDue = ({ probe, probedAt }: DeskPage, now: string): boolean =>
	probe
		? isBefore(addMs(probe.sentAt, PROBE_MS), now)
		: probedAt === null || !isBefore(now, addMs(probedAt, PROBE_AGAIN_MS));

async function standReadyPage(
	representativeId: string,
	now: string,
	{ deskPages }: LedgerTx,
): Promise<DeskPage | null> {
	const page = await deskPages.readyPage(representativeId, now);
	if (page) await deskPages.stand(page.id, now);
	return page;
}

const isListed = (person: Representative | null): person is Representative =>
	person !== null && person.revokedAt === null;

const REVOKED: DeskDone = {
	done: false,
	code: 'representative_revoked',
	text: 'You are not on the list of representatives any more. Ask your supervisor for a new link.',
};

const CALL_NOT_OVER: DeskDone = {
	done: false,
	code: 'call_not_over',
	text: 'You are in a call. End it first.',
};

const PROBE_MISSED: DeskDone = {
	done: false,
	code: 'probe_missed',
	text: 'This page answered too late, so no calls ring here. Check the network and become ready again.',
};
