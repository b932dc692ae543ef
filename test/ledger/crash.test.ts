import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { openLedger } from '../../nodes/shared/ledger/openLedger';
import { MANUAL_LEG, type Ledger, type LedgerTx } from '../../nodes/shared/ledger/ledger';
import { bundleChild, temporaryFolder } from './bundle';
import { eventKey, instant, LINE, ROUTES } from './delivery';
import { LIMITS } from './sweep';

const KILLS = 15;
const SWEEPS = 8;
const CARDS = 400;

describe('P10: a process that dies in the middle of its transactions', () => {
	const folder = temporaryFolder();

	it(`P10: ${KILLS} kills: what was committed is there, what was not is not, nothing is half`, async () => {
		const url = pathToFileURL(folder.path('ledger.sqlite')).href.replace('file:', 'sqlite:');
		const keyFile = folder.path('ledger.key');
		const child = await bundleChild('receiver', folder.path('receiver.cjs'));
		let next = 0;
		for (let kill = 0; kill < KILLS; kill++) {
			const committed = await readUntilKilled(child, [url, keyFile, String(next)]);
			expect(committed.at(0) ?? next).toBe(next);
			const ledger = await openLedger({ url, keySource: { keyFile, create: false } });
			for (const n of committed) expect(await look(ledger, n)).toEqual(WHOLE);
			next = (committed.at(-1) ?? next - 1) + 1;
			// The one in flight may have been committed without being named.
			const last = await look(ledger, next);
			expect([WHOLE, NOTHING]).toContainEqual(last);
			if (last.seen) next++;
			expect(await look(ledger, next)).toEqual(NOTHING);
			const rows = await ledger.transaction(async (tx) =>
				Promise.all(ROUTES.map(async (route) => (await tx.inbox.counts(route)).ready)),
			);
			expect(rows).toEqual(ROUTES.map(() => next));
			await ledger.close();
		}
		expect(next).toBeGreaterThan(KILLS);
	});

	it(`V5, P10: ${SWEEPS} kills: of a card that nobody took the request is parked with it, once`, async () => {
		const url = pathToFileURL(folder.path('swept.sqlite')).href.replace('file:', 'sqlite:');
		const keySource = { keyFile: folder.path('swept.key'), create: true };
		let ledger = await openLedger({ url, keySource });
		const ids = await ledger.transaction(offerCards);
		const child = await bundleChild('sweeper', folder.path('sweeper.cjs'));
		for (let next = 0, kill = 0; kill < SWEEPS; kill++) {
			await ledger.close();
			const swept = await readUntilKilled(child, [url, keySource.keyFile, String(next)]);
			next = (swept.at(-1) ?? next - 1) + 1;
			ledger = await openLedger({ url, keySource });
			const cards = await ledger.transaction((tx) => lookAtCards(tx, ids));
			for (const { status, parked } of cards) expect(parked).toBe(status === 'released' ? 1 : 0);
			const released = cards.filter(({ status }) => status === 'released').length;
			expect(released).toBeGreaterThanOrEqual(Math.min(next, CARDS));
		}
		await ledger.transaction((tx) => tx.attempts.sweep(LIMITS, instant(CARDS)));
		const all = await ledger.transaction((tx) => lookAtCards(tx, ids));
		expect(all).toEqual(ids.map(() => ({ status: 'released', parked: 1 })));
		await ledger.close();
	});

	it('P10: killed while it makes the ledger, it leaves one that opens', async () => {
		const child = await bundleChild('receiver', folder.path('receiver.cjs'));
		for (let kill = 0; kill < 10; kill++) {
			const url = pathToFileURL(folder.path(`new ${kill}/ledger.sqlite`)).href;
			const options = {
				url: url.replace('file:', 'sqlite:'),
				keySource: { keyFile: folder.path(`new ${kill}/ledger.key`), create: true },
			};
			const receiver = spawn(process.execPath, [child, options.url, options.keySource.keyFile], {
				stdio: 'ignore',
			});
			await delay(40 + Math.random() * 60);
			receiver.kill('SIGKILL');
			await once(receiver, 'close');
			const ledger = await openLedger(options);
			expect(ledger.id).toMatch(/^ledger_/);
			await ledger.close();
		}
	});
});

/** Cards whose time is over one second after the other. */
async function offerCards(tx: LedgerTx): Promise<string[]> {
	const ids: string[] = [];
	const now = instant(-1);
	for (let n = 0; n < CARDS; n++) {
		const person = { waId: `1408555${n}`, userId: null, parentUserId: null, name: null };
		const contact = await tx.contacts.resolve(person, now);
		const of = { contactId: contact!.id, phoneNumberId: LINE };
		const yes = { id: `yes:${n}`, kind: 'yes', scope: 'now', expiresAt: null } as const;
		await tx.wishes.open({ ...of, ...yes }, now);
		const run = { wishId: yes.id, leg: MANUAL_LEG, claimant: 'execution 1', leaseSeconds: 60 };
		const claim = await tx.attempts.claim({ ...of, ...run, direction: 'outbound', now });
		if (!claim.won) throw new Error(claim.reason);
		await tx.attempts.reserve(claim.attempt.id, claim.token, n + 1, now);
		ids.push(claim.attempt.id);
	}
	return ids;
}

async function lookAtCards(tx: LedgerTx, ids: string[]) {
	const cards: { status: string | undefined; parked: number }[] = [];
	for (const id of ids) {
		const attempt = await tx.attempts.get(id);
		const parked = await tx.callbacks.list(attempt!.contactId, 9);
		cards.push({ status: attempt?.status, parked: parked.length });
	}
	return cards;
}

interface Traces {
	seen: boolean;
	rows: number;
	wish: string | undefined;
	attempt: string | undefined;
	lastCall: boolean;
}

const WHOLE: Traces = { seen: true, rows: 2, wish: 'spent', attempt: 'dialling', lastCall: true };
const NOTHING: Traces = {
	seen: false,
	rows: 0,
	wish: undefined,
	attempt: undefined,
	lastCall: false,
};

/** Every trace of one delivery, looked at without changing any. */
async function look(ledger: Ledger, n: number): Promise<Traces> {
	let found = NOTHING;
	const undo = new Error('only looking');
	const looking = ledger.transaction(async (tx) => {
		found = await traces(tx, n);
		throw undo;
	});
	await looking.catch((error: unknown) => {
		if (error !== undo) throw error;
	});
	return found;
}

async function traces(tx: LedgerTx, n: number): Promise<Traces> {
	const now = instant(n);
	let rows = 0;
	for (const routeId of ROUTES) {
		const row = { eventKey: eventKey(n), routeId, lane: 'chat' as const, body: '' };
		if (!(await tx.inbox.add(row, now))) rows++;
	}
	const contact = await tx.contacts.find({ waId: `1408555${n}`, userId: null });
	const attempt = await tx.attempts.getByWish(`yes:${n}`);
	expect(attempt?.phoneNumberId ?? LINE).toBe(LINE);
	return {
		seen: !(await tx.inbox.firstSeen(eventKey(n), now)),
		rows,
		wish: (await tx.wishes.get(`yes:${n}`))?.status,
		attempt: attempt?.status,
		lastCall: contact?.lastCallAttemptAt === now,
	};
}

/** What the child named before it was killed at a random moment. */
async function readUntilKilled(child: string, args: string[]): Promise<number[]> {
	const receiver = spawn(process.execPath, [child, ...args], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	let named = '';
	receiver.stdout.setEncoding('utf8').on('data', (text: string) => (named += text));
	await once(receiver.stdout, 'data');
	await delay(Math.random() * 60);
	receiver.kill('SIGKILL');
	await once(receiver, 'close');
	// A last line without its end was cut off by the kill.
	return named.split('\n').slice(0, -1).map(Number);
}
