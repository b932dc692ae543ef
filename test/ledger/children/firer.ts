import { setTimeout as delay } from 'node:timers/promises';
import { openLedger } from '../../../nodes/shared/ledger/openLedger';
import type { FireOrder } from '../race';

/** One of several Callback Triggers that look at the same ledger; answers with what it may act on. */
process.once('message', (order: FireOrder) => {
	void fireAll(order).then((fired) => process.send?.(fired, () => process.disconnect()));
});
process.send?.('ready');

async function fireAll({ url, keyFile, lines, now }: FireOrder): Promise<string[]> {
	const ledger = await openLedger({ url, keySource: { keyFile, create: false } });
	const fired: string[] = [];
	for (;;) {
		const due = await ledger.transaction((tx) => tx.callbacks.due(['hours'], lines, now, 10));
		if (due.length === 0) break;
		// The others look meanwhile, and all want the same ones.
		await delay(2);
		for (const { id } of due) {
			if (await ledger.transaction((tx) => tx.callbacks.fire(id, now))) fired.push(id);
		}
	}
	await ledger.close();
	return fired;
}
