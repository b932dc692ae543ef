import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import type { Claimant, DeskOrder, FireOrder, TakeOrder } from './race';

/** A racer at the start line; none starts before all are there. */
export async function ready(child: string): Promise<ChildProcess> {
	const racer = fork(child);
	await once(racer, 'message');
	return racer;
}

/** Starts it, and waits for its report and its end. */
export async function run<Report>(
	racer: ChildProcess,
	order: Claimant | FireOrder | TakeOrder | DeskOrder,
): Promise<Report> {
	racer.send(order);
	const report = new Promise<Report>((resolve, reject) => {
		racer.once('message', (message) => resolve(message as Report)); // all a racer sends
		racer.once('exit', (code) => reject(new Error(`A racer ended early with ${code}`)));
	});
	await Promise.all([report, once(racer, 'exit')]);
	return report;
}
