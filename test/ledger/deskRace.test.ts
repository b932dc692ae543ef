import { pathToFileURL } from 'node:url';

import { expect, it } from 'vitest';

import { DESK_LEG, type LedgerTx } from '../../nodes/shared/ledger/ledger';
import { openLedger } from '../../nodes/shared/ledger/openLedger';
import { bundleChild, temporaryFolder } from './bundle';
import type { DeskOrder, DeskReport } from './race';
import { ready, run } from './racers';
import { LINE, person } from './story';

const PROCESSES = 4;
const AT_DESK = 10;
const RINGS = 40;
const EVENTS = 20;

const folder = temporaryFolder();

it(`V4, P5: ${RINGS} links and rings, ten people at once in four processes: one has each`, async () => {
	const url = pathToFileURL(folder.path('desk.sqlite')).href.replace('file:', 'sqlite:');
	const keyFile = folder.path('desk.key');
	const now = new Date().toISOString();
	const desk = await prepare(url, keyFile, now);
	const child = await bundleChild('desk', folder.path('desk.cjs'));
	const racers = await Promise.all(Array.from({ length: PROCESSES }, async () => ready(child)));
	const order = { url, keyFile, now, ...desk, events: EVENTS, fromMs: Date.now() + 500 };
	const reports = await Promise.all(
		racers.map(async (racer, n) => {
			const here = desk.atDesk.filter((_, each) => each % PROCESSES === n);
			return run<DeskReport>(racer, { ...order, here });
		}),
	);
	expect(reports.flatMap(({ signedIn }) => signedIn).sort()).toEqual(desk.links.toSorted());
	const taken = reports.flatMap((report) => report.taken);
	expect(taken.map(({ ring }) => ring).sort()).toEqual(desk.rings.toSorted());
	// A race that one process wins alone would prove nothing.
	expect(reports.filter((report) => report.taken.length > 0).length).toBeGreaterThan(1);

	const numbers = reports.flatMap((report) => report.numbers);
	const upTo = Array.from({ length: PROCESSES * EVENTS }, (_, n) => n + 1);
	for (const { representativeId } of desk.atDesk) {
		const own = numbers.filter(([id]) => id === representativeId).map(([, seq]) => seq);
		expect(own.sort((a, b) => a - b)).toEqual(upTo);
	}
	const ledger = await openLedger({ url, keySource: { keyFile, create: false } });
	for (const { ring, by } of taken) {
		const found = await ledger.transaction((tx) => tx.deskRings.get(ring));
		expect(found).toMatchObject({ takenBy: by, over: { because: 'taken' } });
	}
	await ledger.close();
});

/** People whose pages show every ring, and as many links. */
async function prepare(
	url: string,
	keyFile: string,
	now: string,
): Promise<Pick<DeskOrder, 'atDesk' | 'links' | 'rings'>> {
	const ledger = await openLedger({ url, keySource: { keyFile, create: true } });
	const desk = await ledger.transaction(async (tx) => {
		const atDesk: DeskOrder['atDesk'] = [];
		for (let n = 0; n < AT_DESK; n++) {
			const name = `Representative ${n}`;
			const { id } = await tx.representatives.create(
				{ name, role: 'representative', phoneNumberIds: [] },
				now,
			);
			atDesk.push({ representativeId: id, pageId: `page_${n}` });
		}
		const links: string[] = [];
		const rings: string[] = [];
		for (let n = 0; n < RINGS; n++) {
			links.push(`link ${n}`);
			await tx.deskAccess.addLink(`link ${n}`, atDesk[n % AT_DESK]!.representativeId, now);
			rings.push(await showRing(tx, n, atDesk, now));
		}
		return { atDesk, links, rings };
	});
	await ledger.close();
	return desk;
}

/** A call to somebody that every page shows; gives the ring's id. */
async function showRing(
	tx: LedgerTx,
	n: number,
	atDesk: DeskOrder['atDesk'],
	now: string,
): Promise<string> {
	const contact = await tx.contacts.resolve(person({ waId: `1408555${1000 + n}` }), now);
	const of = { contactId: contact!.id, phoneNumberId: LINE };
	const yes = { id: `yes:${n}`, kind: 'yes', scope: 'now', expiresAt: null } as const;
	await tx.wishes.open({ ...of, ...yes }, now);
	const call = { wishId: yes.id, leg: DESK_LEG, claimant: 'execution 1', leaseSeconds: 60 };
	const claim = await tx.attempts.claim({ ...of, ...call, direction: 'outbound', now });
	if (!claim.won) throw new Error(claim.reason);
	const endsAt = new Date(Date.parse(now) + 30_000).toISOString();
	const attempt = { direction: 'outbound', attemptId: claim.attempt.id, callId: null } as const;
	const ring = await tx.deskRings.start({ ...of, ...attempt, endsAt }, now);
	for (const each of atDesk) {
		await tx.deskRings.offer(ring!.id, each, now);
		await tx.deskRings.shown(ring!.id, each.pageId, now);
	}
	return ring!.id;
}
