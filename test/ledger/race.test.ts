import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { MANUAL_LEG } from '../../nodes/shared/ledger/ledger';
import { openLedger } from '../../nodes/shared/ledger/openLedger';
import { bundleChild, temporaryFolder } from './bundle';
import type { FireOrder, RaceReport, RaceWish, TakeOrder, TakeReport } from './race';
import { ready, run } from './racers';
import { person } from './story';

const PROCESSES = 4;
const CONTACTS = 100;
const LINES = ['1001', '1002', '1003', '1004', '1005'];
const ROUNDS = 5;
const CALLBACKS = 400;
const CARDS = 100;
const TAKERS = 10;
const CLAIMS = PROCESSES * CONTACTS * LINES.length * ROUNDS;

describe('P5, P10: four processes on one ledger', () => {
	const folder = temporaryFolder();

	it(`P5: ${CLAIMS} claims on ${CONTACTS} contacts: one winner per wish, one live attempt per contact`, async () => {
		const url = pathToFileURL(folder.path('ledger.sqlite')).href.replace('file:', 'sqlite:');
		const keyFile = folder.path('ledger.key');
		const wishes = await prepare(url, keyFile);
		const child = await bundleChild('claimer', folder.path('claimer.cjs'));
		const racers = await Promise.all(Array.from({ length: PROCESSES }, async () => ready(child)));
		const reports = await Promise.all(
			racers.map(async (racer, n) =>
				run<RaceReport>(racer, { url, keyFile, name: `process ${n}`, wishes, rounds: ROUNDS }),
			),
		);
		const wins = reports.flatMap((report) => report.wins);

		expect(reports.reduce((sum, report) => sum + report.claims, 0)).toBe(CLAIMS);
		const dialled = wins.filter((win) => win.dialled).map((win) => win.wishId);
		expect(dialled.sort()).toEqual(wishes.map((wish) => wish.wishId).sort());
		expect(overlapping(wins)).toEqual([]);
		// A race that one process wins alone would prove nothing.
		for (const report of reports) expect(report.wins.length).toBeGreaterThan(CONTACTS / 10);
	});

	it(`H4: ${CALLBACKS} callbacks that are due at once fire once each`, async () => {
		const url = pathToFileURL(folder.path('due.sqlite')).href.replace('file:', 'sqlite:');
		const keyFile = folder.path('due.key');
		const now = new Date().toISOString();
		const parked = await park(url, keyFile, now);
		const child = await bundleChild('firer', folder.path('firer.cjs'));
		const racers = await Promise.all(Array.from({ length: PROCESSES }, async () => ready(child)));
		const order: FireOrder = { url, keyFile, lines: LINES, now };
		const fired = await Promise.all(racers.map(async (racer) => run<string[]>(racer, order)));
		expect(fired.flat().sort()).toEqual(parked.sort());
		// A race that one process wins alone would prove nothing.
		expect(fired.filter(({ length }) => length > 0).length).toBeGreaterThan(1);
	});

	it(`V5, P5: ${CARDS} cards, ten people at once in two processes: one of them calls`, async () => {
		const url = pathToFileURL(folder.path('cards.sqlite')).href.replace('file:', 'sqlite:');
		const keyFile = folder.path('cards.key');
		const now = new Date().toISOString();
		const attemptIds = await offer(url, keyFile, now);
		const child = await bundleChild('taker', folder.path('taker.cjs'));
		const racers = await Promise.all([1, 2].map(async () => ready(child)));
		const cards = { attemptIds, takers: TAKERS / 2, fromMs: Date.now() + 500 };
		const order: TakeOrder = { url, keyFile, ...cards, now };
		const reports = await Promise.all(racers.map(async (racer) => run<TakeReport>(racer, order)));
		const all = (of: (report: TakeReport) => string[]) => reports.flatMap(of).sort();
		expect(all(({ taken }) => taken)).toEqual(attemptIds.toSorted());
		expect(all(({ dialled }) => dialled)).toEqual(attemptIds.toSorted());
		// A race that one process wins alone would prove nothing.
		for (const { taken } of reports) expect(taken.length).toBeGreaterThan(0);
	});
});

/** Calls by hand that wait for somebody; gives their ids. */
async function offer(url: string, keyFile: string, now: string): Promise<string[]> {
	const ledger = await openLedger({ url, keySource: { keyFile, create: true } });
	const ids = await ledger.transaction(async (tx) => {
		const offered: string[] = [];
		for (let n = 0; n < CARDS; n++) {
			const contact = await tx.contacts.resolve(person({ waId: `1408555${1000 + n}` }), now);
			const of = { contactId: contact!.id, phoneNumberId: LINES[0]! };
			const yes = { id: `yes:${n}`, kind: 'yes', scope: 'now', expiresAt: null } as const;
			await tx.wishes.open({ ...of, ...yes }, now);
			const run = { wishId: yes.id, leg: MANUAL_LEG, claimant: 'execution 1', leaseSeconds: 60 };
			const claim = await tx.attempts.claim({ ...of, ...run, direction: 'outbound', now });
			if (!claim.won) throw new Error(claim.reason);
			await tx.attempts.reserve(claim.attempt.id, claim.token, 900, now);
			offered.push(claim.attempt.id);
		}
		return offered;
	});
	await ledger.close();
	return ids;
}

/** Requests that are due at once; gives their ids. */
async function park(url: string, keyFile: string, now: string): Promise<string[]> {
	const ledger = await openLedger({ url, keySource: { keyFile, create: true } });
	const ids = await ledger.transaction(async (tx) => {
		const parked: string[] = [];
		for (let n = 0; n < CALLBACKS; n++) {
			const contact = await tx.contacts.resolve(person({ waId: `1408555${1000 + n}` }), now);
			const request = { contactId: contact!.id, phoneNumberId: LINES[n % LINES.length]! };
			const nothing = { wishId: null, escalationId: null };
			const due = { ...request, ...nothing, wokenBy: 'hours' as const, dueAt: now };
			parked.push((await tx.callbacks.park(due, now)).id);
		}
		return parked;
	});
	await ledger.close();
	return ids;
}

async function prepare(url: string, keyFile: string): Promise<RaceWish[]> {
	const ledger = await openLedger({ url, keySource: { keyFile, create: true } });
	const now = new Date().toISOString();
	const wishes: RaceWish[] = [];
	await ledger.transaction(async (tx) => {
		for (let n = 0; n < CONTACTS; n++) {
			const contact = await tx.contacts.resolve(person({ waId: `1408555${1000 + n}` }), now);
			for (const phoneNumberId of LINES) {
				const wish = { wishId: `yes:${n}:${phoneNumberId}`, contactId: contact!.id, phoneNumberId };
				const { wishId: id, ...of } = wish;
				await tx.wishes.open({ id, ...of, kind: 'yes', scope: 'now', expiresAt: null }, now);
				wishes.push(wish);
			}
		}
	});
	await ledger.close();
	return wishes;
}

/** Pairs of wins of one contact whose times overlap. */
function overlapping(wins: RaceReport['wins']): string[] {
	const byStart = wins.toSorted((a, b) => a.from - b.from);
	const busyUntil = new Map<string, number>();
	const found: string[] = [];
	for (const { contactId, wishId, from, until } of byStart) {
		if (from < (busyUntil.get(contactId) ?? 0)) found.push(wishId);
		busyUntil.set(contactId, Math.max(until, busyUntil.get(contactId) ?? 0));
	}
	return found;
}
