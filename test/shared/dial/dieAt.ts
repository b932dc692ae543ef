import { createDeskLeg } from '../../../nodes/shared/dial/deskLeg';
import type { DeskPorts } from '../../../nodes/shared/dial/deskPorts';
import type { Ledger, LedgerTx } from '../../../nodes/shared/ledger/ledger';

class Crash extends Error {}

export interface Death {
	/** The n-th thing that the run does to the world. */
	step: number;
	when: 'before' | 'after';
}

/** Dies before and after each of the first `count` steps. */
export const deaths = (count: number): Death[] =>
	Array.from({ length: count }, (_, index) => index + 1).flatMap((step) => [
		{ step, when: 'before' },
		{ step, when: 'after' },
	]);

/** Runs until the process dies; true if it did, false if the run ended before. */
export async function dieAt(
	{ step, when }: Death,
	ports: DeskPorts,
	run: (dying: DeskPorts) => Promise<unknown>,
): Promise<boolean> {
	let done = 0;
	const acts = async <T>(act: () => Promise<T>): Promise<T> => {
		const dies = ++done === step;
		if (dies && when === 'before') throw new Crash();
		const result = await act();
		if (dies) throw new Crash();
		// A dead process does nothing more, whoever catches the crash.
		if (done > step) throw new Crash();
		return result;
	};
	try {
		await run(dyingPorts(ports, acts));
		return false;
	} catch (error) {
		if (error instanceof Crash) return true;
		throw error;
	}
}

function dyingPorts(ports: DeskPorts, acts: <T>(act: () => Promise<T>) => Promise<T>): DeskPorts {
	const { graph, mediaServer, ledger: real } = ports;
	const ledger: Ledger = {
		...real,
		id: real.id,
		keyedHash: real.keyedHash.bind(real),
		close: async () => {},
		transaction: async <T>(work: (tx: LedgerTx) => Promise<T>) =>
			await acts(async () => await real.transaction(work)),
		claimAttempt: async (input) => await acts(async () => await real.claimAttempt(input)),
		claimSend: async (input) => await acts(async () => await real.claimSend(input)),
	};
	return {
		...ports,
		ledger,
		callDesk: createDeskLeg({ ...ports, ledger }),
		graph: { call: async (call) => await acts(async () => await graph.call(call)) },
		mediaServer: {
			...mediaServer,
			offer: async (request) => await acts(async () => await mediaServer.offer(request)),
		},
	};
}
