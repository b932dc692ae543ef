import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	closeStreams,
	seat,
	type DeskSeat,
	type StreamPorts,
} from '../../../nodes/CallDeskTrigger/deskStreams';
import type { DeskEventBody } from '../../../nodes/shared/domain/deskProtocol';
import { wake } from '../../../nodes/shared/ingress/wake';
import type {
	DeskPage,
	Ledger,
	LedgerTx,
	Representative,
} from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import { deskWakeId } from '../../../nodes/shared/n8n/tellPages';

const START = Date.parse('2026-10-10T12:00:00Z');
const ROUTE = 'wf-1:node-1';

let ledger: Ledger;
let priya: Representative;
let seconds: number;
/** Ends the pause between two looks. */
let wakeUp: () => void;
let warned: unknown[];

const now = () => new Date(START + seconds * 1000).toISOString();
const tx = async <T>(work: (stores: LedgerTx) => Promise<T>) => await ledger.transaction(work);

beforeEach(async () => {
	ledger = await openMemoryLedger();
	seconds = 0;
	warned = [];
	const person = { name: 'Priya', role: 'representative' as const, phoneNumberIds: [] };
	priya = await tx(async ({ representatives }) => await representatives.create(person, now()));
});

afterEach(async () => {
	closeStreams(ledger.id, ROUTE);
	wakeUp();
	await ledger.close();
});

const ports = (): StreamPorts => ({
	ledger,
	now,
	sleep: async () => await new Promise<void>((resolve) => (wakeUp = resolve)),
	warn: (error) => warned.push(error),
});

/** A second passes, and what is looked at in it is over. */
async function pass(count = 1): Promise<void> {
	for (let each = 0; each < count; each++) {
		seconds += 1;
		wakeUp();
		await settle();
	}
}

/** The memory ledger answers within a few turns of the event loop, however busy the machine is. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function pageOf(name: string): Promise<DeskPage> {
	return await tx(async ({ deskAccess, deskPages }) => {
		await deskAccess.addLink(`link ${name}`, priya.id, now());
		await deskAccess.signIn(`link ${name}`, `session ${name}`, now());
		const opened = await deskPages.open({ sessionHash: `session ${name}`, keyHash: 'k' }, now());
		if (!opened) throw new Error('no page');
		return opened;
	});
}

const add = async (body: DeskEventBody, pageId: string | null = null) =>
	await tx(async ({ deskEvents }) => await deskEvents.add(priya.id, { pageId, body }, now()));

const probe = (id: string): DeskEventBody => ({ kind: 'probe', probe: id });

/** A stream, and everything that was put on its wire. */
async function listen(pageId: string, more: Partial<DeskSeat> = {}) {
	const told = { sent: [] as string[], isOver: false, isWelcome: true, leave: () => {} };
	told.leave = seat(
		{
			representativeId: priya.id,
			pageId,
			routeId: ROUTE,
			seq: 0,
			isWelcome: async () => told.isWelcome,
			send: (text) => told.sent.push(text),
			end: () => (told.isOver = true),
			...more,
		},
		ports(),
	);
	await settle();
	return told;
}

const ids = ({ sent }: { sent: string[] }) =>
	sent.flatMap((text) => /^id: (\d+)\n/.exec(text)?.[1] ?? []).map(Number);

describe('V4: an event stream', () => {
	it('begins with what was missed, each as one event with its number', async () => {
		await add(probe('probe_1'));
		const stream = await listen('page_1');
		expect(stream.sent).toEqual([
			`id: 1\ndata: {"seq":1,"at":"${now()}","kind":"probe","probe":"probe_1"}\n\n`,
		]);
	});

	it('goes on after the number that the page has heard', async () => {
		for (const id of ['probe_1', 'probe_2', 'probe_3']) await add(probe(id));
		const stream = await listen('page_1', { seq: 2 });
		expect(ids(stream)).toEqual([3]);
	});

	it('leaves nothing out of a lot that was missed', async () => {
		for (let each = 1; each <= 250; each++) await add(probe(`probe_${each}`));
		const stream = await listen('page_1', { seq: 40 });
		expect(ids(stream)).toEqual(Array.from({ length: 210 }, (_, index) => index + 41));
	});

	it('is told at once in the process that knows, within a second in another', async () => {
		const stream = await listen('page_1');
		await add(probe('probe_1'));
		wake(deskWakeId(priya.id));
		await settle();
		expect(ids(stream)).toEqual([1]);
		await add(probe('probe_2'));
		await settle();
		expect(ids(stream)).toEqual([1]);
		await pass();
		expect(ids(stream)).toEqual([1, 2]);
	});

	it('tells each event once and in order, however often it is woken', async () => {
		const stream = await listen('page_1');
		for (let each = 1; each <= 250; each++) {
			await add(probe(`probe_${each}`));
			wake(deskWakeId(priya.id));
		}
		await pass(3);
		expect(ids(stream)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
	});

	it('tells a page nothing that is for another one', async () => {
		const [one, other] = [await listen('page_1'), await listen('page_2')];
		await add(probe('probe_1'), 'page_1');
		await add(probe('probe_2'), 'page_2');
		await add({ kind: 'team' });
		await pass();
		expect(ids(one)).toEqual([1, 3]);
		expect(ids(other)).toEqual([2, 3]);
	});

	it('reads nothing while there is nothing, not even after a purge', async () => {
		await add(probe('probe_1'));
		seconds = 60;
		await tx(async ({ deskEvents }) => await deskEvents.purge(now()));
		const after = vi.fn();
		const { transaction } = ledger;
		vi.spyOn(ledger, 'transaction').mockImplementation(
			async (work) =>
				await transaction.call(ledger, async (stores) => {
					vi.spyOn(stores.deskEvents, 'after').mockImplementation(async () => {
						after();
						return [];
					});
					return await work(stores);
				}),
		);
		await listen('page_1');
		await pass(5);
		expect(after).toHaveBeenCalledTimes(1);
	});

	it('keeps its page seen, every three seconds', async () => {
		const { id } = await pageOf('one');
		const stream = await listen(id);
		const seenAt = async () =>
			(await tx(async ({ deskPages }) => await deskPages.get(id, now())))?.seenAt;
		await pass(2);
		expect(await seenAt()).toBe(now());
		await pass(3);
		expect(await seenAt()).toBe(now());
		stream.leave();
		const last = now();
		await pass(6);
		expect(await seenAt()).toBe(last);
	});

	it('says every 15 seconds that it is still there', async () => {
		const stream = await listen('page_1');
		await pass(30);
		expect(stream.sent).toEqual([': still here\n\n', ': still here\n\n']);
	});

	it('ends after 15 minutes, so that the browser opens a new one', async () => {
		const stream = await listen('page_1');
		seconds = 898;
		await pass();
		expect(stream.isOver).toBe(false);
		await pass();
		expect(stream.isOver).toBe(true);
	});

	it('ends at once for somebody who was revoked or signed out, with the word that says so', async () => {
		for (const because of ['revoked', 'signed_out'] as const) {
			const stream = await listen(`page_${because}`);
			await pass();
			stream.isWelcome = false;
			const seq = await add({ kind: 'status', status: 'away', because });
			wake(deskWakeId(priya.id));
			await settle();
			expect({ because, isOver: stream.isOver }).toEqual({ because, isOver: true });
			expect(ids(stream).at(-1)).toBe(seq);
		}
	});

	it('goes on on another device when one is signed out', async () => {
		const stream = await listen('page_1');
		await add({ kind: 'status', status: 'away', because: 'signed_out' });
		await pass(20);
		expect(stream.isOver).toBe(false);
	});

	it('ends within 15 seconds when its session is over, whoever ended it', async () => {
		const stream = await listen('page_1');
		stream.isWelcome = false;
		await pass(13);
		expect(stream.isOver).toBe(false);
		await pass(2);
		expect(stream.isOver).toBe(true);
	});

	it('is one a page: a second one ends the first', async () => {
		const first = await listen('page_1');
		const second = await listen('page_1');
		await add(probe('probe_1'));
		await pass();
		expect([first.isOver, second.isOver]).toEqual([true, false]);
		expect([ids(first), ids(second)]).toEqual([[], [1]]);
	});

	it('ends when its desk closes, and no other', async () => {
		const [ours, theirs] = [
			await listen('page_1'),
			await listen('page_2', { routeId: 'wf-2:node-1' }),
		];
		await settle();
		closeStreams(ledger.id, ROUTE);
		expect([ours.isOver, theirs.isOver]).toEqual([true, false]);
		closeStreams(ledger.id, 'wf-2:node-1');
	});

	it('that has ended is sent nothing any more, not even what was being read for it', async () => {
		const stream = await listen('page_1');
		await add(probe('probe_1'));
		wake(deskWakeId(priya.id));
		stream.leave();
		await pass(20);
		expect([stream.isOver, stream.sent]).toEqual([true, []]);
	});

	it('outlives a ledger that is away for a while, and warns once', async () => {
		const stream = await listen('page_1');
		await pass();
		const away = vi.spyOn(ledger, 'transaction').mockRejectedValue(new Error('away'));
		await pass(3);
		expect(warned).toHaveLength(1);
		away.mockRestore();
		await add(probe('probe_1'));
		await pass();
		expect(ids(stream)).toEqual([1]);
	});

	it('serves fifty pages with one look a second', async () => {
		for (let each = 1; each <= 50; each++) await listen(`page_${each}`);
		await pass();
		const looks = vi.spyOn(ledger, 'transaction');
		await pass(3);
		expect(looks).toHaveBeenCalledTimes(3);
	});
});
