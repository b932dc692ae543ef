import { sleep } from 'n8n-workflow';
import { keepPresence } from '../shared/dial/deskPresence';
import { advanceRings } from '../shared/dial/deskRings';
import { endLostCalls } from '../shared/dial/endAtDesk';
import { addMs } from '../shared/domain/instant';
import { tellDeeds } from '../shared/ingress/tellDeeds';
import { wake } from '../shared/ingress/wake';
import { DESK_KEPT_MS } from '../shared/ledger/ledger';
import type { Connection } from '../shared/n8n/connection';
import { deskPorts } from '../shared/n8n/deskPorts';
import { systemNow } from '../shared/n8n/dialPorts';
import { ownLines } from '../shared/n8n/ownLines';
import { receivePorts } from '../shared/n8n/receivePorts';
import type { Running } from '../shared/n8n/startUntilItWorks';

const EVERY_MS = 1_000;

/** A rotated token is noticed, and what is old is forgotten, after this many rounds. */
const ROUNDS_PER_MINUTE = 60;

/** Looks after pages, rings, lost calls and deeds of the desk, for as long as the trigger lives. */
export function startDeskLoop(
	reconnect: () => Promise<Connection>,
	warn: (error: unknown) => void,
): Running {
	let stopped = false;
	let end = () => {};
	const stopping = new Promise<void>((resolve) => (end = resolve));
	const runningSince = systemNow();
	const loop = async () => {
		let connection: Connection | null = null;
		for (let round = 0; !stopped; round++) {
			try {
				const isMinute = round % ROUNDS_PER_MINUTE === 0;
				if (connection === null || isMinute) connection = await reconnect();
				if (isMinute) await forget(connection);
				await lookAfter(connection, runningSince, warn);
			} catch (error) {
				if (!stopped) warn(error);
			}
			await Promise.race([sleep(EVERY_MS), stopping]);
		}
	};
	const looping = loop();
	return {
		async stop() {
			stopped = true;
			end();
			await looping;
		},
	};
}

/** One after another, so that each sees what the one before did; the trouble of one stops no other. */
async function lookAfter(
	connection: Connection,
	runningSince: string,
	warn: (error: unknown) => void,
): Promise<void> {
	const ports = await deskPorts(connection, '');
	const work = [
		async () => await keepPresence(ports),
		async () => await advanceRings(ports),
		async () => await endLostCalls(runningSince, ports),
		async () => await tell(connection),
	];
	for (const each of work) await each().catch(warn);
}

async function tell(connection: Connection): Promise<void> {
	const isOurs = async (phoneNumberId: string) => {
		const lines = await ownLines(connection, systemNow());
		return lines?.some((line) => line.phoneNumberId === phoneNumberId) ?? true;
	};
	for (const routeId of await tellDeeds({ ...receivePorts(connection), isOurs })) wake(routeId);
}

async function forget({ ledger }: Connection): Promise<void> {
	const now = systemNow();
	const { events, pages, rings } = DESK_KEPT_MS;
	await ledger.transaction(async ({ deskPages, deskEvents, deskRings }) => {
		await deskEvents.purge(addMs(now, -events));
		await deskPages.purge(addMs(now, -pages));
		await deskRings.purge(addMs(now, -rings));
	});
}
