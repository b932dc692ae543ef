import { setTimeout as delay } from 'node:timers/promises';

import { openLedger } from '../../../nodes/shared/ledger/openLedger';
import type { Ledger } from '../../../nodes/shared/ledger/ledger';
import type { DeskOrder, DeskReport } from '../race';

const EVERY_MS = 60;

/** One of several processes that serve one desk; answers with what its people got. */
process.once('message', (order: DeskOrder) => {
	void serve(order).then((report) => process.send?.(report, () => process.disconnect()));
});
process.send?.('ready');

async function serve(order: DeskOrder): Promise<DeskReport> {
	const { url, keyFile } = order;
	const ledger = await openLedger({ url, keySource: { keyFile, create: false } });
	const report: DeskReport = { signedIn: [], taken: [], numbers: [] };
	await Promise.all([click(ledger, order, report), tell(ledger, order, report)]);
	await ledger.close();
	return report;
}

async function click(ledger: Ledger, order: DeskOrder, report: DeskReport): Promise<void> {
	for (const [n, link] of order.links.entries()) {
		// It comes to all of them at one time, or whoever is ahead stays ahead.
		await delay(Math.max(0, order.fromMs + n * EVERY_MS - Date.now()));
		const clicks = order.here.map(async (who) => {
			await delay(Math.random() * 3);
			await open(ledger, link, who, order, report);
			await take(ledger, order.rings[n] ?? '', who, order, report);
		});
		await Promise.all(clicks);
	}
}

async function open(
	ledger: Ledger,
	link: string,
	{ pageId }: DeskOrder['here'][number],
	{ now }: DeskOrder,
	report: DeskReport,
): Promise<void> {
	const session = `${link} on ${pageId}`;
	const entry = await ledger.transaction((tx) => tx.deskAccess.signIn(link, session, now));
	if (entry.signedIn) report.signedIn.push(link);
}

async function take(
	ledger: Ledger,
	ring: string,
	who: DeskOrder['here'][number],
	{ now }: DeskOrder,
	report: DeskReport,
): Promise<void> {
	const isTaken = await ledger.transaction((tx) => tx.deskRings.take(ring, who, now));
	if (isTaken) report.taken.push({ ring, by: who.representativeId });
}

async function tell(ledger: Ledger, order: DeskOrder, report: DeskReport): Promise<void> {
	const event = { pageId: null, body: { kind: 'team' } } as const;
	for (let n = 0; n < order.events; n++) {
		for (const { representativeId: id } of order.atDesk) {
			const seq = await ledger.transaction((tx) => tx.deskEvents.add(id, event, order.now));
			report.numbers.push([id, seq]);
		}
	}
}
