import { setTimeout as delay } from 'node:timers/promises';

import { openLedger } from '../../../nodes/shared/ledger/openLedger';
import type { Ledger } from '../../../nodes/shared/ledger/ledger';
import type { TakeOrder, TakeReport } from '../race';

const EVERY_MS = 15;

/** One of several processes whose people all click on the same cards; answers with what they got. */
process.once('message', (order: TakeOrder) => {
	void takeAll(order).then((report) => process.send?.(report, () => process.disconnect()));
});
process.send?.('ready');

async function takeAll(order: TakeOrder): Promise<TakeReport> {
	const { url, keyFile, attemptIds, takers } = order;
	const ledger = await openLedger({ url, keySource: { keyFile, create: false } });
	const report: TakeReport = { taken: [], dialled: [] };
	for (const [n, id] of attemptIds.entries()) {
		// A card comes to all of them at one time, or whoever is ahead stays ahead.
		await delay(Math.max(0, order.fromMs + n * EVERY_MS - Date.now()));
		const clicks = Array.from({ length: takers }, () => click(ledger, id, order, report));
		await Promise.all(clicks);
	}
	await ledger.close();
	return report;
}

async function click(
	ledger: Ledger,
	id: string,
	{ now }: TakeOrder,
	report: TakeReport,
): Promise<void> {
	await delay(Math.random() * 3);
	const token = await ledger.transaction((tx) => tx.attempts.takeReserved(id, 60, now));
	if (token === null) return;
	report.taken.push(id);
	const dial = ledger.transaction((tx) => tx.attempts.startDialling(id, token, null, now));
	if (await dial) report.dialled.push(id);
}
