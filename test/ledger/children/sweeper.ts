import { writeSync } from 'node:fs';

import { openLedger } from '../../../nodes/shared/ledger/openLedger';
import { instant } from '../delivery';
import { LIMITS } from '../sweep';

const [url = '', keyFile = '', first = '0'] = process.argv.slice(2);

/** Sweeps second by second until it is killed; names each second that is committed. */
async function sweepOn(): Promise<void> {
	const ledger = await openLedger({ url, keySource: { keyFile, create: false } });
	for (let n = Number(first); ; n++) {
		await ledger.transaction((tx) => tx.attempts.sweep(LIMITS, instant(n)));
		writeSync(1, `${n}\n`);
	}
}

void sweepOn();
