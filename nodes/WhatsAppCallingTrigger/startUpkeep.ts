import { sleep } from 'n8n-workflow';
import { keepRecordings } from '../shared/dial/keepRecordings';
import { upkeep } from '../shared/dial/upkeep';
import { tellVerdicts } from '../shared/ingress/tellVerdicts';
import { wake } from '../shared/ingress/wake';
import type { Connection } from '../shared/n8n/connection';
import { dialPorts, systemNow } from '../shared/n8n/dialPorts';
import { ownLines } from '../shared/n8n/ownLines';
import { receivePorts } from '../shared/n8n/receivePorts';
import { recordingPorts } from '../shared/n8n/recordingPorts';

const EVERY_MS = 2_000;

/** A rotated token or secret is noticed after this many rounds. */
const ROUNDS_PER_CONNECTION = 30;

/**
 * When each kind of work was last begun in this process, by ledger and credential: triggers that share
 * both would do the same again. Only a hint; other processes have their own.
 */
const begun = new Map<string, number>();

function isMyTurn(work: 'calls' | 'files', { ledger, credential }: Connection): boolean {
	const key = `${work} ${ledger.id} ${ledger.keyedHash('upkeep', credential.accessToken)}`;
	const now = performance.now();
	// Timers are not exact: a trigger that is alone must never miss its own turn.
	if (now - (begun.get(key) ?? -Infinity) < EVERY_MS - 200) return false;
	begun.set(key, now);
	return true;
}

/** Keeps attempts, answers, rings and files of calls in order for as long as the trigger lives. */
export function startUpkeep(
	first: Connection,
	reconnect: () => Promise<Connection>,
	warn: (error: unknown) => void,
): { stop(): Promise<void> } {
	let stopped = false;
	let end = () => {};
	const stopping = new Promise<void>((resolve) => (end = resolve));
	const loop = async (work: 'calls' | 'files', once: typeof keepCalls) => {
		let connection = first;
		for (let round = 1; !stopped; round++) {
			try {
				if (round % ROUNDS_PER_CONNECTION === 0) connection = await reconnect();
				if (isMyTurn(work, connection)) await once(connection);
			} catch (error) {
				// A round that outlives its trigger may find the ledger closed.
				if (!stopped) warn(error);
			}
			await Promise.race([sleep(EVERY_MS), stopping]);
		}
	};
	const looping = loop('calls', keepCalls);
	// A file may take minutes: no call waits for it, and neither does whoever stops the trigger.
	void loop('files', keepFiles);
	return {
		async stop() {
			stopped = true;
			end();
			await looping;
		},
	};
}

async function keepCalls(connection: Connection): Promise<void> {
	const { appKey } = connection;
	const isOurs = isOursOf(connection);
	try {
		await upkeep({ ...(await dialPorts(connection, '')), appKey, isOurs });
	} finally {
		// A broken leg, or Meta's silence, is no reason to keep an end to oneself.
		const told = await tellVerdicts({ ...receivePorts(connection), isOurs });
		for (const routeId of told) wake(routeId);
	}
}

async function keepFiles(connection: Connection): Promise<void> {
	await keepRecordings({ ...recordingPorts(connection), isOurs: isOursOf(connection) });
}

const isOursOf =
	(connection: Connection) =>
	async (phoneNumberId: string): Promise<boolean> => {
		const lines = await ownLines(connection, systemNow());
		return lines?.some((line) => line.phoneNumberId === phoneNumberId) ?? true;
	};
