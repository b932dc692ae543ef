import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openLedger } from '../../nodes/shared/ledger/openLedger';
import type { Ledger } from '../../nodes/shared/ledger/ledger';
import { ledgerFile } from '../stack/ledgerRows';
import type { Stack } from '../stack/stack';
import { until } from '../stack/until';
import type { Line } from './deliveries';
import { DeskSeat, ringOf } from './deskSeats';
import { median } from './median';
import { processorShare } from './processorShare';
import type { Report } from './report';
import { publishDesk } from './workflows';

const DESKS = 50;
const CONNECTED_SECONDS = 60;
const SECONDS = 20;
const CLICKS = 20;
const SETTLE_MS = 5_000;
const TIMEOUT_MS = 60_000;

/**
 * What desks cost that are open (V4): representatives' pages at their event streams, ready, probed as
 * always; then a ring a second at each, written by another process, as in an n8n of several.
 */
export async function benchDesks(stack: Stack, line: Line, report: Report): Promise<void> {
	const { workflow } = await publishDesk(stack);
	const ledger = await openLedger({
		url: `sqlite://${ledgerFile(stack.dir)}`,
		keySource: { keyFile: join(ledgerFile(stack.dir), '..', 'ledger.key'), create: false },
	});
	try {
		await measure(stack, ledger, ledger.keyedHash('app', line.appSecret), report);
		const executions = await stack.api.listExecutions({ workflowId: workflow.id });
		if (executions.length > 0) throw new Error(`Desks started ${executions.length} executions.`);
	} finally {
		await ledger.close();
		await stack.api.deactivate(workflow.id);
	}
}

async function measure(
	{ n8n }: Stack,
	ledger: Ledger,
	appKey: string,
	report: Report,
): Promise<void> {
	const { pid = NaN } = n8n;
	const door = await until('the desk', TIMEOUT_MS, async () => {
		const found = await ledger.transaction(async ({ deskDoors }) => await deskDoors.get(appKey));
		return found ?? undefined;
	});
	await delay(SETTLE_MS);
	const closed = await processorShare(pid, SECONDS);
	const seats: DeskSeat[] = [];
	for (let desk = 1; desk <= DESKS; desk += 1) {
		seats.push(await DeskSeat.take(`Desk ${desk}`, door, ledger));
	}
	await delay(SETTLE_MS);
	const open = await processorShare(pid, CONNECTED_SECONDS);
	const [first] = seats;
	const alone = await ringAt(first ? [first] : [], ledger, pid);
	const all = await ringAt(seats, ledger, pid);
	const clicks = first ? await clicked(first) : { eventMs: NaN, answerMs: NaN };
	const ready = await countReady(ledger);
	for (const seat of seats) seat.leave();
	const name = `n8n’s use of a processor with ${DESKS} desks open`;
	report.compare(name, open, '%', 'with none', closed);
	report.compare(`${name}, a ring a second at each`, all.share, '%', 'with nothing to tell', open);
	report.compare('Desks that are ready after it', ready, '', 'made ready', DESKS);
	report.compare('Rings heard at the desks', all.heard, '/s', 'written to the ledger', all.written);
	report.compare('From another process’s ring to the page', all.ms, 'ms', 'at one desk', alone.ms);
	const than = 'for the answer to the click';
	report.compare(
		'From a click to the event that it causes',
		clicks.eventMs,
		'ms',
		than,
		clicks.answerMs,
	);
}

/** On a machine that is too busy some do not answer a probe in time: they are away then, and hear all the same. */
async function countReady(ledger: Ledger): Promise<number> {
	const ready = await ledger.transaction(
		async ({ deskPages }) => await deskPages.allReady(new Date().toISOString()),
	);
	return ready.length;
}

interface Rung {
	/** Per cent of a processor. */
	share: number;
	/** Events per second. */
	written: number;
	heard: number;
	/** The middle one. */
	ms: number;
}

/** A ring a second at each of these desks; nothing is lost, however late it comes. */
async function ringAt(seats: DeskSeat[], ledger: Ledger, pid: number): Promise<Rung> {
	for (const seat of seats) seat.ringMs = [];
	const startedAt = performance.now();
	const sharing = processorShare(pid, SECONDS);
	for (let second = 1; second <= SECONDS; second += 1) {
		await ring(seats, second, ledger);
		await delay(Math.max(0, startedAt + second * 1000 - performance.now()));
	}
	const share = await sharing;
	const wanted = seats.length * SECONDS;
	const rangFor = (performance.now() - startedAt) / 1000;
	const heard = () => seats.flatMap(({ ringMs }) => ringMs);
	await until('every ring', TIMEOUT_MS, () => heard().length >= wanted || undefined, 20);
	const heardFor = (performance.now() - startedAt) / 1000;
	return { share, written: wanted / rangFor, heard: wanted / heardFor, ms: median(heard()) };
}

async function ring(seats: DeskSeat[], second: number, ledger: Ledger): Promise<void> {
	const now = new Date().toISOString();
	await ledger.transaction(async ({ deskEvents }) => {
		for (const { representativeId } of seats) {
			const body = { kind: 'ring', ring: ringOf(`ring_${second}`) } as const;
			await deskEvents.add(representativeId, { pageId: null, body }, now);
		}
	});
}

async function clicked(seat: DeskSeat): Promise<{ eventMs: number; answerMs: number }> {
	const clicks = [];
	for (let click = 1; click <= CLICKS; click += 1) clicks.push(await seat.click());
	return {
		eventMs: median(clicks.map(({ eventMs }) => eventMs)),
		answerMs: median(clicks.map(({ answerMs }) => answerMs)),
	};
}
